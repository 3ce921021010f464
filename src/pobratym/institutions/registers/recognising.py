"""Tells which register of institutions a file is, by its columns and never by its name."""

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pobratym.directory.registers.headers import (
    LAST_HEADER_ROW,
    Header,
    headers_among,
    is_conflict,
)
from pobratym.directory.registers.problems import RefusedFileError, Report
from pobratym.directory.registers.recognising import day_in_name, no_such_register
from pobratym.directory.registers.rows import Country, Row
from pobratym.directory.registers.sources import Source
from pobratym.institutions.registers import (
    care_pl,
    hospitals_pl,
    own_list,
    schools_pl,
    schools_ua,
    services_ua,
)
from pobratym.institutions.registers.rows import InstitutionRow
from pobratym.institutions.states import Register

_MONTHS = {
    month: number
    for number, month in enumerate(
        (
            "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia",
            "września", "października", "listopada", "grudnia",
        ),
        start=1,
    )
}  # fmt: skip
_DAY_IN_WORDS = re.compile(r"(\d{1,2})\s+(" + "|".join(_MONTHS) + r")\s+(\d{4})", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")

Reader = Callable[[Iterator[Row], Header, Report], Iterator[InstitutionRow]]
_Rows = Callable[[Report, Country | None], Iterator[InstitutionRow]]
_Test = Callable[[Header], bool]

_READERS: list[tuple[_Test, Register, Reader, Country, str]] = [
    (schools_ua.is_general, Register.EDEBO_SCHOOLS, schools_ua.general, "UA", "ЄДЕБО"),
    (schools_ua.is_isuo, Register.ISUO, schools_ua.isuo, "UA", "ІСУО"),
    (services_ua.is_nszu, Register.NSZU, services_ua.nszu, "UA", "НСЗУ"),
    (services_ua.is_cnap, Register.CNAP, services_ua.cnap, "UA", "Реєстр ЦНАП"),
    (schools_pl.is_cke, Register.CKE, schools_pl.cke, "PL", "CKE"),
    (
        hospitals_pl.is_eurostat, Register.HOSPITALS_PL, hospitals_pl.eurostat, "PL",
        "Eurostat, healthcare services",
    ),
    (care_pl.is_day_centres, Register.DAY_CENTRES, care_pl.day_centres, "PL", "Urząd Wojewódzki"),
    (care_pl.is_senior, Register.SENIOR_CLUBS, care_pl.senior, "PL", "Urząd Wojewódzki"),
    (care_pl.is_homes, Register.CARE_HOMES, care_pl.homes, "PL", "Urząd Wojewódzki"),
    (care_pl.is_social, Register.SOCIAL_CENTRES, care_pl.social, "PL", "RJPS"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recognised register, ready to be read once.

    Attributes:
        register: which one.
        country: whose institutions it has; None for our own template.
        dated_on: the day it is true of, where the file or its name says so.
        source: who published it.
    """

    register: Register
    country: Country | None
    dated_on: dt.date | None
    source: str
    _rows: _Rows

    def rows(self, report: Report, country: Country | None = None) -> Iterator[InstitutionRow]:
        """Yield the good rows.

        Args:
            report: hears of every bad row.
            country: of the city whose own list it is.
        """
        return self._rows(report, country)


def recognise(source: Source) -> Recognised:
    """Tell which register it is, from the first rows of each of its sheets.

    Raises:
        RefusedFileError: ``not_a_register``, ``unknown_columns``, ``conflict_markers``,
            ``swapped_columns``, and what the readers of each file format raise.
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
    if conflict:
        raise RefusedFileError("conflict_markers", line=conflict)
    raise no_such_register(seen, "unknown_institution_columns")


def _as_register(
    header: Header, rows: Iterator[Row], below: list[Row], source: Source
) -> Recognised | None:
    for test, register, reader, country, publisher in _READERS:
        if test(header):
            return Recognised(
                register, country, _day(header, below, source), publisher,
                _by(reader, rows, header),
            )  # fmt: skip
    if schools_ua.is_further(header):
        return Recognised(
            _further(below, header), "UA", _day(header, below, source), "ЄДЕБО",
            lambda report, _country: schools_ua.further(rows, header, report),
        )  # fmt: skip
    if own_list.matches(header):
        own_list.refuse_swapped(header, below)
        return Recognised(
            Register.OWN_LIST, None, None, "",
            lambda report, country: own_list.institutions(rows, header, report, country),
        )  # fmt: skip
    return None


def _by(reader: Reader, rows: Iterator[Row], header: Header) -> _Rows:
    return lambda report, _country: reader(rows, header, report)


def _further(below: list[Row], header: Header) -> Register:
    """Tell higher from vocational education by the first categories."""
    at = header.columns["категорія закладу освіти"]
    higher = sum("вищої" in str(cells[at]) for _line, cells in below)
    return Register.EDEBO_HIGHER if higher * 2 > len(below) else Register.EDEBO_VOCATIONAL


def _day(header: Header, below: list[Row], source: Source) -> dt.date | None:
    """Read the day from the title, the table itself or the file's name, in this order."""
    if hospitals_pl.is_eurostat(header) and below:
        return hospitals_pl.published_on(below[0], header)
    return _day_in(header.title) or _day_in(" ".join(header.columns)) or day_in_name(source.name)


def _day_in(text: str) -> dt.date | None:
    words, figures = _DAY_IN_WORDS.search(text), _DAY.search(text)
    try:
        if words:
            return dt.date(int(words[3]), _MONTHS[words[2].casefold()], int(words[1]))
        if figures:
            return dt.date(int(figures[3]), int(figures[2]), int(figures[1]))
    except ValueError:
        return None
    return None
