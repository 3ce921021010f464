"""The public pages of visits: what ``programmes.release`` lets everybody know, and nothing else."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from pobratym.core.values import LARGEST_NUMBER
from pobratym.directory.models.cities import Municipality
from pobratym.programmes.queries.entries import public_calendar
from pobratym.programmes.queries.published import (
    PAGE_SIZE,
    PublicDay,
    cities_in,
    guest_cities,
    public_programme,
    visits_before,
)
from pobratym.visits.models.visits import Visit


@dataclass(frozen=True, slots=True)
class VisitPage:
    """Everything on the public page of one visit; ``cities`` begins with the host."""

    cities: Sequence[Municipality]
    days: Sequence[PublicDay]


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in a list."""

    visit: Visit
    cities: Sequence[Municipality]


@dataclass(frozen=True, slots=True)
class VisitList:
    """A page of visits, and the address of the next one."""

    rows: Sequence[VisitRow]
    next: str


def visit_page(visit: Visit, now: dt.datetime) -> VisitPage:
    """Gather the page of a visit that everybody may know of; three statements."""
    return VisitPage(
        cities=cities_in(visit, guest_cities(visit.pk)), days=public_programme(visit, now)
    )


def visit_list(after: str, now: dt.datetime) -> VisitList:
    """Gather a page of the list; ``after`` is the last visit of the page before."""
    key = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None  # noqa: PLR2004  digits of the largest number
    found = visits_before(min(key, LARGEST_NUMBER) if key else None, now)
    rows = [
        VisitRow(one, cities_in(one, list(one.guest_cities.all()))) for one in found[:PAGE_SIZE]
    ]
    is_more = len(found) > PAGE_SIZE
    return VisitList(rows, f"?after={rows[-1].visit.pk}" if is_more else "")


def calendar(visit: Visit, now: dt.datetime, language: str) -> bytes:
    """Write the calendar that everybody may have."""
    page = f"{settings.SITE_ADDRESS}/{language}/visits/{visit.public_id}/"
    return public_calendar(visit, now, language=language, url=page)
