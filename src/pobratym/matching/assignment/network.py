"""The pairs worth a look as a network, and shortest ways through what is left of it.

Side a, side b and one place for all that stays alone. A pair that is not made can be entered from a
to b, one that is made can be given back from b to a; costs are reduced by the duals. Ways are found
by correcting labels (Bellman, Ford) for all places of one step at once.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pobratym.matching.assignment.problem import Flags, Ints

FAR = 2**61
"""Longer than any way."""
NOWHERE, FROM_ALONE = -1, -2

DenseRows = Callable[[Ints], Ints]
"""Gives, for some rows, the reduced costs of all columns; FAR where no pair may be entered."""


class NoOptimumError(Exception):
    """The pairs do not stand at an optimum: labels fall without end."""


@dataclass(slots=True)
class Arcs:
    """Pairs worth a look, in the order of rows, then columns."""

    rows: Ints
    columns: Ints
    weights: Ints
    starts: Ints

    @classmethod
    def of(cls, rows: Ints, columns: Ints, weights: Ints, count: int) -> "Arcs":
        """Take pairs that are in order already."""
        return cls(rows, columns, weights, np.searchsorted(rows, np.arange(count + 1)))

    def leaving(self, rows: Ints) -> Ints:
        """Give the numbers of all pairs of some rows."""
        return _ranges(self.starts[rows], self.starts[rows + 1])


def _ranges(first: Ints, last: Ints) -> Ints:
    sizes = last - first
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    whole: Ints = np.arange(total) + np.repeat(first - (ends - sizes), sizes)
    return whole


@dataclass(slots=True)
class Labels:
    """How far every place is, and by which pair (or ``FROM_ALONE``) one gets there."""

    rows: Ints
    columns: Ints
    alone: int
    row_by: Ints
    column_by: Ints
    alone_by: int

    def farther(self, than: int) -> "Labels":
        """Let nothing lie farther than that."""
        rows, columns = np.minimum(self.rows, than), np.minimum(self.columns, than)
        self.rows, self.columns, self.alone = rows, columns, min(self.alone, than)
        return self

    @classmethod
    def all_at(cls, start: int, rows: int, columns: int) -> "Labels":
        """Put all places equally far."""
        return cls(
            np.full(rows, start, dtype=np.int64),
            np.full(columns, start, dtype=np.int64),
            start,
            np.full(rows, NOWHERE, dtype=np.int64),
            np.full(columns, NOWHERE, dtype=np.int64),
            NOWHERE,
        )


@dataclass(slots=True)
class Residual:
    """What is left of a network beside the pairs that are made.

    Attributes:
        arcs: the pairs worth a look.
        costs: their costs, reduced by the duals: u + v - weight.
        chosen: which are made.
        u: duals of side a, the cost of leaving one of them alone.
        v: duals of side b.
        idle: how many places of each of side a stay empty.
        slack: how many places of each of side b stay empty.
    """

    arcs: Arcs
    costs: Ints
    chosen: Flags
    u: Ints
    v: Ints
    idle: Ints
    slack: Ints
    dense: DenseRows | None = None

    def spread(
        self,
        labels: Labels,
        rows: Ints,
        columns: Ints,
        *,
        limit: Callable[[Labels], int] | None = None,
        alone: bool = False,
    ) -> Labels:
        """Let labels fall from some places on until they stand.

        Args:
            labels: where to begin; they are changed.
            rows: places of side a to go on from.
            columns: places of side b to go on from.
            limit: what lies farther is of no interest.
            alone: whether to go on from being alone, too.

        Raises:
            NoOptimumError: they never stand.
        """
        made = np.flatnonzero(self.chosen)
        order = made[np.argsort(self.arcs.columns[made], kind="stable")]
        bounds = np.searchsorted(self.arcs.columns[order], np.arange(len(self.v) + 1))
        for _step in range(len(self.u) + len(self.v) + 3):
            bound = limit(labels) if limit else FAR
            rows = rows[labels.rows[rows] < bound]
            columns = columns[labels.columns[columns] < bound]
            is_near = self._to_alone(labels, rows, columns) or alone
            alone = False
            next_columns = self._from_rows(labels, rows)
            given_back = order[_ranges(bounds[columns], bounds[columns + 1])]
            next_rows = self._from_columns(labels, given_back)
            if is_near and labels.alone < bound:
                more_rows, more_columns = self._from_alone(labels)
                next_rows = np.union1d(next_rows, more_rows)
                next_columns = np.union1d(next_columns, more_columns)
            rows, columns = next_rows, next_columns
            if not len(rows) and not len(columns):
                return labels
        raise NoOptimumError

    def _to_alone(self, labels: Labels, rows: Ints, columns: Ints) -> bool:
        before = labels.alone
        if len(rows):
            by_row = labels.rows[rows] + self.u[rows]
            best = int(by_row.argmin())
            if by_row[best] < labels.alone:
                labels.alone, labels.alone_by = int(by_row[best]), int(rows[best])
        open_ = columns[self.slack[columns] > 0]
        if len(open_):
            by_column = labels.columns[open_] - self.v[open_]
            best = int(by_column.argmin())
            if by_column[best] < labels.alone:
                labels.alone = int(by_column[best])
                labels.alone_by = len(self.u) + int(open_[best])
        return labels.alone < before

    def _from_alone(self, labels: Labels) -> tuple[Ints, Ints]:
        rows = np.flatnonzero((self.idle > 0) & (labels.rows > labels.alone - self.u))
        labels.rows[rows] = labels.alone - self.u[rows]
        labels.row_by[rows] = FROM_ALONE
        columns = np.flatnonzero(labels.columns > labels.alone + self.v)
        labels.columns[columns] = labels.alone + self.v[columns]
        labels.column_by[columns] = FROM_ALONE
        return rows, columns

    def _from_rows(self, labels: Labels, rows: Ints) -> Ints:
        if not len(rows):
            return rows
        if self.dense is not None:
            reach = (labels.rows[rows][:, None] + self.dense(rows)).min(axis=0)
            better: Ints = np.flatnonzero(reach < labels.columns)
            labels.columns[better] = reach[better]
            return better
        arcs = self.arcs.leaving(rows)
        arcs = arcs[~self.chosen[arcs]]
        reach = labels.rows[self.arcs.rows[arcs]] + self.costs[arcs]
        columns = self.arcs.columns[arcs]
        is_better = reach < labels.columns[columns]
        arcs, reach, columns = arcs[is_better], reach[is_better], columns[is_better]
        np.minimum.at(labels.columns, columns, reach)
        first = reach == labels.columns[columns]
        labels.column_by[columns[first]] = arcs[first]
        return np.unique(columns)

    def _from_columns(self, labels: Labels, arcs: Ints) -> Ints:
        reach = labels.columns[self.arcs.columns[arcs]] - self.costs[arcs]
        rows = self.arcs.rows[arcs]
        is_better = reach < labels.rows[rows]
        arcs, reach, rows = arcs[is_better], reach[is_better], rows[is_better]
        np.minimum.at(labels.rows, rows, reach)
        first = reach == labels.rows[rows]
        labels.row_by[rows[first]] = arcs[first]
        return np.unique(rows)


def reduced(arcs: Arcs, u: Ints, v: Ints) -> Ints:
    """Give the reduced costs of pairs."""
    costs: Ints = u[arcs.rows] + v[arcs.columns] - arcs.weights
    return costs
