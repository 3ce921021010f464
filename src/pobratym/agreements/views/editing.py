"""Writing one language of a clause: as a page of its own, or in its place on the page of the text.

htmx asks for the form and gets it alone; what it sends back is answered by the form again, or by
the clause as it reads now.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.agreements.forms.text import (
    WordingForm,
    mended,
    remarks_on,
)
from pobratym.agreements.models.clauses import Clause, ClauseText
from pobratym.agreements.queries.acting import acting_cities
from pobratym.agreements.queries.checks import aids_of
from pobratym.agreements.queries.editing import (
    copy_of,
    others_in,
    redlines,
    texts_of,
)
from pobratym.agreements.services.editing import (
    Clash,
    Saved,
    Typed,
    drop_copy,
    keep_copy,
    save_wording,
    take_in,
    usual_change,
)
from pobratym.agreements.showing import shown
from pobratym.agreements.states import LONGEST_BODY, Change
from pobratym.agreements.tongues import tongue_name, version_name
from pobratym.agreements.views.writing import (
    number_in,
    row_shown,
    text_address,
    typed_in,
    writable_clause,
)
from pobratym.core.editing import say
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import WRITING


@login_required
@require_http_methods(["GET", "POST"])
def clause_edit(request: SignedInRequest, public_id: UUID, language: str) -> HttpResponse:
    """Write one language of a clause."""
    clause, city = writable_clause(request.user, public_id, language)
    if request.method == "POST":
        return _sent(request, clause, language, city)
    if hindrance := _hindrance(clause):
        return _leave(request, clause, hindrance)
    texts = texts_of(clause)
    text, copy = texts.get(language), copy_of(request.user, clause, language)
    begun = copy or text
    initial = {
        "heading": begun.heading if begun else "",
        "body": begun.body if begun else "",
        "change": usual_change(text),
        "number": begun.number if begun else 0,
        "version": text.version if text else 0,
    }
    form = _form(request.user, clause, language, initial=initial)
    return _show(request, clause, language, form, texts=texts, copy=copy)


def _sent(
    request: SignedInRequest, clause: Clause, language: str, city: Municipality
) -> HttpResponse:
    if "discard" in request.POST:
        drop_copy(clause, language, request.user)
        return redirect(request.get_full_path())
    if "keep" in request.POST:
        return _kept(request, clause, language, city)
    if "take" in request.POST:
        return _taken_in(request, clause, language)
    if {"check", "mend", "insert", "insert_paragraph"} & request.POST.keys():
        return _checked(request, clause, language, city)
    return _save(request, clause, language, city)


def _save(
    request: SignedInRequest, clause: Clause, language: str, city: Municipality
) -> HttpResponse:
    form = _form(request.user, clause, language, data=request.POST)
    if not form.is_valid():
        return _show(request, clause, language, form, status=422)
    facts = form.cleaned_data
    typed = Typed(
        facts["heading"],
        facts["body"],
        facts["number"],
        facts["version"],
        Change(facts["change"]),
    )
    try:
        saved = save_wording(clause, language, typed, by=request.user, city=city)
    except Clash as clash:
        return _clashed(request, clause, language, clash)
    except (DomainError, ValidationError) as refusal:
        say(form, refusal)
        return _show(request, clause, language, form, status=422)
    return _saved(request, clause, language, saved, form)


def _clashed(request: SignedInRequest, clause: Clause, language: str, clash: Clash) -> HttpResponse:
    """Show both texts, and in the form a proposal in which nothing is lost."""
    typed = typed_in(request)
    form = _form(request.user, clause, language, data=_data(request, _after(typed, clash)))
    form.is_valid()
    say(form, clash)
    current = clash.current
    context = {
        "clash": {
            "code": clash.code,
            "theirs": (current.heading, shown(current.body)) if current else ("", ""),
            "mine": (typed.heading, shown(typed.body)),
        }
    }
    return _show(request, clause, language, form, status=409, more=context, is_merged=True)


def _after(typed: Typed, clash: Clash) -> Typed:
    heading, body = clash.merged
    current = clash.current
    number, version = (current.number, current.version) if current else (0, 0)
    change = Change.FOLLOWS if clash.code == "newly_stale" else typed.change
    return Typed(heading, body, number, version, change)


def _taken_in(request: SignedInRequest, clause: Clause, language: str) -> HttpResponse:
    """Put what others saved into the form; nothing is stored yet."""
    now = take_in(clause, language, typed_in(request))
    form = _form(request.user, clause, language, data=_data(request, now))
    form.is_valid()
    return _show(request, clause, language, form, more={"took_in": True}, is_merged=True)


def _checked(
    request: SignedInRequest, clause: Clause, language: str, city: Municipality
) -> HttpResponse:
    """Show the form with aids for the words typed, and put in what was pressed beside them."""
    typed = _pressed(request.POST, typed_in(request), language)
    with suppress(DomainError, ValidationError):
        keep_copy(clause, language, typed, by=request.user, city=city)
    texts = texts_of(clause)
    initial = {**asdict(typed), "change": typed.change or usual_change(texts.get(language))}
    form = _form(request.user, clause, language, initial=initial)
    aids = aids_of(clause, language, request.user, (typed.heading, typed.body))
    more = {"aids": aids, "in_editor": True}
    return _show(request, clause, language, form, texts=texts, more=more, is_merged=True)


def _pressed(sent: QueryDict, typed: Typed, language: str) -> Typed:
    if "mend" in sent:
        heading, body = (
            mended(text, language, str(sent["mend"])) for text in (typed.heading, typed.body)
        )
        return replace(typed, heading=heading, body=body)
    for name, apart in (("insert", " "), ("insert_paragraph", "\n\n")):
        if name in sent:
            parts = [part for part in (typed.body.rstrip(), str(sent[name])[:LONGEST_BODY]) if part]
            return replace(typed, body=apart.join(parts))
    return typed


def _kept(
    request: SignedInRequest, clause: Clause, language: str, city: Municipality
) -> HttpResponse:
    try:
        keep_copy(clause, language, typed_in(request), by=request.user, city=city)
    except (DomainError, ValidationError) as refusal:
        form = _form(request.user, clause, language, data=request.POST)
        form.is_valid()
        say(form, refusal)
        return _show(request, clause, language, form, status=422)
    messages.info(request, _("Your draft is kept. Nobody else sees it."))
    return redirect(request.get_full_path())


def _saved(
    request: SignedInRequest, clause: Clause, language: str, saved: Saved, form: WordingForm
) -> HttpResponse:
    agreement = clause.agreement
    odd = remarks_on(f"{saved.text.heading}\n{saved.text.body}", language)
    remarks = [one.sentence for one in odd]
    theirs = redlines(saved.base, saved.theirs) if saved.base and saved.theirs else None
    if not request.htmx:
        messages.success(request, _("Your changes are saved."))
        for told in _told(form, remarks):
            messages.info(request, told)
        if theirs:
            messages.info(
                request,
                _("Somebody else had saved other words of it meanwhile; both changes stand."),
            )
        return redirect(text_address(agreement, clause, language))
    shown, row = row_shown(clause, request.user)
    context = {
        "page": shown,
        "row": row,
        "tongue": language,
        "theirs": theirs,
        "told": _told(form, remarks),
        "done": True,
    }
    return page(request, "agreements/_saved.html", context)


def _told(form: WordingForm, remarks: list[str]) -> list[str]:
    told = []
    if form.taken_out:
        told.append(
            _("Taken out of the pasted text: %(what)s.") % {"what": ", ".join(form.taken_out)}
        )
    return [*told, *remarks]


def _hindrance(clause: Clause) -> str:
    if not clause.agreement.is_writable:
        return _("The text is agreed. Send it back to negotiation before you change it.")
    if clause.removed_at is not None:
        return _("The clause was taken out of the text. Put it back first.")
    return ""


def _leave(request: SignedInRequest, clause: Clause, why: str) -> HttpResponse:
    messages.warning(request, why)
    address = text_address(clause.agreement, clause)
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _form(
    user: User,
    clause: Clause,
    language: str,
    *,
    data: Any = None,  # noqa: ANN401  as Django's forms
    initial: Mapping[str, object] | None = None,
) -> WordingForm:
    return WordingForm(
        data,
        initial=dict(initial or {}),
        language=language,
        writes=bool(acting_cities(user, clause.agreement, WRITING)),
        auto_id=f"{language}-{str(clause.public_id)[:8]}-%s",
    )


def _show(  # noqa: PLR0913  what there is to show
    request: SignedInRequest,
    clause: Clause,
    language: str,
    form: WordingForm,
    *,
    status: int = 200,
    texts: Mapping[str, ClauseText] | None = None,
    copy: object = None,
    more: Mapping[str, object] | None = None,
    is_merged: bool = False,
) -> HttpResponse:
    texts = texts_of(clause) if texts is None else texts
    number, version = (number_in(str(form[name].value())) for name in ("number", "version"))
    others = others_in(clause, language, request.user, (number, version), texts.get(language))
    context = {
        "agreement": clause.agreement,
        "clause": clause,
        "tongue": language,
        "version_name": version_name(language),
        "form": form,
        "copy": copy,
        "others": others,
        "number": number,
        "version": version,
        "beside": [
            (one.language, tongue_name(one.language), texts[one.language],
             shown(texts[one.language].body))
            for one in clause.agreement.tongues.all()
            if one.language != language and one.language in texts
        ],
        "in_place": bool(request.htmx),
        "is_merged": is_merged,
        "remarks": form.remarks,
        "to_go": form.to_go,
        "draft_key": f"clause_edit:{clause.public_id}:{language}",
        "back": text_address(clause.agreement, clause, language),
        **(more or {}),
    }  # fmt: skip
    template = "agreements/_editor.html" if request.htmx else "agreements/clause_edit.html"
    return page(request, template, context, status=status)


def _data(request: SignedInRequest, typed: Typed) -> object:
    data = request.POST.copy()
    data["heading"], data["body"] = typed.heading, typed.body
    data["number"], data["version"] = str(typed.number), str(typed.version)
    if typed.change is not None:
        data["change"] = str(typed.change)
    return data
