"""The journey as pages and papers show it: arrivals are reckoned, both zones are told."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from pobratym.visits.models.delegations import Member
from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import Direction


@dataclass(frozen=True, slots=True)
class LegRow:
    """A part of the journey.

    ``leaves`` and ``arrives`` are aware moments in the zone of departure and of arrival;
    ``arrives_late`` is with the whole reserve. ``travellers`` is empty where all travel so.
    """

    leg: TravelLeg
    leaves: dt.datetime
    arrives: dt.datetime
    arrives_late: dt.datetime
    travellers: list[Member]


def legs_of(visit: Visit, seen: Iterable[Member]) -> list[LegRow]:
    """Give the parts of the journey in their order (two statements).

    Args:
        visit: whose.
        seen: guests whose names may be shown; others are left out.
    """
    known = {member.pk for member in seen}
    rows = visit.legs.prefetch_related("members")
    return [_row(leg, visit, [one for one in leg.members.all() if one.pk in known]) for leg in rows]


def _row(leg: TravelLeg, visit: Visit, travellers: list[Member]) -> LegRow:
    leaves = dt.datetime.combine(leg.departs_on, leg.departs_at, ZoneInfo(leg.zone))
    home = visit.zone if leg.direction == Direction.THERE else visit.guest_zone
    usual = leaves.astimezone(dt.UTC) + dt.timedelta(minutes=leg.minutes)
    late = usual + dt.timedelta(minutes=leg.reserve_min)
    zone = ZoneInfo(home)
    return LegRow(leg, leaves, usual.astimezone(zone), late.astimezone(zone), travellers)
