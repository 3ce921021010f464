"""The lines of a work plan that is not adopted: added, changed, taken out."""

import datetime as dt
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.plans import PlanLine, WorkPlan
from pobratym.agreements.services.plans import open_to_change, record_plan
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.topics import TOPICS
from pobratym.partnerships.services.wordings import changes_of, put

MOST_LINES = 300
"""A figure that no real plan reaches."""


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
    told = {
        "action": (Wordings(), line.action),
        "due_on": (None, line.due_on),
    }
    record_plan("plan.line_added", line, found, by, for_city, changes=told)
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
        record_plan("plan.line_edited", found, plan, by, for_city, changes=changes)
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
    told = {"action": (found.action, Wordings())}
    plan.save()
    record_plan("plan.line_removed", found, plan, by, for_city, changes=told)
    found.delete()
    return plan


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


def _tells(name: str) -> bool:
    """Leave out of the journal what it would show as a bare number."""
    return name not in {"clause", "city"}
