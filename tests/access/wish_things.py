"""What the addresses of sites, wishes, days and ways lead to: an idea, and a confirmed visit."""

import datetime as dt
from typing import Any

from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.states import Stage
from pobratym.visits.models.visits import Visit
from pobratym.visits.models.wishes import Pause
from pobratym.visits.states import VisitState
from tests.factories import PartnershipFactory
from tests.visiting import (
    HostFactory,
    InterpreterFactory,
    SiteFactory,
    SubGroupFactory,
    VisitFactory,
    WishFactory,
)

Values = dict[str, Any]
_OF_VISIT = (
    "wishes", "wish_add", "interpreter_new", "days", "pause_new", "ways", "ways_import",
    "ways_table", "ways_fetch", "ways_forget",
)  # fmt: skip
_OF_WISH = ("wish_edit", "wish_withdraw", "wish_restore")
_OF_SITE = ("site", "site_edit", "site_close", "site_reopen")


def of_wishes(own: Municipality, partner: Municipality) -> dict[str, dict[str, Values]]:
    """Let the own city prepare two visits, one of which the partner city knows."""
    visits = {"idea": _visit(own, partner, VisitState.IDEA)}
    visits["confirmed"] = _visit(own, partner, VisitState.CONFIRMED)
    site = SiteFactory(city=own)
    wishes = {name: WishFactory(visit=visit, site=site) for name, visit in visits.items()}
    speaks = {name: InterpreterFactory(visit=visit) for name, visit in visits.items()}
    shows = HostFactory(city=own)
    days = {name: _itself(visit) | {"day": visit.starts_on} for name, visit in visits.items()}
    groups = {name: day | {"group": _group(visits[name])} for name, day in days.items()}
    pauses = {name: _itself(visit) | {"key": _pause(visit)} for name, visit in visits.items()}
    return {
        **{f"visits:{name}": _each(visits) for name in _OF_VISIT},
        **{f"visits:{name}": _each(wishes) for name in _OF_WISH},
        **{f"visits:interpreter_{act}": _each(speaks) for act in ("edit", "remove")},
        **{f"visits:day_{act}": days for act in ("edit", "drop")},
        **{f"visits:day_{act}_group": groups for act in ("edit", "drop")},
        **{f"visits:pause_{act}": pauses for act in ("edit", "remove")},
        **{f"visits:{name}": {"own site": _itself(site)} for name in _OF_SITE},
        **{f"visits:{name}": {"own city": _itself(own)} for name in ("site_list", "site_new")},
        "visits:host_new": {"own city": _itself(own)},
        **{f"visits:host_{act}": {"of own city": _itself(shows)} for act in ("edit", "remove")},
    }


def _visit(own: Municipality, partner: Municipality, state: VisitState) -> Visit:
    partnership = PartnershipFactory(cities=[own, partner], stage=Stage.ACTIVE)
    return VisitFactory(partnership=partnership, state=state)


def _group(visit: Visit) -> int:
    return SubGroupFactory(visit=visit).pk


def _pause(visit: Visit) -> int:
    noon, two = dt.time(12), dt.time(14)
    return Pause.objects.create(visit=visit, since=noon, until=two, minutes=60).pk


def _each(rows: dict[str, Any]) -> dict[str, Values]:
    return {name: _itself(row) for name, row in rows.items()}


def _itself(row: Any) -> Values:
    return {"public_id": row.public_id}
