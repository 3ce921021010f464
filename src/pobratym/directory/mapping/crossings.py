"""Border crossings between Poland and Ukraine, and which lies best between two places."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pobratym.directory.mapping.points import Point, distance_km


@dataclass(frozen=True)
class Source:
    """Who says so, where, and as of which day."""

    name: str
    url: str
    on: dt.date


@dataclass(frozen=True)
class Crossing:
    """A place where the border may be crossed.

    Attributes:
        key: short name that stays, for example ``dorohusk``.
        kind: ``road`` or ``rail``.
        traffic: what may pass, of ``car``, ``coach``, ``lorry``, ``lorry_7_5t`` (lorries up to
            7.5 tonnes only), ``foot``, ``train``, ``freight_train``.
        point: where it is, good to about 3 km.
        names: both places by language, the Polish one first.
        notes: a limit that travellers should know, by language; may be empty.
        source: of kind, traffic and notes.
        verified: the fields read in a source; others come from general knowledge.
    """

    key: str
    kind: str
    traffic: frozenset[str]
    point: Point
    names: dict[str, str]
    notes: dict[str, str]
    source: Source
    verified: frozenset[str]


@dataclass(frozen=True)
class Way:
    """A crossing seen from two places; lengths in km of straight lines, never of roads.

    Attributes:
        crossing: the one chosen.
        first_km: from the first place to the crossing.
        second_km: from the crossing to the second place.
        detour_km: how much longer that is than the straight line between the places.
    """

    crossing: Crossing
    first_km: float
    second_km: float
    detour_km: float


@cache
def crossings() -> tuple[Crossing, ...]:
    """Return the crossings of ``atlas/crossings.json``, from north to south, roads first."""
    text = (files("pobratym.directory") / "atlas/crossings.json").read_text(encoding="utf-8")
    return tuple(_crossing(row) for row in json.loads(text)["crossings"])


def nearest_crossing(
    a: Point,
    b: Point,
    choices: Iterable[Crossing] | None = None,
    *,
    kind: str = "road",
    carrying: str = "",
) -> Way | None:
    """Return the crossing with the least detour from a to b, or nothing when none is offered.

    Straight lines only: a river without a bridge or a queue may make another crossing quicker.

    Args:
        a: where the journey begins.
        b: where it ends.
        choices: crossings to choose from, all we know unless given.
        kind: ``road`` or ``rail``.
        carrying: what must be let through, for example ``car``; anything unless given.
    """
    direct = distance_km(a, b)
    ways = [
        Way(c, to, on, max(0.0, to + on - direct))
        for c in (crossings() if choices is None else choices)
        if c.kind == kind and (not carrying or carrying in c.traffic)
        for to, on in [(distance_km(a, c.point), distance_km(c.point, b))]
    ]
    return min(ways, key=lambda way: way.detour_km, default=None)


def _crossing(row: dict[str, Any]) -> Crossing:
    source = row["source"]
    return Crossing(
        key=row["key"],
        kind=row["kind"],
        traffic=frozenset(row["traffic"]),
        point=Point(row["lat"], row["lon"]),
        names=row["names"],
        notes=row.get("notes", {}),
        source=Source(source["name"], source["url"], dt.date.fromisoformat(source["on"])),
        verified=frozenset(row["verified"]),
    )
