"""What is kept about a person, room by room: to be given out, and to be erased.

Each room that keeps something about people hands a :class:`Keeper` to :func:`keep` when the
application starts. A test walks all tables and fails for one that refers to a person and has none.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

Rows = list[dict[str, Any]]

ERASED_DOMAIN = "erased.invalid"
"""Where the addresses of erased people seem to be; nobody can ever receive a letter there."""


@dataclass(frozen=True)
class Keeper:
    """How one room answers for what it keeps about people.

    Attributes:
        name: of the room and the thing, such as ``partnerships.contact``; names a file of the
            archive.
        models: labels of the tables it answers for, lower case.
        give: all rows about the person with that key, as JSON values, for the person to read.
        erase: takes the person out and gives how many rows it changed; facts stay. The person's
            name and address are still there while it runs; ``accounts.user`` comes last.
        duties: says how many open duties the person still has; they go to a successor first.
        label: what people call the thing ("next steps in the contact log").
        count: says how many rows ``give`` would give, where fetching them all would take long.
        handing_over: one sentence on how open duties are handed over or ended.
        page: gives the address, without the language, of the page where the person does so.
    """

    name: str
    models: frozenset[str]
    give: Callable[[int], Rows]
    erase: Callable[[int], int]
    duties: Callable[[int], int] = field(default=lambda _user: 0)
    label: str | Promise = ""
    handing_over: str | Promise = ""
    page: Callable[[int], str] = field(default=lambda _user: "")
    count: Callable[[int], int] | None = None

    def counted(self, user: int) -> int:
        """Say how many rows are kept about the person with that key."""
        return len(self.give(user)) if self.count is None else self.count(user)


_keepers: dict[str, Keeper] = {}
_LAST = "accounts.user"


def keep(keeper: Keeper) -> None:
    """Take a room's keeper in; called once from its ``AppConfig.ready``."""
    _keepers[keeper.name] = keeper


def keepers() -> list[Keeper]:
    """Give all keepers by name; the person's own row comes last."""
    return [_keepers[name] for name in sorted(_keepers, key=lambda one: (one == _LAST, one))]


_held: dict[str, Callable[[], Q]] = {}


def keep_by_law(label: str, rows: Callable[[], Q]) -> None:
    """Take in which rows of a table erasure leaves as they are; called from ``AppConfig.ready``.

    Only what proves a public act: who signed an agreement of two cities, and what the check of
    that signature found (GDPR, Art. 17(3)(b) and (d)).

    Args:
        label: of the table, in lower case.
        rows: gives the condition.
    """
    _held[label] = rows


def held_tables() -> list[str]:
    """Name the tables of which some rows are kept by law."""
    return sorted(_held)


def held_by_law(label: str) -> Q:
    """Give the condition for the rows of a table that are kept by law; for most tables none are."""
    return _held[label]() if label in _held else Q(pk__in=[])
