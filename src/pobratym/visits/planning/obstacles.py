"""Why a wish can never be, whatever else is planned: told from the rules one by one."""

from collections.abc import Iterator

from pobratym.visits.planning.model import FAR
from pobratym.visits.planning.problem import Day, Manner, Problem, Window, Wish
from pobratym.visits.planning.programme import Broken, Rule


def obstacles(problem: Problem, wish: Wish) -> tuple[Broken, ...]:
    """Give the rules that keep a wish out even of an empty programme; nothing when none does."""
    found = tuple(_people(problem, wish))
    if found:
        return found
    found = tuple(_hours(problem, wish))
    return found or tuple(_interpreters(problem, wish))


def _able(problem: Problem, wish: Wish) -> list[str]:
    """Give the groups that may take part by rank and room."""
    ranks = {one.key: one.rank for one in problem.groups}
    people = {one.key: len(one.people) for one in problem.groups}
    able = [g for g in wish.groups if not wish.capacity or people[g] <= wish.capacity]
    if wish.manner is Manner.ANY:
        able = [g for g in able if ranks[g] >= wish.rank]
    return able


def _people(problem: Problem, wish: Wish) -> Iterator[Broken]:
    """Look whether those who come fit in and are of the rank that is due."""
    ranks = {one.key: one.rank for one in problem.groups}
    people = {one.key: len(one.people) for one in problem.groups}
    highest = max(ranks[g] for g in wish.groups)
    if highest < wish.rank:
        facts = {"needed": wish.rank, "available": highest}
        yield Broken(Rule.RANK, {"wish": (wish.key,), "group": wish.groups}, facts)
    counts = [people[g] for g in wish.groups]
    coming = sum(counts) if wish.manner is Manner.TOGETHER else min(counts)
    if wish.capacity and coming > wish.capacity:
        facts = {"needed": coming, "available": wish.capacity}
        yield Broken(Rule.CAPACITY, {"wish": (wish.key,), "group": wish.groups}, facts)


def _hours(problem: Problem, wish: Wish) -> Iterator[Broken]:
    """Look whether the place is open long enough when the groups are out, and can be reached."""
    keys = {"wish": (wish.key,), "place": (wish.place,)}
    if not wish.windows:
        yield Broken(Rule.OPEN, keys)
        return
    longest = max(one.end - one.start for one in wish.windows)
    if longest < wish.least:
        yield Broken(Rule.OPEN, keys, {"needed": wish.least, "available": longest})
        return
    windows = [one for one in wish.windows if one.end - one.start >= wish.least]
    if wish.start is not None:
        at = wish.start
        windows = [one for one in windows if one.start <= at and at + wish.least <= one.end]
        if not windows:
            yield Broken(Rule.FIXED, keys, {"start": at, "end": at + wish.least})
            yield Broken(Rule.OPEN, keys, _facts(wish.windows[0]))
            return
        windows = [Window(at, at + wish.least)]
    yield from _days(problem, wish, windows)


def _days(problem: Problem, wish: Wish, windows: list[Window]) -> Iterator[Broken]:
    """Look whether any day has room for the wish and the ways to it and back."""
    able = _able(problem, wish)
    days = [one for one in problem.days if one.group in able]
    there = problem.places.index(wish.place)
    shared = [one for one in days if any(_room(one, w) >= wish.least for w in windows)]
    keys = {"wish": (wish.key,), "place": (wish.place,)}
    if not shared or (wish.manner is Manner.TOGETHER and not _common(wish, shared, windows)):
        yield Broken(Rule.OPEN, keys, _facts(windows[0]))
        yield Broken(Rule.DAY, {"wish": (wish.key,), "group": wish.groups})
        return
    if all(0 < one.most < wish.least for one in shared):
        facts = {"needed": wish.least, "most": max(one.most for one in shared)}
        yield Broken(Rule.DAY_MOST, {"wish": (wish.key,), "group": wish.groups}, facts)
    if _cut_off(problem, there) and any(wish.place not in {one.start, one.end} for one in shared):
        starts = tuple(sorted({one.start for one in shared} - {wish.place}))
        yield Broken(Rule.NO_WAY, {"wish": (wish.key,), "place": (*starts, wish.place)})
        return
    yield from _reach(problem, wish, shared, windows)


