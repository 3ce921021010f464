"""Meals and rests go back to their hour of before, wherever that costs nothing.

The value of a programme counts what changes among wishes alone, so a search may move a meal for
no gain; but whoever eats would be told.
"""

from collections.abc import Sequence
from dataclasses import replace

from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.problem import Problem, Stop
from pobratym.visits.planning.state import in_order
from pobratym.visits.planning.worth import parts_of


def with_former_breaks(problem: Problem, stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """Give a programme that keeps every rule with as many breaks as can be at their former hour.

    What it is worth stays the same, or grows.
    """
    keys = {one.key for one in problem.breaks}
    former = {
        (one.key, group): one for one in problem.before if one.key in keys for group in one.groups
    }
    best, value = stops, _value(problem, stops)
    for (key, group), was in sorted(former.items(), key=lambda one: one[0]):
        tried = _moved(problem, best, key, group, was)
        if tried is not None and not broken(problem, tried):
            worth = _value(problem, tried)
            if worth >= value:
                best, value = tried, worth
    return best


def _value(problem: Problem, stops: Sequence[Stop]) -> int:
    return sum(parts_of(problem, stops).values())


def _moved(
    problem: Problem, stops: tuple[Stop, ...], key: str, group: str, was: Stop
) -> tuple[Stop, ...] | None:
    """Put a group's break at another hour; nothing if it is there, or is locked or not had."""
    now = next((one for one in stops if one.key == key and group in one.groups), None)
    if now is None or now.locked or (now.start, now.end) == (was.start, was.end):
        return None
    others = [one for one in stops if one != now]
    left = now.groups - {group}
    if left:
        others.append(replace(now, groups=left))
    place = _place(problem, others, now, group, was)
    alike = next(
        (one for one in others if replace(one, groups=now.groups) == replace(
            now, start=was.start, end=was.end, place=place
        )),
        None,
    )  # fmt: skip
    if alike is not None:
        others.remove(alike)
    groups = (alike.groups if alike else frozenset[str]()) | {group}
    moved = replace(now, groups=groups, start=was.start, end=was.end, place=place)
    return in_order([*others, moved])


def _place(problem: Problem, others: Sequence[Stop], now: Stop, group: str, was: Stop) -> str:
    """Give where the group has it: at its own place, or where the group is at that hour."""
    fixed = next(one.place for one in problem.breaks if one.key == now.key)
    if fixed is not None:
        return fixed
    for day in problem.days:
        if day.group == group and day.window.start <= was.start <= day.window.end:
            here = [
                one
                for one in others
                if group in one.groups and day.window.start <= one.start < was.start
            ]
            return max(here, key=lambda one: one.end).place if here else day.start
    return now.place
