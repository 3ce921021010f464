"""Pages on the days of a visit, meals and rests."""

import datetime as dt
from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.pages import page
from pobratym.visits.forms.days import FrameForm, PauseForm
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.models.wishes import DayFrame
from pobratym.visits.queries.frames import SINCE, UNTIL
from pobratym.visits.queries.wishing import days_page
from pobratym.visits.services import days as deeds
from pobratym.visits.views.doors import page_of
from pobratym.visits.views.near import hosted_visit, pause_for


@login_required
@require_safe
def days(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the days of a visit, meals and rests."""
    visit = hosted_visit(request.user, public_id)
    return page(request, "visits/days.html", {"shown": days_page(visit, request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def day_edit(
    request: SignedInRequest, public_id: UUID, day: dt.date, group: int = 0
) -> HttpResponse:
    """Say from when to when a day lasts, for all or for one sub-group."""
    visit = hosted_visit(request.user, public_id, "visits.host")
    subgroup = _group(visit, group)
    if not visit.starts_on <= day <= visit.ends_on:
        raise Http404

    def values(found: Visit) -> dict[str, object]:
        return FrameForm.values_of(_frame(found, day, subgroup))

    def make(data: QueryDict | None, files: object) -> FrameForm:
        del files
        return FrameForm(data, initial={**values(visit), "version": visit.version}, visit=visit)

    def deed(form: FrameForm) -> str:
        deeds.set_frame(visit, by=request.user, day=day, subgroup=subgroup, **form.cleaned_data)
        return page_of(visit, "days")

    sheet = Sheet(
        template="visits/day_edit.html",
        make=make,
        deed=deed,
        done=_("The day is set."),
        draft=f"day_edit:{public_id}:{day}:{group}",
        stored=values,
        context={
            "visit": visit,
            "day": day,
            "group": subgroup,
            "is_own": visit.frames.filter(day=day, subgroup=subgroup).exists(),
            "back": page_of(visit, "days"),
        },
    )
    return answer(request, sheet)


@login_required
@require_POST
def day_drop(
    request: SignedInRequest, public_id: UUID, day: dt.date, group: int = 0
) -> HttpResponse:
    """Go back to the hours of all (a button; sends ``version``)."""
    visit = hosted_visit(request.user, public_id, "visits.host")
    deed = partial(deeds.drop_frame, visit, by=request.user, day=day, subgroup=_group(visit, group))
    return press(request, deed, _("The day has the usual hours again."), page_of(visit, "days"))


@login_required
@require_http_methods(["GET", "POST"])
def pause_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Add a meal or a rest."""
    visit = hosted_visit(request.user, public_id, "visits.host")
    initial = {"since": dt.time(12), "until": dt.time(14), "version": visit.version}

    def deed(form: PauseForm) -> str:
        deeds.add_pause(visit, by=request.user, **form.cleaned_data)
        return f"{page_of(visit, 'days')}#meals"

    sheet = Sheet(
        template="visits/pause_new.html",
        make=partial(PauseForm, visit=visit, initial=initial),
        deed=deed,
        done=_("Added."),
        draft=f"pause_new:{public_id}",
        once="pause.add",
        context={"visit": visit, "back": page_of(visit, "days")},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def pause_edit(request: SignedInRequest, public_id: UUID, key: int) -> HttpResponse:
    """Change a meal or a rest."""
    found = pause_for(request.user, public_id, key)
    visit = found.visit

    def values(now: Visit) -> dict[str, object]:
        return PauseForm.values_of(now.pauses.filter(pk=key).first() or found)

    def make(data: QueryDict | None, files: object) -> PauseForm:
        del files
        initial = {**PauseForm.values_of(found), "version": visit.version}
        return PauseForm(data, initial=initial, visit=visit)

    def deed(form: PauseForm) -> str:
        deeds.edit_pause(found, by=request.user, **form.cleaned_data)
        return f"{page_of(visit, 'days')}#meals"

    sheet = Sheet(
        template="visits/pause_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"pause_edit:{public_id}:{key}",
        stored=values,
        context={"pause": found, "visit": visit, "back": page_of(visit, "days")},
    )
    return answer(request, sheet)


@login_required
@require_POST
def pause_remove(request: SignedInRequest, public_id: UUID, key: int) -> HttpResponse:
    """Take a meal or a rest out (a button; sends ``version``)."""
    found = pause_for(request.user, public_id, key)
    deed = partial(deeds.remove_pause, found, by=request.user)
    return press(request, deed, _("Removed."), f"{page_of(found.visit, 'days')}#meals")


def _group(visit: Visit, key: int) -> SubGroup | None:
    return get_object_or_404(visit.subgroups.all(), pk=key) if key else None


def _frame(visit: Visit, day: dt.date, subgroup: SubGroup | None) -> DayFrame:
    """Give the frame to begin with: its own, else that of all, else the usual hours."""
    frames = visit.frames.select_related("start", "end").filter(day=day)
    own = frames.filter(subgroup=subgroup).first() or frames.filter(subgroup=None).first()
    return own or DayFrame(visit=visit, day=day, since=SINCE, until=UNTIL)
