"""Versions of a programme: what stands now as plain data, and what stood before."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pobratym.core.prepared import prepared
from pobratym.programmes.models.items import Item, ProgrammeVersion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

PLAIN = ("kind", "wish_id", "pause_id", "site_id", "fold", "interpreter_id", "locked")
"""Fields that a version keeps as they are."""


def latest_number(visit: int) -> int:
    """Give the number of the latest version of a programme; 0 where it never had one."""
    found = _latest(visit)
    return int(found[0][0]) if found else 0


@prepared
def _latest(visit: int) -> "QuerySet[ProgrammeVersion, tuple[int, int | None]]":
    rows = ProgrammeVersion.objects.filter(visit=visit).order_by("-number")
    return rows.values_list("number", "restores")[:1]


@prepared
def _restores(visit: int, number: int) -> "QuerySet[ProgrammeVersion, int | None]":
    rows = ProgrammeVersion.objects.filter(visit=visit, number=number)
    return rows.values_list("restores", flat=True)


def snapshot(visit: int) -> dict[str, dict[str, Any]]:
    """Give every item of a visit with all its fields as JSON, by public id; three statements."""
    items = list(Item.objects.filter(visit=visit).order_by("starts_at", "pk"))
    groups = _linked(Item.subgroups.through.objects, "subgroup_id", visit)
    hosts = _linked(Item.hosts.through.objects, "host_id", visit)
    return {
        str(item.public_id): {
            **{name: getattr(item, name) for name in PLAIN},
            "uid": str(item.uid),
            "title": dict(item.title),
            "note": dict(item.note),
            "day": item.day.isoformat(),
            "starts": f"{item.starts:%H:%M}",
            "ends": f"{item.ends:%H:%M}",
            "starts_at": item.starts_at.isoformat(),
            "ends_at": item.ends_at.isoformat(),
            "subgroups": groups.get(item.pk, []),
            "hosts": hosts.get(item.pk, []),
            "cancelled_at": item.cancelled_at.isoformat() if item.cancelled_at else None,
            "cancelled_because": item.cancelled_because,
        }
        for item in items
    }


def _linked(rows: Any, column: str, visit: int) -> dict[int, list[int]]:  # noqa: ANN401  a through table's manager
    found: defaultdict[int, list[int]] = defaultdict(list)
    pairs: Iterable[tuple[int, int]] = rows.filter(item__visit=visit).values_list("item_id", column)
    for item, other in sorted(pairs):
        found[item].append(other)
    return found


def resolved(visit: int, number: int) -> int:
    """Give the number of the version whose contents a version has: the one it put back, or itself.

    0 is the empty programme before the first version.
    """
    found = _restores(visit, number) if number else []
    return number if not found or found[0] is None else found[0]


def to_undo(visit: int) -> int | None:
    """Give the number of the version that undoing puts back; None where nothing is left to undo."""
    found = _latest(visit)
    if not found:
        return None
    number, restores = found[0]
    now = number if restores is None else restores
    return resolved(visit, now - 1) if now else None
