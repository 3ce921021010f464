"""The part of a guest's own page that this room shows: the own programme."""

from pobratym.programmes.queries.people import days_of
from pobratym.programmes.queries.personal import items_for
from pobratym.visits.models.delegations import GuestLink
from pobratym.visits.showing import Part, show_to_guests


def own_programme(link: GuestLink, token: str) -> Part:
    """Show a guest's own programme, or that it is still being made."""
    del token
    member = link.member
    context = {"days": days_of(items_for(member)), "zone": member.visit.zone}
    return Part("programmes/guest_part.html", context)


def register_parts() -> None:
    """Take it in; called once when the application starts."""
    show_to_guests("programmes.own", own_programme, place=10)
