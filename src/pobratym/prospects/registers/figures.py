"""Indicators of gminas and hromadas, out of the very files that population and area come from."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from pobratym.directory.registers import statistics_pl, statistics_ua
from pobratym.directory.registers.cleaning import as_number, as_text, is_missing, shown, within
from pobratym.directory.registers.headers import LAST_HEADER_ROW, Header, headers_among, screened
from pobratym.directory.registers.problems import (
    BadCellError,
    Problem,
    RefusedFileError,
    Report,
)
from pobratym.directory.registers.rows import Cell, Row
from pobratym.directory.registers.sources import Source

_GMINA_CODE, _URBAN, _RURAL, _MIXED, _TOWN = 7, "1", "2", "3", "4"
_KINDS = frozenset({_URBAN, _RURAL, _MIXED, _TOWN})
_INCOME_YEAR_END = dt.date(2021, 12, 31)
_THOUSAND = 1_000


class ValueRow(NamedTuple):
    """One figure of one municipality.

    Attributes:
        line: where it stood in the file.
        code: the municipality's code.
        indicator: which figure, by the catalogue.
        value: in the unit of the catalogue.
        period: the day it is true of.
        quality: ``counted`` or ``computed``.
    """

    line: int
    code: str
    indicator: str
    value: float
    period: dt.date
    quality: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A recognised file, ready to be read once.

    Attributes:
        scheme: which one.
        dated_on: the day of the file.
        source: who published it.
    """

    scheme: str
    dated_on: dt.date
    source: str
    _rows: Callable[[Report], Iterator[ValueRow]]

    def rows(self, report: Report) -> Iterator[ValueRow]:
        """Yield the good rows; ``report`` hears of the others."""
        return self._rows(report)


def recognise(source: Source) -> Figures:
    """Tell which file it is.

    Raises:
        RefusedFileError: ``not_a_register``, and what the readers of each file format raise.
    """
    for rows in source.tables:
        head = [row for row, _ in zip(rows, range(LAST_HEADER_ROW), strict=False)]
        for header in headers_among(head, strict=source.form == "csv"):
            found = _as_figures(header, _chain(head, rows))
            if found:
                return found
    raise RefusedFileError("not_a_register")


def _chain(head: list[Row], rows: Iterator[Row]) -> Iterator[Row]:
    yield from head
    yield from rows


def _as_figures(header: Header, rows: Iterator[Row]) -> Figures | None:
    if statistics_pl.is_population(header):
        on = statistics_pl.population_on(header)
        if on:
            source = statistics_pl.population_source(header) or "GUS"
            return Figures("GUS_INDICATORS", on, source, partial(_gminas, rows, header, on))
    if {"hromada_code", "urban_pct", "income_own_2021"} <= header.columns.keys():
        on = statistics_ua.kse_on(header)
        if on:
            return Figures(
                "KSE_INDICATORS",
                on,
                statistics_ua.KSE,
                partial(_hromadas, rows, header, on),
            )
    return None


@dataclass(slots=True)
class _Gmina:
    line: int
    code: str
    people: float
    births: float
    growth: float
    migration: float


def _gminas(rows: Iterator[Row], header: Header, on: dt.date, report: Report) -> Iterator[ValueRow]:
    """Yield the figures of each gmina; the share of its town where it is partly rural."""
    at = {
        "code": header.starting("identyfikator terytorialny") or 0,
        "people": header.starting("ludność") or 0,
        "births": header.starting("urodzenia żywe") or 0,
        "growth": header.starting("przyrost naturalny") or 0,
        "migration": header.starting("ogólne saldo migracji") or 0,
    }
    mixed: dict[str, _Gmina] = {}
    for line, cells in screened(rows, header, report):
        code = "".join(as_text(cells[at["code"]]).split())
        if not code.isdigit() or len(code) not in {_GMINA_CODE - 1, _GMINA_CODE}:
            continue  # sums of regions; whole rows are told by the loading of the population
        code = code.zfill(_GMINA_CODE)
        if code[-1] not in _KINDS:
            continue
        try:
            gmina = _gmina(line, code, cells, at)
        except BadCellError as error:
            report(Problem(line, shown(code), error.reason, error.facts))
            continue
        if code[-1] == _TOWN:
            whole = mixed.pop(code[:-1], None)
            if whole:
                share = min(100.0, 100 * gmina.people / whole.people)
                yield ValueRow(whole.line, whole.code, "urban_share", share, on, "computed")
            continue
        if code[-1] == _MIXED:
            mixed[code[:-1]] = gmina
        else:
            share = 100.0 if code[-1] == _URBAN else 0.0
            yield ValueRow(line, code, "urban_share", share, on, "computed")
        yield from _movements(gmina, on)


def _gmina(line: int, code: str, cells: Sequence[Cell], at: Mapping[str, int]) -> _Gmina:
    return _Gmina(
        line,
        code,
        people=within(as_number(cells[at["people"]]), 1, 50_000_000),
        births=_count(cells[at["births"]]),
        growth=_count(cells[at["growth"]]),
        migration=_count(cells[at["migration"]]),
    )


def _count(cell: Cell) -> float:
    """Read a number of a table of Statistics Poland, where a dash stands for nought."""
    return 0.0 if is_missing(cell) else as_number(cell)


def _movements(gmina: _Gmina, on: dt.date) -> Iterator[ValueRow]:
    per = _THOUSAND / gmina.people
    for indicator, count in (
        ("births", gmina.births),
        ("natural_change", gmina.growth),
        ("migration", gmina.migration),
    ):
        yield ValueRow(gmina.line, gmina.code, indicator, count * per, on, "computed")


def _hromadas(
    rows: Iterator[Row], header: Header, on: dt.date, report: Report
) -> Iterator[ValueRow]:
    """Yield the figures of each hromada; columns about heads of hromadas are never looked at."""
    columns = header.columns
    people_at = next(
        at for name, at in columns.items() if name.startswith(("total_populta", "total_populat"))
    )
    for line, cells in screened(rows, header, report):
        try:
            code = statistics_ua.hromada(cells[columns["hromada_code"]])
            urban, income = cells[columns["urban_pct"]], cells[columns["income_own_2021"]]
            people, transfers = cells[people_at], cells[columns["income_transfert_2021"]]
            total = cells[columns["income_total_2021"]]
            if not is_missing(urban):
                share = 100 * within(as_number(urban), 0, 1)
                yield ValueRow(line, code, "urban_share", share, on, "counted")
            if not is_missing(income) and not is_missing(people):
                count = within(as_number(people), 1, 50_000_000)
                each = within(as_number(income), 0, 1e9) * _THOUSAND / count
                yield ValueRow(line, code, "own_income", each, _INCOME_YEAR_END, "computed")
            if not is_missing(transfers) and not is_missing(total):
                # the table's own column of shares holds something else
                share = 100 * as_number(transfers) / within(as_number(total), 1, 1e9)
                share = within(share, 0, 100)
                yield ValueRow(line, code, "transfers", share, _INCOME_YEAR_END, "computed")
        except BadCellError as error:
            shown_code = shown(as_text(cells[columns["hromada_code"]]))
            report(Problem(line, shown_code, error.reason, error.facts))
