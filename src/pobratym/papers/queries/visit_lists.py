"""Lists of people: for a border crossing, for the gate of a site; with passports only on demand."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from pobratym.documents.typesetting.paper import (
    Block,
    Facts,
    Look,
    Paper,
    Piece,
    Table,
)
from pobratym.papers.queries.visit_words import (
    ACCESS,
    ADDRESS,
    AND_HIDDEN,
    AS_INTERPRETER,
    AT_MOST,
    BORDER,
    BORN_ON,
    CITY,
    CROSSING,
    CYRILLIC,
    DIRECTIONS,
    DUE,
    ERASED,
    ERASED_NOTE,
    FUNCTION,
    GATE,
    INVITED_BY,
    LEAVES,
    MEANS,
    MODES,
    NAME_LATIN,
    NUMBER,
    PASSPORT,
    PEOPLE,
    PLATES,
    QUEUE,
    READ_FOR,
    RESPONSIBLE,
    SITE,
    VALID_UNTIL,
    WAY,
    WHEN,
    Words,
    both,
    joined,
    short_day,
    worded,
)
from pobratym.papers.queries.visiting import VisitRecord, day_of, names_of_guest
from pobratym.papers.queries.words import pages_in, said_in
from pobratym.programmes.queries.personal import Person, Row, items_for
from pobratym.vault.models.secrets import Reading
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.models.sites import Site
from pobratym.visits.states import Direction, Mode

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Passports:
    """What was read from the vault, and why; ``erased`` has the day for those that are gone."""

    why: str
    read: Mapping[int, Mapping[str, str]]
    erased: Mapping[int, dt.date] = field(default_factory=dict)


def passports_of(
    members: Iterable[Member], read: Mapping[int, Mapping[str, str]], why: str
) -> Passports:
    """Join what was read with what the log says was erased (one statement)."""
    keys = [one.pk for one in members if not read.get(one.pk, {}).get("passport_number")]
    rows = Reading.objects.filter(
        kind="visits.member", key__in=keys, field="passport_number", act=Reading.Act.ERASED
    )
    gone = {key: timezone.localdate(at) for key, at in rows.order_by("pk").values_list("key", "at")}
    return Passports(why, read, gone)


def crossings(record: VisitRecord) -> list[TravelLeg]:
    """Give the parts of the journey that cross a border, in order (two statements)."""
    rows = record.visit.legs.exclude(crossing="").prefetch_related("members")
    return list(rows.order_by("departs_on", "departs_at", "pk"))


def travellers(record: VisitRecord, leg: TravelLeg) -> tuple[list[Member], int]:
    """Give those who travel so and whose names may be seen, and how many others."""
    named = {one.pk for one in leg.members.all() if one.left_at is None}
    if not named:
        return list(record.members), record.hidden
    found = [one for one in record.members if one.pk in named]
    return found, len(named) - len(found)


def border_paper(record: VisitRecord, leg: TravelLeg, passports: Passports | None = None) -> Paper:
    """Give the list of those who cross the border on one part of the journey."""
    languages = record.languages
    members, hidden = travellers(record, leg)
    facts: list[tuple[Words, tuple[Piece, ...]]] = [
        (CROSSING, _plain(leg.crossing, languages)),
        (WAY, _way(leg, languages)),
        (LEAVES, _plain(f"{short_day(leg.departs_on)}, {leg.departs_at:%H:%M}", languages)),
        (MEANS, both(MODES[Mode(leg.mode)], languages)),
        (PLATES, _plain(leg.plates, languages)),
        (QUEUE, _plain(leg.queue_booking, languages)),
        (INVITED_BY, worded(record.host.name, languages)),
        (PEOPLE, _plain(str(len(members) + hidden), languages)),
    ]
    heads: list[Words] = [NUMBER, NAME_LATIN, CYRILLIC, CITY]
    widths = [3, 16, 16, 10]
    if passports:
        heads += [BORN_ON, PASSPORT, VALID_UNTIL]
        widths += [8, 9, 8]
    rows = [
        (
            _plain(str(at), languages),
            names_of_guest(one)[:1],
            names_of_guest(one)[1:],
            worded(one.city.name, languages),
            *_sealed(one, passports, languages),
        )
        for at, one in enumerate(members, 1)
    ]
    rows += _hidden(hidden, len(heads), languages)
    return _list(
        record,
        BORDER,
        facts,
        Table(_heads(heads, languages), tuple(rows), tuple(widths), holds=True),
        passports,
    )


def gate_paper(
    record: VisitRecord, site: Site, rows: Sequence[Row], passports: Passports | None = None
) -> Paper:
    """Give the list of those who come to a site, with the hours of each time they do."""
    languages = record.languages
    members, hidden = comers(record, rows)
    helpers = list(dict.fromkeys(row.interpreter for row in rows if row.interpreter))
    many = len(members) + hidden + len(helpers)
    counted = both(AT_MOST, languages, n=str(many), most=str(site.capacity))
    facts: list[tuple[Words, tuple[Piece, ...]]] = [
        (SITE, worded(site.name, languages)),
        (ADDRESS, _plain(site.address, languages)),
        (WHEN, tuple(one for row in rows for one in _plain(_hours(row), languages))),
        (PEOPLE, counted if site.capacity else _plain(str(many), languages)),
        (RESPONSIBLE, _responsible(rows, languages)),
        (ACCESS, worded(site.access_rules, languages)),
        (DUE, _due(site, rows, languages)),
    ]
    heads: list[Words] = [NUMBER, NAME_LATIN, FUNCTION, CITY]
    widths = [3, 15, 17, 9]
    if passports:
        heads += [BORN_ON, PASSPORT, VALID_UNTIL]
        widths += [8, 9, 8]
    lines = [
        (
            _plain(str(at), languages),
            names_of_guest(one),
            worded(one.function, languages),
            worded(one.city.name, languages),
            *_sealed(one, passports, languages),
        )
        for at, one in enumerate(members, 1)
    ]
    empty = ((),) * (len(heads) - 4)
    lines += [
        (
            _plain(str(at), languages),
            (Piece(one.name, "en", Look.PERSON),),
            both(AS_INTERPRETER, languages),
            worded(record.host.name, languages),
            *empty,
        )
        for at, one in enumerate(helpers, len(members) + 1)
    ]
    lines += _hidden(hidden, len(heads), languages)
    return _list(
        record,
        GATE,
        facts,
        Table(_heads(heads, languages), tuple(lines), tuple(widths), holds=True),
        passports,
    )


def comers(record: VisitRecord, rows: Sequence[Row]) -> tuple[list[Member], int]:
    """Give those who come to items and whose names may be seen; who is unseen is counted."""
    if any(not row.subgroups for row in rows):
        return list(record.members), record.hidden
    groups = {part.pk for row in rows for part in row.subgroups}
    found = [one for one in record.members if one.subgroup_id in groups]
    every = (
        record.visit.members.coming().filter(subgroup__in=groups).count() if record.hidden else 0
    )
    return found, max(every - len(found), 0)


def stops_by_site(record: VisitRecord) -> dict[int, list[Row]]:
    """Give what takes place by site, of the host's own programme (three statements)."""
    found: dict[int, list[Row]] = {}
    for row in items_for(record.visit, drafts=record.is_host):
        if row.place and not row.is_cancelled:
            found.setdefault(row.place.pk, []).append(row)
    return found


