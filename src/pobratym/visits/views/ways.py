"""Pages on the ways between sites: what is known, a table from a file, a routing service."""

import base64
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import press
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.core.words import language
from pobratym.visits.forms.days import WaysForm
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.ways import ways_page
from pobratym.visits.services import routing
from pobratym.visits.services import ways as deeds
from pobratym.visits.tasks import ask_for_ways
from pobratym.visits.telling_ways import told
from pobratym.visits.views.doors import page_of
from pobratym.visits.views.near import hosted_visit

_KEPT_SECONDS = 3_600


@login_required
@require_safe
def ways(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show how long the ways take."""
    visit = hosted_visit(request.user, public_id)
    return page(request, "visits/ways.html", {"shown": ways_page(visit, request.user)})


@login_required
@require_safe
def ways_table(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give out the table of the visit's sites, to be filled in."""
    visit = hosted_visit(request.user, public_id)
    spoken = language()
    name = {"pl": "drogi", "uk": "shliakhy"}.get(spoken, "ways")
    return HttpResponse(
        deeds.template(visit, spoken),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def ways_import(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Read a table: what it would change is told first, stored after a second press."""
    visit = hosted_visit(request.user, public_id, "visits.host")
    if "kept" in request.POST:
        return _store(request, visit)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = WaysForm(*sent)
    context: dict[str, Any] = {"visit": visit, "form": form, "back": page_of(visit, "ways")}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "visits/ways_import.html", context, status=status)
    data = form.cleaned_data["file"]
    found = deeds.preview_ways(visit.host, data)
    context |= {"found": found, "wrong": [told(one) for one in found.table.wrong]}
    context["kept"] = "" if found.table.wrong else _packed(request, visit, data)
    status = 422 if found.table.wrong else 200
    return page(request, "visits/ways_preview.html", context, status=status)


@login_required
@require_POST
def ways_fetch(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask the routing service for the visit's ways (a button)."""
    visit = hosted_visit(request.user, public_id, "visits.host")
    deed = partial(_ask, visit, request)
    done = _("The routing service is asked. Open this page again in a minute.")
    return press(request, deed, done, page_of(visit, "ways"))


@login_required
@require_POST
def ways_forget(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Throw away the minutes that the city wrote down (a button)."""
    visit = hosted_visit(request.user, public_id, "visits.host")
    deed = partial(_forget, visit, request)
    return press(request, deed, _("The straight line counts again."), page_of(visit, "ways"))


def _forget(visit: Visit, request: SignedInRequest, *, version: int) -> None:
    del version  # what is gone may be brought again from the file
    deeds.forget_ways(visit.host, by=request.user)


def _ask(visit: Visit, request: SignedInRequest, *, version: int) -> None:
    del version  # asking again does no harm
    routing.refuse_unasked(visit, by=request.user)
    ask_for_ways.enqueue(visit.pk, request.user.pk)


def _store(request: SignedInRequest, visit: Visit) -> HttpResponse:
    again = redirect(request.get_full_path())
    try:
        count = deeds.import_ways(visit.host, _unpacked(request, visit), by=request.user)
    except signing.BadSignature:
        messages.warning(request, _("The preview is too old. Choose the file again."))
        return again
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
        return again
    done = ngettext("%(count)d way is stored.", "%(count)d ways are stored.", count)
    messages.success(request, done % {"count": count})
    return redirect(page_of(visit, "ways"))


def _packed(request: SignedInRequest, visit: Visit, data: bytes) -> str:
    """Send the table along with the preview, so that nothing waits on the server."""
    return signing.dumps(base64.b64encode(data).decode(), salt=_salt(request, visit), compress=True)


def _unpacked(request: SignedInRequest, visit: Visit) -> bytes:
    kept = signing.loads(request.POST["kept"], salt=_salt(request, visit), max_age=_KEPT_SECONDS)
    return base64.b64decode(kept)


def _salt(request: SignedInRequest, visit: Visit) -> str:
    return f"visits.ways:{visit.pk}:{request.user.pk}"
