"""The programme of one person, one sub-group, or the whole visit, as plain rows.

Pages of guests, calendars and papers read it; nobody else reads items for them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

from pobratym.core.prepared import prepared
from pobratym.core.wordings import Wordings
from pobratym.programmes.models.items import Item, ItemQuerySet
from pobratym.programmes.release import known_to_those_concerned
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.sites import Host, Interpreter
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.states import VisitState

if TYPE_CHECKING:
    from django.db.models import QuerySet

Whom = Visit | SubGroup | Member | Host | Interpreter


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is. What the public may know of it ``programmes.release`` says."""

    pk: int
    name: Wordings
    address: str
    latitude: Decimal | None
    longitude: Decimal | None
    shelter: str
    is_critical: bool
    access_rules: Wordings


@dataclass(frozen=True, slots=True)
class Person:
    """Who receives guests or interprets."""

    pk: int
    name: str
    function: Wordings
    phone: str


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-group."""

    pk: int
    name: Wordings


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a programme as people read it.

    ``day``, ``starts``, ``ends`` are wall time in ``zone``, ``starts_at`` and ``ends_at`` the same
    moments in UTC. Without ``subgroups`` it is for everybody. ``is_cancelled`` also where the whole
    visit is. ``changed_at`` is when the row was last saved.
    """

    pk: int
    public_id: UUID
    uid: UUID
    sequence: int
    version: int
    visit: int
    kind: str
    title: Wordings
    note: Wordings
    day: dt.date
    starts: dt.time
    ends: dt.time
    fold: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    zone: str
    guest_zone: str
    place: Place | None
    subgroups: Sequence[Part]
    hosts: Sequence[Person]
    interpreter: Person | None
    wish: int | None
    pause: int | None
    is_locked: bool
    is_cancelled: bool
    because: str
    changed_at: dt.datetime


_COLUMNS = (
    "pk", "public_id", "uid", "sequence", "version", "visit_id", "kind", "title", "note",
    "day", "starts", "ends", "fold", "starts_at", "ends_at",
    "visit__zone", "visit__guest_zone", "visit__state",
    "site_id", "site__name", "site__address", "site__latitude", "site__longitude",
    "site__shelter", "site__is_critical", "site__access_rules",
    "interpreter_id", "interpreter__name", "interpreter__phone",
    "wish_id", "pause_id", "locked", "cancelled_at", "cancelled_because", "updated_at",
)  # fmt: skip


def items_for(whom: Whom, *, visit: Visit | None = None, drafts: bool = False) -> list[Row]:
    """Give the items of a programme that concern somebody, in order; three statements.

    Args:
        whom: a visit for all of it; a sub-group; a guest (what is for everybody and for the own
            sub-group); somebody who receives guests; an interpreter.
        visit: of somebody who receives guests, only this visit; all of them without it.
        drafts: also while the programme is the host's own draft; for the host's desk alone.
    """
    if isinstance(whom, Visit) and drafts:
        return _rows(_whole(whom.pk), _groups_of_whole(whom.pk), _hosts_of_whole(whom.pk))
    return rows_of(items_concerning(whom, visit=visit, drafts=drafts))


def items_concerning(
    whom: Whom, *, visit: Visit | None = None, drafts: bool = False
) -> ItemQuerySet:
    """Give the items of :func:`items_for` themselves, in no order."""
    rows = _concerning(whom)
    if visit is not None:
        rows = rows.filter(visit=visit.pk)
    return rows if drafts else known_to_those_concerned(rows)


def _concerning(whom: Whom) -> ItemQuerySet:
    rows = Item.objects.all()
    match whom:
        case Visit():
            return rows.filter(visit=whom.pk)
        case SubGroup():
            return _of_group(rows.filter(visit=whom.visit_id), whom.pk)
        case Member():
            return _of_group(rows.filter(visit=whom.visit_id), whom.subgroup_id)
        case Host():
            return rows.filter(pk__in=_linked_to("hosts", "host_id", whom.pk))
        case Interpreter():
            return rows.filter(interpreter=whom.pk)


def _of_group(rows: ItemQuerySet, group: int | None) -> ItemQuerySet:
    for_all = ~Q(pk__in=Item.subgroups.through.objects.values("item_id"))
    if group is None:
        return rows.filter(for_all)
    return rows.filter(for_all | Q(pk__in=_linked_to("subgroups", "subgroup_id", group)))


def _linked_to(name: str, column: str, key: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    through = getattr(Item, name).through
    return through.objects.filter(**{column: key}).values("item_id")


def rows_of(items: ItemQuerySet) -> list[Row]:
    """Give items as rows, in order of their beginning; three statements however many there are."""
    keys = items.order_by().values("pk")
    groups = _groups_told(Item.subgroups.through.objects.filter(item__in=keys))
    hosts = _hosts_told(Item.hosts.through.objects.filter(item__in=keys))
    return _rows(_told(items), groups, hosts)


@prepared
def _whole(visit: int) -> "QuerySet[Any, Any]":
    return _told(Item.objects.filter(visit=visit))


@prepared
def _groups_of_whole(visit: int) -> "QuerySet[Any, Any]":
    return _groups_told(Item.subgroups.through.objects.filter(item__visit=visit))


@prepared
def _hosts_of_whole(visit: int) -> "QuerySet[Any, Any]":
    return _hosts_told(Item.hosts.through.objects.filter(item__visit=visit))


def _told(items: ItemQuerySet) -> "QuerySet[Any, Any]":
    return items.order_by("starts_at", "pk").values_list(*_COLUMNS)


def _groups_told(through: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    rows = through.order_by("subgroup__place", "subgroup_id")
    return rows.values_list("item_id", "subgroup_id", "subgroup__name")


def _hosts_told(through: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    rows = through.order_by("host__name", "host_id")
    return rows.values_list("item_id", "host_id", "host__name", "host__function", "host__phone")


def _rows(items: Iterable[Any], in_groups: Iterable[Any], with_hosts: Iterable[Any]) -> list[Row]:
    """Put together what three statements told."""
    groups: defaultdict[int, list[Part]] = defaultdict(list)
    parts: dict[int, Part] = {}
    for item, group, name in in_groups:
        groups[item].append(parts.setdefault(group, Part(group, name)))
    hosts: defaultdict[int, list[Person]] = defaultdict(list)
    people: dict[int, Person] = {}
    for item, host, name, function, phone in with_hosts:
        hosts[item].append(people.setdefault(host, Person(host, name, function, phone)))
    places: dict[int, Place] = {}
    return [
        _row(told, tuple(groups.get(told[0], ())), tuple(hosts.get(told[0], ())), places)
        for told in items
    ]


def _row(
    told: Sequence[Any],
    groups: Sequence[Part],
    hosts: Sequence[Person],
    places: dict[int, Place],
) -> Row:
    """Put one line of the database, in order of ``_COLUMNS``, into words."""
    interpreter = Person(told[26], told[27], Wordings(), told[28]) if told[26] else None
    is_cancelled = told[32] is not None or told[17] == VisitState.CANCELLED
    return Row(
        *told[:17], _place(told[18:26], places), groups, hosts, interpreter,
        *told[29:32], is_cancelled, *told[33:],
    )  # type: ignore[call-arg]  # fmt: skip


def _place(told: Sequence[object], known: dict[int, Place]) -> Place | None:
    key = told[0]
    if not isinstance(key, int):
        return None
    if key not in known:
        known[key] = Place(*told)  # type: ignore[arg-type]
    return known[key]
