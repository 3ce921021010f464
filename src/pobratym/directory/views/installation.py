"""Pages of the administrator: cities with people, first coordinators to verify, accounts."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.accounts.steps import recently_signed_in
from pobratym.core.pages import page
from pobratym.directory.forms.people import ReasonForm
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.queries.installation import (
    cities_with_people,
    find_people,
    people_to_decide_on,
    to_verify,
)
from pobratym.directory.rules import looks_after_all
from pobratym.directory.services import people, verifying


@login_required
@require_safe
def installation(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the administrator, and find a person."""
    _refuse_strangers(request)
    words = request.GET.get("words", "")[:100]
    context = {
        "cities": cities_with_people(get_language() or "en"),
        "to_verify": to_verify(),
        "words": words,
        "found": find_people(words),
    }
    return page(request, "directory/installation.html", context)


@recently_signed_in
@require_POST
def invitation_verify(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Verify a city's first coordinator (a button; sends ``version``)."""
    invitation = _waiting(request, public_id)
    deed = partial(verifying.verify_invitation, invitation, by=request.user)
    return press(request, deed, _("Verified. The letter is on its way."), _here())


@recently_signed_in
@require_http_methods(["GET", "POST"])
def invitation_decline(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Refuse to verify a city's first coordinator, and say why."""
    invitation = _waiting(request, public_id)

    def deed(form: ReasonForm) -> str:
        told = form.cleaned_data
        verifying.decline_invitation(
            invitation, version=told["version"], by=request.user, why=told["reason"]
        )
        return _here()

    sheet = Sheet(
        template="directory/invitation_decline.html",
        make=partial(ReasonForm, initial={"version": invitation.version}),
        deed=deed,
        done=_("Declined. No letter goes out."),
        draft=f"invitation_decline:{public_id}",
        context={"city": invitation.municipality, "invitation": invitation, "back": _here()},
    )
    return answer(request, sheet)


@recently_signed_in
@require_POST
def person_disable(request: SignedInRequest, pk: int) -> HttpResponse:
    """Shut a person's account at once (a button)."""
    _refuse_strangers(request)
    person = get_object_or_404(people_to_decide_on(), pk=pk)

    def deed(version: int) -> None:
        del version  # an account has none: it is open or shut
        people.disable_person(person, by=request.user)

    return press(request, deed, _("The account is disabled; its sessions have ended."), _here())


@recently_signed_in
@require_POST
def person_enable(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a disabled account again (a button)."""
    _refuse_strangers(request)
    person = get_object_or_404(people_to_decide_on(), pk=pk)

    def deed(version: int) -> None:
        del version  # an account has none: it is open or shut
        people.enable_person(person, by=request.user)

    return press(request, deed, _("The person may sign in again."), _here())


def _waiting(request: SignedInRequest, public_id: UUID) -> Invitation:
    _refuse_strangers(request)
    waiting = Invitation.objects.visible_to(request.user).select_related("municipality")
    return get_object_or_404(waiting, public_id=public_id)


def _refuse_strangers(request: SignedInRequest) -> None:
    if not looks_after_all(request.user):
        raise Http404


def _here() -> str:
    return reverse("directory:installation")
