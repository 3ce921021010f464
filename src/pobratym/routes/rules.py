"""Who may do what on a legal route; ``visible_to`` tells the same story in SQL."""

import rules

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.rules import is_standing, works_on
from pobratym.agreements.states import Stage
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import WRITING, Role
from pobratym.routes.models.steps import Step

WALKING = WRITING | {Role.COUNCIL_OFFICE}
"""Who notes what a city has done on its route: those who write for it, and its council office."""

BEGINNING = frozenset({Stage.TEXT_AGREED, Stage.APPROVALS})
"""Stages at which a city may begin its route."""


@rules.predicate
def walks_for_party(user: Reader, agreement: Agreement) -> bool:
    """The person notes legal steps today for a city of the agreement."""
    cities = mandate_of(user).cities(WALKING)
    return bool(cities) and agreement.takes_part(cities)


@rules.predicate
def walks_this(user: Reader, step: Step) -> bool:
    """The step is of a city for which the person notes legal steps today."""
    return mandate_of(user).covers(step.walk.city_id, WALKING)


@rules.predicate
def writes_this(user: Reader, step: Step) -> bool:
    """The step is of a city for which the person changes records today."""
    return mandate_of(user).covers(step.walk.city_id, WRITING)


@rules.predicate
def works_on_its_agreement(user: Reader, step: Step) -> bool:
    """The person works on the agreement, and it stands."""
    agreement = step.walk.agreement
    return bool(is_standing(user, agreement)) and bool(works_on(user, agreement))


rules.add_perm("routes.walk_agreement", is_standing & works_on & walks_for_party)
rules.add_perm("routes.change_step", works_on_its_agreement & walks_this)
rules.add_perm("routes.waive_step", works_on_its_agreement & writes_this)
