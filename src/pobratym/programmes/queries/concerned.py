"""Whom the programme of a visit concerns, and what each of them is to know of it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from pobratym.core.values import LARGEST_NUMBER
from pobratym.programmes.models.calendars import Feed, Telling, Told
from pobratym.programmes.models.items import Item, ItemQuerySet
from pobratym.programmes.queries.personal import Row, Whom, items_concerning, items_for
from pobratym.programmes.states import For
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.sites import Host, Interpreter
from pobratym.visits.models.visits import Visit


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part in a visit, and how letters reach them."""

    kind: For
    thing: Member | Host | Interpreter

    @property
    def name(self) -> str:
        """The name as letters have it."""
        return self.thing.name_latin if isinstance(self.thing, Member) else self.thing.name

    @property
    def column(self) -> dict[str, Any]:
        """The column of ``Feed`` and ``Told`` that names them."""
        return {"whom": self.kind, str(self.kind): self.thing}


def people_concerned(visit: Visit) -> list[Person]:
    """Give the guests who come, those who receive them, and the interpreters, by name.

    Who received guests when people were last told is among them, so that they hear that they no
    longer do. Three statements.
    """
    members = Member.objects.filter(visit=visit.pk).coming().select_related("user")
    members = members.order_by("protocol_rank", "name_latin", "pk")
    told = Told.objects.filter(visit=visit.pk, host__isnull=False)
    linked = Item.hosts.through.objects.filter(item__visit=visit.pk)
    named = Q(pk__in=linked.values("host_id")) | Q(pk__in=told.values("host_id"))
    hosts = Host.objects.filter(named).order_by("name", "pk")
    interpreters = Interpreter.objects.filter(visit=visit.pk).order_by("name", "pk")
    return [
        *(Person(For.MEMBER, one) for one in members),
        *(Person(For.HOST, one) for one in hosts),
        *(Person(For.INTERPRETER, one) for one in interpreters),
    ]


def rows_of_each(visit: Visit, people: Iterable[Person]) -> list[tuple[Person, list[Row]]]:
    """Give everybody's own items, as ``items_for`` does for one; three statements for all."""
    rows = items_for(visit)
    return [(person, [row for row in rows if _concerns(row, person)]) for person in people]


def _concerns(row: Row, person: Person) -> bool:
    thing = person.thing
    match thing:
        case Member():
            groups = [group.pk for group in row.subgroups]
            return not groups or thing.subgroup_id in groups
        case Host():
            return any(host.pk == thing.pk for host in row.hosts)
        case Interpreter():
            return row.interpreter is not None and row.interpreter.pk == thing.pk


def whom_of(feed: Feed) -> Whom:
    """Give whose programme a calendar is."""
    found = feed.member or feed.host or feed.interpreter or feed.subgroup
    return found or feed.visit


def whom_named(visit: Visit, given: Mapping[str, str]) -> Whom | None:
    """Give whose programme an address names: ``subgroup``, ``member``, ``host``, ``interpreter``.

    Each by its public number, a sub-group by its key; without any of them the whole visit. Nothing
    where the visit has no such person.
    """
    try:
        if "subgroup" in given:
            key = min(int(given["subgroup"]), LARGEST_NUMBER)
            return visit.subgroups.filter(pk=max(key, 0)).first()
        for kind in (For.MEMBER, For.HOST, For.INTERPRETER):
            if kind in given:
                return person_named(visit, kind, UUID(given[kind]))
    except ValueError:
        return None
    return visit


def person_named(visit: Visit, kind: For, number: UUID) -> Member | Host | Interpreter | None:
    """Give somebody who takes part in a visit by the public number."""
    match kind:
        case For.MEMBER:
            return visit.members.coming().filter(public_id=number).first()
        case For.INTERPRETER:
            return visit.interpreters.filter(public_id=number).first()
        case For.HOST:
            linked = Item.hosts.through.objects.filter(item__visit=visit.pk)
            return Host.objects.filter(pk__in=linked.values("host_id"), public_id=number).first()
        case _:
            return None


def items_of_feed(feed: Feed) -> ItemQuerySet:
    """Give the items of a calendar, as its reader may know them now."""
    return items_concerning(whom_of(feed), visit=feed.visit)


def plain_rows(rows: Iterable[Row]) -> dict[str, dict[str, Any]]:
    """Give items as they are kept to know later what changed; by public id."""
    return {
        str(row.public_id): {
            "title": dict(row.title),
            "starts_at": row.starts_at.isoformat(),
            "ends_at": row.ends_at.isoformat(),
            "place": dict(row.place.name) if row.place else {},
            "address": row.place.address if row.place else "",
            "cancelled": row.is_cancelled,
            "because": row.because,
        }
        for row in rows
    }


def digest_of_plain(items: dict[str, dict[str, Any]]) -> str:
    """Give the digest under which equal programmes are equal."""
    text = json.dumps(items, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def told_before(visit: Visit) -> Iterator[tuple[tuple[str, int], Told]]:
    """Give what people were last told, by kind and key of the person."""
    for told in Told.objects.filter(visit=visit.pk):
        yield (told.whom, told.member_id or told.host_id or told.interpreter_id or 0), told


def telling_of(visit: Visit) -> Telling | None:
    """Give how far people were told; nothing while the programme never stood."""
    return Telling.objects.filter(visit=visit.pk).first()


def person_asked_for(visit: Visit, given: Mapping[str, str]) -> Person | None:
    """Give the guest, host or interpreter whom a button names by ``kind`` and ``person``."""
    kind = given.get("kind", "")
    if kind not in {For.MEMBER, For.HOST, For.INTERPRETER}:
        return None
    try:
        found = person_named(visit, For(kind), UUID(given.get("person", "")))
    except ValueError:
        return None
    return Person(For(kind), found) if found else None


def feed_of(visit: Visit, number: int) -> Feed | None:
    """Give a calendar of a visit by its key."""
    rows = Feed.objects.select_related("visit__host", "visit__partnership")
    return rows.filter(visit=visit.pk, pk=min(number, LARGEST_NUMBER)).first()
