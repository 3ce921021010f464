"""The page of ways: how long they take, and where that is known from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from pobratym.accounts.http import Reader
from pobratym.core.alphabets import collation_key
from pobratym.core.words import language
from pobratym.languages.machine.client import MachineError, service_at
from pobratym.visits.models.sites import Site
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.travelling import Known, Leg, legs, sites_of
from pobratym.visits.rules import hosts

SHOWN_SITES = 14
"""With more sites the table is too wide to read, and only the file has it."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways between the sites of a visit.

    Attributes:
        sites: by name.
        rows: a site with its ways to all; empty when there are too many sites.
        counts: how many ways are known how.
        nowhere: sites without a place on the map to which some way is not known.
        router: host of the service that can be asked; empty where none is set up.
    """

    visit: Visit
    sites: Sequence[Site]
    rows: Sequence[tuple[Site, Sequence[Leg]]]
    counts: dict[Known, int]
    nowhere: Sequence[Site]
    may_change: bool
    router: str


def ways_page(visit: Visit, reader: Reader) -> Ways:
    """Give the page of ways; costs the same for few sites and for many."""
    spoken = language()
    sites = sorted(
        sites_of(visit), key=lambda one: collation_key(one.name.said(spoken).text, spoken)
    )
    found = legs(visit, sites)
    lost = {a for (a, _b), leg in found.items() if leg.known == Known.NOT}
    rows = [(a, [found[a.pk, b.pk] for b in sites]) for a in sites]
    return Ways(
        visit=visit,
        sites=sites,
        rows=rows if len(sites) <= SHOWN_SITES else [],
        counts=dict(Counter(leg.known for (a, b), leg in found.items() if a != b)),
        nowhere=[site for site in sites if site.pk in lost and site.latitude is None],
        may_change=hosts(reader, visit),
        router=router_host(),
    )


def router_host() -> str:
    """Name the host of the routing service; empty where none is set up, or wrongly."""
    if not settings.ROUTER:
        return ""
    try:
        return service_at(settings.ROUTER_ADDRESS).host
    except MachineError:
        return ""
