"""Pages that invite people, and the page on which an invited person comes in."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.addresses import clean_address
from pobratym.accounts.entering import enter_as_new
from pobratym.accounts.http import PageRequest, SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.accounts.steps import recently_signed_in
from pobratym.core.editing import say
from pobratym.core.errors import DomainError
from pobratym.core.network import address_of
from pobratym.core.pages import page
from pobratym.directory.forms.people import InvitationForm, NewcomerForm
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.queries.invited import waiting_digest
from pobratym.directory.queries.people import (
    invitable_roles,
    invitation_row_of,
    inviting_city,
    peopled_cities,
)
from pobratym.directory.services import accepting, invitations

_KEPT = "invitation"
"""Where a session keeps the digest of the token that its person came with."""
_VOUCHED = "account_verified_email"
"""Where accounts keep the address that a provider has confirmed."""


@recently_signed_in
@require_http_methods(["GET", "POST"])
def invitation_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Invite somebody to work for a city."""
    city = get_object_or_404(peopled_cities(request.user), public_id=public_id)
    if not invitable_roles(request.user, city):
        raise PermissionDenied
    back = reverse("directory:people", kwargs={"public_id": public_id})

    def deed(form: InvitationForm) -> str:
        invitations.invite(
            form.cleaned_data["email"],
            city,
            form.chosen_role(),
            by=request.user,
            language=form.cleaned_data["language"],
            institution=form.place(),
            for_city=inviting_city(request.user, city),
        )
        return f"{back}?show=invited"

    own = "pl" if city.country == "PL" else "uk"
    initial = {"language": own, "role": request.GET.get("role", "")}
    sheet = Sheet(
        template="directory/invitation_new.html",
        make=partial(InvitationForm, reader=request.user, city=city, initial=initial),
        deed=deed,
        done=_("The invitation is on its way. It holds for seven days."),
        draft=f"invitation_new:{public_id}",
        once="invitation.send",
        context={
            "city": city,
            "back": back,
            "may_add": request.user.has_perm("directory.change_municipality", city),
        },
    )
    return answer(request, sheet)


@recently_signed_in
@require_POST
def invitation_renew(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Send the letter again with a new link (a button; sends ``version``)."""
    invitation = _sent(request, public_id)
    if not invitation_row_of(invitation, request.user).may_renew:
        raise PermissionDenied
    deed = partial(invitations.renew_invitation, invitation, by=request.user)
    done = _("The letter is on its way again. The link before opens nothing any more.")
    return press(request, deed, done, _list_of(request, invitation))


@login_required
@require_POST
def invitation_withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take an invitation back (a button; sends ``version``)."""
    invitation = _sent(request, public_id)
    if not invitation_row_of(invitation, request.user).may_withdraw:
        raise PermissionDenied
    deed = partial(invitations.withdraw_invitation, invitation, by=request.user)
    return press(request, deed, _("The invitation is withdrawn."), _list_of(request, invitation))


def _sent(request: SignedInRequest, public_id: UUID) -> Invitation:
    seen = Invitation.objects.visible_to(request.user).select_related("municipality", "for_city")
    return get_object_or_404(seen, public_id=public_id)


def _list_of(request: SignedInRequest, invitation: Invitation) -> str:
    """Give the list that the reader sees it on: the city's, or that of the city that proposed."""
    place = invitation.municipality
    is_seen = peopled_cities(request.user).filter(pk=place.pk).exists()
    if not is_seen and invitation.for_city is not None:
        place = invitation.for_city
    city = {"public_id": place.public_id}
    return f"{reverse('directory:people', kwargs=city)}?show=invited"


@never_cache
@require_safe
def invitation_open(request: PageRequest, token: str) -> HttpResponse:
    """Come by the link of a letter: its token moves into the session, out of the address."""
    try:
        request.session[_KEPT] = accepting.find_by_token(token, address_of(request))
    except DomainError as refusal:
        return _closed(request, refusal)
    answered = redirect("directory:invitation")
    answered["Referrer-Policy"] = "no-referrer"
    return answered


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: PageRequest) -> HttpResponse:
    """Show who invites to what; accept it, signed in or as somebody new."""
    try:
        found = accepting.opened(_kept_digest(request))
        if request.method == "POST" and request.user.is_authenticated:
            accepting.accept_invitation(found, by=request.user)
            _welcome(request)
            return redirect("desk:desk")
    except DomainError as refusal:
        return _closed(request, refusal)
    if request.user.is_authenticated:
        is_own = clean_address(request.user.email) == found.email
        return _show(request, found, stands="own" if is_own else "other")
    if accepting.has_account(found):
        return _show(request, found, stands="sign_in")
    return _newcomer(request, found)


def _kept_digest(request: PageRequest) -> str:
    """Give what opens the invitation: by the letter, or by a provider that vouches for the address.

    Who comes by a provider has no token; its word on the address says as much as the letter's way.
    """
    vouched = request.session.get(_VOUCHED, "")
    return str(request.session.get(_KEPT) or (waiting_digest(vouched) if vouched else ""))


def _newcomer(request: PageRequest, found: Invitation) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = NewcomerForm(data, email=found.email)
    if not form.is_valid():
        return _show(request, found, stands="new", form=form)
    told = form.cleaned_data
    language = get_language() or found.language
    try:
        role = accepting.accept_as_new(
            found, name=told["name"], password=told["password"], language=language
        )
    except (DomainError, ValidationError) as refusal:
        say(form, refusal)
        return _show(request, found, stands="new", form=form)
    _welcome(request)
    return enter_as_new(request, role.user, to=reverse("desk:desk"))


def _welcome(request: PageRequest) -> None:
    request.session.pop(_KEPT, None)
    request.session.pop(_VOUCHED, None)
    messages.success(request, _("Welcome. You have accepted the invitation."))


def _show(
    request: PageRequest, found: Invitation, *, stands: str, form: NewcomerForm | None = None
) -> HttpResponse:
    context = {"invitation": found, "stands": stands, "form": form}
    status = 422 if form is not None and form.is_bound else 200
    return page(request, "directory/invitation.html", context, status=status)


def _closed(request: PageRequest, refusal: DomainError) -> HttpResponse:
    context = {"refusal": refusal.message}
    status = 429 if refusal.code == "too_many" else 404
    return page(request, "directory/invitation_closed.html", context, status=status)
