"""The gift register: entered, judged by the ceiling, decided by a second person, settled."""

import datetime as dt
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.allowances import telling
from pobratym.allowances.models.gifts import Gift, GiftCeiling
from pobratym.allowances.models.rates import ExchangeRate
from pobratym.allowances.reckoning import Rate, converted
from pobratym.allowances.rules import DECIDING
from pobratym.allowances.services.holding import (
    acting_city,
    hold_visit,
    note,
    refuse_stranger,
)
from pobratym.allowances.states import FATES, Fate, GiftState
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.directory.services.rights import hold_city
from pobratym.directory.states import MANAGING
from pobratym.journal.services import record
from pobratym.partnerships.services.mandate import refuse_day_to_come, refuse_silence
from pobratym.partnerships.services.wordings import changes_of, put
from pobratym.visits.models.visits import Visit


class GiftFacts(TypedDict, total=False):
    """What people write about a gift."""

    way: str
    on: dt.date
    description: str
    giver: str
    receiver: str
    amount: Decimal
    currency: str
    is_estimate: bool


@transaction.atomic
def set_ceiling(  # noqa: PLR0913  a ceiling has these
    city: Municipality,
    *,
    by: User | None,
    valid_from: dt.date,
    amount: Decimal,
    currency: str,
    source: str,
) -> GiftCeiling:
    """Set what a gift may be worth without a second decision, as a coordinator of the city.

    Gifts that were entered before keep the ceiling of their day.

    Raises:
        DomainError: ``not_your_city``.
        ValidationError: a fact is missing or not valid, or that day has a ceiling already.
    """
    city = hold_city(city)
    refuse_stranger(by, city.pk, MANAGING)
    ceiling = GiftCeiling(city=city, set_by=by)
    facts = {"valid_from": valid_from, "amount": amount, "currency": currency, "source": source}
    old = put(ceiling, facts)
    ceiling.full_clean()
    ceiling.save()
    record(
        "gift_ceiling.set",
        ceiling,
        by=by,
        city=city.code,
        changes=changes_of(ceiling, old),
        own=True,
        renews=False,
    )
    return ceiling


@transaction.atomic
def enter_gift(
    visit: Visit, *, by: User | None, city: Municipality, **facts: Unpack[GiftFacts]
) -> Gift:
    """Enter a gift in the register of a city of the visit.

    Above the ceiling it waits for the decision of a second person, who is told.

    Raises:
        DomainError: ``not_your_city``, ``not_in_visit``, ``cancelled``, ``future``, ``no_rate``
            (the value cannot be compared with the ceiling).
        ValidationError: a fact is missing or not valid.
    """
    visit = hold_visit(visit)
    city = acting_city(by, visit, city)
    gift = Gift(visit=visit, city=city, entered_by=by)
    old = put(gift, facts)
    _judge(gift)
    gift.full_clean()
    refuse_day_to_come(gift.on)
    gift.save()
    note("gift.entered", gift, visit, by=by, city=city, changes=changes_of(gift, old), own=True)
    if gift.state == GiftState.WAITING:
        telling.of_waiting_gift(gift, by=by)
    return gift


@transaction.atomic
def edit_gift(gift: Gift, *, version: int, by: User | None, **facts: Unpack[GiftFacts]) -> Gift:
    """Correct an entry; another value or day is judged anew, and an earlier decision is void.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError, ValidationError: as for :func:`enter_gift`.
    """
    gift = _taken(gift, version, by)
    old = put(gift, facts)
    if not old:
        return gift
    judged = {}
    if old.keys() & {"amount", "currency", "on", "way"}:
        before = {name: getattr(gift, name) for name in ("state", "fate", "decided_by")}
        gift.entered_by = by
        gift.decided_by, gift.decided_at, gift.decided_because = None, None, ""
        _judge(gift)
        if gift.fate not in FATES[GiftState(gift.state)]:
            gift.fate = Fate.OPEN
        judged = {
            name: (value, getattr(gift, name))
            for name, value in before.items()
            if value != getattr(gift, name)
        }
    gift.full_clean()
    refuse_day_to_come(gift.on)
    gift.save()
    changes = {**changes_of(gift, old), **judged}
    note("gift.edited", gift, gift.visit, by=by, city=gift.city, changes=changes, own=True)
    if judged and gift.state == GiftState.WAITING:
        telling.of_waiting_gift(gift, by=by)
    return gift


