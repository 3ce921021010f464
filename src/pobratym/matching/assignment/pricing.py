"""Which of all cells are worth a look, first by the scores alone, then by the duals."""

from dataclasses import dataclass

import numpy as np

from pobratym.matching.assignment.network import FAR, Arcs
from pobratym.matching.assignment.problem import SCALE, Flags, Floats, Ints, Problem, scaled

SMALL = 40_000
"""So many cells are all looked at from the beginning."""
_FIRST = 10
_LATER = 30
_SAMPLE = 512
_MOST = 3
_GOLDEN = 0x9E3779B97F4A7C15
_FARTHEST = 2**52


@dataclass(frozen=True, slots=True)
class Near:
    """The cells whose reduced costs are less than ``horizon``; all others are dearer."""

    arcs: Arcs
    horizon: int


def first_look(problem: Problem, u: Floats, v: Floats) -> Arcs:
    """Take about the best of each row and of each column by guessed duals; all where they are few.

    What is best is judged by a sample.
    """
    rows, columns = problem.shape
    if rows * columns <= SMALL:
        return arcs_of(problem, _cells(problem, np.full(rows, -np.inf), np.zeros(columns)))
    by_column = _bests(problem.scores.T, u, problem.capacities_b)
    by_row = _bests(problem.scores, v, problem.capacities_a)
    return arcs_of(problem, _thinned(problem, _cells(problem, by_row, v, (u, by_column))))


def _thinned(problem: Problem, keys: Ints) -> Ints:
    """Leave out some of too many cells, evenly and always the same: where many are alike."""
    most = _MOST * (_LATER + _mean(problem.capacities_a)) * max(problem.shape)
    if len(keys) <= most:
        return keys
    spread = (keys.astype(np.uint64) * np.uint64(_GOLDEN)) >> np.uint64(40)
    return keys[spread < most / len(keys) * 2**24]


def _bests(scores: Floats, other: Floats, capacities: Ints) -> Floats:
    """Give for each row what only its best reach, less what the other side is worth."""
    step = max(1, scores.shape[1] // _SAMPLE)
    sample = scores[:, ::step] - other[::step]
    wanted = _FIRST + 2 * int(capacities.max(initial=1))
    place = min(sample.shape[1], max(2, wanted // step))
    found: Floats = np.partition(sample, -place, axis=1)[:, -place]
    return found


def second_look(problem: Problem, u: Ints, v: Ints) -> Near:
    """Take the cells that are cheapest by the duals: all that might be better than what is made.

    The horizon is below zero where even those would be too many; nothing is proved then, and some
    of them are left out.
    """
    rows, columns = problem.shape
    horizon = FAR if rows * columns <= SMALL else _horizon(problem, u, v)
    if horizon >= 0:
        return look(problem, u, v, horizon)
    keys = _cells(problem, (u - horizon - 0.51) / SCALE, v / SCALE)
    return Near(arcs_of(problem, _thinned(problem, keys)), horizon)


def look(problem: Problem, u: Ints, v: Ints, horizon: int) -> Near:
    """Take all cells whose reduced costs are less than ``horizon``."""
    low = (u - min(horizon, _FARTHEST) + 0.49) / SCALE
    return Near(arcs_of(problem, _cells(problem, low, v / SCALE)), horizon)


def _horizon(problem: Problem, u: Ints, v: Ints) -> int:
    rows, columns = problem.shape
    sample = np.arange(0, rows, max(1, rows // 48))
    costs = u[sample][:, None] + v - problem.scores[sample] * SCALE
    wanted = min(1.0, (_LATER + 2 * _mean(problem.capacities_a)) / columns)
    wanted = max(wanted, min(1.0, (_LATER + 2 * _mean(problem.capacities_b)) / rows))
    return int(np.quantile(costs, wanted, method="lower"))


def _mean(capacities: Ints) -> float:
    return float(capacities.mean()) if len(capacities) else 0.0


def _cells(
    problem: Problem, low: Floats, v: Floats, also: tuple[Floats, Floats] | None = None
) -> Ints:
    """Take allowed cells whose score less ``v`` is at least ``low``.

    Args:
        problem: whose cells.
        low: by row.
        v: by column.
        also: duals by row, and by column the least score less these that is taken, too.
    """
    rows, columns = problem.shape
    least = problem.least
    has_floor = rows * columns > 0 and bool(problem.scores.min() < least or problem.changed_rows)
    found: list[Ints] = []
    for first, block in problem.blocks():
        here = slice(first, first + len(block))
        wanted: Flags = (block - v) >= low[here, None]
        if also is not None:
            wanted |= (block - also[0][here, None]) >= also[1]
        if has_floor:
            wanted &= block >= least
        found.append(np.flatnonzero(wanted) + first * columns)
    keys = np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
    settled = problem.settled
    if len(settled):
        keys = keys[~np.isin(keys, settled)]
    return keys


def arcs_of(problem: Problem, keys: Ints) -> Arcs:
    """Make pairs of cells given as row * columns + column, in order."""
    rows, columns = problem.shape
    at_row, at_column = np.divmod(keys, max(1, columns))
    weights = scaled(problem.at(at_row, at_column))
    return Arcs.of(at_row, at_column, weights, rows)
