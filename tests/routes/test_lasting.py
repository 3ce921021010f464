"""Terms in months: by the day, in long and short months, in leap years."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.routes.lasting.force import (
    Terms,
    end_by_notice,
    last_day_for_notice,
    reminder_due,
    renewals_due,
)
from pobratym.routes.lasting.months import last_day, plus_months

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2150, 12, 31))
MONTHS = st.integers(1, 600)
ONE = dt.timedelta(days=1)


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("begin", "months", "end"),
    [
        ("2024-10-07", 12, "2025-10-06"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-29", 1, "2024-02-28"),
        ("2023-01-29", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2024-01-01", 12, "2024-12-31"),
        ("2024-03-31", 1, "2024-04-30"),
        ("2024-05-30", 9, "2025-02-28"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-12-15", 1, "2025-01-14"),
    ],
)
def test_a_term_of_months_ends_on_its_day(begin, months, end):
    assert last_day(day(begin), months) == day(end)


def test_months_can_be_counted_back():
    assert plus_months(day("2025-03-31"), -1) == day("2025-02-28")
    assert plus_months(day("2024-01-15"), -1) == day("2023-12-15")
    with pytest.raises(OverflowError):
        plus_months(day("2024-01-15"), 12 * 9_000)


@given(DAYS, MONTHS)
def test_the_month_is_always_right_and_the_day_never_later(begin, months):
    end = plus_months(begin, months)

    assert (end.year * 12 + end.month) - (begin.year * 12 + begin.month) == months
    longest = calendar.monthrange(end.year, end.month)[1]
    assert end.day == min(begin.day, longest)


@given(DAYS, MONTHS)
def test_a_longer_term_never_ends_earlier(begin, months):
    assert last_day(begin, months) < last_day(begin, months + 1)
    assert last_day(begin, months) >= begin


@given(DAYS, MONTHS, MONTHS, st.integers(0, 4_000))
def test_renewals_follow_one_another_without_gap_or_overlap(first, term, renewal, later):
    terms = Terms(first, term, renewal)
    today = first + dt.timedelta(days=later)

    found = renewals_due(terms, 0, today)

    ends = [terms.end_after(0), *(one.ends_on for one in found)]
    assert [one.begins_on for one in found] == [end + ONE for end in ends[:-1]]
    assert ends[-1] >= today or len(found) == 2_000
    assert all(one.begins_on <= today for one in found)


@given(DAYS, MONTHS, st.integers(0, 40))
def test_renewals_for_as_long_as_the_term_come_back_to_the_same_day(first, months, count):
    terms = Terms(first, months, months)

    assert terms.end_after(count) == last_day(first, months * (count + 1))


def test_a_short_month_eats_no_day_for_good():
    terms = Terms(day("2023-08-31"), 6, 6)

    assert [terms.end_after(one) for one in range(4)] == [
        day("2024-02-29"), day("2024-08-30"), day("2025-02-28"), day("2025-08-30"),
    ]  # fmt: skip


def test_renewals_that_are_recorded_are_not_due_again():
    terms = Terms(day("2020-01-01"), 12, 12)

    assert len(renewals_due(terms, 0, day("2023-01-01"))) == 3
    assert len(renewals_due(terms, 2, day("2023-01-01"))) == 1
    assert renewals_due(terms, 3, day("2023-12-31")) == []
    assert renewals_due(Terms(day("2020-01-01"), 12), 0, day("2023-01-01")) == []


def test_notice_of_an_agreement_without_term_ends_it_after_the_period():
    terms = Terms(day("2020-01-01"), notice_months=3)

    assert end_by_notice(terms, day("2024-11-30"), 0) == day("2025-02-28")
    assert end_by_notice(Terms(day("2020-01-01")), day("2024-11-30"), 0) is None


def test_notice_of_a_fixed_term_never_makes_it_longer():
    terms = Terms(day("2024-01-01"), 12, None, 3)

    assert end_by_notice(terms, day("2024-02-10"), 0) == day("2024-05-10")
    assert end_by_notice(terms, day("2024-11-10"), 0) == day("2024-12-31")


def test_notice_in_time_stops_the_next_renewal_and_late_notice_the_one_after():
    terms = Terms(day("2024-01-01"), 12, 24, 3)
    bound = last_day_for_notice(terms, day("2024-12-31"))

    assert bound == day("2024-09-30")
    assert end_by_notice(terms, bound, 0) == day("2024-12-31")
    assert end_by_notice(terms, bound + ONE, 0) == day("2026-12-31")
    assert last_day_for_notice(Terms(day("2024-01-01"), 12), day("2024-12-31")) is None


@given(DAYS, MONTHS, MONTHS, st.integers(1, 24), st.integers(0, 3_000))
def test_notice_never_ends_an_agreement_before_it_is_given(first, term, renewal, notice, later):
    terms = Terms(first, term, renewal, notice)
    given_on = first + dt.timedelta(days=later)
    done = len(renewals_due(terms, 0, given_on))

    assert end_by_notice(terms, given_on, done) >= given_on


@pytest.mark.parametrize(
    ("left", "due"),
    [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)],
)
def test_the_nearest_reminder_is_due(left, due):
    today = day("2024-10-07")

    assert reminder_due(today + dt.timedelta(days=left), today, (90, 30, 7)) == due
