"""Pages of the term base: the list, entering, changing, approving."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.languages.tongues import TONGUES, tongue_name
from pobratym.terms.forms.concepts import ConceptEditForm, ConceptForm, filled
from pobratym.terms.models.concepts import AREA_NAMES, Concept
from pobratym.terms.queries.pages import STATES, USUAL, Asked, term_page
from pobratym.terms.services import beginning, concepts
from pobratym.terms.views.doors import (
    acting_city,
    concept_for,
    list_of,
    partnership_for,
    partnership_of,
)

_LONGEST_WORDS = 100


@login_required
@require_safe
def terms(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List the terms of a partnership; its base begins when it is first opened."""
    partnership = partnership_of(request.user, public_id)
    may_change = acting_city(request.user, partnership, "terms.change_terms")
    if may_change and partnership.withdrawn_at is None:
        beginning.begin(partnership)
    asked = Asked(
        words=request.GET.get("words", "")[:_LONGEST_WORDS].strip(),
        area=request.GET.get("area", ""),
        state=request.GET.get("state", "") if request.GET.get("state", "") in STATES else "",
        after=request.GET.get("after", ""),
    )
    ours = acting_city(request.user, partnership, "terms.approve_terms")
    shown = term_page(partnership, asked, ours)
    kept = {"words": asked.words, "area": asked.area, "state": asked.state}
    query = urlencode({key: value for key, value in kept.items() if value})
    further = urlencode({**kept, "after": shown.older}) if shown.older else ""
    context = {
        "partnership": partnership,
        "asked": asked,
        "shown": shown,
        "names": {code: tongue_name(code) for code in shown.languages},
        "columns": [tongue_name(code) for code in shown.languages],
        "areas": AREA_NAMES,
        "ours": ours,
        "may_change": may_change is not None,
        "query": query,
        "further": f"?{further}" if further else "",
    }
    return page(request, "terms/terms.html", context, fragment="rows")


@login_required
@require_http_methods(["GET", "POST"])
def term_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Enter a concept."""
    partnership, city = partnership_for(request.user, public_id)

    def deed(form: ConceptForm) -> str:
        concepts.add_concept(partnership, form.facts(), by=request.user, city=city)
        return list_of(partnership)

    languages = _languages(request, USUAL)
    sheet = Sheet(
        template="terms/term_edit.html",
        make=partial(ConceptForm, languages=languages),
        deed=deed,
        done=_("The term is entered. It counts as agreed once all cities have approved it."),
        draft=f"term_new:{public_id}",
        once="terms.add",
        context={
            "partnership": partnership,
            "back": list_of(partnership),
            "others": _others(languages),
        },
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def term_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a concept; approvals of what it was lapse."""
    concept, city = concept_for(request.user, public_id)
    known = concepts.terms_of(concept)

    def deed(form: ConceptEditForm) -> str:
        version = form.cleaned_data["version"]
        concepts.edit_concept(concept, form.facts(), version=version, by=request.user, city=city)
        return list_of(concept.partnership)

    def stored(row: Concept) -> dict[str, object]:
        return {"area": row.area, "note": row.note, **filled(concepts.terms_of(row))}

    initial = {**stored(concept), "version": concept.version}
    languages = _languages(request, [*USUAL, *sorted(set(known) - set(USUAL))])
    sheet = Sheet(
        template="terms/term_edit.html",
        make=partial(ConceptEditForm, languages=languages, initial=initial),
        deed=deed,
        done=_("Your changes are saved. The cities approve the term anew."),
        draft=f"term_edit:{public_id}",
        stored=stored,
        context={
            "partnership": concept.partnership,
            "concept": concept,
            "back": list_of(concept.partnership),
            "others": _others(languages),
        },
    )
    return answer(request, sheet)


def _languages(request: SignedInRequest, usual: Sequence[str]) -> list[str]:
    """Give the languages of the form: the usual ones, and those that the address adds."""
    more = [code for code in request.GET.getlist("language")[:8] if code in TONGUES]
    return list(dict.fromkeys([*usual, *more]))


def _others(languages: Sequence[str]) -> list[tuple[str, str]]:
    others = [(code, tongue_name(code)) for code in TONGUES if code not in languages]
    return sorted(others, key=lambda pair: pair[1])


@login_required
@require_POST
def term_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a concept out (a button; sends ``version``)."""
    concept, city = concept_for(request.user, public_id)
    deed = partial(concepts.remove_concept, concept, by=request.user, city=city)
    return press(request, deed, _("The term is taken out."), list_of(concept.partnership))


@login_required
@require_POST
def term_take_back(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take the city's approval of a concept back (a button; sends ``version``)."""
    concept, city = concept_for(request.user, public_id, "terms.approve_terms")
    deed = partial(concepts.take_approval_back, concept, by=request.user, city=city)
    return press(request, deed, _("The approval is taken back."), list_of(concept.partnership))


@login_required
@require_POST
def terms_approve(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Approve concepts as they were seen (``seen``: public id and version, as often as needed)."""
    partnership, city = partnership_for(request.user, public_id, "terms.approve_terms")
    seen = dict(_seen(one) for one in request.POST.getlist("seen")[:200] if _seen(one)[1])
    try:
        count = concepts.approve(partnership, seen, by=request.user, city=city)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        told = ngettext("%(count)d term is approved.", "%(count)d terms are approved.", count)
        messages.success(request, told % {"count": count})
    query = request.POST.get("query", "")[:400]
    return redirect(f"{list_of(partnership)}?{query}" if query else list_of(partnership))


def _seen(text: str) -> tuple[UUID, int]:
    """Read ``public id:version``; version 0 where it cannot be read."""
    key, _colon, version = text.partition(":")
    try:
        return UUID(key), int(version[:9]) if version.isascii() and version.isdigit() else 0
    except ValueError:
        return UUID(int=0), 0
