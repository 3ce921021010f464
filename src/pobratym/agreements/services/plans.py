"""Yearly work plans: written by any city, adopted by all, carried out by who answers for a line."""

import datetime as dt
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.plans import Evidence, PlanLine, WorkPlan
from pobratym.agreements.services.mandate import hold, refuse_outsider
from pobratym.agreements.states import STANDING, PlanState, Stage
from pobratym.confirmations.services.closing import overtake_open
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.topics import TOPICS
from pobratym.documents.services.papers import Paper, keeping_document
from pobratym.journal.services import Changes, record
from pobratym.partnerships.services.mandate import refuse_day_to_come, refuse_silence
from pobratym.partnerships.services.wordings import changes_of, put

MOST_LINES = 300
MOST_EVIDENCE = 20
"""Figures that no real plan reaches."""
_OVER = frozenset({Stage.GIVEN_UP, Stage.EXPIRED, Stage.TERMINATED})


class LineFacts(TypedDict, total=False):
    """What people write about a line; cost as amount and currency, both or none."""

    action: Wordings
    clause: Clause | None
    topic: str
    city: Municipality | None
    responsible: str
    due_on: dt.date
    cost_amount: Decimal | None
    cost_currency: str


@transaction.atomic
def open_plan(
    agreement: Agreement,
    year: int,
    *,
    like: WorkPlan | None = None,
    by: User | None,
    for_city: Municipality,
) -> WorkPlan:
    """Begin the plan of a year, empty or like another one under the same agreement.

    Lines of the other plan come with their days moved to the new year, as planned.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``over`` (the agreement has
            ended), ``other_agreement``.
        ValidationError: no sensible year, or there is a plan for it already.
    """
    found = hold(agreement)
    refuse_outsider(by, for_city, found)
    if found.stage in _OVER:
        raise DomainError(_("This agreement has ended: there is nothing to plan."), code="over")
    if like is not None and like.agreement_id != found.pk:
        raise DomainError(
            _("Only a plan under the same agreement can be repeated."), code="other_agreement"
        )
    plan = WorkPlan(agreement=found, year=year)
    plan.full_clean()
    plan.save()
    for line in like.lines.exclude(state=PlanState.DROPPED) if like else []:
        PlanLine.objects.create(
            plan=plan,
            place=line.place,
            clause=line.clause,
            topic=line.topic,
            action=line.action,
            city=line.city,
            responsible=line.responsible,
            due_on=in_year(line.due_on, year),
            cost_amount=line.cost_amount,
            cost_currency=line.cost_currency,
        )
    _record("plan.opened", plan, plan, by, for_city, changes={"year": (None, year)})
    return plan


