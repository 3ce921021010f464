"""Poland's primary schools, as the list of the eighth-grade exam names them.

Marks and numbers of pupils examined are not read.
"""

from collections.abc import Iterator

from pobratym.directory.registers.headers import Header, screened
from pobratym.directory.registers.problems import BadCellError, Problem, Report
from pobratym.directory.registers.rows import Row
from pobratym.directory.states import InstitutionKind as Kind
from pobratym.institutions.registers import levels
from pobratym.institutions.registers.cells import Cells, key_of
from pobratym.institutions.registers.rows import InstitutionRow, PlaceTold

_PUBLIC = {"tak": "publiczna", "nie": "niepubliczna"}


def is_cke(header: Header) -> bool:
    """Whether it is a list of the eighth-grade exam."""
    return {"region", "public", "school", "city", "polish_candidates"} <= header.columns.keys()


def cke(rows: Iterator[Row], header: Header, report: Report) -> Iterator[InstitutionRow]:
    """Yield the schools: their names and places only."""
    for line, raw in screened(rows, header, report):
        cells = Cells(header, raw)
        try:
            name = cells.name("school")
            region, city = cells.text("region"), cells.text("city")
            told = levels.facts([levels.PRIMARY, levels.LOWER], polish=True)
            if public := _PUBLIC.get(cells.text("public").casefold()):
                told["ownership"] = public
            is_special = "SPECJALN" in name.upper()
            yield InstitutionRow(
                line, key_of(region, city, name),
                Kind.SPECIAL_SCHOOL if is_special else Kind.PRIMARY_SCHOOL, name,
                PlaceTold("PL", city, region, shown=f"{city}, {region}"), "", "open", None, told,
            )  # fmt: skip
        except BadCellError as error:
            report(Problem(line, "", error.reason, error.facts))
