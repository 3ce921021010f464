"""Who may do what with terms; ``visible_to`` tells the same story in SQL."""

import rules

from pobratym.accounts.http import Reader
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import TRANSLATING
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.rules import changes, is_known_to_all_parties, is_standing, works_on


@rules.predicate
def translates_for_party(user: Reader, partnership: Partnership) -> bool:
    """The person writes or translates today for a city that takes part."""
    cities = mandate_of(user).cities(TRANSLATING)
    return bool(cities) and partnership.takes_part(cities)


rules.add_perm("terms.view_terms", works_on)
rules.add_perm("terms.change_terms", is_standing & works_on & translates_for_party)
rules.add_perm("terms.approve_terms", is_known_to_all_parties & changes)
