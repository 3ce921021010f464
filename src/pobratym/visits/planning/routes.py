"""Problems that are nothing but routes go to the search for tours, which is made for them.

That is so when one group at a time sees what it wishes and nothing else counts: no interpreters,
hosts, breaks, order, locked items, and no weights on ways, waiting or what was before. The test
instances of the team orienteering problem are such problems.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pobratym.visits.planning.model import FAR, Model, Task
from pobratym.visits.planning.problem import (
    Day,
    Group,
    Manner,
    Need,
    Problem,
    Stop,
    Weights,
    Window,
    Wish,
)
from pobratym.visits.planning.state import in_order
from pobratym.visits.planning.tours.problem import LONGEST, RICHEST, TourProblem

_LONG = 10**6


@dataclass(frozen=True, slots=True)
class Routes:
    """What the search for tours found."""

    stops: tuple[Stop, ...]
    bound: int
    steps: int


def plan_routes(  # noqa: PLR0913, PLR0917  as planner.plan
    model: Model,
    seconds: float,
    seed: int,
    iterations: int | None,
    stop: Callable[[], bool] | None,
    clock: Callable[[], float] = time.monotonic,
) -> Routes | None:
    """Plan a problem of routes; None where it is more than that."""
    if not _is_routes(model):
        return None
    from pobratym.visits.planning.tours.solving import solve  # noqa: PLC0415  compiled code

    problem, tours, tasks = _tours(model)
    if problem is None:
        return None
    result = solve(
        problem,
        seconds=_LONG if iterations is not None else max(seconds, 0.01),
        iterations=iterations,
        seed=seed,
        stop=stop,
        clock=clock,
    )
    return Routes(
        in_order(_stops(model, tours, tasks, result.best.tours)),
        int(result.bound),
        int(result.iterations),
    )


def _is_routes(model: Model) -> bool:
    """Tell whether a problem is nothing but routes."""
    problem, worth = model.problem, model.worth
    if problem.breaks or problem.locked or model.loss or len(model.pleased) > 1:
        return False
    if worth.travel or worth.waiting or any(day.most for day in problem.days):
        return False
    return all(_plain(model, task) for task in model.tasks) and bool(model.tasks)


def _plain(model: Model, task: Task) -> bool:
    """Tell whether a task is one stop of one tour."""
    if task.must or task.helped or task.hosts or task.first or task.later:
        return False
    if task.most > task.least and model.worth.longer:
        return False
    one = task.manner is Manner.ANY or len(task.groups) == 1
    return one and (task.manner is Manner.ANY or bool(task.ranked))


def _tours(model: Model) -> tuple[TourProblem | None, list[tuple[int, int]], list[Task]]:
    """Lay a problem out as tours: a node for each task and for the ends of each group's day."""
    tours = [
        (date, g)
        for date, days in enumerate(model.days)
        for g, day in enumerate(days)
        if day is not None
    ]
    tasks = [task for task in model.tasks if any(task.spans)]
    days = [model.days[date][g] for date, g in tours]
    kept = [day for day in days if day is not None]
    ends = sorted({place for day in kept for place in (day.start, day.end)})
    where = [task.place for task in tasks] + ends
    number = {place: len(tasks) + n for n, place in enumerate(ends)}
    low = min(day.low for day in kept)
    prizes = np.zeros((len(where), len(tours)), dtype=np.int64)
    for n, task in enumerate(tasks):
        for k, (date, g) in enumerate(tours):
            if g in task.groups and task.spans[date] and model.people[g] <= task.capacity:
                prizes[n, k] = task.whole + task.share[g]
    way = np.array(model.way, dtype=np.int64)[np.ix_(where, where)]
    way = np.minimum(way, LONGEST - 1)
    latest = max(day.high for day in kept) - low
    if latest >= LONGEST or int(prizes.max(axis=1, initial=0).sum()) >= RICHEST or latest >= FAR:
        return None, tours, tasks
    problem = TourProblem(
        travel=way,
        service=np.array([task.least for task in tasks] + [0] * len(ends), dtype=np.int64),
        windows=[_begins(task, low) for task in tasks] + [[(0, latest)]] * len(ends),
        prizes=prizes,
        starts=np.array([number[day.start] for day in kept], dtype=np.int64),
        ends=np.array([number[day.end] for day in kept], dtype=np.int64),
        opens=np.array([day.low - low for day in kept], dtype=np.int64),
        closes=np.array([day.high - low for day in kept], dtype=np.int64),
    )
    return problem, tours, tasks


def _begins(task: Task, low: int) -> list[tuple[int, int]]:
    """Give when a task may begin, as times that do not meet, from the first leaving on."""
    begins: list[tuple[int, int]] = []
    for first, last in sorted({span[:2] for date in task.spans for span in date}):
        if begins and first - low <= begins[-1][1] + 1:
            begins[-1] = begins[-1][0], max(begins[-1][1], last - low)
        else:
            begins.append((first - low, last - low))
    return begins


def _stops(
    model: Model,
    tours: list[tuple[int, int]],
    tasks: list[Task],
    found: Sequence[Sequence[int]],
) -> list[Stop]:
    """Give the items of tours, each as early as can be."""
    stops: list[Stop] = []
    for (date, g), tour in zip(tours, found, strict=True):
        day = model.days[date][g]
        assert day is not None  # noqa: S101  tours were made of days
        at, free = day.start, day.low
        for node in tour:
            if node >= len(tasks):
                continue
            task = tasks[node]
            ready = free + model.way[at][task.place]
            begins = [max(ready, span[0]) for span in task.spans[date] if ready <= span[1]]
            start = min(begins)
            at, free = task.place, start + task.least
            stops.append(
                Stop(
                    task.key,
                    frozenset({model.problem.groups[g].key}),
                    start,
                    free,
                    model.problem.places[task.place],
                )
            )
    return stops


def visit_of(problem: TourProblem) -> Problem:
    """Give the visit that a problem of tours is: a group for each tour, a wish for each node."""
    ends = set(problem.starts.tolist()) | set(problem.ends.tolist())
    groups = tuple(f"{k}" for k in range(problem.tours))
    wishes = []
    for node in range(problem.nodes):
        able = tuple(g for g in groups if problem.prizes[node, int(g)] > 0)
        if node in ends or not able or not problem.windows[node]:
            continue
        length = int(problem.service[node])
        wishes.append(
            Wish(
                key=f"{node}",
                place=f"{node}",
                need=Need.SHOULD,
                value=float(problem.prizes[node].max()),
                least=max(1, length),
                most=max(1, length),
                windows=tuple(Window(a, b + max(1, length)) for a, b in problem.windows[node]),
                groups=able,
                manner=Manner.ANY,
            )
        )
    return Problem(
        places=tuple(f"{node}" for node in range(problem.nodes)),
        travel=problem.travel.tolist(),
        groups=tuple(Group(g, frozenset({g})) for g in groups),
        days=tuple(
            Day(
                "0",
                g,
                Window(int(problem.opens[k]), int(problem.closes[k])),
                f"{problem.starts[k]}",
                f"{problem.ends[k]}",
            )
            for k, g in enumerate(groups)
        ),
        wishes=tuple(wishes),
        weights=Weights(1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        hour=_LONG,
    )
