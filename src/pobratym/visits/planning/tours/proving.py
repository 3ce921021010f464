"""How good tours are at most: a bound that many tours together cannot exceed.

Column generation over relaxed tours (Desrosiers, Soumis and Desrochers 1984; for team orienteering
Boussier, Feillet and Gendreau 2007): each node's price says what it costs to take it from the
others; for *any* prices of at least 0, their sum and the best tours at those prices bound the
value. Prices move half-way only (Wentges 1997). Where a tour comes twice to a node, the relaxation
is made tighter (Roberti and Mingozzi 2014), until none does, or time or room are over.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pobratym.visits.planning.tours.bounding import TINY, quick_bound, shortest_ways, to_step
from pobratym.visits.planning.tours.mastering import Column, Master
from pobratym.visits.planning.tours.pricing import (
    Market,
    price,
    room_for,
    tour_to,
    words_for,
)
from pobratym.visits.planning.tours.problem import Floats, TourProblem
from pobratym.visits.planning.tours.schedule import given

MOST_LABELS = 400_000
WORK = 200_000
"""Labels that are tried and compared between two looks at the clock: some milliseconds."""
NEAREST = 4
SMOOTH = 0.5


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of the highest possible value.

    Attributes:
        bound: no tours are worth more.
        kinds: the tours of each kind; those of one kind are alike in everything.
        columns: single tours that were met on the way, each with its kind.
        whole: whether the relaxation was solved to its end, with no tour that comes twice.
    """

    bound: int
    kinds: list[list[int]]
    columns: tuple[Column, ...]
    whole: bool


def prove(  # noqa: PLR0913  as improve
    problem: TourProblem,
    *,
    seconds: float,
    enough: int = 0,
    known: Sequence[Sequence[int]] = (),
    stop: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Proof:
    """Bound the value of all possible tours.

    Args:
        problem: nodes, hours, prizes, tours.
        seconds: about so long by ``clock``.
        enough: a bound that needs no improving: the value of tours that were found.
        known: good tours, one for each of the problem's.
        stop: is asked between two steps.
        clock: seconds.
    """
    bound = quick_bound(problem)
    market = _Pricing(problem)
    columns = {(market.kind_of[k], tuple(tour)) for k, tour in enumerate(known) if tour}
    master = Master(problem, market.kinds, sorted(columns))
    until = clock() + seconds
    centre: Floats | None = None
    lowest = float("inf")
    whole = False

    def over() -> bool:
        return clock() >= until or bool(stop and stop())

    while bound > enough and not over():
        duals, rents = master.solve()
        asked = duals if centre is None else SMOOTH * centre + (1 - SMOOTH) * duals
        answer = market.best(asked, over)
        if answer is None:
            break
        value, found = answer
        if value < lowest:
            lowest, centre = value, asked
            bound = min(bound, to_step(problem, value))
        if master.add(found, duals, rents):
            continue
        if np.abs(asked - duals).max(initial=0.0) > TINY:
            centre = duals
            continue
        whole = not market.remember(master.used_twice())
        if whole:
            break
        master.forget_twice()
        centre = None
    return Proof(bound, market.kinds, master.simple(), whole)


class _Pricing:
    """Looks for the best tours at given prices of nodes."""

    def __init__(self, problem: TourProblem) -> None:
        n = problem.nodes
        self.problem = problem
        self.data = given(problem)
        self.ways = shortest_ways(problem.travel).astype(np.int32)
        self.bits = np.zeros((n, words_for(n)), dtype=np.uint64)
        nodes = np.arange(n, dtype=np.uint64)
        self.bits[nodes, nodes // 64] = np.uint64(1) << nodes % np.uint64(64)
        near = np.argsort(self.ways + self.ways.T, axis=1, kind="stable")[:, : NEAREST + 1]
        self.keeps = np.bitwise_or.reduce(self.bits[near], axis=1) | self.bits
        self.labels = room_for(MOST_LABELS, n)
        self.kinds, self.kind_of = _kinds(problem)

    def best(self, duals: Floats, over: Callable[[], bool]) -> tuple[float, list[Column]] | None:
        """Bound the value at these prices and give good tours; None where that takes too long."""
        total, found = float(duals.sum()), []
        for kind, tours in enumerate(self.kinds):
            gains = self.problem.prizes[:, tours[0]] - duals
            wanted = np.flatnonzero(gains > 0.0)
            market = Market(tours[0], self.ways, gains, wanted, self.keeps, self.bits)
            self.labels.progress[0] = -1
            while not (state := price(self.data, market, self.labels, WORK)):
                if over():
                    return None
            if state < 0:
                return None
            count = int(self.labels.progress[1])
            if count:
                total += len(tours) * max(0.0, float(self.labels.value[:count].max()))
                found += [(kind, tour) for tour in self._good(count)]
        return total, found

    def _good(self, count: int) -> list[tuple[int, ...]]:
        """Give the best tour to each last node."""
        order = np.argsort(-self.labels.value[:count], kind="stable")
        _, first = np.unique(self.labels.node[:count][order], return_index=True)
        return [tour_to(self.labels, int(label)) for label in order[np.sort(first)]]

    def remember(self, tours: list[tuple[int, ...]]) -> bool:
        """Let nodes between two visits of one node remember it; say whether that is new."""
        before = self.keeps.copy()
        for tour in tours:
            last: dict[int, int] = {}
            for at, node in enumerate(tour):
                if node in last:
                    self.keeps[list(tour[last[node] + 1 : at])] |= self.bits[node]
                last[node] = at
        return bool((self.keeps != before).any())


def _kinds(problem: TourProblem) -> tuple[list[list[int]], list[int]]:
    """Gather tours that are alike in everything; and give the kind of each."""
    kinds: dict[bytes, list[int]] = {}
    for k in range(problem.tours):
        frame = (problem.starts[k], problem.ends[k], problem.opens[k], problem.closes[k])
        key = np.array(frame).tobytes() + np.maximum(problem.prizes[:, k], 0).tobytes()
        kinds.setdefault(key, []).append(k)
    kind_of = {k: kind for kind, tours in enumerate(kinds.values()) for k in tours}
    return list(kinds.values()), [kind_of[k] for k in range(problem.tours)]
