"""The planner's search on public test instances, beside the best published values and PyVRP.

Run: .venv/bin/python -m benchmarks.plan_tours [--seconds 1 --seconds 5] [--every 1] [--seeds 1]
Reads ../shared/data/toptw; its own judge says whether tours are feasible. Seconds are those of
this process on a processor, compiling and loading left out (one small search before). With
``--pyvrp`` PyVRP solves the same cases in the same time, if it is installed (pip install pyvrp).
"""

import argparse
import csv
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from pobratym.visits.planning.instances import read_instance
from pobratym.visits.planning.tours.problem import TourProblem
from pobratym.visits.planning.tours.solving import solve

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "toptw"


class Case(NamedTuple):
    """One instance with a number of tours and the best published value."""

    name: str
    tours: int
    best: int


class Found(NamedTuple):
    """What one search gave; ``gap`` and ``proven`` in percent."""

    case: Case
    gap: float
    proven: float
    used: float
    feasible: bool


Tours = tuple[tuple[int, ...], ...]
Way = Callable[[TourProblem, float, int], tuple[Tours, int]]


def cases(every: int, wanted: list[str]) -> list[Case]:
    """Give the published cases, every so many of them or those named like c101:2."""
    with (DATA / "bks.csv").open(encoding="utf-8") as file:
        rows = [
            Case(row["instance"], int(row["m"]), int(float(row["published_best"])))
            for row in csv.DictReader(file)
        ]
    if wanted:
        return [case for case in rows if f"{case.name}:{case.tours}" in wanted]
    return rows[::every]


def judge() -> Any:  # noqa: ANN401  a module without types
    """Load the judge that came with the instances."""
    spec = spec_from_file_location("toptw_check", DATA / "check.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check


def ours(problem: TourProblem, seconds: float, seed: int) -> tuple[Tours, int]:
    """Solve by the planner's search; give the tours and the bound."""
    found = solve(problem, seconds=seconds, seed=seed, clock=time.process_time)
    return found.best.tours, found.bound


def pyvrp_alone(problem: TourProblem, seconds: float, seed: int) -> tuple[Tours, int]:
    """Solve by PyVRP alone: prizes in the longest way, all of a tour's time allowed."""
    from pyvrp import Model  # noqa: PLC0415  only where it is installed

    worth = int(problem.travel.max()) + 1
    model = Model()
    closes, opens = int(problem.closes[0]), int(problem.opens[0])
    places = [model.add_location(0, 0) for _ in range(problem.nodes)]
    model.add_depot(places[0], tw_early=opens, tw_late=closes)
    for node in range(1, problem.nodes):
        model.add_client(
            places[node],
            service_duration=int(problem.service[node]),
            tw_early=problem.windows[node][0][0],
            tw_late=problem.windows[node][0][1],
            prize=int(problem.prizes[node, 0]) * worth,
            required=False,
        )
    model.add_vehicle_type(problem.tours, tw_early=opens, tw_late=closes)
    for a, one in enumerate(places):
        for b, other in enumerate(places):
            if a != b:
                way = int(problem.travel[a, b])
                model.add_edge(one, other, distance=way, duration=way)
    until = time.process_time() + seconds
    result = model.solve(lambda _: time.process_time() >= until, seed=seed, display=False)
    routes = [
        tuple(stop.idx + 1 for stop in route.schedule() if stop.is_client())
        for route in result.best.routes()
    ]
    if not result.is_feasible():
        routes = []
    return tuple(routes + [()] * (problem.tours - len(routes))), 0


def run(way: Way, chosen: list[Case], seconds: float, seeds: int) -> list[Found]:
    """Solve each case with each seed."""
    check = judge()
    answers = []
    for case in chosen:
        path = DATA / "instances" / f"{case.name}.txt"
        problem = read_instance(path).problem(case.tours)
        for seed in range(1, seeds + 1):
            began = time.process_time()
            tours, bound = way(problem, seconds, seed)
            used = time.process_time() - began
            judged = check(str(path), [list(tour) for tour in tours])
            value = judged["profit"]
            gap = 100 * (case.best - value) / case.best
            proven = 100 * (bound - value) / bound if bound else 100.0
            answers.append(Found(case, gap, proven, used, judged["feasible"]))
    return answers


def tell(label: str, found: list[Found]) -> None:
    """Print a row of the table."""
    gaps = [one.gap for one in found]
    worst = max(found, key=lambda one: one.gap)
    optimal = sum(one.proven == 0 for one in found)
    wrong = sum(not one.feasible for one in found)
    used = statistics.mean(one.used for one in found)
    cells = [
        label,
        f"{len(found)}",
        f"{statistics.mean(gaps):.2f}",
        f"{worst.gap:.1f} ({worst.case.name}:{worst.case.tours})",
        f"{sum(gap <= 0 for gap in gaps)}",
        f"{optimal}",
        f"{wrong}",
        f"{used:.2f}",
    ]
    print("| " + " | ".join(cells) + " |", flush=True)


def tell_families(found: list[Found]) -> None:
    """Print the mean gap of each family of instances."""
    families = defaultdict(list)
    for one in found:
        letters = one.case.name.rstrip("0123456789")
        families[one.case.name[: len(letters) + 1]].append(one.gap)
    print({name: round(float(np.mean(gaps)), 2) for name, gaps in sorted(families.items())})


def main() -> None:
    """Print one row for each number of seconds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, action="append")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--pyvrp", action="store_true")
    parser.add_argument("cases", nargs="*", help="such as c101:2")
    options = parser.parse_args()
    chosen = cases(options.every, options.cases)
    warm = read_instance(DATA / "instances" / "r105.txt").problem(3)
    solve(warm, seconds=1.0)
    print("| | cases | mean gap % | worst % | best known | proven | infeasible | CPU s |")
    print("|---|---|---|---|---|---|---|---|")
    for seconds in options.seconds or [1.0]:
        found = run(ours, chosen, seconds, options.seeds)
        tell(f"planner, {seconds:g} s", found)
        if options.pyvrp:
            other = run(pyvrp_alone, chosen, seconds, options.seeds)
            tell(f"PyVRP alone, {seconds:g} s", other)
        tell_families(found)


if __name__ == "__main__":
    main()
