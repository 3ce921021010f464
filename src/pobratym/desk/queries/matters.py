"""One thing that waits, and the order in which all of them stand on the desk."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from markupsafe import Markup

from pobratym.core.wordings import Wordings

NEAR = dt.timedelta(days=7)


class Group(StrEnum):
    """How near a thing is."""

    NOW = "now"
    WEEK = "week"
    LATER = "later"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that waits for the reader, or for a city of theirs.

    ``what`` is to be done about ``about`` (what it belongs to) or ``with_whom``; ``owner`` has it.
    ``on`` is the last day, ``at`` the last moment; neither where it has no end. ``action`` leads to
    ``address``.
    """

    what: str | Markup
    action: str
    address: str
    about: Wordings | None = None
    with_whom: str | Markup = ""
    owner: str = ""
    on: dt.date | None = None
    at: dt.datetime | None = None
    is_mine: bool = True
    is_sample: bool = False

    @property
    def day(self) -> dt.date | None:
        """The last day, in the reader's own time zone where a moment is the end."""
        return timezone.localtime(self.at).date() if self.at else self.on


@dataclass(frozen=True, slots=True)
class MatterGroup:
    """What is equally near, by date, the reader's own first."""

    name: Group
    matters: list[Matter]


def grouped(matters: Iterable[Matter], today: dt.date) -> list[MatterGroup]:
    """Sort what waits into groups, the nearest first; empty groups are left out."""
    groups: dict[Group, list[Matter]] = {name: [] for name in Group}
    for matter in sorted(matters, key=_order):
        groups[_group(matter.day, today)].append(matter)
    return [MatterGroup(name, found) for name, found in groups.items() if found]


def _order(matter: Matter) -> tuple[dt.date, bool]:
    return matter.day or dt.date.max, not matter.is_mine


def _group(day: dt.date | None, today: dt.date) -> Group:
    if day is None:
        return Group.OPEN
    if day <= today:
        return Group.NOW
    return Group.WEEK if day <= today + NEAR else Group.LATER
