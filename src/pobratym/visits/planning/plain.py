"""The plain case: each wish is for one group, whichever fits best, and nothing else is due.

Then days of groups are tours and wishes are nodes, and the search for tours answers alone, with a
proof of its own. Where interpreters, hosts, meals, or what is common to groups come in, or ways and
waiting cost something, it does not.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from pobratym.visits.planning.model import FAR, GroupDay, Model, Task
from pobratym.visits.planning.problem import Manner, Stop
from pobratym.visits.planning.programme import Programme, Progress, Status
from pobratym.visits.planning.tours.bounding import quick_bound
from pobratym.visits.planning.tours.problem import LONGEST, TourProblem, Tours
from pobratym.visits.planning.worth import SCALE

NO_END = 1e9
"""Seconds, where iterations end the search."""


def is_plain(model: Model) -> bool:
    """Tell whether a problem is nothing but tours, in numbers that the search for tours takes."""
    problem, weights = model.problem, model.problem.weights
    costs = bool(model.worth.longer or model.worth.waiting or model.worth.travel)
    special = problem.helpers or problem.breaks or problem.locked or problem.before
    days = [day for row in model.days for day in row if day is not None]
    times = [abs(time) for day in days for time in (day.low, day.high)]
    times += [
        abs(time) for task in model.tasks for spans in task.spans for s in spans for time in s
    ]
    return (
        bool(days)
        and not (costs or special or (weights.fairness and len(model.pleased) > 1))
        and all(day.most >= FAR for day in days)
        and all(_is_plain(task) for task in model.tasks)
        and max(times) < LONGEST
    )


def _is_plain(task: Task) -> bool:
    alone = task.manner is Manner.ANY or len(task.groups) == 1
    bound = task.must or task.helped or task.hosts or task.first or task.later
    return alone and not bound


class PlainTours:
    """A plain problem as tours, and tours as items of a programme.

    Places are the first nodes, so that a tour may begin and end at them; wishes come after.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._days: list[tuple[int, GroupDay]] = [
            (group, day) for row in model.days for group, day in enumerate(row) if day is not None
        ]
        places = len(model.places)
        at = np.array([*range(places), *(task.place for task in model.tasks)])
        way = np.minimum(np.array(model.way, dtype=np.int64), LONGEST - 1)
        self.problem = TourProblem(
            travel=way[np.ix_(at, at)],
            service=np.array([0] * places + [task.least for task in model.tasks]),
            windows=[[] for _ in range(places)] + [_windows(task) for task in model.tasks],
            prizes=np.concatenate([np.zeros((places, len(self._days)), np.int64), self._prizes()]),
            starts=np.array([day.start for _, day in self._days]),
            ends=np.array([day.end for _, day in self._days]),
            opens=np.array([day.low for _, day in self._days]),
            closes=np.array([day.high for _, day in self._days]),
        )

    def _prizes(self) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        """Give what each wish brings on each day of a group; 0 where the group may not come."""
        rows = [
            [
                task.whole + task.share[group]
                if group in task.groups and self.model.people[group] <= task.capacity
                else 0
                for group, _ in self._days
            ]
            for task in self.model.tasks
        ]
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(self._days))

    def stops(self, tours: Sequence[Sequence[int]]) -> tuple[Stop, ...]:
        """Give the items of tours, each as early as may be, in the order of their beginning."""
        items = [
            stop
            for (group, day), tour in zip(self._days, tours, strict=True)
            for stop in self._walk(group, day, tour)
        ]
        return tuple(sorted(items, key=lambda one: (one.start, one.end, one.key)))

    def _walk(self, group: int, day: GroupDay, tour: Sequence[int]) -> list[Stop]:
        groups = frozenset({self.model.problem.groups[group].key})
        place, time, items = day.start, day.low, []
        for node in tour:
            task = self.model.tasks[node - len(self.model.places)]
            time += self.model.way[place][task.place]
            time = min(max(time, low) for low, late in _windows(task) if time <= late)
            where = self.model.problem.places[task.place]
            items.append(Stop(task.key, groups, time, time + task.least, where))
            place, time = task.place, time + task.least
        return items


def _windows(task: Task) -> list[tuple[int, int]]:
    """Give the hours at which it may begin, put together where they touch."""
    windows: list[tuple[int, int]] = []
    for low, late in sorted((low, late) for spans in task.spans for low, late, _, _ in spans):
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(late, windows[-1][1]))
        else:
            windows.append((low, late))
    return windows


def plan_plain(  # noqa: PLR0913  as planner.plan
    model: Model,
    check: Callable[[tuple[Stop, ...]], Mapping[str, int]],
    *,
    seconds: float,
    seed: int,
    iterations: int | None,
    on_progress: Callable[[Progress], None] | None,
    stop: Callable[[], bool] | None,
) -> Programme:
    """Plan by the search for tours alone.

    ``check`` gives the parts of a programme's value, or raises; the rest is as in ``planner.plan``.
    """
    from pobratym.visits.planning.tours.solving import (  # noqa: PLC0415  compiled code
        solve,
    )

    plain = PlainTours(model)
    began = time.monotonic()

    def programme(best: Tours, bound: int) -> Programme:
        stops = plain.stops(best.tours)
        parts = check(stops)
        value = sum(parts.values())
        return Programme(
            stops=stops,
            status=Status.OPTIMAL if bound == value else Status.FEASIBLE,
            value=value / SCALE,
            bound=bound / SCALE,
            gap=(bound - value) / max(1, bound),
            seconds=time.monotonic() - began,
            seed=seed,
            parts={name: part / SCALE for name, part in parts.items()},
        )

    def hear(best: Tours) -> None:
        if on_progress is not None:
            share = (time.monotonic() - began) / seconds if seconds > 0 else 1.0
            on_progress(Progress(programme(best, quick), min(share, 1.0)))

    quick = quick_bound(plain.problem)
    found = solve(
        plain.problem,
        seconds=NO_END if iterations is not None else seconds,
        seed=seed,
        iterations=iterations,
        on_better=hear,
        stop=stop,
    )
    answer = programme(found.best, found.bound)
    return replace(answer, iterations=found.iterations, seconds=found.seconds)
