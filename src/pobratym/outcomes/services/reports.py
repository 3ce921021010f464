"""The report on a visit, and who was there."""

from collections.abc import Mapping
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.outcomes.models.reports import VisitReport
from pobratym.outcomes.services.holding import acting_city, hold_visit, note
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.services.moving import go_on
from pobratym.visits.states import VisitState

AFTERWARDS = frozenset({VisitState.RUNNING, VisitState.DONE, VisitState.REPORTED})
"""States in which it is known who was there."""


class ReportFacts(TypedDict, total=False):
    """What people write in a report."""

    summary: Wordings
    conclusions: Wordings
    next_steps: Wordings


@transaction.atomic
def write_report(
    visit: Visit, *, version: int = 0, by: User | None, **facts: Unpack[ReportFacts]
) -> VisitReport:
    """Write the words of the report, as its host.

    Args:
        visit: is held.
        version: the one that the person saw; 0 where there was none yet.
        by: writes for the host.
        facts: the words.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``cancelled``, ``finished``.
        ValidationError: a text is too long.
    """
    visit = hold_visit(visit)
    acting_city(by, visit, visit.host)
    report = _taken(visit, version)
    old = put(report, facts)
    if old:
        report.full_clean()
        report.save()
        note_changed(report, old, by)
        changes = changes_of(report, old)
        note("visit_report.written", report, visit, by=by, city=visit.host, changes=changes)
    return report


@transaction.atomic
def finish_report(visit: Visit, *, version: int, by: User | None) -> VisitReport:
    """Close the report: its words stay, and the visit is reported.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``cancelled``, ``finished``, ``empty``, ``not_over`` (the
            visit still goes on).
    """
    visit = hold_visit(visit)
    acting_city(by, visit, visit.host)
    report = _taken(visit, version)
    if not report.summary:
        raise DomainError(
            _("Write what happened first; a report without it says nothing."), code="empty"
        )
    if visit.state not in {VisitState.DONE, VisitState.REPORTED}:
        raise DomainError(
            _("The visit is not over yet. Note its end on the page of the visit first."),
            code="not_over",
        )
    report.finished_at, report.finished_by = timezone.now(), by
    report.full_clean()
    report.save()
    note("visit_report.finished", report, visit, by=by, city=visit.host)
    if visit.state == VisitState.DONE:
        go_on(visit, version=visit.version, by=by, to=VisitState.REPORTED)
    return report


def _taken(visit: Visit, version: int) -> VisitReport:
    report = VisitReport.objects.select_for_update().filter(visit=visit).first()
    if report is None:
        return VisitReport(visit=visit)
    if report.version != version:
        raise StaleVersion(report)
    if report.finished_at is not None:
        raise DomainError(
            _("The report is finished, and its words stay as they are."), code="finished"
        )
    report.version += 1
    report.visit = visit
    return report


@transaction.atomic
def note_attendance(visit: Visit, *, by: User | None, there: Mapping[int, bool | None]) -> int:
    """Note which guests were there; says of how many something changed.

    Args:
        visit: is held.
        by: writes for the host, or for the guests' own city.
        there: by key of the guest; None is not known. Guests of other visits are passed over.

    Raises:
        DomainError: ``not_your_city``, ``cancelled``, ``too_early`` (it has not begun).
    """
    visit = hold_visit(visit)
    if visit.state not in AFTERWARDS:
        raise DomainError(
            _("The visit has not begun, so nobody can have been there yet."), code="too_early"
        )
    changed = 0
    members = Member.objects.select_for_update(of=("self",)).select_related("city")
    for member in members.filter(visit=visit, pk__in=list(there)).order_by("pk"):
        if member.attended is there[member.pk]:
            continue
        city = _actor_of(by, visit, member)
        old, member.attended = member.attended, there[member.pk]
        member.version += 1
        member.save(update_fields=["attended", "version", "updated_at"])
        changes = {"attended": (old, member.attended)}
        note("guest.attendance", member, visit, by=by, city=city, changes=changes)
        changed += 1
    return changed


def _actor_of(by: User | None, visit: Visit, member: Member) -> Municipality:
    try:
        return acting_city(by, visit, visit.host)
    except DomainError:
        return acting_city(by, visit, member.city)
