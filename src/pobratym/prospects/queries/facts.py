"""What is known of some municipalities, each figure with its day and source."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import KnownPartnership, PopulationFigure, Wish
from pobratym.directory.models.territories import Source
from pobratym.directory.states import WHOLE
from pobratym.partnerships.models.partnerships import Party
from pobratym.prospects.models.indicators import IndicatorValue
from pobratym.prospects.queries.places import partner_key

COMPUTED = _("computed here")
LISTS = _("public lists of partner cities")
REGISTERS = _("registers of institutions loaded here")


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of one municipality."""

    value: float
    on: dt.date | None = None
    source: str | Promise = ""
    url: str = ""
    quality: str = "counted"


@dataclass(frozen=True, slots=True)
class Partner:
    """A known partner; the same one from several sources is told once, with all of them."""

    name: Wordings
    country: str
    since: dt.date | None
    precision: str
    is_stated: bool
    sources: tuple[Source, ...]


Facts = Mapping[str, Fact]


def published(cities: Sequence[Municipality]) -> dict[int, dict[str, Fact]]:
    """Give what is published of some municipalities, the newest of each; three statements."""
    found: dict[int, dict[str, Fact]] = defaultdict(dict)
    keys = [city.pk for city in cities]
    figures = PopulationFigure.objects.filter(municipality__in=keys, unit__in=WHOLE)
    for figure in figures.select_related("source").order_by("on"):
        found[figure.municipality_id]["residents"] = _told(figure.value, figure.on, figure.source)
    values = IndicatorValue.objects.filter(municipality__in=keys)
    for one in values.select_related("source").order_by("period"):
        fact = _told(one.value, one.period, one.source, one.quality)
        found[one.municipality_id][one.indicator] = fact
    wanted = {city.area_source_id for city in cities} | {city.place_source_id for city in cities}
    sources = Source.objects.in_bulk([key for key in wanted if key])
    for city in cities:
        facts = found[city.pk]
        source = sources.get(city.area_source_id or 0)
        if city.area_km2 is not None:
            area = float(city.area_km2)
            facts["area"] = _told(area, source.dated_on if source else None, source)
            people = facts.get("residents")
            if people and area:
                facts["density"] = Fact(
                    people.value / area, people.on, people.source, people.url, "computed"
                )
    return found


def _told(
    value: float, on: dt.date | None, source: Source | None, quality: str = "counted"
) -> Fact:
    return Fact(
        float(value), on, source.name if source else "", source.url if source else "", quality
    )


def partners_of(cities: Iterable[int]) -> dict[int, list[Partner]]:
    """Give the known partners of some municipalities, by country and name."""
    grouped: dict[tuple[int, str, str], list[KnownPartnership]] = defaultdict(list)
    rows = KnownPartnership.objects.filter(municipality__in=list(cities))
    for row in rows.select_related("source").order_by("partner_country", "pk"):
        key = row.municipality_id, row.partner_country, partner_key(str(row.partner_name))
        grouped[key].append(row)
    found: dict[int, list[Partner]] = defaultdict(list)
    for (city, country, _name), same in grouped.items():
        dated = next((row for row in same if row.since_on), same[0])
        found[city].append(
            Partner(
                name=same[0].partner_name,
                country=country,
                since=dated.since_on,
                precision=dated.since_precision,
                is_stated=any(row.confidence == "stated" for row in same),
                sources=tuple(row.source for row in same),
            )
        )
    return found


def in_partnership(own: Municipality, others: Collection[int]) -> set[int]:
    """Give those municipalities that share a partnership with one here, whatever its stage."""
    ours = Party.objects.current().filter(municipality=own, partnership__withdrawn_at=None)
    shared = Party.objects.current().filter(
        partnership__in=ours.values("partnership"), municipality__in=others
    )
    return set(shared.values_list("municipality", flat=True))


def wishes_by_key(keys: Iterable[int]) -> dict[int, Wish]:
    """Give some needs and offers."""
    wanted = list(keys)
    wishes = Wish.objects.select_related("municipality")
    return wishes.in_bulk(wanted) if wanted else {}


def cities_writing(language: str) -> set[int]:
    """Give the municipalities that say something of themselves in a language."""
    told = Municipality.objects.filter(profile__has_key=language).values_list("pk", flat=True)
    wished = Wish.objects.filter(text__has_key=language).values_list("municipality", flat=True)
    return {*told, *wished}
