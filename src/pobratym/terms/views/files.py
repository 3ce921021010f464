"""Term bases and memories as files: given out, read in after a look at what would happen."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.terms.exchange.rows import LONGEST_FILE, ConceptRow, UnitRow, Unreadable
from pobratym.terms.exchange.sheets import read_sheet, write_sheet
from pobratym.terms.exchange.tbx import read_tbx, write_tbx, write_tbx_2008
from pobratym.terms.exchange.tmx import read_tmx, write_tmx
from pobratym.terms.forms.concepts import FileForm
from pobratym.terms.queries.pages import all_rows, all_units, count_units
from pobratym.terms.services.importing import import_terms, preview
from pobratym.terms.services.memory import remember
from pobratym.terms.states import TermStatus
from pobratym.terms.views.doors import list_of, partnership_for, partnership_of

_KEPT_SECONDS = 3_600


@login_required
@require_safe
def terms_export(request: SignedInRequest, public_id: UUID, form: str) -> HttpResponse:
    """Give the term base out as CSV, TBX, or the older TBX of 2008."""
    partnership = partnership_of(request.user, public_id)
    rows = all_rows(partnership)
    title = partnership.title.said("en").text
    if form == "csv":
        languages = sorted({one for row in rows for one in row.terms}, key=_order)
        return _file(write_sheet(rows, languages), "terms.csv", "text/csv; charset=utf-8")
    if form == "tbx":
        return _file(write_tbx(rows, title), "terms.tbx", "application/x-tbx")
    return _file(write_tbx_2008(rows, title), "terms-2008.tbx", "application/x-tbx")


def _order(language: str) -> tuple[int, str]:
    usual = ("pl", "uk", "en")
    return (usual.index(language) if language in usual else len(usual), language)


@login_required
@require_safe
def memory_export(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give the translation memory out as TMX."""
    partnership = partnership_of(request.user, public_id)
    return _file(write_tmx(all_units(partnership)), "memory.tmx", "application/x-tmx+xml")


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        data,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def terms_import(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Read terms or a memory from a file: terms are told first, stored after a second press."""
    partnership, city = partnership_for(request.user, public_id)
    if "rows" in request.POST:
        return _store(request, partnership, city)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FileForm(*sent)
    context: dict[str, Any] = {
        "partnership": partnership,
        "form": form,
        "back": list_of(partnership),
        "remembered": count_units(partnership),
    }
    if not form.is_valid():
        return page(request, "terms/import.html", context, status=422 if form.is_bound else 200)
    file = form.cleaned_data["file"]
    try:
        rows, units = _read(file.read(LONGEST_FILE + 1))
    except Unreadable as refusal:
        form.add_error("file", ValidationError(_told(refusal), code=refusal.code))
        return page(request, "terms/import.html", context, status=422)
    if units:
        return _remember(request, partnership, city, units, str(file.name or "TMX"))
    packed = [_packed(row) for row in rows]
    context["report"] = preview(partnership, rows)
    context["kept"] = signing.dumps(packed, salt=_salt(request, partnership), compress=True)
    return page(request, "terms/import_preview.html", context)


def _salt(request: SignedInRequest, partnership: Partnership) -> str:
    return f"terms.import:{partnership.pk}:{request.user.pk}"


def _store(request: SignedInRequest, partnership: Partnership, city: Municipality) -> HttpResponse:
    salt = _salt(request, partnership)
    try:
        kept = signing.loads(request.POST["rows"], salt=salt, max_age=_KEPT_SECONDS)
        rows = [_unpacked(one) for one in kept]
        report = import_terms(partnership, rows, by=request.user, city=city)
    except signing.BadSignature:
        messages.warning(request, _("The preview is too old. Choose the file again."))
        return redirect(request.get_full_path())
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(request.get_full_path())
    told = _("Terms added: %(added)d, changed: %(changed)d.")
    counts = {"added": len(report.added), "changed": len(report.changed)}
    messages.success(request, told % counts)
    return redirect(list_of(partnership))


def _remember(
    request: SignedInRequest,
    partnership: Partnership,
    city: Municipality,
    units: list[UnitRow],
    origin: str,
) -> HttpResponse:
    segments = [dict(one.segments) for one in units]
    try:
        count = remember(partnership, segments, origin=origin, by=request.user, city=city)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(request.get_full_path())
    told = ngettext(
        "%(count)d paragraph is new in the memory.",
        "%(count)d paragraphs are new in the memory.",
        count,
    )
    messages.success(request, told % {"count": count})
    return redirect(request.get_full_path())


def _read(data: bytes) -> tuple[list[ConceptRow], list[UnitRow]]:
    """Tell by its beginning what a file is."""
    start = data[:2_000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"")
    if not data.strip():
        raise Unreadable("empty")
    if not start.startswith(b"<"):
        return read_sheet(data), []
    if b"<tmx" in start:
        return [], read_tmx(data)
    return read_tbx(data), []


def _packed(row: ConceptRow) -> list[object]:
    terms = {
        language: [[text, str(status)] for text, status in one]
        for language, one in row.terms.items()
    }
    return [row.code, row.area, terms, dict(row.note), row.line]


def _unpacked(kept: list[Any]) -> ConceptRow:
    code, area, terms, note, line = kept
    read = {
        language: [(text, TermStatus(status)) for text, status in row]
        for language, row in terms.items()
    }
    return ConceptRow(code, area, read, note, line)


def _told(refusal: Unreadable) -> str:
    """Say why a file cannot be read, and where."""
    told = {
        "too_large": _("The file is larger than 5 MB."),
        "too_many": _("The file holds more than 20,000 rows. Cut it into several."),
        "encoding": _("The file is not in UTF-8. Save it as “CSV UTF-8” or as XML in UTF-8."),
        "not_xml": _("The file is not whole XML."),
        "entities": _(
            "The file defines entities or reaches for other files. Save it without them."
        ),
        "not_this_kind": _("This is not a TBX or TMX file."),
        "no_columns": _("The first row must name columns such as pl, uk, en."),
        "empty": _("There is nothing in the file."),
    }[refusal.code]
    if refusal.line:
        told += " " + _("It is about line %(line)d.") % {"line": refusal.line}
    return told
