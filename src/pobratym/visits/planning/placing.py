"""Where an item fits on a date, and what it costs there."""

from collections.abc import Iterator, Sequence
from itertools import chain

from pobratym.visits.planning.board import Board, Node, Place
from pobratym.visits.planning.model import FAR, Span, Task

_TRIES = 4


def places_for(board: Board, task: Task, groups: tuple[int, ...]) -> list[Place]:
    """Give the best places for a task and groups on a date, cheapest first."""
    key = (task.number, groups)
    known = board.places.get(key)
    if known is None:
        found = _all_places(board, task, groups)
        known = sorted(found, key=lambda one: one[0])[:_TRIES]
        board.places[key] = known
    return known


def placed(board: Board, task: Task, place: Place) -> Board | None:
    """Give the board with a task at a place; None where it does not fit after all."""
    _cost, cut, (low, late, high, helper), groups, joined = place
    order = list(board.order)
    if joined >= 0:
        old = order[joined]
        order[joined] = Node(
            task,
            tuple(sorted((*old.groups, *groups))),
            old.low,
            old.late,
            old.high,
            old.least,
            old.most,
            old.helper,
            old.locked,
        )
    else:
        node = Node(task, groups, low, late, high, task.least, task.most, helper)
        order.insert(cut, node)
    changed = Board(board.model, board.date, order)
    return changed if changed.feasible() else None


def _all_places(board: Board, task: Task, groups: tuple[int, ...]) -> Iterator[Place]:
    """Give every place for a task and groups on a date."""
    model = board.model
    spans = task.spans[board.date]
    if not spans or sum(model.people[g] for g in groups) > task.capacity:
        return iter(())
    days = model.days[board.date]
    for g in groups:
        day = days[g]
        if day is None or board.spent[g] + (0 if task.pause else task.least) > day.most:
            return iter(())
    return chain(
        _own(board, task, groups, _wanted(board, task, groups)), _joined(board, task, groups)
    )


