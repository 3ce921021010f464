"""The page on which a city prepares what guests are to see."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pobratym.accounts.http import Reader
from pobratym.visits.models.sites import Host, Interpreter, Site
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.models.wishes import NEED_NAMES, Pause, Wish
from pobratym.visits.queries.doubts import Doubt, doubts_of
from pobratym.visits.queries.frames import frame_on
from pobratym.visits.queries.ground import ground_of
from pobratym.visits.queries.keys import EVERYBODY
from pobratym.visits.queries.naming import day_named
from pobratym.visits.queries.problem import problem_on
from pobratym.visits.rules import hosts


@dataclass(frozen=True, slots=True)
class WishRow:
    """A wish with what belongs to it."""

    wish: Wish
    subgroups: Sequence[SubGroup]
    hosts: Sequence[Host]
    has_doubts: bool


@dataclass(frozen=True, slots=True)
class Wishing:
    """What a visit is planned from.

    Attributes:
        needs: wishes by need, the name of the need first, also where there are none.
        withdrawn: wishes that were taken back.
        doubts: what stands in the way.
        may_change: the reader makes the programme.
        guests: how many come.
    """

    visit: Visit
    needs: Sequence[tuple[str, Sequence[WishRow]]]
    withdrawn: Sequence[Wish]
    interpreters: Sequence[Interpreter]
    doubts: Sequence[Doubt]
    may_change: bool
    guests: int
    subgroups: Sequence[SubGroup]


def wishing(visit: Visit, reader: Reader) -> Wishing:
    """Give the page of wishes; costs the same for few and for many."""
    ground = ground_of(visit)
    doubts = doubts_of(ground, problem_on(ground))
    doubtful = {one.wish.pk for one in doubts if one.wish is not None}
    groups = {one.pk: one for one in ground.subgroups}
    rows = [
        WishRow(
            wish,
            [groups[key] for key in ground.groups_of.get(wish.pk, ())],
            ground.hosts_of.get(wish.pk, ()),
            wish.pk in doubtful,
        )
        for wish in sorted(ground.wishes, key=_fixed_first)
    ]
    return Wishing(
        visit=visit,
        needs=[
            (str(name), [row for row in rows if row.wish.need == need]) for need, name in NEED_NAMES
        ],
        withdrawn=list(
            visit.wishes.filter(withdrawn_at__isnull=False).select_related("site").order_by("pk")
        ),
        interpreters=ground.interpreters,
        doubts=doubts,
        may_change=hosts(reader, visit),
        guests=len(ground.members),
        subgroups=ground.subgroups,
    )


def _fixed_first(wish: Wish) -> tuple[bool, str, int]:
    return wish.fixed_on is None, f"{wish.fixed_on} {wish.fixed_at}", wish.pk


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of one sub-group, or of all.

    ``is_own`` says that hours of just this day and these people are written down; ``is_cut`` that
    the journey leaves less of them, ``is_gone`` that it leaves nothing.
    """

    day: dt.date
    name: str
    subgroup: SubGroup | None
    since: dt.time
    until: dt.time
    start: Site | None
    end: Site | None
    is_own: bool
    is_cut: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Days:
    """Days, meals and rests of a visit."""

    visit: Visit
    rows: Sequence[DayRow]
    pauses: Sequence[tuple[Pause, Site | None]]
    may_change: bool


def days_page(visit: Visit, reader: Reader) -> Days:
    """Give the page of days; costs the same for few and for many."""
    ground = ground_of(visit)
    planned = {(day.key, day.group): day for day in problem_on(ground).days}
    rows = []
    whose: list[SubGroup | None] = [*ground.subgroups] or [None]
    for on in ground.clock.days:
        for group in whose:
            key = str(group.pk) if group else EVERYBODY
            frame = frame_on(ground, on, key)
            day = planned.get((on.isoformat(), key))
            full = ground.clock.span(on, frame.since, frame.until)
            cut = day is not None and (day.window.start, day.window.end) != full
            window = (day.window.start, day.window.end) if day else full
            rows.append(
                DayRow(
                    day=on,
                    name=day_named(on.isoformat()),
                    subgroup=group,
                    since=ground.clock.wall(window[0]).at,
                    until=ground.clock.wall(window[1]).at,
                    start=ground.sites.get(frame.start_id or 0),
                    end=ground.sites.get(frame.end_id or 0),
                    is_own=frame.pk is not None and frame.subgroup_id == (group and group.pk),
                    is_cut=cut,
                    is_gone=day is None,
                )
            )
    return Days(
        visit=visit,
        rows=rows,
        pauses=[(one, ground.sites.get(one.site_id or 0)) for one in ground.pauses],
        may_change=hosts(reader, visit),
    )
