"""One date of a programme while it is made: items in an order, the earliest and latest times.

The items of a date stand in one order in which all that waits for something comes after it: the
groups' ways, the interpreters', the hosts', and what must be over before. So one pass forward
gives the earliest times and one pass backward the latest, and an item fits between two others
when its own earliest time there is not above its latest (forward time slack: Savelsbergh 1992,
here for several chains that meet in common items). A board never changes; another one is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pobratym.visits.planning.model import FAR, Model, Task
from pobratym.visits.planning.problem import Manner


@dataclass(frozen=True, slots=True)
class Node:
    """An item in the making: a task with those who come, its hours, and who interprets."""

    task: Task
    groups: tuple[int, ...]
    low: int
    late: int
    high: int
    least: int
    most: int
    helper: int = -1
    locked: bool = False


Place = tuple[float, int, tuple[int, int, int, int], tuple[int, ...], int]
"""Cost, cut in the order, span, groups, and the item that is joined (-1 for an item of its own)."""


class Board:
    """The items of one date, in an order that keeps every chain.

    Attributes:
        early, late: when each item begins at the earliest and the latest, as short as may be.
        rests: whether the interpreter has a rest before the item.
        at: where each item is (a break without a place is where its group is).
        places: what was found out about where tasks fit.
    """

    __slots__ = (
        "_after",
        "_before",
        "at",
        "date",
        "early",
        "late",
        "model",
        "order",
        "places",
        "rests",
        "runs",
        "settled",
        "spent",
        "works",
        "worth",
    )

    def __init__(self, model: Model, date: int, order: Sequence[Node]) -> None:
        self.model, self.date, self.order = model, date, order
        self.places: dict[tuple[int, tuple[int, ...]], list[Place]] = {}
        self._before: list[tuple[list[int], list[int], list[int], list[int]]] | None = None
        self._after: list[list[int]] = []
        self.worth: int | None = None
        self.settled: list[tuple[int, int]] = []

    def feasible(self) -> bool:
        """Find the earliest and latest times; tell whether all fits."""
        return self._forward() and self._backward()

    def _forward(self) -> bool:  # noqa: C901, PLR0912  one pass, as quick as it can be
        model, way = self.model, self.model.way
        days, helpers = model.days[self.date], model.problem.helpers
        free = [FAR if day is None else day.low for day in days]
        where = [-1 if day is None else day.start for day in days]
        spent = [0] * len(days)
        busy = [-FAR] * len(helpers)
        hat = [-1] * len(helpers)
        run = [0] * len(helpers)
        works = [0] * len(helpers)
        hosts: dict[int, int] = {}
        ended: dict[int, list[tuple[tuple[int, ...], int]]] = {}
        self.early, self.rests, self.at, self.runs = [], [], [], []
        for node in self.order:
            task, place, begin = node.task, node.task.place, node.low
            for g in node.groups:
                ready = free[g] + (way[where[g]][place] if place >= 0 else 0)
                begin = max(begin, ready)
            rest, h = False, node.helper
            if h >= 0:
                helper = helpers[h]
                if hat[h] >= 0:
                    begin = max(begin, busy[h] + way[hat[h]][place])
                    if helper.run:
                        rest = begin - busy[h] >= helper.rest or run[h] + node.least > helper.run
                        if rest:
                            begin = max(begin, busy[h] + helper.rest)
                run[h] = node.least + (0 if rest else run[h])
                works[h] += node.least
                if (helper.run and run[h] > helper.run) or (helper.day and works[h] > helper.day):
                    return False
            for host in task.hosts:
                begin = max(begin, hosts.get(host, -FAR))
            for other in task.first:
                for groups, end in ended.get(other, ()):
                    if meet(model.tasks[other], groups, task, node.groups):
                        begin = max(begin, end)
            if begin > node.late:
                return False
            for other in task.later:
                for groups, _end in ended.get(other, ()):
                    if meet(model.tasks[other], groups, task, node.groups):
                        return False
            end = begin + node.least
            self.early.append(begin)
            self.rests.append(rest)
            for g in node.groups:
                free[g] = end
                if place >= 0:
                    where[g] = place
                if not task.pause:
                    spent[g] += node.least
            self.at.append(where[node.groups[0]] if place < 0 else place)
            if h >= 0:
                busy[h], hat[h] = end, place
            self.runs.append(run[h] if h >= 0 else 0)
            for host in task.hosts:
                hosts[host] = end
            if task.first or task.later:
                ended.setdefault(task.number, []).append((node.groups, end))
        self.spent, self.works = spent, works
        return self._home(free, where, spent)

    def _home(self, free: list[int], where: list[int], spent: list[int]) -> bool:
        """Tell whether every group is back in time, and not too tired."""
        way = self.model.way
        for g, day in enumerate(self.model.days[self.date]):
            if day is None:
                if free[g] != FAR:
                    return False
            elif spent[g] > day.most or (
                free[g] > day.low and free[g] + way[where[g]][day.end] > day.high
            ):
                return False
        return True

    def _backward(self) -> bool:  # noqa: C901, PLR0912  one pass, as quick as it can be
        model, way = self.model, self.model.way
        days, helpers = model.days[self.date], model.problem.helpers
        limit = [-FAR if day is None else day.high for day in days]
        where = [-1 if day is None else day.end for day in days]
        busy = [FAR] * len(helpers)
        hat = [-1] * len(helpers)
        rests = [False] * len(helpers)
        hosts: dict[int, int] = {}
        begun: dict[int, list[tuple[tuple[int, ...], int]]] = {}
        late = [0] * len(self.order)
        for number in range(len(self.order) - 1, -1, -1):
            node = self.order[number]
            task, place = node.task, self.at[number]
            end = node.late + node.least
            for g in node.groups:
                end = min(end, limit[g] - way[place][where[g]])
            h = node.helper
            if h >= 0 and hat[h] >= 0:
                gap = way[place][hat[h]]
                gap = max(gap, helpers[h].rest) if rests[h] else gap
                end = min(end, busy[h] - gap)
            for host in task.hosts:
                end = min(end, hosts.get(host, FAR))
            for other in task.later:
                for groups, begin in begun.get(other, ()):
                    if meet(model.tasks[other], groups, task, node.groups):
                        end = min(end, begin)
            begin = end - node.least
            if begin < self.early[number]:
                return False
            if h >= 0:
                busy[h], hat[h], rests[h] = begin, place, self.rests[number]
            for host in task.hosts:
                hosts[host] = begin
            if task.first or task.later:
                begun.setdefault(task.number, []).append((node.groups, begin))
            late[number] = begin
            for g in node.groups:
                if task.place >= 0:
                    limit[g], where[g] = begin, place
                else:
                    limit[g] = begin + way[place][where[g]]
        self.late = late
        return True

    def cuts(
        self,
    ) -> tuple[list[tuple[list[int], list[int], list[int], list[int]]], list[list[int]]]:
        """Give, for each cut of the order, who is free when and where, and what comes next.

        Returns: before each cut, for groups the time and place they are free, for helpers the
            same; and after each cut the number of each group's next item (-1: the way home).
        """
        if self._before is None:
            self._before, self._after = self._cut()
        return self._before, self._after

    def _cut(
        self,
    ) -> tuple[list[tuple[list[int], list[int], list[int], list[int]]], list[list[int]]]:
        model = self.model
        free = [FAR if day is None else day.low for day in model.days[self.date]]
        where = [-1 if day is None else day.start for day in model.days[self.date]]
        busy = [-FAR] * len(model.problem.helpers)
        hat = [-1] * len(busy)
        before = [(free, where, busy, hat)]
        for number, node in enumerate(self.order):
            free, where = free.copy(), where.copy()
            end = self.early[number] + node.least
            for g in node.groups:
                free[g], where[g] = end, self.at[number]
            if node.helper >= 0:
                busy, hat = busy.copy(), hat.copy()
                busy[node.helper], hat[node.helper] = end, self.at[number]
            before.append((free, where, busy, hat))
        following = [-1] * len(free)
        after = [following]
        for number in range(len(self.order) - 1, -1, -1):
            following = following.copy()
            for g in self.order[number].groups:
                following[g] = number
            after.append(following)
        after.reverse()
        return before, after


def meet(one: Task, ones: tuple[int, ...], other: Task, others: tuple[int, ...]) -> bool:
    """Tell whether one item has to wait for another, given that its task waits for the other's."""
    if one.manner is Manner.EACH and other.manner is Manner.EACH:
        return not set(ones).isdisjoint(others)
    return True
