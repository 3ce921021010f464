"""What rooms above show on a guest's own page: the programme, calendars, questions.

A room hands its part to :func:`show_to_guests` when the application starts; this room does not know
who they are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pobratym.visits.models.delegations import GuestLink


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: ``template`` is included with ``part`` as this object.

    Attributes:
        template: of the room that shows it; begins with its own ``h2``.
        context: what it needs, read there as ``part.context``.
    """

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


MakePart = Callable[[GuestLink, str], Part | None]
"""Makes a part from the guest's open link (member and visit are fetched) and the token itself, for
addresses below the guest's page; None where there is nothing to show."""

_parts: dict[str, tuple[int, MakePart]] = {}


def show_to_guests(name: str, make: MakePart, *, place: int) -> None:
    """Take a part in; called once from ``AppConfig.ready``.

    Args:
        name: ``room.part``, such as ``programmes.own``.
        make: makes it.
        place: parts stand in the order of their places; the programme has 10.
    """
    _parts[name] = (place, make)


def parts_for(link: GuestLink, token: str) -> list[Part]:
    """Make all parts of a guest's page, in their order."""
    made = [make(link, token) for _place, make in sorted(_parts.values(), key=lambda one: one[0])]
    return [part for part in made if part is not None]
