"""Getting better: a part of the programme is taken out and put in anew, again and again.

Large neighbourhood search (Shaw 1998; Christiaens and Vanden Berghe 2020, "Slack induction by
string removals"), with neighbourhoods for visits: some hours of one date, a group's day, an
interpreter's day, what stands in the way of a wish that is left out. Worse programmes are kept for
a while, ever less (simulated annealing).
"""

import math
from random import Random
from typing import TYPE_CHECKING

from pobratym.visits.planning.building import Orders, build
from pobratym.visits.planning.model import Model
from pobratym.visits.planning.problem import Manner
from pobratym.visits.planning.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

Removed = dict[int, set[int]]


class Search:
    """A search that goes on from where it was left.

    Attributes:
        best: the best state found; ``value`` is its value.
        steps: how many times a part was taken out and put in.
    """

    def __init__(self, model: Model, state: State, seed: int) -> None:
        self.model, self.rng = model, Random(seed)  # noqa: S311  nothing secret
        self.orders = Orders(model)
        build(state, self.orders, self.rng, blink=False)
        self.now = self.best = state
        self.level = self.value = state.value()
        self.steps = 0
        worths = [task.whole + sum(task.share) for task in model.tasks if not task.pause]
        self.heat = 0.15 * sum(worths) / max(1, len(worths))

    def step(self, share: float) -> bool:
        """Take one step; ``share`` of the search is over. Tells whether the best got better."""
        self.steps += 1
        if not self.now.boards:
            return False
        state = self.now.copy()
        if not self._ruin(state):
            return False
        build(state, self.orders, self.rng)
        self._rank(state)
        value = state.value()
        heat = self.heat * (1 - share) ** 2 + 1e-9
        accept = value >= self.level or self.rng.random() < math.exp((value - self.level) / heat)
        if accept:
            self.now, self.level = state, value
        if value > self.value:
            self.best, self.value = state, value
            return True
        return False

    def restart(self) -> None:
        """Go on from the best."""
        self.now, self.level = self.best, self.value

    def _rank(self, state: State) -> None:
        """Take out what some have without anybody of the rank that is due."""
        for task in state.unranked():
            for board in state.boards:
                numbers = {n for n, node in enumerate(board.order) if node.task is task}
                if numbers:
                    state.without(board.date, numbers)

    def _ruin(self, state: State) -> bool:
        """Take a part out; tell whether anything was."""
        ways: tuple[Callable[[State], Removed], ...] = (
            self._hours,
            self._hours,
            self._way,
            self._way,
            self._some,
            self._work,
            self._day,
        )
        removed = ways[self.rng.randrange(len(ways))](state)
        done = False
        for date, numbers in removed.items():
            done = state.without(date, numbers) or done
        self._rank(state)
        return done

    def _hours(self, state: State) -> Removed:
        """Choose all items in some hours of one date."""
        date = self.rng.randrange(len(state.boards))
        board = state.boards[date]
        if not board.order:
            return {}
        middle = self.rng.choice(board.early)
        half = self.rng.randrange(30, 150) * self.model.problem.hour // 60
        chosen = {n for n, begin in enumerate(board.early) if abs(begin - middle) <= half}
        return {date: chosen}

    def _way(self, state: State) -> Removed:
        """Choose what stands in the way of something that is left out."""
        lacking = [
            task
            for task in self.model.tasks
            if state.missing(task) and any(task.spans) and task.ranked
        ]
        if not lacking:
            return self._some(state)
        task = self.rng.choice(lacking)
        date = self.rng.choice([d for d, spans in enumerate(task.spans) if spans])
        low, late, high, _helper = self.rng.choice(task.spans[date])
        begin = self.rng.randint(low, late)
        end = min(high, begin + task.most)
        groups = set(state.missing(task))
        if task.manner is not Manner.TOGETHER:
            groups = {self.rng.choice(sorted(groups))}
        board = state.boards[date]
        margin = self.model.problem.hour // 2
        chosen = {
            n
            for n, node in enumerate(board.order)
            if board.early[n] < end + margin
            and board.early[n] + node.least > begin - margin
            and (
                not groups.isdisjoint(node.groups)
                or not set(node.task.hosts).isdisjoint(task.hosts)
                or (task.helped and node.helper >= 0)
            )
        }
        return {date: chosen}

    def _some(self, state: State) -> Removed:
        """Choose a few items anywhere."""
        items = [(b.date, n) for b in state.boards for n in range(len(b.order))]
        removed: Removed = {}
        for date, number in self.rng.sample(items, min(len(items), self.rng.randint(1, 8))):
            removed.setdefault(date, set()).add(number)
        return removed

    def _work(self, state: State) -> Removed:
        """Choose an interpreter's items of a date, or else some of a place's."""
        date = self.rng.randrange(len(state.boards))
        board = state.boards[date]
        helpers = sorted({node.helper for node in board.order if node.helper >= 0})
        if not helpers:
            return self._some(state)
        helper = self.rng.choice(helpers)
        return {date: {n for n, node in enumerate(board.order) if node.helper == helper}}

    def _day(self, state: State) -> Removed:
        """Choose a group's items of a date."""
        date = self.rng.randrange(len(state.boards))
        group = self.rng.randrange(len(self.model.people))
        order = state.boards[date].order
        return {date: {n for n, node in enumerate(order) if group in node.groups}}
