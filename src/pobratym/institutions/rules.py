"""Who may do what with an institution's profile; the services ask the same once more."""

import rules

from pobratym.accounts.http import Reader
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.rules import looks_after_all
from pobratym.directory.states import AT_INSTITUTION, READING, WRITING, Role
from pobratym.institutions.models.claims import Claim


@rules.predicate
def heads(user: Reader, institution: Institution) -> bool:
    """The person heads this institution today."""
    return institution.pk in mandate_of(user).institutions({Role.HEAD})


@rules.predicate
def works_there(user: Reader, institution: Institution) -> bool:
    """The person heads it or teaches in it today."""
    return institution.pk in mandate_of(user).institutions(AT_INSTITUTION)


@rules.predicate
def writes_for_its_city(user: Reader, institution: Institution) -> bool:
    """The person changes the records of its city today."""
    return mandate_of(user).covers(institution.municipality_id, WRITING)


@rules.predicate
def reads_for_its_city(user: Reader, institution: Institution) -> bool:
    """The person reads for its city today."""
    return mandate_of(user).covers(institution.municipality_id, READING)


@rules.predicate
def is_working(_user: Reader, institution: Institution) -> bool:
    """The institution has not been closed."""
    return institution.closed_on is None


@rules.predicate
def answers_claims(user: Reader, claim: Claim) -> bool:
    """The person writes for the city of the institution that somebody claims to head."""
    return mandate_of(user).covers(claim.institution.municipality_id, WRITING)


reads = looks_after_all | works_there | reads_for_its_city
changes = is_working & (looks_after_all | heads | writes_for_its_city)

rules.add_perm("institutions.read_profile", reads)
rules.add_perm("institutions.change_profile", changes)
rules.add_perm("institutions.answer_claim", looks_after_all | answers_claims)
