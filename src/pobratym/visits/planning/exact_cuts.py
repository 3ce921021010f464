"""Items that can never be on one day of one group together, told to CP-SAT for sharper bounds.

Pairs and triples are tried in every order, with the breaks and what is certain that day; ways are
the shortest over any places, so that whatever else comes between only takes longer.
"""

from itertools import combinations

import numpy as np

from pobratym.visits.planning.exact import Exact, Visit
from pobratym.visits.planning.model import FAR, GroupDay, Model

_CERTAIN = 3
_TRIPLES = 18
_MOST = 40


def shortest_ways(model: Model) -> list[list[int]]:
    """Give the shortest ways between places, over any others."""
    way = np.array(model.way, dtype=np.int64)
    for place in range(len(way)):
        way = np.minimum(way, way[:, place, None] + way[None, place, :])
    ways: list[list[int]] = np.minimum(way, FAR).tolist()
    return ways


def add_cuts(exact: Exact, date: int, group: int, day: GroupDay, ways: list[list[int]]) -> None:
    """Forbid pairs and triples of items that do not fit into one day of one group."""
    there = [v for (_t, g), v in exact.visits.items() if g == group and date in v.on]
    certain = [v for v in there if v.task.must and len(v.on) == 1 and v.task.manner != "any"]
    certain = sorted(certain, key=lambda v: (not v.task.pause, v.task.number))[:_CERTAIN]
    free = [visit for visit in there if visit not in certain]
    if len(free) > _MOST:
        return
    fitting = _Fitting(date, day, ways)
    alone = []
    for visit in free:
        if fitting.fits([visit, *certain]):
            alone.append(visit)
        else:
            exact.cp.add(visit.on[date] == 0)
    apart = {
        frozenset(pair)
        for pair in combinations(range(len(alone)), 2)
        if not fitting.fits([*(alone[n] for n in pair), *certain])
    }
    for clique in _cliques(len(alone), apart):
        exact.cp.add_at_most_one([alone[n].on[date] for n in clique])
    if len(alone) > _TRIPLES:
        return
    for triple in combinations(range(len(alone)), 3):
        if any(frozenset(pair) in apart for pair in combinations(triple, 2)):
            continue
        if not fitting.fits([*(alone[n] for n in triple), *certain]):
            exact.cp.add_bool_or([~alone[n].on[date] for n in triple])


def _cliques(size: int, apart: set[frozenset[int]]) -> list[list[int]]:
    """Cover pairs that exclude each other by sets of which each excludes each."""
    left = sorted(tuple(sorted(pair)) for pair in apart)
    covered: set[frozenset[int]] = set()
    cliques = []
    for pair in left:
        if frozenset(pair) in covered:
            continue
        clique = list(pair)
        for other in range(size):
            if other not in clique and all(frozenset((other, one)) in apart for one in clique):
                clique.append(other)
        covered |= {frozenset(two) for two in combinations(clique, 2)}
        cliques.append(clique)
    return cliques


class _Fitting:
    """Tries items of one day in every order."""

    def __init__(self, date: int, day: GroupDay, ways: list[list[int]]) -> None:
        self.day, self.ways = day, ways
        self.date = date

    def fits(self, visits: list[Visit]) -> bool:
        """Tell whether items fit into the day in any order."""
        if sum(one.task.least for one in visits if not one.task.pause) > self.day.most:
            return False
        return self._after(self.day.low, self.day.start, visits)

    def _after(self, free: int, place: int, visits: list[Visit]) -> bool:
        """Tell whether the rest fits, from a time and place on."""
        if not visits:
            return free + self.ways[place][self.day.end] <= self.day.high
        for number, visit in enumerate(visits):
            task = visit.task
            ready = free + (self.ways[place][task.place] if task.place >= 0 else 0)
            begins = [max(ready, span[0]) for span in task.spans[self.date] if ready <= span[1]]
            if not begins:
                return False
            rest = visits[:number] + visits[number + 1 :]
            there = task.place if task.place >= 0 else place
            if self._after(min(begins) + task.least, there, rest):
                return True
        return False
