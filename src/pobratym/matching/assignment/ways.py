"""How much worse the best total becomes when one thing is forbidden or wanted: shortest ways."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from pobratym.matching.assignment.network import FAR, Labels, Residual
from pobratym.matching.assignment.problem import Ints, Problem, Side, scaled
from pobratym.matching.assignment.solving import Optimum

_AT_ONCE, _FEW = 600, 8
_NOBODY: Ints = np.zeros(0, dtype=np.int64)


def regret(optimum: Optimum, arc: int) -> int:
    """Give how much worse the best total becomes when a pair that is made is forbidden.

    What replaces it is the shortest way from the one to the other, round the pair.
    """
    residual = optimum.residual
    row, column = int(residual.arcs.rows[arc]), int(residual.arcs.columns[arc])

    def spread(network: Residual) -> int:
        labels = Labels.all_at(FAR, *optimum.problem.shape)
        labels.rows[row] = 0
        start = np.array([row], dtype=np.int64)
        network.spread(labels, start, _NOBODY, limit=lambda now: int(now.columns[column]))
        return int(labels.columns[column])

    return _exact(optimum, spread) - int(residual.costs[arc])


def regrets(optimum: Optimum, arcs: Ints) -> Ints:
    """Give the same for several pairs: at once where the sides are not large."""
    if len(optimum.residual.u) > _AT_ONCE or len(arcs) <= _FEW:
        return np.array([regret(optimum, arc) for arc in arcs.tolist()], dtype=np.int64)
    residual, count = optimum.residual, len(optimum.residual.u)
    costs = np.stack([_costs_of(optimum, "a", row) for row in range(count)])
    made = np.flatnonzero(residual.chosen)
    far = np.full((count + 1, count + 1), FAR, dtype=np.int64)
    open_ = residual.slack > 0
    far[:count, count] = np.minimum(residual.u, costs[:, open_].min(axis=1, initial=FAR))
    far[count, :count][residual.idle > 0] = 0
    for row, column, back in zip(
        residual.arcs.rows[made], residual.arcs.columns[made], residual.costs[made], strict=True
    ):
        far[:count, row] = np.minimum(far[:count, row], costs[:, column] - back)
        far[count, row] = min(far[count, row], residual.v[column] - back)
    np.fill_diagonal(far, 0)
    _shorten(far)
    rows, columns = residual.arcs.rows[arcs], residual.arcs.columns[arcs]
    ways = (far[rows, :count] + costs[:, columns].T).min(axis=1, initial=FAR)
    whole: Ints = np.minimum(ways, far[rows, count] + residual.v[columns]) - residual.costs[arcs]
    return whole


def _shorten(far: Ints) -> None:
    """Find the shortest ways between all places (Floyd, Warshall)."""
    for via in range(len(far)):
        np.minimum(far, far[:, via, None] + far[via], out=far)


def way_in(optimum: Optimum, side: Side, index: int) -> int | None:
    """Give what the whole loses when somebody who is left out gets a partner all the same.

    None where there is nobody who could be it.
    """
    rows, columns = optimum.problem.shape
    costs = _costs_of(optimum, side, index)
    if not (costs < FAR).any():
        return None

    def from_a(network: Residual) -> int:
        labels = Labels.all_at(FAR, rows, columns)
        labels.columns = costs.copy()
        network.spread(labels, _NOBODY, np.arange(columns), limit=lambda now: now.alone)
        return labels.alone

    def to_b(network: Residual) -> int:
        labels = Labels.all_at(FAR, rows, columns)
        labels.alone = 0

        def reached(now: Labels) -> int:
            return int((now.rows + costs).min())

        network.spread(labels, _NOBODY, _NOBODY, limit=reached, alone=True)
        return reached(labels)

    return _exact(optimum, from_a if side == "a" else to_b)


def _exact(optimum: Optimum, spread: Callable[[Residual], int]) -> int:
    """Look among the pairs worth a look; among all where the way is as long as the horizon."""
    found = spread(optimum.residual)
    if found <= optimum.horizon:
        return found
    return spread(replace(optimum.residual, dense=_dense(optimum)))


def _dense(optimum: Optimum) -> Callable[[Ints], Ints]:
    def rows_of(rows: Ints) -> Ints:
        return np.stack([_costs_of(optimum, "a", row) for row in rows.tolist()])

    return rows_of


def _costs_of(optimum: Optimum, side: Side, index: int) -> Ints:
    """Give the reduced costs of all pairs of one that may be entered; FAR for the others."""
    problem, residual = optimum.problem, optimum.residual
    arcs = residual.arcs
    if side == "a":
        scores = problem.row(index)
        costs: Ints = residual.u[index] + residual.v - scaled(scores)
        made = arcs.leaving(np.array([index]))
        costs[arcs.columns[made[residual.chosen[made]]]] = FAR
    else:
        everybody = np.arange(problem.shape[0])
        scores = problem.at(everybody, np.full(problem.shape[0], index))
        costs = residual.u + residual.v[index] - scaled(scores)
        costs[arcs.rows[residual.chosen & (arcs.columns == index)]] = FAR
    costs[scores < problem.least] = FAR
    costs[_settled_with(problem, side, index)] = FAR
    return costs


def _settled_with(problem: Problem, side: Side, index: int) -> list[int]:
    settled = problem.must | problem.must_not
    if side == "a":
        return [b for a, b in settled if a == index]
    return [a for a, b in settled if b == index]
