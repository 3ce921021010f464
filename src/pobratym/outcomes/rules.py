"""Who may note what came of a visit; ``visible_to`` says who reads it."""

import rules

from pobratym.accounts.http import Reader
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import WRITING
from pobratym.outcomes.models.minutes import AgendaPoint, Decision, Minute
from pobratym.outcomes.models.practices import SeenPractice
from pobratym.outcomes.models.promises import Promise
from pobratym.outcomes.states import PromiseState
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import acting_cities
from pobratym.visits.states import VisitState


def _acts(user: Reader, visit: Visit) -> set[int]:
    if visit.state == VisitState.CANCELLED:
        return set()
    return {city.pk for city in acting_cities(visit, mandate_of(user), WRITING)}


@rules.predicate
def notes(user: Reader, visit: Visit) -> bool:
    """The person writes for a city of the visit, which is not cancelled."""
    return bool(_acts(user, visit))


@rules.predicate
def hosts(user: Reader, visit: Visit) -> bool:
    """The person writes for the host of the visit, which is not cancelled."""
    return visit.host_id in _acts(user, visit)


@rules.predicate
def noted(user: Reader, thing: AgendaPoint | Minute | Decision | SeenPractice) -> bool:
    """The person writes for the city that noted it."""
    return thing.city_id in _acts(user, thing.visit)


@rules.predicate
def keeps_promise(user: Reader, promise: Promise) -> bool:
    """The person writes for the city that promised it, and it is open."""
    is_open = promise.state == PromiseState.OPEN
    return is_open and promise.city_id in mandate_of(user).cities(WRITING)


rules.add_perm("outcomes.note", notes)
rules.add_perm("outcomes.host", hosts)
rules.add_perm("outcomes.change", noted)
rules.add_perm("outcomes.keep_promise", keeps_promise)
