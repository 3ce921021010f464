"""What the addresses of links lead to: a proposal, an active link, a plan in it."""

import datetime as dt
from typing import Any

from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import Role
from pobratym.links.models.links import Link
from pobratym.links.services import links
from pobratym.links.services.activities import plan_activity
from pobratym.links.states import Origin
from tests.factories import InstitutionFactory, holder_of

Values = dict[str, Any]
_OF_LINK = (
    "link", "link_accept", "link_decline", "link_withdraw", "link_pause", "link_resume", "link_end",
    "kit_choose", "activity_new",
)  # fmt: skip
_OF_PLAN = ("activity", "activity_edit", "activity_finish", "activity_drop")


def of_links(schools: dict[str, Institution]) -> dict[str, dict[str, Values]]:
    """Link the schools of the own and of the partner city, and another of the partner city."""
    own, partner = schools["own"], schools["partner"]
    second = InstitutionFactory(municipality=partner.municipality, is_listed=True)
    head = holder_of(Role.HEAD, own.municipality, own)
    asked = links.propose(own, second, origin=Origin.MANUAL, by=head)
    active = _active(own, partner)
    day = dt.date(2026, 3, 2)
    plan = plan_activity(active, by=head, title={"pl": "Listy"}, since=day, until=day)
    both = {
        "asked by own": {"public_id": asked.public_id},
        "active": {"public_id": active.public_id},
    }
    itself = {"own school": {"public_id": own.public_id}}
    pair = {"own school": {"public_id": own.public_id, "partner": second.public_id}}
    return {
        **{f"links:{name}": both for name in _OF_LINK},
        **{f"links:{name}": {"planned": {"public_id": plan.public_id}} for name in _OF_PLAN},
        "links:link_list": itself,
        "links:link_new": pair,
        "links:kit": {"–": {"code": "letters-about-our-town"}},
    }


def _active(one: Institution, other: Institution) -> Link:
    heads = [holder_of(Role.HEAD, place.municipality, place) for place in (one, other)]
    link = links.propose(one, other, origin=Origin.MANUAL, by=heads[0])
    return links.accept(link, version=link.version, by=heads[1])
