"""The borders, names and larger cities that our maps know, read once from ``atlas/``."""

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from pobratym.directory.mapping.outlines import Ring, encloses
from pobratym.directory.mapping.points import Point, direction
from pobratym.directory.mapping.projection import Vector

BOX = (5.0, 43.0, 42.0, 57.0)
"""West, south, east, north in degrees: what lies outside is not drawn."""


@dataclass(frozen=True)
class Arc:
    """A line between two countries, or between a country and the sea.

    Attributes:
        vectors: its points as unit vectors.
        middle: the middle of a cap of the Earth that holds all of it.
        radius: of that cap, in radians.
    """

    vectors: list[Vector]
    middle: Vector
    radius: float


@dataclass(frozen=True)
class Town:
    """A large city drawn to help the reader find their way."""

    point: Point
    names: dict[str, str]
    capital: bool


@dataclass(frozen=True)
class Atlas:
    """All that is drawn under the cities of a partnership.

    Attributes:
        arcs: every line once.
        rings: of each country (ISO 3166-1 code), arc numbers; ``~n`` is arc n backwards.
        degrees: the same rings as (longitude, latitude).
        extents: west, south, east and north end of each country, in degrees.
        names: of each country, by language.
        towns: capitals first, then by size.
    """

    arcs: list[Arc]
    rings: dict[str, list[list[int]]]
    degrees: dict[str, list[Ring]]
    extents: dict[str, tuple[float, float, float, float]]
    names: dict[str, dict[str, str]]
    towns: list[Town]

    def country_at(self, point: Point) -> str:
        """Return the code of the country in which a place lies, or nothing at sea."""
        for code, (west, south, east, north) in self.extents.items():
            near = west <= point.lon <= east and south <= point.lat <= north
            if near and encloses(self.degrees[code], point.lon, point.lat):
                return code
        return ""


def known(point: Point) -> bool:
    """Tell whether a place lies in the part of Europe that we can draw."""
    west, south, east, north = BOX
    return west <= point.lon <= east and south <= point.lat <= north


@cache
def atlas() -> Atlas:
    """Return the atlas; the first call reads it."""
    borders, names = _read("borders.json"), _read("map_names.json")
    lines = [_degrees(arc, borders["units"]) for arc in borders["arcs"]]
    rings: dict[str, list[list[int]]] = borders["countries"]
    degrees = {code: [join(ring, lines) for ring in many] for code, many in rings.items()}
    return Atlas(
        arcs=[_arc(line) for line in lines],
        rings=rings,
        degrees=degrees,
        extents={code: _extent(many) for code, many in degrees.items()},
        names=names["countries"],
        towns=[
            Town(Point(town["lat"], town["lon"]), town["names"], town.get("capital", False))
            for town in names["towns"]
        ],
    )


def join(ring: list[int], lines: list[Ring]) -> Ring:
    """Join the lines of a ring end to end."""
    return [p for n in ring for p in (lines[n] if n >= 0 else lines[~n][::-1])[:-1]]


def _read(name: str) -> dict[str, Any]:
    text = (files("pobratym.directory") / "atlas" / name).read_text(encoding="utf-8")
    return dict(json.loads(text))


def _degrees(flat: list[int], units: int) -> Ring:
    longitudes, latitudes = accumulate(flat[0::2]), accumulate(flat[1::2])
    return [(x / units, y / units) for x, y in zip(longitudes, latitudes, strict=True)]


def _extent(rings: list[Ring]) -> tuple[float, float, float, float]:
    longitudes, latitudes = zip(*(point for ring in rings for point in ring), strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _arc(line: Ring) -> Arc:
    vectors = [direction(Point(lat, lon)) for lon, lat in line]
    total = tuple(sum(v[i] for v in vectors) for i in range(3))
    size = math.hypot(*total)
    middle = (total[0] / size, total[1] / size, total[2] / size)
    nearest = min(sum(a * b for a, b in zip(v, middle, strict=True)) for v in vectors)
    return Arc(vectors, middle, math.acos(min(1.0, nearest)))
