"""What programmes keep about people with an account: who planned, changed, released, reads."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows, keep
from pobratym.programmes.models.calendars import Feed
from pobratym.programmes.models.items import ProgrammeVersion
from pobratym.programmes.models.release import ItemRelease
from pobratym.programmes.models.runs import PlanRun


def _planned(person: int) -> Rows:
    rows = PlanRun.objects.filter(asked_by=person).select_related("visit").order_by("pk")
    return [
        {
            "visit": dict(row.visit.title),
            "state": str(row.state),
            "asked_at": row.asked_at.isoformat(),
        }
        for row in rows.defer("stops", "left_out", "conflict", "faults")
    ]


def _changed(person: int) -> Rows:
    rows = ProgrammeVersion.objects.filter(made_by=person).select_related("visit").defer("items")
    return [
        {
            "visit": dict(row.visit.title),
            "version": row.number,
            "change": str(row.change),
            "made_at": row.made_at.isoformat(),
        }
        for row in rows.order_by("pk")
    ]


def _released(person: int) -> Rows:
    rows = ItemRelease.objects.filter(Q(asked_by=person) | Q(agreed_by=person))
    return [
        {"item": dict(row.item.title), "asked_at": row.asked_at.isoformat()}
        for row in rows.select_related("item").order_by("pk")
    ]


def _reads_along(person: int) -> Rows:
    rows = Feed.objects.filter(owner=person).select_related("visit").order_by("pk")
    return [
        {"visit": dict(row.visit.title), "whom": str(row.whom), "made_at": row.made_at.isoformat()}
        for row in rows
    ]


def _stays(person: int) -> int:
    """Leave the fact: the account that it points to has lost its name."""
    del person
    return 0


def _forget_feeds(person: int) -> int:
    """Close and forget the calendars that the person reads along."""
    return Feed.objects.filter(owner=person).delete()[0]


KEEPERS = (
    Keeper(
        name="programmes.run",
        models=frozenset({"programmes.planrun"}),
        give=_planned,
        erase=_stays,
        label=_("programmes that you asked the planner for"),
    ),
    Keeper(
        name="programmes.version",
        models=frozenset({"programmes.programmeversion", "programmes.item"}),
        give=_changed,
        erase=_stays,
        label=_("changes of programmes that you made"),
    ),
    Keeper(
        name="programmes.release",
        models=frozenset({"programmes.itemrelease"}),
        give=_released,
        erase=_stays,
        label=_("items of programmes that you released"),
    ),
    Keeper(
        name="programmes.feed",
        models=frozenset({"programmes.feed", "programmes.told"}),
        give=_reads_along,
        erase=_forget_feeds,
        label=_("calendars of visits that you read along"),
    ),
)


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)
