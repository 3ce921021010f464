"""What a calendar is written from."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Standing(StrEnum):
    """How firm an entry is, in the words of the format."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class Entry(NamedTuple):
    """One entry.

    Attributes:
        uid: stays the same for ever.
        sequence: rises when time, place or standing change.
        starts_at, ends_at: aware moments.
        zone, end_zone: IANA names of the zones in which the two are written.
        changed_at: when the entry was last changed; equal rows give equal calendars.
        summary, description, location: in the calendar's language.
        url: back to the page.
        geo: latitude and longitude.
        is_secret: nobody but those who have this calendar should know.
    """

    uid: str
    sequence: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    zone: str
    changed_at: dt.datetime
    summary: str
    end_zone: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    geo: tuple[float, float] | None = None
    standing: Standing = Standing.CONFIRMED
    is_secret: bool = True


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar: its name, its language, its entries.

    ``zone`` is the one that the reader thinks in first; ``zones`` are described besides those that
    entries use.
    """

    name: str
    language: str
    zone: str
    entries: Sequence[Entry]
    zones: Sequence[str] = ()
