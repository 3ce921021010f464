"""A guest's own programme for the pocket, from the guest's own page, without an account."""

import logging

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pobratym.accounts.http import PageRequest
from pobratym.documents.typesetting.press import PressError
from pobratym.papers.queries.visit_printing import Asked, as_file, paper_of_visit
from pobratym.papers.queries.visiting import guest_record
from pobratym.papers.states import Format, VisitPaper
from pobratym.papers.views.files import file_answer
from pobratym.programmes.states import For
from pobratym.visits.guestdoor import guests_only
from pobratym.visits.models.delegations import GuestLink

log = logging.getLogger(__name__)


@require_safe
@guests_only
def guest_programme(request: PageRequest, link: GuestLink, token: str) -> HttpResponse:
    """Give the guest the own programme on small pages, unless the guest said no."""
    member = link.member
    if member.left_at is not None:
        raise Http404
    asked = Asked(For.MEMBER, str(member.public_id))
    made = paper_of_visit(guest_record(member), VisitPaper.POCKET, asked)
    if made is None:
        raise Http404
    try:
        return file_answer(as_file(made, f"programme-{member.visit.starts_on}", Format.PDF))
    except PressError:
        log.exception("The programme of a guest of visit %s could not be set", member.visit_id)
        messages.warning(request, _("The file could not be made. Try again in a while."))
        return redirect("visits:guest", token=token)
