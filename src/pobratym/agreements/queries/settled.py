"""Whether all cities have said yes to a clause as it stands."""

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause, ClauseText
from pobratym.agreements.models.negotiation import ClauseConsent
from pobratym.agreements.texts.canonical import clause_digest
from pobratym.agreements.texts.whole import Version


def is_settled(agreement: Agreement, clause: Clause) -> bool:
    """Say of one clause what ``consents.settled_clauses`` says of all, in two statements at most.

    Args:
        agreement: its own, with its parties and languages.
        clause: which.
    """
    given = dict(ClauseConsent.objects.filter(clause=clause).values_list("city_id", "digest"))
    cities = [party.city_id for party in agreement.parties.all()]
    if not cities or not given.keys() >= set(cities):
        return False
    rows = ClauseText.objects.filter(clause=clause).values_list(
        "language", "heading", "body", "standing"
    )
    versions = {
        language: Version(heading, body, standing) for language, heading, body, standing in rows
    }
    digest = clause_digest(versions, [tongue.language for tongue in agreement.tongues.all()])
    return all(given[city] == digest for city in cities)
