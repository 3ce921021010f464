"""Who may do what in the directory; ``editable_cities`` tells the same story in SQL."""

import rules

from pobratym.accounts.http import Reader
from pobratym.directory.models.cities import Municipality


@rules.predicate
def works_for(user: Reader, city: Municipality) -> bool:
    """The person acts today for this city."""
    if not user.is_authenticated:
        return False
    return user.employments.in_force().filter(municipality=city).exists()


@rules.predicate
def looks_after_all(user: Reader) -> bool:
    """The person is an administrator of the installation."""
    return user.is_authenticated and user.is_active and user.is_administrator


edits = looks_after_all | works_for

rules.add_perm("directory.change_municipality", edits)
rules.add_perm("directory.change_wish", edits)
