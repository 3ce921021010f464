import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.partnerships.states import (
    NEXT,
    OWN,
    PUBLISHABLE,
    Stage,
    first_day,
    latest_day,
    may_follow,
    sleeps,
)

TODAY = dt.date(2026, 11, 23)


def test_every_stage_leads_on_and_only_the_end_is_the_end():
    assert set(NEXT) == set(Stage)
    assert [stage for stage in Stage if not NEXT[stage]] == [Stage.ENDED]


def test_every_stage_can_be_reached_from_a_prospect():
    reached, waiting = set(), [Stage.PROSPECT]
    while waiting:
        stage = waiting.pop()
        if stage not in reached:
            reached.add(stage)
            waiting.extend(NEXT[stage])

    assert reached == set(Stage)


def test_a_prospect_does_not_become_active_at_once():
    assert not may_follow(Stage.PROSPECT, Stage.ACTIVE)


def test_what_is_thought_of_by_one_city_only_can_but_end_without_the_other():
    assert [stage for stage in NEXT[Stage.PROSPECT] if stage in OWN] == [Stage.ENDED]
    assert Stage.PROSPECT not in PUBLISHABLE


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        ("day", dt.date(2028, 2, 7), dt.date(2028, 2, 7)),
        ("month", dt.date(2028, 2, 1), dt.date(2028, 2, 29)),
        ("year", dt.date(2028, 1, 1), dt.date(2028, 12, 31)),
    ],
)
def test_what_is_known_to_the_month_or_year_may_lie_on_any_day_of_it(precision, first, last):
    day = dt.date(2028, 2, 7)

    assert (first_day(day, precision), latest_day(day, precision)) == (first, last)


@given(
    on=st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)),
    today=st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)),
    precision=st.sampled_from(["day", "month", "year"]),
)
def test_all_is_over_once_the_month_or_year_of_tomorrow_is_another(on, today, precision):
    tomorrow = today + dt.timedelta(days=1)

    over = on < first_day(tomorrow, precision)

    assert over is (latest_day(on, precision) <= today)


@pytest.mark.parametrize(
    ("last", "asleep"),
    [
        (None, True),
        (dt.date(2025, 11, 22), True),
        (dt.date(2025, 11, 23), False),
        (dt.date(2026, 11, 23), False),
        (dt.date(2025, 10, 31), True),
        (dt.date(2025, 12, 1), False),
    ],
)
def test_a_partnership_falls_asleep_after_twelve_silent_months(last, asleep):
    assert sleeps(Stage.ACTIVE, last, TODAY, 12) is asleep


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.ACTIVE])
def test_only_an_active_partnership_falls_asleep(stage):
    assert not sleeps(stage, None, TODAY, 12)


@given(
    last=st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)),
    today=st.dates(dt.date(1950, 1, 1), dt.date(2200, 12, 31)),
    months=st.integers(1, 240),
)
def test_who_sleeps_today_sleeps_tomorrow_and_with_less_patience(last, today, months):
    asleep = sleeps(Stage.ACTIVE, last, today, months)

    later = today + dt.timedelta(days=1) if today < dt.date(2200, 12, 31) else today
    assert not asleep or sleeps(Stage.ACTIVE, last, later, months)
    assert not asleep or sleeps(Stage.ACTIVE, last, today, max(1, months - 1))
