"""Finds the row of column names, wherever a publisher put it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from pobratym.directory.registers.cleaning import as_text
from pobratym.directory.registers.problems import Problem, Report
from pobratym.directory.registers.rows import Cell, Row

LAST_HEADER_ROW = 40
_CONFLICT = re.compile(r"<{7}|={7}|>{7}|\|{7}")

Columns: TypeAlias = Mapping[str, int]


class Header(NamedTuple):
    """The row of column names.

    Attributes:
        line: where it stands.
        columns: where each column stands, by its name as `plain` makes it.
        width: how many cells each row should have.
        title: everything written above it.
        strict: whether a row with more or fewer cells is broken, as in text files; in a sheet
            it only has notes beside the table, or ends early.
    """

    line: int
    columns: Columns
    width: int
    title: str
    strict: bool

    def starting(self, beginning: str) -> int | None:
        """Say where the first column stands whose name begins so."""
        found = (at for name, at in self.columns.items() if name.startswith(beginning))
        return min(found, default=None)


def plain(cell: Cell) -> str:
    """Make column names comparable: small letters, single blanks, one kind of apostrophe."""
    text = re.sub(r"\s+", " ", as_text(cell).lstrip("\ufeff")).lower()
    return re.sub("[’ʼ`´]", "'", text)


def headers_among(rows: Sequence[Row], *, strict: bool) -> Iterator[Header]:
    """Offer every row that could be the header, in order; ``strict`` as in `Header`."""
    title: list[str] = []
    for line, cells in rows:
        names = [plain(cell) for cell in cells]
        while names and not names[-1]:
            names.pop()
        if len(names) > 1:
            columns = {name: at for at, name in reversed(list(enumerate(names))) if name}
            yield Header(line, columns, len(cells), "\n".join(title), strict)
        title.extend(as_text(cell) for cell in cells if cell)


def screened(rows: Iterator[Row], header: Header, report: Report) -> Iterator[Row]:
    """Yield the rows below the header that have its cells; blank ones are passed over."""
    width = header.width
    for line, cells in rows:
        if line <= header.line:
            if is_conflict(cells):
                report(Problem(line, "", "conflict_marker"))
        elif len(cells) == width:
            yield line, cells
        elif is_conflict(cells):
            report(Problem(line, "", "conflict_marker"))
        elif not header.strict:
            yield line, [*cells, *[None] * width][:width]
        elif any(map(as_text, cells)):
            filled = _filled(cells)
            if filled <= width < len(cells):
                yield line, cells[:width]
            else:
                facts = {"found": filled, "expected": width}
                report(Problem(line, "", "wrong_cell_count", facts))


def _filled(cells: Sequence[Cell]) -> int:
    """Count the cells up to the last that holds something."""
    return max(at for at, cell in enumerate(cells, start=1) if as_text(cell))


def is_conflict(cells: Sequence[Cell]) -> bool:
    """Whether a line was left by a version control system that could not merge two editions."""
    return bool(cells) and isinstance(cells[0], str) and _CONFLICT.match(cells[0]) is not None


def noting(line: int, report: Report) -> Callable[[str], None]:
    """Make the ear that hears what was mended in one row."""
    return lambda reason: report(Problem(line, "", reason))
