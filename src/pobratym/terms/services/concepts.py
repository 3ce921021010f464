"""Concepts of a term base: entered, changed, taken out, approved by each city."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.alphabets import fold
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import Changes, record
from pobratym.languages.tongues import TONGUES
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.mandate import locked, refuse_outsider
from pobratym.terms.keys import key_of
from pobratym.terms.models.concepts import Approval, Concept, Term
from pobratym.terms.services.mandate import refuse_other_hands, refuse_unshared
from pobratym.terms.states import Area, ConceptOrigin, TermStatus

Terms = Mapping[str, Sequence[tuple[str, TermStatus]]]
"""By language: each term and whether it is to be used."""
MOST_CONCEPTS = 5_000
MOST_TERMS = 12
"""Of one concept in one language."""
LONGEST_CODE = 80


@dataclass(frozen=True, slots=True)
class ConceptFacts:
    """What people write about a concept."""

    terms: Terms
    area: Area = Area.OTHER
    note: Wordings = field(default_factory=Wordings)


@transaction.atomic
def add_concept(
    partnership: Partnership,
    facts: ConceptFacts,
    *,
    by: User | None,
    city: Municipality,
    origin: ConceptOrigin = ConceptOrigin.OWN,
) -> Concept:
    """Enter a concept with its terms.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``too_many``, ``one_sided``
            (terms in fewer than two languages), ``no_preferred``, ``twice``, ``no_such_language``.
        ValidationError: a term or the note is too long.
    """
    partnership = locked(partnership)
    refuse_other_hands(by, city, partnership)
    codes = set(Concept.objects.filter(partnership=partnership).values_list("code", flat=True))
    if len(codes) >= MOST_CONCEPTS:
        raise DomainError(
            _("A term base holds at most %(most)d concepts.") % {"most": MOST_CONCEPTS},
            code="too_many",
        )
    concept = Concept(
        partnership=partnership,
        code=free_code(facts.terms, codes),
        area=facts.area,
        note=facts.note,
        origin=origin,
    )
    concept.full_clean()
    concept.save()
    put_terms(concept, facts.terms)
    _record("terms.added", concept, by, city, {"terms": (None, said(facts.terms))})
    return concept


@transaction.atomic
def edit_concept(
    concept: Concept,
    facts: ConceptFacts,
    *,
    version: int,
    by: User | None,
    city: Municipality,
) -> Concept:
    """Change a concept; approvals of what it was lapse. Where nothing differs nothing is stored.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: as for :func:`add_concept`.
        ValidationError: a term or the note is too long.
    """
    concept = _held(concept, version, by, city)
    before = terms_of(concept)
    changes: dict[str, tuple[object, object]] = {}
    if said(before) != said(facts.terms):
        changes["terms"] = (said(before), said(facts.terms))
    for name, value in (("area", facts.area), ("note", facts.note)):
        if getattr(concept, name) != value:
            changes[name] = (getattr(concept, name), value)
            setattr(concept, name, value)
    if changes:
        concept.full_clean()
        concept.save()
        if "terms" in changes:
            put_terms(concept, facts.terms)
        _record("terms.edited", concept, by, city, changes)
    return concept


@transaction.atomic
def remove_concept(
    concept: Concept, *, version: int, by: User | None, city: Municipality
) -> Concept:
    """Take a concept out of the term base; the journal keeps what it said.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``removed``.
    """
    concept = _held(concept, version, by, city)
    concept.removed_at = timezone.now()
    concept.save()
    _record("terms.removed", concept, by, city, {"terms": (said(terms_of(concept)), None)})
    return concept


@transaction.atomic
def approve(
    partnership: Partnership,
    seen: Mapping[UUID, int],
    *,
    by: User | None,
    city: Municipality,
) -> int:
    """Say a city's yes to concepts as they were seen.

    Args:
        partnership: is locked.
        seen: version by public id; a concept that moved on since stays unapproved.
        by: an officer.
        city: in whose name.

    Returns:
        How many were approved.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_shared``, ``stale``
            (none of them stands as it was seen).
    """
    partnership = locked(partnership)
    refuse_outsider(by, city, partnership)
    refuse_unshared(partnership)
    rows = Concept.objects.select_for_update().filter(
        partnership=partnership, public_id__in=seen, removed_at__isnull=True
    )
    standing = [row for row in rows.order_by("pk") if row.version == seen[row.public_id]]
    if not standing:
        raise DomainError(
            _("These terms were changed meanwhile. Read them as they stand now."), code="stale"
        )
    now = timezone.now()
    Approval.objects.bulk_create(
        (
            Approval(concept=concept, city=city, version=concept.version, by=by, at=now)
            for concept in standing
        ),
        update_conflicts=True,
        unique_fields=["concept", "city"],
        update_fields=["version", "by", "at"],
    )
    record(
        "terms.approved",
        partnership,
        by=by,
        city=city.code,
        renews=False,
        count=len(standing),
        codes=[concept.code for concept in standing][:50],
    )
    return len(standing)


@transaction.atomic
def take_approval_back(
    concept: Concept, *, version: int, by: User | None, city: Municipality
) -> Concept:
    """Take a city's yes to a concept back.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``removed``,
            ``not_approved``.
    """
    partnership = locked(concept.partnership)
    refuse_outsider(by, city, partnership)
    concept = take_version(Concept.objects.all(), concept.pk, version)
    concept.partnership = partnership
    _refuse_removed(concept)
    if not Approval.objects.filter(concept=concept, city=city).delete()[0]:
        raise DomainError(_("Your city has not approved this term."), code="not_approved")
    _record("terms.approval_taken_back", concept, by, city, {})
    return concept


def put_terms(concept: Concept, terms: Terms) -> None:
    """Let a concept have these terms and no others.

    Raises:
        DomainError: ``one_sided``, ``no_preferred``, ``twice``, ``no_such_language``, ``too_many``.
        ValidationError: a term is too long.
    """
    refuse_bad_terms(terms)
    Term.objects.filter(concept=concept).delete()
    rows = [
        Term(concept=concept, language=language, text=text, status=status, key=key_of(text))
        for language, row in terms.items()
        for text, status in row
    ]
    for row in rows:
        row.clean_fields(exclude=["concept"])
    Term.objects.bulk_create(rows)


def refuse_bad_terms(terms: Terms) -> None:
    """Ask for terms in two languages, one preferred in each, none twice.

    Raises:
        DomainError: ``one_sided``, ``no_preferred``, ``twice``, ``no_such_language``, ``too_many``.
    """
    if sum(bool(row) for row in terms.values()) < 2:  # noqa: PLR2004  a pair
        raise DomainError(_("Give the term in at least two languages."), code="one_sided")
    for language, row in terms.items():
        if language not in TONGUES:
            raise DomainError(
                _("“%(code)s” is not the code of a language known here.") % {"code": language},
                code="no_such_language",
            )
        preferred = [text for text, status in row if status == TermStatus.PREFERRED]
        if row and len(preferred) != 1:
            raise DomainError(
                _("Each language needs one preferred term."),
                code="no_preferred",
                field=f"preferred_{language}",
            )
        if len({text for text, _status in row}) != len(row):
            raise DomainError(
                _("The same term stands here twice."), code="twice", field=f"preferred_{language}"
            )
        if len(row) > MOST_TERMS:
            raise DomainError(
                _("A concept has at most %(most)d terms in one language.") % {"most": MOST_TERMS},
                code="too_many",
            )


def terms_of(concept: Concept) -> Terms:
    """Give a concept's terms by language, in one statement."""
    found: dict[str, list[tuple[str, TermStatus]]] = {}
    for term in Term.objects.filter(concept=concept).order_by("pk"):
        found.setdefault(term.language, []).append((term.text, TermStatus(term.status)))
    return found


