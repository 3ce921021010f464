"""Whose own programmes there are, and each of them by day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from pobratym.accounts.http import Reader
from pobratym.core.filters import zone
from pobratym.core.wordings import Wordings
from pobratym.core.words import language
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING
from pobratym.programmes.models.items import Item
from pobratym.programmes.queries.board import day_name
from pobratym.programmes.queries.personal import Row, items_for
from pobratym.programmes.states import For
from pobratym.visits.models.delegations import Member, MemberQuerySet
from pobratym.visits.models.sites import Host, Interpreter
from pobratym.visits.models.visits import SubGroup, Visit


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody with an own programme; ``also`` says which function or sub-group."""

    kind: str
    key: str
    name: str
    also: Wordings


@dataclass(frozen=True, slots=True)
class Hour:
    """One item of somebody's day, with its hours in both zones."""

    row: Row
    guest_hours: str


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One day of somebody's own programme."""

    day: dt.date
    name: str
    hours: Sequence[Hour]


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody's own programme."""

    name: str
    also: Wordings
    days: Sequence[OwnDay]


def people_of(visit: Visit, reader: Reader, *, hosting: bool) -> dict[str, list[Listed]]:
    """List sub-groups, guests, hosts and interpreters; a guests' city sees its own guests."""
    members = _members(visit, reader, hosting=hosting)
    groups = visit.subgroups.order_by("place", "pk")
    spoken = language()
    found = {
        "subgroup": [
            Listed(For.SUBGROUP, str(one.pk), one.name.said(spoken).text, Wordings())
            for one in groups
        ],
        "member": [
            Listed(For.MEMBER, str(one.public_id), _member_name(one), one.function)
            for one in members
        ],
    }
    if hosting:
        hosts = Host.objects.filter(items__visit=visit.pk).distinct().order_by("name", "pk")
        helpers = visit.interpreters.order_by("name", "pk")
        found["host"] = [
            Listed(For.HOST, str(one.public_id), one.name, one.function) for one in hosts
        ]
        found["interpreter"] = [
            Listed(For.INTERPRETER, str(one.public_id), one.name, Wordings()) for one in helpers
        ]
    return found


def person_of(visit: Visit, reader: Reader, kind: str, key: str, *, hosting: bool) -> Own | None:
    """Give somebody's own programme; None for a stranger to the visit or to the reader."""
    thing = _found(visit, reader, kind, key, hosting=hosting)
    if thing is None:
        return None
    if isinstance(thing, Member):
        name, also = _member_name(thing), thing.function
    elif isinstance(thing, Host):
        name, also = thing.name, thing.function
    elif isinstance(thing, SubGroup):
        name, also = thing.name.said(language()).text, Wordings()
    else:
        name, also = thing.name, Wordings()
    return Own(name, also, days_of(items_for(thing, visit=visit, drafts=hosting)))


def days_of(rows: Sequence[Row]) -> list[OwnDay]:
    """Give items by day, in the reader's words; what is cancelled stays to be read."""
    return [
        OwnDay(day, day_name(day, language()), [Hour(row, guest_hours(row)) for row in of])
        for day, of in groupby(rows, key=lambda row: row.day)
    ]


def guest_hours(row: Row) -> str:
    """Give the hours of an item in the guests' zone, where clocks differ: "10:00–11:30 (Kyiv)"."""
    zones = (ZoneInfo(row.zone), ZoneInfo(row.guest_zone))
    here, there = (row.starts_at.astimezone(one) for one in zones)
    if here.utcoffset() == there.utcoffset():
        return ""
    return f"{there:%H:%M}–{row.ends_at.astimezone(zones[1]):%H:%M} ({zone(row.guest_zone)})"


def _found(
    visit: Visit, reader: Reader, kind: str, key: str, *, hosting: bool
) -> SubGroup | Member | Host | Interpreter | None:
    if kind == For.SUBGROUP:
        return visit.subgroups.filter(pk=int(key)).first() if _is_key(key) else None
    try:
        public_id = UUID(key)
    except ValueError:
        return None
    if kind == For.MEMBER:
        return _members(visit, reader, hosting=hosting).filter(public_id=public_id).first()
    if kind == For.HOST and hosting:
        there = Item.hosts.through.objects.filter(item__visit=visit.pk).values("host_id")
        return Host.objects.filter(pk__in=there, public_id=public_id).first()
    if kind == For.INTERPRETER and hosting:
        return visit.interpreters.filter(public_id=public_id).first()
    return None


def _members(visit: Visit, reader: Reader, *, hosting: bool) -> MemberQuerySet:
    rows = Member.objects.filter(visit=visit.pk).coming().order_by("protocol_rank", "pk")
    if hosting:
        return rows
    return rows.filter(city__in=sorted(mandate_of(reader).cities(READING)))


def _member_name(member: Member) -> str:
    if language() == "uk" and member.name_cyrillic:
        return member.name_cyrillic
    return member.name_latin


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) <= 18  # noqa: PLR2004  what a database can number
