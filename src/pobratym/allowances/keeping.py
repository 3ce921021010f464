"""What is kept about people who enter amounts and gifts, or decide on them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pobratym.allowances.models.costs import Stay
from pobratym.allowances.models.gifts import Gift, GiftCeiling
from pobratym.allowances.models.rates import RateSet
from pobratym.core.keeping import Keeper, Rows, keep


def _rates(person: int) -> Rows:
    rows = RateSet.objects.filter(entered_by=person).order_by("pk")
    return [
        {"country": row.country, "edition": row.number, "at": row.created_at.isoformat()}
        for row in rows
    ]


def _ceilings(person: int) -> Rows:
    rows = GiftCeiling.objects.filter(set_by=person).order_by("pk")
    return [{"valid from": row.valid_from.isoformat(), "source": row.source} for row in rows]


def _gifts(person: int) -> Rows:
    rows = Gift.objects.filter(Q(entered_by=person) | Q(decided_by=person)).order_by("pk")
    return [
        {
            "gift": row.description,
            "entered": row.entered_by_id == person,
            "decided": row.decided_by_id == person,
            "at": row.created_at.isoformat(),
        }
        for row in rows
    ]


def _allowances(person: int) -> Rows:
    rows = Stay.objects.filter(member__user=person).select_related("visit").order_by("pk")
    return [
        {
            "visit": dict(row.visit.title),
            "days": row.days,
            "nights": row.nights,
            "price of a night": str(row.night_amount or ""),
        }
        for row in rows
    ]


def _fact_stays(person: int) -> int:
    """Leave the fact: the account that it points to has lost its name."""
    del person
    return 0


KEEPERS = (
    Keeper(
        name="allowances.rateset",
        models=frozenset({"allowances.rateset"}),
        give=_rates,
        erase=_fact_stays,
        label=_("amounts per day that you entered"),
    ),
    Keeper(
        name="allowances.giftceiling",
        models=frozenset({"allowances.giftceiling"}),
        give=_ceilings,
        erase=_fact_stays,
        label=_("ceilings of gifts that you set"),
    ),
    Keeper(
        name="allowances.gift",
        models=frozenset({"allowances.gift"}),
        give=_gifts,
        erase=_fact_stays,
        label=_("gifts that you entered or decided on"),
    ),
    Keeper(
        name="allowances.stay",
        models=frozenset({"allowances.stay", "allowances.costline"}),
        give=_allowances,
        erase=_fact_stays,
        label=_("your allowances on visits"),
    ),
)


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)
