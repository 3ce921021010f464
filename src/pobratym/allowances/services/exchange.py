"""Rates of exchange of a visit, entered by hand with day and source."""

import datetime as dt
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.allowances.models.rates import ExchangeRate
from pobratym.allowances.rules import ACCOUNTING
from pobratym.allowances.services.holding import hold_visit, not_yours, note
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.partnerships.services.mandate import refuse_day_to_come
from pobratym.partnerships.services.wordings import changes_of, put
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import acting_cities


class ExchangeFacts(TypedDict, total=False):
    """What people write about a rate of exchange."""

    base: str
    quote: str
    rate: Decimal
    on: dt.date
    source: str
    table: str


@transaction.atomic
def enter_rate(visit: Visit, *, by: User | None, **facts: Unpack[ExchangeFacts]) -> ExchangeRate:
    """Enter what one currency was worth in another.

    Raises:
        DomainError: ``not_your_city``, ``cancelled``, ``reverse`` (the same two stand the other
            way round), ``future``.
        ValidationError: a fact is missing or not valid, or the two have a rate already.
    """
    visit = hold_visit(visit)
    city = _city(by, visit)
    rate = ExchangeRate(visit=visit)
    old = put(rate, facts)
    _keep(rate)
    note("exchange_rate.entered", rate, visit, by=by, city=city, changes=changes_of(rate, old))
    return rate


@transaction.atomic
def edit_rate(
    entered: ExchangeRate, *, version: int, by: User | None, **facts: Unpack[ExchangeFacts]
) -> ExchangeRate:
    """Change a rate; every total is reckoned anew.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError, ValidationError: as for :func:`enter_rate`.
    """
    visit = hold_visit(entered.visit)
    rate = take_version(ExchangeRate.objects.all(), entered.pk, version)
    rate.visit = visit
    city = _city(by, visit)
    old = put(rate, facts)
    if old:
        _keep(rate)
        note("exchange_rate.edited", rate, visit, by=by, city=city, changes=changes_of(rate, old))
    return rate


@transaction.atomic
def remove_rate(rate: ExchangeRate, *, version: int, by: User | None) -> None:
    """Take a rate off the sheet.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``cancelled``.
    """
    visit = hold_visit(rate.visit)
    rate = take_version(ExchangeRate.objects.all(), rate.pk, version)
    city = _city(by, visit)
    note("exchange_rate.removed", rate, visit, by=by, city=city)
    rate.delete()


def _city(by: User | None, visit: Visit) -> Municipality:
    """Give the first city of the visit that somebody enters costs for."""
    if by is None:
        return visit.host
    acting = acting_cities(visit, mandate_now(by), ACCOUNTING)
    if not acting:
        raise not_yours()
    return acting[0]


def _keep(rate: ExchangeRate) -> None:
    rate.full_clean()
    refuse_day_to_come(rate.on)
    others = ExchangeRate.objects.filter(visit=rate.visit, base=rate.quote, quote=rate.base)
    if others.exists():
        raise DomainError(
            _("These two have a rate the other way round, and one is enough. Change that one."),
            code="reverse",
            field="quote",
        )
    rate.save()
