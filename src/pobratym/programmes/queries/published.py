"""The programme that everybody may read, quick enough for one of two thousand items.

What may be told ``programmes.release`` says, row by row. Columns come as the text that the database
keeps, and each text is put into words once.
"""

import datetime as dt
import json
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, QuerySet, TextField
from django.db.models.functions import Cast
from markupsafe import Markup

from pobratym.core.filters import said
from pobratym.core.prepared import prepared
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.programmes.models.items import Item
from pobratym.programmes.release import (
    NEVER_PUBLIC,
    PUBLIC,
    is_item_public,
    is_place_public,
    knows,
    public_visits,
)
from pobratym.visits.models.sites import Site
from pobratym.visits.models.visits import Visit, VisitGuest, VisitQuerySet
from pobratym.visits.states import Embargo

PAGE_SIZE = 50
"""Visits on one page of the list."""


class PublicRow(NamedTuple):
    """One item for everybody: its hours, and its title and place in the reader's language."""

    hours: str
    title: str | Markup
    place: str | Markup


class PublicDay(NamedTuple):
    """One day of a public programme."""

    on: dt.date
    rows: Sequence[PublicRow]


def find_public(public_id: UUID, now: dt.datetime) -> Visit | None:
    """Give a visit, if everybody may know of it now; one statement."""
    for visit in _by_number(public_id):
        if knows(visit, PUBLIC, now):
            return visit
    return None


@prepared
def _by_number(public_id: UUID) -> QuerySet[Visit]:
    return Visit.objects.filter(public_id=public_id).select_related("partnership", "host")


def public_programme(visit: Visit, now: dt.datetime) -> list[PublicDay]:
    """Give the days of a visit that everybody may know of, with what may be told of each.

    Two statements, however many items there are.
    """
    moment = f"{now.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S}"
    waits = visit.embargo == Embargo.UNTIL_END
    places = _places(visit)
    word = cache(_in_words)
    days: dict[str, list[PublicRow]] = {}
    for day, starts, ends, ends_at, title, site, agreed_at in _rows(visit.pk):
        name, is_critical, is_lodging = places.get(site, ("", False, False))
        if not is_item_public(
            is_critical=is_critical,
            is_released=agreed_at is not None,
            is_over=ends_at[:19] <= moment,
            waits=waits,
        ):
            continue
        told = name and is_place_public(is_critical=is_critical, is_lodging=is_lodging)
        row = PublicRow(f"{starts[:5]}–{ends[:5]}", word(title), word(name) if told else "")
        days.setdefault(day, []).append(row)
    return [PublicDay(dt.date.fromisoformat(day), rows) for day, rows in days.items()]


@prepared
def _rows(visit: int) -> QuerySet[Item, tuple[str, str, str, str, str, int | None, str | None]]:
    rows = Item.objects.filter(visit=visit, cancelled_at__isnull=True)
    rows = rows.exclude(kind__in=sorted(NEVER_PUBLIC)).order_by("starts_at", "pk")
    return rows.annotate(
        on_day=Cast("day", CharField()),
        from_hour=Cast("starts", CharField()),
        to_hour=Cast("ends", CharField()),
        to_moment=Cast("ends_at", CharField()),
        in_words=Cast("title", TextField()),
        agreed=Cast("release__agreed_at", CharField()),
    ).values_list(
        "on_day", "from_hour", "to_hour", "to_moment", "in_words", "site_id", "agreed"
    )  # fmt: skip


def _places(visit: Visit) -> dict[int | None, tuple[str, bool, bool]]:
    return {key: (name, critical, lodging) for key, name, critical, lodging in _sites(visit.pk)}


@prepared
def _sites(visit: int) -> QuerySet[Site, tuple[int, str, bool, bool]]:
    keys = Item.objects.filter(visit=visit).values("site_id")
    rows = Site.objects.filter(pk__in=keys).annotate(in_words=Cast("name", TextField()))
    return rows.order_by("pk").values_list("pk", "in_words", "is_critical", "is_lodging")


def _in_words(stored: str) -> str | Markup:
    return said(Wordings(json.loads(stored)))


@prepared
def guest_cities(visit: int) -> QuerySet[VisitGuest]:
    """Give the cities that are invited, each with its municipality."""
    rows = VisitGuest.objects.filter(visit=visit).select_related("city")
    return rows.order_by("pk")


def visits_before(before: int | None, now: dt.datetime) -> list[Visit]:
    """Give a page of visits that everybody may know of and one more, the newest first.

    Args:
        before: the key of the visit that the page begins after; None for the first page. One that
            nobody may know of begins the list anew, so that the list does not tell its days.
        now: an aware moment.
    """
    rows: VisitQuerySet = public_visits(now)
    beside = rows.filter(pk=before).first() if before else None
    if beside is not None:
        rows = rows.filter(starts_on__lt=beside.starts_on) | rows.filter(
            starts_on=beside.starts_on, pk__lt=beside.pk
        )
    rows = rows.select_related("host", "partnership").prefetch_related("guest_cities__city")
    return list(rows.order_by("-starts_on", "-pk")[: PAGE_SIZE + 1])


def cities_in(visit: Visit, guests: Sequence[VisitGuest]) -> list[Municipality]:
    """Give the host and then the cities that were invited."""
    return [visit.host, *(guest.city for guest in guests)]
