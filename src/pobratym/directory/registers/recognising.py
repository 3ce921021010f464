"""Tells which register a file is, by its columns and never by its name."""

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pobratym.directory.registers import katottg, places, statistics_pl, statistics_ua, terc
from pobratym.directory.registers.cleaning import as_text, shown
from pobratym.directory.registers.headers import (
    LAST_HEADER_ROW,
    Header,
    headers_among,
    is_conflict,
)
from pobratym.directory.registers.problems import RefusedFileError, Report
from pobratym.directory.registers.rows import (
    FigureRow,
    NamedPointRow,
    PointRow,
    Row,
    TerritoryRow,
)
from pobratym.directory.registers.sources import Source

Scheme: TypeAlias = Literal[
    "TERC", "KATOTTG", "GUS_POPULATION", "PL_AREA", "KSE", "W3I", "PL_TOWNS", "GEONAMES"
]
_NAMED_COLUMNS = 8
TERRITORIES = frozenset({"TERC", "KATOTTG"})
AnyRow: TypeAlias = TerritoryRow | FigureRow | PointRow | NamedPointRow

_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{1,2})[-._](\d{1,2})[-._](\d{4})(?!\d)")
_ISO_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-._](\d{2})[-._](\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Register:
    """A recognised register, ready to be read once.

    Attributes:
        scheme: which one.
        dated_on: the day it is true of, where the file says so.
        source: who published it, where the file shows that; else empty.
    """

    scheme: Scheme
    dated_on: dt.date | None
    source: str
    _rows: Callable[[Report, dt.date], Iterator[AnyRow]]

    def rows(self, report: Report, on: dt.date) -> Iterator[AnyRow]:
        """Yield the good rows.

        Args:
            report: hears of every bad row, and of what was mended.
            on: the day the register is true of.
        """
        return self._rows(report, on)


def recognise(source: Source) -> Register:
    """Tell which register it is, from the first rows of each of its sheets.

    Raises:
        RefusedFileError: ``not_a_register``, ``unknown_columns``, ``simc``, ``koatuu``,
            ``conflict_markers``, and what the readers of each file format raise.
    """
    conflict = 0
    seen: list[Row] = []
    for rows in source.tables:
        head = list(itertools.islice(rows, LAST_HEADER_ROW))
        seen += head
        conflict = conflict or next((line for line, cells in head if is_conflict(cells)), 0)
        for header in headers_among(head, strict=source.form == "csv"):
            below = [row for row in head if row[0] > header.line]
            found = _as_register(header, itertools.chain(head, rows), below, source)
            if found:
                return found
            _refuse_relatives(header, conflict)
    if conflict:
        raise RefusedFileError("conflict_markers", line=conflict)
    raise no_such_register(seen, "unknown_columns")


def no_such_register(seen: list[Row], reason: str) -> RefusedFileError:
    """Name the columns of a table that is none of ours: its first row of several cells, or one."""
    rows = [list(filter(None, map(as_text, cells))) for _, cells in seen]
    names = next((row for row in rows if len(row) > 1), next(filter(None, rows), []))
    if not names:
        return RefusedFileError("not_a_register")
    listed = ", ".join(shown(name.lstrip("\ufeff")) for name in names[:_NAMED_COLUMNS])
    more = ", …" if len(names) > _NAMED_COLUMNS else ""
    return RefusedFileError(reason, columns=listed + more)


def _refuse_relatives(header: Header, conflict: int) -> None:
    """Name the registers that are easily taken for the right one."""
    if {"rodz_gmi", "sym", "sympod"} <= header.columns.keys():
        raise RefusedFileError("simc")
    if katottg.is_koatuu(header):
        if conflict:
            raise RefusedFileError("conflict_markers", line=conflict)
        raise RefusedFileError("koatuu")


def _as_register(
    header: Header, rows: Iterator[Row], below: list[Row], source: Source
) -> Register | None:
    if terc.matches(header):
        day = next(filter(None, (terc.dated_on(row, header) for row in below)), None)
        return Register(
            "TERC", day, "GUS, TERYT",
            lambda report, on: terc.territories(rows, header, report, on),
        )  # fmt: skip
    if katottg.matches(header):
        day = katottg.dated_on(header) or day_in_name(source.name)
        return Register(
            "KATOTTG", day, "Мінрозвитку, КАТОТТГ",
            lambda report, _: katottg.territories(rows, header, report),
        )  # fmt: skip
    return _as_statistics(header, rows) or _as_places(header, rows)


def _as_statistics(header: Header, rows: Iterator[Row]) -> Register | None:
    if statistics_pl.is_population(header):
        return Register(
            "GUS_POPULATION",
            statistics_pl.population_on(header),
            statistics_pl.population_source(header),
            lambda report, on: statistics_pl.population(rows, header, report, on),
        )
    if statistics_pl.is_area(header):
        return Register(
            "PL_AREA", None, "",
            lambda report, on: statistics_pl.area(rows, header, report, on),
        )  # fmt: skip
    if statistics_ua.is_kse(header):
        return Register(
            "KSE", statistics_ua.kse_on(header), statistics_ua.KSE,
            lambda report, on: statistics_ua.kse(rows, header, report, on),
        )  # fmt: skip
    if statistics_ua.is_w3i(header):
        return Register(
            "W3I", None, statistics_ua.W3I,
            lambda report, on: statistics_ua.w3i(rows, header, report, on),
        )  # fmt: skip
    return None


def _as_places(header: Header, rows: Iterator[Row]) -> Register | None:
    if places.is_towns(header):
        return Register("PL_TOWNS", None, "", lambda report, _: places.towns(rows, header, report))
    if places.is_geonames(header):
        return Register(
            "GEONAMES", None, places.GEONAMES,
            lambda report, _: places.geonames(rows, header, report),
        )  # fmt: skip
    return None


def day_in_name(name: str) -> dt.date | None:
    """Read a day out of a file's name: ``kodifikator-16-05-2025.csv``."""
    iso, european = _ISO_DAY_IN_NAME.search(name), _DAY_IN_NAME.search(name)
    try:
        if iso:
            return dt.date(*map(int, iso.groups()))
        if european:
            day, month, year = map(int, european.groups())
            return dt.date(year, month, day)
    except ValueError:
        return None
    return None
