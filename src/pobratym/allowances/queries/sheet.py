"""The cost sheet of a visit: what it comes to, who bears it, and by which rates."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pobratym.allowances.models.costs import CostLine, Stay
from pobratym.allowances.models.rates import ExchangeRate, RateSet
from pobratym.allowances.reckoning import (
    Allowance,
    Converted,
    Day,
    DayRates,
    Rate,
    allowance_of,
    converted,
    money,
    together,
)
from pobratym.allowances.states import TARGETS, Cut, Part
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import in_protocol
from pobratym.visits.states import CostBearer


@dataclass(frozen=True, slots=True)
class StayRow:
    """One guest: what is paid for the days and for the nights, both in ``currency``.

    ``over_limit`` is by how much a night costs more than the limit; 0 where it does not, or where
    there is none. ``is_confirmed``: an accountant has confirmed the amounts.
    """

    stay: Stay
    member: Member
    rates: RateSet
    days: tuple[Day, ...]
    allowance: Allowance
    nights_amount: Decimal
    over_limit: Decimal

    @property
    def currency(self) -> str:
        """The currency of the amounts."""
        return self.rates.currency

    @property
    def is_confirmed(self) -> bool:
        """Whether an accountant has confirmed the amounts per day."""
        return self.rates.confirmed_on is not None

    def given(self, meal: str) -> int:
        """Count the meals given: ``b``, ``l`` or ``d``."""
        return sum(meal in day.meals for day in self.days)


@dataclass(frozen=True, slots=True)
class Share:
    """What one bearer pays: sums by currency, and in one currency by the rates of the sheet."""

    bearer: CostBearer
    sums: tuple[tuple[str, Decimal], ...]
    totals: tuple[Converted, ...]


@dataclass(frozen=True, slots=True)
class CostSheet:
    """All of a visit's costs.

    ``sums`` are by currency, never added up without a rate. ``totals`` has one for each of PLN,
    UAH and EUR, each with the rates it was reckoned by. ``is_confirmed`` is false while amounts per
    day wait for an accountant.
    """

    visit: Visit
    stays: tuple[StayRow, ...]
    lines: tuple[CostLine, ...]
    rates: tuple[ExchangeRate, ...]
    sums: tuple[tuple[str, Decimal], ...]
    totals: tuple[Converted, ...]
    shares: tuple[Share, ...]
    without_stay: tuple[Member, ...]

    @property
    def is_confirmed(self) -> bool:
        """Whether every amount per day that is used was confirmed by an accountant."""
        return all(row.is_confirmed for row in self.stays)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered yet."""
        return not (self.stays or self.lines)


def cost_sheet(visit: Visit) -> CostSheet:
    """Reckon the cost sheet of a visit anew (four statements).

    Raises nothing: what is missing is said in the sheet itself.
    """
    members = in_protocol(Member.objects.filter(visit=visit).coming().select_related("city"))
    stays = {
        stay.member_id: stay
        for stay in Stay.objects.filter(visit=visit).select_related("rates", "rates__city")
    }
    rows = tuple(row_of(stays[one.pk], one) for one in members if one.pk in stays)
    lines = tuple(
        CostLine.objects.filter(visit=visit).select_related("city").order_by("kind", "pk")
    )
    rates = tuple(ExchangeRate.objects.filter(visit=visit).order_by("base", "quote"))
    plain = [plain_rate(rate) for rate in rates]
    by_bearer = _by_bearer(rows, lines)
    whole = _added(by_bearer.values())
    shares = tuple(
        Share(bearer, tuple(sorted(sums.items())), _totals(sums, plain))
        for bearer, sums in by_bearer.items()
    )
    return CostSheet(
        visit=visit,
        stays=rows,
        lines=lines,
        rates=rates,
        sums=tuple(sorted(whole.items())),
        totals=tuple(
            together(currency, [one.totals[place] for one in shares])
            for place, currency in enumerate(TARGETS)
        ),
        shares=shares,
        without_stay=tuple(one for one in members if one.pk not in stays),
    )


def row_of(stay: Stay, member: Member) -> StayRow:
    """Reckon the allowance of one guest; ``stay`` carries its rates."""
    rates = stay.rates
    days = days_of(stay)
    price = stay.night_amount or Decimal(0)
    limit = rates.night_limit
    over = price - limit if stay.nights and limit is not None else Decimal(0)
    return StayRow(
        stay=stay,
        member=member,
        rates=rates,
        days=days,
        allowance=allowance_of(days, day_rates(rates)),
        nights_amount=money(price * stay.nights),
        over_limit=max(over, Decimal(0)),
    )


def days_of(stay: Stay) -> tuple[Day, ...]:
    """Read the days of a stay."""
    return tuple(
        Day(dt.date.fromisoformat(on), Part(part), meals) for on, part, meals in sorted(stay.days)
    )


def day_rates(rates: RateSet) -> DayRates:
    """Give the amounts per day as the reckoning takes them."""
    return DayRates(
        amount=rates.day_amount,
        cut=Cut(rates.cut),
        by_meal=(rates.breakfast, rates.lunch, rates.dinner),
        by_count=(rates.one_meal, rates.two_meals, rates.three_meals),
    )


def plain_rate(rate: ExchangeRate) -> Rate:
    """Give a rate as the reckoning takes it; ``source`` in the active language."""
    return Rate(rate.base, rate.quote, rate.rate, rate.on, rate.get_source_display(), rate.table)


def _by_bearer(
    rows: Iterable[StayRow], lines: Iterable[CostLine]
) -> dict[CostBearer, dict[str, Decimal]]:
    sums: dict[CostBearer, dict[str, Decimal]] = {
        bearer: defaultdict(Decimal) for bearer in CostBearer
    }
    for row in rows:
        sums[CostBearer(row.stay.bearer)][row.currency] += row.allowance.due
        if row.nights_amount:
            sums[CostBearer(row.stay.night_bearer)][row.currency] += row.nights_amount
    for line in lines:
        sums[CostBearer(line.bearer)][line.currency] += line.amount
    return sums


def _added(parts: Iterable[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    whole: dict[str, Decimal] = defaultdict(Decimal)
    for part in parts:
        for currency, amount in part.items():
            whole[currency] += amount
    return whole


def _totals(sums: Mapping[str, Decimal], rates: Sequence[Rate]) -> tuple[Converted, ...]:
    return tuple(converted(sums, currency, rates) for currency in TARGETS)
