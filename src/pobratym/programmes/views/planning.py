"""The planner is asked, watched, stopped; its proposal is read and taken over."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.programmes.forms.planning import NEVER, CopyForm, PlanForm, SiteCancelForm
from pobratym.programmes.models.runs import PlanRun
from pobratym.programmes.queries import desk, runs
from pobratym.programmes.services import asking, cancelling, copying, taking
from pobratym.programmes.states import OPEN_RUN
from pobratym.programmes.tasks import plan_visit
from pobratym.programmes.views.doors import (
    HOST,
    grid_of,
    hosted_for,
    may_plan,
)


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask the planner for a proposal, and see the latest ones."""
    visit = hosted_for(request.user, public_id)
    changes = may_plan(request.user, visit)
    if request.method == "POST" and not changes:
        raise PermissionDenied

    def deed(form: PlanForm) -> str:
        run = asking.ask_run(visit, by=request.user, **form.cleaned_data)
        return _begun(run)

    sheet = Sheet(
        template="programmes/plan.html",
        make=lambda data, _files: PlanForm(data),
        deed=deed,
        done=_("The planner searches. It proposes and changes nothing by itself."),
        draft=f"plan:{public_id}",
        once="programme.plan",
        context={
            "visit": visit,
            "runs": runs.latest_of(visit),
            "may_plan": changes,
            "back": grid_of(visit),
        },
    )
    return answer(request, sheet)


def _begun(run: PlanRun) -> str:
    plan_visit.enqueue(run.pk)
    return _page_of(run)


def _page_of(run: PlanRun) -> str:
    return reverse("programmes:run", kwargs={"public_id": run.public_id})


@login_required
@require_safe
def run(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show how far a search is, or the proposal with its proof."""
    found = _run(request.user, public_id)
    is_open = found.state in OPEN_RUN
    context = {
        "run": found,
        "visit": found.visit,
        "is_open": is_open,
        "shown": None if is_open else runs.shown(found),
        "may_plan": may_plan(request.user, found.visit),
        "back": reverse("programmes:plan", kwargs={"public_id": found.visit.public_id}),
    }
    return page(request, "programmes/run.html", context, fragment="progress")


@login_required
@require_POST
def run_stop(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """End a search; the best so far is kept (a button)."""
    found = _run(request.user, public_id, HOST)
    return _press(
        request,
        partial(asking.stop_run, found, by=request.user),
        _("The search ends. The best that was found is kept."),
        _page_of(found),
    )


@login_required
@require_POST
def run_take(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Make a proposal the programme (a button)."""
    found = _run(request.user, public_id, HOST)
    return _press(
        request,
        partial(taking.take_over, found, by=request.user),
        _("The proposal is the programme now. Undo brings back what stood before."),
        grid_of(found.visit),
        refused=_page_of(found),
    )


@login_required
@require_http_methods(["GET", "POST"])
def site_cancel(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Cancel all that lies ahead at a site, and plan the rest anew, in one press."""
    visit = hosted_for(request.user, public_id, HOST)
    places = desk.places_ahead(visit)

    def make(data: QueryDict | None, _files: object) -> SiteCancelForm:
        initial = {"where": places[0][0]} if len(places) == 1 else {}
        return SiteCancelForm(data, places=places, initial=initial)

    def deed(form: SiteCancelForm) -> str:
        told = form.cleaned_data
        site, day = desk.place_named(visit, told["where"])
        run = cancelling.cancel_site(
            visit,
            site,
            day=None if told["then"] == NEVER else day,
            because=told["because"],
            by=request.user,
        )
        return _begun(run)

    sheet = Sheet(
        template="programmes/site_cancel.html",
        make=make,
        deed=deed,
        done=_("It is cancelled. The planner looks for the best use of the time."),
        draft=f"site_cancel:{public_id}",
        once="programme.site_cancel",
        context={"visit": visit, "places": places, "back": grid_of(visit)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def copy(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take the programme of an earlier visit over as a first draft."""
    visit = hosted_for(request.user, public_id, HOST)
    earlier = desk.earlier_visits(visit)

    def deed(form: CopyForm) -> str:
        chosen = next(one for one in earlier if one.pk == form.cleaned_data["earlier"])
        copying.copy_from(visit, chosen, by=request.user)
        return grid_of(visit)

    sheet = Sheet(
        template="programmes/copy.html",
        make=lambda data, _files: CopyForm(data, visits=desk.visits_named(earlier)),
        deed=deed,
        done=_("The programme is copied. Look at what does not fit, and choose interpreters."),
        draft=f"copy:{public_id}",
        once="programme.copy",
        context={"visit": visit, "earlier": earlier, "back": grid_of(visit)},
    )
    return answer(request, sheet)


def _run(user: User, public_id: UUID, act: str = "") -> PlanRun:
    found = runs.run_seen_by(user, public_id)
    if found is None:
        raise Http404
    if act and not user.has_perm(act, found.visit):
        raise PermissionDenied
    return found


def _press(
    request: SignedInRequest,
    deed: Callable[[], object],
    done: str,
    address: str,
    *,
    refused: str = "",
) -> HttpResponse:
    try:
        deed()
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(refused or address)
    messages.success(request, done)
    return redirect(address)
