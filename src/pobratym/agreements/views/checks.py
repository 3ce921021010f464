"""Pages that compare the languages of a text, and aids for whoever writes in it."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer
from pobratym.agreements.forms.machine import MachineForm
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.queries.acting import acting_cities
from pobratym.agreements.queries.checks import GAPS, aids_of, checks_of, machine_for
from pobratym.agreements.queries.editing import clause_seen_by, texts_of
from pobratym.agreements.queries.whole import counting_text
from pobratym.agreements.services.proposing import propose_by_machine
from pobratym.agreements.tongues import tongue_name, version_name
from pobratym.agreements.views.doors import agreement_of
from pobratym.core.pages import page
from pobratym.directory.states import TRANSLATING
from pobratym.terms.queries.checking import Group


@login_required
@require_safe
def checks(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show all that is to be looked at in a text, clause by clause."""
    agreement = agreement_of(request.user, public_id)
    kind = request.GET.get("kind", "")
    only = kind if kind in {GAPS, *Group} else ""
    text = counting_text(agreement)
    context = {
        "agreement": agreement,
        "checks": checks_of(agreement, text, get_language() or "en", only),
        "only": only,
        "size": len(text.clauses),
        "names": {code: tongue_name(code) for code in text.languages},
        "may_write": request.user.has_perm("agreements.translate_text", agreement),
    }
    return page(request, "agreements/checks.html", context)


@login_required
@require_safe
def clause_aids(request: SignedInRequest, public_id: UUID, language: str) -> HttpResponse:
    """Offer terms, remembered paragraphs and findings while a clause is written (a fragment)."""
    clause = _clause(request.user, public_id, language)
    if not request.user.has_perm("agreements.translate_text", clause.agreement):
        raise PermissionDenied
    context = {
        "clause": clause,
        "agreement": clause.agreement,
        "tongue": language,
        "version_name": version_name(language),
        "aids": aids_of(clause, language, request.user),
        "back": _edit(clause, language),
        "in_editor": bool(request.htmx),
    }
    return page(request, "agreements/clause_aids.html", context, fragment="aids")


@login_required
@require_http_methods(["GET", "POST"])
def clause_machine(request: SignedInRequest, public_id: UUID, language: str) -> HttpResponse:
    """Let the configured service propose one language of a clause, once the person has agreed."""
    clause = _clause(request.user, public_id, language)
    cities = acting_cities(request.user, clause.agreement, TRANSLATING)
    if not cities or not request.user.has_perm("agreements.translate_text", clause.agreement):
        raise PermissionDenied
    service = machine_for(clause, language)
    if not service:
        raise Http404
    texts = texts_of(clause)
    sources = [
        (code, tongue_name(code)) for code, one in texts.items() if one.body and code != language
    ]

    def deed(form: MachineForm) -> str:
        asked = form.cleaned_data
        propose_by_machine(
            clause, language, asked["source"], number=asked["number"], by=request.user,
            city=cities[0],
        )  # fmt: skip
        return _edit(clause, language)

    begun = texts.get(language)
    initial = {"number": begun.number if begun else 0}
    sheet = Sheet(
        template="agreements/clause_machine.html",
        make=partial(MachineForm, sources=sources, service=service, initial=initial),
        deed=deed,
        done=_("The proposal stands in the clause. Read it, correct it and save it: until then it"
               " blocks the agreement."),
        draft=f"clause_machine:{public_id}:{language}",
        context={
            "clause": clause,
            "agreement": clause.agreement,
            "service": service,
            "current": "text",
            "version_name": version_name(language),
            "back": _edit(clause, language),
        },
    )  # fmt: skip
    return answer(request, sheet)


def _clause(user: User, public_id: UUID, language: str) -> Clause:
    """Give a clause of the person's own agreements that has this language.

    Raises:
        Http404: there is none.
    """
    clause = clause_seen_by(user, public_id)
    if clause is None or clause.removed_at is not None:
        raise Http404
    if language not in {tongue.language for tongue in clause.agreement.tongues.all()}:
        raise Http404
    return clause


def _edit(clause: Clause, language: str) -> str:
    where = {"public_id": clause.public_id, "language": language}
    return reverse("agreements:clause_edit", kwargs=where)
