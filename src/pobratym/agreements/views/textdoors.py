"""What the pages of a text fetch and name alike."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import CLAUSE_TYPE_NAMES, Clause
from pobratym.agreements.queries.editing import clause_seen_by
from pobratym.agreements.texts.whole import WholeText
from pobratym.core.filters import cited

WRITE = "agreements.write_text"


def text_of_agreement(agreement: Agreement) -> str:
    """Give the address of the page of an agreement's text."""
    return reverse("agreements:text", kwargs={"public_id": agreement.public_id})


def clause_named(user: User, public_id: UUID) -> Clause:
    """Give a clause of an agreement that the person works on.

    Raises:
        Http404: the person does not work on it.
    """
    clause = clause_seen_by(user, public_id)
    if clause is None:
        raise Http404
    return clause


def clause_in(user: User, agreement: Agreement, public_id: str) -> Clause:
    """Give a clause that was named in a form, of this very agreement.

    Raises:
        Http404: it is none of them.
    """
    try:
        clause = clause_seen_by(user, UUID(public_id))
    except ValueError as broken:
        raise Http404 from broken
    if clause is None or clause.agreement_id != agreement.pk:
        raise Http404
    return clause


def places_in(whole: WholeText) -> list[tuple[str, str]]:
    """Name the clauses after which another may stand."""
    language = get_language() or "en"
    types = {str(code): str(name) for code, name in CLAUSE_TYPE_NAMES}
    first = whole.languages[0] if whole.languages else language
    return [
        (
            one.public_id,
            " ".join(
                part
                for part in (
                    cited(one.label),
                    one.said(language).heading or one.said(first).heading or types[one.type],
                )
                if part
            ),
        )
        for one in whole.clauses
    ]


def place_named(user: User, agreement: Agreement, after: str) -> dict[str, Any]:
    """Give the place that a form names, as ``services.clauses.add_clause`` takes it."""
    if after == "first":
        return {"first": True}
    return {"after": clause_in(user, agreement, after)} if after else {}
