"""All rows that a visit is planned from, read in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from pobratym.visits.models.delegations import Member
from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.models.sites import Host, Interpreter, Site
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.models.wishes import DayFrame, Pause, Wish
from pobratym.visits.queries.clock import Clock
from pobratym.visits.queries.travelling import Leg, legs

Some = TypeVar("Some")


@dataclass(frozen=True)
class Ground:
    """What the visit stands on.

    ``groups_of``, ``hosts_of`` and ``after_of`` go by wish; ``travellers`` by part of the journey.
    ``sites`` has every site that is named, in order of keys; ``ways`` goes by pairs of them.
    """

    visit: Visit
    clock: Clock
    subgroups: list[SubGroup]
    members: list[Member]
    frames: list[DayFrame]
    pauses: list[Pause]
    interpreters: list[Interpreter]
    wishes: list[Wish]
    groups_of: dict[int, list[int]]
    hosts_of: dict[int, list[Host]]
    after_of: dict[int, list[int]]
    journey: list[TravelLeg]
    travellers: dict[int, list[int]]
    sites: dict[int, Site]
    ways: dict[tuple[int, int], Leg]


def ground_of(visit: Visit, also: Collection[int] = ()) -> Ground:
    """Read everything; costs the same for a small visit and for a large one.

    Args:
        visit: any.
        also: keys of sites that a programme names besides.
    """
    wishes = list(visit.wishes.standing().order_by("pk"))
    frames = list(visit.frames.all())
    pauses = list(visit.pauses.all())
    journey = list(visit.legs.all())
    sites = _sites(wishes, frames, pauses, also)
    for wish in wishes:
        wish.site = sites[wish.site_id]
    keys = [wish.pk for wish in wishes]
    hosts = Wish.hosts.through.objects.filter(wish__in=keys).select_related("host").order_by("pk")
    groups = Wish.subgroups.through.objects.filter(wish__in=keys).order_by("pk")
    after = Wish.after.through.objects.filter(from_wish__in=keys, to_wish__in=keys).order_by("pk")
    on_board = TravelLeg.members.through.objects.filter(travelleg__in=[one.pk for one in journey])
    return Ground(
        visit=visit,
        clock=Clock(visit),
        subgroups=list(visit.subgroups.all()),
        members=list(visit.members.coming().order_by("protocol_rank", "pk")),
        frames=frames,
        pauses=pauses,
        interpreters=list(visit.interpreters.order_by("pk")),
        wishes=wishes,
        groups_of=_gathered(groups.values_list("wish", "subgroup")),
        hosts_of=_gathered((row.wish_id, row.host) for row in hosts),
        after_of=_gathered(after.values_list("from_wish", "to_wish")),
        journey=journey,
        travellers=_gathered(on_board.values_list("travelleg", "member")),
        sites=sites,
        ways=legs(visit, sites.values()),
    )


def _sites(
    wishes: list[Wish], frames: list[DayFrame], pauses: list[Pause], also: Collection[int]
) -> dict[int, Site]:
    named = {wish.site_id for wish in wishes} | set(also)
    named |= {key for one in frames for key in (one.start_id, one.end_id) if key}
    named |= {one.site_id for one in pauses if one.site_id}
    return {site.pk: site for site in Site.objects.filter(pk__in=named).order_by("pk")}


def _gathered(rows: Iterable[tuple[int, Some]]) -> dict[int, list[Some]]:
    found: dict[int, list[Some]] = defaultdict(list)
    for key, value in rows:
        found[key].append(value)
    return dict(found)
