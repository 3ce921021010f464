"""From the round Earth to a flat sheet of paper."""

import math
from dataclasses import dataclass, field

from pobratym.directory.mapping.points import MEAN_KM, Point, direction

Vector = tuple[float, float, float]
XY = tuple[float, float]


@dataclass(frozen=True)
class View:
    """A sheet with one place in its middle and north up, in stereographic projection.

    The projection keeps shapes (it is conformal) and draws every great circle through the middle
    as a straight line, so a line between two cities around it is truly straight. Lengths grow by
    1.5 percent 1,500 km from the middle, by 0.2 percent 500 km from it (Snyder, Map Projections:
    A Working Manual, USGS 1395, chapter 21; here on a sphere).

    Attributes:
        centre: the place in the middle of the sheet.
        km_per_px: ground length of one pixel in the middle.
        width: of the sheet, in px.
        height: of the sheet, in px.
    """

    centre: Point
    km_per_px: float
    width: int
    height: int
    _axes: tuple[Vector, Vector, Vector] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lat, lon = math.radians(self.centre.lat), math.radians(self.centre.lon)
        east = (-math.sin(lon), math.cos(lon), 0.0)
        up = direction(self.centre)
        north = (-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat))
        object.__setattr__(self, "_axes", (east, north, up))

    def place(self, point: Point) -> XY:
        """Return where a place lies on the sheet: px from its left and upper edges."""
        return self.place_all([direction(point)])[0]

    def place_all(self, vectors: list[Vector]) -> list[XY]:
        """Return where unit vectors lie on the sheet; those of the far side do not belong here."""
        (ex, ey, _), (nx, ny, nz), (ux, uy, uz) = self._axes
        middle_x, middle_y = self.width / 2, self.height / 2
        factor = 2 * MEAN_KM / self.km_per_px
        placed = []
        for x, y, z in vectors:
            k = factor / (1 + ux * x + uy * y + uz * z)
            placed.append(
                (middle_x + k * (ex * x + ey * y), middle_y - k * (nx * x + ny * y + nz * z))
            )
        return placed

    @property
    def reach(self) -> float:
        """Angle in radians from the middle to a corner of the sheet."""
        diagonal_km = math.hypot(self.width, self.height) / 2 * self.km_per_px
        return 2 * math.atan(diagonal_km / (2 * MEAN_KM))

    def sees(self, middle: Vector, radius: float) -> bool:
        """Tell whether a cap of the Earth may be on the sheet; its radius is in radians."""
        cosine = sum(a * b for a, b in zip(middle, self._axes[2], strict=True))
        return math.acos(min(1.0, max(-1.0, cosine))) <= radius + self.reach
