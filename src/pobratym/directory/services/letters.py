"""What invitations stand on: their token, their letter, the word of who sent them."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.invitations import EndedToken, Invitation
from pobratym.directory.services.rights import hold_city, invites, manages
from pobratym.directory.states import INVITATION_HOLDS, InvitationState, Role
from pobratym.journal.services import record
from pobratym.work.models import Letter
from pobratym.work.post import post

_TOKEN_BYTES = 32
ADDRESS_KEPT = dt.timedelta(days=90)
"""How long the address of an invitation that is over is kept."""
LETTER = "directory/letters/invitation"
_KEY = "invitation:"


def digest_of(token: str) -> str:
    """Give what is kept of a token: its SHA-256, hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_invitation(invitation: Invitation) -> str:
    """Give the invitation a fresh token and seven days; the token before is dead."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    end_token(invitation)
    invitation.state = InvitationState.OPEN
    invitation.token_digest = digest_of(token)
    invitation.expires_at = timezone.now() + INVITATION_HOLDS
    return token


def end_token(invitation: Invitation) -> None:
    """Take the token away; its digest is kept, to tell who comes with it what became of it."""
    if invitation.token_digest:
        EndedToken.objects.create(digest=invitation.token_digest, invitation=invitation)
    invitation.token_digest = None


def keep_invitation(invitation: Invitation) -> None:
    """Check and save."""
    invitation.full_clean()
    invitation.save()


def send_letter(invitation: Invitation, token: str) -> None:
    """Put the letter into the outbox; of the inviter it says the name and the city only."""
    inviter = invitation.invited_by
    facts = {
        "invitation": invitation,
        "city": invitation.municipality.name,
        "institution": invitation.institution.name if invitation.institution else None,
        "inviter": str(inviter) if inviter else "",
        "inviter_city": invitation.for_city.name if invitation.for_city else None,
        "token": token,
    }
    key = f"{_KEY}{invitation.token_digest}"
    post(invitation.email, LETTER, facts, language=invitation.language, key=key)


def is_still_wanted(letter: Letter) -> bool:
    """Say whether a letter that waits to be sent still opens something.

    The invitation may be withdrawn, or sent again, while the mail server is away.
    """
    digest = (letter.key or "").removeprefix(_KEY)
    return Invitation.objects.filter(token_digest=digest, state=InvitationState.OPEN).exists()


def end_invitations_of(person: User, *, by: User | None, city: Municipality | None = None) -> int:
    """End what a person has invited others to, where that person's word counts no more.

    Call it in the transaction that takes the role or the account away; gives how many ended.

    Args:
        person: who invited.
        by: who took the role away.
        city: in whose name the invitations went; None for all.
    """
    sent = Invitation.objects.select_for_update().filter(invited_by=person).unfinished()
    if city is not None:
        sent = sent.filter(for_city=city)
    ended = [one for one in sent.order_by("pk") if city is None or not _is_supported(one)]
    for one in ended:
        finish_withdrawn(one, by=by)
    return len(ended)


def finish_withdrawn(invitation: Invitation, *, by: User | None) -> None:
    """Withdraw an invitation that a deed holds already, since what it stood on is gone."""
    invitation.version += 1
    finish(invitation, InvitationState.WITHDRAWN)
    record(
        "invitation.withdrawn",
        invitation,
        by=by,
        city=invitation.municipality.code,
        within=invitation.institution or invitation.municipality,
        role=invitation.role,
    )


def refuse_unsupported(invitation: Invitation) -> None:
    """Let an invitation die with the role of who sent it.

    Raises:
        DomainError: ``inviter_left``.
    """
    if not _is_supported(invitation):
        raise DomainError(
            _("Who invited you no longer may. Ask the city hall for a new invitation."),
            code="inviter_left",
        )


def is_confirmed_by_inviter(invitation: Invitation) -> bool:
    """Say whether the role holds at once; a head whom no coordinator invited is to be confirmed."""
    return invitation.role != Role.HEAD or manages(
        invitation.invited_by, invitation.municipality_id
    )


def _is_supported(invitation: Invitation) -> bool:
    return invites(
        invitation.invited_by,
        Role(invitation.role),
        invitation.municipality_id,
        invitation.institution_id,
        invitation.for_city_id,
    )


def take_invitation(invitation: Invitation, version: int) -> Invitation:
    """Hold the city, then the invitation, and raise its version.

    Raises:
        StaleVersion: somebody else was here first.
    """
    hold_city(invitation.municipality)
    return take_version(Invitation.objects.all(), invitation.pk, version)


def forget_old_addresses() -> int:
    """Wipe the addresses of invitations that ended, or ran out, 90 days ago; give how many.

    What is kept of their tokens goes with them. What ran out can be sent again until then.
    """
    before = timezone.now() - ADDRESS_KEPT
    over = Q(ended_at__lt=before) | Q(state=InvitationState.OPEN, expires_at__lt=before)
    with transaction.atomic():
        old = Invitation.objects.select_for_update().filter(over).exclude(email="")
        found = list(old.order_by("pk"))
        for invitation in found:
            invitation.email = ""
            if invitation.state == InvitationState.OPEN:
                finish_withdrawn(invitation, by=None)
            else:
                invitation.save(update_fields=["email"])
        ended = EndedToken.objects.filter(invitation__ended_at__lt=before)
        (ended | EndedToken.objects.filter(invitation__in=found)).delete()
    return len(found)


def finish(invitation: Invitation, state: InvitationState) -> None:
    """Close an invitation for good (no journal line)."""
    end_token(invitation)
    invitation.state = state
    invitation.ended_at = timezone.now()
    invitation.full_clean()
    invitation.save()
