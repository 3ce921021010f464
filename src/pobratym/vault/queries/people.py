"""What is kept about one person, and what the person still has to do."""

from dataclasses import dataclass

from pobratym.core.keeping import keepers


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing that is kept about a person, and how many rows."""

    name: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Duty:
    """Open duties of one kind, and how they are handed over."""

    label: str
    count: int
    handing_over: str


def kept_about(user: int) -> list[Kept]:
    """Give what is kept about the person with that key, room by room."""
    told = ((one, len(one.give(user))) for one in keepers())
    return [Kept(one.name, str(one.label) or one.name, count) for one, count in told if count]


def duties_of(user: int) -> list[Duty]:
    """Give the open duties of the person with that key."""
    told = ((one, one.duties(user)) for one in keepers())
    return [
        Duty(str(one.label) or one.name, count, str(one.handing_over))
        for one, count in told
        if count
    ]
