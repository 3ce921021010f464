"""A city's own list of institutions from a file, after a look at what would happen."""

import base64
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import INSTITUTION_KIND_NAMES
from pobratym.directory.queries.people import peopled_cities
from pobratym.directory.services.registers.wording import place_of, reason_of
from pobratym.institutions.forms.lists import ListForm
from pobratym.institutions.services.registers.own_lists import (
    ListFile,
    kind_words,
    load_list,
    preview_list,
    template,
)

_KEPT_SECONDS = 3_600


@login_required
@require_safe
def list_template(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give out the empty template, its column names in the reader's language."""
    _city(request, public_id)
    name = {"pl": "placowki", "uk": "zaklady"}.get(_language(), "institutions")
    return HttpResponse(
        template(_language()),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def list_import(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Read a list: what it would change is told first, stored after a second press."""
    city = _city(request, public_id)
    if "kept" in request.POST:
        return _store(request, city)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ListForm(*sent)
    context: dict[str, Any] = {
        "city": city,
        "here": "institution_list",
        "form": form,
        "back": _list_of(city),
        "kinds": kind_words(_language()),
    }
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "institutions/list_import.html", context, status=status)
    file = form.told()
    try:
        found = preview_list(city, file, by=request.user)
    except DomainError as refusal:
        form.add_error("file", str(refusal.message))
        return page(request, "institutions/list_import.html", context, status=422)
    context |= {
        "outcome": found.outcome,
        "refused": [(place_of(one), one.code, reason_of(one)) for one in found.refused],
        "notes": [(place_of(one), one.code, reason_of(one)) for one in found.notes],
        "kind_names": dict(INSTITUTION_KIND_NAMES),
        "kept": _packed(request, city, file),
    }
    return page(request, "institutions/list_preview.html", context)


def _store(request: SignedInRequest, city: Municipality) -> HttpResponse:
    try:
        outcome = load_list(city, _unpacked(request, city), by=request.user).outcome
    except signing.BadSignature:
        messages.warning(request, _("The preview is too old. Choose the file again."))
        return redirect(request.get_full_path())
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(request.get_full_path())
    told = _("Institutions added: %(added)d, changed: %(changed)d, closed: %(ended)d.")
    messages.success(request, told % outcome.counts)
    return redirect(_list_of(city))


def _packed(request: SignedInRequest, city: Municipality, file: ListFile) -> str:
    """Send the list along with the preview, so that nothing waits on the server."""
    data = base64.b64encode(file.data).decode()
    told = [file.name, data, file.is_complete]
    return signing.dumps(told, salt=_salt(request, city), compress=True)


def _unpacked(request: SignedInRequest, city: Municipality) -> ListFile:
    name, data, is_complete = signing.loads(
        request.POST["kept"], salt=_salt(request, city), max_age=_KEPT_SECONDS
    )
    return ListFile(name, base64.b64decode(data), is_complete)


def _salt(request: SignedInRequest, city: Municipality) -> str:
    return f"institutions.list:{city.pk}:{request.user.pk}"


def _city(request: SignedInRequest, public_id: UUID) -> Municipality:
    city = get_object_or_404(peopled_cities(request.user), public_id=public_id)
    if not request.user.has_perm("directory.change_municipality", city):
        raise PermissionDenied
    return city


def _language() -> str:
    language = get_language() or "en"
    return language if language in {"pl", "uk"} else "en"


def _list_of(city: Municipality) -> str:
    return reverse("directory:institution_list", kwargs={"public_id": city.public_id})
