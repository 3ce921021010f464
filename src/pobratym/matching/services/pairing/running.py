"""Reckon a pairing and keep what came out."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from pobratym.directory.models.institutions import Institution
from pobratym.matching.assignment.pairing import best
from pobratym.matching.assignment.problem import InfeasibleError
from pobratym.matching.assignment.result import LeftOut, Result
from pobratym.matching.models.runs import MatchRun, RunLeft, RunPair
from pobratym.matching.scoring.pairwise import Match, score
from pobratym.matching.services.pairing.gathering import (
    Scored,
    Sides,
    digest_of,
    scored,
    sides_of,
)
from pobratym.matching.states import OPEN_RUN, RunState

IN_REQUEST = 40_000
"""So many pairs of institutions are reckoned while the officer waits."""
_SCORED, _SOLVED = 60, 80
_AT_ONCE = 500
_REGRETS = 300


class _StoppedError(Exception):
    """Somebody stopped the run."""


def is_small(run: MatchRun) -> bool:
    """Say whether a run is reckoned while the officer waits."""
    return run.size_a * run.size_b <= IN_REQUEST


def do_run(key: int) -> None:
    """Reckon a run that waits, or one whose worker was lost; an ended one stays as it is.

    It holds no rows while it reckons, so a stop is heard between steps.
    """
    run = MatchRun.objects.select_related("city_a", "city_b", "partnership").get(pk=key)
    began = time.perf_counter()
    try:
        _tell(run, 0)
        sides = sides_of(run)
        table = scored(run, sides, lambda percent: _tell(run, percent * _SCORED // 100))
        run.inputs_hash = digest_of(run, sides, table.scores)
        _tell(run, _SCORED)
        found = _found(run, sides, table)
        _tell(run, _SOLVED)
    except _StoppedError:
        return
    except InfeasibleError as refusal:
        _end(run, RunState.IMPOSSIBLE, began, problem=_problem(refusal, sides))
        return
    except Exception:
        _end(run, RunState.FAILED, began)
        raise
    _keep(run, sides, table, found, began)


def _found(run: MatchRun, sides: Sides, table: Scored) -> Result:
    return best(
        table.scores,
        sides.rooms_a,
        sides.rooms_b,
        must=sides.must,
        must_not=sides.must_not,
        floor=run.floor / 100,
        regrets=_REGRETS,
    )


def _tell(run: MatchRun, percent: int) -> None:
    """Note how far it is, unless somebody has stopped it.

    Raises:
        _StoppedError: somebody has.
    """
    going = MatchRun.objects.filter(pk=run.pk, state__in=sorted(OPEN_RUN))
    if not going.update(state=RunState.RUNNING, percent=percent):
        raise _StoppedError


def _end(
    run: MatchRun, state: RunState, began: float, problem: Mapping[str, object] | None = None
) -> None:
    run.state, run.problem, run.ran_at = state, dict(problem or {}), timezone.now()
    run.seconds = time.perf_counter() - began
    run.percent = 100
    if MatchRun.objects.filter(pk=run.pk, state__in=sorted(OPEN_RUN)).exists():
        run.save()


def _problem(refusal: InfeasibleError, sides: Sides) -> dict[str, object]:
    """Say by keys what cannot be."""
    if refusal.why == "contradiction":
        a, b = refusal.pair
        return {"why": refusal.why, "a": sides.a[a].pk, "b": sides.b[b].pk}
    side = sides.a if refusal.side == "a" else sides.b
    return {
        "why": refusal.why,
        "institution": side[refusal.index].pk,
        "needed": refusal.needed,
        "allowed": refusal.allowed,
    }


@transaction.atomic
def _keep(run: MatchRun, sides: Sides, table: Scored, found: Result, began: float) -> None:
    open_ = MatchRun.objects.select_for_update(of=("self",))
    if not open_.filter(pk=run.pk, state__in=sorted(OPEN_RUN)).exists():
        return
    pairs = [
        RunPair(
            run=run,
            place=place,
            a=sides.a[one.a],
            b=sides.b[one.b],
            score=one.score,
            **_reasons_of(score(table.a[one.a], table.b[one.b], table.weights)),
            is_must=one.is_must,
            regret=one.regret,
        )
        for place, one in enumerate(
            sorted(found.pairs, key=lambda pair: (-round(pair.score, 9), pair.a, pair.b)), start=1
        )
    ]
    RunPair.objects.bulk_create(pairs, batch_size=_AT_ONCE)
    left = [_left(run, sides, place, one) for place, one in enumerate(found.left_out, start=1)]
    RunLeft.objects.bulk_create(left, batch_size=_AT_ONCE)
    run.pair_count, run.left_count = len(pairs), len(left)
    run.total, run.bound, run.gap = found.total, found.bound, found.gap
    run.demands = [list(one) for one in sides.demands]
    run.size_a, run.size_b = len(sides.a), len(sides.b)
    _end(run, RunState.DONE, began)


def _reasons_of(match: Match) -> dict[str, Any]:
    untold = [str(part.criterion) for part in match.parts if part.weight and part.untold]
    return {"shares": shares_of(match), "untold": untold}


def shares_of(match: Match) -> dict[str, int]:
    """Give what each criterion adds, in thousandths that add up to the score."""
    exact = {str(part.criterion): part.share * 1_000 for part in match.parts if part.weight}
    down = {name: int(share) for name, share in exact.items()}
    missing = round(sum(exact.values())) - sum(down.values())
    by_rest = sorted(exact, key=lambda name: down[name] - exact[name])
    return {name: share + (name in by_rest[:missing]) for name, share in down.items()}


def _left(run: MatchRun, sides: Sides, place: int, one: LeftOut) -> RunLeft:
    own, others = (sides.a, sides.b) if one.side == "a" else (sides.b, sides.a)
    return RunLeft(
        run=run,
        place=place,
        institution=own[one.index],
        reason=one.reason,
        best=None if one.best is None else others[one.best],
        score=one.score,
        taken_by=_keys(own, one.with_others),
        loss=one.loss,
    )


def _keys(institutions: Sequence[Institution], places: Sequence[int]) -> list[int]:
    return [institutions[place].pk for place in places]
