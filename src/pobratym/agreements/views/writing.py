"""What the pages on which a clause is written have in common."""

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.urls import reverse

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.queries.acting import acting_cities
from pobratym.agreements.queries.editing import clause_seen_by
from pobratym.agreements.queries.pages import Row, TextPage, row_of, text_page
from pobratym.agreements.services.editing import Typed
from pobratym.agreements.states import Change
from pobratym.core.values import whole_number
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import TRANSLATING

_LONGEST_NUMBER = 2**31 - 1


def writable_clause(user: User, public_id: UUID, language: str) -> tuple[Clause, Municipality]:
    """Give a clause that the person may write in, as far as its stage lets anybody.

    Raises:
        Http404: the person does not work on it, or it has no such language.
        PermissionDenied: the person only reads.
    """
    clause = clause_seen_by(user, public_id)
    if clause is None or language not in {one.language for one in clause.agreement.tongues.all()}:
        raise Http404
    agreement = clause.agreement
    cities = acting_cities(user, agreement, TRANSLATING)
    if not cities or not user.has_perm("agreements.comment_clause", agreement):
        raise PermissionDenied
    return clause, cities[0]


def text_address(agreement: Agreement, clause: Clause, language: str = "") -> str:
    """Give the address of a clause on the page of the text."""
    address = reverse("agreements:text", kwargs={"public_id": agreement.public_id})
    return f"{address}#c-{clause.public_id}" + (f"-{language}" if language else "")


def row_shown(clause: Clause, user: User) -> tuple[TextPage, Row]:
    """Give a clause as the page of the text shows it.

    Raises:
        Http404: it is not on that page.
    """
    shown = text_page(clause.agreement, user)
    row = row_of(shown, clause.public_id)
    if row is None:
        raise Http404
    return shown, row


def typed_in(request: SignedInRequest) -> Typed:
    """Give what a form holds, right or wrong."""
    sent = request.POST
    change = sent.get("change", "")
    return Typed(
        heading=sent.get("heading", ""),
        body=sent.get("body", "").replace("\r\n", "\n"),
        number=number_in(sent.get("number", "")),
        version=number_in(sent.get("version", "")),
        change=Change(change) if change in set(Change) else None,
    )


def number_in(text: str) -> int:
    """Read a number that the page sent; 0 for anything else."""
    try:
        return whole_number(text, 0, _LONGEST_NUMBER)
    except ValidationError:
        return 0
