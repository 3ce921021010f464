"""The journal: what was done for a city, to a thing, on the installation; and taking it out."""

from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.core.pages import page
from pobratym.core.words import language
from pobratym.desk.deeds import deeds_in
from pobratym.desk.forms import JournalExport, JournalFilter
from pobratym.desk.journal_files import as_json_lines, as_table
from pobratym.desk.queries import journal as queries
from pobratym.journal.services import record


@login_required
@require_safe
def journal(request: SignedInRequest) -> HttpResponse:
    """Lead to the journal of the reader's city, or let the reader choose among several."""
    cities = queries.cities_to_read(request.user)
    if not cities and request.user.is_administrator:
        return redirect("desk:journal_installation")
    if not cities:
        raise PermissionDenied
    if len(cities) == 1 and not request.user.is_administrator:
        return redirect("desk:journal_city", public_id=cities[0].public_id)
    return page(request, "desk/journal_choose.html", {"cities": cities})


@login_required
@require_safe
def city(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what was done in the name of a city."""
    scope = _found(queries.journal_of_city(request.user, public_id))
    return _show(request, scope, reverse("desk:journal_city_export", args=[public_id]))


@login_required
@require_safe
def installation(request: SignedInRequest) -> HttpResponse:
    """Show what belongs to no city: signing in, accounts, registers."""
    scope = _found(queries.journal_of_installation(request.user))
    return _show(request, scope, reverse("desk:journal_installation_export"))


@login_required
@require_safe
def thing(request: SignedInRequest, kind: str, key: int) -> HttpResponse:
    """Show what was done to one thing, as far as the reader may know."""
    scope = _found(queries.journal_of_thing(request.user, kind, key))
    return _show(request, scope, reverse("desk:journal_thing_export", args=[kind, key]))


@login_required
@require_http_methods(["GET", "POST"])
def city_export(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Take the journal of a city out."""
    scope = _found(queries.journal_of_city(request.user, public_id))
    return _export(request, scope, reverse("desk:journal_city", args=[public_id]))


@login_required
@require_http_methods(["GET", "POST"])
def installation_export(request: SignedInRequest) -> HttpResponseBase:
    """Take the journal of the installation out."""
    scope = _found(queries.journal_of_installation(request.user))
    return _export(request, scope, reverse("desk:journal_installation"))


@login_required
@require_http_methods(["GET", "POST"])
def thing_export(request: SignedInRequest, kind: str, key: int) -> HttpResponseBase:
    """Take the journal of a thing out."""
    scope = _found(queries.journal_of_thing(request.user, kind, key))
    return _export(request, scope, reverse("desk:journal_thing", args=[kind, key]), (kind, key))


def _in_language(pieces: Iterator[str], language: str) -> Iterator[str]:
    """Write each piece in the reader's language: the file is written when the page is done."""
    while True:
        with translation.override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _found(scope: queries.Scope | None) -> queries.Scope:
    if scope is None:
        raise Http404
    return scope


def _asked(request: SignedInRequest) -> queries.Asked:
    """Read the filters; one that makes no sense narrows nothing."""
    form = JournalFilter(request.GET)
    form.is_valid()
    return queries.Asked(**{name: value for name, value in form.cleaned_data.items() if value})


def _query(asked: queries.Asked, **over: object) -> str:
    told = {"since": asked.since, "until": asked.until, "by": asked.by, "what": asked.what, **over}
    return urlencode({name: str(value) for name, value in told.items() if value})


def _show(request: SignedInRequest, scope: queries.Scope, export: str) -> HttpResponse:
    asked, zone = _asked(request), ZoneInfo(request.user.timezone)
    shown = queries.journal_page(scope, asked, zone)
    context = {
        "scope": scope,
        "asked": asked,
        "shown": shown,
        "zone": request.user.timezone,
        "groups": deeds_in(language()),
        "older": f"?{_query(asked, before=shown.older)}" if shown.older else "",
        "of_person": lambda person: f"?{_query(asked, by=person)}",
        "of_all": f"?{_query(asked, by=None)}",
        "export": f"{export}?{_query(asked)}",
    }
    return page(request, "desk/journal.html", context, fragment="rows")


def _export(
    request: SignedInRequest, scope: queries.Scope, back: str, about: tuple[str, int] = ("", 0)
) -> HttpResponseBase:
    """Ask why, note it, then write the file while it is read from the database."""
    asked = _asked(request)
    form = JournalExport(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "scope": scope, "back": f"{back}?{_query(asked)}"}
        status = 422 if form.is_bound else 200
        return page(request, "desk/journal_export.html", context, status=status)
    shape: str = form.cleaned_data["shape"]
    batches = queries.whole_journal(scope, asked, ZoneInfo(request.user.timezone))
    with transaction.atomic():
        record(
            "journal.exported",
            None,
            by=request.user,
            city=scope.city,
            why=form.cleaned_data["reason"],
            within=about,
            renews=False,
            shape=shape,
            filters=_query(asked),
        )
    lines = as_table(batches) if shape == "csv" else as_json_lines(batches)
    kind = "text/csv" if shape == "csv" else "application/jsonl"
    name = f"pobratym-journal-{timezone.localdate().isoformat()}.{shape}"
    response = StreamingHttpResponse(
        _in_language(lines, get_language() or "en"), content_type=f"{kind}; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
