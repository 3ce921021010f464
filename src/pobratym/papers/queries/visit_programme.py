"""The programme on paper: hours, and beside them each language; on large pages or small."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from pobratym.core.wordings import Wordings
from pobratym.documents.typesetting.binding import BOUND
from pobratym.documents.typesetting.paper import Block, Look, Paper, Piece, Sheet, Table
from pobratym.papers.queries.visit_words import (
    FOR,
    HOURS,
    INTERPRETER,
    KINDS,
    LANGUAGE,
    LOCAL_TIME,
    NO_ITEMS,
    OTHER_TIME,
    PROGRAMME,
    RECEIVED_BY,
    both,
    days_in,
    filled,
    joined,
    piece,
    weekday_in,
    worded,
)
from pobratym.papers.queries.visiting import VisitRecord, day_of, names_of_guest
from pobratym.papers.queries.words import pages_in, said_in
from pobratym.programmes.queries.personal import Row, Whom, items_for
from pobratym.programmes.states import TOLD, For, ItemKind
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.sites import Host
from pobratym.visits.models.visits import SubGroup
from pobratym.visits.states import VisitState

LONGEST_HELD = 500
"""Signs of a row that may be kept on one page; a longer one is parted."""


@dataclass(frozen=True, slots=True)
class Reads:
    """Whose programme it is, and the words for it."""

    whom: Whom
    words: tuple[Piece, ...]


def reads_of(record: VisitRecord, kind: str, key: str) -> Reads | None:
    """Find whose programme is asked for; None for whom the reader may not see.

    Args:
        record: of the visit.
        kind: a value of ``For``; empty for the whole programme.
        key: a number of a sub-group, else the public id.
    """
    if kind in {"", For.WHOLE}:
        return Reads(record.visit, ())
    if kind == For.SUBGROUP:
        group = record.visit.subgroups.filter(pk=int(key)).first() if _is_number(key) else None
        return Reads(group, worded(group.name, record.languages)) if group else None
    if (public_id := _uuid(key)) is None:
        return None
    if kind == For.MEMBER:
        found = next((one for one in record.members if one.public_id == public_id), None)
        return Reads(found, names_of_guest(found)) if found else None
    return _helper(record, kind, public_id) if record.is_host else None


def _helper(record: VisitRecord, kind: str, public_id: UUID) -> Reads | None:
    if kind == For.HOST:
        rows = Host.objects.filter(items__visit=record.visit.pk, public_id=public_id)
        found = rows.first()
        return Reads(found, (Piece(found.name, "en", Look.PERSON),)) if found else None
    if kind == For.INTERPRETER:
        one = record.visit.interpreters.filter(public_id=public_id).first()
        return Reads(one, (Piece(one.name, "en", Look.PERSON),)) if one else None
    return None


def programme_of(record: VisitRecord, reads: Reads, sheet: Sheet = Sheet.A4) -> Paper:
    """Give a programme as the reader may know it: the host also while it is a draft."""
    rows = items_for(reads.whom, visit=record.visit, drafts=record.is_host)
    return programme_paper(record, [row for row in rows if not row.is_cancelled], reads, sheet)


def programme_paper(record: VisitRecord, rows: Sequence[Row], reads: Reads, sheet: Sheet) -> Paper:
    """Put a programme on paper; rows stand in order of their beginning."""
    languages = record.languages
    visit = record.visit
    title = said_in(PROGRAMME, languages[0])
    blocks: list[Block] = [
        Piece(joined(PROGRAMME, languages), languages[0], Look.TITLE),
        *worded(record.title, languages, Look.LEAD if sheet is Sheet.A6 else Look.STRONG),
        *_when_and_where(record, sheet),
        *_for(reads, languages),
        *_clocks(record, rows),
    ]
    shows_groups = not isinstance(reads.whom, SubGroup | Member)
    for day, of in groupby(rows, key=lambda row: row.day):
        told = " / ".join(weekday_in(day, one) for one in languages)
        blocks.append(Piece(told, languages[0], Look.HEADING))
        blocks.append(_table(list(of), languages, sheet, shows_groups=shows_groups))
    if not rows:
        blocks += both(NO_ITEMS, languages)
    is_draft = visit.state not in TOLD and visit.state != VisitState.CANCELLED
    return Paper(
        title=f"{title}: {visit.title.said(languages[0]).text}",
        language=languages[0],
        blocks=blocks,
        day=day_of(visit),
        mark=record.mark(is_draft=is_draft),
        caution=record.caution,
        page_of=pages_in(languages),
        sheet=sheet,
    )


def _when_and_where(record: VisitRecord, sheet: Sheet) -> tuple[Piece, ...]:
    visit = record.visit
    look = Look.SMALL if sheet is Sheet.A6 else Look.CENTRE
    return tuple(
        Piece(
            f"{record.host.name.said(one).text}, {days_in(visit.starts_on, visit.ends_on, one)}",
            one,
            look,
        )
        for one in record.languages
    )


def _for(reads: Reads, languages: Sequence[str]) -> tuple[Piece, ...]:
    if not reads.words:
        return ()
    who = " / ".join(dict.fromkeys(one.text for one in reads.words))
    words = " / ".join(
        dict.fromkeys(said_in(FOR, one).split("%(who)s")[0].strip(": ") for one in languages)
    )
    return (Piece(f"{words}: {who}", languages[0], Look.PERSON),)


def _clocks(record: VisitRecord, rows: Sequence[Row]) -> tuple[Piece, ...]:
    """Say by which clock the hours are, and how far the guests' clock is from it."""
    visit = record.visit
    zones = ZoneInfo(visit.zone), ZoneInfo(visit.guest_zone)
    apart = set()
    for row in rows:
        here, there = (row.starts_at.astimezone(zone).utcoffset() for zone in zones)
        if here is not None and there is not None:
            apart.add((there - here).total_seconds() / 3600)
    hours = apart.pop() if len(apart) == 1 else 0
    told = []
    for one in record.languages:
        words = filled(said_in(LOCAL_TIME, one), {"city": record.host.name.said(one).text})
        if hours and record.guests:
            city = record.guests[0].name.said(one).text
            words += " " + filled(said_in(OTHER_TIME, one), {"city": city, "hours": f"{hours:+g}"})
        told.append(Piece(words, one, Look.SMALL))
    return tuple(told)


