"""What the pages on money and gifts show."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.allowances.models.costs import Stay
from pobratym.allowances.models.gifts import FATE_NAMES, Gift, GiftCeiling
from pobratym.allowances.models.rates import RateSet
from pobratym.allowances.queries.sheet import CostSheet, cost_sheet
from pobratym.allowances.rules import ACCOUNTING, decides_gift, keeps_gift
from pobratym.allowances.states import FATES, GiftState, Part
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import MANAGING, READING
from pobratym.programmes.models.items import Item
from pobratym.programmes.states import ItemKind
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import acting_cities
from pobratym.visits.queries.shown import seen_cities
from pobratym.visits.states import CostBearer, Meal, VisitState

EARLY = dt.timedelta(days=1)
"""A day before and after the visit is offered: people are on the way."""
MEAL_SIGNS: dict[str, str] = {Meal.BREAKFAST: "b", Meal.LUNCH: "l", Meal.DINNER: "d"}
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The cost sheet, and what the reader may change of it.

    ``acting`` are keys of the cities that the reader enters costs for; ``own`` those whose amounts
    and gifts the reader sees; ``seen`` those whose guests the reader may know by name.
    """

    visit: Visit
    sheet: CostSheet
    acting: frozenset[int]
    own: list[Municipality]
    gifts: list[Gift]
    seen: frozenset[int]
    is_host: bool

    @property
    def may_add(self) -> bool:
        """Whether the reader may enter costs."""
        return bool(self.acting) and self.visit.state != VisitState.CANCELLED

    def may_change(self, city: int) -> bool:
        """Whether the reader may change the allowance of a guest of a city."""
        acts = bool(self.acting & {city, self.visit.host_id})
        return self.may_add and acts and city in self.seen

    def is_own(self, city: int) -> bool:
        """Whether the reader may change what a city entered."""
        return self.may_add and city in self.acting


