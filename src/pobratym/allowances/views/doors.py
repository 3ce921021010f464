"""Fetching for pages: strangers meet 404, readers without the right 403."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.allowances.models.costs import CostLine
from pobratym.allowances.models.gifts import Gift
from pobratym.allowances.models.rates import ExchangeRate, RateSet
from pobratym.allowances.queries.pages import city_read_by
from pobratym.allowances.rules import ACCOUNTING
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import acting_cities
from pobratym.visits.queries.shown import seen_cities


def visit_for(user: User, public_id: UUID, act: str = "") -> Visit:
    """Give a visit that the person sees, and may ``act`` on.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    seen = Visit.objects.visible_to(user).select_related("host", "partnership")
    visit = get_object_or_404(seen, public_id=public_id)
    _refuse(user, act, visit)
    return visit


def acting_on(user: User, public_id: UUID) -> tuple[Visit, list[Municipality]]:
    """Give a visit whose costs the person may enter, and the cities in whose name.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    visit = visit_for(user, public_id, "allowances.add_cost")
    return visit, acting_cities(visit, mandate_of(user), ACCOUNTING)


def member_for(user: User, public_id: UUID) -> Member:
    """Give a guest whose allowance the person may enter.

    Raises:
        Http404: the person does not see the visit.
        PermissionDenied: the person enters costs of another city, or may not know the name.
    """
    rows = Member.objects.visible_to(user).select_related(
        "visit__host", "visit__partnership", "city"
    )
    member = get_object_or_404(rows, public_id=public_id)
    visit = member.visit
    _refuse(user, "allowances.add_cost", visit)
    acting = {city.pk for city in acting_cities(visit, mandate_of(user), ACCOUNTING)}
    knows = member.city_id in seen_cities([member], visit, user)
    if not knows or not acting & {visit.host_id, member.city_id}:
        raise PermissionDenied
    return member


def line_for(user: User, public_id: UUID) -> CostLine:
    """Give a cost that the person may change.

    Raises:
        Http404: the person does not see the visit.
        PermissionDenied: another city entered it.
    """
    rows = CostLine.objects.visible_to(user).select_related(
        "visit__host", "visit__partnership", "city"
    )
    line = get_object_or_404(rows, public_id=public_id)
    _refuse(user, "allowances.change_line", line)
    return line


def exchange_for(user: User, public_id: UUID) -> ExchangeRate:
    """Give a rate of exchange that the person may change.

    Raises:
        Http404: the person does not see the visit.
        PermissionDenied: the person may only read it.
    """
    rows = ExchangeRate.objects.visible_to(user).select_related("visit__host", "visit__partnership")
    rate = get_object_or_404(rows, public_id=public_id)
    _refuse(user, "allowances.add_cost", rate.visit)
    return rate


def city_for(user: User, public_id: UUID, act: str = "") -> Municipality:
    """Give a city that the person reads for, and may ``act`` on.

    Raises:
        Http404: the person does not work in the city hall.
        PermissionDenied: the person may only read.
    """
    city = city_read_by(user, public_id)
    if city is None:
        raise Http404
    _refuse(user, act, city)
    return city


def rates_for(user: User, public_id: UUID) -> RateSet:
    """Give amounts per day that the person may change.

    Raises:
        Http404: the person does not work in the city hall.
        PermissionDenied: the person may only read them.
    """
    rows = RateSet.objects.visible_to(user).select_related("city")
    rates = get_object_or_404(rows, public_id=public_id)
    _refuse(user, "allowances.change_rates", rates)
    return rates


def gift_for(user: User, public_id: UUID, act: str = "") -> Gift:
    """Give a gift of the register of the person's own city, on which they may ``act``.

    Raises:
        Http404: it stands in another city's register.
        PermissionDenied: the person may not act.
    """
    rows = Gift.objects.visible_to(user).select_related(
        "visit__host", "visit__partnership", "city", "ceiling", "entered_by", "decided_by"
    )
    gift = get_object_or_404(rows, public_id=public_id)
    _refuse(user, act, gift)
    return gift


def sheet_of(visit: Visit) -> str:
    """Give the address of a visit's cost sheet."""
    return reverse("allowances:sheet", kwargs={"public_id": visit.public_id})


def rates_of(city: Municipality) -> str:
    """Give the address of a city's amounts per day."""
    return reverse("allowances:rates_list", kwargs={"public_id": city.public_id})


def register_of(city: Municipality) -> str:
    """Give the address of a city's gift register."""
    return reverse("allowances:gift_list", kwargs={"public_id": city.public_id})


def page_of(gift: Gift) -> str:
    """Give the address of a gift's page."""
    return reverse("allowances:gift", kwargs={"public_id": gift.public_id})


def _refuse(user: User, act: str, thing: Model) -> None:
    if act and not user.has_perm(act, thing):
        raise PermissionDenied
