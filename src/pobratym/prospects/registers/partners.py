"""Lists of partner cities as others publish them; places in Poland and Ukraine are of interest.

Wikipedia's lists (a pair may stand on one side or on both), Wikidata's and the W3I release, which
says of each partner how it knows.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pobratym.directory.registers.cleaning import as_text
from pobratym.directory.registers.headers import LAST_HEADER_ROW, Header, headers_among, screened
from pobratym.directory.registers.problems import Problem, RefusedFileError, Report
from pobratym.directory.registers.rows import Row
from pobratym.directory.registers.sources import Source, opened

_W3I = "Hromada Strategy Collaboration Mapping (W3I), CC BY 4.0"
_OURS = {"poland": "PL", "ukraine": "UA"}
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"(19|20)\d{2}", re.ASCII)
_LONGEST = 200
_LARGEST_JSON = 1 << 26


class PartnerRow(NamedTuple):
    """A municipality and the partner that a source gives it.

    Attributes:
        line: where it stood in the file.
        country: ``PL`` or ``UA``.
        name: of the municipality as the source writes it, or empty where there is a code.
        code: the municipality's code, or empty.
        latitude: of the municipality, or none.
        longitude: of the municipality, or none.
        partner: name of the partner as the source writes it.
        partner_country: name or code of the partner's country as the source writes it.
        since: the first day of the year or the day, or none.
        precision: ``day`` or ``year``.
        confidence: ``stated``, or ``inferred`` where the source itself only concluded it.
    """

    line: int
    country: str
    name: str
    code: str
    latitude: float | None
    longitude: float | None
    partner: str
    partner_country: str
    since: dt.date | None = None
    precision: str = "day"
    confidence: str = "stated"


@dataclass(frozen=True, slots=True)
class Partners:
    """A recognised list.

    Attributes:
        scheme: which one.
        source: who published it.
        url: where.
        rows: reads it, once.
    """

    scheme: str
    source: str
    url: str
    rows: Callable[[Report], Iterator[PartnerRow]]


def read(path: Path, report: Report) -> tuple[Partners, list[PartnerRow]]:
    """Read a whole list of partner cities.

    Raises:
        RefusedFileError: it is none of the lists known, or broken.
    """
    release = _release(path)
    if release is not None:
        found = Partners(
            "TWIN_W3I",
            _W3I,
            "https://github.com/MaxSemenchuk/hromada-strategy-collab",
            lambda _: _w3i(release),
        )
        return found, list(found.rows(report))
    with opened(path) as source:
        found = _recognise(source)
        return found, list(found.rows(report))


def _release(path: Path) -> dict[str, Any] | None:
    """Read the W3I release, which is one object and not a list of records."""
    with path.open("rb") as file:
        if file.read(64).lstrip()[:1] != b"{" or path.stat().st_size > _LARGEST_JSON:
            return None
        file.seek(0)
        try:
            found = json.load(file)
        except (ValueError, RecursionError) as error:
            raise RefusedFileError("broken_json", line=1) from error
    is_release = isinstance(found, dict) and isinstance(found.get("hromadas"), list)
    return found if is_release else None


def _w3i(release: dict[str, Any]) -> Iterator[PartnerRow]:
    for line, hromada in enumerate(release["hromadas"], start=1):
        if not isinstance(hromada, dict):
            continue
        for partner in hromada.get("partners") or []:
            since, precision = _since(str(partner.get("since") or ""))
            yield PartnerRow(
                line,
                "UA",
                str(hromada.get("short") or hromada.get("name") or ""),
                str(hromada.get("katottg") or ""),
                None,
                None,
                str(partner.get("partner_name") or "").strip(),
                str(partner.get("partner_country") or "").strip(),
                since,
                precision,
                "stated" if partner.get("confidence") == "registry" else "inferred",
            )
    for line, missed in enumerate(release.get("unmatched") or [], start=1):
        yield PartnerRow(
            line,
            "UA",
            str(missed.get("ua_name_de") or ""),
            "",
            None,
            None,
            str(missed.get("de_name") or "").strip(),
            "DE",
        )


def _since(text: str) -> tuple[dt.date | None, str]:
    day, year = _DAY.search(text), _YEAR.search(text)
    try:
        if day:
            return dt.date(*map(int, day.groups())), "day"
    except ValueError:
        return None, "day"
    return (dt.date(int(year[0]), 1, 1), "year") if year else (None, "day")


def _recognise(source: Source) -> Partners:
    for rows in source.tables:
        head = [row for row, _ in zip(rows, range(LAST_HEADER_ROW), strict=False)]
        for header in headers_among(head, strict=source.form == "csv"):
            below = _chain(head, rows)
            if {"city1", "country1", "city2", "country2"} <= header.columns.keys():
                return Partners(
                    "TWIN_WIKIPEDIA",
                    "Wikipedia, lists of twin towns and sister cities",
                    "https://en.wikipedia.org/wiki/Lists_of_twin_towns_and_sister_cities",
                    partial(_both, below, header, _WIKIPEDIA),
                )
            if {"origincitylabel", "sistercitylabel"} <= header.columns.keys():
                return Partners(
                    "TWIN_WIKIDATA",
                    "Wikidata, twinned administrative body (P190)",
                    "https://www.wikidata.org/wiki/Property:P190",
                    partial(_both, below, header, _WIKIDATA),
                )
    raise RefusedFileError("not_a_register")


def _chain(head: list[Row], rows: Iterator[Row]) -> Iterator[Row]:
    yield from head
    yield from rows


_WIKIPEDIA = (("city1", "country1", "lat1", "lng1"), ("city2", "country2", "lat2", "lng2"))
_WIKIDATA = (
    ("origincitylabel", "origincountry", "originlat", "originlong"),
    ("sistercitylabel", "destination_countrylabel", "destinationlat", "destinationlong"),
)


def _both(
    rows: Iterator[Row], header: Header, sides: tuple[tuple[str, ...], ...], report: Report
) -> Iterator[PartnerRow]:
    """Yield each pair from each side that is ours."""
    at = header.columns
    for line, cells in screened(rows, header, report):
        told = [[cells[at[name]] if name in at else None for name in side] for side in sides]
        for own, other in ((told[0], told[1]), (told[1], told[0])):
            country = _OURS.get(country_named(as_text(own[1])).lower())
            if not country:
                continue
            name, partner = as_text(own[0]), as_text(other[0])
            if not name or not partner or max(len(name), len(partner)) > _LONGEST:
                report(Problem(line, "", "no_name"))
                continue
            latitude, longitude = _place(own[2]), _place(own[3])
            yield PartnerRow(
                line, country, name, "", latitude, longitude, partner, as_text(other[1])
            )


def country_named(text: str) -> str:
    """Give the country out of "England, United Kingdom" or "Georgia (country)"."""
    return text.rpartition(",")[2].partition("(")[0].strip()


def _place(cell: object) -> float | None:
    try:
        return float(str(cell).replace(",", "."))
    except ValueError:
        return None
