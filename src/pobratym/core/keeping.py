"""What is kept about a person, room by room: to be given out, and to be erased.

Each room that keeps something about people hands a :class:`Keeper` to :func:`keep` when the
application starts. A test walks all tables and fails for one that refers to a person and has none.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Keeper:
    """How one room answers for what it keeps about people.

    Attributes:
        name: of the room and the thing, such as ``partnerships.contact``; names a file of the
            archive.
        models: labels of the tables it answers for, lower case.
        give: all rows about the person with that key, as JSON values, for the person to read.
        erase: takes the person out and gives how many rows it changed; facts stay.
        duties: says how many open duties the person still has; they go to a successor first.
    """

    name: str
    models: frozenset[str]
    give: Callable[[int], Rows]
    erase: Callable[[int], int]
    duties: Callable[[int], int] = field(default=lambda _user: 0)


_keepers: dict[str, Keeper] = {}


def keep(keeper: Keeper) -> None:
    """Take a room's keeper in; called once from its ``AppConfig.ready``."""
    _keepers[keeper.name] = keeper


def keepers() -> list[Keeper]:
    """Give all keepers by name."""
    return [_keepers[name] for name in sorted(_keepers)]