def _cut_off(problem: Problem, there: int) -> bool:
    """Tell whether no way leads to a place, or none away from it."""
    others = [n for n in range(len(problem.places)) if n != there]
    coming = any(problem.travel[n][there] >= 0 for n in others)
    return not coming or not any(problem.travel[there][n] >= 0 for n in others)


def _way(problem: Problem, start: int, end: int) -> int:
    """Give the shortest way, also by one place between; far where there is none."""
    travel = problem.travel
    ways = [travel[start][end]] if travel[start][end] >= 0 else [FAR]
    ways += [
        travel[start][n] + travel[n][end]
        for n in range(len(problem.places))
        if travel[start][n] >= 0 and travel[n][end] >= 0
    ]
    return min(ways)


def _reach(
    problem: Problem, wish: Wish, days: list[Day], windows: list[Window]
) -> Iterator[Broken]:
    """Look whether there is time to get there and back within a day."""
    places = {place: number for number, place in enumerate(problem.places)}
    there = places[wish.place]
    best: tuple[int, Day, int] | None = None
    for day in days:
        way = _way(problem, places[day.start], there)
        back = _way(problem, there, places[day.end])
        for window in windows:
            if max(way, back) >= FAR:
                continue
            begin = max(window.start, day.window.start + way)
            end = min(window.end, day.window.end - back)
            lacking = begin + wish.least - end
            if best is None or lacking < best[0]:
                best = lacking, day, way + back
    if best is not None and best[0] > 0:
        keys = {"wish": (wish.key,), "group": (best[1].group,), "day": (best[1].key,)}
        facts = {"needed": wish.least + best[2], "available": wish.least + best[2] - best[0]}
        yield Broken(Rule.DAY, keys, facts)


def _room(day: Day, window: Window) -> int:
    """Give how long a day and a window have in common."""
    return min(day.window.end, window.end) - max(day.window.start, window.start)


def _common(wish: Wish, days: list[Day], windows: list[Window]) -> bool:
    """Tell whether all groups of a wish have a date in common on which there is room."""
    for key in {one.key for one in days}:
        mine = [one.window for one in days if one.key == key]
        low, high = max(one.start for one in mine), min(one.end for one in mine)
        fits = any(min(high, w.end) - max(low, w.start) >= wish.least for w in windows)
        if fits and len(mine) == len(wish.groups):
            return True
    return False


def _interpreters(problem: Problem, wish: Wish) -> Iterator[Broken]:
    """Look whether there is an interpreter of the languages, for so long, at such an hour."""
    if wish.languages is None and wish.helper is None:
        return
    keys: dict[str, tuple[str, ...]] = {"wish": (wish.key,)}
    if wish.languages is not None:
        keys["languages"] = tuple(sorted(wish.languages))
    able = [
        one
        for one in problem.helpers
        if (wish.helper in {None, one.key})
        and (wish.languages is None or wish.languages in one.pairs)
    ]
    if not able:
        yield Broken(
            Rule.HELPER, keys | ({} if wish.helper is None else {"helper": (wish.helper,)})
        )
        return
    keys["helper"] = tuple(one.key for one in able)
    if all(0 < one.run < wish.least for one in able):
        facts = {"needed": wish.least, "most": max(one.run for one in able)}
        yield Broken(Rule.HELPER_RUN, keys, facts)
        return
    if all(0 < one.day < wish.least for one in able):
        facts = {"needed": wish.least, "most": max(one.day for one in able)}
        yield Broken(Rule.HELPER_DAY, keys, facts)
        return
    free = [window for one in able for window in one.windows]
    hours = wish.windows
    if wish.start is not None:
        hours = (Window(wish.start, wish.start + wish.least),)
    if not any(
        min(one.end, other.end) - max(one.start, other.start) >= wish.least
        for one in free
        for other in hours
    ):
        yield Broken(Rule.OPEN, {"wish": (wish.key,), "place": (wish.place,)}, _facts(hours[0]))
        yield Broken(Rule.HELPER, keys, _facts(free[0]) if free else {})


def _facts(window: Window) -> dict[str, int]:
    """Give a window as facts."""
    return {"start": window.start, "end": window.end}
