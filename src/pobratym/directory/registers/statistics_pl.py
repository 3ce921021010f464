"""Polish figures: population by Statistics Poland, area by the surveyors' office."""

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
from pobratym.directory.registers.rows import Cell, FigureRow, Row

_MUNICIPAL_KINDS = "123"
_WHOLE, _LONGEST_LARGER_UNIT = 7, 4
_LARGEST_AREA_KM2 = 10_000
_DAY = re.compile(r"stan w dniu\s+(\d{1,2})\.(\d{1,2})")
_YEAR = re.compile(r"\bw\s+(\d{4})\s+r\.", re.IGNORECASE)
_TABLE = re.compile(r"\s+")


def is_population(header: Header) -> bool:
    """Whether it is the table of population by gminas, its header in Polish and English."""
    return (
        header.starting("identyfikator terytorialny") is not None
        and header.starting("ludność") is not None
    )


def population_on(header: Header) -> dt.date | None:
    """Read the reference day: day and month from the column's name, the year from the title."""
    names = " ".join(header.columns)
    day, year = _DAY.search(names), _YEAR.search(header.title)
    if not (day and year):
        return None
    try:
        return dt.date(int(year[1]), int(day[2]), int(day[1]))
    except ValueError:
        return None


def population_source(header: Header) -> str:
    """Name the source by the table's own title."""
    title = _TABLE.sub(" ", header.title.partition("\n")[0]).strip()
    return f"GUS: {title}" if title else ""


def population(
    rows: Iterator[Row], header: Header, report: Report, on: dt.date
) -> Iterator[FigureRow]:
    """Yield the residents of each gmina; sums and parts of gminas are passed over."""
    code_at = header.starting("identyfikator terytorialny") or 0
    value_at = header.starting("ludność") or 0
    for line, cells in screened(rows, header, report):
        try:
            code = _gmina(cells[code_at])
            if code and not is_missing(cells[value_at]):
                yield FigureRow(line, code, "population", as_population(cells[value_at]), on)
        except BadCellError as error:
            report(Problem(line, shown(as_text(cells[code_at])), error.reason, error.facts))


def is_area(header: Header) -> bool:
    """Whether it is the table of areas by TERYT."""
    return "teryt" in header.columns and "powierzchnia [ha]" in header.columns


def area(rows: Iterator[Row], header: Header, report: Report, on: dt.date) -> Iterator[FigureRow]:
    """Yield each gmina's area, from the hectares, which are exact; its km² are rounded."""
    code_at, value_at = header.columns["teryt"], header.columns["powierzchnia [ha]"]
    for line, cells in screened(rows, header, report):
        try:
            code = _gmina(cells[code_at])
            if code and not is_missing(cells[value_at]):
                square_km = within(as_number(cells[value_at]) / 100, 0.01, _LARGEST_AREA_KM2)
                yield FigureRow(line, code, "area", square_km, on)
        except BadCellError as error:
            report(Problem(line, shown(as_text(cells[code_at])), error.reason, error.facts))


def _gmina(cell: Cell) -> str:
    """Read a gmina's seven digits; anything larger or smaller than a gmina gives nothing.

    Raises:
        BadCellError: ``wrong_code``, ``wrong_code_length``.
    """
    code = "".join(as_text(cell).split())
    if not code or (len(code) <= _LONGEST_LARGER_UNIT and code.isdigit()):
        return ""
    if not code.isascii() or not code.isdigit():
        raise BadCellError("wrong_code", found=shown(code))
    if len(code) not in {_WHOLE - 1, _WHOLE}:  # a sheet's number has lost its leading zero
        raise BadCellError("wrong_code_length", found=shown(code), expected=_WHOLE)
    code = code.zfill(_WHOLE)
    return code if code[-1] in _MUNICIPAL_KINDS else ""
