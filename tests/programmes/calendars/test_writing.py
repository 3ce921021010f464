"""Calendars read by a stranger's parser."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from pobratym.programmes.calendars.entries import Calendar, Entry, Standing
from pobratym.programmes.calendars.writing import folded_line, written

WARSAW, KYIV = ZoneInfo("Europe/Warsaw"), ZoneInfo("Europe/Kyiv")
START = dt.datetime(2024, 10, 14, 7, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
FOLD = dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
"""The second 2.30 of that night in Warsaw."""
SIGNING = Entry(
    uid="5282a02c-9337-4e45-9150-21e6d3f63410@pobratym.example",
    sequence=2,
    starts_at=START,
    ends_at=START + dt.timedelta(hours=1),
    zone="Europe/Warsaw",
    changed_at=START - dt.timedelta(days=3),
    summary="Podpisanie umowy",
    location="Ratusz, pl. Bema 1; sala 7",
    description="Pierwszy wiersz\nDrugi\\trzeci",
    url="https://pobratym.example/pl/visits/5282a02c-9337-4e45-9150-21e6d3f63410/",
    geo=(53.08421, 21.57396),
)


def calendar(*entries: Entry, zone: str = "Europe/Warsaw") -> Calendar:
    return Calendar("Wizyta", "pl", zone, entries, ("Europe/Kyiv",))


def read(made: Calendar) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(written(made))


def only_event(made: Calendar) -> icalendar.Event:
    (event,) = read(made).walk("VEVENT")
    return event


def test_a_stranger_reads_what_was_written():
    event = only_event(calendar(SIGNING))
    assert event["UID"] == SIGNING.uid
    assert event["SEQUENCE"] == 2
    assert event["STATUS"] == "CONFIRMED"
    assert event["CLASS"] == "CONFIDENTIAL"
    assert event["SUMMARY"] == SIGNING.summary
    assert event["SUMMARY"].params["LANGUAGE"] == "pl"
    assert event["LOCATION"] == SIGNING.location
    assert event["DESCRIPTION"] == SIGNING.description
    assert event["URL"] == SIGNING.url
    assert (event["GEO"].latitude, event["GEO"].longitude) == SIGNING.geo
    assert event.start == START
    assert event.start.tzinfo.key == "Europe/Warsaw"
    assert event.end == SIGNING.ends_at
    assert event.errors == []


def test_a_strict_reader_accepts_all_of_it():
    """It reads the zones as they are described, and refuses what the format does not know."""
    entries = [
        SIGNING,
        SIGNING._replace(uid="b@pobratym.example", standing=Standing.CANCELLED, is_secret=False),
        SIGNING._replace(uid="c@pobratym.example", zone="Europe/Kyiv", end_zone="Europe/Warsaw"),
        SIGNING._replace(uid="d@pobratym.example", summary="ї" * 90, description="", geo=None),
        SIGNING._replace(uid="e@pobratym.example", starts_at=FOLD, ends_at=FOLD + HOUR),
    ]
    found = IcsCalendarStream.calendar_from_ics(written(calendar(*entries)).decode())
    assert [zone.tz_id for zone in found.timezones] == ["Europe/Kyiv", "Europe/Warsaw"]
    assert [event.uid for event in found.events] == [entry.uid for entry in entries]
    for event, entry in zip(found.events, entries, strict=True):
        assert event.dtstart.astimezone(dt.UTC) == entry.starts_at
        assert event.dtend.astimezone(dt.UTC) == entry.ends_at
        assert event.sequence == entry.sequence
        assert event.summary == entry.summary
        assert event.status == entry.standing.value


def test_what_is_cancelled_stays_and_says_so():
    event = only_event(calendar(SIGNING._replace(standing=Standing.CANCELLED, is_secret=False)))
    assert event["STATUS"] == "CANCELLED"
    assert event["CLASS"] == "PUBLIC"


def test_equal_entries_give_equal_calendars():
    assert written(calendar(SIGNING)) == written(calendar(SIGNING._replace()))


def test_a_calendar_without_entries_is_still_one():
    assert read(calendar()).walk("VEVENT") == []


def test_no_line_is_longer_than_75_octets_and_no_letter_is_broken():
    long = SIGNING._replace(summary="Żółć і їжачок 🎪 " * 30, description="ґ" * 400)
    text = written(calendar(long))
    assert max(map(len, text.split(b"\r\n"))) <= 75
    for line in text.split(b"\r\n"):
        line.decode()
    event = only_event(calendar(long))
    assert event["SUMMARY"] == long.summary.strip()
    assert event["DESCRIPTION"] == long.description


@pytest.mark.parametrize("text", ["END:VEVENT\r\nBEGIN:VEVENT", "a\rATTACH:file", "b\u2028X-C:1"])
def test_words_never_become_properties(text):
    event = only_event(calendar(SIGNING._replace(summary=text, location=text)))
    assert set(event) == set(only_event(calendar(SIGNING)))


@given(st.text(max_size=300))
def test_any_text_folds_and_comes_back(text):
    line = folded_line("SUMMARY", text)
    assert all(len(piece) <= 75 for piece in line.encode().split(b"\r\n"))
    assert "\n" not in line.replace("\r\n ", "")
    assert "\r" not in line.replace("\r\n ", "")


@pytest.mark.parametrize(
    ("at", "wall"),
    [
        (dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC), "TZID=Europe/Warsaw:20261025T023000"),
        (dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC), ":20261025T013000Z"),
        (dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC), "TZID=Europe/Warsaw:20260329T013000"),
        (dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC), "TZID=Europe/Warsaw:20260329T033000"),
    ],
)
def test_both_equal_hours_of_a_clock_change_are_told_apart(at, wall):
    made = calendar(SIGNING._replace(starts_at=at, ends_at=at + dt.timedelta(hours=2)))
    assert wall in written(made).decode()
    assert only_event(made).start.astimezone(dt.UTC) == at


def test_a_journey_ends_in_the_zone_it_leads_to():
    event = only_event(calendar(SIGNING._replace(zone="Europe/Kyiv", end_zone="Europe/Warsaw")))
    assert event.start.tzinfo.key == "Europe/Kyiv"
    assert event.end.tzinfo.key == "Europe/Warsaw"


def test_a_zone_nobody_knows_is_told_in_utc():
    made = SIGNING._replace(zone="Europe/Nowhere\r\nX:1", end_zone="../../etc/passwd")
    assert only_event(calendar(made)).start == START


def test_both_zones_are_described():
    names = {zone["TZID"] for zone in read(calendar(SIGNING)).walk("VTIMEZONE")}
    assert names == {"Europe/Warsaw", "Europe/Kyiv"}
