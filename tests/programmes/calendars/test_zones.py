"""Zones as calendars describe them agree with the zone data, hour by hour."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest

from pobratym.programmes.calendars.zones import described, zone_of


def read(name: str, first: int, last: int) -> dt.tzinfo:
    lines = ["BEGIN:VCALENDAR", *described(name, first, last), "END:VCALENDAR", ""]
    (zone,) = icalendar.Calendar.from_ical("\r\n".join(lines)).walk("VTIMEZONE")
    return zone.to_tz(lookup_tzid=False)


def happens(at: dt.datetime, zone: dt.tzinfo) -> bool:
    """Whether clocks show this hour at all: the one that is left out in spring is none."""
    there = at.replace(tzinfo=zone).astimezone(dt.UTC)
    return there.astimezone(zone).replace(tzinfo=None) == at


@pytest.mark.parametrize("first", [2024, 2026, 2030])
@pytest.mark.parametrize(
    "name", ["Europe/Warsaw", "Europe/Kyiv", "Europe/Kiev", "Europe/London", "America/New_York"]
)
def test_the_description_gives_the_same_hours_as_the_zone_data(name, first):
    told, true = read(name, first, first + 1), ZoneInfo(name)
    at = dt.datetime(first, 1, 1, 0, 30)  # noqa: DTZ001  wall time
    while at.year <= first + 1:
        if happens(at, true):
            assert at.replace(tzinfo=told).utcoffset() == at.replace(tzinfo=true).utcoffset(), at
        at += dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Europe/Istanbul", 2015),  # stopped changing its clocks in 2016
        ("Europe/Minsk", 2010),  # stopped in 2011
        ("Africa/Casablanca", 2024),  # changes with the moon
        ("Asia/Tokyo", 2026),  # never changes
    ],
)
def test_rules_that_end_or_wander_are_told_too(name, first):
    told, true = read(name, first, first + 3), ZoneInfo(name)
    at = dt.datetime(first, 1, 1, 12, 30)  # noqa: DTZ001  wall time
    while at.year <= first + 3:
        assert at.replace(tzinfo=told).utcoffset() == at.replace(tzinfo=true).utcoffset(), at
        at += dt.timedelta(days=1)


def test_only_the_years_concerned_are_told():
    lines = described("Europe/Warsaw", 2024, 2024)
    assert len([line for line in lines if line.startswith("DTSTART")]) == 2
    assert all(line >= "DTSTART:2023" for line in lines if line.startswith("DTSTART"))


@pytest.mark.parametrize("name", ["", "Nowhere", "../../etc/passwd", "/etc/passwd", "a\0b"])
def test_what_is_no_zone_is_nothing(name):
    assert zone_of(name) is None
