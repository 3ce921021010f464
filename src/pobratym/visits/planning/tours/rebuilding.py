"""Putting nodes back, each at its best place: greedy insertion with blinks.

After Christiaens and Vanden Berghe 2020 (see ``ruining``): nodes come in one of several orders,
each goes where it takes the least time for its prize, and now and then a place is overlooked.
"""

from pobratym.visits.planning.tours.chance import share
from pobratym.visits.planning.tours.compiling import compiled
from pobratym.visits.planning.tours.schedule import NEVER, Array, Given, Plan, begin_at, insert
from pobratym.visits.planning.tours.searching import Habits, Search

FIRST = -1e30


@compiled
def rebuild(data: Given, search: Search, habits: Habits, first: int) -> None:
    """Put into the tried plan whatever goes in; ``first`` before all others, -1 for none."""
    plan, state, keys, waiting = search.tried, search.chance, search.keys, search.waiting
    count = 0
    by_chance = share(state) < habits.chance
    for node in search.wanted:
        if plan.where[node] >= 0:
            continue
        key = FIRST
        if node != first:
            key = share(state)
            if not by_chance:
                key = -search.worth[node] * (1.0 + habits.noise * key)
        keys[count] = key
        waiting[count] = node
        count += 1
    sort_by(keys, waiting, count)
    for i in range(count):
        node = waiting[i]
        was_out = search.current.where[node] < 0
        k, p = best_place(data, plan, node, was_out, habits, state)
        if k >= 0:
            insert(data, plan, node, k, p)


@compiled
def best_place(  # noqa: PLR0913, PLR0917  inlined
    data: Given, plan: Plan, node: int, was_out: bool, habits: Habits, state: Array
) -> tuple[int, int]:
    """Find the tour and the stop behind which ``node`` costs least for its prize; -1 for none.

    A node that was in no tour before cannot go into one that has not changed since.
    """
    best, best_k, best_p = 1e30, -1, -1
    first, end = data.first[node], data.first[node + 1]
    close = data.latest[end - 1]
    soonest = data.earliest[first] + data.service[node]
    for k in range(len(plan.sizes)):
        prize = data.prizes[node, k]
        size = plan.sizes[k]
        if prize <= 0 or plan.slack[k, size + 1] < soonest or (was_out and not plan.changed[k]):
            continue
        for p in range(size + 1):
            if plan.leave[k, p] > close:
                break
            if plan.slack[k, p + 1] < soonest:
                continue
            here, there = plan.stops[k, p], plan.stops[k, p + 1]
            way, onward = data.back[node, here], data.travel[node, there]
            time = begin_at(data, node, plan.leave[k, p] + way)
            ready = time + data.service[node] + onward
            if time >= NEVER or ready > plan.slack[k, p + 1]:
                continue
            if habits.blink > 0.0 and share(state) < habits.blink:
                continue
            delay = max(0, ready - plan.begin[k, p + 1])
            detour = way + onward - data.travel[here, there] + data.service[node]
            cost = (habits.delay * delay + (1.0 - habits.delay) * detour + 1.0) / prize
            if cost < best:
                best, best_k, best_p = cost, k, p
    return best_k, best_p


@compiled
def sort_by(keys: Array, nodes: Array, count: int) -> None:
    """Sort the first ``count`` nodes by their keys (Shell 1959)."""
    gap = 1
    while gap < count // 3:
        gap = 3 * gap + 1
    while gap:
        for i in range(gap, count):
            key, node, j = keys[i], nodes[i], i
            while j >= gap and keys[j - gap] > key:
                keys[j], nodes[j] = keys[j - gap], nodes[j - gap]
                j -= gap
            keys[j], nodes[j] = key, node
        gap //= 3
