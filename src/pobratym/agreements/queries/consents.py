"""Which cities have said yes to which clause as it stands."""

from collections.abc import Collection, Mapping

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.negotiation import ClauseConsent
from pobratym.agreements.texts.canonical import clause_digest
from pobratym.agreements.texts.whole import WholeClause, WholeText

Consents = Mapping[int, frozenset[int]]
"""By key of the clause, the keys of the cities whose yes holds for the clause as it stands."""


def digest_of(text: WholeText, clause: WholeClause) -> str:
    """Give what a yes to a clause is bound to: its words in every language, and their standing."""
    return clause_digest(clause.versions, text.languages)


def consents_of(agreement: Agreement, text: WholeText) -> Consents:
    """Give the consents that hold for a text as it stands now (one statement)."""
    given = ClauseConsent.objects.filter(
        clause__agreement=agreement.pk, clause__removed_at__isnull=True
    ).values_list("clause_id", "city_id", "digest")
    return holding(text, given)


def holding(text: WholeText, given: Collection[tuple[int, int, str]]) -> Consents:
    """Keep of the consents (clause, city, digest) those that are to the present wording."""
    digests = {clause.key: digest_of(text, clause) for clause in text.clauses}
    found: dict[int, set[int]] = {key: set() for key in digests}
    for clause, city, digest in given:
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
