"""What no programme can exceed, told at once: all who come as one long day to be filled.

The relaxation forgets hours, ways back, interpreters and hosts. Each item that a group has takes
its shortest time and the shortest way to it; what must be is taken first, the rest by worth for
its time until all groups' time is used up, the last in part (Dantzig 1957).
"""

from collections.abc import Iterator

from pobratym.visits.planning.model import FAR, Model, Task
from pobratym.visits.planning.problem import Manner


def quick_bound(model: Model) -> int:
    """Give a bound of the value in thousandths."""
    room = _room(model)
    total = 0
    items: list[tuple[int, int]] = []
    for task in model.tasks:
        for value, length, must in _items(model, task):
            if must:
                total, room = total + value, room - length
            elif value > 0:
                items.append((value, length))
    items.sort(key=lambda one: -one[0] / one[1])
    for value, length in items:
        if room <= 0:
            break
        total += value if length <= room else -(-value * room // length)
        room -= length
    return total


def _room(model: Model) -> int:
    """Give the time of all groups together, without their meals and rests."""
    room = 0
    for date in model.days:
        for day in date:
            if day is not None:
                room += day.high - day.low
    return room - sum(task.least * len(task.groups) for task in model.tasks if task.pause)


def _items(model: Model, task: Task) -> Iterator[tuple[int, int, bool]]:
    """Give value, time and need of what a task can bring."""
    if task.pause or not any(task.spans):
        return
    near = min(
        (row[task.place] for row in _others(model, task) if row[task.place] < FAR), default=0
    )
    worth = model.worth
    extra = worth.longer * (task.most - task.least) - worth.travel * near
    length = task.least + near
    if task.manner is Manner.TOGETHER:
        many = len(task.groups)
        yield task.whole + sum(task.share) + many * extra, many * length, task.must
    elif task.manner is Manner.ANY:
        best = max((task.share[g] for g in task.groups), default=-FAR)
        yield task.whole + best + extra, length, task.must
    else:
        for g in task.groups:
            yield task.share[g] + extra, length, task.must


def _others(model: Model, task: Task) -> list[list[int]]:
    """Give the ways from all places from which one may come to a task."""
    places = {day.start for date in model.days for day in date if day is not None}
    places |= {one.place for one in model.tasks if one is not task and one.place >= 0}
    return [model.way[place] for place in sorted(places)]
