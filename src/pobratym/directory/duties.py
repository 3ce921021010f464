"""What a person has promised for a city and not done: rooms above say what they keep of it.

Rooms that give people something to do hand a :class:`Duty` to :func:`register` when the application
starts. A leaving person's duties are listed and moved to the successor through it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings


@dataclass(frozen=True, slots=True)
class Line:
    """One promise: what, for whom, by when; ``page`` is its address without the language."""

    what: str
    for_whom: Wordings = field(default_factory=Wordings)
    due_on: dt.date | None = None
    page: str = ""


@dataclass(frozen=True)
class Duty:
    """One kind of duty.

    Attributes:
        name: ``room.kind``, such as ``partnerships.next_step``.
        label: as it heads the list ("Next steps with partners").
        open_lines: gives what the person with that key has open for the city with that key, the
            most urgent first; one statement.
        move: gives it all to another person, inside the transaction of the hand-over, and says how
            many moved: (key of the leaving person, successor, key of the city, who decides).
        is_personal: the lines are moved; what stays the city's own is only shown.
    """

    name: str
    label: Promise
    open_lines: Callable[[int, int], list[Line]]
    move: Callable[[int, User, int, User | None], int]
    is_personal: bool = True


@dataclass(frozen=True, slots=True)
class OpenDuties:
    """What one person has open of one kind."""

    duty: Duty
    lines: list[Line]


_duties: dict[str, Duty] = {}


def register(duty: Duty) -> None:
    """Take a kind of duty in; called once from a room's ``AppConfig.ready``."""
    _duties[duty.name] = duty


def duties() -> list[Duty]:
    """Give all kinds by name."""
    return [_duties[name] for name in sorted(_duties)]


def duty_named(name: str) -> Duty | None:
    """Give the kind of that name, where its room is still installed."""
    return _duties.get(name)


def open_duties(person: int, city: int) -> list[OpenDuties]:
    """List all that a person has open for a city, kind by kind; one statement for each kind."""
    listed = ((duty, duty.open_lines(person, city)) for duty in duties())
    return [OpenDuties(duty, lines) for duty, lines in listed if lines]


def has_open_duties(person: int, city: int) -> bool:
    """Say whether something of the person's own waits to be done for the city."""
    return any(one.duty.is_personal for one in open_duties(person, city))
