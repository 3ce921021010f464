"""Programmes for the tests of calendars, letters and the embargo."""

import datetime as dt
from zoneinfo import ZoneInfo

from pobratym.core.wordings import Wordings
from pobratym.programmes.models.items import Item
from pobratym.programmes.states import ItemKind
from pobratym.visits.states import VisitState
from tests.factories import PartnershipFactory
from tests.visiting import SiteFactory, visit_with_delegation

WARSAW = ZoneInfo("Europe/Warsaw")


def make_public_visit(**visit):
    """Make a planned visit of a partnership that everybody may read."""
    wanted = {"state": VisitState.PLANNED, **visit}
    wanted.setdefault("partnership", PartnershipFactory(stage="active", is_public=True))
    return visit_with_delegation(**wanted)


def make_item(visit, *, subgroups=(), hosts=(), **item):
    """Make an item on the first day of a visit, from nine to ten in a place of the host's."""
    wanted = {
        "kind": ItemKind.VISIT, "day": visit.starts_on, "starts": dt.time(9), "ends": dt.time(10),
        "title": Wordings({"pl": "Szkoła", "uk": "Школа", "en": "School"}), **item,
    }  # fmt: skip
    if isinstance(wanted.get("note"), str):
        wanted["note"] = Wordings({"pl": wanted["note"]})
    if "site" not in wanted:
        wanted["site"] = SiteFactory(city=visit.host)
    zone = ZoneInfo(visit.zone) if visit.zone.startswith(("Europe", "America")) else WARSAW
    day, starts, ends = wanted["day"], wanted["starts"], wanted["ends"]
    until = day if ends > starts else day + dt.timedelta(days=1)
    made = Item.objects.create(
        visit=visit,
        starts_at=dt.datetime.combine(day, starts, zone).astimezone(dt.UTC),
        ends_at=dt.datetime.combine(until, ends, zone).astimezone(dt.UTC),
        **wanted,
    )
    made.subgroups.set(subgroups)
    made.hosts.set(hosts)
    return made
