"""Who may do what with a partnership; ``visible_to`` tells the same story in SQL."""

from collections.abc import Collection

import rules

from pobratym.accounts.http import Reader
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING, READING_NOTES, WRITING, Role
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import Partnership


def _takes_part(user: Reader, partnership: Partnership, roles: Collection[Role]) -> bool:
    cities = mandate_of(user).cities(roles)
    return bool(cities) and partnership.takes_part(cities)


@rules.predicate
def reads_for_party(user: Reader, partnership: Partnership) -> bool:
    """The person reads today for a city that takes part and has not left."""
    return _takes_part(user, partnership, READING)


@rules.predicate
def writes_for_party(user: Reader, partnership: Partnership) -> bool:
    """The person changes records today in the name of a city that takes part."""
    return _takes_part(user, partnership, WRITING)


@rules.predicate
def reads_notes_of_opener(user: Reader, partnership: Partnership) -> bool:
    """The person reads what the city that entered the partnership keeps for itself."""
    return mandate_of(user).covers(partnership.opened_by_id, READING_NOTES)


@rules.predicate
def opened_it(user: Reader, partnership: Partnership) -> bool:
    """The person acts today for the city that entered the partnership."""
    return mandate_of(user).covers(partnership.opened_by_id, WRITING)


@rules.predicate
def is_known_to_all_parties(_user: Reader, partnership: Partnership) -> bool:
    """The partnership was more than a thought of the city that entered it."""
    return partnership.shared_on is not None


@rules.predicate
def is_standing(_user: Reader, partnership: Partnership) -> bool:
    """The partnership has not been withdrawn as a mistake."""
    return partnership.withdrawn_at is None


@rules.predicate
def is_public(_user: Reader, partnership: Partnership) -> bool:
    """The partnership has a page that anyone may read."""
    return partnership.is_public and partnership.withdrawn_at is None


works_on = reads_for_party & (is_known_to_all_parties | reads_notes_of_opener)
sees = is_public | works_on
changes = is_standing & writes_for_party & (is_known_to_all_parties | opened_it)


@rules.predicate
def sees_event(user: Reader, event: Event) -> bool:
    """Public events of public partnerships; all of those that the person works on."""
    if event.withdrawn_at is not None:
        return False
    shown = event.is_public and bool(is_public(user, event.partnership))
    return shown or bool(works_on(user, event.partnership))


@rules.predicate
def changes_event(user: Reader, event: Event) -> bool:
    """An event stands, and so does its partnership, which the person works on."""
    return event.withdrawn_at is None and bool(changes(user, event.partnership))


@rules.predicate
def wrote_contact(user: Reader, contact: Contact) -> bool:
    """The person acts today for the city whose note it is."""
    return mandate_of(user).covers(contact.city_id, WRITING)


@rules.predicate
def reads_notes(user: Reader, contact: Contact) -> bool:
    """The person reads what the city whose note it is keeps for itself."""
    return mandate_of(user).covers(contact.city_id, READING_NOTES)


@rules.predicate
def sees_contact(user: Reader, contact: Contact) -> bool:
    """Own notes of the city, and what the partner shared."""
    noted = contact.is_shared or reads_notes(user, contact)
    return noted and bool(works_on(user, contact.partnership))


@rules.predicate
def changes_contact(user: Reader, contact: Contact) -> bool:
    """A city's notes are changed by that city only."""
    return wrote_contact(user, contact) and bool(changes(user, contact.partnership))


rules.add_perm("partnerships.view_partnership", sees)
rules.add_perm("partnerships.change_partnership", changes)
rules.add_perm("partnerships.advance_partnership", changes)
rules.add_perm("partnerships.publish_partnership", changes)
rules.add_perm("partnerships.withdraw_partnership", changes & opened_it)
rules.add_perm("partnerships.invite_partnership", changes & is_known_to_all_parties)
rules.add_perm("partnerships.add_event", changes)
rules.add_perm("partnerships.view_event", sees_event)
rules.add_perm("partnerships.change_event", changes_event)
rules.add_perm("partnerships.add_contact", changes)
rules.add_perm("partnerships.view_contact", sees_contact)
rules.add_perm("partnerships.change_contact", changes_contact)
