"""Ukrainian figures of hromadas, as researchers publish them.

The tables of the KSE Loc Data Hub (population with the year in the column's name and a misspelling
in one edition, geography, both in the full set) and the W3I release. Their many other columns, some
of them about heads of hromadas, are never looked at.
"""

import datetime as dt
import re
from collections.abc import Iterator

from pobratym.directory.registers.cleaning import (
    as_number,
    as_population,
    as_text,
    is_missing,
    shown,
    within,
)
from pobratym.directory.registers.headers import Header, screened
from pobratym.directory.registers.problems import BadCellError, Problem, Report
from pobratym.directory.registers.rows import Cell, FigureRow, PointRow, Row

KSE = "KSE Loc Data Hub"
W3I = "Hromada Strategy Collaboration Mapping (W3I), CC BY 4.0"

_TOTAL = re.compile(r"total_popul(?:ation|taion)_(\d{4})")
_CODE = re.compile(r"UA\d{17}", re.ASCII)
_LARGEST_AREA_KM2 = 20_000


def is_kse(header: Header) -> bool:
    """Whether it is a KSE table with population or geography of hromadas."""
    return "hromada_code" in header.columns and (
        _total_column(header) is not None or "lat_center" in header.columns
    )


def kse_on(header: Header) -> dt.date | None:
    """Read the reference day: Ukraine counts residents on 1 January of the column's year."""
    column = _total_column(header)
    return dt.date(int(_year(column)), 1, 1) if column else None


def kse(
    rows: Iterator[Row], header: Header, report: Report, on: dt.date
) -> Iterator[FigureRow | PointRow]:
    """Yield residents, area and place of each hromada, as far as the table has them."""
    code_at = header.columns["hromada_code"]
    people_at = header.columns.get(_total_column(header) or "")
    area_at = header.columns.get("square")
    for line, cells in screened(rows, header, report):
        try:
            code = hromada(cells[code_at])
            if people_at is not None and not is_missing(cells[people_at]):
                yield FigureRow(line, code, "population", as_population(cells[people_at]), on)
            if area_at is not None and not is_missing(cells[area_at]):
                square_km = within(as_number(cells[area_at]), 0.01, _LARGEST_AREA_KM2)
                yield FigureRow(line, code, "area", square_km, on)
            if "lat_center" in header.columns:
                yield from _point(line, code, [cells[at] for at in _point_columns(header)])
        except BadCellError as error:
            report(Problem(line, shown(as_text(cells[code_at])), error.reason, error.facts))


def _total_column(header: Header) -> str | None:
    return next((name for name in header.columns if _TOTAL.fullmatch(name)), None)


def _year(column: str) -> str:
    return column[-4:]


def _point_columns(header: Header) -> list[int]:
    columns = header.columns
    return [columns["lat_center"], columns["lon_center"], columns["hromada_center_code"]]


def _point(line: int, code: str, cells: list[Cell]) -> Iterator[PointRow]:
    latitude, longitude, seat = cells
    if is_missing(latitude) or is_missing(longitude):
        return
    yield PointRow(
        line,
        code,
        within(as_number(latitude), 44, 53),
        within(as_number(longitude), 22, 41),
        "" if is_missing(seat) else hromada(seat),
    )


def is_w3i(header: Header) -> bool:
    """Whether it is the W3I release."""
    return {"name", "katottg", "oblast", "population"} <= header.columns.keys()


def w3i(rows: Iterator[Row], header: Header, report: Report, on: dt.date) -> Iterator[FigureRow]:
    """Yield residents; the strategies, projects and partners in this release are not read."""
    code_at, people_at = header.columns["katottg"], header.columns["population"]
    for line, cells in screened(rows, header, report):
        try:
            if is_missing(cells[people_at]):
                continue
            code = hromada(cells[code_at])
            yield FigureRow(line, code, "population", as_population(cells[people_at]), on)
        except BadCellError as error:
            report(Problem(line, shown(as_text(cells[code_at])), error.reason, error.facts))


def hromada(cell: Cell) -> str:
    """Read a KATOTTG code.

    Raises:
        BadCellError: ``no_code``, ``wrong_code``, ``wrong_code_length``.
    """
    if is_missing(cell):
        raise BadCellError("no_code")
    code = as_text(cell)
    if _CODE.fullmatch(code):
        return code
    if len(code) != len("UA") + 17:
        raise BadCellError("wrong_code_length", found=shown(code), expected=19)
    raise BadCellError("wrong_code", found=shown(code))
