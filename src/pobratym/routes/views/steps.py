"""One step of a route: its page, what can be done there, its files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.accounts.steps import recently_signed_in
from pobratym.core.pages import page
from pobratym.documents.giving import answer_with
from pobratym.routes.forms.steps import (
    FinishForm,
    NoteForm,
    PaperForm,
    ReasonForm,
    SendForm,
    SetbackForm,
)
from pobratym.routes.lawbook.entries import SENT, When
from pobratym.routes.models.steps import Step, StepPaper
from pobratym.routes.queries.lanes import LaneStep, lane_of
from pobratym.routes.queries.past import history_of
from pobratym.routes.services import steps
from pobratym.routes.states import NEXT, StepState
from pobratym.routes.views.doors import own_cities, page_of, route_of, step_of


@dataclass(frozen=True)
class Act:
    """One thing that can be done on a step: its form, its deed, its words."""

    form: type[forms.Form]
    deed: Callable[..., Step]
    title: Promise
    done: Promise
    to: StepState | None = None
    may: str = "routes.change_step"


ACTS: dict[str, Act] = {
    "send": Act(
        SendForm, steps.send, pgettext_lazy("legal step", "Note that it was sent"),
        _("It is noted as sent."), StepState.SENT,
    ),
    "finish": Act(
        FinishForm, steps.finish, pgettext_lazy("legal step", "Note that it is done"),
        _("The step is done."), StepState.DONE,
    ),
    "return": Act(
        SetbackForm, steps.give_back, pgettext_lazy("legal step", "Note that it came back"),
        _("It is noted that it came back. The partner is told."), StepState.RETURNED,
    ),
    "refuse": Act(
        SetbackForm, steps.refuse, pgettext_lazy("legal step", "Note a refusal"),
        _("The refusal is noted. The partner is told."), StepState.REFUSED,
    ),
    "waive": Act(
        ReasonForm, steps.waive, pgettext_lazy("legal step", "Waive this step"),
        _("The step is waived."), StepState.WAIVED, "routes.waive_step",
    ),
    "undo": Act(
        ReasonForm, steps.undo, pgettext_lazy("legal step", "Undo what was noted"),
        _("The step stands as before."), StepState.OPEN,
    ),
    "early": Act(
        ReasonForm, steps.begin_early, pgettext_lazy("legal step", "Begin before its turn"),
        _("The step is open now."), StepState.OPEN,
    ),
    "paper": Act(
        PaperForm, steps.add_paper, pgettext_lazy("legal step", "Add a file"),
        _("The file is kept."),
    ),
    "note": Act(
        NoteForm, steps.write_note, pgettext_lazy("legal step", "Write a note"),
        _("The note is saved. Only your city reads it."),
    ),
}  # fmt: skip
"""What can be done on a step, in the order of its page."""


@login_required
@require_safe
def step(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show one step: what to do, on what it rests, how it stands, what happened."""
    found = step_of(request.user, public_id)
    own = own_cities(request.user)
    shown = _shown(found, own)
    agreement = found.walk.agreement
    counts = agreement.text_version_id == found.walk.text_version_id
    may = counts and request.user.has_perm("routes.change_step", found)
    context = {
        "agreement": agreement,
        "walk": found.walk,
        "step": shown,
        "counts": counts,
        "acts": _acts(request, found, shown) if may else {},
        "may_change": may,
        "is_own": found.walk.city_id in own,
        "history": history_of(found, own=found.walk.city_id in own),
        "back": route_of(agreement),
        "today": timezone.localdate(),
    }
    return page(request, "routes/step.html", context)


def _shown(found: Step, own: frozenset[int]) -> LaneStep:
    lane = lane_of(found.walk.agreement, found.walk, own)
    return next(one for one in lane.steps if one.pk == found.pk)


def _acts(request: SignedInRequest, found: Step, shown: LaneStep) -> dict[str, Promise]:
    """Name what can be done now, most usual first."""
    fitting = {
        name: act.title
        for name, act in ACTS.items()
        if _fits(name, act, shown) and request.user.has_perm(act.may, found)
    }
    usual = "send" if _is_sent_first(shown) else "finish"
    return dict(sorted(fitting.items(), key=lambda one: one[0] != usual))


def _is_sent_first(shown: LaneStep) -> bool:
    """Say whether the step begins with a letter, from which a clock is counted."""
    term = shown.entry.term if shown.entry else None
    return term is not None and (term.counted_from == SENT or shown.state == StepState.RETURNED)


def _fits(name: str, act: Act, shown: LaneStep) -> bool:
    waits = shown.state == StepState.WAITING
    if shown.entry is None:
        return name in {"note", "paper"}
    if name == "early":
        proposed = shown.entry.is_order_proposed and not shown.entry.with_authority
        return waits and proposed and not set(shown.blocked_by) & set(When)
    lies_there = shown.entry.with_authority and shown.state == StepState.SENT
    if name == "undo" and (waits or lies_there):
        return False
    return act.to is None or act.to in NEXT[shown.state]


@login_required
@require_http_methods(["GET", "POST"])
def step_act(request: SignedInRequest, public_id: UUID, act: str) -> HttpResponseBase:
    """Do one thing on a step; who waives one that must be done says once more who they are."""
    if act not in ACTS:
        raise Http404
    found = step_of(request.user, public_id, ACTS[act].may)
    shown = _shown(found, frozenset({found.walk.city_id}))
    view = partial(_sheet, found=found, shown=shown, act=act)
    if act == "waive" and shown.holds_up:
        return recently_signed_in(view)(request)
    return view(request)


def _sheet(request: SignedInRequest, *, found: Step, shown: LaneStep, act: str) -> HttpResponse:
    chosen = ACTS[act]

    def deed(form: Any) -> str:  # noqa: ANN401  any form of this page
        chosen.deed(found, by=request.user, **form.facts())
        return page_of(found)

    initial = {
        "version": shown.version,
        "on": timezone.localdate(),
        "reference": shown.reference,
        "note": shown.note,
    }
    sheet = Sheet(
        template="routes/step_act.html",
        make=partial(chosen.form, initial=initial),
        deed=deed,
        done=str(chosen.done),
        draft=f"step:{act}:{found.public_id}",
        once=f"routes.{act}",
        stored=_stored,
        context={
            "agreement": found.walk.agreement,
            "step": shown,
            "walk": found.walk,
            "act": act,
            "act_title": chosen.title,
            "back": page_of(found),
        },
    )
    return answer(request, sheet)


def _stored(row: Step) -> dict[str, object]:
    return {"on": row.done_on or row.sent_on, "reference": row.reference, "reason": row.reason,
            "note": row.note}  # fmt: skip


@login_required
@require_safe
def paper(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give out a file of a step to those who work on its agreement."""
    rows = StepPaper.objects.visible_to(request.user).select_related("document")
    return answer_with(get_object_or_404(rows, public_id=public_id).document)
