"""Who may do what with an agreement; ``visible_to`` tells the same story in SQL."""

from collections.abc import Collection

import rules

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import REOPENABLE, SIGNED
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import CONFIRMING, READING, READING_NOTES, TRANSLATING, WRITING, Role
from pobratym.partnerships.rules import is_public as partnership_is_public
from pobratym.partnerships.rules import works_on as works_on_partnership


def _takes_part(user: Reader, agreement: Agreement, roles: Collection[Role]) -> bool:
    cities = mandate_of(user).cities(roles)
    return bool(cities) and agreement.takes_part(cities)


@rules.predicate
def reads_for_party(user: Reader, agreement: Agreement) -> bool:
    """The person reads today for a city of the agreement."""
    return _takes_part(user, agreement, READING)


@rules.predicate
def is_known_to(user: Reader, agreement: Agreement) -> bool:
    """The agreement was shared, or the person reads the notes of the city that drafts it."""
    if agreement.shared_on is not None:
        return True
    return mandate_of(user).covers(agreement.opened_by_id, READING_NOTES)


@rules.predicate
def works_on_its_partnership(user: Reader, agreement: Agreement) -> bool:
    """The person works on the partnership that it belongs to."""
    return bool(works_on_partnership(user, agreement.partnership))


@rules.predicate
def is_public(user: Reader, agreement: Agreement) -> bool:
    """Anyone may read it."""
    open_partnership = bool(partnership_is_public(user, agreement.partnership))
    return agreement.is_public and agreement.withdrawn_at is None and open_partnership


@rules.predicate
def is_standing(_user: Reader, agreement: Agreement) -> bool:
    """It was not withdrawn as a mistake, nor was its partnership."""
    return agreement.withdrawn_at is None and agreement.partnership.withdrawn_at is None


@rules.predicate
def is_writable(_user: Reader, agreement: Agreement) -> bool:
    """Its text may be changed at its stage."""
    return agreement.is_writable


@rules.predicate
def is_reopenable(_user: Reader, agreement: Agreement) -> bool:
    """Its text is frozen and not signed."""
    return agreement.stage in REOPENABLE


@rules.predicate
def writes_for_party(user: Reader, agreement: Agreement) -> bool:
    """The person changes records today in the name of a city of the agreement."""
    return _takes_part(user, agreement, WRITING)


@rules.predicate
def translates_for_party(user: Reader, agreement: Agreement) -> bool:
    """The person writes or translates for a city of the agreement."""
    return _takes_part(user, agreement, TRANSLATING)


@rules.predicate
def confirms_for_party(user: Reader, agreement: Agreement) -> bool:
    """The person says yes or no for a city of the agreement."""
    return _takes_part(user, agreement, CONFIRMING)


@rules.predicate
def opened_by_own_city(user: Reader, agreement: Agreement) -> bool:
    """The person changes records today in the name of the city that opened it."""
    return mandate_of(user).covers(agreement.opened_by_id, WRITING)


@rules.predicate
def is_unsigned(_user: Reader, agreement: Agreement) -> bool:
    """Nobody has signed it."""
    return agreement.stage not in SIGNED


works_on = reads_for_party & is_known_to & works_on_its_partnership
acts = is_standing & works_on & writes_for_party
sees = is_public | works_on

rules.add_perm("agreements.view_agreement", sees)
rules.add_perm("agreements.work_agreement", works_on)
rules.add_perm("agreements.change_agreement", acts)
rules.add_perm("agreements.write_text", is_standing & works_on & is_writable & writes_for_party)
rules.add_perm(
    "agreements.translate_text", is_standing & works_on & is_writable & translates_for_party
)
rules.add_perm(
    "agreements.consent_clause", is_standing & works_on & is_writable & confirms_for_party
)
rules.add_perm("agreements.confirm_agreement", is_standing & works_on & confirms_for_party)
rules.add_perm("agreements.comment_clause", is_standing & works_on & translates_for_party)
rules.add_perm("agreements.reopen_agreement", acts & is_reopenable)
rules.add_perm("agreements.withdraw_agreement", acts & is_unsigned & opened_by_own_city)