def in_year(day: dt.date, year: int) -> dt.date:
    """Give the same day of another year; 29 February becomes 28 February."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


@transaction.atomic
def add_line(
    plan: WorkPlan,
    *,
    version: int,
    by: User | None,
    for_city: Municipality,
    **facts: Unpack[LineFacts],
) -> PlanLine:
    """Add a line to a plan that is not adopted; proposals to adopt it are overtaken.

    Args:
        plan: what it is added to.
        version: of the plan, as it was seen.
        by: who adds it.
        for_city: in whose name.
        facts: what is to be done.

    Raises:
        StaleVersion: somebody changed the plan since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``adopted`` (propose it
            instead), ``too_many``, ``wrong_city``, ``foreign_clause``, ``unknown_topic``.
        ValidationError: a fact is missing or not valid.
    """
    found = open_to_change(plan, version, by, for_city)
    line = put_new_line(found, facts)
    found.save()
    told: Changes = {"action": (Wordings(), line.action), "due_on": (None, line.due_on)}
    _record("plan.line_added", line, found, by, for_city, changes=told)
    return line


def put_new_line(plan: WorkPlan, facts: LineFacts) -> PlanLine:
    """Store a new line of a plan that the caller holds; the refusals are those of a new line."""
    if plan.lines.count() >= MOST_LINES:
        raise DomainError(_("This plan has very many lines already."), code="too_many")
    last = plan.lines.aggregate(last=Max("place"))["last"] or 0
    line = PlanLine(plan=plan, place=last + 1)
    put_line(line, facts)
    line.save()
    return line


@transaction.atomic
def edit_line(
    line: PlanLine,
    *,
    version: int,
    by: User | None,
    for_city: Municipality,
    **facts: Unpack[LineFacts],
) -> PlanLine:
    """Change a line of a plan that is not adopted; proposals to adopt it are overtaken.

    Raises:
        StaleVersion: somebody saved the line since ``version``.
        DomainError: as :func:`add_line`.
        ValidationError: a fact is missing or not valid.
    """
    plan = open_to_change(line.plan, None, by, for_city)
    found = take_version(PlanLine.objects.all(), line.pk, version)
    found.plan = plan
    old = put_line(found, facts)
    if old:
        found.save()
        plan.save()
        changes = {name: pair for name, pair in changes_of(found, old).items() if _tells(name)}
        _record("plan.line_edited", found, plan, by, for_city, changes=changes)
    return found


@transaction.atomic
def take_line_out(
    line: PlanLine, *, version: int, by: User | None, for_city: Municipality
) -> WorkPlan:
    """Take a line out of a plan that is not adopted.

    Raises:
        StaleVersion: somebody saved the line since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``adopted``.
    """
    plan = open_to_change(line.plan, None, by, for_city)
    found = take_version(PlanLine.objects.all(), line.pk, version)
    told: Changes = {"action": (found.action, Wordings())}
    plan.save()
    _record("plan.line_removed", found, plan, by, for_city, changes=told)
    found.delete()
    return plan


@transaction.atomic
def mark_line(  # noqa: PLR0913  which, how it stands, since when, why, who, for whom
    line: PlanLine,
    state: PlanState,
    *,
    version: int,
    by: User | None,
    for_city: Municipality,
    done_on: dt.date | None = None,
    dropped_because: str = "",
) -> PlanLine:
    """Say how a line of an adopted plan stands; the city that answers for it does so.

    Raises:
        StaleVersion: somebody saved the line since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_adopted``,
            ``not_yours`` (another city answers for it), ``no_day``, ``future``, ``no_reason``.
        ValidationError: the reason is too long.
    """
    plan = _adopted(line.plan, by, for_city)
    found = take_version(PlanLine.objects.all(), line.pk, version)
    refuse_other_city(found, for_city)
    if state == PlanState.DONE:
        if done_on is None:
            raise DomainError(
                _("Give the day on which it was done."), code="no_day", field="done_on"
            )
        refuse_day_to_come(done_on, "done_on")
    if state == PlanState.DROPPED:
        refuse_silence(dropped_because, "dropped_because")
    values = {
        "state": str(state),
        "done_on": done_on if state == PlanState.DONE else None,
        "dropped_because": dropped_because.strip() if state == PlanState.DROPPED else "",
    }
    old = put(found, values)
    if old:
        found.full_clean()
        found.save()
        _record("plan.line_marked", found, plan, by, for_city, changes=changes_of(found, old))
    return found


@transaction.atomic
def add_evidence(  # noqa: PLR0913  of what, what it shows, where it is, when, who, for whom
    line: PlanLine,
    *,
    says: str,
    on: dt.date,
    url: str = "",
    paper: Paper | None = None,
    by: User | None,
    for_city: Municipality,
) -> Evidence:
    """Put what shows that a line was done beside it: an address, or a paper kept here.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_adopted``,
            ``not_yours``, ``too_many``, ``future``.
        ValidationError: it says nothing, or there is neither address nor paper.
        OSError: the disk is full or not writable.
    """
    plan = _adopted(line.plan, by, for_city)
    found = PlanLine.objects.select_for_update().get(pk=line.pk)
    refuse_other_city(found, for_city)
    if found.evidence.count() >= MOST_EVIDENCE:
        raise DomainError(_("Twenty pieces of evidence are enough."), code="too_many")
    refuse_day_to_come(on, "on")
    evidence = Evidence(line=found, says=says.strip(), url=url, on=on, by=by)
    if paper is None:
        evidence.full_clean()
        evidence.save()
    else:
        with keeping_document(paper, by=by) as document:
            evidence.document = document
            evidence.full_clean()
            evidence.save()
    _record("plan.evidence_added", found, plan, by, for_city, says=evidence.says)
    return evidence


def put_line(line: PlanLine, facts: LineFacts) -> dict[str, object]:
    """Set what is said of a line and check it; nothing is saved.

    Raises:
        DomainError: ``wrong_city``, ``foreign_clause``, ``unknown_topic``, ``other_year``.
        ValidationError: a fact is missing or not valid.
    """
    old = put(line, {**facts})
    agreement = line.plan.agreement
    if line.city_id is not None and not agreement.takes_part({line.city_id}):
        raise DomainError(
            _("Only a party of the agreement can answer for a line."),
            code="wrong_city",
            field="city",
        )
    if line.clause is not None and line.clause.agreement_id != agreement.pk:
        raise DomainError(
            _("This is not a clause of the agreement."), code="foreign_clause", field="clause"
        )
    if line.due_on is not None and line.due_on.year != line.plan.year:
        raise DomainError(
            _(
                "This plan is for %(year)d. Give a day of that year, or add the line to another"
                " plan."
            )
            % {"year": line.plan.year},
            code="other_year",
            field="due_on",
        )
    if line.topic and line.topic not in TOPICS:
        raise DomainError(
            _("This is not a topic of the list."), code="unknown_topic", field="topic"
        )
    line.full_clean()
    return old


def held_plan(plan: WorkPlan, by: User | None, city: Municipality) -> WorkPlan:
    """Hold a plan and then its agreement, as a confirmation does, for one of its cities.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
    """
    found = WorkPlan.objects.select_for_update().get(pk=plan.pk)
    found.agreement = hold(plan.agreement)
    refuse_outsider(by, city, found.agreement)
    return found


def open_to_change(
    plan: WorkPlan, version: int | None, by: User | None, city: Municipality
) -> WorkPlan:
    """Hold a plan that is not adopted, and raise its version (the caller saves it).

    Proposals to adopt it are overtaken, since they were about other lines.

    Raises:
        StaleVersion: somebody changed it since ``version``; None for any.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``adopted``.
    """
    overtake_open(plan, by=by, city=city.code)
    found = held_plan(plan, by, city)
    if found.adopted_on is not None:
        raise DomainError(
            _("The plan is adopted: propose the change, so that the other city can confirm it."),
            code="adopted",
        )
    agreement = found.agreement
    found = take_version(
        WorkPlan.objects.all(), found.pk, found.version if version is None else version
    )
    found.agreement = agreement
    return found


def refuse_unsigned(agreement: Agreement) -> None:
    """Let nobody adopt a plan under an agreement that does not stand.

    Raises:
        DomainError: ``not_signed``.
    """
    if agreement.stage not in STANDING:
        raise DomainError(
            _("A plan is adopted once the agreement is signed, and while it stands."),
            code="not_signed",
        )


def refuse_other_city(line: PlanLine, city: Municipality) -> None:
    """Let only the city that answers for a line report on it; any city where none is named.

    Raises:
        DomainError: ``not_yours``.
    """
    if line.city_id not in {None, city.pk}:
        raise DomainError(
            _("The other city answers for this line, so it says how it stands."), code="not_yours"
        )


def _adopted(plan: WorkPlan, by: User | None, city: Municipality) -> WorkPlan:
    found = held_plan(plan, by, city)
    if found.adopted_on is None:
        raise DomainError(
            _("The plan is not adopted yet; until then it is only being written."),
            code="not_adopted",
        )
    return found


def _tells(name: str) -> bool:
    """Leave out of the journal what it would show as a bare number."""
    return name not in {"clause", "city"}


def _record(  # noqa: PLR0913  what, about what, of which plan, who, for whom
    what: str,
    about: WorkPlan | PlanLine,
    plan: WorkPlan,
    by: User | None,
    city: Municipality,
    *,
    changes: Changes | None = None,
    **details: Any,  # noqa: ANN401  JSON values
) -> None:
    agreement = plan.agreement
    record(
        what,
        about,
        by=by,
        city=city.code,
        changes=changes,
        within=agreement.partnership,
        own=agreement.shared_on is None,
        year=plan.year,
        **details,
    )
