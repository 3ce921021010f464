"""The best single tour for given prizes, by dynamic programming over a relaxation.

Labels are extended in the order of time. A tour may come back to a node, but only after nodes that
"forget" it (ng-routes: Baldacci, Mingozzi and Roberti 2011, "New route relaxation and pricing
strategies for the vehicle routing problem", Operations Research 59(5)). So the value is never below
that of the best real tour, and it is that of a real tour when nothing comes twice.
"""

from typing import NamedTuple

import numpy as np

from pobratym.visits.planning.tours.compiling import compiled, kept
from pobratym.visits.planning.tours.schedule import NEVER, Array, Given, begin_at

BUCKETS = 4096
WORD = 64
COMPARING = 5
"""What comparing two labels costs, trying one costs 1."""


class Labels(NamedTuple):
    """Ways to be at a node: ready to leave at ``time`` with ``value`` and a memory of nodes.

    ``before`` is the label that was extended, -1 for the beginning; ``beside`` the next label of
    the same node, ``after`` the next in the same bucket of time; ``dead`` ones were dominated.
    ``memory`` (labels, words) has the nodes as bits. ``heads`` (n,) and ``buckets`` (BUCKETS,)
    begin the chains; ``progress`` (3,) is for ``price``.
    """

    node: Array
    time: Array
    value: Array
    memory: Array
    before: Array
    beside: Array
    after: Array
    dead: Array
    heads: Array
    buckets: Array
    progress: Array


class Market(NamedTuple):
    """What tour ``tour`` may gain where.

    ``ways`` (n, n) are shortest ways; ``gains`` (n,) what each node is worth now, ``wanted`` those
    nodes where it is above 0, others are not visited; ``keeps`` (n, words) the nodes that each
    node does not forget, itself among them; ``bits`` (n, words) each node alone.
    """

    tour: int
    ways: Array
    gains: Array
    wanted: Array
    keeps: Array
    bits: Array


def room_for(labels: int, nodes: int) -> Labels:
    """Make room for so many labels."""
    short = np.int32
    return Labels(
        node=np.zeros(labels, dtype=short),
        time=np.zeros(labels, dtype=short),
        value=np.zeros(labels),
        memory=np.zeros((labels, words_for(nodes)), dtype=np.uint64),
        before=np.zeros(labels, dtype=short),
        beside=np.zeros(labels, dtype=short),
        after=np.zeros(labels, dtype=short),
        dead=np.zeros(labels, dtype=np.bool_),
        heads=np.zeros(nodes, dtype=short),
        buckets=np.zeros(BUCKETS, dtype=short),
        progress=np.zeros(3, dtype=np.int64),
    )


def words_for(nodes: int) -> int:
    """Give how many words of bits hold all nodes."""
    return nodes // WORD + 1


@kept
def price(data: Given, market: Market, labels: Labels, work: int) -> int:
    """Go on for a while; say whether that was all: 1, or there is more: 0, or no room: -1.

    ``work`` bounds how many labels are tried and compared; ``progress`` has the bucket that one
    has come to, -1 before all, the number of labels, and that of comparisons.
    """
    if labels.progress[0] < 0:
        labels.heads[:] = -1
        labels.buckets[:] = -1
        labels.progress[0] = 0
        labels.progress[1] = _extend(data, market, labels, -1, 0)
    count = labels.progress[1]
    for b in range(labels.progress[0], BUCKETS):
        while labels.buckets[b] >= 0:
            if work < 0 or count + len(market.wanted) >= len(labels.node):
                labels.progress[0] = b
                labels.progress[1] = count
                return 0 if work < 0 else -1
            one = labels.buckets[b]
            labels.buckets[b] = labels.after[one]
            if labels.dead[one]:
                continue
            before = labels.progress[2]
            count = _extend(data, market, labels, one, count)
            work -= len(market.wanted) + COMPARING * (labels.progress[2] - before)
    labels.progress[0] = BUCKETS
    labels.progress[1] = count
    return 1


@compiled
def _extend(data: Given, market: Market, labels: Labels, one: int, count: int) -> int:
    """Extend label ``one``, or the beginning for -1, to all nodes; give the number of labels."""
    if one >= 0:
        leave, here = labels.time[one], labels.node[one]
    else:
        here = data.starts[market.tour]
        leave = data.opens[market.tour] + data.service[here]
    for node in market.wanted:
        if _reach(data, market, labels, one, node, leave + market.ways[here, node], count):
            labels.progress[2] += _settle(data, market, labels, count)
            count += not labels.dead[count]
    return count


@compiled
def _reach(  # noqa: PLR0913, PLR0917  inlined
    data: Given, market: Market, labels: Labels, one: int, node: int, time: int, new: int
) -> bool:
    """Write label ``new``: label ``one`` extended to ``node``, reached at ``time``, if it may."""
    if one >= 0:
        for w in range(labels.memory.shape[1]):
            if labels.memory[one, w] & market.bits[node, w]:
                return False
    begin = begin_at(data, node, time)
    if begin >= NEVER:
        return False
    ready = begin + data.service[node]
    k = market.tour
    if ready + market.ways[node, data.ends[k]] > data.closes[k]:
        return False
    labels.node[new] = node
    labels.time[new] = ready
    labels.value[new] = market.gains[node] + (labels.value[one] if one >= 0 else 0.0)
    labels.before[new] = one
    labels.dead[new] = False
    for w in range(labels.memory.shape[1]):
        remembered = labels.memory[one, w] & market.keeps[node, w] if one >= 0 else np.uint64(0)
        labels.memory[new, w] = remembered | market.bits[node, w]
    return True


@compiled
def _settle(data: Given, market: Market, labels: Labels, new: int) -> int:
    """Compare the new label with those of its node; chain it, or say that it is dead.

    Gives the number of comparisons.
    """
    node = labels.node[new]
    last, other, compared = -1, labels.heads[node], 0
    while other >= 0:
        following = labels.beside[other]
        compared += 1
        if _dominates(labels, other, new):
            labels.dead[new] = True
            return compared
        if _dominates(labels, new, other):
            labels.dead[other] = True
            if last < 0:
                labels.heads[node] = following
            else:
                labels.beside[last] = following
        else:
            last = other
        other = following
    labels.beside[new] = labels.heads[node]
    labels.heads[node] = new
    opens, closes = data.opens[market.tour], data.closes[market.tour]
    bucket = (labels.time[new] - opens) // ((closes - opens) // BUCKETS + 1)
    labels.after[new] = labels.buckets[bucket]
    labels.buckets[bucket] = new
    return compared


@compiled
def _dominates(labels: Labels, one: int, other: int) -> bool:
    if labels.time[one] > labels.time[other] or labels.value[one] < labels.value[other]:
        return False
    for w in range(labels.memory.shape[1]):
        if labels.memory[one, w] & ~labels.memory[other, w]:
            return False
    return True


def tour_to(labels: Labels, label: int) -> tuple[int, ...]:
    """Give the nodes on the way to a label."""
    nodes = []
    while label >= 0:
        nodes.append(int(labels.node[label]))
        label = int(labels.before[label])
    return tuple(reversed(nodes))
