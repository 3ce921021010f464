"""What the programme desk shows besides the grid, and what its forms offer."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from pobratym.accounts.http import Reader
from pobratym.core.filters import day
from pobratym.core.prepared import prepared
from pobratym.core.words import language
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING
from pobratym.programmes.models.items import Item
from pobratym.programmes.queries.board import Board, board_of, day_name
from pobratym.programmes.queries.personal import Part, Row, items_for, rows_of
from pobratym.programmes.queries.troubles import Trouble, troubles_of
from pobratym.programmes.queries.versions import latest_number
from pobratym.visits.models.sites import Host, Interpreter, Site
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.queries.clock import Clock, Comes

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Desk:
    """A programme for its desk.

    Attributes:
        visit: whose.
        rows: all its items.
        board: the grid.
        troubles: rules that are broken; for the host alone.
        number: of the latest version; 0 where nothing was ever planned.
        columns: sub-groups.
    """

    visit: Visit
    rows: Sequence[Row]
    board: Board
    troubles: Sequence[Trouble]
    number: int
    columns: Sequence[Part]


def visit_seen_by(reader: Reader, public_id: UUID) -> Visit | None:
    """Give a visit that the reader's city hosts or is invited to."""
    own = tuple(sorted(mandate_of(reader).cities(READING)))
    hosted = _hosted(own, public_id) if own else []
    if hosted:
        return hosted[0]
    rows = Visit.objects.visible_to(reader).filter(public_id=public_id)
    return rows.select_related("host", "partnership").first()


@prepared
def _hosted(cities: tuple[int, ...], public_id: UUID) -> "QuerySet[Visit]":
    rows = Visit.objects.filter(host__in=cities, public_id=public_id)
    return rows.select_related("host", "partnership")


def item_seen_by(reader: Reader, public_id: UUID) -> Item | None:
    """Give an item of such a visit."""
    rows = Item.objects.visible_to(reader).filter(public_id=public_id)
    near = ("visit__host", "visit__partnership", "site", "interpreter", "wish")
    return rows.select_related(*near).first()


def desk_of(visit: Visit, *, hosting: bool) -> Desk:
    """Give a programme for the desk.

    Args:
        visit: whose.
        hosting: the reader is of the host's city, and sees drafts and what is wrong.
    """
    rows = items_for(visit, drafts=hosting)
    columns = parts_of(visit)
    troubles = troubles_of(visit, rows) if hosting else []
    wrong = {row.pk for trouble in troubles for row in trouble.items}
    board = board_of(visit, rows, columns, language=language(), today=today(visit), wrong=wrong)
    return Desk(visit, rows, board, troubles, latest_number(visit.pk), columns)


def today(visit: Visit) -> dt.date:
    """Give the day that it is in the host's zone."""
    return timezone.now().astimezone(ZoneInfo(visit.zone)).date()


def parts_of(visit: Visit) -> list[Part]:
    """Give the sub-groups of a visit in order."""
    return [Part(*row) for row in _groups_in_order(visit.pk)]


@prepared
def _groups_in_order(visit: int) -> "QuerySet[Any, Any]":
    rows = SubGroup.objects.filter(visit=visit).order_by("place", "pk")
    return rows.values_list("pk", "name")


def row_of(item: Item) -> Row:
    """Give one item as a row."""
    return rows_of(Item.objects.filter(pk=item.pk))[0]


def days_offered(visit: Visit) -> list[tuple[str, str]]:
    """Give the days of a visit to choose from."""
    return [(one.isoformat(), day_name(one, language())) for one in Clock(visit).days]


def groups_offered(visit: Visit) -> list[tuple[str, str]]:
    """Give its sub-groups to choose from."""
    read_in = language()
    return [(str(part.pk), part.name.said(read_in).text) for part in parts_of(visit)]


def sites_offered(visit: Visit) -> list[tuple[str, str]]:
    """Give the sites of the host that are open to visits, by name."""
    read_in = language()
    rows = Site.objects.filter(city=visit.host_id, closed_at__isnull=True)
    named = [(str(pk), name.said(read_in).text) for pk, name in rows.values_list("pk", "name")]
    return sorted(named, key=lambda one: one[1].casefold())


def site_of(visit: Visit, key: int | None) -> Site | None:
    """Give a site of the host by its key."""
    return None if key is None else Site.objects.filter(city=visit.host_id, pk=key).first()


def hosts_offered(visit: Visit) -> list[tuple[str, str]]:
    """Give the people of the host's city who receive guests."""
    rows = Host.objects.filter(city=visit.host_id).order_by("name", "pk")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def interpreters_offered(visit: Visit) -> list[tuple[str, str]]:
    """Give the interpreters of a visit."""
    rows = Interpreter.objects.filter(visit=visit.pk).order_by("name", "pk")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def has_long_night(visit: Visit) -> bool:
    """Say whether an hour comes twice on a day of the visit."""
    clock = Clock(visit)
    hours = [dt.time(hour, 30) for hour in range(5)]
    return any(clock.comes(one, hour) is Comes.TWICE for one in clock.days for hour in hours)


def places_ahead(visit: Visit) -> list[tuple[str, str]]:
    """Give the sites at which something lies ahead, with the day, to choose from."""
    spoken = language()
    rows = Item.objects.filter(visit=visit.pk, site__isnull=False).standing()
    rows = rows.filter(starts_at__gt=timezone.now()).order_by("starts_at", "pk")
    found: dict[str, str] = {}
    for site, name, on in rows.values_list("site_id", "site__name", "day"):
        found.setdefault(f"{site}:{on}", f"{name.said(spoken).text}, {day_name(on, spoken)}")
    return list(found.items())


def place_named(visit: Visit, where: str) -> tuple[Site, dt.date]:
    """Read a choice of :func:`places_ahead`."""
    key, _colon, on = where.partition(":")
    return Site.objects.get(pk=int(key), city=visit.host_id), dt.date.fromisoformat(on)


def earlier_visits(visit: Visit) -> list[Visit]:
    """Give other visits to the same host that have a programme, the latest first."""
    rows = Visit.objects.filter(host=visit.host_id).exclude(pk=visit.pk)
    there = Item.objects.standing().values("visit")
    return list(rows.filter(pk__in=there).order_by("-starts_on", "-pk")[:50])


def visits_named(visits: Sequence[Visit]) -> list[tuple[str, str]]:
    """Give visits to choose from."""
    spoken = language()
    return [(str(one.pk), f"{one.title.said(spoken).text}, {day(one.starts_on)}") for one in visits]
