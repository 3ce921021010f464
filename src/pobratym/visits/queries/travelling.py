"""How long the way takes between two sites, from the best that is known."""

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from pobratym.directory.mapping.points import Point, distance_km
from pobratym.visits.models.sites import Site, Way
from pobratym.visits.models.visits import Visit

NO_WAY = -1
"""Minutes between two sites where nothing is known."""
LONGEST_WAY = 24 * 60
"""Minutes; no way within a programme takes longer."""


class Known(StrEnum):
    """Where the minutes of a way come from, best first."""

    SAME = "same"
    WRITTEN = "written"
    BACK = "back"
    """Only the way back is written down; it counts for both."""
    STRAIGHT = "straight"
    NOT = "not"


class Leg(NamedTuple):
    """A way between two sites; ``minutes`` has the visit's reserve in it, or is ``NO_WAY``."""

    minutes: int
    known: Known


def sites_of(visit: Visit) -> list[Site]:
    """Give the sites that the visit's wishes, days and meals name, in order of their keys."""
    named: set[int] = set()
    named.update(visit.wishes.standing().values_list("site", flat=True))
    for start, end in visit.frames.values_list("start", "end"):
        named.update(key for key in (start, end) if key)
    named.update(visit.pauses.exclude(site=None).values_list("site", flat=True))
    return list(Site.objects.filter(pk__in=named).order_by("pk"))


def matrix(visit: Visit, sites: Iterable[Site] | None = None) -> dict[tuple[int, int], int]:
    """Give the minutes of every way between the sites, by pairs of their keys.

    The visit's reserve is in them; from a site to itself it is nothing, where nothing is known
    ``NO_WAY``. What the city wrote down goes before what is reckoned.
    """
    return {pair: leg.minutes for pair, leg in legs(visit, sites).items()}


def legs(visit: Visit, sites: Iterable[Site] | None = None) -> dict[tuple[int, int], Leg]:
    """Give the ways of :func:`matrix` with what they rest on. One statement where sites are given.

    Args:
        visit: says how quick one gets on, and the reserve.
        sites: those of the visit when left out.
    """
    places = list(sites_of(visit) if sites is None else sites)
    keys = [site.pk for site in places]
    rows = Way.objects.filter(origin__in=keys, target__in=keys)
    written = {(a, b): minutes for a, b, minutes in rows.values_list("origin", "target", "minutes")}
    found = {(key, key): Leg(0, Known.SAME) for key in keys}
    points = {site.pk: point_of(site) for site in places}
    for a, b in combinations(keys, 2):
        found[a, b], found[b, a] = _both(visit, written, (a, b), points)
    return found


def point_of(site: Site) -> Point | None:
    """Give where a site lies, where that is known."""
    if site.latitude is None or site.longitude is None:
        return None
    return Point(float(site.latitude), float(site.longitude))


def straight_minutes(km: float, visit: Visit) -> int:
    """Give the minutes by road for a straight line, without the reserve, rounded up."""
    hours = km * float(Decimal(visit.detour)) / visit.travel_kmh
    return min(math.ceil(hours * 60), LONGEST_WAY)


def _both(
    visit: Visit,
    written: Mapping[tuple[int, int], int],
    pair: tuple[int, int],
    points: Mapping[int, Point | None],
) -> tuple[Leg, Leg]:
    there, back = written.get(pair), written.get(pair[::-1])
    reserve = visit.buffer_min
    if there is not None and back is not None:
        return Leg(there + reserve, Known.WRITTEN), Leg(back + reserve, Known.WRITTEN)
    if there is not None:
        return Leg(there + reserve, Known.WRITTEN), Leg(there + reserve, Known.BACK)
    if back is not None:
        return Leg(back + reserve, Known.BACK), Leg(back + reserve, Known.WRITTEN)
    a, b = points[pair[0]], points[pair[1]]
    if a is None or b is None:
        return Leg(NO_WAY, Known.NOT), Leg(NO_WAY, Known.NOT)
    straight = Leg(straight_minutes(distance_km(a, b), visit) + reserve, Known.STRAIGHT)
    return straight, straight