def sheet_page(visit: Visit, reader: User) -> SheetPage:
    """Gather the page of a cost sheet (ten statements)."""
    mandate = mandate_of(reader)
    sheet = cost_sheet(visit)
    members = [*(row.member for row in sheet.stays), *sheet.without_stay]
    return SheetPage(
        visit=visit,
        sheet=sheet,
        seen=frozenset(seen_cities(members, visit, reader)),
        is_host=visit.host_id in mandate.cities(READING),
        acting=frozenset(city.pk for city in acting_cities(visit, mandate, ACCOUNTING)),
        own=acting_cities(visit, mandate, READING),
        gifts=list(Gift.objects.visible_to(reader).filter(visit=visit).order_by("on", "pk")),
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """With what the form of a stay opens: the days offered, and the values by field."""

    stay: Stay | None
    days: list[dt.date]
    values: dict[str, object]


def opening_of(member: Member) -> Opening:
    """Give with what the form opens: what was entered, or the days and meals of the programme."""
    visit = member.visit
    stay = Stay.objects.filter(member=member).select_related("rates").first()
    span = (visit.ends_on - visit.starts_on).days
    days = [visit.starts_on + dt.timedelta(days=n) for n in range(-1, span + 2)]
    if stay is not None:
        return Opening(stay, _with_stored(days, stay), _stored(stay, days))
    meals = _meals_of(visit, member)
    values: dict[str, object] = {
        "version": 0,
        "bearer": CostBearer.GUEST,
        "night_bearer": CostBearer.HOST,
    }
    for day in days:
        is_inside = visit.starts_on <= day <= visit.ends_on
        values[f"part_{day}"] = Part.WHOLE if is_inside else Part.NONE
        values[f"meals_{day}"] = sorted(meals[day])
    return Opening(None, days, values)


def _with_stored(days: list[dt.date], stay: Stay) -> list[dt.date]:
    return sorted({*days, *(dt.date.fromisoformat(row[0]) for row in stay.days)})


def _stored(stay: Stay, days: list[dt.date]) -> dict[str, object]:
    values: dict[str, object] = {f"part_{day}": Part.NONE for day in days}
    for on, part, meals in stay.days:
        values |= {f"part_{on}": part, f"meals_{on}": list(meals)}
    names = ("bearer", "nights", "night_amount", "night_bearer", "over_limit_because", "version")
    values |= {name: getattr(stay, name) for name in names}
    return {**values, "rates": stay.rates_id}


def _meals_of(visit: Visit, member: Member) -> dict[dt.date, set[str]]:
    """Give the meals of the programme: what the host serves is given by somebody else."""
    items = Item.objects.filter(visit=visit, kind=ItemKind.MEAL, cancelled_at__isnull=True)
    found: dict[dt.date, set[str]] = defaultdict(set)
    rows = items.values_list("day", "pause__kind", "subgroups")
    for day, kind, group in rows:
        sign = MEAL_SIGNS.get(kind or "")
        if sign and group in {None, member.subgroup_id}:
            found[day].add(sign)
    return found


def rates_to_choose(member: Member) -> list[RateSet]:
    """Give the amounts of the guest's city and of the host, for the host's country first."""
    visit = member.visit
    rows = RateSet.objects.standing().filter(city__in=[member.city_id, visit.host_id])
    rows = rows.filter(valid_from__lte=visit.ends_on).select_related("city")
    found = sorted(rows, key=lambda one: (one.valid_from, one.number), reverse=True)
    return sorted(
        found,
        key=lambda one: (one.country != visit.host.country, one.city_id != member.city_id),
    )


def city_read_by(reader: User, public_id: UUID) -> Municipality | None:
    """Give a city that the reader works for in the city hall."""
    own = Municipality.objects.filter(pk__in=sorted(mandate_of(reader).cities(READING)))
    return own.filter(public_id=public_id).first()


@dataclass(frozen=True, slots=True)
class RatesPage:
    """A city's amounts per day, the newest of each country first."""

    city: Municipality
    rates: list[RateSet]
    used: frozenset[int]
    may_change: bool


def rates_page(city: Municipality, reader: User) -> RatesPage:
    """Gather the amounts per day of a city (two statements)."""
    rows = RateSet.objects.standing().filter(city=city)
    return RatesPage(
        city=city,
        rates=list(rows.order_by("country", "-valid_from", "-number")),
        used=frozenset(
            Stay.objects.filter(rates__city=city).values_list("rates_id", flat=True).distinct()
        ),
        may_change=city.pk in mandate_of(reader).cities(ACCOUNTING),
    )


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of the gift register of a city, with the ceilings, the one that holds first."""

    city: Municipality
    gifts: list[Gift]
    ceilings: list[GiftCeiling]
    number: int
    has_next: bool
    may_set: bool

    @property
    def ceiling(self) -> GiftCeiling | None:
        """The ceiling that holds today."""
        today = timezone.localdate()
        return next((one for one in self.ceilings if one.valid_from <= today), None)


def register_page(city: Municipality, reader: User, number: int) -> RegisterPage:
    """Gather a page of the gift register (two statements)."""
    number = min(max(number, 1), 10_000)
    start = (number - 1) * A_PAGE
    rows = Gift.objects.filter(city=city).select_related("visit").order_by("-on", "-pk")
    gifts = list(rows[start : start + A_PAGE + 1])
    return RegisterPage(
        city=city,
        gifts=gifts[:A_PAGE],
        ceilings=list(GiftCeiling.objects.filter(city=city)),
        number=number,
        has_next=len(gifts) > A_PAGE,
        may_set=city.pk in mandate_of(reader).cities(MANAGING),
    )


@dataclass(frozen=True, slots=True)
class GiftPage:
    """A gift, what the reader may do with it, and what may become of it."""

    gift: Gift
    may_change: bool
    may_decide: bool
    waits_for_another: bool
    fates: list[str]


def gift_page(gift: Gift, reader: User) -> GiftPage:
    """Gather the page of a gift."""
    waits = gift.state == GiftState.WAITING
    allowed = FATES[GiftState(gift.state)]
    return GiftPage(
        gift=gift,
        may_change=keeps_gift(reader, gift) and gift.visit.state != VisitState.CANCELLED,
        may_decide=decides_gift(reader, gift),
        waits_for_another=waits and gift.entered_by_id == reader.pk,
        fates=[str(name) for code, name in FATE_NAMES if code in allowed],
    )
