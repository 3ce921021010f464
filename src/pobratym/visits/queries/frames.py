"""From when to when each group is out on each day: frames, and the journey there and back."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.models.wishes import DayFrame
from pobratym.visits.planning.problem import Break, Day, Group, Window
from pobratym.visits.queries.clock import MINUTE
from pobratym.visits.queries.ground import Ground
from pobratym.visits.queries.keys import ANYWHERE, break_key, day_key, row_of
from pobratym.visits.states import Direction

SINCE, UNTIL = dt.time(8), dt.time(20)
"""Hours of a day of which nobody said anything."""


def days_of(ground: Ground, groups: tuple[Group, ...]) -> tuple[Day, ...]:
    """Give the days of every group, cut to what the journey leaves, none of them empty."""
    found = [day for group in groups for day in _days(ground, group)]
    return tuple(sorted(_apart(found), key=lambda day: (day.window.start, day.group)))


def breaks_of(ground: Ground, days: tuple[Day, ...]) -> tuple[Break, ...]:
    """Give the meals and rests of every day, to those groups that are out long enough for them."""
    found = []
    for pause in ground.pauses:
        for on in ground.clock.days:
            if pause.day is not None and pause.day != on:
                continue
            start, end = ground.clock.span(on, pause.since, pause.until)
            key = break_key(pause.pk, on)
            place = str(pause.site_id) if pause.site_id else None
            out = {
                day.group
                for day in days
                if day.key == day_key(on)
                and min(end, day.window.end) - max(start, day.window.start) >= pause.minutes
            }
            if out:
                found.append(Break(key, frozenset(out), Window(start, end), pause.minutes, place))
    return tuple(found)


def frame_on(ground: Ground, on: dt.date, group: str) -> DayFrame:
    """Give the frame of a group's day: its own, else that of all, else the usual hours."""
    own = [
        one for one in ground.frames if one.day == on and one.subgroup_id in {None, row_of(group)}
    ]
    own.sort(key=lambda one: one.subgroup_id is None)
    return own[0] if own else DayFrame(visit=ground.visit, day=on, since=SINCE, until=UNTIL)


def _days(ground: Ground, group: Group) -> Iterator[Day]:
    arrives, leaves = _there(ground, group), _back(ground, group)
    for on in ground.clock.days:
        frame = frame_on(ground, on, group.key)
        start, end = ground.clock.span(on, frame.since, frame.until)
        start = start if arrives is None else max(start, arrives)
        end = end if leaves is None else min(end, leaves)
        if start < end:
            begins, ends = _place(frame.start_id), _place(frame.end_id)
            yield Day(day_key(on), group.key, Window(start, end), begins, ends)


def _place(site: int | None) -> str:
    return str(site) if site else ANYWHERE


def _apart(days: list[Day]) -> Iterator[Day]:
    """End a date where the next begins: nobody is out on two."""
    first = {key: min(day.window.start for day in days if day.key == key) for key in _keys(days)}
    for day in days:
        later = [start for key, start in first.items() if key > day.key]
        end = min([day.window.end, *later])
        if day.window.start < end:
            yield Day(day.key, day.group, Window(day.window.start, end), day.start, day.end)


def _keys(days: list[Day]) -> set[str]:
    return {day.key for day in days}


def _there(ground: Ground, group: Group) -> int | None:
    """Give when the last of the group is there, with what the border may take."""
    ends = [
        _departure(ground, leg) + leg.minutes + leg.reserve_min
        for leg in _legs(ground, group, Direction.THERE)
    ]
    return max(ends, default=None)


def _back(ground: Ground, group: Group) -> int | None:
    """Give when the first of the group leaves for home."""
    starts = [_departure(ground, leg) for leg in _legs(ground, group, Direction.BACK)]
    return min(starts, default=None)


def _legs(ground: Ground, group: Group, direction: Direction) -> Iterator[TravelLeg]:
    for leg in ground.journey:
        on_board = {str(key) for key in ground.travellers.get(leg.pk, [])}
        if leg.direction == direction and (not on_board or on_board & group.people):
            yield leg


def _departure(ground: Ground, leg: TravelLeg) -> int:
    moment = dt.datetime.combine(leg.departs_on, leg.departs_at, ZoneInfo(leg.zone))
    return (moment.astimezone(dt.UTC) - ground.clock.zero) // MINUTE
