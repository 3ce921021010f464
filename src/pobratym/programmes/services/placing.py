"""When an item is: wall time in the host's zone, and the moments that follow from it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pobratym.core.errors import DomainError
from pobratym.programmes.models.items import Item
from pobratym.visits.models.wishes import LONGEST
from pobratym.visits.queries.clock import DAY, Clock, Comes

SHORTEST = 5
"""So many minutes an item lasts at least; ``LONGEST`` at most."""


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when, as the clock on the host's wall shows it.

    ``ends`` is the first moment after the beginning at which the clock shows it; without it the
    item stays as long as it was, or lasts ``minutes`` that really pass.
    """

    day: dt.date
    starts: dt.time
    ends: dt.time | None = None
    minutes: int | None = None
    fold: int = 0


def place(item: Item, clock: Clock, hours: Hours) -> None:
    """Put an item at these hours; the caller saves it.

    Raises:
        DomainError: ``outside`` (not a day of the visit), ``no_hour`` (clocks leave it out that
            night), ``too_short``, ``too_long``; each names its field.
    """
    if not clock.first <= hours.day <= clock.last:
        raise DomainError(
            _("This day is not one of the visit. Choose a day of the visit, or change its dates."),
            code="outside",
            field="day",
        )
    _refuse_gap(clock, hours.day, hours.starts, "starts")
    begins = clock.minutes(hours.day, hours.starts, hours.fold)
    if hours.ends is not None:
        over = _first_after(clock, hours.day, hours.ends, begins)
    else:
        over = begins + (hours.minutes if hours.minutes is not None else length_of(item))
    _refuse_length(over - begins)
    begin, end = clock.wall(begins), clock.wall(over)
    item.day, item.starts, item.fold, item.ends = begin.day, begin.at, begin.fold, end.at
    item.starts_at, item.ends_at = clock.moment(begins), clock.moment(over)


def length_of(item: Item) -> int:
    """Give how many minutes an item really lasts."""
    return int((item.ends_at - item.starts_at).total_seconds() // 60)


def _first_after(clock: Clock, day: dt.date, at: dt.time, begins: int) -> int:
    """Give the first moment after the beginning at which the clock shows an hour."""
    _refuse_gap(clock, day, at, "ends")
    tries = ((day, 0), (day, 1), (day + DAY, 0))
    found = (clock.minutes(on, at, fold) for on, fold in tries)
    return next((minutes for minutes in found if minutes > begins), begins)


def _refuse_gap(clock: Clock, day: dt.date, at: dt.time, field: str) -> None:
    if clock.comes(day, at) is Comes.NEVER:
        raise DomainError(
            _("Clocks go forward that night, so this hour does not come. Choose another hour."),
            code="no_hour",
            field=field,
        )


def _refuse_length(minutes: int) -> None:
    if minutes < SHORTEST:
        raise DomainError(
            _("An item lasts at least %(minutes)d minutes. Give a later end.")
            % {"minutes": SHORTEST},
            code="too_short",
            field="ends",
        )
    if minutes > LONGEST:
        raise DomainError(
            _("An item lasts at most %(hours)d hours. Give an earlier end, or make two of it.")
            % {"hours": LONGEST // 60},
            code="too_long",
            field="ends",
        )
