"""Who may do what with a link, and for which of its two sides.

Heads act for their institution and who writes for a city for the institutions of that city; only
heads say yes. Each function gives the sides for which somebody with that mandate may act now.
"""

from collections.abc import Collection

import rules

from pobratym.accounts.http import Reader
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import AT_INSTITUTION, WRITING, Mandate, Role
from pobratym.links.models.activities import Activity
from pobratym.links.models.links import Link
from pobratym.links.states import OPEN, STANDING, ActivityState, LinkState, Side


def headed(link: Link, mandate: Mandate) -> list[Side]:
    """Whose institution the person heads."""
    return link.sides_in(mandate.institutions({Role.HEAD}))


def worked_in(link: Link, mandate: Mandate) -> list[Side]:
    """In whose institution the person works."""
    return link.sides_in(mandate.institutions(AT_INSTITUTION))


def in_city_hall(link: Link, mandate: Mandate) -> list[Side]:
    """For whose city the person writes."""
    return link.sides_of(mandate.cities(WRITING))


def acted_for(link: Link, mandate: Mandate) -> list[Side]:
    """For whom the person acts, as a head first."""
    return list(dict.fromkeys([*headed(link, mandate), *in_city_hall(link, mandate)]))


def to_accept(link: Link, mandate: Mandate) -> list[Side]:
    """Heads who have not said yes; nobody else, whatever their role."""
    if link.state not in OPEN:
        return []
    return [side for side in headed(link, mandate) if not link.has_accepted(side)]


def to_decline(link: Link, mandate: Mandate, led: Collection[int]) -> list[Side]:
    """Heads who have not said yes; the city hall for an institution that is not among ``led``."""
    if link.state not in OPEN:
        return []
    own = headed(link, mandate)
    return [
        side
        for side in acted_for(link, mandate)
        if not link.has_accepted(side) and (side in own or link.side(side).pk not in led)
    ]


def to_withdraw(link: Link, mandate: Mandate) -> list[Side]:
    """Heads who have said yes, and the city that proposed the link."""
    if link.state not in OPEN:
        return []
    own = headed(link, mandate)
    return [
        side
        for side in acted_for(link, mandate)
        if (side in own and link.has_accepted(side))
        or (
            side in in_city_hall(link, mandate)
            and link.side(side).municipality_id == link.proposed_for_id
        )
    ]


def to_pause(link: Link, mandate: Mandate) -> list[Side]:
    """Sides that do not rest yet, by head or city hall."""
    if link.state not in STANDING:
        return []
    return [side for side in acted_for(link, mandate) if not link.rests(side)]


def to_resume(link: Link, mandate: Mandate) -> list[Side]:
    """Sides that rest, by their heads: going on is the head's word, as accepting was."""
    if link.state != LinkState.PAUSED:
        return []
    return [side for side in headed(link, mandate) if link.rests(side)]


def to_end(link: Link, mandate: Mandate) -> list[Side]:
    """Either side, by head or city hall."""
    return acted_for(link, mandate) if link.state in STANDING else []


def to_plan(link: Link, mandate: Mandate) -> list[Side]:
    """Who works in one of the institutions, while the link is active."""
    return worked_in(link, mandate) if link.state == LinkState.ACTIVE else []


def to_tend(activity: Activity, mandate: Mandate) -> list[Side]:
    """Who works in one of the institutions, as long as the plan is open; also when the link rests.

    What was planned before the end can still be noted as done or dropped.
    """
    is_open = activity.state == ActivityState.PLANNED
    return worked_in(activity.link, mandate) if is_open else []


@rules.predicate
def sees_link(user: Reader, link: Link) -> bool:
    """Those who work in the institutions, or for the city halls."""
    return Link.objects.visible_to(user).filter(pk=link.pk).exists()


@rules.predicate
def heads_side(user: Reader, link: Link) -> bool:
    """The person heads one of the two institutions today."""
    return bool(headed(link, mandate_of(user)))


@rules.predicate
def acts_for_side(user: Reader, link: Link) -> bool:
    """The person heads one of the institutions, or writes for one of the cities, today."""
    return bool(acted_for(link, mandate_of(user)))


@rules.predicate
def works_in_side(user: Reader, link: Link) -> bool:
    """The person works in one of the institutions today."""
    return bool(worked_in(link, mandate_of(user)))


@rules.predicate
def works_on_activity(user: Reader, activity: Activity) -> bool:
    """The person works in one of the institutions that planned it."""
    return bool(worked_in(activity.link, mandate_of(user)))


@rules.predicate
def speaks_for(user: Reader, institution: Institution) -> bool:
    """The person heads the institution today, or writes for its city."""
    mandate = mandate_of(user)
    is_head = institution.pk in mandate.institutions({Role.HEAD})
    return is_head or mandate.covers(institution.municipality_id, WRITING)


rules.add_perm("links.view_link", sees_link)
rules.add_perm("links.accept_link", heads_side)
rules.add_perm("links.change_link", acts_for_side)
rules.add_perm("links.resume_link", heads_side)
rules.add_perm("links.add_activity", works_in_side)
rules.add_perm("links.change_activity", works_on_activity)
rules.add_perm("links.propose_link", speaks_for)