@transaction.atomic
def decide_gift(gift: Gift, *, version: int, by: User, allowed: bool, reason: str) -> Gift:
    """Allow a gift above the ceiling or not, as somebody else than who entered it.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``same_person``, ``not_waiting``, ``no_reason``.
    """
    gift = _held(gift, version)
    refuse_stranger(by, gift.city_id, DECIDING)
    if gift.state != GiftState.WAITING:
        raise DomainError(_("This gift does not wait for a decision."), code="not_waiting")
    if gift.entered_by_id == by.pk:
        raise DomainError(
            _("You entered this gift yourself. Somebody else of your city has to decide."),
            code="same_person",
        )
    refuse_silence(reason)
    gift.state = GiftState.ALLOWED if allowed else GiftState.REFUSED
    gift.decided_by, gift.decided_at = by, timezone.now()
    gift.decided_because = reason.strip()
    gift.full_clean()
    gift.save()
    what = "gift.allowed" if allowed else "gift.refused"
    note(what, gift, gift.visit, by=by, city=gift.city, why=reason.strip(), own=True)
    return gift


@transaction.atomic
def settle_gift(
    gift: Gift, *, version: int, by: User | None, fate: str, fate_note: str = ""
) -> Gift:
    """Note what became of a gift.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over_ceiling`` (it is kept, and nobody else allowed it).
        ValidationError: the note is too long.
    """
    gift = _taken(gift, version, by)
    if Fate(fate) not in FATES[GiftState(gift.state)]:
        raise DomainError(
            _(
                "The value is above the ceiling of your city. A second person has to allow that it"
                " is kept; otherwise hand it over to the community or give it back."
            )
            if gift.state == GiftState.REFUSED or fate == Fate.KEPT
            else _("The value is above the ceiling. A second person has to decide first."),
            code="over_ceiling",
            field="fate",
        )
    old = put(gift, {"fate": fate, "fate_note": fate_note})
    if old:
        gift.full_clean()
        gift.save()
        changes = changes_of(gift, old)
        note("gift.settled", gift, gift.visit, by=by, city=gift.city, changes=changes, own=True)
    return gift


def ceiling_on(city: int, on: dt.date) -> GiftCeiling | None:
    """Give the ceiling that holds in a city on a day."""
    rows = GiftCeiling.objects.filter(city=city, valid_from__lte=on)
    return rows.order_by("-valid_from").first()


def _judge(gift: Gift) -> None:
    """Compare the value with the ceiling of the day.

    Raises:
        DomainError: ``no_rate``.
    """
    gift.ceiling = ceiling_on(gift.city_id, gift.on) if gift.on else None
    gift.state = GiftState.WITHIN
    if gift.ceiling is None or gift.amount is None:
        return
    rates = [
        Rate(one.base, one.quote, one.rate, one.on, one.source)
        for one in ExchangeRate.objects.filter(visit=gift.visit)
    ]
    worth = converted({gift.currency: gift.amount}, gift.ceiling.currency, rates).amount
    if worth is None:
        raise DomainError(
            _(
                "The ceiling of your city is in %(ceiling)s. Give the value in %(ceiling)s, or"
                " enter a rate of exchange on the cost sheet first."
            )
            % {"ceiling": gift.ceiling.currency},
            code="no_rate",
            field="currency",
        )
    if worth > gift.ceiling.amount:
        gift.state = GiftState.WAITING


def _held(gift: Gift, version: int) -> Gift:
    visit, city = hold_visit(gift.visit), gift.city
    gift = take_version(Gift.objects.select_related(None), gift.pk, version)
    gift.visit, gift.city = visit, city
    return gift


def _taken(gift: Gift, version: int, by: User | None) -> Gift:
    gift = _held(gift, version)
    acting_city(by, gift.visit, gift.city)
    return gift
