"""Pages on the way there and back."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.pages import page
from pobratym.visits.forms.members import LegEditForm, LegForm
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.journeys import legs_of
from pobratym.visits.queries.shown import delegation_of, visit_shown
from pobratym.visits.services import journeys
from pobratym.visits.views.doors import leg_for, page_of, visit_for

_SAID = (
    "direction", "mode", "origin", "target", "departs_on", "departs_at", "zone", "minutes",
    "reserve_min", "crossing", "queue_booking", "plates",
)  # fmt: skip


@login_required
@require_safe
def journey(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the way there and back, with the hours of both zones."""
    visit = visit_for(request.user, public_id)
    context = {
        "visit": visit,
        "shown": visit_shown(visit, request.user),
        "legs": legs_of(visit, _travellers(request, visit)),
        "may_change": request.user.has_perm("visits.prepare", visit),
    }
    return page(request, "visits/journey.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def leg_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put a part of the journey down."""
    visit = visit_for(request.user, public_id, "visits.prepare")
    initial = {"zone": visit.guest_zone, "direction": "there", "mode": "bus"}

    def deed(form: LegForm) -> str:
        journeys.add_leg(visit, by=request.user, **form.facts())
        return page_of(visit, "journey")

    sheet = Sheet(
        template="visits/leg_new.html",
        make=partial(LegForm, members=_travellers(request, visit), initial=initial),
        deed=deed,
        done=_("The part of the journey is written down."),
        draft=f"leg_new:{public_id}",
        once="leg.add",
        context={"visit": visit, "back": page_of(visit, "journey")},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def leg_edit(request: SignedInRequest, public_id: UUID, key: int) -> HttpResponse:
    """Change a part of the journey."""
    leg = leg_for(request.user, public_id, key)
    visit = leg.visit
    chosen = [str(one) for one in leg.members.values_list("public_id", flat=True)]
    initial = {**_said(leg), "members": chosen, "version": leg.version}

    def deed(form: LegEditForm) -> str:
        facts: Any = form.facts()
        journeys.edit_leg(leg, version=facts.pop("version"), by=request.user, **facts)
        return page_of(visit, "journey")

    sheet = Sheet(
        template="visits/leg_edit.html",
        make=partial(LegEditForm, members=_travellers(request, visit), initial=initial),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"leg_edit:{key}",
        stored=_said,
        context={"visit": visit, "leg": leg, "back": page_of(visit, "journey")},
    )
    return answer(request, sheet)


@login_required
@require_POST
def leg_drop(request: SignedInRequest, public_id: UUID, key: int) -> HttpResponse:
    """Take a part of the journey out (a button; sends ``version``)."""
    leg = leg_for(request.user, public_id, key)
    deed = partial(journeys.drop_leg, leg, by=request.user)
    done = _("The part of the journey is gone.")
    return press(request, deed, done, page_of(leg.visit, "journey"))


def _said(leg: TravelLeg) -> dict[str, object]:
    return {name: getattr(leg, name) for name in _SAID}


def _travellers(request: SignedInRequest, visit: Visit) -> list[Member]:
    rows = delegation_of(visit, request.user).coming
    return [row.member for row in rows if not row.is_withheld]