def _wanted(board: Board, task: Task, groups: tuple[int, ...]) -> list[tuple[Span, int]]:
    """Give the hours for a task, with what each costs beside the hour and helper so far."""
    loss, spans = board.model.loss, task.spans[board.date]
    known = [loss[task.number, g] for g in groups if (task.number, g) in loss] if loss else []
    if not known:
        return [(span, 0) for span in spans]
    wanted: list[tuple[Span, int]] = []
    for span in spans:
        other = sum(cost // 4 for _start, helper, cost in known if helper != span[3])
        wanted.append((span, other + sum(cost // 2 for _start, _helper, cost in known)))
        for start in sorted({start for start, _helper, _cost in known}):
            if span[0] <= start <= span[1]:
                moved = sum(cost // 2 for then, _helper, cost in known if then != start)
                wanted.append(((start, start, span[2], span[3]), other + moved))
    return wanted


def _own(  # noqa: C901, PLR0912, PLR0915  the innermost loop of the search
    board: Board, task: Task, groups: tuple[int, ...], spans: list[tuple[Span, int]]
) -> Iterator[Place]:
    """Give the places where a task is an item of its own."""
    model, order, early, late = board.model, board.order, board.early, board.late
    way, days = model.way, model.days[board.date]
    before, after = board.cuts()
    place, least, at = task.place, task.least, board.at
    helpers = model.problem.helpers
    going = max(model.worth.travel, 1)
    idle = model.worth.waiting
    hosted = [n for n, node in enumerate(order) if not set(task.hosts).isdisjoint(node.task.hosts)]
    members, wants = set(groups), set(task.hosts)
    lowest, highest = _between(board, task, groups)
    for cut in range(lowest, highest + 1):
        if cut > lowest:
            last = order[cut - 1]
            if (
                members.isdisjoint(last.groups)
                and (not task.helped or last.helper < 0)
                and wants.isdisjoint(last.task.hosts)
            ):
                continue
        free, where, busy, hat = before[cut]
        following = after[cut]
        ready, limit, detour, ways, waits = -FAR, FAR, 0, 0, 0
        for g in groups:
            day = days[g]
            assert day is not None  # noqa: S101  looked at before
            n = following[g]
            then = day.end if n < 0 or order[n].task.place < 0 else order[n].task.place
            if n >= 0 and order[n].task.place < 0:
                then = _real(board, n, g, day.end)
            here = where[g]
            if place >= 0:
                ways = way[here][place]
                detour += ways + way[place][then] - way[here][then]
                ready = max(ready, free[g] + ways)
                gap = way[place][then]
            else:
                ready = max(ready, free[g])
                gap = way[here][then]
            if n < 0:
                limit = min(limit, day.high - gap)
            elif order[n].task.place < 0:
                limit = min(limit, late[n])
            else:
                limit = min(limit, late[n] - gap)
        if ready > limit - least:
            continue
        for n in hosted:
            if n < cut:
                ready = max(ready, early[n] + order[n].least)
            else:
                limit = min(limit, late[n])
        for span, extra in spans:
            begin, end = max(ready, span[0]), min(limit, span[2])
            h = span[3]
            if h >= 0:
                if hat[h] >= 0:
                    begin = max(begin, busy[h] + way[hat[h]][place])
                n = _next_work(order, cut, h)
                if n >= 0:
                    end = min(end, late[n] - way[place][at[n]])
                helper = helpers[h]
                if helper.day and board.works[h] + least > helper.day:
                    continue
            if begin > span[1] or begin + least > end:
                continue
            waits = sum(begin - free[g] for g in groups if following[g] >= 0) - ways
            slack = min(span[1], end - least) - begin
            cost = detour * going + extra + idle * max(0, waits) // 4 - min(slack, 60) * 0.01
            yield cost, cut, span, groups, -1


def _real(board: Board, number: int, group: int, home: int) -> int:
    """Give where a group goes after a break without a place."""
    for n in range(number + 1, len(board.order)):
        node = board.order[n]
        if group in node.groups and node.task.place >= 0:
            return node.task.place
    return home


def _next_work(order: Sequence[Node], cut: int, helper: int) -> int:
    """Give an interpreter's next item after a cut; -1 where there is none."""
    for n in range(cut, len(order)):
        if order[n].helper == helper:
            return n
    return -1


def _between(board: Board, task: Task, groups: tuple[int, ...]) -> tuple[int, int]:
    """Give the first and the last cut by what must come before and after."""
    lowest, highest = 0, len(board.order)
    if task.first or task.later:
        for n, node in enumerate(board.order):
            each = node.task.manner is task.manner is task.manner.EACH
            if each and set(groups).isdisjoint(node.groups):
                continue
            if node.task.number in task.first:
                lowest = n + 1
            elif node.task.number in task.later:
                highest = min(highest, n)
    return lowest, highest


def _joined(board: Board, task: Task, groups: tuple[int, ...]) -> Iterator[Place]:
    """Give the places where groups join an item that others have."""
    if task.manner is not task.manner.EACH or not task.social or len(groups) > 1:
        return
    model, group = board.model, groups[0]
    day = model.days[board.date][group]
    before, after = board.cuts()
    for n, node in enumerate(board.order):
        if node.task is not task or day is None:
            continue
        people = sum(model.people[g] for g in (*node.groups, group))
        if people > task.capacity:
            continue
        free, where = before[n][0][group], before[n][1][group]
        following = after[n + 1][group]
        begin = max(board.early[n], free + model.way[where][task.place])
        if following < 0:
            then, limit = day.end, day.high
        else:
            then, limit = board.at[following], board.late[following]
            if board.order[following].task.place < 0:
                then = task.place
        end = min(board.late[n] + node.least, limit - model.way[task.place][then])
        if begin + node.least <= end:
            detour = model.way[where][task.place] + model.way[task.place][then]
            detour -= model.way[where][then]
            going = max(model.worth.travel, 1)
            yield detour * going - model.worth.travel * 10, n, (0, 0, 0, node.helper), groups, n
