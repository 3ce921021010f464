"""What is kept about one person, and what the person still has to do."""

from dataclasses import dataclass

from pobratym.accounts.http import Reader
from pobratym.core.keeping import keepers
from pobratym.vault.models.people import Correction

CORRECTIONS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing that is kept about a person, and how many rows."""

    name: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Duty:
    """Open duties of one kind, how they are handed over, and on which page (or none)."""

    label: str
    count: int
    handing_over: str
    page: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """Requests for corrections: the reader's own, newest first, and those to be answered."""

    own: list[Correction]
    to_answer: list[Correction]


def corrections_of(reader: Reader) -> Corrections:
    """Give the reader's last requests, and the oldest that wait for the reader (two statements)."""
    own = Correction.objects.own(reader).order_by("-pk")[:CORRECTIONS_SHOWN]
    asked = Correction.objects.asked_of_reader(reader).select_related("user").order_by("pk")
    return Corrections(list(own), list(asked[:CORRECTIONS_SHOWN]))


def kept_about(user: int) -> list[Kept]:
    """Give what is kept about the person with that key, room by room."""
    told = ((one, one.counted(user)) for one in keepers())
    return [Kept(one.name, str(one.label) or one.name, count) for one, count in told if count]


def duties_of(user: int) -> list[Duty]:
    """Give the open duties of the person with that key."""
    told = ((one, one.duties(user)) for one in keepers())
    return [
        Duty(str(one.label) or one.name, count, str(one.handing_over), one.page(user))
        for one, count in told
        if count
    ]
