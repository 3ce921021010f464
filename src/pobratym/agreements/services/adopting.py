"""What all cities confirm of a work plan: its adoption, and changes of an adopted one."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pobratym.accounts.models import User
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.plans import PlanLine, WorkPlan
from pobratym.agreements.services.mandate import hold, refuse_other_parties, refuse_outsider
from pobratym.agreements.services.plan_lines import LineFacts, put_line, put_new_line
from pobratym.agreements.services.plans import refuse_unsigned
from pobratym.agreements.services.publishing import others_than
from pobratym.confirmations.deeds import Deed, Shown, Values, register
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.services.proposing import Proposed, propose
from pobratym.core.errors import DomainError
from pobratym.core.filters import day, number
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record

ADOPT, CHANGE = "agreements.plan", "agreements.plan_line"
_NEW = "new"
_ADOPTED = "adopted_on"
_LINES = "lines"


def propose_adoption(
    plan: WorkPlan, *, version: int, by: User | None, city: Municipality, message: str = ""
) -> JointChange:
    """Ask the other cities to adopt a plan; it is adopted once all have confirmed.

    Raises:
        StaleVersion: somebody changed the plan since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_signed``,
            ``adopted``, ``empty`` (it has no lines), ``already_open``.
    """

    def work_out(found: WorkPlan) -> Proposed:
        _refuse(found, by, city)
        if found.version != version:
            raise StaleVersion(found)
        if found.adopted_on is not None:
            raise DomainError(_("This plan is adopted already."), code="adopted")
        lines = _lines(found)
        if not lines:
            raise DomainError(_("Write at least one line first."), code="empty")
        after = {_ADOPTED: timezone.localdate().isoformat(), _LINES: list(lines.values())}
        arguments = {"lines": lines}
        return Proposed(_title(found), after, others_than(city, found.agreement), arguments)

    return propose(ADOPT, plan, work_out, by=by, city=city, reason=message)


def propose_line(  # noqa: PLR0913  of which plan, which line, what, who, for whom, why
    plan: WorkPlan,
    line: PlanLine | None,
    facts: LineFacts,
    *,
    by: User | None,
    city: Municipality,
    message: str = "",
) -> JointChange:
    """Ask the other cities to change a line of an adopted plan, or to add one.

    Args:
        plan: an adopted one.
        line: which line; None for a new one.
        facts: what it is to say.
        by: who proposes it.
        city: in whose name.
        message: what the others should know.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_signed``,
            ``not_adopted``, ``no_change``, ``already_open``, and what a line refuses.
        ValidationError: a fact is missing or not valid.
    """

    def work_out(found: WorkPlan) -> Proposed:
        _refuse(found, by, city)
        if found.adopted_on is None:
            raise DomainError(_("The plan is not adopted yet: change it."), code="not_adopted")
        tried = (
            PlanLine(plan=found)
            if line is None
            else PlanLine.objects.select_related("clause", "city").get(pk=line.pk, plan=found)
        )
        tried.plan = found
        if not put_line(tried, facts):
            raise DomainError(_("Nothing is different."), code="no_change")
        after = {_NEW if line is None else str(tried.public_id): _told(tried)}
        return Proposed(
            _title(found), after, others_than(city, found.agreement), {"line": _told(tried)}
        )

    return propose(CHANGE, plan, work_out, by=by, city=city, reason=message)


def _refuse(plan: WorkPlan, by: User | None, city: Municipality) -> None:
    refuse_outsider(by, city, plan.agreement)
    refuse_unsigned(plan.agreement)


def _title(plan: WorkPlan) -> Wordings:
    """Name a plan as its agreement, with the year."""
    return Wordings({one: f"{text} ({plan.year})" for one, text in plan.agreement.title.items()})


def _lines(plan: WorkPlan) -> dict[str, dict[str, Any]]:
    rows = plan.lines.select_related("clause", "city").order_by("due_on", "pk")
    return {str(line.public_id): _told(line) for line in rows}


def _told(line: PlanLine) -> dict[str, Any]:
    """Give what is agreed of a line, as JSON; how it stands is no part of it."""
    return {
        "action": dict(line.action),
        "clause": str(line.clause.public_id) if line.clause else "",
        "topic": line.topic,
        "city": line.city.code if line.city else "",
        "city_name": dict(line.city.name) if line.city else {},
        "responsible": line.responsible,
        "due_on": line.due_on.isoformat(),
        "cost_amount": f"{line.cost_amount:.2f}" if line.cost_amount is not None else "",
        "cost_currency": line.cost_currency,
    }


def _facts(plan: WorkPlan, told: dict[str, Any]) -> LineFacts:
    """Read what :func:`_told` wrote."""
    clauses = Clause.objects.filter(agreement=plan.agreement_id)
    return {
        "action": Wordings(told["action"]),
        "clause": clauses.get(public_id=told["clause"]) if told["clause"] else None,
        "topic": told["topic"],
        "city": Municipality.objects.get(code=told["city"]) if told["city"] else None,
        "responsible": told["responsible"],
        "due_on": dt.date.fromisoformat(told["due_on"]),
        "cost_amount": Decimal(told["cost_amount"]) if told["cost_amount"] else None,
        "cost_currency": told["cost_currency"],
    }


def _now(plan: WorkPlan) -> Values:
    lines = _lines(plan)
    adopted = plan.adopted_on
    return {
        _ADOPTED: adopted.isoformat() if adopted else None,
        _LINES: list(lines.values()) if adopted else [],
        **(lines if adopted else {}),
    }


def _adopt(change: JointChange, plan: WorkPlan, by: User | None, city: Municipality) -> None:
    """Adopt the plan that all have confirmed, if its lines are still the same."""
    _hold(change, plan)
    if _lines(plan) != change.arguments["lines"]:
        raise DomainError(gettext_lazy("The plan has other lines now."), code="other_lines")
    plan.adopted_on = timezone.localdate()
    plan.version += 1
    plan.full_clean()
    plan.save()
    record(
        "plan.adopted",
        plan,
        by=by,
        city=city.code,
        changes={"adopted_on": (None, plan.adopted_on)},
        within=plan.agreement.partnership,
        year=plan.year,
        proposal=str(change.public_id),
    )


def _change(change: JointChange, plan: WorkPlan, by: User | None, city: Municipality) -> None:
    """Change or add the line that all have confirmed."""
    _hold(change, plan)
    [key] = change.after
    facts = _facts(plan, change.arguments["line"])
    if key == _NEW:
        line = put_new_line(plan, facts)
    else:
        line = PlanLine.objects.select_for_update().get(public_id=key, plan=plan)
        line.plan = plan
        line.version += 1
        put_line(line, facts)
        line.save()
    plan.version += 1
    plan.save()
    record(
        "plan.line_added" if key == _NEW else "plan.line_edited",
        line,
        by=by,
        city=city.code,
        changes={"action": (Wordings(), line.action)} if key == _NEW else {},
        within=plan.agreement.partnership,
        year=plan.year,
        proposal=str(change.public_id),
    )


def _hold(change: JointChange, plan: WorkPlan) -> None:
    plan.agreement = hold(plan.agreement)
    refuse_other_parties(change, plan.agreement)
    refuse_unsigned(plan.agreement)


def _show(field: str, value: Any) -> Shown:  # noqa: ANN401  any JSON value
    if field == _ADOPTED:
        told = day(dt.date.fromisoformat(value)) if value else ""
        return Shown(capfirst(_("adopted on")), [("", told)] if told else [])
    if field == _LINES:
        return Shown(_("Lines of the plan"), [("", _in_words(one)) for one in value or []])
    label = _("New line") if field == _NEW else _("Line of the plan")
    return Shown(label, [("", _in_words(value))] if value else [])


def _in_words(told: dict[str, Any]) -> str:
    from_wordings = Wordings(told["action"])
    amount, currency = told["cost_amount"], told["cost_currency"]
    parts = [
        " / ".join(from_wordings.values()),
        day(dt.date.fromisoformat(told["due_on"])),
        " / ".join(dict.fromkeys(told["city_name"].values())),
        told["responsible"],
        f"{number(Decimal(amount))} {currency}" if amount else "",
    ]
    return "; ".join(part for part in parts if part)


def _page(plan: WorkPlan) -> str:
    return f"/desk/agreements/{plan.agreement.public_id}/plans/{plan.year}/"


register(
    Deed(
        name=ADOPT,
        label=gettext_lazy("adoption of a work plan"),
        things=WorkPlan.objects.all,
        now=_now,
        do=_adopt,
        show=_show,
        page=_page,
    )
)
register(
    Deed(
        name=CHANGE,
        label=gettext_lazy("change of an adopted work plan"),
        things=WorkPlan.objects.all,
        now=_now,
        do=_change,
        show=_show,
        page=_page,
    )
)
