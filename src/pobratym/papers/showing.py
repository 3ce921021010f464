"""What this room shows on a guest's own page: the programme to be printed."""

from django.utils import timezone

from pobratym.programmes.release import Audience, knows_programme
from pobratym.visits.models.delegations import GuestLink
from pobratym.visits.showing import Part, show_to_guests


def _pocket(link: GuestLink, token: str) -> Part | None:
    """Offer the own programme on paper once it stands, and until the guest said no."""
    if link.member.left_at is not None:
        return None
    if not knows_programme(link.member.visit, Audience.TAKING_PART, timezone.now()):
        return None
    return Part("papers/guest_part.html", {"token": token})


def register_parts() -> None:
    """Take it in; called once when the application starts."""
    show_to_guests("papers.pocket", _pocket, place=14)