def said(terms: Terms) -> dict[str, list[str]]:
    """Give terms as the journal keeps them: ``~`` admitted, ``!`` to be avoided."""
    marks = {TermStatus.PREFERRED: "", TermStatus.ADMITTED: "~", TermStatus.AVOID: "!"}
    return {
        language: [f"{marks[TermStatus(status)]}{text}" for text, status in row]
        for language, row in sorted(terms.items())
        if row
    }


def free_code(terms: Terms, taken: set[str]) -> str:
    """Make a code for a new concept from its English or first term."""
    row = terms.get("en") or next((row for row in terms.values() if row), [("concept", None)])
    words = slugify(" ".join(fold(word) for word in row[0][0].split())).replace("-", "_")
    stem = (words or "concept")[: LONGEST_CODE - 6]
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}_{number}"
    return code


def _held(concept: Concept, version: int, by: User | None, city: Municipality) -> Concept:
    partnership = locked(concept.partnership)
    refuse_other_hands(by, city, partnership)
    concept = take_version(Concept.objects.all(), concept.pk, version)
    concept.partnership = partnership
    _refuse_removed(concept)
    return concept


def _refuse_removed(concept: Concept) -> None:
    if concept.removed_at is not None:
        raise DomainError(_("This term was taken out of the term base."), code="removed")


def _record(
    what: str, concept: Concept, by: User | None, city: Municipality, changes: Changes
) -> None:
    record(
        what,
        concept,
        by=by,
        city=city.code,
        changes=changes,
        within=concept.partnership,
        own=concept.partnership.shared_on is None,
        renews=False,
        code=concept.code,
    )
