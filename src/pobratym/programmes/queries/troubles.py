"""What of a programme breaks a rule, in words, with the items concerned.

The checker looks at the whole visit. What it found is kept until the journal has another line, so
that a page that only shows the programme again does not pay for it.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from pobratym.core.prepared import prepared
from pobratym.core.words import language
from pobratym.journal.models import HEAD, Head
from pobratym.programmes.queries.personal import Row
from pobratym.programmes.queries.stops import BY_HAND, Standing, standing_of
from pobratym.visits.models.visits import Visit
from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.programme import Broken, Rule
from pobratym.visits.queries.naming import Naming, naming_of
from pobratym.visits.telling_rules import sentence

if TYPE_CHECKING:
    from django.db.models import QuerySet

_KEPT = 64


@dataclass(frozen=True, slots=True)
class Trouble:
    """One rule that is broken: what it says and what to do, and the items that break it."""

    text: str
    items: Sequence[Row]


_found: OrderedDict[tuple[object, ...], Sequence[Trouble]] = OrderedDict()
_lock = Lock()


def troubles_of(visit: Visit, rows: Sequence[Row]) -> Sequence[Trouble]:
    """Give what of a programme breaks a rule; two items at two places first of all."""
    head = tuple(_head(HEAD))
    changed = max((row.changed_at for row in rows), default=None)
    key = (visit.public_id, visit.version, language(), head, len(rows), changed)
    with _lock:
        if key in _found:
            _found.move_to_end(key)
            return _found[key]
    found = _looked_at(visit, rows)
    with _lock:
        _found[key] = found
        while len(_found) > _KEPT:
            _found.popitem(last=False)
    return found


@prepared
def _head(key: int) -> "QuerySet[Head, int]":
    return Head.objects.filter(pk=key).values_list("number", flat=True)


def _looked_at(visit: Visit, rows: Sequence[Row]) -> list[Trouble]:
    if all(row.is_cancelled for row in rows):
        return []
    standing = standing_of(visit, rows)
    naming = names_in(standing)
    found = broken(standing.problem, standing.stops)
    told = (Trouble(sentence(one, naming), tuple(_items(one, standing))) for one in found)
    return [
        trouble
        for one, trouble in zip(found, told, strict=True)
        if one.rule is not Rule.PLACE or not _has_meal_anywhere(trouble)
    ]


def _has_meal_anywhere(trouble: Trouble) -> bool:
    """Say whether a meal without a place is concerned: where that is, we only guess."""
    return any(row.pause is not None and row.place is None for row in trouble.items)


def names_in(standing: Standing) -> Naming:
    """Give the names of all that the planner speaks of, in the reader's language."""
    spoken = language()
    by_hand = {
        key: rows[0].title.said(spoken).text
        for key, rows in standing.items.items()
        if key.startswith(BY_HAND)
    }
    return naming_of(standing.ground, by_hand)


def _items(one: Broken, standing: Standing) -> Iterator[Row]:
    """Give the items that a rule speaks of; of several with one key those of the groups named."""
    keys = [*one.keys.get("wish", ()), *one.keys.get("break", ())]
    groups = set(one.keys.get("group", ()))
    for key in dict.fromkeys(keys):
        rows = standing.items.get(key, ())
        if len(rows) > 1 and groups:
            rows = [
                row for row in rows
                if not row.subgroups or {str(part.pk) for part in row.subgroups} & groups
            ] or rows  # fmt: skip
        yield from rows
