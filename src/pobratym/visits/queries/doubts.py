"""What stands in the way of planning a visit, told before anybody plans."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pobratym.core.words import language
from pobratym.visits.models.sites import Site
from pobratym.visits.models.wishes import Wish
from pobratym.visits.planning.problem import Manner, Need, Problem
from pobratym.visits.planning.problem import Wish as Planned
from pobratym.visits.queries.clock import DAY
from pobratym.visits.queries.ground import Ground
from pobratym.visits.queries.naming import length
from pobratym.visits.queries.travelling import NO_WAY
from pobratym.visits.queries.windows import both, merged, open_times


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that will keep something out of the programme, and what to do about it.

    ``page`` is the name of the page of the visit on which it is put right.
    """

    text: str
    wish: Wish | None = None
    site: Site | None = None
    is_grave: bool = False
    page: str = ""


def doubts_of(ground: Ground, problem: Problem) -> list[Doubt]:
    """Give what is doubtful, the grave first; asks the database nothing."""
    found = [
        *_guests(ground),
        *_wishes(ground, problem),
        *_ways(ground),
        *_meals(ground, problem),
    ]
    return sorted(found, key=lambda one: not one.is_grave)


def _guests(ground: Ground) -> Iterator[Doubt]:
    if not ground.members:
        yield Doubt(
            _("Nobody is on the list of guests yet, so nobody’s wishes can be weighed."),
            page="visits:member_list",
        )
    loose = sum(one.subgroup_id is None for one in ground.members) if ground.subgroups else 0
    if loose:
        yield Doubt(
            ngettext(
                "%(count)d guest is in no sub-group and is not planned for. Put them in one.",
                "%(count)d guests are in no sub-group and are not planned for. Put them in one.",
                loose,
            )
            % {"count": loose},
            is_grave=True,
            page="visits:subgroups",
        )


def _wishes(ground: Ground, problem: Problem) -> Iterator[Doubt]:
    if not ground.wishes:
        yield Doubt(_("Nothing is wished yet. Add what the guests are to see."), is_grave=True)
    planned = {one.key: one for one in problem.wishes}
    spoken = {pair for one in problem.helpers for pair in one.pairs}
    people = {group.key: len(group.people) for group in problem.groups}
    for wish in ground.wishes:
        one = planned[str(wish.pk)]
        grave = wish.need == Need.MUST
        name = {"what": wish.title.said(language()).text}
        for text in (
            _hours(ground, problem, wish, one),
            _fixed(ground, wish),
            _capacity(wish, one, people),
            _list(ground, wish),
        ):
            if text:
                yield Doubt(text % {**name, "site": _name(wish.site)}, wish, wish.site, grave)
        if one.languages is not None and one.languages not in spoken:
            text = _(
                "%(what)s: no interpreter of the visit knows both languages. Add one, or do without"
                " interpreting."
            )
            yield Doubt(text % name, wish, is_grave=grave)


def _hours(ground: Ground, problem: Problem, wish: Wish, one: Planned) -> str:
    if wish.site.closed_at is not None:
        return _("%(what)s: %(site)s is shown to guests no more. Choose another site.")
    if not open_times(wish.site, ground.clock) and one.start is None:
        return _(
            "%(what)s: %(site)s is closed on every day of the visit. Correct its opening times, fix"
            " an hour that was agreed, or choose another site."
        )
    if not one.windows:
        return _(
            "%(what)s: the wished times are never while %(site)s is open. Change the one or the"
            " other."
        )
    days = merged((day.window.start, day.window.end) for day in problem.days)
    if all(time.end - time.start < one.least for time in both(one.windows, days)):
        # Too short even for the shortest: the length is written in before the names.
        return _(
            "%(what)s: while guests could come, %(site)s is never open for %(least)s at a time."
            " Shorten it, or change the hours."
        ).replace("%(least)s", length(one.least).replace("%", "%%"))
    return ""


def _fixed(ground: Ground, wish: Wish) -> str:
    if wish.fixed_on is None or wish.fixed_at is None:
        return ""
    if wish.fixed_on not in ground.clock.days:
        return _(
            "%(what)s is fixed on a day that is no longer within the visit. Choose another day."
        )
    start = ground.clock.minutes(wish.fixed_on, wish.fixed_at)
    times = open_times(wish.site, ground.clock)
    if not any(one.start <= start and start + wish.least_min <= one.end for one in times):
        return _(
            "%(what)s: by its opening times %(site)s is closed at the fixed hour. It is planned all"
            " the same; make sure that somebody opens."
        )
    return ""


def _capacity(wish: Wish, one: Planned, people: dict[str, int]) -> str:
    if not one.capacity:
        return ""
    counts = [people.get(group, 0) for group in one.groups]
    least = sum(counts) if wish.manner == Manner.TOGETHER else min(counts, default=0)
    if least > one.capacity:
        return _(
            "%(what)s: more people would come than %(site)s takes. Let sub-groups come one after"
            " another, or correct the number on the site."
        )
    return ""


def _list(ground: Ground, wish: Wish) -> str:
    days = wish.site.list_days
    due = ground.visit.starts_on - days * DAY
    if not days or due >= timezone.localdate():
        return ""
    return _(
        "%(what)s: the gate of %(site)s wanted the list of names by %(day)s. Ask whether it still"
        " takes one."
    ).replace("%(day)s", _day(due))


def _ways(ground: Ground) -> Iterator[Doubt]:
    """Name the sites that no way is known to, once each."""
    if len(ground.sites) < 2:  # noqa: PLR2004  a way has two ends
        return
    for key, site in ground.sites.items():
        others = [ground.ways[key, other].minutes for other in ground.sites if other != key]
        if site.latitude is None and NO_WAY in others:
            yield Doubt(
                _(
                    "Nobody knows how long the ways to %(site)s take. Give it latitude and"
                    " longitude, or write the minutes into the table of ways."
                )
                % {"site": _name(site)},
                site=site,
                is_grave=True,
            )


def _meals(ground: Ground, problem: Problem) -> Iterator[Doubt]:
    planned = {one.key.partition(":")[0] for one in problem.breaks}
    for pause in ground.pauses:
        if str(pause.pk) not in planned:
            yield Doubt(
                _("%(meal)s fits into no day of the visit. Change its hours, or those of the day.")
                % {"meal": pause.get_kind_display()},
                page="visits:days",
            )


def _name(site: Site) -> str:
    return str(site.name.said(language()).text)


def _day(day: dt.date) -> str:
    return date_format(day, "j.m.Y")
