import datetime as dt
import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pobratym.directory.mapping.atlas import atlas
from pobratym.directory.mapping.crossings import crossings, nearest_crossing
from pobratym.directory.mapping.points import Point, distance_km

OSTROLEKA, VARASH = Point(53.08621, 21.57566), Point(51.34038, 25.85547)
POLAND = st.builds(Point, st.floats(49.5, 54.5), st.floats(14.5, 23.5))
UKRAINE = st.builds(Point, st.floats(46, 51.5), st.floats(24.5, 38))


def test_all_nine_road_crossings_are_known():
    assert [c.key for c in crossings() if c.kind == "road"] == [
        "dorohusk",
        "zosin",
        "dolhobyczow",
        "hrebenne",
        "budomierz",
        "korczowa",
        "medyka",
        "malhowice",
        "kroscienko",
    ]


def test_each_crossing_lies_at_the_border_of_poland_and_ukraine():
    border = _border()

    for crossing in crossings():
        away = min(distance_km(crossing.point, point) for point in border)
        assert away < 5, (crossing.key, away)


def _border():
    """Points every few km along the line that Poland and Ukraine share (2-3 km coarse)."""
    lines = [
        {n if n >= 0 else ~n for ring in atlas().rings[code] for n in ring} for code in ("PL", "UA")
    ]
    (shared,) = lines[0] & lines[1]
    degrees = _degrees(atlas().arcs[shared].vectors)
    return [
        Point(a.lat + (b.lat - a.lat) * t / 8, a.lon + (b.lon - a.lon) * t / 8)
        for a, b in pairwise(degrees)
        for t in range(9)
    ]


def _degrees(vectors):
    return [
        Point(math.degrees(math.asin(z)), math.degrees(math.atan2(y, x))) for x, y, z in vectors
    ]


def test_each_crossing_is_sourced_dated_and_named_in_three_languages():
    for crossing in crossings():
        assert set(crossing.names) == {"pl", "uk", "en"}
        assert not crossing.notes or set(crossing.notes) == {"pl", "uk", "en"}
        assert crossing.source.url.startswith(("https://", "http://"))
        assert crossing.source.name
        assert dt.date(2010, 1, 1) < crossing.source.on < dt.date(2027, 1, 1)
        assert crossing.kind in {"road", "rail"}
        assert "names.pl" in crossing.verified


def test_the_founding_pair_crosses_at_dorohusk():
    way = nearest_crossing(OSTROLEKA, VARASH)

    assert way is not None
    assert way.crossing.key == "dorohusk"
    assert round(way.first_km + way.second_km - distance_km(OSTROLEKA, VARASH)) == round(
        way.detour_km
    )
    assert 40 < way.detour_km < 70


def test_the_way_is_the_same_from_both_ends():
    there, back = nearest_crossing(OSTROLEKA, VARASH), nearest_crossing(VARASH, OSTROLEKA)

    assert there is not None
    assert back is not None
    assert there.crossing == back.crossing


def test_who_comes_by_car_crosses_where_cars_may():
    way = nearest_crossing(OSTROLEKA, VARASH, carrying="car")

    assert way is not None
    assert way.crossing.key == "zosin"
    assert "car" in way.crossing.traffic


def test_trains_cross_elsewhere():
    way = nearest_crossing(Point(49.78, 22.77), Point(49.84, 24.02), kind="rail")

    assert way is not None
    assert way.crossing.key == "przemysl-rail"


def test_without_crossings_there_is_no_way():
    assert nearest_crossing(OSTROLEKA, VARASH, []) is None


@given(POLAND, UKRAINE)
def test_no_other_crossing_has_a_smaller_detour(a, b):
    way = nearest_crossing(a, b)

    assert way is not None
    others = [
        distance_km(a, c.point) + distance_km(c.point, b) for c in crossings() if c.kind == "road"
    ]
    assert way.first_km + way.second_km == min(others)
    assert way.detour_km >= 0
