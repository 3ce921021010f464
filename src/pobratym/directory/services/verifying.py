"""Verifying the first coordinator of a city: the administrator's deeds."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.services.letters import (
    finish,
    keep_invitation,
    open_invitation,
    refuse_unsupported,
    send_letter,
    take_invitation,
)
from pobratym.directory.services.rights import administers
from pobratym.directory.states import InvitationState
from pobratym.journal.services import record


@transaction.atomic
def verify_invitation(invitation: Invitation, *, version: int, by: User | None) -> Invitation:
    """Verify a city's first coordinator (the administrator's deed); the letter goes out.

    Raises:
        StaleVersion: somebody else was here first.
        DomainError: ``not_yours``, ``finished``, ``inviter_left``.
    """
    fresh = take_invitation(invitation, version)
    _refuse_all_but_administrators(by)
    if fresh.state != InvitationState.WAITING:
        raise DomainError(_("This invitation does not wait to be verified."), code="finished")
    refuse_unsupported(fresh)
    token = open_invitation(fresh)
    keep_invitation(fresh)
    record(
        "invitation.verified",
        fresh,
        by=by,
        city=fresh.municipality.code,
        within=fresh.institution or fresh.municipality,
        role=fresh.role,
    )
    send_letter(fresh, token)
    return fresh


@transaction.atomic
def decline_invitation(
    invitation: Invitation, *, version: int, by: User | None, why: str
) -> Invitation:
    """Refuse to verify a city's first coordinator, and say why (the administrator's deed).

    Raises:
        StaleVersion: somebody else was here first.
        DomainError: ``not_yours``, ``finished``, ``no_reason``.
    """
    fresh = take_invitation(invitation, version)
    _refuse_all_but_administrators(by)
    if fresh.state != InvitationState.WAITING:
        raise DomainError(_("This invitation does not wait to be verified."), code="finished")
    if not why.strip():
        raise DomainError(_("Say why."), code="no_reason", field="reason")
    fresh.reason = why.strip()
    finish(fresh, InvitationState.DECLINED)
    record(
        "invitation.declined",
        fresh,
        by=by,
        city=fresh.municipality.code,
        within=fresh.institution or fresh.municipality,
        role=fresh.role,
        why=why,
    )
    return fresh


def _refuse_all_but_administrators(by: User | None) -> None:
    if not administers(by):
        raise DomainError(_("Only the administrator may do that."), code="not_yours")
