"""The papers of an agreement: the list, and each as a file."""

import logging
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.agreements.models.agreements import Agreement
from pobratym.core.pages import page
from pobratym.documents.typesetting.press import PressError
from pobratym.papers.queries.desk import city_for, shelves
from pobratym.papers.queries.printing import printed
from pobratym.papers.queries.record import record_of
from pobratym.papers.states import FOR_ALL, FORMATS, Format, Paper
from pobratym.papers.views.doors import agreement_of
from pobratym.papers.views.files import file_answer

log = logging.getLogger(__name__)


@login_required
@require_safe
def papers(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show every paper that the reader may take."""
    agreement = agreement_of(request.user, public_id)
    context = {"agreement": agreement, "shelves": shelves(agreement, request.user)}
    return page(request, "papers/papers.html", context)


@login_required
@require_safe
def paper(request: SignedInRequest, public_id: UUID, paper: str, ending: str) -> HttpResponse:
    """Give a paper as a file; drafts for a council only to its own city."""
    agreement = agreement_of(request.user, public_id)
    wanted, form = _named(paper, ending)
    city = city_for(request.user, agreement, wanted)
    if city is None:
        raise Http404
    language = _language(request, agreement, wanted)
    try:
        made = printed(record_of(agreement, city), wanted, form, language)
    except PressError:
        log.exception("A paper of agreement %s could not be set", agreement.pk)
        messages.warning(
            request, _("The file could not be made. Try again, or take the paper as DOCX.")
        )
        return redirect("papers:papers", public_id=public_id)
    return file_answer(made)


@require_safe
def public_paper(request: HttpRequest, public_id: UUID, paper: str, ending: str) -> HttpResponse:
    """Give the frozen text of a public agreement to anybody."""
    public = Agreement.objects.visible_to(AnonymousUser()).with_cities()
    agreement = get_object_or_404(public, public_id=public_id, text_version__isnull=False)
    wanted, form = _named(paper, ending)
    if wanted not in FOR_ALL:
        raise Http404
    language = _language(request, agreement, wanted)
    first = next(iter(agreement.parties.all())).city
    record = record_of(agreement, first, frozen_only=True)
    try:
        made = printed(record, wanted, form, language)
    except PressError as fault:
        log.exception("A public paper of agreement %s could not be set", agreement.pk)
        raise Http404 from fault
    return file_answer(made)


def _named(paper: str, ending: str) -> tuple[Paper, Format]:
    try:
        wanted, form = Paper(paper), Format(ending)
    except ValueError as unknown:
        raise Http404 from unknown
    if form not in FORMATS[wanted]:
        raise Http404
    return wanted, form


def _language(request: HttpRequest, agreement: Agreement, paper: Paper) -> str:
    """Give the language of a copy: one of the agreement's, its first when none is named."""
    if paper is not Paper.COPY:
        return ""
    known = [tongue.language for tongue in agreement.tongues.all()]
    asked = request.GET.get("language", known[0])
    if asked not in known:
        raise Http404
    return asked
