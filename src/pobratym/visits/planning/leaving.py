"""Why wishes are not in a programme: what keeps them out, or what is there instead."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from pobratym.visits.planning.board import Board, Node
from pobratym.visits.planning.building import put
from pobratym.visits.planning.conflicts import Conflicts
from pobratym.visits.planning.model import Model, Task
from pobratym.visits.planning.obstacles import obstacles
from pobratym.visits.planning.placing import placed, places_for
from pobratym.visits.planning.problem import Manner
from pobratym.visits.planning.programme import LeftOut
from pobratym.visits.planning.state import State, begun

_INSTEAD = 3
_LOOKS = 24
_ALL_LOOKS = 800
_TRIES = 5
_EFFORT = 0.05
_PROOFS = 30


def left_out(
    model: Model,
    state: State,
    *,
    deep: bool = False,
    stop: Callable[[], bool] | None = None,
) -> tuple[LeftOut, ...]:
    """Tell of each wish that is not in a programme, or not for all of its groups, why.

    Args:
        model: of the problem.
        state: the programme.
        deep: whether to prove that a wish excludes what must be, where it is not plain.
        stop: ends what takes long.
    """
    found = []
    core = _core(model) if deep else None
    conflicts = Conflicts(model.problem, stop, effort=_EFFORT, most=_PROOFS)
    looks = _ALL_LOOKS
    for wish in model.problem.wishes:
        task = model.by_key[wish.key]
        missing = state.missing(task) or ([] if state.served[task.number] else list(task.groups))
        if not missing and (state.served[task.number] or task.groups):
            continue
        groups = _names(model, missing) if task.groups else frozenset(wish.groups)
        reasons = obstacles(model.problem, wish) if not state.served[task.number] else ()
        if not reasons and core is not None and not _fits(core, task):
            reasons = () if wish.manner is Manner.EACH else conflicts.find((wish,))
        instead: tuple[str, ...] = ()
        if not reasons:
            instead, looked = _instead(state, task, missing, min(looks, _LOOKS))
            looks -= looked
        found.append(LeftOut(wish.key, reasons, instead, groups))
    return tuple(found)


def _names(model: Model, groups: Sequence[int]) -> frozenset[str]:
    return frozenset(model.problem.groups[g].key for g in groups)


def _core(model: Model) -> State | None:
    """Give a programme of what must be alone."""
    state = begun(model)
    if state is None:
        return None
    rng = Random(0)  # noqa: S311  nothing secret
    for musts in (True, False):
        for task in model.tasks:
            if task.must and task.pause is not musts and state.missing(task):
                put(state, task, rng)
    return None if state.absent() else state


def _fits(core: State, task: Task) -> bool:
    """Tell whether a task goes with what must be."""
    state = core.copy()
    put(state, task, Random(0))  # noqa: S311  nothing secret
    return bool(state.served[task.number])


def _instead(
    state: State, task: Task, missing: Sequence[int], most: int
) -> tuple[tuple[str, ...], int]:
    """Give what would have to give way: single items that would do, those worth most first.

    Returns: the keys, and how many items were tried; at most ``most`` are.
    """
    enough: dict[str, int] = {}
    rivals: dict[str, int] = {}
    looks = 0
    for board in state.boards:
        for number in _rivals(board, task, missing):
            node = board.order[number]
            worth = node.task.whole + sum(node.task.share[g] for g in node.groups)
            rivals[node.task.key] = max(worth, rivals.get(node.task.key, 0))
            if node.locked or looks >= most:
                continue
            looks += 1
            if _gives_way(board, number, task, missing):
                enough[node.task.key] = max(worth, enough.get(node.task.key, 0))
    found = enough or rivals
    return tuple(sorted(found, key=lambda key: (-found[key], key))[:_INSTEAD]), looks


def _rivals(board: Board, task: Task, missing: Sequence[int]) -> Iterator[int]:
    """Give the items of a date that want the same people at the same hours."""
    spans = task.spans[board.date]
    if not spans:
        return
    low, high = min(one[0] for one in spans), max(one[2] for one in spans)
    for number, node in enumerate(board.order):
        begin = board.early[number]
        meets = begin < high and begin + node.least > low
        if meets and not node.task.pause and _rival(node, task, missing):
            yield number


def _rival(node: Node, task: Task, missing: Sequence[int]) -> bool:
    """Tell whether an item wants the same people."""
    if not set(node.groups).isdisjoint(missing):
        return True
    if not set(node.task.hosts).isdisjoint(task.hosts):
        return True
    return task.helped and node.helper >= 0


def _gives_way(board: Board, number: int, task: Task, missing: Sequence[int]) -> bool:
    """Tell whether a task would fit if one item were not there."""
    order = [node for n, node in enumerate(board.order) if n != number]
    smaller = Board(board.model, board.date, order)
    if not smaller.feasible():
        return False
    options = [tuple(missing)] if task.manner is Manner.TOGETHER else [(g,) for g in missing]
    return any(
        placed(smaller, task, place) is not None
        for groups in options
        for place in places_for(smaller, task, groups)[:_TRIES]
    )
