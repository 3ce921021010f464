"""Coordinates of places known by name only, and how they are joined to municipalities.

A name alone is joined only where nothing has to be guessed: one town of that name in the register
(in its region, when the file names the region) and one place of that name in the file. Whatever is
left is reported with its line, and stays without coordinates.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pobratym.directory.registers.cleaning import (
    as_name,
    as_number,
    as_text,
    is_missing,
    shown,
    within,
)
from pobratym.directory.registers.headers import Header, noting, screened
from pobratym.directory.registers.problems import BadCellError, Problem, Report
from pobratym.directory.registers.rows import Cell, Country, NamedPointRow, PointRow, Row

GEONAMES = "GeoNames, CC BY 4.0"

_POLISH_REGIONS = {
    "72": "02", "73": "04", "74": "10", "75": "06", "76": "08", "77": "12", "78": "14", "79": "16",
    "80": "18", "81": "20", "82": "22", "83": "24", "84": "26", "85": "28", "86": "30", "87": "32",
}  # fmt: skip
_UKRAINIAN_REGIONS = {
    "01": "UA71", "02": "UA74", "03": "UA73", "04": "UA12", "05": "UA14", "06": "UA26",
    "07": "UA63", "08": "UA65", "09": "UA68", "10": "UA35", "11": "UA01", "12": "UA80",
    "13": "UA32", "14": "UA44", "15": "UA46", "16": "UA48", "17": "UA51", "18": "UA53",
    "19": "UA56", "20": "UA85", "21": "UA59", "22": "UA61", "23": "UA05", "24": "UA07",
    "25": "UA21", "26": "UA23", "27": "UA18",
}  # fmt: skip
"""GeoNames' first-level codes (admin1CodesASCII.txt) and the registers' own."""


def is_towns(header: Header) -> bool:
    """Whether it is the list of Polish towns with coordinates."""
    return {"name", "slug", "county_id", "lat", "lon"} <= header.columns.keys()


def towns(rows: Iterator[Row], header: Header, report: Report) -> Iterator[NamedPointRow]:
    """Yield Polish towns; the list numbers its powiats in a way of its own, so no region."""
    wanted = [header.columns[name] for name in ("name", "lat", "lon")]
    for line, cells in screened(rows, header, report):
        name, latitude, longitude = (cells[at] for at in wanted)
        try:
            names = (as_name(name, noting(line, report)),)
            yield _named(line, ("PL", ""), names, latitude, longitude)
        except BadCellError as error:
            report(Problem(line, shown(as_text(name)), error.reason, error.facts))


def is_geonames(header: Header) -> bool:
    """Whether it is a table of GeoNames places with its column names."""
    wanted = {"geonameid", "name", "latitude", "longitude", "countrycode", "admin1code"}
    return wanted <= header.columns.keys()


def geonames(rows: Iterator[Row], header: Header, report: Report) -> Iterator[NamedPointRow]:
    """Yield the places of Poland and Ukraine with every name they go by."""
    columns = header.columns
    wanted = [
        columns[name] for name in ("countrycode", "admin1code", "name", "latitude", "longitude")
    ]
    others_at = columns.get("alternatenames")
    for line, cells in screened(rows, header, report):
        country, region, name, latitude, longitude = (cells[at] for at in wanted)
        try:
            others = "" if others_at is None else as_text(cells[others_at])
            names = (as_name(name, noting(line, report)), *filter(None, others.split("|")))
            if country == "PL":
                code = _POLISH_REGIONS.get(as_text(region), "")
                yield _named(line, ("PL", code), names, latitude, longitude)
            elif country == "UA":
                code = _UKRAINIAN_REGIONS.get(as_text(region).zfill(2), "")
                yield _named(line, ("UA", code), names, latitude, longitude)
        except BadCellError as error:
            report(Problem(line, shown(as_text(name)), error.reason, error.facts))


def _named(
    line: int,
    where: tuple[Country, str],
    names: tuple[str, ...],
    north: Cell,
    east: Cell,
) -> NamedPointRow:
    country, region = where
    if is_missing(north) or is_missing(east):
        raise BadCellError("no_coordinates")
    (south_most, north_most), (west_most, east_most) = _BOUNDS[country]
    latitude = within(as_number(north), south_most, north_most)
    longitude = within(as_number(east), west_most, east_most)
    return NamedPointRow(line, country, region, names, latitude, longitude)


_BOUNDS = {"PL": ((48.9, 55.0), (14.0, 24.3)), "UA": ((44.0, 53.0), (22.0, 41.0))}
"""Degrees north and east between which each country lies: swapped columns do not pass."""


class Town(NamedTuple):
    """A municipality whose seat is a town, as names are joined to it.

    Attributes:
        code: the municipality's code.
        country: whose register.
        region: code of its voivodeship or oblast.
        name: of the seat, in the register's own letters.
    """

    code: str
    country: Country
    region: str
    name: str


def joined(
    points: Iterable[NamedPointRow], towns: Iterable[Town], report: Report
) -> Iterator[PointRow]:
    """Yield the places that belong to exactly one town, which belongs to no other place.

    Args:
        points: read from a file.
        towns: every municipality a place may be the seat of.
        report: hears of each place that could be several (``ambiguous_name``).
    """
    by_name: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for town in towns:
        by_name[town.country, "", town.name.casefold()].append(town.code)
        by_name[town.country, town.region, town.name.casefold()].append(town.code)
    found: defaultdict[str, list[NamedPointRow]] = defaultdict(list)
    for point in points:
        keys = {(point.country, point.region, name.casefold()) for name in point.names}
        codes = {code for key in keys for code in by_name.get(key, ())}
        if len(codes) > 1:
            report(_ambiguous(point, len(codes)))
        elif codes:
            found[codes.pop()].append(point)
    for code, places in found.items():
        if len(places) == 1:
            point = places[0]
            yield PointRow(point.line, code, point.latitude, point.longitude, "")
        else:
            for point in places:
                report(_ambiguous(point, len(places)))


def _ambiguous(point: NamedPointRow, count: int) -> Problem:
    return Problem(
        point.line, "", "ambiguous_name", {"name": shown(point.names[0]), "count": count}
    )
