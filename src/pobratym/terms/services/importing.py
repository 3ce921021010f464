"""Terms from a file: first told what would happen, then done, the same file twice without harm."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.mandate import locked
from pobratym.terms.exchange.rows import ConceptRow
from pobratym.terms.models.concepts import Concept, Term
from pobratym.terms.services.concepts import (
    LONGEST_CODE,
    MOST_CONCEPTS,
    Terms,
    free_code,
    put_terms,
    refuse_bad_terms,
    said,
)
from pobratym.terms.services.mandate import refuse_other_hands
from pobratym.terms.states import Area, ConceptOrigin, TermStatus

_MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of a row of the file; ``why`` where it is refused."""

    line: int
    name: str
    why: str | Promise = ""


@dataclass(slots=True)
class Report:
    """What an import does, or did; lists hold at most 200 lines, counts all."""

    added: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    refused: list[Line] = field(default_factory=list)
    unchanged: int = 0

    @property
    def does_something(self) -> bool:
        """Whether anything would be stored."""
        return bool(self.added or self.changed)


@dataclass(slots=True)
class _Stored:
    concept: Concept
    terms: dict[str, list[tuple[str, TermStatus]]]


def preview(partnership: Partnership, rows: Sequence[ConceptRow]) -> Report:
    """Tell what an import of these rows would do; nothing is stored."""
    report, _plan = _planned(partnership, rows)
    return report


@transaction.atomic
def import_terms(
    partnership: Partnership,
    rows: Sequence[ConceptRow],
    *,
    by: User | None,
    city: Municipality,
) -> Report:
    """Put the rows of a file into a term base: new concepts, and changed ones.

    A row is the concept of the same code, or else one with the same preferred terms in two
    languages. Languages that the row does not have stay as they are. A changed concept needs the
    cities' approval anew.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
    """
    partnership = locked(partnership)
    refuse_other_hands(by, city, partnership)
    report, plan = _planned(partnership, rows)
    for stored, terms, row in plan:
        concept = stored.concept
        concept.area = _area(row, concept.area)
        concept.note = _note(row, concept.note)
        if concept.pk:
            concept.version += 1
        concept.save()
        put_terms(concept, terms)
    if plan:
        record(
            "terms.imported",
            partnership,
            by=by,
            city=city.code,
            own=partnership.shared_on is None,
            renews=False,
            added=len(report.added),
            changed=len(report.changed),
        )
    return report


_Plan = list[tuple[_Stored, Terms, ConceptRow]]


def _planned(partnership: Partnership, rows: Iterable[ConceptRow]) -> tuple[Report, _Plan]:
    by_code = _stored(partnership)
    removed = Concept.objects.filter(partnership=partnership, removed_at__isnull=False)
    codes = set(by_code) | set(removed.values_list("code", flat=True))
    by_pair = _by_pair(by_code.values())
    report, plan, seen = Report(), _Plan(), set[int]()
    for row in rows:
        name = _name(row)
        try:
            known = by_code.get(row.code) or _same(row, by_pair)
            terms: dict[str, Sequence[tuple[str, TermStatus]]] = {
                **(known.terms if known else {}), **row.terms
            }  # fmt: skip
            _refuse_bad(terms)
            Concept(note=_note(row, Wordings())).clean_fields(exclude=_BUT_NOTE)
        except (DomainError, ValidationError) as refusal:
            why = refusal.message if isinstance(refusal, DomainError) else refusal.messages[0]
            report.refused.append(Line(row.line, name, why))
            continue
        if known is None:
            if len(codes) >= MOST_CONCEPTS:
                report.refused.append(Line(row.line, name, str(MOST_CONCEPTS)))
                continue
            known = _new(partnership, row, terms, codes)
            report.added.append(Line(row.line, name))
        elif id(known) in seen or not _differs(known, terms, row):
            report.unchanged += 1
            continue
        else:
            report.changed.append(Line(row.line, name))
        seen.add(id(known))
        by_code[known.concept.code] = known
        plan.append((known, terms, row))
    for told in (report.added, report.changed, report.refused):
        told.sort(key=lambda one: one.line)
    return report, plan


def _stored(partnership: Partnership) -> dict[str, _Stored]:
    found = {
        concept.pk: _Stored(concept, {})
        for concept in Concept.objects.filter(
            partnership=partnership, removed_at__isnull=True
        ).order_by("pk")
    }
    for term in Term.objects.filter(concept__in=list(found)).order_by("pk"):
        row = found[term.concept_id].terms.setdefault(term.language, [])
        row.append((term.text, TermStatus(term.status)))
    return {stored.concept.code: stored for stored in found.values()}


_Pair = tuple[str, str]


def _preferred(terms: Mapping[str, Sequence[tuple[str, TermStatus]]]) -> list[_Pair]:
    return [
        (language, text.casefold())
        for language, row in sorted(terms.items())
        for text, status in row
        if status == TermStatus.PREFERRED
    ]


def _by_pair(stored: Iterable[_Stored]) -> dict[_Pair, list[_Stored]]:
    found: dict[_Pair, list[_Stored]] = {}
    for one in stored:
        for pair in _preferred(one.terms):
            found.setdefault(pair, []).append(one)
    return found


def _same(row: ConceptRow, by_pair: Mapping[_Pair, list[_Stored]]) -> _Stored | None:
    """Find the concept with the same preferred terms in two languages."""
    met: dict[int, int] = {}
    for pair in _preferred(row.terms):
        for one in by_pair.get(pair, ()):
            met[id(one)] = met.get(id(one), 0) + 1
            if met[id(one)] > 1:
                return one
    return None


_BUT_NOTE = {field.name for field in Concept._meta.fields} - {"note"}  # noqa: SLF001  Django's documented name


def _refuse_bad(terms: Terms) -> None:
    refuse_bad_terms(terms)
    for language, row in terms.items():
        for text, status in row:
            term = Term(language=language, text=text, status=status)
            term.clean_fields(exclude=["concept"])


def _new(partnership: Partnership, row: ConceptRow, terms: Terms, codes: set[str]) -> _Stored:
    code = row.code[:LONGEST_CODE]
    if not code or code in codes:
        code = free_code(terms, codes)
    codes.add(code)
    concept = Concept(
        partnership=partnership, code=code, origin=ConceptOrigin.IMPORTED, area=Area.OTHER
    )
    return _Stored(concept, {})


def _differs(known: _Stored, terms: Terms, row: ConceptRow) -> bool:
    if said(known.terms) != said(terms):
        return True
    concept = known.concept
    return concept.area != _area(row, concept.area) or concept.note != _note(row, concept.note)


def _area(row: ConceptRow, now: str) -> str:
    return row.area if row.area in set(Area) else now


def _note(row: ConceptRow, now: Wordings) -> Wordings:
    told = {language: text for language, text in row.note.items() if language in LANGUAGES}
    return Wordings({**now, **told})


def _name(row: ConceptRow) -> str:
    terms = [text for one in row.terms.values() for text, _status in one]
    return (terms or [row.code])[0][:80]
