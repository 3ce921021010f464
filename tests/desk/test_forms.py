"""What comes in the address of a journal."""

import datetime as dt

import pytest

from pobratym.desk.forms import JournalFilter


def asked(**told):
    form = JournalFilter(told)
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31", "2201-01-01", "x"])
@pytest.mark.parametrize("name", ["since", "until"])
def test_a_day_that_no_calendar_reaches_narrows_nothing(name, day):
    """The day after the last one, or the first one in another zone, is none."""
    assert asked(**{name: day}) == {}


def test_a_day_of_these_centuries_narrows():
    assert asked(until="2200-12-31", since="1900-01-01") == {
        "until": dt.date(2200, 12, 31),
        "since": dt.date(1900, 1, 1),
    }


@pytest.mark.parametrize("number", ["0", "-1", str(2**63), "9" * 5_000, "１"])
def test_a_number_that_no_line_has_narrows_nothing(number):
    found = asked(by=number, before=number)

    assert found in ({}, {"by": 1, "before": 1})
