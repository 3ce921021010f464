"""Versions of a text: what holds the next one up, agreeing on it, sending it back, comparing."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import PageRequest, SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.agreements.forms.shared import ReasonForm
from pobratym.agreements.forms.talk import FreezeForm, ShareForm
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.queries.acting import cities_of
from pobratym.agreements.queries.redlines import redline_of
from pobratym.agreements.queries.versions_page import copy_of, versions_page
from pobratym.agreements.services.freezing import propose_freeze
from pobratym.agreements.services.giving_up import give_up
from pobratym.agreements.services.reopening import reopen
from pobratym.agreements.services.sharing import share
from pobratym.agreements.states import REOPENABLE, WRITABLE, Stage
from pobratym.agreements.views.doors import agreement_for, agreement_of, desk_of
from pobratym.core.pages import page


@login_required
@require_safe
def versions(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the frozen versions, and what stands between the text and the next one."""
    agreement = agreement_of(request.user, public_id)
    context = {"agreement": agreement, "page": versions_page(agreement, request.user)}
    return page(request, "agreements/versions.html", context)


@require_safe
def version_copy(request: PageRequest, public_id: UUID, number: int, language: str) -> HttpResponse:
    """Give out the canonical form of one language, byte for byte: its SHA-256 is the one shown."""
    found = copy_of(request.user, public_id, number, language)
    if found is None:
        raise Http404
    given = HttpResponse(found.copy.canonical.encode(), content_type="application/json")
    given["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    given["Cache-Control"] = "private"
    return given


@login_required
@require_safe
def redline(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Compare two states of the text, clause by clause."""
    agreement = agreement_of(request.user, public_id)
    shown = redline_of(agreement, request.user, request.GET)
    context = {"agreement": agreement, "page": shown, "whole": "whole" in request.GET}
    return page(request, "agreements/redline.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def freeze(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Propose to agree on the text as it stands."""
    agreement, city = agreement_for(request.user, public_id)
    shown = versions_page(agreement, request.user)
    if request.method == "GET" and not shown.can_propose:
        messages.info(request, _("The text cannot be agreed yet. The page says what is missing."))
        return redirect(_versions_of(agreement))

    def deed(form: FreezeForm) -> str:
        propose_freeze(agreement, by=request.user, city=city, **form.cleaned_data)
        return _versions_of(agreement)

    sheet = Sheet(
        template="agreements/freeze.html",
        make=partial(FreezeForm, initial={"text_number": agreement.text_number}),
        deed=deed,
        done=_("The text is proposed as it stands. It is agreed once all cities have confirmed."),
        draft=f"freeze:{public_id}",
        once="agreement.freeze",
        context={"agreement": agreement, "page": shown, "back": _versions_of(agreement)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def agreement_share(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Send the draft to the other cities."""
    agreement, city = agreement_for(request.user, public_id)
    if request.method == "GET" and agreement.stage != Stage.DRAFT:
        messages.info(request, _("The other cities know of this agreement already."))
        return redirect(_versions_of(agreement))

    def deed(form: ShareForm) -> str:
        share(agreement, by=request.user, city=city, **form.cleaned_data)
        return desk_of(agreement)

    initial = {"version": agreement.version, "text_number": agreement.text_number}
    sheet = Sheet(
        template="agreements/agreement_share.html",
        make=partial(ShareForm, initial=initial),
        deed=deed,
        done=_("The draft is sent. From now on all cities see it and write in it."),
        draft=f"agreement_share:{public_id}",
        context={
            "agreement": agreement,
            "others": [one for one in cities_of(agreement) if one != city],
            "back": desk_of(agreement),
        },
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def agreement_reopen(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Send an agreed text back to negotiation."""
    agreement, city = agreement_for(request.user, public_id)
    if request.method == "GET" and agreement.stage not in REOPENABLE:
        messages.info(request, _("Only a text that is agreed and not signed can be sent back."))
        return redirect(_versions_of(agreement))

    def deed(form: ReasonForm) -> str:
        reopen(agreement, by=request.user, city=city, **form.cleaned_data)
        return _versions_of(agreement)

    sheet = Sheet(
        template="agreements/agreement_reopen.html",
        make=partial(ReasonForm, initial={"version": agreement.version}),
        deed=deed,
        done=_("The text is in negotiation again. All cities are told."),
        draft=f"agreement_reopen:{public_id}",
        context={"agreement": agreement, "back": _versions_of(agreement)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def agreement_give_up(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give an agreement up whose text is not agreed."""
    agreement, city = agreement_for(request.user, public_id)
    if request.method == "GET" and agreement.stage not in WRITABLE:
        messages.info(
            request, _("A text that is agreed is sent back to negotiation before it is given up.")
        )
        return redirect(_versions_of(agreement))

    def deed(form: ReasonForm) -> str:
        give_up(agreement, by=request.user, city=city, **form.cleaned_data)
        return desk_of(agreement)

    sheet = Sheet(
        template="agreements/agreement_give_up.html",
        make=partial(ReasonForm, initial={"version": agreement.version}),
        deed=deed,
        done=_("The agreement is given up. It stays in the record with your reason."),
        draft=f"agreement_give_up:{public_id}",
        context={"agreement": agreement, "back": desk_of(agreement)},
    )
    return answer(request, sheet)


def _versions_of(agreement: Agreement) -> str:
    return reverse("agreements:versions", kwargs={"public_id": agreement.public_id})