def _table(
    rows: Sequence[Row], languages: Sequence[str], sheet: Sheet, *, shows_groups: bool
) -> Table:
    lines = tuple(
        (
            (Piece(f"{row.starts:%H:%M}–{row.ends:%H:%M}", languages[0], Look.PERSON),),
            *(_cell(row, one, shows_groups=shows_groups) for one in languages),
        )
        for row in rows
    )
    longest = max(sum(len(piece.text) for piece in cell) for line in lines for cell in line)
    heads = (
        (Piece(joined(HOURS, languages), languages[0]),),
        *((Piece(said_in(LANGUAGE, one), one),) for one in languages),
    )
    pocket = sheet is Sheet.A6
    widths = (19, 35, 35) if pocket else (13, 39, 39)
    holds = longest <= (LONGEST_HELD // 2 if pocket else LONGEST_HELD)
    return Table(heads, lines, widths[: len(heads)], holds=holds)


def _cell(row: Row, language: str, *, shows_groups: bool) -> tuple[Piece, ...]:
    found = [piece(_title(row), language, Look.LEAD)]
    if row.place:
        name = row.place.name.said(language)
        is_said = name.text == found[0].text
        parts = ("" if is_said else name.text, _held(row.place.address))
        if where := ", ".join(part for part in parts if part):
            found.append(Piece(where, name.language, Look.PERSON))
    if shows_groups and row.subgroups:
        groups = ", ".join(part.name.said(language).text for part in row.subgroups)
        found.append(Piece(groups, language, Look.SMALL))
    for host in row.hosts:
        function = host.function.said(language).text
        who = ", ".join(part for part in (host.name, function) if part)
        found.append(Piece(f"{said_in(RECEIVED_BY, language)}: {who}", language, Look.SMALL))
    if row.interpreter:
        told = f"{said_in(INTERPRETER, language)}: {row.interpreter.name}"
        found.append(Piece(told, language, Look.SMALL))
    if row.note:
        found.append(piece(row.note, language, Look.SMALL))
    return tuple(found)


def _held(address: str) -> str:
    """Keep the number of a house on one line with its street."""
    return re.sub(r" (?=\d+\w?\b)", BOUND, address)


def _title(row: Row) -> Wordings:
    if row.title:
        return row.title
    if row.kind in KINDS:
        return Wordings(KINDS[ItemKind(row.kind)])
    return row.place.name if row.place else Wordings({"pl": "–", "uk": "–", "en": "–"})


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= 18  # noqa: PLR2004  what a database can number


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
