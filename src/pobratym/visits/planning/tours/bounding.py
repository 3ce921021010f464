"""No tours are worth more than this: bounds that hold for every problem."""

import numpy as np

from pobratym.visits.planning.tours.problem import Flags, Floats, Ints, TourProblem

FAR = 2**40
TINY = 1e-6


def quick_bound(problem: TourProblem) -> int:
    """Bound the value by who can be reached at all, and by the time there is.

    Each visited node takes its service and at least half of the shortest ways in and out that
    its hours allow; a fractional knapsack of all tours' time (Dantzig 1957).
    """
    ways = shortest_ways(problem.travel)
    prizes = np.where(reachable(problem, ways), problem.prizes, 0).max(axis=1)
    chosen = np.flatnonzero(prizes > 0)
    if not len(chosen):
        return 0
    into, out = _nearest(problem, ways, chosen)
    time = problem.service[chosen] + (into + out) / 2
    room = (problem.closes - problem.opens - problem.service[problem.starts]).astype(np.float64)
    room -= _at_ends(ways, problem, chosen)
    by_time = _knapsack(prizes[chosen], time, float(np.maximum(room, 0).sum()))
    return min(int(prizes.sum()), to_step(problem, by_time))


def to_step(problem: TourProblem, bound: float) -> int:
    """Round a bound down to a sum that prizes can have."""
    prizes = problem.prizes[problem.prizes > 0]
    step = int(np.gcd.reduce(prizes)) if len(prizes) else 1
    return int((bound + TINY * step) // step) * step


def shortest_ways(travel: Ints) -> Ints:
    """Give the shortest ways, perhaps over others (Floyd 1962)."""
    ways = travel.copy()
    np.fill_diagonal(ways, 0)
    for via in range(len(ways)):
        np.minimum(ways, ways[:, via, None] + ways[None, via], out=ways)
    return ways


def earliest_and_latest(problem: TourProblem) -> tuple[Ints, Ints]:
    """Give each node's first and last beginning; none where it is never open."""
    first = [windows[0][0] if windows else FAR for windows in problem.windows]
    last = [windows[-1][1] if windows else -FAR for windows in problem.windows]
    return np.array(first), np.array(last)


def reachable(problem: TourProblem, ways: Ints) -> Flags:
    """Say which node could be in which tour, were it alone: (n, m)."""
    first, last = earliest_and_latest(problem)
    leaves = problem.opens + problem.service[problem.starts]
    arrive = np.maximum(leaves + ways[problem.starts].T, first[:, None])
    back = arrive + problem.service[:, None] + ways[:, problem.ends]
    answer: Flags = (problem.prizes > 0) & (arrive <= last[:, None]) & (back <= problem.closes)
    return answer


def _nearest(problem: TourProblem, ways: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Give the shortest ways into and out of each chosen node."""
    first, last = earliest_and_latest(problem)
    inner = ways[np.ix_(chosen, chosen)].copy()
    ready = first[chosen] + problem.service[chosen]
    inner[ready[:, None] + inner > last[chosen]] = FAR
    np.fill_diagonal(inner, FAR)
    into = np.minimum(inner.min(axis=0), ways[problem.starts][:, chosen].min(axis=0))
    out = np.minimum(inner.min(axis=1), ways[chosen][:, problem.ends].min(axis=1))
    return into, out


def _at_ends(ways: Ints, problem: TourProblem, chosen: Ints) -> Floats:
    """Give half of the shortest ways out of the beginnings and into the ends: (m,)."""
    out = ways[problem.starts][:, chosen].min(axis=1)
    into = ways[chosen][:, problem.ends].min(axis=0)
    return np.asarray((out + into) / 2)


def _knapsack(prizes: Ints, time: Floats, room: float) -> float:
    order = np.argsort(time / prizes, kind="stable")
    used = np.cumsum(time[order])
    value = np.cumsum(prizes[order])
    fits = int(np.searchsorted(used, room, side="right"))
    if fits == len(order):
        return float(value[-1])
    before = (int(value[fits - 1]), float(used[fits - 1])) if fits else (0, 0.0)
    rest = (room - before[1]) / max(float(time[order[fits]]), 1e-9)
    return before[0] + rest * float(prizes[order[fits]])
