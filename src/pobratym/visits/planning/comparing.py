"""What is different between two programmes, item by item."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pobratym.visits.planning.problem import Stop


class Change(StrEnum):
    """What of an item changed."""

    TIME = "time"
    LENGTH = "length"
    PLACE = "place"
    GROUPS = "groups"
    HELPER = "helper"


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that is still there, but not as it was."""

    before: Stop
    after: Stop
    changes: frozenset[Change]


@dataclass(frozen=True, slots=True)
class Difference:
    """Items that are as they were, are otherwise, are new, and are gone."""

    kept: tuple[Stop, ...]
    moved: tuple[Moved, ...]
    new: tuple[Stop, ...]
    gone: tuple[Stop, ...]


def difference(before: Sequence[Stop], after: Sequence[Stop]) -> Difference:
    """Compare two programmes.

    Items of one thing are matched with those most alike: same groups before common groups,
    then the nearest hour. Whether an item is locked makes no difference.
    """
    pairs: list[tuple[Stop, Stop]] = []
    gone: list[Stop] = []
    rest = list(after)
    for key in dict.fromkeys(one.key for one in before):
        old = [one for one in before if one.key == key]
        new = [one for one in rest if one.key == key]
        ranked = sorted(
            (_far(one, other), number, place)
            for number, one in enumerate(old)
            for place, other in enumerate(new)
        )
        matched: dict[int, int] = {}
        for _distance, number, place in ranked:
            if number not in matched and place not in matched.values():
                matched[number] = place
        pairs += [(old[number], new[place]) for number, place in sorted(matched.items())]
        gone += [one for number, one in enumerate(old) if number not in matched]
        taken = {id(new[place]) for place in matched.values()}
        rest = [one for one in rest if id(one) not in taken]
    moved = [Moved(one, other, _changes(one, other)) for one, other in pairs]
    return Difference(
        kept=tuple(one.after for one in moved if not one.changes),
        moved=tuple(one for one in moved if one.changes),
        new=tuple(rest),
        gone=tuple(gone),
    )


def _far(one: Stop, other: Stop) -> tuple[int, int, int]:
    """Give how unlike two items of one thing are."""
    different = len(one.groups ^ other.groups)
    together = len(one.groups & other.groups)
    return different if together else 1000 + different, abs(one.start - other.start), other.start


def _changes(one: Stop, other: Stop) -> frozenset[Change]:
    """Give what is different between two items of one thing."""
    different = {
        Change.TIME: one.start != other.start,
        Change.LENGTH: one.end - one.start != other.end - other.start,
        Change.PLACE: one.place != other.place,
        Change.GROUPS: one.groups != other.groups,
        Change.HELPER: one.helper != other.helper,
    }
    return frozenset(change for change, is_so in different.items() if is_so)
