"""The papers of a visit: the list, each as a file, and lists with data of passports."""

import logging
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.steps import recently_signed_in
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.documents.typesetting.paper import Paper
from pobratym.documents.typesetting.press import PressError
from pobratym.papers.forms.lists import PassportsForm
from pobratym.papers.queries.visit_desk import VISIT_PAPER_NAMES, letters_on, visit_shelves
from pobratym.papers.queries.visit_lists import Passports, passports_of
from pobratym.papers.queries.visit_printing import (
    Asked,
    as_file,
    letter_of_visit,
    paper_of_visit,
    people_on,
)
from pobratym.papers.queries.visiting import visit_record
from pobratym.papers.states import VISIT_FORMATS, WITH_PASSPORTS, Format, VisitPaper
from pobratym.papers.views.doors import letter_of, visit_of
from pobratym.papers.views.files import file_answer
from pobratym.visits.models.delegations import Member
from pobratym.visits.services import passports

log = logging.getLogger(__name__)


@login_required
@require_safe
def visit_papers(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show every paper of a visit that the reader may take."""
    visit = visit_of(request.user, public_id)
    record = visit_record(visit, request.user)
    context = {
        "visit": visit,
        "record": record,
        "letters": letters_on(record),
        "shelves": visit_shelves(record),
        "formats": VISIT_FORMATS,
        "may_read": request.user.has_perm("visits.prepare", visit),
    }
    return page(request, "papers/visit_papers.html", context)


@login_required
@require_safe
def visit_paper(request: SignedInRequest, public_id: UUID, paper: str, ending: str) -> HttpResponse:
    """Give a paper of a visit as a file; lists come without data of passports."""
    visit = visit_of(request.user, public_id)
    wanted, form = _paper(paper), _format(ending)
    made = paper_of_visit(visit_record(visit, request.user), wanted, _asked(request))
    return _given(request, made, f"{wanted}-{visit.starts_on}", form, public_id)


@login_required
@require_safe
def visit_letter(request: SignedInRequest, public_id: UUID, ending: str) -> HttpResponse:
    """Give a letter of invitation as a file."""
    letter = letter_of(request.user, public_id)
    form = _format(ending)
    made = letter_of_visit(visit_record(letter.visit, request.user), letter)
    number = f"{letter.number}-{letter.year}" if letter.number else "draft"
    return _given(request, made, f"invitation-{number}", form, letter.visit.public_id)


@recently_signed_in
@require_http_methods(["GET", "POST"])
def visit_passports(
    request: SignedInRequest, public_id: UUID, paper: str, about: str
) -> HttpResponse:
    """Ask what data of passports are needed for, then give the list with them.

    Args:
        request: of the reader.
        public_id: of the visit.
        paper: the list.
        about: the site or the part of the journey that it is for.
    """
    visit = visit_of(request.user, public_id, "visits.prepare")
    wanted, asked = _paper(paper), Asked(site=about, leg=about)
    record = visit_record(visit, request.user)
    members = people_on(record, wanted, asked) if wanted in WITH_PASSPORTS else None
    if members is None:
        raise Http404
    form = PassportsForm(request.POST or None)
    if form.is_valid():
        try:
            sealed = _read(members, request.user, form.cleaned_data["why"])
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            made = paper_of_visit(record, wanted, asked, sealed)
            ending = Format(form.cleaned_data["ending"])
            return _given(request, made, f"{wanted}-{visit.starts_on}", ending, public_id)
    context = {
        "visit": visit,
        "form": form,
        "name": VISIT_PAPER_NAMES[wanted],
        "members": members,
        "sealed": passports.with_passport(members),
    }
    return page(request, "papers/visit_passports.html", context, status=422 if form.errors else 200)


def _read(members: list[Member], by: User, why: str) -> Passports:
    """Read what the vault holds of these guests; each reading is noted."""
    sealed = passports.with_passport(members)
    read = {
        one.pk: passports.read_passport(one, by=by, why=why) for one in members if one.pk in sealed
    }
    return passports_of(members, read, why)


def _given(
    request: HttpRequest, made: Paper | None, stem: str, form: Format, visit: UUID
) -> HttpResponse:
    """Give a paper as a file.

    Raises:
        Http404: there is none.
    """
    if made is None:
        raise Http404
    try:
        return file_answer(as_file(made, stem, form))
    except PressError:
        log.exception("A paper of visit %s could not be set", visit)
        messages.warning(
            request, _("The file could not be made. Try again, or take the paper as DOCX.")
        )
        return redirect("papers:visit_papers", public_id=visit)


def _asked(request: HttpRequest) -> Asked:
    said = request.GET
    return Asked(
        said.get("for", ""), said.get("key", ""), said.get("site", ""), said.get("leg", "")
    )


def _paper(paper: str) -> VisitPaper:
    try:
        return VisitPaper(paper)
    except ValueError as unknown:
        raise Http404 from unknown


def _format(ending: str) -> Format:
    found = next((one for one in VISIT_FORMATS if one.value == ending), None)
    if found is None:
        raise Http404
    return found
