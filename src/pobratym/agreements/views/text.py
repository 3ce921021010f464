"""The text of an agreement: all its clauses, their order, new ones and those taken out."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.agreements.forms.text import ClauseForm, FactsForm
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.queries.acting import acting_cities
from pobratym.agreements.queries.pages import columns_of, text_page
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.services.clauses import add_clause, move, put_back, set_facts, take_out
from pobratym.agreements.showing import shown
from pobratym.agreements.states import UNNUMBERED
from pobratym.agreements.texts.whole import labels
from pobratym.agreements.views.doors import agreement_for, agreement_of
from pobratym.agreements.views.textdoors import (
    WRITE,
    clause_in,
    clause_named,
    place_named,
    places_in,
    text_of_agreement,
)
from pobratym.core.errors import DomainError
from pobratym.core.filters import cited
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality


@login_required
@require_GET
def text(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show all clauses, their languages side by side."""
    agreement = agreement_of(request.user, public_id)
    context = {"agreement": agreement, "page": text_page(agreement, request.user)}
    return page(request, "agreements/text.html", context)


@login_required
@require_POST
def order(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Move a clause, or take it out: by a button, or by dragging (``quick``, answered as JSON)."""
    agreement, city = agreement_for(request.user, public_id, WRITE)
    sent = request.POST
    if "out" in sent:
        return _take_out(request, agreement, city)
    which = sent.get("up") or sent.get("down") or sent.get("clause") or ""
    clause = clause_in(request.user, agreement, which)
    steps = -1 if "up" in sent else 1 if "down" in sent else 0
    before = clause_in(request.user, agreement, sent["before"]) if sent.get("before") else None
    try:
        now = move(
            clause, steps=steps, before=before, last="last" in sent, by=request.user, city=city
        )
    except DomainError as refusal:
        if "quick" in sent:
            return JsonResponse({"refused": str(refusal.message)}, status=409)
        messages.warning(request, str(refusal.message))
        return redirect(text_of_agreement(agreement))
    if "quick" in sent:
        numbers = labels([one.type for one in now], UNNUMBERED)
        told = [[str(one.public_id), cited(label)] for one, label in zip(now, numbers, strict=True)]
        return JsonResponse({"order": told})
    return redirect(f"{text_of_agreement(agreement)}#c-{clause.public_id}")


def _take_out(request: SignedInRequest, agreement: Agreement, city: Municipality) -> HttpResponse:
    which, _dot, version = request.POST["out"].partition(".")
    clause = clause_in(request.user, agreement, which)
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0  # noqa: PLR2004  what a version can be
    try:
        take_out(clause, version=seen, by=request.user, city=city)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(
            request,
            _("The clause is taken out. It stays among the clauses taken out and can be put back."),
        )
    return redirect(text_of_agreement(agreement))


@login_required
@require_GET
def clauses_out(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the clauses that were taken out."""
    agreement = agreement_of(request.user, public_id)
    writes = agreement.is_writable and bool(acting_cities(request.user, agreement))
    gone = Clause.objects.visible_to(request.user).filter(
        agreement=agreement, removed_at__isnull=False
    )
    context = {
        "agreement": agreement,
        "columns": columns_of(agreement),
        "clauses": [
            (clause, {one.language: (one, shown(one.body)) for one in clause.texts.all()})
            for clause in gone.order_by("-removed_at").prefetch_related("texts")
        ],
        "writes": writes,
        "back": text_of_agreement(agreement),
    }
    return page(request, "agreements/clauses_out.html", context)


@login_required
@require_POST
def clause_back(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put a clause back into the text."""
    clause = clause_named(request.user, public_id)
    agreement, city = agreement_for(request.user, clause.agreement.public_id, WRITE)

    def deed(*, version: int) -> None:
        put_back(clause, version=version, by=request.user, city=city)

    where = f"{text_of_agreement(agreement)}#c-{clause.public_id}"
    return press(request, deed, _("The clause is back in the text."), where)


@login_required
@require_http_methods(["GET", "POST"])
def clause_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Add an empty clause."""
    agreement, city = agreement_for(request.user, public_id, WRITE)
    whole = text_of(agreement)

    def make(data: QueryDict | None, files: object) -> ClauseForm:
        del files
        after = request.GET.get("after", "")
        return ClauseForm(data, places=places_in(whole), initial={"after": after})

    def deed(form: ClauseForm) -> str:
        facts = form.cleaned_data
        clause = add_clause(
            agreement,
            facts["type"],
            words={},
            topics=facts["topics"],
            **place_named(request.user, agreement, facts["after"]),
            by=request.user,
            city=city,
        )
        return f"{text_of_agreement(agreement)}#c-{clause.public_id}"

    sheet = Sheet(
        template="agreements/clause_new.html",
        make=make,
        deed=deed,
        done=_("The clause is in the text. Write its wording now."),
        draft=f"clause_new:{public_id}",
        once="clause.add",
        context={"agreement": agreement, "back": text_of_agreement(agreement)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def clause_facts(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say of what type a clause is, and which fields of cooperation it is about."""
    clause = clause_named(request.user, public_id)
    agreement, city = agreement_for(request.user, clause.agreement.public_id, WRITE)

    def make(data: QueryDict | None, files: object) -> FactsForm:
        del files
        return FactsForm(data, initial={**_facts(clause), "version": clause.version})

    def deed(form: FactsForm) -> str:
        set_facts(clause, by=request.user, city=city, **form.cleaned_data)
        return f"{text_of_agreement(agreement)}#c-{clause.public_id}"

    sheet = Sheet(
        template="agreements/clause_facts.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"clause_facts:{public_id}",
        stored=_facts,
        context={
            "agreement": agreement,
            "back": f"{text_of_agreement(agreement)}#c-{clause.public_id}",
        },
    )
    return answer(request, sheet)


def _facts(clause: Clause) -> dict[str, object]:
    return {"type": clause.type, "topics": clause.topics}
