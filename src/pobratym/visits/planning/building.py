"""Putting into a programme what is not in it yet, best places first."""

from random import Random

from pobratym.visits.planning.board import Board, Node, Place
from pobratym.visits.planning.model import Model, Task
from pobratym.visits.planning.placing import placed, places_for
from pobratym.visits.planning.problem import Manner, Stop
from pobratym.visits.planning.state import State

_BLINK = 0.03
_TRIES = 6
_ORDERS = 5


class Orders:
    """Orders in which tasks are put in; what must be comes first in each."""

    def __init__(self, model: Model) -> None:
        self.ranks: list[list[float]] = [
            [self._rank(task, way) for task in model.tasks] for way in range(_ORDERS)
        ]

    def _rank(self, task: Task, way: int) -> float:
        worth = task.whole + sum(task.share)
        spans = [one for date in task.spans for one in date]
        late = min((one[1] for one in spans), default=0)
        room = sum(one[1] - one[0] + task.least for one in spans)
        people = len(task.groups) if task.manner is Manner.TOGETHER else 1
        ways = (-worth, -worth / (task.least * people), late, room, -task.least * people)
        return ways[way]

    def sorted(self, tasks: list[Task], rng: Random) -> list[Task]:
        """Give tasks in one of the orders, somewhat shuffled; what must be comes first."""
        way = rng.randrange(_ORDERS + 1)
        if way == _ORDERS:
            rng.shuffle(tasks)
            return sorted(tasks, key=_musts_first)
        rank = self.ranks[way]
        return sorted(tasks, key=lambda task: (_musts_first(task), rank[task.number]))


def _musts_first(task: Task) -> int:
    """Give wishes that must be, then breaks, then all else."""
    return (2 if task.pause else 1) if task.must else 3


def build(state: State, orders: Orders, rng: Random, *, blink: bool = True) -> None:
    """Put in all that fits and is worth it."""
    lacking = [task for task in state.model.tasks if state.missing(task)]
    for task in orders.sorted(lacking, rng):
        put(state, task, rng, blink=blink)


def put(state: State, task: Task, rng: Random, *, blink: bool = False) -> None:
    """Put one task in for all groups for which it fits and is worth it."""
    if not task.ranked:
        return
    missing = state.missing(task)
    if task.manner is Manner.TOGETHER:
        _best(state, task, [task.groups], rng, blink=blink)
    elif task.manner is Manner.ANY:
        _best(state, task, [(g,) for g in task.groups], rng, blink=blink)
    else:
        if task.social and len(missing) > 1 and _best(state, task, [tuple(missing)], rng):
            return
        rng.shuffle(missing)
        missing.sort(key=lambda g: g not in task.ranked)
        for g in missing:
            ranked = any(state.served[task.number] >> one & 1 for one in task.ranked)
            if ranked or g in task.ranked:
                _best(state, task, [(g,)], rng, blink=blink)


def _best(
    state: State,
    task: Task,
    options: list[tuple[int, ...]],
    rng: Random,
    *,
    blink: bool = False,
) -> bool:
    """Put a task in at the best place for one of the options; tell whether it was done."""
    found: list[tuple[float, int, Place, Board]] = []
    for groups in options:
        gain = task.whole + sum(task.share[g] for g in groups)
        gain += sum(state.model.loss.get((task.number, g), (0, 0, 0))[2] for g in groups)
        for date in state.dates_for(task, groups):
            board = state.boards[date]
            for place in places_for(board, task, groups):
                cost = place[0] - gain
                if (task.must or cost < 0) and not (blink and rng.random() < _BLINK):
                    found.append((cost, len(found), place, board))
    found.sort(key=lambda one: (one[0], one[1]))
    for _cost, _number, place, board in found[:_TRIES]:
        changed = placed(board, task, place)
        if changed is not None:
            state.put(changed, task, place[3])
            return True
    return False


def resume(state: State, stops: tuple[Stop, ...]) -> None:
    """Put in the items of a programme so far, as they were, as far as they still fit."""
    model = state.model
    for stop in sorted(stops, key=lambda one: (one.start, one.end, one.key, sorted(one.groups))):
        task = model.by_key.get(stop.key)
        known = tuple(sorted(model.group_number[g] for g in stop.groups if g in model.group_number))
        if task is None or not known:
            continue
        apart = [(g,) for g in known] if task.pause else [known]
        for groups in apart:
            if set(groups) <= set(state.missing(task)) and _complete(task, groups):
                _as_it_was(state, task, groups, stop)


def _complete(task: Task, groups: tuple[int, ...]) -> bool:
    """Tell whether a task may be an item for these groups."""
    if task.manner is Manner.TOGETHER and groups != task.groups:
        return False
    if task.manner is Manner.ANY and len(groups) > 1:
        return False
    return not task.ranked.isdisjoint(groups)


def _as_it_was(state: State, task: Task, groups: tuple[int, ...], stop: Stop) -> None:
    """Put one item in where it was."""
    model = state.model
    helper = -1 if stop.helper is None else model.helper_number.get(stop.helper, -2)
    if sum(model.people[g] for g in groups) > task.capacity:
        return
    for date in state.dates_for(task, groups):
        spans = task.spans[date]
        for low, late, high, span_helper in spans:
            if span_helper == helper and low <= stop.start <= late:
                board = state.boards[date]
                cut = sum(early < stop.start for early in board.early)
                node = Node(
                    task, groups, stop.start, stop.start, high, task.least, task.most, helper
                )
                order = [*board.order[:cut], node, *board.order[cut:]]
                changed = Board(model, date, order)
                if changed.feasible():
                    state.put(changed, task, groups)
                    return
