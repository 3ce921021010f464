"""Allowances and totals, reckoned exactly."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.allowances.reckoning import (
    Allowance,
    Day,
    DayRates,
    Rate,
    allowance_of,
    converted,
    money,
)
from pobratym.allowances.states import Cut, Part

MONDAY = dt.date(2030, 5, 20)


def per_cent(*numbers):
    return tuple(Decimal(one) for one in numbers)


def rates(amount="49", cut=Cut.BY_MEAL):
    return DayRates(Decimal(amount), cut, per_cent(15, 30, 30), per_cent(20, 45, 65))


def rate(base, quote, worth):
    return Rate(base, quote, Decimal(worth), MONDAY, "NBP", "97/A/NBP/2030")


def test_a_whole_day_without_meals_is_the_whole_amount():
    assert allowance_of([Day(MONDAY, Part.WHOLE)], rates()) == Allowance(Decimal("49.00"), 0)


def test_each_meal_that_is_given_takes_its_share():
    given_all = allowance_of([Day(MONDAY, Part.WHOLE, "bld")], rates())

    assert (given_all.off, given_all.due) == (Decimal("36.75"), Decimal("12.25"))


def test_meals_may_count_by_their_number():
    of = {
        meals: allowance_of([Day(MONDAY, Part.WHOLE, meals)], rates("100", Cut.BY_COUNT)).due
        for meals in ("", "l", "bd", "bld")
    }

    assert list(of.values()) == [Decimal(100), Decimal(80), Decimal(55), Decimal(35)]


def test_parts_of_days_add_up_before_they_are_rounded():
    thirds = [Day(MONDAY + dt.timedelta(days=n), Part.THIRD) for n in range(3)]

    assert allowance_of(thirds, rates("49.00")).due == Decimal("49.00")


def test_a_day_never_comes_to_less_than_nothing():
    days = [Day(MONDAY, Part.THIRD, "bld"), Day(MONDAY, Part.WHOLE)]

    assert allowance_of(days, rates("30")).due == Decimal("30.00")


def test_halves_are_rounded_up():
    assert [money(Decimal(one)) for one in ("0.005", "0.0049", "2.675")] == [
        Decimal("0.01"),
        Decimal("0.00"),
        Decimal("2.68"),
    ]


def test_a_total_names_the_rates_it_was_reckoned_by():
    euro = rate("EUR", "PLN", "4.2712")

    total = converted({"PLN": Decimal("10.00"), "EUR": Decimal(100)}, "PLN", [euro])

    assert (total.amount, total.rates, total.missing) == (Decimal("437.12"), (euro,), ())


def test_a_rate_counts_both_ways_round():
    euro = rate("EUR", "PLN", "4")

    assert converted({"PLN": Decimal(10)}, "EUR", [euro]).amount == Decimal("2.50")


def test_two_rates_are_taken_one_after_the_other():
    euro, hryvnia = rate("EUR", "PLN", "4"), rate("UAH", "PLN", "0.1")

    total = converted({"EUR": Decimal(1)}, "UAH", [hryvnia, euro])

    assert (total.amount, total.rates) == (Decimal("40.00"), (euro, hryvnia))


def test_without_a_rate_there_is_no_total_and_it_says_what_is_missing():
    total = converted({"PLN": Decimal(1), "CZK": Decimal(5), "GBP": Decimal(0)}, "PLN", [])

    assert (total.amount, total.missing) == (None, ("CZK",))


@pytest.mark.parametrize("cut", list(Cut))
@given(
    days=st.lists(
        st.tuples(st.sampled_from(list(Part)), st.sets(st.sampled_from("bld"))), max_size=31
    ),
    amount=st.decimals(0, 10_000, places=2),
)
def test_what_is_paid_is_between_nothing_and_all(cut, days, amount):
    stay = [Day(MONDAY, part, "".join(meals)) for part, meals in days]

    found = allowance_of(stay, rates(amount, cut))

    assert 0 <= found.due <= found.full
