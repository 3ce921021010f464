"""What the addresses of money, gifts and outcomes lead to: a visit that the own city received."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from pobratym.allowances.models.costs import CostLine, Stay
from pobratym.allowances.models.gifts import Gift, GiftCeiling
from pobratym.allowances.models.rates import ExchangeRate, RateSet
from pobratym.directory.models.cities import Municipality
from pobratym.outcomes.models.minutes import AgendaPoint, Decision, Minute
from pobratym.outcomes.models.practices import SeenPractice
from pobratym.outcomes.models.promises import Promise
from pobratym.partnerships.states import Stage
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import VisitState
from tests.factories import PartnershipFactory
from tests.visiting import MemberFactory, VisitFactory

Values = dict[str, Any]
_OF_VISIT = (
    "allowances:sheet", "allowances:line_new", "allowances:exchange_new", "allowances:gift_new",
    "outcomes:outcomes", "outcomes:point_new", "outcomes:minute_new", "outcomes:decision_new",
    "outcomes:promise_new", "outcomes:practice_new", "outcomes:attendance", "outcomes:report",
    "outcomes:report_write", "outcomes:report_finish", "outcomes:results",
    "outcomes:questions_write", "outcomes:questions_open",
)  # fmt: skip
_OF_CITY = ("rates_list", "rates_new", "gift_list", "ceiling_new")
DAY = dt.date(2030, 5, 20)


def of_outcomes(own: Municipality, partner: Municipality) -> dict[str, dict[str, Values]]:
    """Let the own city receive guests of the partner, and note what came of it and cost."""
    joined = PartnershipFactory(cities=[own, partner], stage=Stage.ACTIVE)
    visit = VisitFactory(partnership=joined, host=own, state=VisitState.DONE)
    idea = VisitFactory(partnership=joined, host=own)
    both = {
        "received by own": {"public_id": visit.public_id},
        "idea of own": {"public_id": idea.public_id},
    }
    city = {"own city": {"public_id": own.public_id}}
    return {
        **dict.fromkeys(_OF_VISIT, both),
        **{f"allowances:{name}": city for name in _OF_CITY},
        **_of_money(visit, own, partner),
        **_of_notes(visit, own),
        "outcomes:questions": {"wrong link": {"token": "x" * 43}},
    }


def _of_money(
    visit: Visit, own: Municipality, partner: Municipality
) -> dict[str, dict[str, Values]]:
    rates, others = (
        RateSet.objects.create(
            city=city, country="PL", valid_from=DAY, currency="PLN", day_amount=45, source="x"
        )
        for city in (own, partner)
    )
    guest = MemberFactory(visit=visit, city=partner)
    Stay.objects.create(
        visit=visit, member=guest, rates=others, days=[[visit.starts_on.isoformat(), "1", ""]]
    )
    line = CostLine.objects.create(
        visit=visit, city=own, kind="other", what={"pl": "x"}, amount=1, currency="PLN"
    )
    exchange = ExchangeRate.objects.create(
        visit=visit, base="EUR", quote="PLN", rate=Decimal(4), on=DAY, source="nbp"
    )
    ceiling = GiftCeiling.objects.create(
        city=own, valid_from=DAY, amount=0, currency="PLN", source="x"
    )
    gift = Gift.objects.create(
        visit=visit, city=own, way="received", on=DAY, description="Album", giver="a",
        receiver="b", amount=1, currency="PLN", state="waiting", ceiling=ceiling,
    )  # fmt: skip

    def page(name: str, about: str, thing: Any) -> dict[str, dict[str, Values]]:
        return {f"allowances:{name}": {about: {"public_id": thing.public_id}}}

    return {
        **page("stay", "guest of partner", guest),
        **page("stay_repeat", "guest of partner", guest),
        **page("stay_remove", "guest of partner", guest),
        **page("line_edit", "entered by own", line),
        **page("line_remove", "entered by own", line),
        **page("exchange_edit", "of the visit", exchange),
        **page("exchange_remove", "of the visit", exchange),
        **page("rates_edit", "own city", rates),
        **page("rates_confirm", "own city", rates),
        **page("rates_withdraw", "own city", rates),
        **page("gift", "waiting", gift),
        **page("gift_edit", "waiting", gift),
        **page("gift_decide", "waiting", gift),
        **page("gift_settle", "waiting", gift),
    }


def _of_notes(visit: Visit, own: Municipality) -> dict[str, dict[str, Values]]:
    point = AgendaPoint.objects.create(visit=visit, city=own, title={"pl": "x"})
    facts = {"visit": visit, "city": own, "on": DAY, "text": {"pl": "x"}}
    minute, secret = (Minute.objects.create(**facts, is_confidential=one) for one in (False, True))
    decision = Decision.objects.create(**facts)
    practice = SeenPractice.objects.create(visit=visit, city=own, title={"pl": "x"})
    promise, hidden = (
        Promise.objects.create(
            visit=visit, city=own, what={"pl": "x"}, due_on=timezone.localdate(),
            responsible="Urząd", is_confidential=one,
        )
        for one in (False, True)
    )  # fmt: skip
    minutes = {
        "of own": {"public_id": minute.public_id},
        "confidential": {"public_id": secret.public_id},
    }
    promises = {
        "of own": {"public_id": promise.public_id},
        "confidential": {"public_id": hidden.public_id},
    }
    of_own = {
        "point": {"of own": {"public_id": point.public_id}},
        "minute": minutes,
        "decision": {"of own": {"public_id": decision.public_id}},
        "practice": {"of own": {"public_id": practice.public_id}},
    }
    acts = ("", "_edit", "_keep", "_drop")
    return {
        **{
            f"outcomes:{name}_{act}": about
            for name, about in of_own.items()
            for act in ("edit", "remove")
        },
        **{f"outcomes:promise{act}": promises for act in acts},
    }
