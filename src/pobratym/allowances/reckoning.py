"""How an allowance and a total are reckoned: exact until the last step (no Django here)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from pobratym.allowances.states import Cut, Part

CENT = Decimal("0.01")
MEALS = "bld"
"""Breakfast, lunch, dinner."""
PARTS = {part: Fraction(str(part)) for part in Part}


@dataclass(frozen=True, slots=True)
class DayRates:
    """The amount for a day, and what is taken off it, in per cent.

    ``by_meal`` is for a breakfast, a lunch, a dinner; ``by_count`` for one, two, three meals.
    """

    amount: Decimal
    cut: Cut
    by_meal: tuple[Decimal, Decimal, Decimal]
    by_count: tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a stay: how much of it counts, and which meals are given (of ``MEALS``)."""

    on: dt.date
    part: Part
    meals: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a stay comes to; ``due`` is ``full`` without what is taken off."""

    full: Decimal
    off: Decimal

    @property
    def due(self) -> Decimal:
        """What is paid."""
        return self.full - self.off


def allowance_of(days: Iterable[Day], rates: DayRates) -> Allowance:
    """Reckon the amount for days, cut for meals that somebody else gives.

    Per cent are of the amount for a whole day, also on a day that counts in part; a day never
    comes to less than nothing. Rounded once, at the end, to hundredths, halves up.
    """
    full = off = Fraction(0)
    for day in days:
        worth = PARTS[day.part] * Fraction(rates.amount)
        taken = Fraction(rates.amount) * _share(day.meals, rates) / 100
        full += worth
        off += min(worth, taken)
    due = money(full - off)
    whole = money(full)
    return Allowance(whole, whole - due)


def _share(meals: str, rates: DayRates) -> Fraction:
    given = [meal for meal in MEALS if meal in meals]
    if not given:
        return Fraction(0)
    if rates.cut is Cut.BY_COUNT:
        return Fraction(rates.by_count[len(given) - 1])
    return sum((Fraction(rates.by_meal[MEALS.index(meal)]) for meal in given), Fraction(0))


def money(value: Fraction | Decimal) -> Decimal:
    """Round to hundredths, halves up."""
    if isinstance(value, Fraction):
        whole = value * 100
        cents = (2 * whole.numerator + whole.denominator) // (2 * whole.denominator)
        return Decimal(cents).scaleb(-2)
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of ``base`` is worth ``rate`` of ``quote``, on a day, by a source."""

    base: str
    quote: str
    rate: Decimal
    on: dt.date
    source: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class Converted:
    """A sum of several currencies in one: ``amount`` is None where a rate is missing.

    ``rates`` are those that were used, in order; ``missing`` the currencies that no rate leads
    from.
    """

    currency: str
    amount: Decimal | None
    rates: tuple[Rate, ...]
    missing: tuple[str, ...]


def converted(sums: Mapping[str, Decimal], currency: str, rates: Sequence[Rate]) -> Converted:
    """Add up sums by currency in one currency.

    Each sum is converted and rounded once, so that the parts shown add up to the whole. A rate
    counts both ways round; where none leads straight to ``currency``, two are taken one after the
    other. A sum of nought needs no rate.
    """
    whole = Decimal(0)
    used: dict[Rate, None] = {}
    missing = []
    for code in sorted(sums):
        if code == currency or not sums[code]:
            whole += sums[code]
            continue
        path = _path(code, currency, rates)
        if path is None:
            missing.append(code)
            continue
        value = Fraction(sums[code])
        here = code
        for rate in path:
            here, value = _step(here, value, rate)
        whole += money(value)
        used |= dict.fromkeys(path)
    return Converted(currency, None if missing else money(whole), tuple(used), tuple(missing))


def together(currency: str, parts: Sequence[Converted]) -> Converted:
    """Add up what is converted already, so that the whole is what its parts come to."""
    amounts = [part.amount for part in parts if part.amount is not None]
    return Converted(
        currency,
        sum(amounts, Decimal("0.00")) if len(amounts) == len(parts) else None,
        tuple(dict.fromkeys(rate for part in parts for rate in part.rates)),
        tuple(sorted({code for part in parts for code in part.missing})),
    )


def _path(origin: str, target: str, rates: Sequence[Rate]) -> tuple[Rate, ...] | None:
    """Find the one rate between two currencies, or two through a third, the same every time."""
    ordered = sorted(rates, key=lambda rate: (rate.base, rate.quote))
    for rate in ordered:
        if {rate.base, rate.quote} == {origin, target}:
            return (rate,)
    for first in ordered:
        if origin not in {first.base, first.quote}:
            continue
        middle = first.quote if first.base == origin else first.base
        for second in ordered:
            if {second.base, second.quote} == {middle, target}:
                return (first, second)
    return None


def _step(here: str, value: Fraction, rate: Rate) -> tuple[str, Fraction]:
    if rate.base == here:
        return rate.quote, value * Fraction(rate.rate)
    return rate.base, value / Fraction(rate.rate)
