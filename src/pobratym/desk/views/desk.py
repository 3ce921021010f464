"""The desk: what waits for me and for my city."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.agreements.queries.acting import worked_on_by as agreement_worked_on_by
from pobratym.confirmations.queries import changes_about
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.core.redirects import safe_next
from pobratym.core.words import one_language
from pobratym.desk.queries import waiting as queries
from pobratym.desk.queries.agreement import agreement_desk
from pobratym.desk.queries.desk import desk_of
from pobratym.desk.queries.held import agreements_and_visits
from pobratym.desk.services import confirm_translation
from pobratym.directory.queries.aboard import aboard
from pobratym.links.queries.shown import links_between
from pobratym.partnerships.queries import (
    acting_cities,
    cities_of,
    contact_log,
    timeline_of,
    worked_on_by,
)
from pobratym.partnerships.states import NEXT, Stage, needs_both

LINKS_SHOWN = 20
"""Links of institutions on the page of a partnership."""


@login_required
@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the reader and the reader's cities, by date."""
    with one_language():
        found = desk_of(request.user, timezone.now())
    return page(request, "desk/desk.html", {"desk": found})


@login_required
@require_safe
def translations(request: SignedInRequest) -> HttpResponse:
    """List the texts that are missing or out of date in a language."""
    language = request.GET.get("language", "")
    machine_too = request.GET.get("machine") == "1"
    listing = queries.translation_list(
        request.user,
        language=language,
        machine_too=machine_too,
        after=request.GET.get("after", ""),
    )
    context = {"listing": listing, "chosen": language, "machine_too": machine_too}
    return page(request, "desk/translations.html", context, fragment="rows")


@login_required
@require_POST
def translation_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that the reader found a machine-made or stale version right as it is (a button)."""
    if queries.translation_of(request.user, pk) is None:
        raise Http404
    try:
        confirm_translation(pk, source_hash=request.POST.get("source", ""), by=request.user)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("This version is confirmed."))
    return redirect(safe_next(request, request.POST.get("next", ""), reverse("desk:translations")))


@login_required
@require_safe
def partnership(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the officers' side of a partnership: stage, contact log, events, deeds."""
    found = worked_on_by(request.user, public_id)
    if found is None:
        raise Http404
    today = timezone.localdate()
    cities, acting = cities_of(found), acting_cities(request.user, found)
    here, (waiting, closed) = aboard(cities), changes_about(found, request.user)
    agreements, visits = agreements_and_visits(found, request.user)
    following = NEXT[Stage(found.stage)]
    context = {
        "partnership": found,
        "cities": cities,
        "acting": acting,
        "absent": [city for city in cities if city.pk not in here],
        "proposals": waiting,
        "open_deeds": {shown.change.deed for shown in waiting},
        "closed": closed,
        "timeline": timeline_of(found, request.user, today),
        "log": contact_log(found, request.user, request.GET.get("after", "")),
        "next_stages": following,
        "is_joint": any(needs_both(Stage(found.stage), to) for to in following),
        "publishable": found.is_publishable,
        "agreements": agreements,
        "visits": visits,
        "links": links_between([city.pk for city in cities], request.user, LINKS_SHOWN),
        "today": today,
        "may": queries.deeds_open_to(acting, found),
    }
    return page(request, "desk/partnership.html", context)


@login_required
@require_safe
def agreement(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the officers' side of an agreement: where it stands, what comes next, who has it."""
    found = agreement_worked_on_by(request.user, public_id)
    if found is None:
        raise Http404
    with one_language():
        shown = agreement_desk(found, request.user)
    context = {
        "desk": shown,
        "agreement": found,
        "closed": shown.closed,
        "today": timezone.localdate(),
    }
    return page(request, "desk/agreement.html", context)
