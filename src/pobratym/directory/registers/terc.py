"""Poland's register of territorial units, TERC of TERYT, as Statistics Poland publishes it.

The "official" edition lists urban-rural gminas (RODZ 3) and their parts (4 town, 5 rural area);
the "address" edition lists the parts alone, and of the five cities with districts or delegations
only those. The gminas left out follow from the register's own numbering: a town and a rural area
with the same six digits are one gmina ending in 3; a city with powiat rights is gmina 01 of kind 1
of its powiat, as in every city that the address edition does list.
"""

import datetime as dt
import operator
from collections.abc import Iterator, Sequence

from pobratym.directory.registers.cleaning import (
    Note,
    as_day,
    as_digits,
    as_name,
    as_text,
    is_missing,
    shown,
)
from pobratym.directory.registers.headers import Header, noting, screened
from pobratym.directory.registers.problems import BadCellError, Problem, Report
from pobratym.directory.registers.rows import (
    CITY_DISTRICT,
    DISTRICT,
    LOCALITY,
    MUNICIPALITY,
    REGION,
    Cell,
    Row,
    TerritoryRow,
)

COLUMNS = ("woj", "pow", "gmi", "rodz", "nazwa", "nazwa_dod", "stan_na")
_MUNICIPAL = frozenset("123")
_NEITHER, _MUNICIPALITY = (False, False), (True, False)


def matches(header: Header) -> bool:
    """Whether these are TERC's columns."""
    return all(name in header.columns for name in COLUMNS)


def dated_on(first: Row, header: Header) -> dt.date | None:
    """Read the day the register is true of from its first row; none when that is broken."""
    try:
        return as_day(first[1][header.columns["stan_na"]])
    except (BadCellError, IndexError):
        return None


def territories(
    rows: Iterator[Row], header: Header, report: Report, dated: dt.date
) -> Iterator[TerritoryRow]:
    """Yield voivodeships, powiats, gminas and their parts, then the gminas that follow from them.

    Args:
        rows: the table from its beginning.
        header: where its columns stand.
        report: hears of every row left out and why.
        dated: the edition's day; rows of another day are refused.
    """
    reader = _Reader(header, dated)
    for line, cells in screened(rows, header, report):
        try:
            row = reader.read(line, cells, noting(line, report))
        except BadCellError as error:
            if any(map(as_text, cells)):
                report(Problem(line, reader.code_of(cells), error.reason, error.facts))
        else:
            yield row
    yield from reader.following()


class _Reader:
    """Reads one row after another and remembers what the left-out gminas follow from."""

    def __init__(self, header: Header, dated: dt.date) -> None:
        self._at = operator.itemgetter(*(header.columns[name] for name in COLUMNS))
        self._dated = dated
        self._day = dated.isoformat()
        self._towns: dict[str, TerritoryRow] = {}
        self._cities: dict[str, TerritoryRow] = {}
        self._listed: set[str] = set()

    def code_of(self, cells: Sequence[Cell]) -> str:
        """Say the code as far as it can be read."""
        return shown("".join(map(as_text, self._at(cells)[:4])))

    def read(self, line: int, cells: Sequence[Cell], note: Note) -> TerritoryRow:
        """Read one row.

        Raises:
            BadCellError: why it cannot be used.
        """
        voivodeship, powiat, gmina, kind, name, addition, state = self._at(cells)
        self._check_day(state)
        code = as_digits(voivodeship, 2)
        if is_missing(powiat):
            self._check_ends(gmina, kind)
            return TerritoryRow(line, code, "", REGION, "W", as_name(name, note).lower(), *_NEITHER)
        parent, code = code, code + as_digits(powiat, 2)
        if is_missing(gmina):
            self._check_ends(kind)
            return self._powiat(line, code, parent, as_name(name, note), as_text(addition))
        ending = as_digits(gmina, 2) + as_digits(kind, 1)
        self._listed.add(code + ending)  # also when its name turns out to be missing
        return self._gmina(line, code, ending, as_name(name, note))

    def _check_day(self, state: Cell) -> None:
        if state == self._day:
            return
        day = as_day(state)
        if day != self._dated:
            raise BadCellError("other_edition", found=day.isoformat(), expected=self._day)

    @staticmethod
    def _check_ends(*cells: Cell) -> None:
        if not all(map(is_missing, cells)):
            raise BadCellError("code_with_gap")

    def _powiat(self, line: int, code: str, parent: str, name: str, addition: str) -> TerritoryRow:
        is_city = addition.startswith("miasto")
        row = TerritoryRow(line, code, parent, DISTRICT, "C" if is_city else "P", name, *_NEITHER)
        if is_city:
            self._cities[code] = row
        return row

    def _gmina(self, line: int, powiat: str, ending: str, name: str) -> TerritoryRow:
        code, kind = powiat + ending, ending[-1]
        if kind in _MUNICIPAL:
            return TerritoryRow(line, code, powiat, MUNICIPALITY, kind, name, *_MUNICIPALITY)
        if kind in "45":
            parent, level = code[:-1] + "3", LOCALITY
        elif kind in "89":
            parent, level = powiat + "011", CITY_DISTRICT
        else:
            raise BadCellError("unknown_kind", found=kind)
        row = TerritoryRow(line, code, parent, level, kind, name, False, kind == "4")
        if kind == "4" or (kind == "5" and parent not in self._towns):
            self._towns[parent] = row
        return row

    def following(self) -> Iterator[TerritoryRow]:
        """Yield the gminas that the edition leaves out, on the lines they follow from."""
        for code, town in self._towns.items():
            if code not in self._listed:
                yield TerritoryRow(
                    town.line, code, code[:4], MUNICIPALITY, "3", town.name, *_MUNICIPALITY
                )
        for powiat, city in self._cities.items():
            code = powiat + "011"
            if code not in self._listed:
                yield TerritoryRow(
                    city.line, code, powiat, MUNICIPALITY, "1", city.name, *_MUNICIPALITY
                )
