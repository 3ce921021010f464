"""Bringing the partner city aboard."""

from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.accounts.steps import recently_signed_in
from pobratym.directory.queries.aboard import aboard
from pobratym.directory.services.invitations import invite
from pobratym.directory.states import Country, Role
from pobratym.partnerships.forms.partnerships import InviteForm
from pobratym.partnerships.queries import cities_of
from pobratym.partnerships.views.doors import desk_of, partnership_for


@recently_signed_in
@require_http_methods(["GET", "POST"])
def partner_invite(request: SignedInRequest, public_id: UUID, city: UUID) -> HttpResponse:
    """Invite a coordinator of a party that nobody answers for here yet."""
    act = "partnerships.invite_partnership"
    partnership, own = partnership_for(request.user, public_id, act)
    found = (one for one in cities_of(partnership) if one.public_id == city and one != own)
    if (partner := next(found, None)) is None:
        raise Http404
    if aboard([partner]):
        raise PermissionDenied

    def deed(form: InviteForm) -> str:
        told = form.cleaned_data
        invite(
            told["email"],
            partner,
            Role.COORDINATOR,
            by=request.user,
            language=told["language"],
            for_city=own,
        )
        return desk_of(partnership)

    language = "uk" if partner.country == Country.UA else "pl"
    sheet = Sheet(
        template="partnerships/partner_invite.html",
        make=partial(InviteForm, initial={"language": language}),
        deed=deed,
        done=_("The invitation waits for the administrator, who checks it and sends the letter."),
        draft=f"partner_invite:{public_id}:{city}",
        once="partner.invite",
        context={"partnership": partnership, "partner": partner, "back": desk_of(partnership)},
    )
    return answer(request, sheet)
