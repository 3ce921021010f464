"""The best pairing of two large groups: how long it takes, beside OR-Tools on the whole matrix.

Run: .venv/bin/python -m benchmarks.pairing [--rounds 5]
"""

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

from pobratym.matching.assignment.changing import Change, solve_changed
from pobratym.matching.assignment.pairing import best
from pobratym.matching.assignment.problem import SCALE, Floats
from pobratym.matching.assignment.result import verify
from pobratym.matching.assignment.solving import Optimum

CHANGES = 12


def uniform(size: int) -> Floats:
    """Give scores by chance."""
    return np.random.default_rng(5).random((size, size))


def alike(size: int) -> Floats:
    """Give scores in which everybody wants the same few: eight tastes, and who is popular."""
    chance = np.random.default_rng(7)
    tastes = chance.random((size, 8)) @ chance.random((8, size))
    return np.asarray(tastes / 12 + 0.3 * chance.random(size))


def coarse(size: int) -> Floats:
    """Give scores with many ties: tenths."""
    return np.round(uniform(size), 1)


KINDS: dict[str, Callable[[int], Floats]] = {
    "by chance": uniform,
    "the same few": alike,
    "many ties": coarse,
}


def dense(scores: Floats) -> float:
    """Solve the whole matrix by OR-Tools, one partner each; give the total."""
    size = len(scores)
    solver = SimpleLinearSumAssignment()
    rows, columns = np.divmod(np.arange(size * size), size)
    solver.add_arcs_with_cost(rows, columns, -np.rint(scores * SCALE).astype(np.int64).ravel())
    solver.solve()
    return -solver.optimal_cost() / SCALE


def timed(deed: Callable[[], Any]) -> tuple[float, float, Any]:
    """Give CPU seconds, wall seconds and the answer."""
    cpu, wall = time.process_time(), time.perf_counter()
    answer = deed()
    return time.process_time() - cpu, time.perf_counter() - wall, answer


def changes(optimum: Optimum, size: int) -> list[float]:
    """Change one thing at a time; give the CPU ms of each mending."""
    chance = np.random.default_rng(11)
    made = np.flatnonzero(optimum.residual.chosen)
    spent = []
    for turn in range(CHANGES):
        arc = int(chance.choice(made))
        a = int(optimum.residual.arcs.rows[arc])
        b = int(optimum.residual.arcs.columns[arc])
        change = (
            Change(must_not=((a, b),)),
            Change(row=(a, chance.random(size))),
            Change(capacity=("a", a, 0)),
        )[turn % 3]
        spent.append(timed(partial(solve_changed, optimum, change))[0] * 1_000)
    return spent


def main() -> None:
    """Measure everything and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 5_000])
    given = parser.parse_args()
    best(uniform(250), regrets=0)
    print(
        "| scores | partners | size | CPU s | quick | OR-Tools, whole matrix, CPU s | × faster |"
        " change, ms: median / worst | proof checked |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for size in given.sizes:
        for name, make in KINDS.items():
            scores = make(size)
            for most in (1, 2):
                print(measured(name, scores, most, given.rounds), flush=True)


def measured(name: str, scores: Floats, most: int, rounds: int) -> str:
    """Measure one line of the table."""
    size = len(scores)
    rooms = [most] * size
    pairing = partial(best, scores, rooms, rooms, regrets=0)
    ours, theirs = [], []
    for _round in range(rounds):
        cpu, _wall, result = timed(pairing)
        ours.append(cpu)
        if most == 1:
            theirs.append(timed(partial(dense, scores))[0])
    verify(result)
    spent = changes(result.optimum, size)
    own = statistics.median(ours)
    other = statistics.median(theirs) if theirs else 0
    return (
        f"| {name} | {most} | {size:,} × {size:,} | {own:.2f} | {min(ours):.2f} |"
        f" {f'{other:.2f}' if theirs else '–'} | {f'{other / own:.1f}' if theirs else '–'} |"
        f" {statistics.median(spent):.0f} / {max(spent):.0f} | gap {result.gap_units} |"
    )


if __name__ == "__main__":
    main()
