"""What the addresses of an agreement's record, of announcements and of plans lead to."""

import datetime as dt
from typing import Any

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.plans import PlanLine, WorkPlan
from pobratym.agreements.models.statements import Claim, Statement
from pobratym.agreements.states import Stage
from pobratym.core.wordings import Wordings
from pobratym.partnerships.states import Stage as PartnershipStage
from tests.factories import AgreementFactory, PartnershipFactory, clause_of, frozen

Values = dict[str, Any]
_OF_AGREEMENT = (
    "agreement_facts", "agreement_titles", "agreement_languages", "agreement_cities",
    "agreement_withdraw", "agreement_publish", "agreement_unpublish", "statements",
    "statement_new", "plans", "plan_new",
)  # fmt: skip


def of_record(own: Any, partner: Any) -> dict[str, dict[str, Values]]:
    """Give, by address and by what it is about, the values of the address.

    One agreement that only the own city knows, one in force, one that everybody may read.
    """
    partnership = PartnershipFactory(
        cities=[own, partner], stage=PartnershipStage.ACTIVE, is_public=True
    )
    agreements = {
        "draft of own": AgreementFactory(partnership=partnership, stage=Stage.DRAFT),
        "in force": AgreementFactory(partnership=partnership),
        "public": AgreementFactory(partnership=partnership),
    }
    for name, agreement in agreements.items():
        clause_of(agreement)
        if name != "draft of own":
            frozen(agreement, Stage.IN_FORCE)
    Agreement.objects.filter(pk=agreements["public"].pk).update(is_public=True)
    places = {name: {"public_id": one.public_id} for name, one in agreements.items()}
    statements, plans, lines = {}, {}, {}
    for name, agreement in agreements.items():
        statement = Statement.objects.create(
            agreement=agreement, city=own, title="Komunikat", url="https://example.org",
            on=dt.date(2024, 10, 7), language="pl",
        )  # fmt: skip
        Claim.objects.create(statement=statement, place=1, says=Wordings({"pl": "Szkoły"}))
        plan = WorkPlan.objects.create(agreement=agreement, year=2026)
        line = PlanLine.objects.create(
            plan=plan, action=Wordings({"pl": "Spotkanie"}), due_on=dt.date(2026, 3, 1)
        )
        statements[name] = {"public_id": statement.public_id}
        plans[name] = {"public_id": plan.public_id}
        lines[name] = {"public_id": line.public_id}
    years = {name: {**values, "year": 2026} for name, values in places.items()}
    claims = {name: {**values, "place": 1} for name, values in statements.items()}
    return {
        "agreements:agreement_new": {"of own": {"public_id": partnership.public_id}},
        **{f"agreements:{name}": places for name in _OF_AGREEMENT},
        **{f"agreements:{name}": years for name in ("plan", "plan_csv")},
        **{
            f"agreements:{name}": statements
            for name in ("statement_edit", "statement_withdraw", "claim_new")
        },
        **{f"agreements:{name}": claims for name in ("claim_edit", "claim_remove")},
        **{f"agreements:{name}": plans for name in ("plan_adopt", "line_new")},
        **{
            f"agreements:{name}": lines
            for name in ("line_edit", "line_remove", "line_mark", "evidence_new")
        },
    }
