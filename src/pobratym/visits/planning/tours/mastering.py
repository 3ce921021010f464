"""The linear problem that chooses among known tours, and the prices of nodes that it gives."""

from typing import Any

import numpy as np

from pobratym.visits.planning.tours.problem import Floats, TourProblem

TINY = 1e-6

Column = tuple[int, tuple[int, ...]]
"""A kind of tour, and nodes in order."""


class Master:
    """Shares of known tours: each node at most once in all, each kind as often as there are tours.

    ``kinds`` has the tours of each kind.
    """

    def __init__(self, problem: TourProblem, kinds: list[list[int]], columns: list[Column]) -> None:
        self._problem = problem
        self._kinds = kinds
        self._build(columns)

    def _build(self, columns: list[Column]) -> None:
        from ortools.linear_solver import pywraplp  # noqa: PLC0415  only where one proves

        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._solver.Objective().SetMaximization()
        low = -self._solver.infinity()
        self._nodes = [self._solver.Constraint(low, 1.0) for _ in range(self._problem.nodes)]
        self._rows = [self._solver.Constraint(low, float(len(kind))) for kind in self._kinds]
        self._columns: dict[Column, Any] = {}
        for column in columns:
            self._put(column)

    def _put(self, column: Column) -> None:
        kind, tour = column
        variable = self._solver.NumVar(0.0, self._solver.infinity(), "")
        for node in set(tour):
            self._nodes[node].SetCoefficient(variable, float(tour.count(node)))
        self._rows[kind].SetCoefficient(variable, 1.0)
        self._solver.Objective().SetCoefficient(variable, float(self._value(column)))
        self._columns[column] = variable

    def _value(self, column: Column) -> int:
        kind, tour = column
        return int(self._problem.prizes[list(tour), self._kinds[kind][0]].sum())

    def solve(self) -> tuple[Floats, Floats]:
        """Give what one more of each node, and of each kind of tour, would be worth."""
        self._solver.Solve()
        duals = np.array([row.dual_value() for row in self._nodes])
        rents = np.array([row.dual_value() for row in self._rows])
        return np.maximum(duals, 0.0), np.maximum(rents, 0.0)

    def add(self, columns: list[Column], duals: Floats, rents: Floats) -> bool:
        """Add those that would make the value higher; say whether there were any."""
        better = [
            column
            for column in columns
            if column not in self._columns
            and self._value(column) - duals[list(column[1])].sum() > rents[column[0]] + TINY
        ]
        for column in better:
            self._put(column)
        return bool(better)

    def used_twice(self) -> list[tuple[int, ...]]:
        """Give the tours in use that come twice to a node."""
        return [
            column[1]
            for column, variable in self._columns.items()
            if not _is_simple(column) and variable.solution_value() > TINY
        ]

    def forget_twice(self) -> None:
        """Drop all tours that come twice to a node."""
        self._build(list(self.simple()))

    def simple(self) -> tuple[Column, ...]:
        """Give the tours that come nowhere twice."""
        return tuple(column for column in self._columns if _is_simple(column))


def _is_simple(column: Column) -> bool:
    return len(set(column[1])) == len(column[1])
