"""The life of a partnership, as plain data."""

import datetime as dt
from calendar import monthrange
from enum import StrEnum

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2200, 12, 31)
"""Days outside these are slips of the pen."""


class Stage(StrEnum):
    """Where a partnership stands."""

    PROSPECT = "prospect"
    CONTACTED = "contacted"
    EXPLORING = "exploring"
    AGREEMENT = "agreement"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


NEXT: dict[Stage, tuple[Stage, ...]] = {
    Stage.PROSPECT: (Stage.CONTACTED, Stage.ENDED),
    Stage.CONTACTED: (Stage.EXPLORING, Stage.ENDED),
    Stage.EXPLORING: (Stage.AGREEMENT, Stage.ENDED),
    Stage.AGREEMENT: (Stage.ACTIVE, Stage.EXPLORING, Stage.ENDED),
    Stage.ACTIVE: (Stage.SUSPENDED, Stage.ENDED),
    Stage.SUSPENDED: (Stage.ACTIVE, Stage.ENDED),
    Stage.ENDED: (),
}
"""Which stage may follow which, the usual next step first."""

OWN = frozenset({Stage.PROSPECT, Stage.ENDED})
"""Stages at which it may be known only to the city that opened it.

Nobody has written to the other city yet, or the thought was given up before anybody did; any stage
in between is shared with all parties, and what was shared once stays shared.
"""

PUBLISHABLE = frozenset({Stage.AGREEMENT, Stage.ACTIVE, Stage.SUSPENDED, Stage.ENDED})
"""Stages in which the partnership may have a public page."""


def may_follow(now: Stage, then: Stage) -> bool:
    """Say whether a partnership in ``now`` may go on to ``then``."""
    return then in NEXT[now]


def needs_both(now: Stage, then: Stage) -> bool:
    """Say whether all cities must confirm this step.

    A prospect is one city's own thought, and whoever has only written a first letter may give up
    alone; every other step binds all (decision 17).
    """
    return now is not Stage.PROSPECT and (now, then) != (Stage.CONTACTED, Stage.ENDED)


def latest_day(on: dt.date, precision: str) -> dt.date:
    """Give the last day on which something can have been of which the day is not known exactly.

    Args:
        on: any day of the month or year meant.
        precision: ``day``, ``month`` or ``year``.
    """
    if precision == "year":
        return on.replace(month=12, day=31)
    if precision == "month":
        return on.replace(day=monthrange(on.year, on.month)[1])
    return on


def first_day(on: dt.date, precision: str) -> dt.date:
    """Give the first day of the month or year in which ``on`` lies, or ``on`` itself."""
    if precision == "year":
        return on.replace(month=1, day=1)
    return on.replace(day=1) if precision == "month" else on


def sleeps(stage: Stage, last: dt.date | None, today: dt.date, months: int) -> bool:
    """Say whether a partnership is dormant: in force, with nothing noted for ``months``.

    Args:
        stage: where it stands; only an active partnership can fall asleep.
        last: day of the newest sign of life, None where there is none at all.
        today: the reader's day.
        months: how many calendar months of silence are allowed.
    """
    if stage is not Stage.ACTIVE:
        return False
    years, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    if last is None or (last.year, last.month) < (years, month + 1):
        return True
    return (last.year, last.month) == (years, month + 1) and last.day < today.day


class Affiliation(StrEnum):
    """How close the cities say they are."""

    CONTACT = "contact"
    FRIENDSHIP = "friendship"
    PARTNER_CITY = "partner_city"
    TWIN_CITY = "twin_city"
    PROJECT_ONLY = "project_only"


class UkraineKind(StrEnum):
    """Kinds of international territorial cooperation in Ukrainian law 3668-IX, article 1."""

    INTERTERRITORIAL = "interterritorial"
    CROSS_BORDER = "cross_border"
    TRANSNATIONAL = "transnational"


class EventKind(StrEnum):
    """What sort of thing happened."""

    CONTACT = "contact"
    COUNCIL = "council"
    LAW = "law"
    SIGNING = "signing"
    ANNOUNCEMENT = "announcement"
    VISIT = "visit"
    EXCHANGE = "exchange"
    AID = "aid"
    MEETING = "meeting"
    OTHER = "other"


BACKGROUND = frozenset({EventKind.LAW, EventKind.OTHER})
"""Events around a partnership that are no sign of life of it."""
