"""Pages on the force of an agreement, its notice and its entry in the register."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer
from pobratym.accounts.steps import recently_signed_in
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.queries.acting import acting_cities
from pobratym.agreements.states import Stage
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Country
from pobratym.documents.giving import answer_with
from pobratym.routes.forms.force import EntryForm, NoticeBackForm, NoticeForm
from pobratym.routes.models.force import RegisterEntry
from pobratym.routes.queries.force import force_of, notice_of
from pobratym.routes.services import force as deeds
from pobratym.routes.services.registering import save_entry
from pobratym.routes.views.doors import agreement_of

_CHANGE = "agreements.change_agreement"


@login_required
@require_safe
def force(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show since when and until when an agreement is in force, what changes it, its register."""
    agreement = agreement_of(request.user, public_id)
    may = request.user.has_perm(_CHANGE, agreement)
    cities = acting_cities(request.user, agreement) if may else []
    shown = force_of(agreement)
    context = {
        "agreement": agreement,
        "force": shown,
        "today": timezone.localdate(),
        "may_notice": bool(cities) and agreement.stage == Stage.IN_FORCE and shown.notice is None,
        "may_take_back": shown.notice is not None
        and agreement.stage == Stage.IN_FORCE
        and any(city.pk == shown.notice.city_id for city in cities),
        "may_register": any(city.country == Country.UA for city in cities),
    }
    return page(request, "routes/force.html", context)


@recently_signed_in
@require_http_methods(["GET", "POST"])
def notice_new(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Record that the own city has given notice."""
    agreement, cities = _agreement_for(request.user, public_id)

    def deed(form: NoticeForm) -> str:
        deeds.give_notice(agreement, by=request.user, city=cities[0], **form.cleaned_data)
        return _page_of(agreement)

    sheet = Sheet(
        template="routes/notice_new.html",
        make=NoticeForm,
        deed=deed,
        done=_("The notice is recorded. The other cities are told."),
        draft=f"notice_new:{public_id}",
        once="notice.give",
        context={**_about(agreement), "city": cities[0], "force": force_of(agreement)},
    )
    return answer(request, sheet)


@recently_signed_in
@require_http_methods(["GET", "POST"])
def notice_withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Withdraw a notice that was recorded by mistake."""
    agreement, cities = _agreement_for(request.user, public_id)
    notice = notice_of(agreement)
    if notice is None:
        raise Http404
    own = next((city for city in cities if city.pk == notice.city_id), None)
    if own is None:
        raise PermissionDenied

    def deed(form: NoticeBackForm) -> str:
        deeds.take_notice_back(notice, by=request.user, city=own, **form.cleaned_data)
        return _page_of(agreement)

    sheet = Sheet(
        template="routes/notice_withdraw.html",
        make=NoticeBackForm,
        deed=deed,
        done=_("The notice is withdrawn. The other cities are told."),
        draft=f"notice_withdraw:{public_id}",
        context={**_about(agreement), "given": notice},
    )
    return answer(request, sheet)


@login_required
@require_safe
def notice_paper(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give out the letter by which a city gave notice."""
    notice = notice_of(agreement_of(request.user, public_id))
    if notice is None or notice.document is None:
        raise Http404
    return answer_with(notice.document)


@login_required
@require_http_methods(["GET", "POST"])
def register_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Keep the entry in the Ukrainian register and the words of its row."""
    agreement, cities = _agreement_for(request.user, public_id)
    own = next((city for city in cities if city.country == Country.UA), None)
    if own is None:
        raise PermissionDenied
    shown = force_of(agreement)
    entry = shown.entry or RegisterEntry(agreement=agreement)

    def deed(form: EntryForm) -> str:
        save_entry(agreement, by=request.user, city=own, **form.cleaned_data)
        return _page_of(agreement)

    sheet = Sheet(
        template="routes/register_edit.html",
        make=partial(EntryForm, initial={**_said(entry), "version": entry.version}),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"register_edit:{public_id}",
        stored=_said,
        context={**_about(agreement), "force": shown},
    )
    return answer(request, sheet)


def _said(entry: RegisterEntry) -> dict[str, object]:
    names = ("registration_number", "registered_on", "url", "title", "sphere", "duration")
    return {name: getattr(entry, name) for name in names}


def _about(agreement: Agreement) -> dict[str, Any]:
    return {"agreement": agreement, "current": "force", "back": _page_of(agreement)}


def _page_of(agreement: Agreement) -> str:
    return reverse("routes:force", kwargs={"public_id": agreement.public_id})


def _agreement_for(user: User, public_id: UUID) -> tuple[Agreement, list[Municipality]]:
    """Give an agreement, and its cities in whose name the person acts.

    Raises:
        Http404: the person does not work on it.
        PermissionDenied: the person only reads.
    """
    agreement = agreement_of(user, public_id)
    cities = acting_cities(user, agreement)
    if not cities or not user.has_perm(_CHANGE, agreement):
        raise PermissionDenied
    return agreement, cities
