"""The best pairing after one thing was changed, from the proof of the one before."""

from dataclasses import dataclass, replace

import numpy as np

from pobratym.matching.assignment.network import (
    FAR,
    FROM_ALONE,
    NOWHERE,
    Arcs,
    Labels,
    Residual,
    reduced,
)
from pobratym.matching.assignment.pricing import arcs_of, look
from pobratym.matching.assignment.problem import (
    Flags,
    Floats,
    Ints,
    Pair,
    Problem,
    Side,
    refuse_odd,
    scaled,
)
from pobratym.matching.assignment.solving import Optimum, fold, joined, shift, solve

_MANY, _TRIES, _NEAREST = 64, 6, 40
_ROW, _COLUMN, _ALONE = range(3)


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed; leave out what stays.

    Attributes:
        must: pairs that must be from now on.
        must_not: pairs that must not be from now on.
        free: pairs that need neither be nor not be any longer.
        capacity: on which side, who, and how many partners that may have now.
        row: who of side a, and its scores now.
    """

    must: tuple[Pair, ...] = ()
    must_not: tuple[Pair, ...] = ()
    free: tuple[Pair, ...] = ()
    capacity: tuple[Side, int, int] | None = None
    row: tuple[int, Floats] | None = None


def changed(problem: Problem, change: Change) -> Problem:
    """Give the problem after a change.

    Raises:
        InfeasibleError: what must be cannot be.
        ValueError: an index or a score does not fit.
    """
    must = (problem.must - {*change.free, *change.must_not}) | {*change.must}
    must_not = (problem.must_not - {*change.free, *change.must}) | {*change.must_not}
    capacities = {"a": problem.capacities_a, "b": problem.capacities_b}
    if change.capacity is not None:
        side, index, size = change.capacity
        capacities[side] = capacities[side].copy()
        capacities[side][index] = size
    rows = dict(problem.changed_rows)
    if change.row is not None:
        index, row = change.row
        refuse_odd(row)
        if row.shape != (problem.shape[1],):
            raise ValueError("one score for each of side b")
        rows[index] = row
    made = replace(
        problem,
        must=must,
        must_not=must_not,
        capacities_a=capacities["a"],
        capacities_b=capacities["b"],
        changed_rows=rows,
    )
    made.check()
    return made


def solve_changed(before: Optimum, change: Change) -> Optimum:
    """Mend an optimum after a change; the duals of before are the beginning.

    Raises:
        InfeasibleError: what must be cannot be.
        ValueError: an index or a score does not fit.
    """
    problem = changed(before.problem, change)
    optimum = _taken_over(before, problem, change)
    for _try in range(_TRIES):
        if not mend(optimum.residual, problem):
            break
        if _is_proved(optimum) or not _take_in_more(optimum):
            fold(optimum.residual)
            return optimum
    return solve(problem)


def _taken_over(before: Optimum, problem: Problem, change: Change) -> Optimum:
    """Take pairs, duals and what is made over to the changed problem."""
    old = before.residual
    columns = problem.shape[1]
    touched = [a * columns + b for a, b in (*change.must, *change.must_not, *change.free)]
    fresh = {a * columns + b for a, b in change.free}
    keys = old.arcs.rows * columns + old.arcs.columns
    stay = ~np.isin(keys, touched) if touched else np.ones(len(keys), dtype=np.bool_)
    u, near_u = old.u.copy(), before.near_u
    if change.row is not None:
        index, row = change.row
        stay &= old.arcs.rows != index
        allowed = row >= problem.least
        allowed[[b for a, b in problem.must | problem.must_not if a == index]] = False
        worth = scaled(row) - old.v
        u[index] = max(0, int(worth[allowed].max(initial=0)))
        costs = np.where(allowed, u[index] - worth, FAR)
        least = np.partition(costs, min(_NEAREST, len(costs) - 1))[_NEAREST : _NEAREST + 1]
        near = np.flatnonzero((costs < FAR) & (costs < max(before.horizon, least.max(initial=0))))
        fresh |= set((index * columns + near).tolist())
        near_u = near_u.copy()
        near_u[index] = u[index]
    arcs, chosen = old.arcs, old.chosen.copy()
    if fresh or not stay.all():
        arcs, chosen = _with(problem, keys[stay], chosen[stay], sorted(fresh))
    nothing = np.zeros(0, dtype=np.int64)
    v = old.v.copy()
    residual = Residual(arcs, reduced(arcs, u, v), chosen, u, v, nothing, nothing)
    return Optimum(problem, residual, before.horizon, near_u, before.near_v, 0)


def _with(problem: Problem, keys: Ints, chosen: Flags, fresh: list[int]) -> tuple[Arcs, Flags]:
    new = np.array(fresh, dtype=np.int64)
    rows, columns = np.divmod(new, max(1, problem.shape[1]))
    new = new[problem.at(rows, columns) >= problem.least]
    every = np.concatenate([keys, new])
    order = np.argsort(every, kind="stable")
    flags = np.concatenate([chosen, np.zeros(len(new), dtype=np.bool_)])
    return arcs_of(problem, every[order]), flags[order]


def _is_proved(optimum: Optimum) -> bool:
    """Say whether the duals fell less than all other cells were dear."""
    residual = optimum.residual
    fell = (optimum.near_u - residual.u).max(initial=0) + (optimum.near_v - residual.v).max(
        initial=0
    )
    return int(fell) <= optimum.horizon


def _take_in_more(optimum: Optimum) -> bool:
    """Price every cell anew; say whether some are worth more than both duals."""
    residual = optimum.residual
    near = look(optimum.problem, residual.u, residual.v, optimum.horizon // 2)
    residual.arcs, residual.chosen = joined(optimum.problem, near.arcs, residual, keep=True)
    residual.costs = reduced(residual.arcs, residual.u, residual.v)
    optimum.horizon = near.horizon
    optimum.near_u, optimum.near_v = residual.u.copy(), residual.v.copy()
    return bool((residual.costs[~residual.chosen] < 0).any())


@dataclass(slots=True)
class _Over:
    """How many units too many stand at each place; negative where some are wanting."""

    rows: Ints
    columns: Ints
    alone: int

    def count(self) -> int:
        """Give how many are to be moved."""
        return int(
            self.rows.clip(min=0).sum() + self.columns.clip(min=0).sum() + max(0, self.alone)
        )


def mend(residual: Residual, problem: Problem) -> bool:
    """Make what is made agree with the duals again, then move what is over by shortest ways.

    Gives False, with nothing lost, where so much is to be moved that solving anew is quicker.
    """
    over = _agree(residual, problem)
    if over.count() > _MANY:
        return False
    while over.count():
        _move_one(residual, over)
    return True


def _agree(residual: Residual, problem: Problem) -> _Over:
    """Make every pair that is worth more than both duals, and none that is worth less."""
    residual.chosen[residual.costs < 0] = True
    residual.chosen[residual.costs > 0] = False
    rows, columns = problem.shape
    arcs, chosen = residual.arcs, residual.chosen
    spare_a = problem.room_a - np.bincount(arcs.rows[chosen], minlength=rows)
    spare_b = problem.room_b - np.bincount(arcs.columns[chosen], minlength=columns)
    residual.idle = np.where(residual.u == 0, spare_a.clip(min=0), 0)
    residual.slack = np.where(residual.v == 0, spare_b.clip(min=0), 0)
    at_rows, at_columns = spare_a - residual.idle, residual.slack - spare_b
    return _Over(at_rows, at_columns, -int(at_rows.sum() + at_columns.sum()))


def _move_one(residual: Residual, over: _Over) -> None:
    """Move one unit from where one is too many to the nearest place that wants one."""
    labels = Labels.all_at(FAR, len(over.rows), len(over.columns))
    rows, columns = np.flatnonzero(over.rows > 0), np.flatnonzero(over.columns > 0)
    labels.rows[rows], labels.columns[columns] = 0, 0
    if over.alone > 0:
        labels.alone = 0
    wanting_rows, wanting_columns = np.flatnonzero(over.rows < 0), np.flatnonzero(over.columns < 0)

    def nearest(now: Labels) -> int:
        alone = now.alone if over.alone < 0 else FAR
        at_rows = now.rows[wanting_rows].min(initial=FAR)
        at_columns = now.columns[wanting_columns].min(initial=FAR)
        return int(min(alone, at_rows, at_columns))

    residual.spread(labels, rows, columns, limit=nearest, alone=over.alone > 0)
    far = nearest(labels)
    if over.alone < 0 and labels.alone == far:
        over.alone += 1
        _turn(residual, over, labels, _ALONE, 0)
    elif len(at := wanting_rows[labels.rows[wanting_rows] == far]):
        over.rows[at[0]] += 1
        _turn(residual, over, labels, _ROW, int(at[0]))
    else:
        at = wanting_columns[labels.columns[wanting_columns] == far]
        over.columns[at[0]] += 1
        _turn(residual, over, labels, _COLUMN, int(at[0]))
    shift(residual, labels.farther(far))


def _turn(residual: Residual, over: _Over, labels: Labels, kind: int, index: int) -> None:
    """Turn everything on the way that ends here, back to where it began."""
    arcs = residual.arcs
    while True:
        if kind == _ROW:
            by = int(labels.row_by[index])
            if by == NOWHERE:
                over.rows[index] -= 1
                return
            if by == FROM_ALONE:
                residual.idle[index] -= 1
                kind = _ALONE
            else:
                residual.chosen[by] = False
                kind, index = _COLUMN, int(arcs.columns[by])
        elif kind == _COLUMN:
            by = int(labels.column_by[index])
            if by == NOWHERE:
                over.columns[index] -= 1
                return
            if by == FROM_ALONE:
                residual.slack[index] += 1
                kind = _ALONE
            else:
                residual.chosen[by] = True
                kind, index = _ROW, int(arcs.rows[by])
        elif (by := labels.alone_by) == NOWHERE:
            over.alone -= 1
            return
        elif by < len(over.rows):
            residual.idle[by] += 1
            kind, index = _ROW, by
        else:
            index = by - len(over.rows)
            residual.slack[index] -= 1
            kind = _COLUMN
