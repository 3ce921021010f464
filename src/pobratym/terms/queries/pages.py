"""A page of the term base, and all of it for a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.queries import cities_of
from pobratym.terms.exchange.rows import ConceptRow, UnitRow
from pobratym.terms.keys import key_of
from pobratym.terms.models.concepts import Approval, Concept, Term
from pobratym.terms.models.memory import Segment, Unit
from pobratym.terms.states import Area, TermStatus

SHOWN = 50
APPROVED, WAITING_FOR_US, WAITING = "approved", "ours", "waiting"
STATES = (APPROVED, WAITING_FOR_US, WAITING)
USUAL = ("pl", "uk", "en")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader looks for; ``after`` is ``area:code`` of the last one seen."""

    words: str = ""
    area: str = ""
    state: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class TermRow:
    """A concept of the list.

    Attributes:
        terms: by language: the preferred term, the admitted ones, those to be avoided.
        agreed: cities that have approved it as it stands.
        lacking: parties that have not.
        by_us: the reader's city has approved it.
    """

    concept: Concept
    terms: Mapping[str, tuple[str, Sequence[str], Sequence[str]]]
    agreed: Sequence[Municipality]
    lacking: Sequence[Municipality]
    by_us: bool


@dataclass(frozen=True, slots=True)
class TermPage:
    """A page of the term base; ``older`` is what the next page goes on after."""

    rows: Sequence[TermRow]
    languages: Sequence[str]
    total: int
    matching: int
    older: str


def term_page(partnership: Partnership, asked: Asked, ours: Municipality | None) -> TermPage:
    """Give a page of the list in five statements, however long it is.

    Args:
        partnership: with its parties.
        asked: what the reader looks for.
        ours: the city that the reader acts for, if any.
    """
    parties = cities_of(partnership)
    everything = Concept.objects.filter(partnership=partnership, removed_at__isnull=True)
    matching = _matching(everything, asked, parties, ours)
    rows = list(_after(matching, asked.after).order_by("area", "code")[: SHOWN + 1])
    older = f"{rows[SHOWN - 1].area}:{rows[SHOWN - 1].code}" if len(rows) > SHOWN else ""
    rows = rows[:SHOWN]
    keys = [row.pk for row in rows]
    terms = _terms_of(keys)
    said = Approval.objects.filter(concept__in=keys, version=F("concept__version"))
    yes: dict[int, set[int]] = {}
    for concept, city in said.values_list("concept_id", "city_id"):
        yes.setdefault(concept, set()).add(city)
    more = {language for row in terms.values() for language in row} - set(USUAL)
    return TermPage(
        [
            TermRow(
                row,
                terms.get(row.pk, {}),
                [city for city in parties if city.pk in yes.get(row.pk, ())],
                [city for city in parties if city.pk not in yes.get(row.pk, ())],
                ours is not None and ours.pk in yes.get(row.pk, ()),
            )
            for row in rows
        ],
        [*USUAL, *sorted(more)],
        everything.count(),
        matching.count(),
        older,
    )


def _matching(
    rows: QuerySet[Concept], asked: Asked, parties: Sequence[Municipality],
    ours: Municipality | None,
) -> QuerySet[Concept]:  # fmt: skip
    if key := key_of(asked.words):
        rows = rows.filter(Exists(Term.objects.filter(concept=OuterRef("pk"), key__contains=key)))
    if asked.area in set(Area):
        rows = rows.filter(area=asked.area)
    if asked.state == APPROVED:
        for city in parties:
            rows = rows.filter(_approved_by(city))
    elif asked.state == WAITING_FOR_US and ours is not None:
        rows = rows.filter(~_approved_by(ours))
    elif asked.state in {WAITING, WAITING_FOR_US}:
        lacking = Q()
        for city in parties:
            lacking |= Q(~_approved_by(city))
        rows = rows.filter(lacking)
    return rows


def _approved_by(city: Municipality) -> Exists:
    return Exists(
        Approval.objects.filter(concept=OuterRef("pk"), city=city, version=OuterRef("version"))
    )


def _after(rows: QuerySet[Concept], after: str) -> QuerySet[Concept]:
    area, colon, code = after[:120].partition(":")
    if not colon or "\x00" in after:
        return rows
    return rows.filter(Q(area__gt=area) | Q(area=area, code__gt=code))


def _terms_of(keys: Sequence[int]) -> dict[int, dict[str, tuple[str, list[str], list[str]]]]:
    found: dict[int, dict[str, tuple[str, list[str], list[str]]]] = {}
    for term in Term.objects.filter(concept__in=keys).order_by("pk"):
        languages = found.setdefault(term.concept_id, {})
        preferred, admitted, avoid = languages.get(term.language, ("", [], []))
        if term.status == TermStatus.PREFERRED:
            preferred = term.text
        elif term.status == TermStatus.ADMITTED:
            admitted.append(term.text)
        else:
            avoid.append(term.text)
        languages[term.language] = preferred, admitted, avoid
    return found


def all_rows(partnership: Partnership) -> list[ConceptRow]:
    """Give the whole term base, area by area, for a file (two statements)."""
    rows = Concept.objects.filter(partnership=partnership, removed_at__isnull=True)
    concepts = list(rows.order_by("area", "code"))
    terms: dict[int, dict[str, list[tuple[str, TermStatus]]]] = {}
    written = Term.objects.filter(concept__partnership=partnership).order_by("pk")
    for term in written:
        row = terms.setdefault(term.concept_id, {}).setdefault(term.language, [])
        row.append((term.text, TermStatus(term.status)))
    return [
        ConceptRow(one.code, one.area, terms.get(one.pk, {}), dict(one.note)) for one in concepts
    ]


def count_units(partnership: Partnership) -> int:
    """Say how many units the translation memory has (one statement)."""
    return Unit.objects.filter(partnership=partnership).count()


def all_units(partnership: Partnership) -> list[UnitRow]:
    """Give the whole translation memory for a file (one statement)."""
    rows = Segment.objects.filter(unit__partnership=partnership).order_by("unit_id", "language")
    units: dict[int, dict[str, str]] = {}
    for unit, language, text in rows.values_list("unit_id", "language", "text"):
        units.setdefault(unit, {})[language] = text
    return [UnitRow(one) for one in units.values()]
