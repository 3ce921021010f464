"""Simulated annealing over taking apart and rebuilding."""

import math

from pobratym.visits.planning.tours.chance import below, share
from pobratym.visits.planning.tours.compiling import compiled, kept
from pobratym.visits.planning.tours.rebuilding import rebuild
from pobratym.visits.planning.tours.ruining import ruin
from pobratym.visits.planning.tours.schedule import (
    Array,
    Given,
    Plan,
    copy_plan,
    copy_tour,
    time_tour,
)
from pobratym.visits.planning.tours.searching import Habits, Search


@compiled
def tour_value(data: Given, plan: Plan, k: int) -> int:
    """Add up the prizes of tour ``k``."""
    value = 0
    for p in range(1, plan.sizes[k] + 1):
        value += data.prizes[plan.stops[k, p], k]
    return value


@kept
def anneal(data: Given, search: Search, habits: Habits, heat: Array, count: int) -> int:
    """Iterate ``count`` times from one temperature to another; give the best value so far.

    ``heat`` has the two temperatures, in units of prizes. All tours must be feasible.
    """
    current, tried, state = search.current, search.tried, search.chance
    value, best = 0, 0
    for k in range(len(search.values)):
        time_tour(data, current, k)
        time_tour(data, tried, k)
        search.values[k] = tour_value(data, current, k)
        value += search.values[k]
        best += tour_value(data, search.best, k)
    cooling = (heat[1] / heat[0]) ** (1.0 / max(count, 1))
    temperature = heat[0]
    for _ in range(count):
        temperature *= cooling
        middle = search.wanted[below(state, len(search.wanted))]
        ruin(data, search, middle, habits.removed)
        first = middle if tried.where[middle] < 0 and share(state) < habits.filling else -1
        rebuild(data, search, habits, first)
        gain = 0
        for k in range(len(search.values)):
            if tried.changed[k]:
                gain += tour_value(data, tried, k) - search.values[k]
        accepted = gain >= 0 or gain > temperature * math.log(share(state) + 1e-300)
        _settle(data, search, accepted)
        if accepted:
            value += gain
            if value > best:
                best = value
                copy_plan(current, search.best)
    return best


@compiled
def _settle(data: Given, search: Search, accepted: bool) -> None:
    """Make the current and the tried plan alike again."""
    current, tried = search.current, search.tried
    for k in range(len(search.values)):
        if not tried.changed[k]:
            continue
        tried.changed[k] = False
        if accepted:
            copy_tour(tried, current, k)
            search.values[k] = tour_value(data, tried, k)
        else:
            copy_tour(current, tried, k)
    if accepted:
        current.where[:] = tried.where
    else:
        tried.where[:] = current.where
