"""A programme is asked of the planner, and the search is stopped."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.programmes.models.runs import PlanRun
from pobratym.programmes.queries.versions import latest_number
from pobratym.programmes.services.holding import hold, note
from pobratym.programmes.states import OPEN_RUN, RunState
from pobratym.visits.models.visits import Visit

SECONDS = (1, 5, 10, 30, 60)
"""How long the planner may search."""
_KEPT = 20


@transaction.atomic
def ask_run(
    visit: Visit, *, seconds: int = 5, keeps: bool = True, seed: int = 0, by: User | None
) -> PlanRun:
    """Ask for a proposal; it changes nothing until somebody takes it over.

    A search that still goes on for the visit is stopped: its wishes may be old.

    Args:
        visit: whose programme.
        seconds: of search, at most.
        keeps: as little as possible of what stands is changed.
        seed: of chance; equal seeds and wishes give like proposals.
        by: who asks.

    Raises:
        DomainError: as :func:`holding.hold`; ``nothing_wished``.
        ValidationError: something is not valid.
    """
    visit = hold(visit, by)
    if not visit.wishes.standing().exists() and not visit.pauses.exists():
        raise DomainError(
            _("There is nothing to plan yet. Enter what the guests wish to see."),
            code="nothing_wished",
        )
    going = PlanRun.objects.filter(visit=visit, state__in=sorted(OPEN_RUN))
    going.update(state=RunState.STOPPED, stop_asked_at=timezone.now(), ended_at=timezone.now())
    run = PlanRun(
        visit=visit,
        seconds_most=seconds,
        keeps=keeps,
        seed=seed,
        base_version=latest_number(visit.pk),
        asked_by=by,
    )
    run.full_clean()
    run.save()
    _forget_old(visit)
    note("programme.plan_asked", run, visit, by=by)
    return run


def _forget_old(visit: Visit) -> None:
    """Keep the latest proposals, and every one that became the programme."""
    rows = PlanRun.objects.filter(visit=visit, taken_at__isnull=True).order_by("-pk")
    old = list(rows.values_list("pk", flat=True)[_KEPT:])
    if old:
        PlanRun.objects.filter(pk__in=old).delete()


@transaction.atomic
def stop_run(run: PlanRun, *, by: User | None) -> PlanRun:
    """End a search; the best that was found so far is kept. One that has ended stays as it is.

    Raises:
        DomainError: as :func:`holding.hold`.
    """
    visit = hold(run.visit, by)
    run = PlanRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state not in OPEN_RUN:
        return run
    run.stop_asked_at = timezone.now()
    if run.state == RunState.WAITING:
        run.state, run.ended_at = RunState.STOPPED, timezone.now()
    run.save(update_fields=["stop_asked_at", "state", "ended_at"])
    note("programme.plan_stopped", run, visit, by=by)
    return run
