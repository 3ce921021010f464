"""One language of one clause while somebody writes in it, and others perhaps too."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID
from zlib import crc32

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import get_language

from pobratym.accounts.http import Reader
from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import AgreementParty
from pobratym.agreements.models.clauses import Clause, ClauseText, WorkingCopy
from pobratym.agreements.queries.history import base_of
from pobratym.agreements.states import Standing
from pobratym.agreements.texts.redline import Piece, redline
from pobratym.agreements.tongues import tongue_name
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING

WRITING_FOR = dt.timedelta(seconds=90)
"""So long after the last sign somebody is said to be writing."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody else who writes in the clause: a colleague by name, of another city its name."""

    name: str
    tongue: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Others:
    """What others do in a clause while a person writes one language of it.

    Attributes:
        writers: who writes in it now.
        heading: what was changed in the heading since the person began; empty for nothing.
        body: the same of the wording.
        saved_by: who saved that.
        turned_stale: another language got a new meaning since the person began.
        sign: changes when any of this changes.
    """

    writers: Sequence[Writer]
    heading: Sequence[Piece]
    body: Sequence[Piece]
    saved_by: str
    turned_stale: bool
    sign: str

    @property
    def saved(self) -> bool:
        """Whether somebody saved since the person began."""
        return bool(self.heading or self.body)


def clause_seen_by(reader: Reader, public_id: UUID) -> Clause | None:
    """Give a clause of the reader's own agreements, with agreement, parties and languages."""
    parties = AgreementParty.objects.select_related("city")
    rows = Clause.objects.visible_to(reader).filter(public_id=public_id)
    rows = rows.select_related("agreement__partnership", "agreement__opened_by")
    return rows.prefetch_related(
        Prefetch("agreement__parties", queryset=parties), "agreement__tongues"
    ).first()


def texts_of(clause: Clause) -> Mapping[str, ClauseText]:
    """Give what a clause says now, by language (one statement)."""
    rows = ClauseText.objects.filter(clause=clause).select_related("changed_by", "changed_for")
    return {text.language: text for text in rows}


def copy_of(person: User, clause: Clause, language: str) -> WorkingCopy | None:
    """Give what the person was typing there and did not save (one statement)."""
    return WorkingCopy.objects.filter(clause=clause, language=language, person=person).first()


def others_in(
    clause: Clause, language: str, reader: User, begun: tuple[int, int], text: ClauseText | None
) -> Others:
    """Tell what others do in a clause; one statement, one more when somebody saved.

    Args:
        clause: which.
        language: in which the reader writes.
        reader: who writes; their own work is left out.
        begun: number of the wording that the reader began from, and version of the row.
        text: as it stands now.
    """
    number, version = begun
    own = mandate_of(reader).cities(READING)
    since = timezone.now() - WRITING_FOR
    rows = WorkingCopy.objects.filter(clause=clause, at__gte=since).exclude(person=reader)
    copies = list(rows.select_related("person", "city").order_by("pk"))
    base = base_of(clause, language, number) if text is not None and text.number > number else None
    stale = text is not None and text.standing == Standing.STALE and text.version > version
    standing = (text.number, text.version) if text else (0, 0)
    told = [standing, number, *((copy.person_id, copy.language) for copy in copies)]
    return Others(
        writers=[_writer(copy, language, own) for copy in copies],
        heading=_changed(base[0], text.heading) if base and text else [],
        body=_changed(base[1], text.body) if base and text else [],
        saved_by=_who(text, own) if base and text else "",
        turned_stale=stale,
        sign=f"{crc32(repr(told).encode()):08x}",
    )


def redlines(base: tuple[str, str], now: tuple[str, str]) -> tuple[list[Piece], list[Piece]]:
    """Tell what changed in heading and wording; empty where nothing did."""
    return _changed(base[0], now[0]), _changed(base[1], now[1])


def _changed(old: str, new: str) -> list[Piece]:
    return [] if old == new else redline(old, new)


def _writer(copy: WorkingCopy, language: str, own: frozenset[int]) -> Writer:
    return Writer(
        name=_name(copy.person, copy.city, own),
        tongue=tongue_name(copy.language),
        is_here=copy.language == language,
    )


def _who(text: ClauseText, own: frozenset[int]) -> str:
    return _name(text.changed_by, text.changed_for, own)


def _name(person: User | None, city: Municipality | None, own: frozenset[int]) -> str:
    """Name a colleague; of another city only the city, as long as nobody allowed more."""
    if city is None:
        return ""
    if person is not None and city.pk in own:
        return str(person)
    return str(city.name.said(get_language() or "en").text)
