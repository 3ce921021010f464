"""The best pairing: solved on the pairs worth a look, proved on all.

A pairing with capacities is a flow of least cost: each of side a sends as many units as it has
room, each of side b takes as many, and one place "alone" takes and gives the rest for nothing. The
flow on the pairs worth a look is found by OR-Tools; duals are read from it by shortest ways
(complementary slackness); then every cell of the whole matrix is priced with them. Cells that
would be better are taken in and it is solved anew, until there is none: then the duals are feasible
for the whole and prove the optimum (column generation; Ahuja, Magnanti, Orlin, Network Flows, 1993,
chapters 9 and 17).
"""

from dataclasses import dataclass

import numpy as np

from pobratym.matching.assignment.network import Arcs, Labels, Residual, reduced
from pobratym.matching.assignment.pricing import SMALL, Near, arcs_of, first_look, look, second_look
from pobratym.matching.assignment.problem import SCALE, Flags, Floats, Ints, Problem, scaled

_ROUNDS = 40
_PART = 5


@dataclass(slots=True)
class Optimum:
    """A proved optimum, ready to be changed.

    Attributes:
        problem: of what.
        residual: the pairs worth a look, which are made, and the duals.
        horizon: all other cells have reduced costs of this or more, by the duals ``near_u`` and
            ``near_v``.
        rounds: how often it was solved.
    """

    problem: Problem
    residual: Residual
    horizon: int
    near_u: Ints
    near_v: Ints
    rounds: int


def solve(problem: Problem) -> Optimum:
    """Find the best pairing and prove it."""
    room_a, room_b = problem.room_a, problem.room_b
    u, v = _guessed(problem)
    arcs = first_look(problem, u, v)
    before = scaled(u), scaled(v)
    for round_ in range(1, _ROUNDS + 1):
        residual = _solved(arcs, room_a, room_b, before)
        before = residual.u, residual.v
        near = second_look(problem, residual.u, residual.v)
        if near.horizon < 0 and round_ > _ROUNDS // 4:
            near = look(problem, residual.u, residual.v, 0)
        near_arcs, chosen = joined(problem, near.arcs, residual, keep=near.horizon <= 0)
        costs = reduced(near_arcs, residual.u, residual.v)
        if near.horizon >= 0 and not (costs[~chosen] < 0).any():
            residual.arcs, residual.costs, residual.chosen = near_arcs, costs, chosen
            return _proved(problem, residual, near, round_)
        arcs, _chosen = joined(problem, near.arcs, residual, keep=True)
    raise RuntimeError("no optimum after many rounds")


def _guessed(problem: Problem) -> tuple[Floats, Floats]:
    """Guess the duals of a large problem from those of a part of it."""
    rows, columns = problem.shape
    u, v = np.zeros(rows), np.zeros(columns)
    if rows * columns <= SMALL:
        return u, v
    some_rows, some_columns = np.arange(0, rows, _PART), np.arange(0, columns, _PART)
    part = Problem(
        np.ascontiguousarray(problem.scores[np.ix_(some_rows, some_columns)]),
        problem.capacities_a[some_rows],
        problem.capacities_b[some_columns],
        floor=problem.floor,
    )
    small = solve(part).residual
    u = (problem.scores[:, some_columns] - small.v / SCALE).max(axis=1).clip(min=0)
    v = (problem.scores[some_rows] - (small.u / SCALE)[:, None]).max(axis=0).clip(min=0)
    return u, v


def _proved(problem: Problem, residual: Residual, near: Near, rounds: int) -> Optimum:
    return Optimum(problem, residual, near.horizon, residual.u.copy(), residual.v.copy(), rounds)


def joined(problem: Problem, arcs: Arcs, residual: Residual, *, keep: bool) -> tuple[Arcs, Flags]:
    """Put pairs worth a look together with those that are made; say which are made.

    Args:
        problem: whose pairs.
        arcs: newly found.
        residual: knows what is made.
        keep: whether to keep all that were worth a look until now.
    """
    columns = max(1, problem.shape[1])
    old = residual.arcs.rows * columns + residual.arcs.columns
    made = old[residual.chosen]
    keys = arcs.rows * columns + arcs.columns
    together = np.union1d(keys, old if keep else made)
    if len(together) > len(keys):
        arcs, keys = arcs_of(problem, together), together
    chosen = np.zeros(len(keys), dtype=np.bool_)
    chosen[np.searchsorted(keys, made)] = True
    return arcs, chosen


def _solved(arcs: Arcs, room_a: Ints, room_b: Ints, before: tuple[Ints, Ints]) -> Residual:
    chosen = _flow(arcs, room_a, room_b)
    idle = room_a - np.bincount(arcs.rows[chosen], minlength=len(room_a))
    slack = room_b - np.bincount(arcs.columns[chosen], minlength=len(room_b))
    u, v = before
    residual = Residual(arcs, reduced(arcs, u, v), chosen, u, v, idle, slack)
    find_duals(residual)
    return residual


def find_duals(residual: Residual) -> None:
    """Read the duals from the pairs that are made, beginning from those that stand there."""
    rows, columns = len(residual.u), len(residual.v)
    labels = Labels.all_at(0, rows, columns)
    residual.spread(labels, np.arange(rows), np.arange(columns), alone=True)
    shift(residual, labels)
    fold(residual)


def shift(residual: Residual, labels: Labels) -> None:
    """Move the duals by how far every place is."""
    residual.u = residual.u + labels.rows - labels.alone
    residual.v = residual.v - labels.columns + labels.alone
    residual.costs = reduced(residual.arcs, residual.u, residual.v)


def fold(residual: Residual) -> None:
    """Let who has one partner carry what the pair is worth beyond both duals.

    What is left over then are the duals of "a pair is made at most once", of pairs in which both
    sides have several partners.
    """
    arcs, chosen = residual.arcs, residual.chosen
    worth = np.flatnonzero(chosen & (residual.costs < 0))
    if not len(worth):
        return
    rows, columns = arcs.rows[worth], arcs.columns[worth]
    made_a = np.bincount(arcs.rows[chosen], minlength=len(residual.u))
    made_b = np.bincount(arcs.columns[chosen], minlength=len(residual.v))
    by_row = (made_a[rows] == 1) & (residual.idle[rows] == 0)
    by_column = ~by_row & (made_b[columns] == 1) & (residual.slack[columns] == 0)
    residual.u[rows[by_row]] -= residual.costs[worth[by_row]]
    residual.v[columns[by_column]] -= residual.costs[worth[by_column]]
    residual.costs = reduced(arcs, residual.u, residual.v)


def _flow(arcs: Arcs, room_a: Ints, room_b: Ints) -> Flags:
    from ortools.graph.python.min_cost_flow import (  # noqa: PLC0415  takes longer than a small run
        SimpleMinCostFlow,
    )

    rows, columns = len(room_a), len(room_b)
    alone = rows + columns
    side_a, side_b = np.arange(rows), rows + np.arange(columns)
    flow = SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([arcs.rows, side_a, np.full(columns, alone)]),
        np.concatenate([rows + arcs.columns, np.full(rows, alone), side_b]),
        np.concatenate([np.ones(len(arcs.rows), dtype=np.int64), room_a, room_b]),
        np.concatenate([-arcs.weights, np.zeros(rows + columns, dtype=np.int64)]),
    )
    supplies = np.concatenate([room_a, -room_b, [int(room_b.sum() - room_a.sum())]])
    flow.set_nodes_supplies(np.arange(alone + 1), supplies)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the solver says {status}")
    made: Flags = flow.flows(np.arange(len(arcs.rows))) > 0
    return made
