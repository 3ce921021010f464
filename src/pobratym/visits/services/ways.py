"""Minutes between sites that the city knows better than a straight line."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.cells import BYTE_ORDER_MARK, safe_cell
from pobratym.core.errors import DomainError
from pobratym.core.wordings import LANGUAGES
from pobratym.directory.models.cities import Municipality
from pobratym.directory.services.rights import hold_city, refuse_outsider
from pobratym.visits.models.sites import Site, Way
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.travelling import Known, legs, sites_of
from pobratym.visits.services.noting import note_in_city
from pobratym.visits.written.ways import Table, folded, read_ways

LONGEST_FILE = 500_000
"""Bytes; two hundred sites need half as many."""
MOST_TOLD = 50
BY_HAND = "table"
"""Where the minutes of an imported table come from."""
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table would change.

    Attributes:
        table: as it was read.
        new, changed, same: how many ways.
        gaps: pairs of sites left empty, the first of them.
    """

    table: Table
    new: int
    changed: int
    same: int
    gaps: list[tuple[Site, Site]]


def called(sites: Iterable[Site]) -> dict[str, frozenset[int]]:
    """Give by folded name the keys of the sites that are called so in some language."""
    found: dict[str, set[int]] = {}
    for site in sites:
        for name in set(_names(site)):
            found.setdefault(folded(name), set()).add(site.pk)
    return {name: frozenset(keys) for name, keys in found.items()}


def preview_ways(city: Municipality, data: bytes) -> Preview:
    """Tell what a table would change; nothing is stored."""
    sites = {site.pk: site for site in Site.objects.filter(city=city)}
    table = read_ways(data, called(sites.values()))
    before = _before(table.minutes)
    changed = sum(before.get(pair, minutes) != minutes for pair, minutes in table.minutes.items())
    return Preview(
        table=table,
        new=len(table.minutes.keys() - before.keys()),
        changed=changed,
        same=len(before) - changed,
        gaps=[(sites[a], sites[b]) for a, b in table.gaps[:MOST_TOLD]],
    )


@transaction.atomic
def import_ways(city: Municipality, data: bytes, *, by: User | None) -> int:
    """Store a table without faults; pairs left empty keep what was known. Gives how many differ.

    Raises:
        DomainError: ``not_your_city``, ``faults`` (something in the table is wrong).
    """
    city = hold_city(city)
    refuse_outsider(by, city.pk)
    table = read_ways(data, called(Site.objects.filter(city=city)))
    if table.wrong:
        raise DomainError(
            _("Something in the table is wrong. Correct it and choose the file again."),
            code="faults",
        )
    return store_ways(city, table.minutes, source=BY_HAND, by=by)


def store_ways(
    city: Municipality, minutes: Mapping[tuple[int, int], int], *, source: str, by: User | None
) -> int:
    """Write minutes by pairs of sites, inside a deed; give how many differ from before.

    What stands in a table of the city goes before what a service says.
    """
    if source != BY_HAND:
        by_hand = set(
            Way.objects.filter(origin__city=city, source=BY_HAND).values_list("origin", "target")
        )
        minutes = {pair: told for pair, told in minutes.items() if pair not in by_hand}
    before = _before(minutes)
    today = timezone.localdate()
    ways = [
        Way(origin_id=a, target_id=b, minutes=told, source=source, known_on=today)
        for (a, b), told in minutes.items()
        if before.get((a, b)) != told
    ]
    Way.objects.bulk_create(
        ways,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["origin", "target"],
        update_fields=["minutes", "source", "known_on"],
    )
    if ways:
        note_in_city("ways.stored", city, city, by=by, ways=len(ways), source=source)
    return len(ways)


@transaction.atomic
def forget_ways(city: Municipality, *, by: User | None) -> int:
    """Throw away all that was written down of ways between the city's sites.

    Raises:
        DomainError: ``not_your_city``.
    """
    city = hold_city(city)
    refuse_outsider(by, city.pk)
    count = Way.objects.filter(origin__city=city).delete()[0]
    if count:
        note_in_city("ways.forgotten", city, city, by=by, ways=count)
    return count


def template(visit: Visit, language: str) -> bytes:
    """Give the table of the visit's sites with the minutes that are written down."""
    sites = sites_of(visit)
    known = legs(visit, sites)
    names = [safe_cell(shown_name(site, sites, language)) for site in sites]
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow(["", *names])
    for name, origin in zip(names, sites, strict=True):
        cells = [
            leg.minutes - visit.buffer_min if leg.known == Known.WRITTEN else ""
            for leg in (known[origin.pk, target.pk] for target in sites)
        ]
        writer.writerow([name, *cells])
    return (BYTE_ORDER_MARK + table.getvalue()).encode()


def shown_name(site: Site, sites: Iterable[Site], language: str) -> str:
    """Name a site; where another one has the same name, with its address or its number."""
    name = str(site.name.said(language).text)
    same = [one for one in sites if one.name.said(language).text == name]
    if len(same) == 1:
        return name
    return f"{name} ({site.address or site.pk})"


def _names(site: Site) -> list[str]:
    said = [site.name[language] for language in LANGUAGES if language in site.name]
    return [*said, *(f"{name} ({site.address or site.pk})" for name in said)]


def _before(minutes: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    origins = {a for a, _b in minutes}
    rows = Way.objects.filter(origin__in=origins).values_list("origin", "target", "minutes")
    return {(a, b): told for a, b, told in rows if (a, b) in minutes}
