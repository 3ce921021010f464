"""Tours with their times, kept so that an insertion is judged in constant time.

For each stop are known the earliest time of leaving it and the latest beginning of its service
from which the rest of the tour still works (forward time slack: Savelsbergh 1992, "The vehicle
routing problem with time windows: minimizing route duration"; here for lists of windows).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from pobratym.visits.planning.tours.compiling import compiled
from pobratym.visits.planning.tours.problem import Flags, TourProblem

NEVER = 2**30

Array = np.ndarray[Any, Any]


class Given(NamedTuple):
    """A problem as the compiled code reads it; ``first[u]:first[u + 1]`` are node u's windows.

    ``back[u, v]`` is the way from v to u: what one node needs lies together.
    """

    travel: Array
    back: Array
    service: Array
    first: Array
    earliest: Array
    latest: Array
    prizes: Array
    starts: Array
    ends: Array
    opens: Array
    closes: Array
    kept: Flags


class Plan(NamedTuple):
    """Tours and times: ``stops[k, 0]`` and ``stops[k, sizes[k] + 1]`` begin and end tour k.

    ``begin`` and ``leave`` are the earliest times at each stop, ``slack`` the latest beginning;
    ``where`` has the tour of each node, -1 where there is none; ``changed`` which tours are not as
    they were when it was last set back.
    """

    stops: Array
    sizes: Array
    begin: Array
    leave: Array
    slack: Array
    where: Array
    changed: Array


def given(problem: TourProblem) -> Given:
    """Lay out the problem for the compiled code."""
    counts = [len(windows) for windows in problem.windows]
    flat = [window for windows in problem.windows for window in windows]
    short = np.int32
    return Given(
        travel=np.ascontiguousarray(problem.travel, dtype=short),
        back=np.ascontiguousarray(problem.travel.T, dtype=short),
        service=problem.service.astype(short),
        first=np.concatenate([[0], np.cumsum(counts)]).astype(short),
        earliest=np.array([window[0] for window in flat], dtype=short),
        latest=np.array([window[1] for window in flat], dtype=short),
        prizes=np.ascontiguousarray(problem.prizes, dtype=np.int64),
        starts=problem.starts.astype(short),
        ends=problem.ends.astype(short),
        opens=problem.opens.astype(short),
        closes=problem.closes.astype(short),
        kept=np.ascontiguousarray(problem.kept),
    )


def empty_plan(nodes: int, tours: int) -> Plan:
    """Make room for a plan."""
    shape = (tours, nodes + 2)

    def times() -> Array:
        return np.zeros(shape, dtype=np.int32)

    sizes = np.zeros(tours, dtype=np.int32)
    where = np.full(nodes, -1, dtype=np.int32)
    changed = np.zeros(tours, dtype=np.bool_)
    return Plan(times(), sizes, times(), times(), times(), where, changed)


def set_tours(data: Given, plan: Plan, tours: Sequence[Sequence[int]]) -> None:
    """Write tours into a plan, without their times."""
    plan.where[:] = -1
    for k, tour in enumerate(tours):
        plan.stops[k, : len(tour) + 2] = [data.starts[k], *tour, data.ends[k]]
        plan.sizes[k] = len(tour)
        plan.where[list(tour)] = k


@compiled
def begin_at(data: Given, node: int, time: int) -> int:
    """Give the earliest beginning at or after ``time``, NEVER when it is too late."""
    for w in range(data.first[node], data.first[node + 1]):
        if time <= data.latest[w]:
            return int(max(time, data.earliest[w]))
    return NEVER


@compiled
def begin_before(data: Given, node: int, time: int) -> int:
    """Give the latest beginning at or before ``time``, -NEVER when it is too early."""
    for w in range(data.first[node + 1] - 1, data.first[node] - 1, -1):
        if time >= data.earliest[w]:
            return int(min(time, data.latest[w]))
    return -NEVER


@compiled
def time_tour(data: Given, plan: Plan, k: int) -> bool:
    """Reckon all times of tour ``k``; say whether it is feasible.

    Rows are not taken out of the arrays here or elsewhere: each would be counted in and out.
    """
    last = plan.sizes[k] + 1
    before = plan.stops[k, 0]
    time = data.opens[k] + data.service[before]
    plan.begin[k, 0] = data.opens[k]
    plan.leave[k, 0] = time
    for p in range(1, last):
        node = plan.stops[k, p]
        begin = begin_at(data, node, time + data.travel[before, node])
        if begin >= NEVER:
            return False
        time = begin + data.service[node]
        plan.begin[k, p] = begin
        plan.leave[k, p] = time
        before = node
    after = plan.stops[k, last]
    time += data.travel[before, after]
    plan.begin[k, last] = time
    plan.leave[k, last] = time
    if time > data.closes[k]:
        return False
    latest = data.closes[k]
    plan.slack[k, last] = latest
    for p in range(last - 1, 0, -1):
        node = plan.stops[k, p]
        latest = begin_before(data, node, latest - data.back[after, node] - data.service[node])
        plan.slack[k, p] = latest
        after = node
    plan.slack[k, 0] = data.opens[k]
    return True


@compiled
def insert(data: Given, plan: Plan, node: int, k: int, p: int) -> bool:
    """Put ``node`` behind stop ``p`` of tour ``k``; say whether the tour is feasible."""
    for q in range(plan.sizes[k] + 1, p, -1):
        plan.stops[k, q + 1] = plan.stops[k, q]
    plan.stops[k, p + 1] = node
    plan.sizes[k] += 1
    plan.where[node] = k
    plan.changed[k] = True
    return time_tour(data, plan, k)


@compiled
def copy_tour(source: Plan, target: Plan, k: int) -> None:
    """Copy tour ``k`` with its times; ``where`` is not touched."""
    size = source.sizes[k]
    target.sizes[k] = size
    for p in range(size + 2):
        target.stops[k, p] = source.stops[k, p]
        target.begin[k, p] = source.begin[k, p]
        target.leave[k, p] = source.leave[k, p]
        target.slack[k, p] = source.slack[k, p]


@compiled
def copy_plan(source: Plan, target: Plan) -> None:
    """Copy all tours."""
    for k in range(len(source.sizes)):
        copy_tour(source, target, k)
    target.where[:] = source.where
