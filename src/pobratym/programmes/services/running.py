"""Search for a programme, and keep what was found; holds no rows while it searches."""

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from django.db import transaction
from django.utils import timezone

from pobratym.programmes.models.runs import PlanRun, PlanRunQuerySet
from pobratym.programmes.queries.coarse import in_minutes, in_steps
from pobratym.programmes.queries.personal import items_for
from pobratym.programmes.queries.stops import digest_of, standing_of, to_plan
from pobratym.programmes.states import OPEN_RUN, RunState
from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.checking import refuse
from pobratym.visits.planning.planner import plan
from pobratym.visits.planning.problem import Problem, Stop
from pobratym.visits.planning.programme import (
    BadProblemError,
    Broken,
    Fault,
    LeftOut,
    Programme,
    Progress,
    Status,
)

_NOTHING = frozenset({Status.IMPOSSIBLE, Status.UNKNOWN})
_LOOK_EVERY = 0.3
"""Seconds between two looks whether somebody wants the search to end."""


def do_run(key: int) -> None:
    """Search for a run that waits, or whose worker was lost; an ended one stays as it is."""
    run = PlanRun.objects.select_related("visit").get(pk=key)
    if not _going(run).update(state=RunState.RUNNING, percent=0):
        return
    watch = _Watch(run)
    try:
        standing = standing_of(run.visit, items_for(run.visit, drafts=True))
        problem = to_plan(standing, keeps=run.keeps, now=run.asked_at)
        run.inputs_hash = digest_of(problem)
        found = watch.follow(lambda: _found(problem, run, watch))
    except BadProblemError as refusal:
        run.faults = [as_data(one) for one in refusal.faults]
        _end(run, RunState.REFUSED)
        return
    except Exception:
        _end(run, RunState.FAILED)
        raise
    _keep(run, found)


def _found(problem: Problem, run: PlanRun, watch: "_Watch") -> Programme:
    """Search in steps of five minutes where that is possible; else in minutes."""

    def search(what: Problem) -> Programme:
        return plan(
            what,
            seconds=run.seconds_most,
            seed=run.seed,
            on_progress=watch.hear,
            stop=watch.is_stopped,
        )

    steps = in_steps(problem)
    if steps is not None and not refuse(steps):
        found = in_minutes(search(steps))
        if found.status not in _NOTHING and not broken(problem, found.stops):
            return found
    return search(problem)


def _going(run: PlanRun) -> PlanRunQuerySet:
    return PlanRun.objects.filter(pk=run.pk, state__in=sorted(OPEN_RUN))


class _Watch:
    """Stands beside a search: notes how far it is, and hears that somebody wants it to end.

    The search runs in a thread of its own, and the planner asks from further ones; none of them
    touches the database, which only the thread does that follows.
    """

    def __init__(self, run: PlanRun) -> None:
        self._run = run
        self._began = time.monotonic()
        self._best: Programme | None = None
        self._ends = threading.Event()

    def hear(self, progress: Progress) -> None:
        """Take a better programme, so that it can be read of while the search goes on."""
        self._best = progress.best

    def is_stopped(self) -> bool:
        """Say whether the search should end."""
        return self._ends.is_set()

    def follow(self, search: Callable[[], Programme]) -> Programme:
        """Search, and keep the row up to date meanwhile; the search ends with this call."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            going = pool.submit(search)
            try:
                while not wait([going], timeout=_LOOK_EVERY).done:
                    self._look()
            finally:
                self._ends.set()
            return going.result()

    def _look(self) -> None:
        share = (time.monotonic() - self._began) / max(1, self._run.seconds_most)
        best = self._best
        told = {"value": best.value, "bound": best.bound, "gap": best.gap} if best else {}
        going = _going(self._run).filter(stop_asked_at__isnull=True)
        if not going.update(percent=min(99, round(share * 100)), **told):
            self._ends.set()


@transaction.atomic
def _keep(run: PlanRun, found: Programme) -> None:
    held = PlanRun.objects.select_for_update(of=("self",)).filter(pk=run.pk).first()
    if held is None or held.state not in OPEN_RUN:
        return
    run.stops = [as_data(stop) for stop in found.stops]
    run.left_out = [as_data(one) for one in found.left_out]
    run.conflict = [as_data(one) for one in found.conflict]
    run.parts = dict(found.parts)
    run.is_optimal = found.status is Status.OPTIMAL
    run.value, run.bound, run.gap = found.value, found.bound, found.gap
    run.seconds, run.iterations = found.seconds, found.iterations
    _end(run, RunState.IMPOSSIBLE if found.status in _NOTHING else RunState.DONE)


def _end(run: PlanRun, state: RunState) -> None:
    """Write the end down, unless the run was ended by somebody meanwhile."""
    run.state, run.percent, run.ended_at = state, 100, timezone.now()
    if _going(run).exists():
        run.save()


def as_data(one: Stop | LeftOut | Broken | Fault) -> dict[str, Any]:
    """Write what the planner gives as JSON; see ``queries/runs.py`` for the way back."""
    match one:
        case Stop():
            return {
                "key": one.key,
                "groups": sorted(one.groups),
                "start": one.start,
                "end": one.end,
                "place": one.place,
                "helper": one.helper,
                "locked": one.locked,
            }
        case LeftOut():
            return {
                "wish": one.wish,
                "reasons": [as_data(reason) for reason in one.reasons],
                "instead": list(one.instead),
                "groups": sorted(one.groups),
            }
        case Broken():
            return {"rule": str(one.rule), **_told(one.keys, one.facts)}
        case Fault():
            return {"mistake": str(one.mistake), **_told(one.keys, one.facts)}


def _told(keys: Mapping[str, tuple[str, ...]], facts: Mapping[str, int]) -> dict[str, Any]:
    return {"keys": {kind: list(of) for kind, of in keys.items()}, "facts": dict(facts)}
