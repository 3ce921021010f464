"""Who may do what in the directory; ``editable_cities`` tells the same story in SQL."""

import rules

from pobratym.accounts.http import Reader
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING_JOURNAL, WRITING


@rules.predicate
def works_for(user: Reader, city: Municipality) -> bool:
    """The person changes this city's records today, in its name."""
    return mandate_of(user).covers(city.pk, WRITING)


@rules.predicate
def reads_journal(user: Reader, city: Municipality) -> bool:
    """The person reads what was done in the name of this city."""
    return mandate_of(user).covers(city.pk, READING_JOURNAL)


@rules.predicate
def looks_after_all(user: Reader) -> bool:
    """The person is an administrator of the installation."""
    return user.is_authenticated and user.is_active and user.is_administrator


edits = looks_after_all | works_for

rules.add_perm("directory.change_municipality", edits)
rules.add_perm("directory.change_wish", edits)
rules.add_perm("directory.read_journal", reads_journal)
