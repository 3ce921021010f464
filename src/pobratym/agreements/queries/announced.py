"""What was announced beside what was agreed: by topic and by city."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Prefetch
from django.utils.translation import get_language

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.statements import Claim, Ground, Statement
from pobratym.agreements.states import UNNUMBERED
from pobratym.agreements.texts.whole import labels
from pobratym.core.alphabets import collation_key
from pobratym.directory.topics import topic_name


class Verdict(StrEnum):
    """How what was announced stands to what was agreed."""

    BOTH = "both"
    ANNOUNCED_ONLY = "announced_only"
    AGREED_ONLY = "agreed_only"


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause as it is cited: its label without a paragraph sign, and its type."""

    key: int
    public_id: str
    label: str
    type: str
    topics: Sequence[str]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One topic, or one thing that was announced outside the list of topics.

    Attributes:
        topic: its code; empty for what has none.
        name: in the reader's language; empty where ``claims`` themselves say it.
        claims: by key of the city that announced it.
        clauses: in which it is agreed, in the order of the text.
        verdict: whether both, or which of them is missing.
        silent: keys of cities that announced nothing of it, where another did.
    """

    topic: str
    name: str
    claims: Mapping[int, Sequence[Claim]]
    clauses: Sequence[Cited]
    verdict: Verdict
    silent: frozenset[int]


def statements_of(agreement: Agreement) -> list[Statement]:
    """Give the announcements with what they say and rest on, oldest first (three statements)."""
    grounds = Ground.objects.order_by("clause__place", "clause")
    claims = Claim.objects.order_by("place").prefetch_related(Prefetch("grounds", grounds))
    rows = Statement.objects.filter(agreement=agreement, withdrawn_at__isnull=True)
    return list(
        rows.select_related("city")
        .prefetch_related(Prefetch("claims", claims))
        .order_by("on", "pk")
    )


def cited_clauses(agreement: Agreement) -> list[Cited]:
    """Give the clauses of an agreement with their labels, in order (one statement)."""
    rows = list(
        Clause.objects.standing()
        .filter(agreement=agreement)
        .order_by("place", "pk")
        .values_list("pk", "public_id", "type", "topics")
    )
    numbers = labels([one for _key, _id, one, _topics in rows], UNNUMBERED)
    return [
        Cited(key, str(public_id), label, one, topics)
        for (key, public_id, one, topics), label in zip(rows, numbers, strict=True)
    ]


def matrix(
    statements: Iterable[Statement], clauses: Sequence[Cited], cities: Sequence[int]
) -> list[MatrixRow]:
    """Lay what was announced beside what was agreed; no statement.

    A topic counts as agreed where a clause bears it, or where a claim about it rests on one.

    Args:
        statements: with their claims and grounds (:func:`statements_of`).
        clauses: of the agreement (:func:`cited_clauses`).
        cities: keys of its parties, in the order of the text.

    Returns:
        Topics by the reader's alphabet, then what was announced without one.
    """
    language = get_language() or "en"
    claims: dict[str, dict[int, list[Claim]]] = {}
    grounds: dict[str, set[int]] = {}
    for statement in statements:
        for claim in statement.claims.all():
            row = claim.topic or f"-{claim.pk}"
            claims.setdefault(row, {}).setdefault(statement.city_id, []).append(claim)
            found = grounds.setdefault(row, set())
            found.update(ground.clause_id for ground in claim.grounds.all())
    for clause in clauses:
        for topic in clause.topics:
            grounds.setdefault(topic, set()).add(clause.key)
            claims.setdefault(topic, {})
    rows = [
        _row(topic, claims[topic], [one for one in clauses if one.key in grounds[topic]], cities)
        for topic in claims
    ]
    return sorted(
        rows,
        key=lambda row: (not row.topic, collation_key(row.name, language) if row.topic else ""),
    )


def _row(
    topic: str,
    claims: Mapping[int, Sequence[Claim]],
    clauses: Sequence[Cited],
    cities: Sequence[int],
) -> MatrixRow:
    code = "" if topic.startswith("-") else topic
    if claims and clauses:
        verdict = Verdict.BOTH
    else:
        verdict = Verdict.ANNOUNCED_ONLY if claims else Verdict.AGREED_ONLY
    return MatrixRow(
        topic=code,
        name=topic_name(code, get_language() or "en") if code else "",
        claims=claims,
        clauses=clauses,
        verdict=verdict,
        silent=frozenset(cities) - set(claims) if claims else frozenset(),
    )
