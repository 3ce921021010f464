"""Poland's hospitals, as Eurostat publishes them."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pobratym.directory.registers.cleaning import as_day
from pobratym.directory.registers.headers import Header, screened
from pobratym.directory.registers.problems import BadCellError, Problem, Report
from pobratym.directory.registers.rows import Row
from pobratym.directory.states import InstitutionKind as Kind
from pobratym.institutions.registers.cells import Cells, key_of, web_address
from pobratym.institutions.registers.rows import InstitutionRow, PlaceTold

if TYPE_CHECKING:
    from pobratym.institutions.registers.levels import Facts


def is_eurostat(header: Header) -> bool:
    """Whether it is Eurostat's list of health care services."""
    return {"id", "hospital_name", "city", "cc", "cap_beds", "pub_date"} <= header.columns.keys()


def published_on(row: Row, header: Header) -> dt.date | None:
    """Read the day of publication, written as ``16/04/2020``."""
    try:
        return as_day(Cells(header, row[1]).text("pub_date").replace("/", "."))
    except BadCellError:
        return None


def eurostat(rows: Iterator[Row], header: Header, report: Report) -> Iterator[InstitutionRow]:
    """Yield hospitals; the same one under two ids has the same key here."""
    for line, raw in screened(rows, header, report):
        cells = Cells(header, raw)
        try:
            if cells.text("cc") != "PL":
                continue
            name = cells.name("hospital_name")
            city = cells.text("city").rpartition(" - ")[2]  # "Poznań-Nowe Miasto - Poznań"
            street = f"{cells.text('street')} {cells.text('house_number')}".strip()
            told: Facts = {"website": web_address(cells.text("url"))}
            yield InstitutionRow(
                line, key_of(city, street, name), Kind.HOSPITAL, name,
                PlaceTold("PL", city, shown=cells.text("city")), street, "open", None,
                {key: value for key, value in told.items() if value},
            )  # fmt: skip
        except BadCellError as error:
            report(Problem(line, "", error.reason, error.facts))
