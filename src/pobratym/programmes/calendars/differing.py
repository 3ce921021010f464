"""What changed for one person since they were last told."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Plain = Mapping[str, Mapping[str, Any]]
"""Items as they are kept between two tellings: by public id, plain values."""


class What(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    MOVED = "moved"
    """To another hour, day or place."""
    RENAMED = "renamed"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    GONE = "gone"
    """It is no longer theirs, or no longer in the programme."""


@dataclass(frozen=True, slots=True)
class Spot:
    """When and where."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    place: Mapping[str, str]
    address: str


@dataclass(frozen=True, slots=True)
class Change:
    """One item that changed: how it was, where it was known, and how it is, where it still is."""

    what: What
    title: Mapping[str, str]
    before: Spot | None
    after: Spot | None
    because: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether the place is another one."""
        before, after = self.before, self.after
        if before is None or after is None:
            return False
        return (before.place, before.address) != (after.place, after.address)


def differences(before: Plain, after: Plain, now: dt.datetime) -> Sequence[Change]:
    """Give what changed, in order of time; what is over in either way is left out."""
    found = [change for change in _all(before, after) if _ends(change) > now]
    return sorted(found, key=lambda change: (_starts(change), sorted(change.title.items())))


def _all(before: Plain, after: Plain) -> Iterator[Change]:
    for key in before.keys() | after.keys():
        change = _one(before.get(key), after.get(key))
        if change is not None:
            yield change


def _one(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Change | None:
    was = old is not None and not old["cancelled"]
    stands = new is not None and not new["cancelled"]
    if was and not stands:
        return _change(What.GONE if new is None else What.CANCELLED, old, new)
    if not stands or old is None or new is None:
        return _change(What.ADDED, None, new) if stands else None
    if not was:
        return _change(What.REINSTATED, old, new)
    if _spot(old) != _spot(new):
        return _change(What.MOVED, old, new)
    return _change(What.RENAMED, old, new) if old["title"] != new["title"] else None


def _change(what: What, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Change:
    newest = new or old or {}
    return Change(
        what=what,
        title=newest["title"],
        before=_spot(old) if old else None,
        after=_spot(new) if new else None,
        because=newest["because"],
    )


def _spot(item: Mapping[str, Any]) -> Spot:
    return Spot(
        starts_at=dt.datetime.fromisoformat(item["starts_at"]),
        ends_at=dt.datetime.fromisoformat(item["ends_at"]),
        place=item["place"],
        address=item["address"],
    )


def _starts(change: Change) -> dt.datetime:
    return min(spot.starts_at for spot in (change.before, change.after) if spot)


def _ends(change: Change) -> dt.datetime:
    return max(spot.ends_at for spot in (change.before, change.after) if spot)
