"""The cost sheet of a visit."""

from decimal import Decimal

import pytest

from pobratym.allowances.queries.sheet import cost_sheet
from pobratym.visits.states import CostBearer
from tests.visiting import MemberFactory

pytestmark = pytest.mark.django_db


def test_a_stay_comes_to_days_without_meals_given_and_nights(sheet):
    sheet.stay()

    (row,) = cost_sheet(sheet.visit).stays

    assert row.allowance.full == Decimal("153.00")
    assert row.allowance.off == Decimal("68.85")
    assert (row.nights_amount, row.over_limit) == (Decimal("180.00"), 0)


def test_a_night_above_the_limit_is_said(sheet):
    sheet.stay(night_amount=Decimal("200.50"))

    (row,) = cost_sheet(sheet.visit).stays

    assert row.over_limit == Decimal("20.50")


def test_totals_are_in_three_currencies_and_name_their_rates(sheet):
    sheet.stay()
    sheet.line()
    euro, hryvnia = sheet.rate(), sheet.rate("UAH", "PLN", "0.1000")

    found = cost_sheet(sheet.visit)

    assert found.sums == (("EUR", Decimal("264.15")), ("PLN", Decimal("1000.00")))
    by = {total.currency: total for total in found.totals}
    assert by["PLN"].amount == Decimal("2122.64")
    assert [(one.base, one.on, one.source) for one in by["PLN"].rates] == [
        ("EUR", euro.on, "National Bank of Poland (NBP)")
    ]
    assert by["UAH"].amount == Decimal("21226.38")
    assert {one.base for one in by["UAH"].rates} == {"EUR", "UAH"}
    assert hryvnia.on == euro.on


def test_what_each_side_bears_adds_up_to_the_whole(sheet):
    sheet.stay(night_bearer=CostBearer.HOST)
    sheet.line(bearer=CostBearer.GRANT, amount=Decimal("333.33"))
    sheet.line(bearer=CostBearer.HOST, amount=Decimal("0.01"), currency="UAH")
    sheet.rate(rate="4.2713")
    sheet.rate("UAH", "PLN", "0.0987")

    found = cost_sheet(sheet.visit)

    for place, total in enumerate(found.totals):
        assert total.amount == sum(share.totals[place].amount for share in found.shares)


def test_a_total_that_lacks_a_rate_is_not_given(sheet):
    sheet.line(currency="CZK")

    found = cost_sheet(sheet.visit)

    assert [(one.amount, one.missing) for one in found.totals] == [(None, ("CZK",))] * 3


def test_amounts_that_no_accountant_has_seen_are_said(sheet):
    stay = sheet.stay()

    assert not cost_sheet(sheet.visit).is_confirmed

    rates = stay.rates
    rates.confirmed_on, rates.confirmed_by_name = rates.valid_from, "Anna Nowak"
    rates.save()
    assert cost_sheet(sheet.visit).is_confirmed


def test_guests_without_a_stay_are_named_and_those_who_left_are_not(sheet):
    other = MemberFactory(visit=sheet.visit)
    MemberFactory(visit=sheet.visit, left_at=other.created_at)
    sheet.stay()

    assert cost_sheet(sheet.visit).without_stay == (other,)


def test_it_costs_the_same_for_many_guests(sheet, cost):
    rates = sheet.rates()
    for _ in range(11):
        sheet.stay(member=MemberFactory(visit=sheet.visit), rates=rates)
    sheet.line()

    assert len(cost(lambda: cost_sheet(sheet.visit))) == 4
