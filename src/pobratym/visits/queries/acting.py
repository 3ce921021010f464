"""In whose name somebody acts in a visit, and its guests in order."""

from collections.abc import Collection, Iterable

from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import WRITING, Mandate, Role
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import SHARED


def cities_of(visit: Visit) -> list[Municipality]:
    """Give the host, then the cities that are invited (one statement)."""
    invited = visit.guest_cities.select_related("city").order_by("pk")
    return [visit.host, *(guest.city for guest in invited)]


def in_protocol(members: Iterable[Member]) -> list[Member]:
    """Order guests by rank in protocol; who has none comes last, in the order of entry."""
    return sorted(members, key=lambda one: (one.protocol_rank == 0, one.protocol_rank, one.pk))


def acting_cities(
    visit: Visit, mandate: Mandate, roles: Collection[Role] = WRITING
) -> list[Municipality]:
    """Give the cities of a visit for which somebody acts: the host first, then guests.

    Cities that are invited act from when they know of the visit.
    """
    own = mandate.cities(roles)
    known = cities_of(visit) if visit.state in SHARED else [visit.host]
    return [city for city in known if city.pk in own]
