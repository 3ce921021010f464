"""Who may do what with a visit; ``visible_to`` tells the same story in SQL."""

import rules

from pobratym.accounts.http import Reader
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import CONFIRMING, READING, WRITING
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.sites import Host, Site
from pobratym.visits.models.visits import Visit, VisitGuest, VisitQuerySet
from pobratym.visits.states import SHARED, VisitState


def planned_by(reader: Reader) -> VisitQuerySet:
    """Give the visits whose programme the reader's city makes."""
    return Visit.objects.filter(host__in=sorted(mandate_of(reader).cities(READING)))


@rules.predicate
def reads_for_host(user: Reader, visit: Visit) -> bool:
    """The person reads today for the city that hosts the visit."""
    return visit.host_id in mandate_of(user).cities(READING)


@rules.predicate
def writes_for_host(user: Reader, visit: Visit) -> bool:
    """The person changes records today in the name of the host."""
    return visit.host_id in mandate_of(user).cities(WRITING)


@rules.predicate
def writes_for_guest(user: Reader, visit: Visit) -> bool:
    """The person changes records today in the name of a city that is invited and knows of it."""
    cities = mandate_of(user).cities(WRITING)
    if visit.state not in SHARED or not cities:
        return False
    return VisitGuest.objects.filter(visit=visit.pk, city__in=sorted(cities)).exists()


@rules.predicate
def is_standing(_user: Reader, visit: Visit) -> bool:
    """The visit is neither cancelled nor reported."""
    return visit.state not in {VisitState.CANCELLED, VisitState.REPORTED}


hosts = is_standing & writes_for_host
"""Changes the programme, the sites and what belongs to the host."""
sends = is_standing & writes_for_guest
"""Changes the own delegation."""


@rules.predicate
def belongs_to_writer(user: Reader, member: Member) -> bool:
    """The guest is of a city in whose name the person writes, and which knows of the visit."""
    is_known = member.visit.state in SHARED
    return is_known and mandate_of(user).covers(member.city_id, WRITING)


@rules.predicate
def received_by_writer(user: Reader, member: Member) -> bool:
    """The person writes for the city that receives the guest."""
    return bool(writes_for_host(user, member.visit))


@rules.predicate
def of_standing_visit(user: Reader, member: Member) -> bool:
    """The guest’s visit is neither cancelled nor reported."""
    return bool(is_standing(user, member.visit))


@rules.predicate
def answers_for_guest(user: Reader, visit: Visit) -> bool:
    """The person says yes or no today for a city that is invited."""
    cities = mandate_of(user).cities(CONFIRMING)
    if visit.state not in SHARED or not cities:
        return False
    return VisitGuest.objects.filter(visit=visit.pk, city__in=sorted(cities)).exists()


rules.add_perm("visits.host", hosts)
rules.add_perm("visits.prepare", is_standing & (writes_for_host | writes_for_guest))
rules.add_perm("visits.answer", is_standing & answers_for_guest)
rules.add_perm("visits.view_member", belongs_to_writer | received_by_writer)
rules.add_perm("visits.change_member", of_standing_visit & (belongs_to_writer | received_by_writer))
rules.add_perm("visits.send", sends)


@rules.predicate
def keeps_place(user: Reader, place: Site | Host) -> bool:
    """The person changes records today in the name of the city that the place belongs to."""
    return place.city_id in mandate_of(user).cities(WRITING)


@rules.predicate
def keeps_places_of(user: Reader, city: Municipality) -> bool:
    """The person changes records today in the name of the city."""
    return city.pk in mandate_of(user).cities(WRITING)


rules.add_perm("visits.read_wishes", reads_for_host)
rules.add_perm("visits.change_site", keeps_place)
rules.add_perm("visits.keep_sites", keeps_places_of)
