"""Taking tours apart: strings of stops near one another are taken out.

After Christiaens and Vanden Berghe 2020, "Slack Induction by String Removals for Vehicle Routing
Problems", Transportation Science 54(2). Here the middle of the hole may also be a node that no tour
visits, so that room is made where something may be gained.
"""

from pobratym.visits.planning.tours.chance import below, share
from pobratym.visits.planning.tours.compiling import compiled
from pobratym.visits.planning.tours.schedule import Array, Given, Plan, time_tour
from pobratym.visits.planning.tours.searching import Search


@compiled
def ruin(data: Given, search: Search, middle: int, size: float) -> None:
    """Take strings of about ``size`` stops in all out of the tried plan near ``middle``.

    ``changed`` tells then which tours lost some.
    """
    plan, near, state = search.tried, search.near, search.chance
    tours = len(plan.sizes)
    stops = 0
    for k in range(tours):
        stops += plan.sizes[k]
    longest = min(size, max(stops / tours, 1.0))
    strings = int(share(state) * (4.0 * size / (1.0 + longest) - 1.0) + 1.0)
    for i in range(near.shape[1]):
        k = plan.where[near[middle, i]]
        if k < 0 or plan.changed[k]:
            continue
        length = min(int(share(state) * min(float(plan.sizes[k]), longest) + 1.0), plan.sizes[k])
        _take_string(data, plan, near[middle, i], length, state)
        strings -= 1
        if not strings:
            return


@compiled
def _take_string(data: Given, plan: Plan, node: int, length: int, state: Array) -> None:
    """Take ``length`` stops in a row out of the tour of ``node``, itself perhaps among them.

    Every second time some stops within the string stay ("split string").
    """
    k = plan.where[node]
    size = plan.sizes[k]
    staying = 0
    if 1 < length < size and share(state) < 0.5:  # noqa: PLR2004  every second time
        staying = 1
        while length + staying < size and share(state) > 0.5:  # noqa: PLR2004
            staying += 1
    p = 1
    while plan.stops[k, p] != node:
        p += 1
    span = length + staying
    low = max(1, p - span + 1)
    begin = low + below(state, min(p, size - span + 1) - low + 1)
    hole = begin + below(state, length + 1)
    for q in range(begin, begin + span):
        one = plan.stops[k, q]
        if (q < hole or q >= hole + staying) and not data.kept[one]:
            plan.where[one] = -1
    close_up(data, plan, k)


@compiled
def close_up(data: Given, plan: Plan, k: int) -> bool:
    """Drop the stops of tour ``k`` whose ``where`` says so; say whether it is feasible."""
    size = plan.sizes[k]
    q = 1
    for p in range(1, size + 1):
        node = plan.stops[k, p]
        if plan.where[node] == k:
            plan.stops[k, q] = node
            q += 1
    plan.stops[k, q] = plan.stops[k, size + 1]
    plan.sizes[k] = q - 1
    plan.changed[k] = True
    return time_tour(data, plan, k)
