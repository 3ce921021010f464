"""Pages on a visit: the list, the page itself, what is said of it, the buttons that move it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.editing import tell_standings
from pobratym.core.pages import page
from pobratym.languages.queries import standings_of
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.queries import cities_of
from pobratym.visits.forms.visits import NewVisitForm, ReasonForm, ServesForm, VisitEditForm
from pobratym.visits.models.visits import Visit, VisitGuest
from pobratym.visits.queries.serving import clauses_to_serve, lines_to_serve
from pobratym.visits.queries.shown import (
    delegation_of,
    earlier_visits,
    visit_shown,
    visits_for,
)
from pobratym.visits.services import moving, visits
from pobratym.visits.states import VisitState
from pobratym.visits.views.doors import page_of, partnership_for, visit_for

_SAID = (
    "title", "kind", "purpose", "starts_on", "ends_on", "zone", "guest_zone", "embargo",
    "is_public", "travel_kmh", "detour", "buffer_min",
)  # fmt: skip
MOST = 100


@login_required
@require_safe
def visit_list(request: SignedInRequest) -> HttpResponse:
    """List the visits of the reader's cities, the newest first."""
    found = list(visits_for(request.user)[: MOST + 1])
    context = {"visits": found[:MOST], "is_cut": len(found) > MOST}
    return page(request, "visits/visit_list.html", context)


@login_required
@require_safe
def visit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show where a visit stands, what comes now and who comes."""
    found = visit_for(request.user, public_id)
    context = {
        "shown": visit_shown(found, request.user),
        "visit": found,
        "delegation": delegation_of(found, request.user),
        "clauses": clauses_to_serve(found, request.user, served=True),
        "lines": lines_to_serve(found, request.user, served=True),
    }
    return page(request, "visits/visit.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def visit_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Enter a visit that one's own city receives."""
    partnership, city = partnership_for(request.user, public_id)
    others = [one for one in cities_of(partnership) if one.pk != city.pk]
    if not others:
        raise Http404
    initial = {"zone": city.timezone, "guest_zone": others[0].timezone}

    def deed(form: NewVisitForm) -> str:
        made = visits.create_visit(partnership, by=request.user, city=city, **form.facts())
        return page_of(made)

    sheet = Sheet(
        template="visits/visit_new.html",
        make=partial(NewVisitForm, cities=others, earlier=earlier_visits(city), initial=initial),
        deed=deed,
        done=_("The visit is entered as an idea. The guests do not know of it yet."),
        draft=f"visit_new:{public_id}",
        once="visit.add",
        context={"partnership": partnership, "city": city, "back": _desk_of(partnership)},
    )
    return answer(request, sheet)


def _desk_of(partnership: Partnership) -> str:
    return reverse("desk:partnership", kwargs={"public_id": partnership.public_id})


@login_required
@require_http_methods(["GET", "POST"])
def visit_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change what is said of a visit."""
    found = visit_for(request.user, public_id, "visits.host")

    def make(data: QueryDict | None, files: object) -> VisitEditForm:
        del files
        form = VisitEditForm(data, initial={**_said(found), "version": found.version})
        tell_standings(form, standings_of(found))
        return form

    def deed(form: VisitEditForm) -> str:
        facts: Any = dict(form.cleaned_data)
        visits.edit_visit(found, version=facts.pop("version"), by=request.user, **facts)
        return page_of(found)

    sheet = Sheet(
        template="visits/visit_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"visit_edit:{public_id}",
        stored=_said,
        context={"visit": found, "back": page_of(found)},
    )
    return answer(request, sheet)


def _said(found: Visit) -> dict[str, object]:
    return {name: getattr(found, name) for name in _SAID}


@login_required
@require_http_methods(["GET", "POST"])
def visit_serves(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say which clauses and which lines of the work plan a visit serves."""
    found = visit_for(request.user, public_id, "visits.host")
    clauses = clauses_to_serve(found, request.user)
    lines = lines_to_serve(found, request.user)
    initial = {
        "version": found.version,
        "clauses": [str(one) for one in found.clauses.values_list("public_id", flat=True)],
        "plan_lines": [str(one) for one in found.plan_lines.values_list("public_id", flat=True)],
    }

    def deed(form: ServesForm) -> str:
        visits.serve(found, by=request.user, **form.facts())
        return page_of(found)

    sheet = Sheet(
        template="visits/visit_serves.html",
        make=partial(ServesForm, clauses=clauses, lines=lines, initial=initial),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"visit_serves:{public_id}",
        context={"visit": found, "back": page_of(found), "is_empty": not clauses and not lines},
    )
    return answer(request, sheet)


@login_required
@require_POST
def visit_go_on(request: SignedInRequest, public_id: UUID, to: str) -> HttpResponse:
    """Take the host's next step (a button; sends ``version``)."""
    found = visit_for(request.user, public_id, "visits.host")
    if to == VisitState.INVITED:
        deed, done = partial(moving.invite, found, by=request.user), _("The guests are invited.")
    elif to in set(moving.HOSTS_STEPS):
        deed = partial(moving.go_on, found, by=request.user, to=VisitState(to))
        done = _("The visit has moved on.")
    else:
        raise Http404
    return press(request, deed, done, page_of(found))


@login_required
@require_POST
def visit_accept(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say yes in the name of a city that is invited (a button; sends ``version``)."""
    found = visit_for(request.user, public_id, "visits.answer")
    guest = _answering(request, found)
    deed = partial(moving.accept, found, by=request.user, city=guest.city)
    return press(request, deed, _("Your city has accepted. The host is told."), page_of(found))


@login_required
@require_http_methods(["GET", "POST"])
def visit_decline(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say no in the name of a city that is invited."""
    found = visit_for(request.user, public_id, "visits.answer")
    guest = _answering(request, found)

    def deed(form: ReasonForm) -> str:
        moving.decline(found, by=request.user, city=guest.city, **form.cleaned_data)
        return page_of(found)

    done = _("Your city does not come. The host is told.")
    return _ask(request, found, "decline", deed, done)


@login_required
@require_http_methods(["GET", "POST"])
def visit_cancel(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Cancel a visit as its host."""
    found = visit_for(request.user, public_id, "visits.host")

    def deed(form: ReasonForm) -> str:
        moving.cancel(found, by=request.user, **form.cleaned_data)
        return page_of(found)

    return _ask(request, found, "cancel", deed, _("The visit is cancelled."))


def _answering(request: SignedInRequest, found: Visit) -> VisitGuest:
    guest = visit_shown(found, request.user).answering
    if guest is None:
        raise Http404
    return guest


def _ask(
    request: SignedInRequest,
    found: Visit,
    name: str,
    deed: Callable[[ReasonForm], str],
    done: str,
) -> HttpResponse:
    sheet = Sheet[ReasonForm](
        template=f"visits/visit_{name}.html",
        make=partial(ReasonForm, initial={"version": found.version}),
        deed=deed,
        done=done,
        draft=f"visit_{name}:{found.public_id}",
        context={"visit": found, "back": page_of(found)},
    )
    return answer(request, sheet)
