"""What goes out of a visit: calendars, releases, public pages before and after the embargo."""

import datetime as dt
from typing import Any

from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.states import Stage
from pobratym.programmes.models.calendars import Feed
from pobratym.programmes.services.subscribing import make_own
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import VisitState
from tests.factories import PartnershipFactory, officer_of
from tests.programmes.making import make_item
from tests.visiting import SiteFactory, VisitFactory

Values = dict[str, Any]
_STATES = {"draft of own": VisitState.CONFIRMED, "told by own": VisitState.PLANNED}
_PUBLIC = ("publishing:visit", "publishing:visit_calendar")


def of_outgoing(own: Municipality, partner: Municipality) -> dict[str, dict[str, Values]]:
    """Let the own city plan two visits; one more is over, and everybody may read of it."""
    visits = {name: _visit(own, partner, state) for name, state in _STATES.items()}
    over = _visit(own, partner, VisitState.DONE, starts_on=dt.date(2024, 10, 14))
    plants = {
        name: make_item(visit, site=SiteFactory(city=own, is_critical=True))
        for name, visit in visits.items()
    }
    told = visits["told by own"]
    make_own(told, by=officer_of(own))
    feed = Feed.objects.get(visit=told)
    return {
        **{f"programmes:{name}": _each(visits)
           for name in ("calendar_file", "outgoing", "tell", "calendar_new")},
        **{f"programmes:{name}": _each(plants)
           for name in ("release_ask", "release_agree", "release_back")},
        "programmes:calendar_end": {
            "calendar of somebody of own": {"public_id": told.public_id, "number": feed.pk}
        },
        "programmes:feed": {"wrong address": {"token": "x" * 43}},
        "programmes:guest_calendar": {"wrong link": {"token": "x" * 43}},
        **{name: _each({"under embargo": told, "released": over}) for name in _PUBLIC},
    }  # fmt: skip


def _visit(own: Municipality, partner: Municipality, state: VisitState, **facts: Any) -> Visit:
    partnership = PartnershipFactory(cities=[own, partner], stage=Stage.ACTIVE, is_public=True)
    return VisitFactory(partnership=partnership, state=state, **facts)


def _each(rows: dict[str, Any]) -> dict[str, Values]:
    return {name: {"public_id": row.public_id} for name, row in rows.items()}
