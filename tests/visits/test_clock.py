"""Minutes of a visit, also where clocks change inside it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.clock import Clock, Comes, Wall


def clock(first, last=None, zone="Europe/Warsaw") -> Clock:
    first = dt.date.fromisoformat(first)
    return Clock(
        Visit(starts_on=first, ends_on=dt.date.fromisoformat(last or first.isoformat()), zone=zone)
    )


def test_minutes_count_from_the_first_midnight():
    assert clock("2024-10-07").minutes(dt.date(2024, 10, 8), dt.time(9, 30)) == 24 * 60 + 570


def test_a_night_in_october_is_an_hour_longer():
    autumn = clock("2024-10-26", "2024-10-28")

    assert autumn.length == 3 * 24 * 60 + 60
    assert autumn.minutes(dt.date(2024, 10, 27), dt.time(9)) == 24 * 60 + 10 * 60


def test_a_night_in_march_is_an_hour_shorter():
    spring = clock("2024-03-30", "2024-04-01")

    assert spring.length == 3 * 24 * 60 - 60
    assert spring.wall(24 * 60 + 8 * 60) == Wall(dt.date(2024, 3, 31), dt.time(9))


def test_the_hour_that_comes_twice_is_told_apart():
    autumn = clock("2024-10-27")
    day, at = dt.date(2024, 10, 27), dt.time(2, 30)

    assert autumn.minutes(day, at, 1) - autumn.minutes(day, at, 0) == 60
    assert autumn.wall(150) == Wall(day, at, 0)
    assert autumn.wall(210) == Wall(day, at, 1)


def test_it_is_known_how_often_an_hour_comes():
    assert clock("2024-10-27").comes(dt.date(2024, 10, 27), dt.time(2, 30)) is Comes.TWICE
    assert clock("2024-03-31").comes(dt.date(2024, 3, 31), dt.time(2, 30)) is Comes.NEVER
    assert clock("2024-03-31").comes(dt.date(2024, 3, 31), dt.time(3, 0)) is Comes.ONCE


def test_an_evening_past_midnight_ends_on_the_next_day():
    assert clock("2024-10-07").span(dt.date(2024, 10, 7), dt.time(20), dt.time(1)) == (1200, 1500)


def test_both_names_of_the_zone_of_kyiv_are_the_same():
    day, at = dt.date(2024, 10, 9), dt.time(12)

    assert clock("2024-10-07", zone="Europe/Kiev").minutes(day, at) == clock(
        "2024-10-07", zone="Europe/Kyiv"
    ).minutes(day, at)


def test_the_days_are_those_of_the_visit():
    assert clock("2024-02-28", "2024-03-01").days == [
        dt.date(2024, 2, 28),
        dt.date(2024, 2, 29),
        dt.date(2024, 3, 1),
    ]


@pytest.mark.parametrize("first", ["2024-03-30", "2024-10-26", "2024-06-01"])
@given(minutes=st.integers(-3000, 6000))
def test_every_minute_comes_back_from_the_wall(first, minutes):
    here = clock(first)

    wall = here.wall(minutes)

    assert here.minutes(wall.day, wall.at, wall.fold) == minutes
    assert here.since_zero(here.moment(minutes)) == minutes
