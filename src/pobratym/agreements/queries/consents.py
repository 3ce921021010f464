"""Which cities have said yes to which clause as it stands."""

from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.negotiation import ClauseConsent
from pobratym.agreements.texts.canonical import clause_digest
from pobratym.agreements.texts.whole import WholeClause, WholeText
from pobratym.core.prepared import prepared

Consents = Mapping[int, frozenset[int]]
"""By key of the clause, the keys of the cities whose yes holds for the clause as it stands."""


def digest_of(text: WholeText, clause: WholeClause) -> str:
    """Give what a yes to a clause is bound to: its words in every language, and their standing."""
    return clause_digest(clause.versions, text.languages)


def consents_of(agreement: Agreement, text: WholeText) -> Consents:
    """Give the consents that hold for a text as it stands now (one statement)."""
    return holding(text, _given(agreement.pk))


@prepared
def _given(agreement: int) -> QuerySet[ClauseConsent, tuple[int, int, str]]:
    rows = ClauseConsent.objects.filter(
        clause__agreement=agreement, clause__removed_at__isnull=True
    )
    return rows.values_list("clause_id", "city_id", "digest")


def holding(text: WholeText, given: Collection[tuple[int, int, str]]) -> Consents:
    """Keep of the consents (clause, city, digest) those that are to the present wording."""
    rows = list(given)
    asked = {clause for clause, _city, _digest in rows}
    digests = {one.key: digest_of(text, one) for one in text.clauses if one.key in asked}
    found: dict[int, set[int]] = {one.key: set() for one in text.clauses}
    for clause, city, digest in rows:
        if digests.get(clause) == digest:
            found[clause].add(city)
    return {key: frozenset(cities) for key, cities in found.items()}


def settled_clauses(agreement: Agreement, consents: Consents) -> frozenset[int]:
    """Give the keys of the clauses to which all cities have said yes as they stand.

    Args:
        agreement: with its parties.
        consents: of its text.
    """
    cities = {party.city_id for party in agreement.parties.all()}
    return frozenset(key for key, given in consents.items() if cities and cities <= given)
