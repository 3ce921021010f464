"""Amounts per day of a city: entered, confirmed by an accountant, followed by newer ones."""

import datetime as dt
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.allowances.models.rates import RateSet
from pobratym.allowances.services.holding import refuse_stranger
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.directory.services.rights import hold_city
from pobratym.journal.services import Changes, record
from pobratym.partnerships.services.mandate import refuse_day_to_come
from pobratym.partnerships.services.wordings import changes_of, put


class RateFacts(TypedDict, total=False):
    """What people write about amounts per day."""

    country: str
    valid_from: dt.date
    currency: str
    day_amount: Decimal
    cut: str
    breakfast: Decimal
    lunch: Decimal
    dinner: Decimal
    one_meal: Decimal
    two_meals: Decimal
    three_meals: Decimal
    night_limit: Decimal | None
    source: str
    source_url: str
    note: str


@transaction.atomic
def enter_rates(
    city: Municipality, *, by: User | None, is_sample: bool = False, **facts: Unpack[RateFacts]
) -> RateSet:
    """Enter amounts for a country, or the next edition of them; earlier ones stay as they were.

    Raises:
        DomainError: ``not_your_city``.
        ValidationError: a fact is missing or not valid.
    """
    city = hold_city(city)
    refuse_stranger(by, city.pk)
    rates = RateSet(city=city, entered_by=by, is_sample=is_sample)
    old = put(rates, facts)
    same = RateSet.objects.filter(city=city, country=rates.country)
    rates.number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
    rates.full_clean()
    rates.save()
    _note("rates.entered", rates, by, changes_of(rates, old))
    return rates


@transaction.atomic
def edit_rates(
    rates: RateSet, *, version: int, by: User | None, **facts: Unpack[RateFacts]
) -> RateSet:
    """Correct amounts that nobody has confirmed and that no cost sheet uses.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``confirmed``, ``used``, ``withdrawn``.
        ValidationError: a fact is missing or not valid.
    """
    rates = _taken(rates, version, by)
    if rates.confirmed_on is not None:
        raise DomainError(
            _("These amounts were confirmed. Enter the next edition instead."), code="confirmed"
        )
    _refuse_used(rates)
    if facts.get("country", rates.country) != rates.country:
        raise DomainError(
            _("For another country, enter amounts of their own."),
            code="other_country",
            field="country",
        )
    old = put(rates, facts)
    if old:
        rates.full_clean()
        rates.save()
        _note("rates.edited", rates, by, changes_of(rates, old))
    return rates


@transaction.atomic
def confirm_rates(
    rates: RateSet, *, version: int, by: User | None, name: str, on: dt.date
) -> RateSet:
    """Note that an accountant has confirmed the amounts.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``confirmed``, ``withdrawn``, ``future``.
        ValidationError: no name, or no sensible day.
    """
    rates = _taken(rates, version, by)
    if rates.confirmed_on is not None:
        raise DomainError(_("These amounts were confirmed already."), code="confirmed")
    refuse_day_to_come(on)
    old = put(rates, {"confirmed_on": on, "confirmed_by_name": name})
    rates.full_clean()
    rates.save()
    _note("rates.confirmed", rates, by, changes_of(rates, old))
    return rates


@transaction.atomic
def withdraw_rates(rates: RateSet, *, version: int, by: User | None) -> RateSet:
    """Take amounts back that were entered by mistake and that no cost sheet uses.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``used``, ``withdrawn``.
    """
    rates = _taken(rates, version, by)
    _refuse_used(rates)
    rates.withdrawn_at = timezone.now()
    rates.save()
    _note("rates.withdrawn", rates, by)
    return rates


def _taken(rates: RateSet, version: int, by: User | None) -> RateSet:
    city = hold_city(rates.city)
    rates = take_version(RateSet.objects.all(), rates.pk, version)
    rates.city = city
    refuse_stranger(by, city.pk)
    if rates.withdrawn_at is not None:
        raise DomainError(_("These amounts were taken back."), code="withdrawn")
    return rates


def _refuse_used(rates: RateSet) -> None:
    if rates.stays.exists():
        raise DomainError(
            _("A cost sheet uses these amounts. Enter the next edition instead."), code="used"
        )


def _note(what: str, rates: RateSet, by: User | None, changes: Changes | None = None) -> None:
    record(what, rates, by=by, city=rates.city.code, changes=changes, own=True, renews=False)
