"""The frame of each day, meals and rests."""

import datetime as dt
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.partnerships.services.wordings import changes_of, put
from pobratym.visits.models.sites import Site
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.models.wishes import DayFrame, Pause
from pobratym.visits.queries.clock import DAY, Clock
from pobratym.visits.services.holding import refuse_all_but_host, taken
from pobratym.visits.services.noting import note_in_visit, refuse_too_many
from pobratym.visits.services.wishes import refuse_clock_change
from pobratym.visits.states import Meal

MOST_PAUSES = 100
"""Of one visit."""


class FrameFacts(TypedDict):
    """From when to when, and between which places; None says wherever."""

    since: dt.time
    until: dt.time
    start: Site | None
    end: Site | None


class PauseFacts(TypedDict):
    """A meal or a rest; without ``day`` every day."""

    kind: Meal
    day: dt.date | None
    since: dt.time
    until: dt.time
    minutes: int
    site: Site | None


@transaction.atomic
def set_frame(
    visit: Visit,
    *,
    version: int,
    by: User | None,
    day: dt.date,
    subgroup: SubGroup | None = None,
    **facts: Unpack[FrameFacts],
) -> DayFrame:
    """Say from when to when a day lasts, for all or for one sub-group.

    Args:
        visit: its version keeps two officers from undoing one another.
        version: that the person saw.
        by: of the host's city.
        day: one of the visit.
        subgroup: None for all that have no hours of their own.
        facts: ``until`` not after ``since`` is past midnight.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``elsewhere``, ``outside``, ``no_such_hour``,
            ``twice``, naming the form field.
    """
    visit = taken(visit, version)
    refuse_all_but_host(by, visit)
    _refuse_outside(visit, day)
    if subgroup is not None and subgroup.visit_id != visit.pk:
        raise DomainError(_("Choose a sub-group of this visit."), code="elsewhere")
    for name in ("start", "end"):
        _refuse_site(visit, facts[name], name)
    clock = Clock(visit)
    refuse_clock_change(clock, day, facts["since"], "since")
    end = day if facts["until"] > facts["since"] else day + DAY
    refuse_clock_change(clock, end, facts["until"], "until")
    frames = visit.frames.select_for_update().filter(day=day, subgroup=subgroup)
    frame = frames.first() or DayFrame(visit=visit, day=day, subgroup=subgroup)
    old = put(frame, facts)
    if old or frame.pk is None:
        frame.full_clean()
        frame.save()
        visit.save()
        note_in_visit("visit.day_set", frame, visit, by=by, changes=changes_of(frame, old))
    return frame


@transaction.atomic
def drop_frame(
    visit: Visit, *, version: int, by: User | None, day: dt.date, subgroup: SubGroup | None = None
) -> None:
    """Go back to the hours of all, or to the usual hours.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``.
    """
    visit = taken(visit, version)
    refuse_all_but_host(by, visit)
    frame = visit.frames.select_for_update().filter(day=day, subgroup=subgroup).first()
    if frame is not None:
        note_in_visit("visit.day_dropped", frame, visit, by=by)
        frame.delete()
        visit.save()


@transaction.atomic
def add_pause(visit: Visit, *, version: int, by: User | None, **facts: Unpack[PauseFacts]) -> Pause:
    """Enter a meal or a rest.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``too_many``, ``outside``, ``elsewhere``,
            ``too_short`` (it does not fit between its hours).
        ValidationError: a fact is not valid.
    """
    visit = taken(visit, version)
    refuse_all_but_host(by, visit)
    refuse_too_many(visit.pauses.count(), MOST_PAUSES)
    return _pause(Pause(visit=visit), visit, facts, "visit.pause_added", by)


@transaction.atomic
def edit_pause(
    pause: Pause, *, version: int, by: User | None, **facts: Unpack[PauseFacts]
) -> Pause:
    """Change a meal or a rest; ``version`` is the visit's.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: as :func:`add_pause`.
        ValidationError: a fact is not valid.
    """
    visit = taken(pause.visit, version)
    refuse_all_but_host(by, visit)
    pause = Pause.objects.select_for_update().get(pk=pause.pk)
    pause.visit = visit
    return _pause(pause, visit, facts, "visit.pause_edited", by)


@transaction.atomic
def remove_pause(pause: Pause, *, version: int, by: User | None) -> None:
    """Take a meal or a rest out of every day; ``version`` is the visit's.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``.
    """
    visit = taken(pause.visit, version)
    refuse_all_but_host(by, visit)
    pause = Pause.objects.select_for_update().get(pk=pause.pk)
    note_in_visit("visit.pause_removed", pause, visit, by=by)
    pause.delete()
    visit.save()


def _pause(pause: Pause, visit: Visit, facts: PauseFacts, what: str, by: User | None) -> Pause:
    _refuse_site(visit, facts["site"], "site")
    if facts["day"] is not None:
        _refuse_outside(visit, facts["day"])
    first, last = Clock(visit).span(facts["day"] or visit.starts_on, facts["since"], facts["until"])
    if last - first < facts["minutes"]:
        raise DomainError(
            _("It does not fit between these hours. Give it less time, or more room."),
            code="too_short",
            field="minutes",
        )
    old = put(pause, facts)
    if old:
        pause.full_clean()
        pause.save()
        visit.save()
        note_in_visit(what, pause, visit, by=by, changes=changes_of(pause, old))
    return pause


def _refuse_outside(visit: Visit, day: dt.date) -> None:
    if not visit.starts_on <= day <= visit.ends_on:
        raise DomainError(
            _("This day is not within the visit. Choose one of its days."),
            code="outside",
            field="day",
        )


def _refuse_site(visit: Visit, site: Site | None, field: str) -> None:
    if site is not None and site.city_id != visit.host_id:
        raise DomainError(
            _("Choose a site of the city that hosts the visit."), code="elsewhere", field=field
        )