def _list(
    record: VisitRecord,
    title: Words,
    facts: Sequence[tuple[Words, tuple[Piece, ...]]],
    table: Table,
    passports: Passports | None,
) -> Paper:
    languages = record.languages
    told = tuple(
        (Piece(joined(words, languages), languages[0]), how) for words, how in facts if how
    )
    blocks: list[Block] = [
        Piece(joined(title, languages), languages[0], Look.TITLE),
        *worded(record.title, languages, Look.STRONG),
        Facts(told),
        table,
    ]
    if passports:
        if passports.erased:
            blocks.append(_note(both(ERASED_NOTE, languages)))
        blocks.append(_note(both(READ_FOR, languages, why=passports.why)))
    return Paper(
        title=said_in(title, languages[0]),
        language=languages[0],
        blocks=blocks,
        day=day_of(record.visit),
        mark=record.mark(is_draft=False),
        caution=record.caution,
        page_of=pages_in(languages),
        is_wide=True,
        is_secret=passports is not None,
    )


def _note(said: Sequence[Piece]) -> Piece:
    """Put what is said in several languages on one line."""
    return Piece(" / ".join(one.text for one in said), said[0].language, Look.SMALL)


def _heads(heads: Sequence[Words], languages: Sequence[str]) -> tuple[tuple[Piece, ...], ...]:
    return tuple(both(words, languages) for words in heads)


def _plain(text: str, languages: Sequence[str]) -> tuple[Piece, ...]:
    return (Piece(text, languages[0], Look.PERSON),) if text else ()


def _way(leg: TravelLeg, languages: Sequence[str]) -> tuple[Piece, ...]:
    told = joined(DIRECTIONS[Direction(leg.direction)], languages)
    return _plain(f"{leg.origin} – {leg.target} ({told})", languages)


def _hours(row: Row) -> str:
    return f"{short_day(row.day)}, {row.starts:%H:%M}–{row.ends:%H:%M}"


def _responsible(rows: Sequence[Row], languages: Sequence[str]) -> tuple[Piece, ...]:
    people: dict[int, Person] = {one.pk: one for row in rows for one in row.hosts}
    told = []
    for one in people.values():
        parts = (one.name, one.function.said(languages[0]).text, one.phone)
        told.append(Piece(", ".join(part for part in parts if part), languages[0], Look.PERSON))
    return tuple(told)


def _due(site: Site, rows: Sequence[Row], languages: Sequence[str]) -> tuple[Piece, ...]:
    if not (site.list_days and rows):
        return ()
    return _plain(short_day(rows[0].day - dt.timedelta(days=site.list_days)), languages)


def _sealed(
    member: Member, passports: Passports | None, languages: Sequence[str]
) -> tuple[tuple[Piece, ...], ...]:
    if passports is None:
        return ()
    read = passports.read.get(member.pk, {})
    number = read.get("passport_number", "")
    if not number and member.pk in passports.erased:
        day = short_day(passports.erased[member.pk])
        return (
            _plain(NOTHING, languages),
            both(ERASED, languages, day=day),
            _plain(NOTHING, languages),
        )
    cells = (_day(read.get("born_on", "")), number, _day(read.get("passport_until", "")))
    return tuple(_plain(one or NOTHING, languages) for one in cells)


def _day(text: str) -> str:
    return short_day(dt.date.fromisoformat(text)) if text else ""


def _hidden(
    many: int, columns: int, languages: Sequence[str]
) -> list[tuple[tuple[Piece, ...], ...]]:
    if not many:
        return []
    return [((), both(AND_HIDDEN, languages, n=str(many)), *((),) * (columns - 2))]
