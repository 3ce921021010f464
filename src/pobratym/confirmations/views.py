"""Pages of proposals: read, confirm, decline, take back, record from paper."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer
from pobratym.confirmations.forms import DeclineForm, PaperForm
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.queries import Proposal, paper_of, proposal_list, proposal_of
from pobratym.confirmations.services.answering import confirm, confirm_on_paper, decline
from pobratym.confirmations.services.closing import CLOSED_NOW
from pobratym.confirmations.services.proposing import withdraw
from pobratym.confirmations.states import State
from pobratym.core.editing import VersionedForm
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.core.redirects import safe_next
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import CONFIRMING
from pobratym.documents.giving import answer_with


@login_required
@require_safe
def change_list(request: SignedInRequest) -> HttpResponse:
    """List the proposals of the reader's cities: first those that wait."""
    listing = proposal_list(request.user, request.GET.get("after", ""))
    return page(request, "confirmations/change_list.html", {"listing": listing})


@login_required
@require_safe
def change(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a proposal: what, by whom, why, until when, and who has said what."""
    shown = proposal_of(_change_for(request.user, public_id), request.user)
    return page(request, "confirmations/change.html", {"shown": shown})


@login_required
@require_POST
def change_confirm(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Confirm a proposal (a button; sends ``version``)."""
    found = _change_for(request.user, public_id, "answer")
    city = _city_asked(proposal_of(found, request.user), request.user)
    return _press(request, found, partial(confirm, found, by=request.user, city=city))


@login_required
@require_POST
def change_withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a proposal back (a button; sends ``version``)."""
    found = _change_for(request.user, public_id, "withdraw")
    deed = partial(withdraw, found, by=request.user, city=found.proposed_by)
    return _press(request, found, deed)


@login_required
@require_http_methods(["GET", "POST"])
def change_decline(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Decline a proposal, with the reason."""
    found = _change_for(request.user, public_id, "answer")
    if not found.is_open:
        return _lead_to_result(request, found)
    shown = proposal_of(found, request.user)
    city = _city_asked(shown, request.user)

    def deed(form: DeclineForm) -> str:
        decline(found, by=request.user, city=city, **form.cleaned_data)
        return _page_of(found)

    sheet = Sheet(
        template="confirmations/change_decline.html",
        make=partial(DeclineForm, initial={"version": found.version}),
        deed=deed,
        done=_("Your city has declined. Nothing was changed."),
        draft=f"change_decline:{public_id}",
        context={"shown": shown, "back": _page_of(found)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def paper_record(request: SignedInRequest, public_id: UUID, city: UUID) -> HttpResponse:
    """Record a confirmation that a city which is not here yet has given on paper."""
    found = _change_for(request.user, public_id, "withdraw")
    if not found.is_open:
        return _lead_to_result(request, found)
    shown = proposal_of(found, request.user)
    asked = _asked(found, city)

    def deed(form: PaperForm) -> str:
        confirm_on_paper(
            found,
            asked,
            form.given(),
            version=form.cleaned_data["version"],
            by=request.user,
            city=found.proposed_by,
        )
        return _page_of(found)

    sheet = Sheet(
        template="confirmations/paper_record.html",
        make=partial(PaperForm, initial={"version": found.version}),
        deed=deed,
        done=_("The confirmation on paper is recorded."),
        draft=f"paper_record:{public_id}:{city}",
        context={"shown": shown, "asked": asked, "back": _page_of(found)},
    )
    return answer(request, sheet)


@login_required
@require_safe
def paper(request: SignedInRequest, public_id: UUID, city: UUID) -> HttpResponse:
    """Give out the document by which a city confirmed on paper."""
    given = paper_of(_change_for(request.user, public_id), str(city))
    if given is None or given.paper is None:
        raise Http404
    return answer_with(given.paper)


def _lead_to_result(request: SignedInRequest, found: JointChange) -> HttpResponse:
    """Show how a proposal ended, instead of a form that could do nothing any more."""
    messages.warning(request, str(CLOSED_NOW[found.stage]))
    return redirect(_page_of(found))


def _change_for(user: User, public_id: UUID, act: str = "view") -> JointChange:
    """Give a proposal that the person may ``act`` on.

    Raises:
        Http404: it concerns none of the person's cities.
        PermissionDenied: the person may only read it.
    """
    seen = JointChange.objects.visible_to(user).with_answers()
    found = get_object_or_404(seen, public_id=public_id)
    if act != "view" and not user.has_perm(f"confirmations.{act}_jointchange", found):
        raise PermissionDenied
    return found


def _city_asked(shown: Proposal, user: User) -> Municipality:
    """Give the city for which the person answers; one that has answered already comes last."""
    if shown.answering is not None:
        return shown.answering
    own = mandate_of(user).cities(CONFIRMING)
    return next(one.city for one in shown.change.answers.all() if one.city_id in own)


def _asked(found: JointChange, city: UUID) -> Municipality:
    asked = (one.city for one in found.answers.all() if one.city.public_id == city)
    if (chosen := next(asked, None)) is None:
        raise Http404
    return chosen


def _page_of(found: JointChange) -> str:
    return reverse("confirmations:change", kwargs={"public_id": found.public_id})


def _press(
    request: SignedInRequest, found: JointChange, deed: Callable[..., JointChange]
) -> HttpResponse:
    """Do what a button asks for and tell what came of it, where the button stood."""
    form = VersionedForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        after = deed(version=version)
    except StaleVersion:
        messages.warning(
            request, _("Another city has answered meanwhile. Look at it and press once more.")
        )
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        _tell(request, after)
    return redirect(safe_next(request, request.POST.get("next", ""), _page_of(found)))


def _tell(request: SignedInRequest, after: JointChange) -> None:
    if after.stage is State.OVERTAKEN:
        messages.warning(
            request,
            _("Your answer is recorded, but this has changed meanwhile: nothing was overwritten."),
        )
        return
    done = {
        State.OPEN: _("Your city has confirmed. Other cities have still to answer."),
        State.DONE: _("All cities have confirmed: it is done."),
        State.WITHDRAWN: _("The proposal is taken back. Nothing was changed."),
    }
    messages.success(request, done.get(after.stage, after.stage_name))
