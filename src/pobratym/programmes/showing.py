"""Parts of a guest's own page that this room shows: the own programme, the own calendar."""

from pobratym.programmes.queries.people import days_of
from pobratym.programmes.queries.personal import items_for
from pobratym.programmes.states import TOLD
from pobratym.visits.models.delegations import GuestLink
from pobratym.visits.showing import Part, show_to_guests


def own_programme(link: GuestLink, token: str) -> Part | None:
    """Show a guest's own programme, or that it is still being made, until the guest said no."""
    del token
    member = link.member
    if member.left_at is not None:
        return None
    context = {"days": days_of(items_for(member)), "zone": member.visit.zone}
    return Part("programmes/guest_part.html", context)


def own_calendar(link: GuestLink, token: str) -> Part | None:
    """Lead to the own calendar, once there is a programme and until the guest said no."""
    if link.member.left_at is not None or link.member.visit.state not in TOLD:
        return None
    return Part("programmes/guest_calendar_part.html", {"token": token})


def register_parts() -> None:
    """Take both in; called once when the application starts."""
    show_to_guests("programmes.own", own_programme, place=10)
    show_to_guests("programmes.calendar", own_calendar, place=11)
