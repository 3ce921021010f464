"""Versions of a programme: listed, held against one another, put back; everybody's own one."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import press
from pobratym.core.pages import page
from pobratym.programmes.queries import comparing, people
from pobratym.programmes.queries.versions import latest_number
from pobratym.programmes.services import undoing
from pobratym.programmes.views.doors import HOST, grid_of, hosted_for, may_plan, visit_for
from pobratym.visits.rules import reads_for_host

_DIGITS = 9


@login_required
@require_safe
def versions(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List the versions of a programme."""
    visit = hosted_for(request.user, public_id)
    found = comparing.versions_of(visit, _number(request, "before"))
    context = {
        "visit": visit,
        "versions": found[: comparing.PAGE],
        "before": found[comparing.PAGE - 1].number if len(found) > comparing.PAGE else 0,
        "latest": latest_number(visit.pk),
        "back": grid_of(visit),
    }
    return page(request, "programmes/versions.html", context)


@login_required
@require_safe
def version(request: SignedInRequest, public_id: UUID, number: int) -> HttpResponse:
    """Hold a version against the one before it, or against another."""
    visit = hosted_for(request.user, public_id)
    older = _number(request, "with") if "with" in request.GET else number - 1
    found = comparing.compared(visit, older, number)
    if found is None:
        raise Http404
    context = {
        "visit": visit,
        "compared": found,
        "now": comparing.unlike_now(visit, found.newer.items),
        "latest": latest_number(visit.pk),
        "may_plan": may_plan(request.user, visit),
    }
    return page(request, "programmes/version.html", context)


@login_required
@require_POST
def version_put_back(request: SignedInRequest, public_id: UUID, number: int) -> HttpResponse:
    """Let the programme stand as a version had it (a button); ``version`` is the latest number."""
    visit = hosted_for(request.user, public_id, HOST)
    return press(
        request,
        lambda version: undoing.put_back(visit, number, number=version, by=request.user),
        _("The programme stands as it did then. Undo takes this back."),
        grid_of(visit),
    )


@login_required
@require_safe
def everybody(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List whose own programmes there are."""
    visit = visit_for(request.user, public_id)
    hosting = reads_for_host(request.user, visit)
    context = {
        "visit": visit,
        "people": people.people_of(visit, request.user, hosting=hosting),
        "back": grid_of(visit),
    }
    return page(request, "programmes/people.html", context)


@login_required
@require_safe
def personal(request: SignedInRequest, public_id: UUID, kind: str, key: str) -> HttpResponse:
    """Show one person's or one sub-group's own programme, for a phone and for paper."""
    visit = visit_for(request.user, public_id)
    hosting = reads_for_host(request.user, visit)
    found = people.person_of(visit, request.user, kind, key, hosting=hosting)
    if found is None:
        raise Http404
    return page(request, "programmes/personal.html", {"visit": visit, "shown": found})


def _number(request: SignedInRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else 0
