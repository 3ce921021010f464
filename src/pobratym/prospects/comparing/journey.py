"""How long a journey by car takes, roughly, and through which border crossing.

Nothing here knows roads: lengths are straight lines times a factor, and every figure is an
estimate that its page calls so.
"""

from dataclasses import dataclass

from pobratym.directory.mapping.crossings import Crossing, nearest_crossing
from pobratym.directory.mapping.points import Point, distance_km

DETOUR = 1.3
"""A road is so many times longer than the straight line."""
SPEED_KMH = 70
"""Average over motorways, country roads and breaks."""
WAITING_HOURS = (1, 5)
"""At the border between Poland and Ukraine by car, from a quiet night to a crowded day."""


@dataclass(frozen=True, slots=True)
class Journey:
    """An estimate; distances in km, times in hours.

    Attributes:
        straight_km: the straight line.
        road_km: over the crossing, times the factor.
        driving: at the average speed.
        waiting: least and most at the border; none inside one country.
        crossing: with the least detour of those open to cars; none inside one country.
    """

    straight_km: float
    road_km: float
    driving: float
    waiting: tuple[int, int] | None
    crossing: Crossing | None

    @property
    def least(self) -> float:
        """Driving and the shortest waiting."""
        return self.driving + (self.waiting[0] if self.waiting else 0)

    @property
    def most(self) -> float:
        """Driving and the longest waiting."""
        return self.driving + (self.waiting[1] if self.waiting else 0)


def journey(a: Point, b: Point, *, is_abroad: bool) -> Journey:
    """Estimate a journey by car.

    Args:
        a: where it begins.
        b: where it ends.
        is_abroad: whether the border between Poland and Ukraine lies between.
    """
    straight = distance_km(a, b)
    way = nearest_crossing(a, b, carrying="car") if is_abroad else None
    length = (way.first_km + way.second_km if way else straight) * DETOUR
    waiting = WAITING_HOURS if way else None
    return Journey(straight, length, length / SPEED_KMH, waiting, way.crossing if way else None)
