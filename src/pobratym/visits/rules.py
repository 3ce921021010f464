"""Who may do what with a visit; ``visible_to`` tells the same story in SQL."""

import rules

from pobratym.accounts.http import Reader
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING, WRITING
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
rules.add_perm("visits.host", hosts)
rules.add_perm("visits.send", sends)
