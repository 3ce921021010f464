"""What the page of a text asks for while somebody writes: without it the page works as well."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from pobratym.accounts.http import SignedInRequest
from pobratym.agreements.forms.text import remarks_on, to_be_taken_out
from pobratym.agreements.queries.editing import others_in, texts_of
from pobratym.agreements.services.editing import keep_copy
from pobratym.agreements.views.writing import (
    number_in,
    row_shown,
    text_address,
    typed_in,
    writable_clause,
)
from pobratym.core.errors import DomainError
from pobratym.core.pages import page


@login_required
@require_GET
def clause_cell(request: SignedInRequest, public_id: UUID, language: str) -> HttpResponse:
    """Show one language of a clause as it reads, in place of the form."""
    clause, _city = writable_clause(request.user, public_id, language)
    if not request.htmx:
        return redirect(text_address(clause.agreement, clause, language))
    shown, row = row_shown(clause, request.user)
    context = {"page": shown, "row": row, "tongue": language, "theirs": None, "told": []}
    return page(request, "agreements/_saved.html", context)


@login_required
@require_POST
def clause_keep(request: SignedInRequest, public_id: UUID, language: str) -> HttpResponse:
    """Keep what is being typed, unasked; answer with what looks odd in it."""
    clause, city = writable_clause(request.user, public_id, language)
    typed = typed_in(request)
    try:
        keep_copy(clause, language, typed, by=request.user, city=city)
    except (DomainError, ValidationError):
        return HttpResponse(status=422)
    words = f"{typed.heading}\n{typed.body}"
    context = {"remarks": remarks_on(words, language), "to_go": to_be_taken_out(words)}
    return page(request, "agreements/_remarks.html", context)


@login_required
@require_GET
def clause_others(request: SignedInRequest, public_id: UUID, language: str) -> HttpResponse:
    """Tell who else writes, and what was saved since; nothing (204) while nothing changes."""
    clause, _city = writable_clause(request.user, public_id, language)
    number, version = (number_in(request.GET.get(name, "")) for name in ("number", "version"))
    text = texts_of(clause).get(language)
    others = others_in(clause, language, request.user, (number, version), text)
    if request.GET.get("seen") == others.sign:
        return HttpResponse(status=204)
    context = {
        "clause": clause,
        "tongue": language,
        "others": others,
        "number": number,
        "version": version,
    }
    return page(request, "agreements/_others.html", context)
