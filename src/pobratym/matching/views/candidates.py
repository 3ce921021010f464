"""The partners suggested to an institution: ranked, compared, asked, or set aside."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.directory.models.institutions import Institution
from pobratym.links.services.links import propose
from pobratym.links.states import Origin
from pobratym.matching.forms.choosing import TRYING, AsideForm, ProposalForm, WeightsForm
from pobratym.matching.queries.choices import choices, saved_weights
from pobratym.matching.queries.pool import PoolFilters
from pobratym.matching.services import choosing
from pobratym.matching.services.candidates import candidates_of, compared
from pobratym.matching.tasks import prepare_meanings_soon
from pobratym.matching.views.doors import CHOOSE, address, institution_for, other_of


@login_required
@require_safe
def candidates(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the partners that suit an institution best, with the weights saved or being tried."""
    institution = institution_for(request.user, public_id)
    saved = saved_weights(institution)
    tried = WeightsForm(request.GET, prefix=TRYING)
    is_tried = any(name.startswith(f"{TRYING}-") for name in request.GET)
    counts = tried.counts() if is_tried and tried.is_valid() else saved.counts
    filters = PoolFilters.read(request.GET.dict())
    found = candidates_of(institution, counts, filters, request.GET.get("after", ""))
    if found.is_unread:
        prepare_meanings_soon()
    kept = {f"{TRYING}-{name}": str(number) for name, number in counts.items() if is_tried}
    further = {**filters.as_query(), **kept, "after": found.after}
    context = {
        "institution": institution,
        "found": found,
        "filters": filters,
        "choices": choices(),
        "weights": WeightsForm(initial=counts, prefix=TRYING),
        "counts": counts,
        "is_tried": counts != saved.counts,
        "is_refused": is_tried and not tried.is_valid(),
        "saved": saved,
        "aside": found.aside,
        "may_choose": request.user.has_perm(CHOOSE, institution),
        "base": address("candidates", institution),
        "next": f"?{urlencode(further)}" if found.after else "",
    }
    return page(request, "matching/candidates.html", context, fragment="results")


@login_required
@require_safe
def compare(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show two or three candidates side by side (``with``, by public id)."""
    institution = institution_for(request.user, public_id)
    chosen = [one for one in request.GET.getlist("with") if _is_id(one)]
    rows = compared(institution, saved_weights(institution).counts, chosen)
    context = {
        "institution": institution,
        "rows": rows,
        "may_choose": request.user.has_perm(CHOOSE, institution),
        "back": address("candidates", institution),
    }
    return page(request, "matching/compare.html", context)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@login_required
@require_http_methods(["GET", "POST"])
def weights_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say what counts for an institution."""
    institution = institution_for(request.user, public_id, CHOOSE)
    back = address("candidates", institution)
    saved = saved_weights(institution)

    def deed(form: WeightsForm) -> str:
        version = form.cleaned_data["version"] or 0
        choosing.save_weights(institution, form.counts(), by=request.user, version=version)
        return back

    def make(data: object, files: object) -> WeightsForm:
        del files
        return WeightsForm(data, initial={**saved.counts, "version": saved.version})

    sheet = Sheet(
        template="matching/weights_edit.html",
        make=make,
        deed=deed,
        done=_("It is saved what counts for your institution."),
        draft=f"weights_edit:{public_id}",
        stored=WeightsForm.values_of,
        context={"institution": institution, "back": back},
    )
    return answer(request, sheet)


@login_required
@require_POST
def weights_reset(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Let the usual weights hold again (a button)."""
    institution = institution_for(request.user, public_id, CHOOSE)
    deed = partial(choosing.reset_weights, institution, by=request.user)
    return _button(request, deed, _("The usual weights hold again."), institution)


@login_required
@require_http_methods(["GET", "POST"])
def candidate_aside(request: SignedInRequest, public_id: UUID, other: UUID) -> HttpResponse:
    """Say that an institution is not for us."""
    institution, unwanted = institution_for(request.user, public_id, CHOOSE), other_of(other)
    back = address("candidates", institution)

    def deed(form: AsideForm) -> str:
        reason = form.cleaned_data["reason"]
        choosing.set_aside(institution, unwanted, by=request.user, reason=reason)
        return back

    sheet = Sheet(
        template="matching/candidate_aside.html",
        make=lambda data, _files: AsideForm(data),
        deed=deed,
        done=_("It is not suggested to you any more. You find it at the end of this page."),
        draft=f"candidate_aside:{public_id}:{other}",
        context={"institution": institution, "other": unwanted, "back": back},
    )
    return answer(request, sheet)


@login_required
@require_POST
def candidate_back(request: SignedInRequest, public_id: UUID, other: UUID) -> HttpResponse:
    """Let an institution be suggested again (a button)."""
    institution, wanted = institution_for(request.user, public_id, CHOOSE), other_of(other)
    deed = partial(choosing.take_back, institution, wanted, by=request.user)
    return _button(request, deed, _("It may be suggested to you again."), institution)


def _button(
    request: SignedInRequest, deed: Callable[[], None], done: str, institution: Institution
) -> HttpResponse:
    """Do what may be done twice without harm, and lead back to the list."""
    try:
        deed()
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, done)
    return redirect(address("candidates", institution))


@login_required
@require_http_methods(["GET", "POST"])
def candidate_propose(request: SignedInRequest, public_id: UUID, other: UUID) -> HttpResponse:
    """Ask an institution to become a partner."""
    institution, wanted = institution_for(request.user, public_id, CHOOSE), other_of(other)

    def deed(form: ProposalForm) -> str:
        message = form.cleaned_data["message"]
        link = propose(institution, wanted, origin=Origin.MATCH, message=message, by=request.user)
        return reverse("links:link", kwargs={"public_id": link.public_id})

    sheet = Sheet(
        template="matching/candidate_propose.html",
        make=lambda data, _files: ProposalForm(data),
        deed=deed,
        done=_("The proposal is sent."),
        draft=f"candidate_propose:{public_id}:{other}",
        once="link.propose",
        context={
            "institution": institution,
            "other": wanted,
            "back": address("candidates", institution),
        },
    )
    return answer(request, sheet)
