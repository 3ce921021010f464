"""The doors of the demonstration, by city: the room that knows who works where groups them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings


@dataclass(frozen=True, slots=True)
class Doors:
    """People of one city, with what each is called; without a city those who belong to none."""

    city: Wordings
    people: list[tuple[int, Wordings | str]]


Grouping = Callable[[Sequence[User]], list[Doors]]

_groupings: list[Grouping] = []


def register(grouping: Grouping) -> None:
    """Take in the function that groups people by city; called once from ``AppConfig.ready``."""
    _groupings[:] = [grouping]


def doors_of(people: Sequence[User]) -> list[Doors]:
    """Group the demonstration's people; nobody in it, no group."""
    return _groupings[0](people) if people and _groupings else []
