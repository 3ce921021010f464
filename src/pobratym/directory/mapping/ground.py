"""Land and borders as seen in one view, shared by all maps of that view."""

from dataclasses import dataclass, field
from functools import lru_cache

from pobratym.directory.mapping.atlas import Arc, atlas, join
from pobratym.directory.mapping.outlines import (
    XY,
    Frame,
    Ring,
    area,
    centre,
    clip,
    crossings_at,
    path,
    thin,
)
from pobratym.directory.mapping.projection import View

WIDTH, HEIGHT = 640, 432
RIM = 3.0
"""Px drawn beyond the sheet, so that the cut edges of countries are not seen."""
FRAME: Frame = (-RIM, -RIM, WIDTH + RIM, HEIGHT + RIM)
TOLERANCE = 0.5
"""Px by which a drawn border may leave the stored one at 1 km per px; wider views may more."""
ROW = 16
"""Px between the rows in which the name of a country may stand."""
LETTERS = 21.0
"""Height in px of such a name."""
SPECK = 5.0
"""Square px below which an island is left out."""


@dataclass(frozen=True)
class Land:
    """A country on the map: its code, its outline as SVG path data, and whether it is a home."""

    code: str
    path: str
    home: bool


@dataclass(frozen=True)
class Ground:
    """The countries of a view.

    Attributes:
        rings: of each country, cut to the sheet, in px.
        paths: the same as SVG path data, in tenths of a px.
        areas: what is seen of each country, in square px.
    """

    rings: dict[str, list[Ring]]
    paths: dict[str, str]
    areas: dict[str, float]
    _rows: dict[str, list[tuple[float, float, float]]] = field(default_factory=dict, repr=False)

    def middle(self, code: str) -> XY:
        """Return the centre of gravity of the largest part of a country, in px."""
        return centre(max(self.rings[code], key=area))

    def rows(self, code: str) -> list[tuple[float, float, float]]:
        """Return where a name may stand in a country: heights of rows, their left and right ends.

        Worked out once per view, as many cities share the view of their country.
        """
        if code not in self._rows:
            self._rows[code] = [
                (y, max(left, 8.0), min(right, WIDTH - 8.0))
                for y in range(24, HEIGHT - 20, ROW)
                for left, right in _inside(self.rings[code], y)
            ]
        return self._rows[code]

    def land(self, homes: frozenset[str]) -> tuple[Land, ...]:
        """Return the countries to draw; homes come last, so that their borders lie on top."""
        ordered = sorted(self.paths, key=lambda code: (code in homes, code))
        return tuple(Land(code, self.paths[code], code in homes) for code in ordered)

    def by_size(self, homes: frozenset[str]) -> list[str]:
        """Return the codes, homes first, then by what is seen of them."""
        return sorted(self.areas, key=lambda code: (code not in homes, -self.areas[code]))


@lru_cache(maxsize=16)
def ground(view: View) -> Ground:
    """Return the land of a view, thinned to what can be seen at its scale."""
    known = atlas()
    tolerance = TOLERANCE * (0.7 + 0.3 * max(1.0, view.km_per_px))
    lines = [_line(arc, view, tolerance) for arc in known.arcs]
    rings = {}
    for code, numbers in known.rings.items():
        cut = [clip(join(ring, lines), FRAME) for ring in numbers]
        seen = [ring for ring in cut if len(ring) > 2 and area(ring) >= SPECK]  # noqa: PLR2004
        if seen:
            rings[code] = seen
    paths = {code: path(many) for code, many in rings.items()}
    areas = {code: sum(map(area, many)) for code, many in rings.items()}
    return Ground(rings, paths, areas)


def _line(arc: Arc, view: View, tolerance: float) -> list[XY]:
    """Return an arc on the sheet; one that cannot be seen shrinks to its ends."""
    if view.sees(arc.middle, arc.radius):
        return thin(view.place_all(arc.vectors), tolerance)
    return view.place_all([arc.vectors[0], arc.vectors[-1]])


def _inside(rings: list[Ring], y: float) -> list[tuple[float, float]]:
    """Return the stretches of a row that lie in a country from top to bottom of its letters."""
    above = crossings_at(rings, y - LETTERS / 2)
    below = crossings_at(rings, y + LETTERS / 2)
    return [
        (max(a, c), min(b, d))
        for a, b in zip(above[::2], above[1::2], strict=False)
        for c, d in zip(below[::2], below[1::2], strict=False)
        if max(a, c) < min(b, d)
    ]
