"""The list of municipalities, page by page, as quick at fifty thousand as at fifty."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from pobratym.accounts.http import Reader
from pobratym.core.prepared import prepared
from pobratym.core.wordings import LANGUAGES, Said
from pobratym.directory.models.cities import (
    COUNTRY_NAMES,
    KIND_NAMES,
    Municipality,
    MunicipalityQuerySet,
)
from pobratym.directory.models.facts import UNIT_NAMES, PopulationFigure
from pobratym.directory.naming import in_letters_of, slug_of
from pobratym.directory.queries.filters import CityFilters
from pobratym.directory.queries.places import Place, read_place
from pobratym.directory.states import weight_of_figure
from pobratym.languages.exonyms import region_name

PAGE = 50
MOST_COUNTED = 1_000

_Row = dict[str, Any]
_COLUMNS = (
    "pk", "public_id", "name", "code", "country", "region_code", "district_name", "kind",
    "seeks_partner", "residents",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Residents:
    """How many live there: whose residents are counted, on which day, and who says so."""

    value: int
    unit: str
    on: dt.date
    source: str
    source_id: int


@dataclass(frozen=True, slots=True)
class CityRow:
    """One municipality in a list; words are in the reader's language.

    ``name`` carries the language it is written in, in case another one stands in. Where two
    municipalities bear one name, ``kind``, ``district`` (powiat or raion in letters that
    the reader can read, maybe empty) and ``region`` tell them apart.
    """

    pk: int
    public_id: UUID
    slug: str
    name: Said
    code: str
    country_code: str
    country: str
    region: str
    district: str
    kind: str
    seeks_partner: bool
    residents: Residents | None


@dataclass(frozen=True, slots=True)
class CityList:
    """One page of the list.

    Attributes:
        rows: at most 50, by the reader's alphabet.
        before: cursor of the page before; empty on the first one.
        after: cursor of the page after; empty on the last one.
        count: how many there are in all, at most 1,000.
        is_more: there are more than 1,000.
        is_lost: the cursor asked for led nowhere, so this is the first page.
    """

    rows: Sequence[CityRow]
    before: str
    after: str
    count: int
    is_more: bool
    is_lost: bool


def city_list(reader: Reader, language: str, filters: CityFilters, cursor: str = "") -> CityList:
    """Give one page of the municipalities; three statements, whatever the number.

    Pages begin beside a row and not at a number, so a page far behind costs what the first one
    does. A cursor made in another language (the reader has switched) finds the same row in the
    new order, for one statement more; one that cannot be read gives the first page.

    Args:
        reader: who asks.
        language: pl, uk or en: names, order and words.
        filters: what to narrow by.
        cursor: ``before`` or ``after`` of another page.
    """
    place = _place_in(language, read_place(cursor)) if cursor else None
    found, total = _found(reader, language, filters, place)
    if place and not found:
        place, (found, total) = None, _found(reader, language, filters, None)
    is_back = place is not None and place.direction == "before"
    has_more, found = len(found) > PAGE, found[:PAGE]
    if is_back:
        found.reverse()
    has_before = has_more if is_back else place is not None
    has_after = is_back or has_more
    return CityList(
        rows=_rows(found, language),
        before=_cursor("before", language, found[0]) if found and has_before else "",
        after=_cursor("after", language, found[-1]) if found and has_after else "",
        count=min(total, MOST_COUNTED),
        is_more=total > MOST_COUNTED,
        is_lost=bool(cursor) and place is None,
    )


def _found(
    reader: Reader, language: str, filters: CityFilters, place: Place | None
) -> tuple[list[_Row], int]:
    """Fetch one page, and count all pages; what most people ask for has its SQL written already."""
    if place is None and filters == CityFilters():
        return _FIRST_PAGES[language](), len(_all_counted())
    cities = filters.narrow(Municipality.objects.visible_to(reader))
    total = cities.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return list(_page_at(cities, language, place)), total


def _place_in(language: str, place: Place | None) -> Place | None:
    """Give the same place in the order of ``language``; None where its row is gone."""
    if place is None or place.language == language:
        return place
    row = Municipality.objects.filter(pk=place.pk).values_list(f"sort_{language}", flat=True)
    key = row.first()
    return None if key is None else Place(place.direction, language, key, place.pk)


def _page_at(
    cities: MunicipalityQuerySet, language: str, place: Place | None
) -> QuerySet[Municipality, _Row]:
    """Ask for a page and one row more, in the direction of the place."""
    column = f"sort_{language}"
    order = [column, "pk"]
    if place and place.direction == "after":
        beyond = Q(**{f"{column}__gt": place.key}) | Q(pk__gt=place.pk)
        cities = cities.filter(beyond, **{f"{column}__gte": place.key})
    elif place:
        beyond = Q(**{f"{column}__lt": place.key}) | Q(pk__lt=place.pk)
        cities = cities.filter(beyond, **{f"{column}__lte": place.key})
        order = [f"-{column}", "-pk"]
    rows: QuerySet[Municipality, _Row] = cities.order_by(*order).values(*_COLUMNS, key=F(column))
    return rows[: PAGE + 1]


def _first_page(language: str) -> Callable[[], list[_Row]]:
    @prepared
    def rows() -> QuerySet[Municipality, _Row]:
        return _page_at(CityFilters().narrow(Municipality.objects.all()), language, None)

    return rows


_FIRST_PAGES = {language: _first_page(language) for language in LANGUAGES}


@prepared
def _all_counted() -> QuerySet[Municipality, int]:
    cities = CityFilters().narrow(Municipality.objects.all())
    return cities.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1]


def _cursor(direction: Any, language: str, row: _Row) -> str:  # noqa: ANN401
    return str(Place(direction, language, row["key"], row["pk"]))


def _rows(found: list[_Row], language: str) -> list[CityRow]:
    kinds = {str(kind): str(name) for kind, name in KIND_NAMES}
    countries = {str(code): str(name) for code, name in COUNTRY_NAMES}
    regions = {code: region_name(code, language) for code in {row["region_code"] for row in found}}
    residents = residents_of([row["pk"] for row in found])
    return [
        CityRow(
            pk=row["pk"],
            public_id=row["public_id"],
            slug=slug_of(row["name"]),
            name=row["name"].said(language),
            code=row["code"],
            country_code=row["country"],
            country=countries[row["country"]],
            region=regions[row["region_code"]],
            district=in_letters_of(row["district_name"], row["country"], language),
            kind=kinds[row["kind"]],
            seeks_partner=row["seeks_partner"],
            residents=residents.get(row["pk"]),
        )
        for row in found
    ]


def residents_of(cities: Sequence[int]) -> dict[int, Residents]:
    """Give for each city, by key, the figure that its size goes by; one query.

    Cities that nobody counted are left out. The unit is told in the reader's language.
    """
    units = {str(unit): str(name) for unit, name in UNIT_NAMES}
    rows = _figures_of(tuple(cities))
    newest_last = sorted(rows, key=lambda row: weight_of_figure(row[2], row[3]))
    return {
        city: Residents(value, units[unit], on, source, source_id)
        for city, value, unit, on, source, source_id in newest_last
    }


@prepared
def _figures_of(
    cities: tuple[int, ...],
) -> QuerySet[PopulationFigure, tuple[int, int, str, dt.date, str, int]]:
    rows = PopulationFigure.objects.filter(
        municipality__in=cities, value=F("municipality__residents")
    )
    return rows.values_list("municipality_id", "value", "unit", "on", "source__name", "source_id")
