"""Search, proof and recombination together."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import count

import numpy as np

from pobratym.visits.planning.tours.checking import tour_faults, value_of
from pobratym.visits.planning.tours.improving import improve
from pobratym.visits.planning.tours.problem import TourProblem, TourResult, Tours
from pobratym.visits.planning.tours.proving import prove
from pobratym.visits.planning.tours.recombining import MOST_COLUMNS, recombine

GLANCE = 0.1
"""Part of the time for a first search; where windows are tight its answer is mostly the best."""
PROOF = 0.1
"""Part of the time for proving; what is over soon leaves more to the search."""
LONGEST_PROOF = 5.0
LOOK, FEWEST_LOOKS = 50, 5
"""Iterations that take about as long as the proof between two looks at the clock."""
EFFORT = 0.2


@cache
def load() -> None:
    """Load the compiled code and the solvers, so that no search waits for them: once a process."""
    nothing = np.zeros(1, dtype=np.int64)
    tiny = TourProblem(
        travel=np.zeros((3, 3), dtype=np.int64),
        service=np.zeros(3, dtype=np.int64),
        windows=[[], [(0, 0)], [(2, 2)]],
        prizes=np.array([[0], [1], [1]]),
        starts=nothing,
        ends=nothing,
        opens=nothing,
        closes=nothing + 1,
    )
    improve(tiny, seconds=1.0, iterations=1)
    proof = prove(tiny, seconds=1.0, enough=-1)
    recombine(tiny, proof.kinds, [(0, (1,))], EFFORT)


def solve(  # noqa: PLR0913  as improve
    problem: TourProblem,
    *,
    seconds: float,
    iterations: int | None = None,
    seed: int = 0,
    start: Sequence[Sequence[int]] | None = None,
    on_better: Callable[[Tours], None] | None = None,
    stop: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> TourResult:
    """Search for the best tours, prove how good they are, and stop early when nothing is better.

    The arguments are those of ``improve``; what ``load`` does is not counted. With ``iterations``
    the answer and its bound depend on these and on ``seed`` only, if ``seconds`` suffice.
    """
    load()
    began = clock()
    best = -1

    def hear(tours: Tours) -> None:
        nonlocal best
        if tours.value > best:
            best = tours.value
            if on_better:
                on_better(tours)

    search = partial(improve, problem, on_better=hear, stop=stop, clock=clock)
    provable = partial(_prove, problem, stop=stop, clock=clock)
    if iterations is not None:
        found = search(seconds=seconds, iterations=iterations, seed=seed, start=start)
        if clock() - began >= seconds:
            return found
        ticks = count()
        looks = iterations / LOOK + FEWEST_LOOKS
        proven, better = provable(found, seconds=looks, clock=lambda: float(next(ticks)))
        if better:
            hear(better)
            proven = replace(proven, best=better)
        return replace(proven, seconds=clock() - began)
    glance = search(seconds=GLANCE * seconds, seed=seed, start=start)
    proven, better = provable(glance, seconds=min(PROOF * seconds, LONGEST_PROOF))
    if better:
        hear(better)
        proven = replace(proven, best=better)
    left = seconds - (clock() - began)
    found = search(seconds=left, seed=seed + 1, start=proven.best.tours, enough=proven.bound)
    return TourResult(
        best=found.best,
        bound=min(found.bound, proven.bound),
        iterations=glance.iterations + found.iterations,
        seconds=clock() - began,
    )


def _prove(
    problem: TourProblem,
    found: TourResult,
    *,
    seconds: float,
    stop: Callable[[], bool] | None,
    clock: Callable[[], float],
) -> tuple[TourResult, Tours | None]:
    """Give what was found with its bound, and better tours made of those that the proof met."""
    value = found.best.value
    if value >= found.bound or seconds <= 0:
        return found, None
    proof = prove(
        problem, seconds=seconds, enough=value, known=found.best.tours, stop=stop, clock=clock
    )
    proven = replace(found, bound=min(found.bound, proof.bound))
    columns = [
        (kind, tour)
        for kind, tour in proof.columns
        if not tour_faults(problem, proof.kinds[kind][0], tour)
    ]
    if value >= proven.bound or not problem.tours < len(columns) <= MOST_COLUMNS:
        return proven, None
    tours = recombine(problem, proof.kinds, columns, EFFORT)
    if not tours or problem.kept.any():
        return proven, None
    worth = value_of(problem, tours)
    return proven, Tours(worth, tuple(tours)) if worth > value else None
