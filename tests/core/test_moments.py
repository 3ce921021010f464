"""An hour is told with its place."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from pobratym.core.moments import with_zone, zone_named

AUTUMN = dt.datetime(2024, 10, 7, 12, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("language", "zone", "told"),
    [
        ("pl", "", "7 października 2024, 14:30 (Warszawa, UTC+2)"),
        ("uk", "Europe/Warsaw", "7 жовтня 2024, 14:30 (Варшава, UTC+2)"),
        ("pl", "Europe/Kyiv", "7 października 2024, 15:30 (Kijów, UTC+3)"),
        ("uk", "Europe/Kiev", "7 жовтня 2024, 15:30 (Київ, UTC+3)"),
        ("en", "Europe/Kyiv", "7 October 2024, 15:30 (Kyiv, UTC+3)"),
        ("en", "Asia/Kolkata", "7 October 2024, 18:00 (Kolkata, UTC+5:30)"),
    ],
)
def test_a_moment_is_told_in_the_readers_language_with_its_place(language, zone, told):
    with translation.override(language):
        assert with_zone(AUTUMN, zone) == told


def test_the_hour_that_comes_twice_is_told_apart():
    first = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)

    with translation.override("en"):
        told = [with_zone(first), with_zone(first + dt.timedelta(hours=1))]

    assert told == [
        "25 October 2026, 02:30 (Warsaw, UTC+2)",
        "25 October 2026, 02:30 (Warsaw, UTC+1)",
    ]


@pytest.mark.parametrize(
    "name", ["", "Europe/Nowhere", "../etc/passwd", "\0", "Europe", "a" * 5000]
)
def test_what_is_no_zone_is_refused(name):
    with pytest.raises(ValidationError) as refusal:
        zone_named(name)

    assert refusal.value.code == "unknown_zone"
