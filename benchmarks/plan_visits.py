"""Realistic visits: how good a programme is after how long, what is proved, and re-planning.

Run: .venv/bin/python -m benchmarks.plan_visits [--seeds 3] [--seconds 1 30]
Seconds are of computing time in one process; the library of constraints is loaded before.
"""

import argparse
import statistics
import time
from dataclasses import replace

from ortools.sat.python import cp_model

from pobratym.visits.planning.comparing import difference
from pobratym.visits.planning.planner import plan
from pobratym.visits.planning.problem import Need, Problem, Stop
from pobratym.visits.planning.programme import Programme
from tests.visits.planning.making import visit

AGAIN = 0.3
SMALL = 2.0


def timed(problem: Problem, seconds: float) -> tuple[Programme, float]:
    """Plan, and tell how much computing time it took in all."""
    begin = time.process_time()
    programme = plan(problem, seconds=seconds, clock=time.process_time)
    return programme, time.process_time() - begin


def large(seeds: int, budgets: list[float]) -> None:
    """Plan forty sites, five days, four groups, two interpreters."""
    print("| windows | seed | CPU s | value | bound | gap % | items | status |")
    print("|---|---|---|---|---|---|---|---|")
    for tight in (True, False):
        for seed in range(seeds):
            for seconds in budgets:
                programme, spent = timed(visit(seed, tight=tight), seconds)
                print(
                    f"| {'tight' if tight else 'wide'} | {seed} | {spent:.2f} "
                    f"| {programme.value:.1f} | {programme.bound:.1f} "
                    f"| {100 * programme.gap:.2f} | {len(programme.stops)} "
                    f"| {programme.status.value} |",
                    flush=True,
                )


def small(seeds: int) -> None:
    """Plan fourteen wishes, three days, two groups, one interpreter."""
    print("\n| windows | proved in 2 s | CPU s: median / worst | worst gap % |")
    print("|---|---|---|---|")
    for tight in (True, False):
        runs = [
            timed(visit(seed, wishes=14, days=3, groups=2, helpers=1, tight=tight), SMALL)
            for seed in range(seeds)
        ]
        runs = [one for one in runs if one[0].stops or one[0].conflict]
        proved = sum(not one.gap for one, _spent in runs)
        spent = [one for _programme, one in runs]
        gap = max(100 * one.gap for one, _spent in runs)
        print(
            f"| {'tight' if tight else 'wide'} | {proved} of {len(runs)} "
            f"| {statistics.median(spent):.2f} / {max(spent):.2f} | {gap:.2f} |",
            flush=True,
        )


def changed(problem: Problem, stops: tuple[Stop, ...], what: str) -> Problem:
    """Let a school cancel, or an item be moved by an hour and locked."""
    needs = {one.key: one.need for one in problem.wishes}
    some = [one for one in stops if needs.get(one.key, Need.MUST) is not Need.MUST]
    chosen = some[len(some) // 2]
    if what == "a school cancels":
        wishes = tuple(one for one in problem.wishes if one.key != chosen.key)
        return replace(problem, wishes=wishes, before=stops)
    return replace(problem, before=stops, locked=(chosen,))


def again(seeds: int) -> None:
    """Plan large visits again after one change."""
    print("\n| change | CPU s: worst | items kept of | worst kept |")
    print("|---|---|---|---|")
    for what in ("a school cancels", "an item is locked"):
        spent, kept, items = [], [], []
        for seed in range(seeds):
            for tight in (True, False):
                problem = visit(seed, tight=tight)
                first = plan(problem, seconds=1, clock=time.process_time)
                second, took = timed(changed(problem, first.stops, what), AGAIN)
                told = difference(first.stops, second.stops)
                spent.append(took)
                kept.append(len(told.kept) / len(first.stops))
                items.append(len(first.stops))
        print(
            f"| {what} | {max(spent):.2f} | {statistics.median(items):.0f} "
            f"| {100 * min(kept):.0f} % (median {100 * statistics.median(kept):.0f} %) |",
            flush=True,
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--seconds", type=float, nargs="+", default=[1.0, 30.0])
    arguments = parser.parse_args()
    cp_model.CpModel()
    again(arguments.seeds)
    small(4 * arguments.seeds)
    large(arguments.seeds, arguments.seconds)
