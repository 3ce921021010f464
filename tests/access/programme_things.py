"""What the addresses of programmes lead to: a draft, and a programme that guests read."""

from typing import Any

from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.states import Stage
from pobratym.programmes.models.items import Item
from pobratym.programmes.models.runs import PlanRun
from pobratym.programmes.services.items import lock
from pobratym.programmes.states import RunState
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import VisitState
from tests.factories import PartnershipFactory
from tests.scheduling import ItemFactory
from tests.visiting import MemberFactory, VisitFactory

Values = dict[str, Any]
_OF_VISIT = (
    "grid", "item_new", "undo", "site_cancel", "copy", "versions", "people", "plan",
)  # fmt: skip
_OF_ITEM = ("item", "item_edit", "item_move", "item_cancel", "item_reinstate", "item_lock")
_STATES = {"draft of own": VisitState.CONFIRMED, "told by own": VisitState.PLANNED}


def of_programmes(own: Municipality, partner: Municipality) -> dict[str, dict[str, Values]]:
    """Let the own city plan two visits of the partner city; of one the guests know."""
    visits = {name: _visit(own, partner, state) for name, state in _STATES.items()}
    items = {name: _item(visit) for name, visit in visits.items()}
    runs = {name: _run(visit) for name, visit in visits.items()}
    guests = {name: MemberFactory(visit=visit) for name, visit in visits.items()}
    numbers = {name: _itself(visit) | {"number": 1} for name, visit in visits.items()}
    own_ones = {
        name: _itself(visit) | {"kind": "member", "key": guests[name].public_id}
        for name, visit in visits.items()
    }
    return {
        **{f"programmes:{name}": _each(visits) for name in _OF_VISIT},
        **{f"programmes:{name}": _each(items) for name in _OF_ITEM},
        **{f"programmes:{name}": _each(runs) for name in ("run", "run_stop", "run_take")},
        **{f"programmes:{name}": numbers for name in ("version", "version_put_back")},
        "programmes:personal": own_ones,
    }


def _visit(own: Municipality, partner: Municipality, state: VisitState) -> Visit:
    partnership = PartnershipFactory(cities=[own, partner], stage=Stage.ACTIVE)
    return VisitFactory(partnership=partnership, state=state)


def _item(visit: Visit) -> Item:
    """Make an item with a version behind it."""
    item = ItemFactory(visit=visit)
    return lock(item, locked=True, version=item.version, by=None)


def _run(visit: Visit) -> PlanRun:
    return PlanRun.objects.create(visit=visit, state=RunState.STOPPED)


def _each(rows: dict[str, Any]) -> dict[str, Values]:
    return {name: _itself(row) for name, row in rows.items()}


def _itself(row: Any) -> Values:
    return {"public_id": row.public_id}
