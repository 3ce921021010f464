"""A programme in the planner's words, and the planner's proposals in the desk's."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from pobratym.programmes.queries.personal import Row
from pobratym.visits.models.sites import Interpreter
from pobratym.visits.models.visits import Visit
from pobratym.visits.planning.problem import (
    Break,
    Day,
    Manner,
    Need,
    Problem,
    Stop,
    Window,
    Wish,
)
from pobratym.visits.queries.ground import Ground, ground_of
from pobratym.visits.queries.keys import ANYWHERE, EVERYBODY, break_key
from pobratym.visits.queries.problem import problem_on

BY_HAND = "i"
"""First sign of the key of an item that stands on no wish and on no meal."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands, as the planner would say it.

    Attributes:
        ground: the rows that the visit is planned from.
        problem: with a wish more for everything that was put in by hand.
        stops: what takes place.
        items: the rows behind each key, a wish of several groups may have several.
    """

    ground: Ground
    problem: Problem
    stops: tuple[Stop, ...]
    items: Mapping[str, Sequence[Row]]


def standing_of(visit: Visit, rows: Sequence[Row]) -> Standing:
    """Put a programme into the planner's words; costs what reading the visit costs.

    Args:
        visit: whose.
        rows: all its items; what is cancelled is left out.
    """
    rows = [row for row in rows if not row.is_cancelled]
    ground = ground_of(visit, sorted({row.place.pk for row in rows if row.place}))
    problem = problem_on(ground)
    known = {wish.key for wish in problem.wishes} | {one.key for one in problem.breaks}
    every = frozenset(group.key for group in problem.groups)
    pairs = {one.pk: one.pairs for one in ground.interpreters}
    items: defaultdict[str, list[Row]] = defaultdict(list)
    stops: list[Stop] = []
    extra: list[Wish] = []
    for row in rows:
        stop = _stop(row, known, every, ground)
        if stop.key.startswith(BY_HAND):
            extra.append(_wish(row, stop, pairs))
        items[stop.key].append(row)
        if row.pause is not None and row.place is None and not stop.key.startswith(BY_HAND):
            own = [replace(stop, groups=frozenset({group})) for group in sorted(stop.groups)]
            stops += [replace(one, place=_where(one, stops, problem)) for one in own]
        else:
            stops.append(stop)
    problem = replace(problem, wishes=(*problem.wishes, *extra))
    return Standing(ground, problem, tuple(stops), dict(items))


def _stop(row: Row, known: set[str], every: frozenset[str], ground: Ground) -> Stop:
    clock = ground.clock
    helpers = {one.pk for one in ground.interpreters}
    helper = row.interpreter.pk if row.interpreter else None
    return Stop(
        key=_key(row, known),
        groups=frozenset(str(part.pk) for part in row.subgroups) or every,
        start=clock.since_zero(row.starts_at),
        end=clock.since_zero(row.ends_at),
        place=str(row.place.pk) if row.place else ANYWHERE,
        helper=str(helper) if helper in helpers else None,
        locked=row.is_locked,
    )


def _key(row: Row, known: set[str]) -> str:
    if row.wish is not None and str(row.wish) in known:
        return str(row.wish)
    if row.pause is not None and (key := break_key(row.pause, row.day)) in known:
        return key
    return f"{BY_HAND}{row.pk}"


def _wish(row: Row, stop: Stop, pairs: Mapping[int, Sequence[Sequence[str]]]) -> Wish:
    """Say of what was put in by hand that it must be just so."""
    spoken = pairs.get(row.interpreter.pk, ()) if row.interpreter else ()
    length = stop.end - stop.start
    return Wish(
        key=stop.key,
        place=stop.place,
        need=Need.MUST,
        value=1.0,
        least=length,
        most=length,
        windows=(Window(stop.start, stop.end),),
        groups=tuple(sorted(stop.groups)),
        hosts=frozenset(str(host.pk) for host in row.hosts),
        languages=frozenset(spoken[0]) if spoken else None,
        start=stop.start,
        helper=stop.helper if spoken else None,
    )


def _where(stop: Stop, before: Sequence[Stop], problem: Problem) -> str:
    """Say where a group has a meal without a place: where it was last, or where its day begins."""
    (group,) = stop.groups
    days = [
        one
        for one in problem.days
        if one.group == group and one.window.start <= stop.start <= one.window.end
    ]
    since = days[0].window.start if days else 0
    last = [one for one in before if group in one.groups and since <= one.end <= stop.start]
    if last:
        return max(last, key=lambda one: one.end).place
    return days[0].start if days else ANYWHERE


def to_plan(standing: Standing, *, keeps: bool, now: dt.datetime) -> Problem:
    """Give the problem of planning anew what is neither locked, nor put in by hand, nor past.

    Args:
        standing: the programme so far.
        keeps: as little as possible changes; else only what is locked counts.
        now: what began before is left alone, and nothing new begins before.
    """
    minute = standing.ground.clock.since_zero(now)
    ahead = tuple(stop for stop in standing.stops if stop.start > minute)
    problem = standing.problem
    if minute > 0:
        begun = [stop for stop in standing.stops if stop.start <= minute]
        problem = _ahead(problem, begun, minute)
    fixed = (stop for stop in ahead if stop.locked or stop.key.startswith(BY_HAND))
    return replace(
        problem,
        locked=tuple(replace(stop, locked=True) for stop in fixed),
        before=ahead if keeps else (),
    )


def _ahead(problem: Problem, begun: Sequence[Stop], minute: int) -> Problem:
    """Leave of a problem what lies ahead of a minute; what has begun is taken as done."""
    had: defaultdict[str, set[str]] = defaultdict(set)
    for stop in begun:
        had[stop.key] |= stop.groups
    over = frozenset(had)
    days = tuple(_rest(day, begun, minute) for day in problem.days if day.window.end > minute)
    wishes = tuple(
        replace(
            wish,
            groups=tuple(group for group in wish.groups if group not in had[wish.key]),
            after=wish.after - over,
            windows=_from(wish.windows, minute),
        )
        for wish in problem.wishes
        if not had[wish.key] or (wish.manner is Manner.EACH and set(wish.groups) - had[wish.key])
    )
    out = {(day.key, day.group): day.window for day in days}
    breaks = tuple(
        replace(one, groups=groups)
        for one in problem.breaks
        if (groups := frozenset(_still_out(one, out, had[one.key])))
    )
    return replace(problem, days=days, wishes=wishes, breaks=breaks)


def _rest(day: Day, begun: Sequence[Stop], minute: int) -> Day:
    """Begin a day where its group is now."""
    own = [stop for stop in begun if day.group in stop.groups and stop.end > day.window.start]
    last = max(own, key=lambda stop: stop.end, default=None)
    if last is None:
        return replace(day, window=Window(max(day.window.start, minute), day.window.end))
    start = min(max(last.end, minute), day.window.end)
    return replace(day, window=Window(start, day.window.end), start=last.place)


def _still_out(
    one: Break, out: Mapping[tuple[str, str], Window], had: Collection[str]
) -> Iterator[str]:
    """Give the groups for which there is still time for a meal or a rest."""
    for (_date, group), window in out.items():
        start, end = max(one.window.start, window.start), min(one.window.end, window.end)
        if group in one.groups and group not in had and end - start >= one.minutes:
            yield group


def _from(windows: Sequence[Window], minute: int) -> tuple[Window, ...]:
    cut = (Window(max(one.start, minute), one.end) for one in windows)
    return tuple(one for one in cut if one.end > one.start)


def digest_of(problem: Problem) -> str:
    """Give the digest of all that a programme follows from, equal for equal problems."""
    text = json.dumps(asdict(problem), default=_plain, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain(value: object) -> Any:  # noqa: ANN401  JSON
    if isinstance(value, frozenset):
        return sorted(value, key=lambda one: json.dumps(one, default=_plain))
    raise TypeError(f"{type(value).__name__} has no place in a problem.")


def helpers_of(ground: Ground) -> dict[str, Interpreter]:
    """Give the interpreters by the planner's key."""
    return {str(one.pk): one for one in ground.interpreters}


def subgroups_of(stop: Stop, every: int) -> list[int]:
    """Give the keys of the sub-groups of a stop; none where it is for all of them."""
    if len(stop.groups) == every or EVERYBODY in stop.groups:
        return []
    return sorted(int(key) for key in stop.groups)
