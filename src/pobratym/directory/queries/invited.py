"""Whose invitation waits, where an identity provider has said who somebody is."""

from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import override

from pobratym.directory.models.invitations import Invitation, InvitationQuerySet
from pobratym.directory.states import InvitationState


def waiting_digest(address: str) -> str:
    """Give the digest by which the oldest invitation to a confirmed address is opened, or nothing.

    Args:
        address: in its one spelling; whoever calls this knows that it is the asker's own.
    """
    return _waiting(address).values_list("token_digest", flat=True).first() or ""


def page_of_invited(address: str) -> str:
    """Give the page of an invitation that waits for this address, in its language, or nothing."""
    language = _waiting(address).values_list("language", flat=True).first()
    if not language:
        return ""
    with override(language):
        return reverse("directory:invitation")


def _waiting(address: str) -> InvitationQuerySet:
    sent = Invitation.objects.filter(email=address, state=InvitationState.OPEN).exclude(email="")
    return sent.filter(expires_at__gt=Now()).order_by("pk")
