"""Who may enter costs, amounts per day and gifts; ``visible_to`` says who reads them."""

import rules

from pobratym.accounts.http import Reader
from pobratym.allowances.models.costs import CostLine, Stay
from pobratym.allowances.models.gifts import Gift
from pobratym.allowances.models.rates import RateSet
from pobratym.allowances.states import GiftState
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import CONFIRMING, MANAGING, READING, WRITING, Role
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import acting_cities
from pobratym.visits.states import VisitState

ACCOUNTING = WRITING | {Role.FINANCE}
"""Who enters costs and amounts of a city."""
DECIDING = CONFIRMING
"""Who decides on a gift above the ceiling, unless the same person entered it."""


@rules.predicate
def keeps_costs(user: Reader, visit: Visit) -> bool:
    """The person enters costs for a city of the visit, which is not cancelled."""
    if visit.state == VisitState.CANCELLED:
        return False
    return bool(acting_cities(visit, mandate_of(user), ACCOUNTING))


@rules.predicate
def keeps_stay(user: Reader, stay: Stay) -> bool:
    """The person enters costs for the guest's own city, or for the host."""
    acting = acting_cities(stay.visit, mandate_of(user), ACCOUNTING)
    return {city.pk for city in acting} & {stay.member.city_id, stay.visit.host_id} != set()


@rules.predicate
def keeps_line(user: Reader, line: CostLine) -> bool:
    """The person enters costs for the city that entered the line."""
    acting = acting_cities(line.visit, mandate_of(user), ACCOUNTING)
    return line.city_id in {city.pk for city in acting}


@rules.predicate
def reads_city(user: Reader, city: Municipality) -> bool:
    """The person works in the city hall."""
    return city.pk in mandate_of(user).cities(READING)


@rules.predicate
def accounts_for(user: Reader, city: Municipality) -> bool:
    """The person enters costs and amounts of the city."""
    return city.pk in mandate_of(user).cities(ACCOUNTING)


@rules.predicate
def coordinates(user: Reader, city: Municipality) -> bool:
    """The person is a coordinator of the city."""
    return city.pk in mandate_of(user).cities(MANAGING)


@rules.predicate
def keeps_rates(user: Reader, rates: RateSet) -> bool:
    """The person enters amounts of the city."""
    return rates.city_id in mandate_of(user).cities(ACCOUNTING)


@rules.predicate
def keeps_gift(user: Reader, gift: Gift) -> bool:
    """The person enters gifts of the city."""
    return gift.city_id in mandate_of(user).cities(ACCOUNTING)


@rules.predicate
def decides_gift(user: Reader, gift: Gift) -> bool:
    """The person decides for the city and is somebody else than who entered the gift."""
    is_second = getattr(user, "pk", None) != gift.entered_by_id
    waits = gift.state == GiftState.WAITING
    return waits and is_second and gift.city_id in mandate_of(user).cities(DECIDING)


rules.add_perm("allowances.add_cost", keeps_costs)
rules.add_perm("allowances.change_stay", keeps_stay)
rules.add_perm("allowances.change_line", keeps_line)
rules.add_perm("allowances.read_city", reads_city)
rules.add_perm("allowances.add_rates", accounts_for)
rules.add_perm("allowances.change_rates", keeps_rates)
rules.add_perm("allowances.set_ceiling", coordinates)
rules.add_perm("allowances.change_gift", keeps_gift)
rules.add_perm("allowances.decide_gift", decides_gift)
