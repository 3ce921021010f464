"""Clauses as they are cited, to choose from."""

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.queries.readiness import clause_name
from pobratym.agreements.queries.whole import text_of


def named_clauses(agreement: Agreement) -> list[tuple[str, str]]:
    """Give the clauses of an agreement by their public numbers, named in the reader's language."""
    text = text_of(agreement)
    return [(clause.public_id, clause_name(text, clause)) for clause in text.clauses]
