"""Allowances of guests: days, meals given, nights, and who bears them."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.allowances.models.costs import Stay
from pobratym.allowances.models.rates import RateSet
from pobratym.allowances.reckoning import MEALS
from pobratym.allowances.rules import ACCOUNTING
from pobratym.allowances.services.holding import hold_visit, not_yours, note
from pobratym.allowances.states import Part
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.partnerships.services.wordings import changes_of, put
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import acting_cities

ON_THE_WAY = dt.timedelta(days=3)
"""So long before and after the visit people may be on the way."""


class StayFacts(TypedDict, total=False):
    """What people write about the allowance of a guest."""

    rates: RateSet
    days: Sequence[Sequence[str]]
    bearer: str
    nights: int
    night_amount: Decimal | None
    night_bearer: str
    over_limit_because: str


@transaction.atomic
def put_stay(
    member: Member, *, version: int = 0, by: User | None, **facts: Unpack[StayFacts]
) -> Stay:
    """Enter or change the allowance of a guest.

    Args:
        member: the guest; the visit is held.
        version: the one that the person saw; 0 where there was none yet.
        by: acts for the guest's own city, or for the host.
        facts: ``days`` as in :class:`Stay`; ``rates`` and ``days`` of a new one are needed.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``cancelled``, ``left`` (the guest does not come),
            ``other_rates`` (of a third city, or taken back), ``bad_days``, ``too_many_nights``,
            ``over_limit`` (a night costs more than the limit, and nobody said why).
        ValidationError: a fact is missing or not valid.
    """
    visit = hold_visit(member.visit)
    member = Member.objects.select_related("city").get(pk=member.pk, visit=visit)
    city = _actor(by, visit, member)
    if member.left_at is not None:
        raise DomainError(_("This guest does not come. Nothing is paid."), code="left")
    stay = _stay(visit, member, version)
    is_new = stay.pk is None
    old: dict[str, object] = {}
    if is_new:
        stay.rates = facts.pop("rates")  # a relation that must be there cannot be compared
        old["rates"] = None
    old |= put(stay, facts)
    if not old:
        return stay
    _refuse_wrong(stay, visit, member)
    stay.full_clean()
    stay.save()
    what = "stay.entered" if is_new else "stay.edited"
    note(what, stay, visit, by=by, city=city, changes=changes_of(stay, old))
    return stay


@transaction.atomic
def repeat_stay(stay: Stay, *, version: int, by: User | None) -> int:
    """Enter the same for all guests of the same city that have no allowance yet; says for how many.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``cancelled``.
    """
    visit = hold_visit(stay.visit)
    stay = _stay(visit, stay.member, version)
    city = _actor(by, visit, stay.member)
    others = visit.members.coming().filter(city=stay.member.city_id, stay__isnull=True)
    made = 0
    for member in others.order_by("pk"):
        copy = Stay(
            visit=visit,
            member=member,
            rates=stay.rates,
            days=stay.days,
            bearer=stay.bearer,
            nights=stay.nights,
            night_amount=stay.night_amount,
            night_bearer=stay.night_bearer,
            over_limit_because=stay.over_limit_because,
        )
        copy.full_clean()
        copy.save()
        note("stay.entered", copy, visit, by=by, city=city)
        made += 1
    return made


@transaction.atomic
def remove_stay(stay: Stay, *, version: int, by: User | None) -> None:
    """Take the allowance of a guest off the sheet.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``cancelled``.
    """
    visit = hold_visit(stay.visit)
    stay = _stay(visit, stay.member, version)
    city = _actor(by, visit, stay.member)
    note("stay.removed", stay, visit, by=by, city=city)
    stay.delete()


def _stay(visit: Visit, member: Member, version: int) -> Stay:
    found = Stay.objects.select_for_update(of=("self",)).select_related("rates")
    stay = found.filter(visit=visit, member=member).first()
    if stay is None:
        return Stay(visit=visit, member=member)
    if stay.version != version:
        raise StaleVersion(stay)
    stay.version += 1
    stay.visit, stay.member = visit, member
    return stay


def _actor(by: User | None, visit: Visit, member: Member) -> Municipality:
    if by is None:
        return member.city
    acting = {city.pk: city for city in acting_cities(visit, mandate_now(by), ACCOUNTING)}
    for key in (member.city_id, visit.host_id):
        if key in acting:
            return acting[key]
    raise not_yours()


def _refuse_wrong(stay: Stay, visit: Visit, member: Member) -> None:
    rates = stay.rates
    if rates.city_id not in {member.city_id, visit.host_id} or rates.withdrawn_at is not None:
        raise DomainError(
            _("Choose amounts of the guest’s city or of the host."),
            code="other_rates",
            field="rates",
        )
    days = _days(stay.days, visit)
    if stay.nights > len(days):
        raise DomainError(
            _("There are more nights than days. Correct one of the two."),
            code="too_many_nights",
            field="nights",
        )
    price, limit = stay.night_amount, rates.night_limit
    is_over = bool(stay.nights) and price is not None and limit is not None and price > limit
    if is_over and not stay.over_limit_because:
        raise DomainError(
            _("A night costs more than the limit of %(limit)s %(currency)s. Say why.")
            % {"limit": limit, "currency": rates.currency},
            code="over_limit",
            field="over_limit_because",
        )
    if not is_over:
        stay.over_limit_because = ""


def _days(days: Sequence[Sequence[str]], visit: Visit) -> list[dt.date]:
    """Read the days of a stay.

    Raises:
        DomainError: ``bad_days``: none, one twice, one far from the visit, or something unknown.
    """
    found = []
    for row in days:
        try:
            on, part, meals = row
            day = dt.date.fromisoformat(on)
            known = Part(part) and set(meals) <= set(MEALS)
        except (ValueError, TypeError):
            known = False
        if not known or not visit.starts_on - ON_THE_WAY <= day <= visit.ends_on + ON_THE_WAY:
            raise _bad_days()
        found.append(day)
    if not found or len(set(found)) < len(found):
        raise _bad_days()
    return found


def _bad_days() -> DomainError:
    return DomainError(
        _("The days of the stay must be days of the visit or of the way, each once."),
        code="bad_days",
        field="days",
    )
