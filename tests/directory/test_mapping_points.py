import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.directory.mapping.points import Point, distance_km, midpoint
from pobratym.directory.mapping.projection import View

OSTROLEKA, VARASH = Point(53.08621, 21.57566), Point(51.34038, 25.85547)
EUROPE = st.builds(Point, st.floats(43, 57), st.floats(5, 42))


def test_distance_agrees_with_the_exact_geodesic_between_airports():
    # 5551.759400 km is the example of GeographicLib's GeodSolve for these two places.
    assert distance_km(Point(40.6, -73.8), Point(51.6, -0.5)) == pytest.approx(5551.7594, rel=1e-5)


def test_distance_along_meridian_and_equator_follows_the_ellipsoid():
    assert distance_km(Point(0, 0), Point(0, 1)) == pytest.approx(111.3195, rel=1e-5)
    assert distance_km(Point(50, 20), Point(51, 20)) == pytest.approx(111.2384, rel=1e-4)


def test_the_founding_cities_are_351_km_apart():
    assert round(distance_km(OSTROLEKA, VARASH)) == 351


def test_one_place_is_no_distance_from_itself():
    assert distance_km(VARASH, VARASH) == 0


@given(EUROPE, EUROPE)
def test_distance_is_the_same_both_ways_and_the_midpoint_halves_it(a, b):
    there = distance_km(a, b)
    middle = midpoint(a, b)

    assert there == pytest.approx(distance_km(b, a))
    assert distance_km(a, middle) + distance_km(middle, b) == pytest.approx(
        there, abs=0.02, rel=1e-4
    )


@given(EUROPE, EUROPE, EUROPE)
def test_a_detour_is_never_shorter(a, b, c):
    assert distance_km(a, c) + distance_km(c, b) >= distance_km(a, b) * 0.9999 - 0.001


@given(EUROPE, EUROPE)
def test_a_great_circle_through_the_middle_is_drawn_straight(a, b):
    view = View(midpoint(a, b), 2.0, 640, 432)

    (ax, ay), (bx, by) = view.place(a), view.place(b)

    assert (ax + bx) / 2 == pytest.approx(320, abs=1e-6)
    assert (ay + by) / 2 == pytest.approx(216, abs=1e-6)
    drawn_km = math.dist((ax, ay), (bx, by)) * view.km_per_px
    assert drawn_km == pytest.approx(distance_km(a, b), rel=0.025, abs=1e-6)


def test_north_is_up_and_east_is_right():
    view = View(Point(51, 24), 1.0, 640, 432)

    assert view.place(Point(51, 24)) == pytest.approx((320, 216))
    assert view.place(Point(52, 24))[1] < 216
    assert view.place(Point(51, 25))[0] > 320
