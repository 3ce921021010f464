"""From a visit to what the planner is given."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pobratym.visits.models.sites import Interpreter
from pobratym.visits.models.visits import Visit
from pobratym.visits.models.wishes import Wish
from pobratym.visits.planning import problem as plan
from pobratym.visits.queries.frames import breaks_of, days_of
from pobratym.visits.queries.ground import Ground, ground_of
from pobratym.visits.queries.keys import ANYWHERE, EVERYBODY, group_keys
from pobratym.visits.queries.windows import both, dated, merged, open_times, whole
from pobratym.visits.states import InterpreterNeed

USUAL_VALUE = 10
"""The weight of a wish that counts as one."""
FIRST = 40_000
"""The planner ranks upwards, protocol downwards from 1; no rank is as low as this."""


def problem_of(
    visit: Visit,
    *,
    locked: Sequence[plan.Stop] = (),
    before: Sequence[plan.Stop] = (),
    extra: Sequence[plan.Wish] = (),
) -> plan.Problem:
    """Give the planner's problem of a visit, in a fixed number of statements.

    Keys are those of :mod:`pobratym.visits.queries.keys`, minutes those of its ``Clock``.

    Args:
        visit: any.
        locked: stops that stay as they are.
        before: the programme so far; stops that nothing of the visit asks for any more are dropped.
        extra: what was put into the programme by hand and stands on no wish.
    """
    places = {stop.place for stop in (*locked, *before)} | {wish.place for wish in extra}
    also = [int(place) for place in places if place.isdigit()]
    ground = ground_of(visit, also)
    return problem_on(ground, locked=locked, before=before, extra=extra)


def problem_on(
    ground: Ground,
    *,
    locked: Sequence[plan.Stop] = (),
    before: Sequence[plan.Stop] = (),
    extra: Sequence[plan.Wish] = (),
) -> plan.Problem:
    """Do the same for rows that were read already; asks the database nothing."""
    groups = groups_of(ground)
    days = days_of(ground, groups)
    breaks = breaks_of(ground, days)
    wishes = (*wishes_of(ground, groups), *extra)
    known = {wish.key for wish in wishes} | {one.key for one in breaks}
    places, travel = _places(ground)
    return plan.Problem(
        places=places,
        travel=travel,
        groups=groups,
        days=days,
        wishes=wishes,
        helpers=tuple(_helper(ground, one) for one in ground.interpreters),
        breaks=breaks,
        locked=tuple(replace(stop, locked=True) for stop in locked),
        before=tuple(stop for stop in before if stop.key in known),
    )


def groups_of(ground: Ground) -> tuple[plan.Group, ...]:
    """Give the sub-groups, or everybody as one group where there are none."""
    keys = [str(one.pk) for one in ground.subgroups] or [EVERYBODY]
    return tuple(_group(ground, key) for key in keys)


def wishes_of(ground: Ground, groups: Sequence[plan.Group]) -> tuple[plan.Wish, ...]:
    """Give the wishes that stand."""
    every = tuple(group.key for group in groups)
    return tuple(_wish(ground, wish, every) for wish in ground.wishes)


def fixed_start(ground: Ground, wish: Wish) -> int | None:
    """Give the minute of a wish with a fixed hour."""
    if wish.fixed_on is None or wish.fixed_at is None:
        return None
    return ground.clock.minutes(wish.fixed_on, wish.fixed_at)


def windows_of(ground: Ground, wish: Wish) -> tuple[plan.Window, ...]:
    """Give when a wish may be; a fixed hour was agreed with the site and goes before its times."""
    times = open_times(wish.site, ground.clock)
    if wish.windows:
        times = both(times, dated(wish.windows, ground.clock))
    start = fixed_start(ground, wish)
    if start is None or wish.site.closed_at is not None:
        return times
    return merged([*((one.start, one.end) for one in times), (start, start + wish.most_min)])


def _wish(ground: Ground, wish: Wish, every: tuple[str, ...]) -> plan.Wish:
    interpreted = wish.interpreting != InterpreterNeed.NONE
    languages = frozenset({wish.interpreter_from, wish.interpreter_to})
    interpreted = interpreted and len(languages) > 1
    return plan.Wish(
        key=str(wish.pk),
        place=str(wish.site_id),
        need=plan.Need(wish.need),
        value=wish.value / USUAL_VALUE,
        least=wish.least_min,
        most=wish.most_min,
        windows=windows_of(ground, wish),
        groups=group_keys(ground.groups_of.get(wish.pk, []), every),
        manner=plan.Manner(wish.manner),
        topic=wish.topic,
        capacity=wish.site.capacity,
        hosts=frozenset(str(host.pk) for host in ground.hosts_of.get(wish.pk, [])),
        languages=languages if interpreted else None,
        after=frozenset(str(key) for key in ground.after_of.get(wish.pk, [])),
        start=fixed_start(ground, wish),
        helper=str(wish.interpreter_id) if interpreted and wish.interpreter_id else None,
        rank=_height(wish.rank),
    )


def _group(ground: Ground, key: str) -> plan.Group:
    people = [one for one in ground.members if key in {EVERYBODY, str(one.subgroup_id)}]
    return plan.Group(
        key=key,
        people=frozenset(str(one.pk) for one in people),
        rank=max((_height(one.protocol_rank) for one in people), default=0),
        interest=_interest([one.interests for one in people]),
    )


def _interest(liked: Sequence[Sequence[str]]) -> Mapping[str, float]:
    """Give the share of the people who are interested, by topic."""
    topics = sorted({topic for one in liked for topic in one})
    return {topic: sum(topic in one for one in liked) / len(liked) for topic in topics}


def _height(protocol_rank: int) -> int:
    return FIRST - protocol_rank if protocol_rank else 0


def _helper(ground: Ground, one: Interpreter) -> plan.Helper:
    times = dated(one.available, ground.clock) if one.available else (whole(ground.clock),)
    return plan.Helper(
        key=str(one.pk),
        pairs=frozenset(frozenset(pair) for pair in one.pairs),
        windows=times,
        run=one.run_min,
        rest=one.rest_min,
        day=one.day_min,
    )


def _places(ground: Ground) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    """Give the sites and the minutes between them; ``ANYWHERE`` is no way off."""
    keys = list(ground.sites)
    rows = [(0, *(ground.ways[a, b].minutes for b in keys)) for a in keys]
    return (ANYWHERE, *map(str, keys)), ((0,) * (len(keys) + 1), *rows)
