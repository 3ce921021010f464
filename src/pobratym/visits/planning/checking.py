"""Whether a problem makes sense, before anybody looks for a programme.

What merely cannot be (a site that is never open, two things at one hour) is no mistake: the
planner says what excludes what.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from pobratym.visits.planning.problem import Problem, Window, Wish
from pobratym.visits.planning.programme import Fault, Mistake

MOST = {
    "wish": 500,
    "place": 600,
    "group": 40,
    "day": 1200,
    "helper": 60,
    "break": 200,
    "locked": 2000,
}
"""How many of each kind the planner takes."""

_Keys = Mapping[str, tuple[str, ...]]

_LONGEST_HOURS = 24
_ONCE = 2
_LARGEST = 10**7


def refuse(problem: Problem) -> list[Fault]:
    """Give what is wrong with a problem; nothing when it makes sense."""
    faults = list(_too_many(problem))
    faults += _twice(problem)
    if faults:
        return faults
    faults += _people(problem)
    faults += _unknown(problem)
    faults += _travel(problem)
    faults += _days(problem)
    faults += _items(problem)
    faults += _numbers(problem)
    if not any(fault.mistake is Mistake.UNKNOWN for fault in faults):
        faults += _circles(problem)
    return faults


def _too_many(problem: Problem) -> Iterator[Fault]:
    counts = {
        "wish": len(problem.wishes),
        "place": len(problem.places),
        "group": len(problem.groups),
        "day": len(problem.days),
        "helper": len(problem.helpers),
        "break": len(problem.breaks),
        "locked": len(problem.locked),
    }
    for kind, count in counts.items():
        if count > MOST[kind]:
            yield Fault(Mistake.TOO_MANY, {kind: ()}, {"needed": count, "most": MOST[kind]})


def _twice(problem: Problem) -> Iterator[Fault]:
    items = [("wish", one.key) for one in problem.wishes]
    items += [("break", one.key) for one in problem.breaks]
    named: dict[str, list[str]] = {
        "place": list(problem.places),
        "group": [one.key for one in problem.groups],
        "helper": [one.key for one in problem.helpers],
    }
    for kind, keys in named.items():
        for key in _doubles(keys):
            yield Fault(Mistake.TWICE, {kind: (key,)})
    for key in _doubles(key for _kind, key in items):
        kinds = {kind: (key,) for kind, other in items if other == key}
        yield Fault(Mistake.TWICE, kinds)
    for day in _doubles(f"{one.key}\0{one.group}" for one in problem.days):
        date, group = day.split("\0")
        yield Fault(Mistake.TWICE, {"day": (date,), "group": (group,)})


def _doubles(keys: Iterable[str]) -> list[str]:
    return sorted(key for key, count in Counter(keys).items() if count > 1)


def _people(problem: Problem) -> Iterator[Fault]:
    where: dict[str, str] = {}
    for group in problem.groups:
        for person in sorted(group.people):
            if person in where:
                keys = {"person": (person,), "group": (where[person], group.key)}
                yield Fault(Mistake.PERSON_TWICE, keys)
            where[person] = group.key


def _unknown(problem: Problem) -> Iterator[Fault]:
    """Find keys that nothing has, by the thing that names them."""
    known = {
        "place": set(problem.places),
        "group": {one.key for one in problem.groups},
        "wish": {one.key for one in problem.wishes},
        "helper": {one.key for one in problem.helpers},
    }
    for who, kind, keys in _named(problem):
        missing = tuple(key for key in keys if key not in known[kind])
        if missing:
            yield Fault(Mistake.UNKNOWN, {**who, kind: (*who.get(kind, ()), *missing)})


def _named(problem: Problem) -> Iterator[tuple[_Keys, str, Iterable[str]]]:
    """Give what names what, by kind."""
    for day in problem.days:
        yield {"day": (day.key,)}, "place", (day.start, day.end)
        yield {"day": (day.key,)}, "group", (day.group,)
    for wish in problem.wishes:
        yield {"wish": (wish.key,)}, "place", (wish.place,)
        yield {"wish": (wish.key,)}, "group", wish.groups
        yield {"wish": (wish.key,)}, "wish", sorted(wish.after)
        yield {"wish": (wish.key,)}, "helper", () if wish.helper is None else (wish.helper,)
    breaks = {one.key for one in problem.breaks}
    for pause in problem.breaks:
        yield {"break": (pause.key,)}, "place", () if pause.place is None else (pause.place,)
        yield {"break": (pause.key,)}, "group", sorted(pause.groups)
    for stop in problem.locked:
        yield {"locked": (stop.key,)}, "place", (stop.place,)
        yield {"locked": (stop.key,)}, "group", sorted(stop.groups)
        yield {"locked": (stop.key,)}, "helper", () if stop.helper is None else (stop.helper,)
        yield {"locked": (stop.key,)}, "wish", () if stop.key in breaks else (stop.key,)


def _travel(problem: Problem) -> Iterator[Fault]:
    """Find gaps and negative times; -1 alone says that there is no way."""
    size = len(problem.places)
    for number, place in enumerate(problem.places):
        row = problem.travel[number] if number < len(problem.travel) else ()
        if len(row) != size:
            facts = {"needed": size, "available": len(row)}
            yield Fault(Mistake.GAP, {"place": (place,)}, facts)
            continue
        for other, way in zip(problem.places, row, strict=True):
            if way < -1 or way > _LARGEST:
                yield Fault(Mistake.NEGATIVE, {"place": (place, other)}, {"needed": int(way)})


def _days(problem: Problem) -> Iterator[Fault]:
    bounds: dict[str, Window] = {}
    for day in problem.days:
        if day.window.start >= day.window.end:
            keys = {"day": (day.key,), "group": (day.group,)}
            yield Fault(Mistake.BACKWARDS, keys, _facts(day.window))
        known = bounds.get(day.key, day.window)
        bounds[day.key] = Window(min(known.start, day.window.start), max(known.end, day.window.end))
    ordered = sorted(bounds.items(), key=lambda one: one[1].start)
    for (first, one), (second, other) in pairwise(ordered):
        if one.end > other.start:
            facts = {"end": one.end, "start": other.start}
            yield Fault(Mistake.DAYS_OVERLAP, {"day": (first, second)}, facts)
    for pause in problem.breaks:
        window = pause.window
        dates = [key for key, one in ordered if one.start < window.end and window.start < one.end]
        if len(dates) >= _ONCE:
            yield Fault(Mistake.LONG, {"break": (pause.key,), "day": tuple(dates)}, _facts(window))


def _items(problem: Problem) -> Iterator[Fault]:
    longest = _LONGEST_HOURS * problem.hour
    for wish in problem.wishes:
        who: _Keys = {"wish": (wish.key,)}
        yield from _length(who, wish.least, wish.most, longest)
        yield from _hours(who, wish.windows)
        if not wish.groups:
            yield Fault(Mistake.NOBODY, who)
        if len(set(wish.groups)) < len(wish.groups):
            yield Fault(Mistake.TWICE, {**who, "group": tuple(_doubles(wish.groups))})
    for pause in problem.breaks:
        who = {"break": (pause.key,)}
        yield from _length(who, pause.minutes, pause.minutes, longest)
        yield from _hours(who, (pause.window,))
        if not pause.groups:
            yield Fault(Mistake.NOBODY, who)
    for helper in problem.helpers:
        yield from _hours({"helper": (helper.key,)}, helper.windows)
    for stop in problem.locked:
        who = {"locked": (stop.key,)}
        yield from _length(who, stop.end - stop.start, stop.end - stop.start, longest)
        if not stop.groups:
            yield Fault(Mistake.NOBODY, who)


def _length(who: _Keys, least: int, most: int, longest: int) -> Iterator[Fault]:
    if least < 1:
        yield Fault(Mistake.SHORT, who, {"least": least})
    elif most > longest:
        yield Fault(Mistake.LONG, who, {"needed": most, "most": longest})
    elif most < least:
        yield Fault(Mistake.BACKWARDS, who, {"least": least, "most": most})


def _hours(who: _Keys, windows: Iterable[Window]) -> Iterator[Fault]:
    for window in windows:
        if window.end <= window.start:
            yield Fault(Mistake.BACKWARDS, who, _facts(window))


def _facts(window: Window) -> dict[str, int]:
    return {"start": window.start, "end": window.end}


def _numbers(problem: Problem) -> Iterator[Fault]:
    """Find numbers that make no sense: below 0, beyond all measure, or no numbers."""
    weights = problem.weights
    values = [
        weights.should,
        weights.could,
        weights.interest,
        weights.longer,
        weights.waiting,
        weights.travel,
        weights.fairness,
        weights.stability,
    ]
    if not all(0 <= value <= _LARGEST for value in values):
        yield Fault(Mistake.NEGATIVE, {"weights": ()})
    for wish in problem.wishes:
        if not 0 < wish.value <= _LARGEST or min(wish.capacity, wish.rank) < 0:
            yield Fault(Mistake.NEGATIVE, {"wish": (wish.key,)})
    for group in problem.groups:
        if not all(0 <= value <= 1 for value in group.interest.values()):
            yield Fault(Mistake.NEGATIVE, {"group": (group.key,)})
    for helper in problem.helpers:
        if min(helper.run, helper.rest, helper.day) < 0:
            yield Fault(Mistake.NEGATIVE, {"helper": (helper.key,)})
    for day in problem.days:
        if day.most < 0:
            yield Fault(Mistake.NEGATIVE, {"day": (day.key,), "group": (day.group,)})


def _circles(problem: Problem) -> Iterator[Fault]:
    """Find wishes that all wait for one another."""
    wishes: dict[str, Wish] = {one.key: one for one in problem.wishes}
    waiting = {key: set(one.after) for key, one in wishes.items()}
    free = [key for key, first in waiting.items() if not first]
    while free:
        done = free.pop()
        del waiting[done]
        for key, first in waiting.items():
            if done in first:
                first.remove(done)
                if not first:
                    free.append(key)
    if waiting:
        yield Fault(Mistake.CIRCLE, {"wish": tuple(sorted(_circle(waiting)))})


def _circle(waiting: dict[str, set[str]]) -> list[str]:
    """Give one circle among wishes that each wait for another."""
    way = [min(waiting)]
    while (following := min(waiting[way[-1]])) not in way:
        way.append(following)
    return way[way.index(following) :]
