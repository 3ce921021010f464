"""The search for tours: better and better while one watches."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pobratym.visits.planning.tours.annealing import anneal
from pobratym.visits.planning.tours.bounding import quick_bound
from pobratym.visits.planning.tours.chance import seeded
from pobratym.visits.planning.tours.checking import tour_faults
from pobratym.visits.planning.tours.problem import Floats, TourError, TourProblem, TourResult, Tours
from pobratym.visits.planning.tours.schedule import Given, Plan, empty_plan, given, set_tours
from pobratym.visits.planning.tours.searching import Habits, Search

HABITS = Habits(removed=10.0, filling=0.5, chance=0.4, noise=1.0, blink=0.01, delay=0.0)
HOT, COLD = 1.0, 0.02
"""Temperatures at the beginning and at the end, in mean prizes."""
STEP = 500
"""Iterations between two looks at the clock where their number is given."""
FIRST_STEP = 50
LOOKS = 100
"""Looks at the clock in a search where its time is given."""


@dataclass(frozen=True, slots=True)
class Watch:
    """How far a search is and when it ends, by the clock or by iterations."""

    seconds: float
    iterations: int | None
    clock: Callable[[], float]
    began: float

    def done(self, iteration: int) -> float:
        """Give what is over of the search, from 0 to 1."""
        share = self.elapsed() / self.seconds if self.seconds > 0 else 1.0
        if self.iterations is not None:
            return 1.0 if share >= 1 else iteration / self.iterations if self.iterations else 1.0
        return min(share, 1.0)

    def elapsed(self) -> float:
        """Give the seconds since the search began."""
        return self.clock() - self.began


def improve(  # noqa: PLR0913  how long, from where, who watches
    problem: TourProblem,
    *,
    seconds: float,
    iterations: int | None = None,
    seed: int = 0,
    start: Sequence[Sequence[int]] | None = None,
    enough: int | None = None,
    on_better: Callable[[Tours], None] | None = None,
    stop: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> TourResult:
    """Search for tours worth as much as possible.

    Args:
        problem: nodes, hours, prizes, tours.
        seconds: at most so long by ``clock``, without the loading of compiled code.
        iterations: at most so many; the answer then depends on them and on ``seed`` only, unless
            the seconds are over first.
        seed: of chance.
        start: tours to begin with; what does not fit in them is dropped, unless it is kept.
        enough: a value that is known to be the highest possible, or is good enough.
        on_better: hears each better answer that is found at a look at the clock.
        stop: is asked at each look; true ends the search.
        clock: seconds of a clock that never goes back; that of the process tells computing time.

    Raises:
        TourError: a tour cannot get from its beginning to its end, or not with what is kept.
    """
    data = given(problem)
    search = _search(problem, data, seed)
    _begin(problem, data, search, start or [()] * problem.tours)
    pace = Pace(iterations)
    value = anneal(data, search, HABITS, _heat(search, 1.0, 1.0), 0)  # loads the compiled code
    watch = Watch(seconds, iterations, clock, clock())
    bound = quick_bound(problem)
    enough = bound if enough is None else min(bound, enough)
    best, done, share = -1, 0, 0.0
    while True:
        if value > best and on_better:
            on_better(_tours(search.best, value))
        best = max(best, value)
        if share >= 1 or best >= enough or (stop and stop()):
            break
        count = pace.next(done, share)
        value = anneal(data, search, HABITS, _heat(search, share, share + pace.part), count)
        done += count
        share = watch.done(done)
    return TourResult(_tours(search.best, best), bound, done, watch.elapsed())


@dataclass
class Pace:
    """How many iterations come before the next look at the clock."""

    total: int | None
    part: float = 0.0
    _count: int = FIRST_STEP
    _share: float = 0.0

    def next(self, done: int, share: float) -> int:
        """Give the number; ``part`` becomes the part of the search that they are."""
        if self.total is not None:
            self._count = min(STEP, self.total - done)
            self.part = self._count / self.total
            return self._count
        if done:
            grown = self._count / max(share - self._share, 1e-9) / LOOKS
            self._count = max(1, min(int(grown), 4 * self._count))
        self._share = share
        self.part = 1 / LOOKS
        return self._count


def _search(problem: TourProblem, data: Given, seed: int) -> Search:
    n, m = problem.nodes, problem.tours
    worth = np.maximum(problem.prizes, 0).max(axis=1).astype(np.float64)
    worth[np.diff(data.first) == 0] = 0.0
    near = np.argsort(problem.travel + problem.travel.T, axis=1, kind="stable")
    return Search(
        current=empty_plan(n, m),
        tried=empty_plan(n, m),
        best=empty_plan(n, m),
        values=np.zeros(m, dtype=np.int64),
        near=near.astype(np.int32),
        worth=worth,
        wanted=np.flatnonzero(worth > 0).astype(np.int32),
        keys=np.zeros(n),
        waiting=np.zeros(n, dtype=np.int32),
        chance=seeded(seed),
    )


def _begin(
    problem: TourProblem, data: Given, search: Search, start: Sequence[Sequence[int]]
) -> None:
    """Lay out the tours to begin with."""
    tours = [_feasible(problem, k, tour) for k, tour in enumerate(start)]
    for plan in (search.current, search.tried, search.best):
        set_tours(data, plan, tours)
    missing = problem.kept & (search.current.where < 0)
    if missing.any():
        raise TourError(f"node {int(missing.argmax())} is kept, but in no tour of the start")
    search.tried.changed[:] = True  # so that the first iteration tries every node in every tour


def _feasible(problem: TourProblem, k: int, tour: Sequence[int]) -> list[int]:
    """Give the tour if it is feasible, otherwise what is kept of it."""
    if tour_faults(problem, k, ()):
        raise TourError(f"tour {k} cannot get from its beginning to its end in its time")
    if not tour_faults(problem, k, tour):
        return list(tour)
    held = [node for node in tour if problem.kept[node]]
    if tour_faults(problem, k, held):
        raise TourError(f"tour {k} cannot have all the nodes that are kept in it")
    return held


def _heat(search: Search, begin: float, end: float) -> Floats:
    """Give the temperatures between two shares of the search, in units of prizes."""
    mean = float(search.worth[search.wanted].mean()) if len(search.wanted) else 1.0
    return mean * HOT * (COLD / HOT) ** np.minimum([begin, end], 1.0)


def _tours(plan: Plan, value: int) -> Tours:
    stops = zip(plan.stops.tolist(), plan.sizes.tolist(), strict=True)
    return Tours(value, tuple(tuple(tour[1 : size + 1]) for tour, size in stops))
