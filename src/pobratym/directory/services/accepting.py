"""Accepting an invitation: by somebody with an account, or by somebody new."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.addresses import clean_address
from pobratym.accounts.models import User
from pobratym.accounts.services import (
    Doors,
    create_person,
    doors_of,
    note_failed_sign_in,
    refuse_guessing,
)
from pobratym.core.errors import DomainError
from pobratym.core.filters import day
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.invitations import EndedToken, Invitation
from pobratym.directory.services.employment import employ
from pobratym.directory.services.letters import (
    digest_of,
    end_token,
    is_confirmed_by_inviter,
    refuse_unsupported,
)
from pobratym.directory.services.rights import hold_city, hold_people, refuse_closed
from pobratym.directory.states import InvitationState, Role
from pobratym.directory.telling import (
    ROLE_TO_CONFIRM,
    coordinators_of,
    facts_of,
    people_page,
)
from pobratym.journal.services import record, record_refusal
from pobratym.notices.services import tell

_NOT_OPEN = {
    "used": _("This invitation was used before: it was accepted. Sign in to go on."),
    "expired": _(
        "This invitation has expired: it held until %(day)s. Ask the city hall to send it again:"
        " %(city)s."
    ),
    "withdrawn": _(
        "This invitation was withdrawn. If you have a newer letter, open the link in that one;"
        " otherwise ask the city hall for a new invitation: %(city)s."
    ),
    "renewed": _(
        "The invitation was sent again, so this link opens nothing any more. Open the link in the"
        " newest letter, or ask the city hall: %(city)s."
    ),
}
"""What became of an invitation, told to who holds its token."""
_UNKNOWN = _("This link opens no invitation. Open the newest letter, or ask for a new one.")


def find_by_token(token: str, network_address: str) -> str:
    """Exchange the token of a letter for what a session may keep; who guesses is slowed down.

    Gives the digest of the token.

    Raises:
        DomainError: ``too_many``, ``unknown``.
    """
    doors = _doors(network_address)
    refuse_guessing(doors)
    digest = digest_of(token)
    ended = EndedToken.objects.filter(digest=digest)
    if not (Invitation.objects.filter(token_digest=digest).exists() or ended.exists()):
        note_failed_sign_in(doors)
        record_refusal(
            "invitation.refused", None, by=None, address=network_address, because="unknown"
        )
        raise DomainError(_UNKNOWN, code="unknown")
    return digest


def _doors(network_address: str) -> Doors:
    """Count wrong tokens by network alone: there is no account yet that could be shut."""
    network = doors_of("", network_address).network
    return Doors(
        account=doors_of(f"invitation {network}", network_address).account, network=network
    )


def has_account(invitation: Invitation) -> bool:
    """Say whether somebody signs in under the address that the invitation went to."""
    return User.objects.filter(email__iexact=invitation.email).exists()


def opened(digest: str) -> Invitation:
    """Give the invitation that a session has the token of, where it can still be accepted.

    Raises:
        DomainError: ``unknown``, ``used``, ``withdrawn``, ``renewed``, ``expired``,
            ``inviter_left``.
    """
    related = ("municipality", "institution", "invited_by", "for_city")
    found = Invitation.objects.select_related(*related).filter(token_digest=digest or "-").first()
    if found is None:
        raise _what_became_of(digest)
    _refuse_late(found)
    refuse_unsupported(found)
    return found


def _what_became_of(digest: str) -> DomainError:
    related = ("invitation__municipality",)
    ended = EndedToken.objects.select_related(*related).filter(digest=digest or "-").first()
    if ended is None:
        return DomainError(_UNKNOWN, code="unknown")
    is_sent_again = ended.invitation.state == InvitationState.OPEN
    code = "renewed" if is_sent_again else _code_of(ended.invitation)
    return _closed(ended.invitation, code or "withdrawn")


def _code_of(invitation: Invitation) -> str:
    """Name why an invitation opens nothing any more; empty where it still does."""
    if invitation.state == InvitationState.OPEN:
        return "expired" if invitation.is_expired else ""
    return "used" if invitation.state == InvitationState.ACCEPTED else "withdrawn"


def _closed(invitation: Invitation, code: str) -> DomainError:
    """Say what became of an invitation, whose it is, and what to do."""
    until = invitation.expires_at
    words = {
        "city": invitation.municipality.name.said(get_language() or "en").text,
        "day": day(timezone.localdate(until)) if until else "",
    }
    return DomainError(str(_NOT_OPEN[code]) % words, code=code)


def accept_invitation(invitation: Invitation, *, by: User) -> Employment:
    """Let the person whom it was sent to work for the city, as the invitation says.

    Of two who accept at once one comes through. A refusal is journalled.

    Raises:
        DomainError: ``other_address``, ``used``, ``withdrawn``, ``expired``, ``inviter_left``,
            ``closed``.
    """
    return _journalled(invitation, by, lambda: _accept(invitation, by, lambda _invitation: by))


def accept_as_new(
    invitation: Invitation, *, name: str, password: str | None, language: str
) -> Employment:
    """Make an account for the invited address, and let the person work for the city.

    The address counts as verified: the letter reached it.

    Raises:
        DomainError: ``has_account`` (sign in first), and as :func:`accept_invitation`.
        ValidationError: the name is missing or the password is too weak.
    """

    def newcomer(held: Invitation) -> User:
        if User.objects.filter(email__iexact=held.email).exists():
            raise DomainError(
                _("There is an account with this address. Sign in to accept."), code="has_account"
            )
        person = create_person(
            held.email,
            name=name,
            password=password,
            language=language,
            zone=held.municipality.timezone,
        )
        record("person.created", person, by=person, city=held.municipality.code, role=held.role)
        return person

    return _journalled(invitation, None, lambda: _accept(invitation, None, newcomer))


def _journalled(
    invitation: Invitation, by: User | None, deed: Callable[[], Employment]
) -> Employment:
    try:
        with transaction.atomic():
            return deed()
    except DomainError as refusal:
        code = invitation.municipality.code
        record_refusal("invitation.refused", invitation, by=by, city=code, because=refusal.code)
        raise


def _accept(
    invitation: Invitation, known: User | None, newcomer: Callable[[Invitation], User]
) -> Employment:
    city = hold_city(invitation.municipality)
    person = hold_people(known)[known.pk] if known else None
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    held.municipality = city
    _refuse_other_letter(held, invitation)
    _refuse_late(held)
    refuse_unsupported(held)
    refuse_closed(held.institution, city)
    person = person or newcomer(held)
    if not person.is_active or clean_address(person.email) != held.email:
        raise DomainError(
            _("This invitation was sent to another address. Sign out, then open the letter again."),
            code="other_address",
        )
    end_token(held)
    held.state = InvitationState.ACCEPTED
    held.used_at = held.ended_at = timezone.now()
    held.accepted_by = person
    held.version += 1
    held.full_clean()
    held.save()
    record(
        "invitation.accepted",
        held,
        by=person,
        city=city.code,
        within=held.institution or held.municipality,
        role=held.role,
    )
    return _role(held, person, timezone.localdate())


def _refuse_other_letter(held: Invitation, seen: Invitation) -> None:
    """Refuse the token of an earlier letter: a newer one went out while the page was open."""
    if held.state == InvitationState.OPEN and held.token_digest != seen.token_digest:
        raise DomainError(_UNKNOWN, code="unknown")


def _role(held: Invitation, person: User, today: dt.date) -> Employment:
    works = Employment.objects.standing().exclude(until__lt=today)
    earlier = works.filter(
        user=person, municipality=held.municipality, institution=held.institution, role=held.role
    ).first()
    if earlier is not None:
        return earlier
    role = employ(
        person,
        held.municipality,
        today,
        role=Role(held.role),
        institution=held.institution,
        by=held.invited_by,
        is_confirmed=is_confirmed_by_inviter(held),
    )
    if role.confirmed_at is None:
        told = coordinators_of(held.municipality_id)
        tell(told, ROLE_TO_CONFIRM, facts_of(role), people_page(held.municipality))
    return role


def _refuse_late(invitation: Invitation) -> None:
    if code := _code_of(invitation):
        raise _closed(invitation, code)
