"""A programme while it is made: a board for each date, who has what, and its value."""

from collections.abc import Iterable, Sequence

from pobratym.visits.planning.board import Board, Node, meet
from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.model import Model, Task
from pobratym.visits.planning.problem import Manner, Stop
from pobratym.visits.planning.programme import Rule
from pobratym.visits.planning.settling import worth

_LACKING = {Rule.MUST, Rule.TRAVEL, Rule.DAY}
"""Rules that a part of a programme may break although the whole keeps them."""


class State:
    """Boards of all dates; ``served`` has for each task the groups that have it, as bits."""

    __slots__ = ("boards", "model", "served")

    def __init__(self, model: Model, boards: list[Board], served: list[int]) -> None:
        self.model, self.boards, self.served = model, boards, served

    def copy(self) -> "State":
        """Give a state that may be changed without changing this one."""
        return State(self.model, self.boards.copy(), self.served.copy())

    def put(self, board: Board, task: Task, groups: Iterable[int]) -> None:
        """Take a board on which a task was placed for groups."""
        self.boards[board.date] = board
        for g in groups:
            self.served[task.number] |= 1 << g

    def without(self, date: int, numbers: set[int]) -> bool:
        """Take items off a date; tell whether that could be done."""
        board = self.boards[date]
        gone = [node for n, node in enumerate(board.order) if n in numbers and not node.locked]
        if not gone:
            return False
        kept = [node for n, node in enumerate(board.order) if n not in numbers or node.locked]
        changed = Board(self.model, date, kept)
        if not changed.feasible():
            return False
        self.boards[date] = changed
        for node in gone:
            for g in node.groups:
                self.served[node.task.number] &= ~(1 << g)
        return True

    def missing(self, task: Task) -> list[int]:
        """Give the groups that do not have a task yet and may have it."""
        mask = self.served[task.number]
        if task.manner is not Manner.EACH:
            return [] if mask else list(task.groups)
        return [g for g in task.groups if not mask >> g & 1]

    def unranked(self) -> list[Task]:
        """Give tasks that some have although nobody of the rank that is due does."""
        return [
            task
            for task in self.model.tasks
            if self.served[task.number]
            and not any(self.served[task.number] >> g & 1 for g in task.ranked)
        ]

    def value(self) -> int:
        """Give the value in thousandths; a huge loss for each thing that must be and is not."""
        model = self.model
        total = sum(worth(board) for board in self.boards)
        total -= sum(cost for _start, _helper, cost in model.loss.values())
        return total - self.unfair() - model.missed * self.absent()

    def absent(self) -> int:
        """Give how many things are absent that must be."""
        count = 0
        for task in self.model.tasks:
            if not task.must:
                continue
            if task.manner is Manner.EACH:
                count += len(self.missing(task))
            elif not self.served[task.number]:
                count += 1
        return count

    def unfair(self) -> int:
        """Give what the difference between the groups costs."""
        model = self.model
        if len(model.pleased) < 2:  # noqa: PLR2004  one alone is not apart
            return 0
        pleasure = dict.fromkeys(model.pleased, 0)
        for (task, g), value in model.pleasure.items():
            if self.served[task] >> g & 1:
                pleasure[g] += value
        return max(pleasure.values()) - min(pleasure.values())

    def dates_for(self, task: Task, groups: tuple[int, ...]) -> range:
        """Give the dates on which a task may be, by what comes before and after it."""
        first, last = 0, len(self.boards) - 1
        if task.first or task.later:
            for board in self.boards:
                for node in board.order:
                    other = node.task
                    if other.number in task.first and meet(other, node.groups, task, groups):
                        first = max(first, board.date)
                    if other.number in task.later and meet(task, groups, other, node.groups):
                        last = min(last, board.date)
        return range(first, last + 1)

    def stops(self) -> tuple[Stop, ...]:
        """Give the programme; items of one thing at the same time become one."""
        problem = self.model.problem
        found: dict[tuple[str, int, int, int, int], set[int]] = {}
        locked = set()
        for board in self.boards:
            worth(board)
            for node, place, (begin, end) in zip(board.order, board.at, board.settled, strict=True):
                key = (node.task.key, begin, end, place, node.helper)
                found.setdefault(key, set()).update(node.groups)
                if node.locked:
                    locked.add(key)
        stops = [
            Stop(
                key=key[0],
                groups=frozenset(problem.groups[g].key for g in groups),
                start=key[1],
                end=key[2],
                place=problem.places[key[3]],
                helper=None if key[4] < 0 else problem.helpers[key[4]].key,
                locked=key in locked,
            )
            for key, groups in found.items()
        ]
        return in_order(stops)


def in_order(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Give items by their beginning, equal ones by key and groups."""
    return tuple(sorted(stops, key=lambda one: (one.start, one.end, one.key, sorted(one.groups))))


def empty(model: Model) -> State:
    """Give a state without any item."""
    boards = [Board(model, date, []) for date in range(len(model.dates))]
    for board in boards:
        board.feasible()
    return State(model, boards, [0] * len(model.tasks))


def begun(model: Model) -> State | None:
    """Give the state with what is locked; None where that cannot be kept as it stands.

    Locked items without the interpreter whom they need are given one that is free.
    """
    if not _sound(model):
        return None
    state = empty(model)
    for date in range(len(model.dates)):
        pinned = sorted(
            (one for one in model.pinned if one.date == date),
            key=lambda one: (one.start, one.end, one.task.number),
        )
        order: list[Node] = []
        for one in pinned:
            length = one.end - one.start
            low, high = one.start, one.end
            node = None
            for helper in _helpers(one.task, date, one.helper, low, high):
                node = Node(
                    one.task, one.groups, low, low, high, length, length, helper, locked=True
                )
                if Board(model, date, [*order, node]).feasible():
                    break
                node = None
            if node is None:
                return None
            order.append(node)
            for g in one.groups:
                state.served[one.task.number] |= 1 << g
        state.boards[date] = Board(model, date, order)
        if not state.boards[date].feasible():
            return None
    return state if all(one.date >= 0 for one in model.pinned) else None


def _sound(model: Model) -> bool:
    """Tell whether locked items keep all rules that a part of a programme must keep."""
    for one in broken(model.problem, model.problem.locked):
        wish = model.by_key[one.keys["wish"][0]] if "wish" in one.keys else None
        lacks = one.rule in _LACKING or (one.rule is Rule.BREAK and not one.facts)
        lacks |= one.rule is Rule.HELPER and "helper" not in one.keys
        lacks |= one.rule is Rule.RANK and wish is not None and wish.manner is Manner.EACH
        if not lacks:
            return False
    return True


def _helpers(task: Task, date: int, helper: int, low: int, high: int) -> Sequence[int]:
    """Give interpreters who might serve a locked item."""
    if helper >= 0 or not task.helped:
        return [helper]
    spans = task.spans[date]
    return sorted({one[3] for one in spans if one[0] <= low and high <= one[2]})
