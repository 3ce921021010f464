"""Whether groups and interpreters can be where a programme has them, one place after another."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pobratym.visits.planning.checker_reading import Reading
from pobratym.visits.planning.problem import Day, Helper, Stop
from pobratym.visits.planning.programme import Broken, Rule


def broken_by_days(reading: Reading) -> Iterator[Broken]:
    """Look at each group's days: hours, ways, two things at once, too much."""
    for group in reading.groups:
        by_day: defaultdict[str, list[Stop]] = defaultdict(list)
        for stop in reading.stops:
            if group not in stop.groups:
                continue
            day = reading.day_of(group, stop)
            if day is None:
                keys = reading.named(stop) | {"group": (group,)}
                yield Broken(Rule.DAY, keys, {"start": stop.start, "end": stop.end})
            else:
                by_day[day.key].append(stop)
        for day in reading.days[group]:
            if by_day[day.key]:
                yield from _day(reading, day, by_day[day.key])


def _day(reading: Reading, day: Day, stops: Sequence[Stop]) -> Iterator[Broken]:
    """Follow a group through one day."""
    who = {"group": (day.group,), "day": (day.key,)}
    at, free = day.start, day.window.start
    before: Stop | None = None
    for stop in stops:
        around = [stop] if before is None else [before, stop]
        keys = reading.named_all(*around) | who
        pause = reading.breaks.get(stop.key)
        stays = pause is not None and pause.place is None
        stays = stays and (stop.key, day.group) not in reading.locked
        if stays and stop.place != at:
            yield Broken(Rule.PLACE, keys | {"place": (at, stop.place)}, {"start": stop.start})
        way = 0 if stays else reading.way(at, stop.place)
        if way < 0:
            yield Broken(Rule.NO_WAY, keys | {"place": (at, stop.place)})
        elif stop.start < free:
            yield Broken(Rule.ONE_PLACE, keys, {"start": stop.start, "end": free})
        elif stop.start < free + way:
            rule = Rule.DAY if before is None else Rule.TRAVEL
            facts = {"needed": way, "available": stop.start - free}
            yield Broken(rule, keys | {"place": (at, stop.place)}, facts)
        at, free, before = stop.place, max(free, stop.end), stop
    home = reading.way(at, day.end)
    if home < 0:
        yield Broken(Rule.NO_WAY, who | {"place": (at, day.end)})
    elif free + home > day.window.end:
        facts = {"needed": home, "available": day.window.end - free}
        yield Broken(Rule.DAY, reading.named_all(stops[-1]) | who, facts)
    spent = sum(one.end - one.start for one in stops if one.key in reading.wishes)
    if day.most and spent > day.most:
        yield Broken(Rule.DAY_MOST, who, {"needed": spent, "most": day.most})


def broken_by_helpers(reading: Reading) -> Iterator[Broken]:
    """Look at each interpreter's dates: one item at a time, ways, rests, length."""
    for helper in reading.problem.helpers:
        stops = [one for one in reading.stops if one.helper == helper.key]
        by_date: defaultdict[str, list[Stop]] = defaultdict(list)
        for stop in stops:
            by_date[reading.date_of(stop)].append(stop)
        for before, stop in pairwise(stops):
            keys = {"helper": (helper.key,), "wish": (before.key, stop.key)}
            if stop.start < before.end:
                yield Broken(Rule.HELPER, keys, {"start": stop.start, "end": before.end})
        for date, work in by_date.items():
            yield from _ways(reading, helper, work)
            yield from _work(helper, date, work)


def _ways(reading: Reading, helper: Helper, work: Sequence[Stop]) -> Iterator[Broken]:
    """Look whether an interpreter has time from item to item."""
    for before, stop in pairwise(work):
        way = reading.way(before.place, stop.place)
        keys = {"helper": (helper.key,), "wish": (before.key, stop.key)}
        keys["place"] = (before.place, stop.place)
        if way < 0:
            yield Broken(Rule.NO_WAY, keys)
        elif before.end <= stop.start < before.end + way:
            facts = {"needed": way, "available": stop.start - before.end}
            yield Broken(Rule.TRAVEL, keys, facts)


def _work(helper: Helper, date: str, work: Sequence[Stop]) -> Iterator[Broken]:
    """Look whether an interpreter works too long, in one go or in one day."""
    keys = {"helper": (helper.key,), "day": (date,)}
    total = sum(one.end - one.start for one in work)
    if helper.day and total > helper.day:
        yield Broken(Rule.HELPER_DAY, keys, {"needed": total, "most": helper.day})
    if not helper.run:
        return
    run, free = 0, work[0].start
    for stop in work:
        run = 0 if stop.start - free >= helper.rest else run
        run, free = run + stop.end - stop.start, stop.end
        if run > helper.run:
            facts = {"needed": run, "most": helper.run, "least": helper.rest}
            yield Broken(Rule.HELPER_RUN, keys | {"wish": (stop.key,)}, facts)
            return
