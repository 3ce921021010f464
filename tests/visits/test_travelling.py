"""Minutes between two sites, from the best that is known."""

import datetime as dt
from decimal import Decimal

import pytest

from pobratym.visits.models.sites import Way
from pobratym.visits.queries.travelling import NO_WAY, Known, Leg, legs, matrix
from tests.visiting import SiteFactory, VisitFactory, WishFactory

pytestmark = pytest.mark.django_db

HALL = {"latitude": Decimal("53.08420"), "longitude": Decimal("21.57490")}
SCHOOL = {"latitude": Decimal("53.09320"), "longitude": Decimal("21.57490")}
"""One kilometre north of the city hall."""


def a_way(origin, target, minutes):
    return Way.objects.create(
        origin=origin, target=target, minutes=minutes, known_on=dt.date(2030, 1, 1)
    )


def two(visit, first=HALL, second=SCHOOL):
    places = SiteFactory(city=visit.host, **first), SiteFactory(city=visit.host, **second)
    for place in places:
        WishFactory(visit=visit, site=place)
    return places


def test_a_straight_line_is_stretched_and_has_the_reserve():
    visit = VisitFactory(travel_kmh=30, detour=Decimal("1.4"), buffer_min=10)
    a, b = two(visit)

    assert matrix(visit) == {(a.pk, a.pk): 0, (b.pk, b.pk): 0, (a.pk, b.pk): 13, (b.pk, a.pk): 13}


def test_what_the_city_wrote_down_goes_first():
    visit = VisitFactory(buffer_min=5)
    a, b = two(visit)
    a_way(a, b, 7)
    a_way(b, a, 9)

    assert legs(visit)[a.pk, b.pk] == Leg(12, Known.WRITTEN)
    assert legs(visit)[b.pk, a.pk] == Leg(14, Known.WRITTEN)


def test_a_way_that_is_written_one_way_counts_for_both():
    visit = VisitFactory(buffer_min=0)
    a, b = two(visit)
    a_way(a, b, 7)

    assert legs(visit)[b.pk, a.pk] == Leg(7, Known.BACK)


def test_without_a_place_on_the_map_nothing_is_guessed():
    visit = VisitFactory()
    a, b = two(visit, second={})

    assert matrix(visit)[a.pk, b.pk] == NO_WAY


def test_two_hundred_sites_take_few_statements(cost):
    visit = VisitFactory()
    for n in range(200):
        place = {"latitude": Decimal(50) + Decimal(n) / 1000, "longitude": Decimal(21)}
        WishFactory(visit=visit, site=SiteFactory(city=visit.host, **place))

    assert len(cost(lambda: matrix(visit))) == 5
    assert len(matrix(visit)) == 40_000
