"""How the lines of an adopted plan stand, and what shows that they were done."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.plans import Evidence, PlanLine, WorkPlan
from pobratym.agreements.services.plans import held_plan, record_plan
from pobratym.agreements.states import PlanState
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.documents.services.papers import Paper, keeping_document
from pobratym.partnerships.services.mandate import refuse_day_to_come, refuse_silence
from pobratym.partnerships.services.wordings import changes_of, put

MOST_EVIDENCE = 20
"""A figure that no real line reaches."""


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
        record_plan("plan.line_marked", found, plan, by, for_city, changes=changes_of(found, old))
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
    record_plan("plan.evidence_added", found, plan, by, for_city, says=evidence.says)
    return evidence


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
