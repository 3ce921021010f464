"""Yearly work plans: opened by any city, adopted by all; who may still change one."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.plans import PlanLine, WorkPlan
from pobratym.agreements.services.mandate import hold, refuse_outsider
from pobratym.agreements.states import STANDING, PlanState, Stage
from pobratym.confirmations.services.closing import overtake_open
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import Changes, record

_OVER = frozenset({Stage.GIVEN_UP, Stage.EXPIRED, Stage.TERMINATED})


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
    record_plan("plan.opened", plan, plan, by, for_city, changes={"year": (None, year)})
    return plan


def in_year(day: dt.date, year: int) -> dt.date:
    """Give the same day of another year; 29 February becomes 28 February."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


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


def record_plan(  # noqa: PLR0913  what, about what, of which plan, who, for whom
    what: str,
    about: WorkPlan | PlanLine,
    plan: WorkPlan,
    by: User | None,
    city: Municipality,
    *,
    changes: Changes | None = None,
    **details: Any,  # noqa: ANN401  JSON values
) -> None:
    """Note a deed about a plan or a line of it, inside the deed's transaction."""
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
