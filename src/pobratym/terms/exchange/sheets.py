"""Term bases as CSV with columns of our own; cells are text in every spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from pobratym.core.cells import safe_cell
from pobratym.core.signs import first_unfit, without_misleading
from pobratym.terms.exchange.rows import LONGEST_FILE, MOST_ROWS, ConceptRow, Unreadable
from pobratym.terms.states import TermStatus

_SUFFIX = {TermStatus.PREFERRED: "", TermStatus.ADMITTED: "_admitted", TermStatus.AVOID: "_avoid"}
_BETWEEN = "; "
_COLUMN = re.compile(r"^(?P<language>[a-z]{2})(?P<suffix>|_admitted|_avoid)$")


def write_sheet(concepts: Sequence[ConceptRow], languages: Iterable[str]) -> bytes:
    """Write a sheet in UTF-8 with its mark, parted by commas, a row for each concept."""
    languages = list(languages)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = [f"{language}{suffix}" for language in languages for suffix in _SUFFIX.values()]
    notes = sorted({language for concept in concepts for language in concept.note})
    writer.writerow(["code", "area", *columns, *(f"note_{language}" for language in notes)])
    for concept in concepts:
        cells = [
            _BETWEEN.join(text for text, one in concept.terms.get(language, ()) if one == status)
            for language in languages
            for status in _SUFFIX
        ]
        told = [concept.note.get(language, "") for language in notes]
        writer.writerow([safe_cell(cell) for cell in (concept.code, concept.area, *cells, *told)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read_sheet(data: bytes) -> list[ConceptRow]:
    """Read a sheet as we write it, or as a spreadsheet saved it anew.

    Commas, semicolons or tabs part the cells; UTF-8 or UTF-16. Columns that are not ours are left
    out.

    Raises:
        Unreadable: ``too_large``, ``encoding``, ``no_columns``, ``too_many``, ``empty``.
    """
    if len(data) > LONGEST_FILE:
        raise Unreadable("too_large")
    text = _decoded(data)
    head = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if sum(bool(_COLUMN.match(name)) and len(name) == _CODE for name in names) < _CODE:
            raise Unreadable("no_columns", 1)
        rows = [_row(names, cells, reader.line_num) for cells in reader if any(cells)]
    except csv.Error as broken:
        raise Unreadable("no_columns", reader.line_num) from broken
    if len(rows) > MOST_ROWS:
        raise Unreadable("too_many")
    if not rows:
        raise Unreadable("empty")
    return rows


_CODE = 2
"""Letters of a language's code, and columns of languages that a sheet needs."""


def _row(names: Sequence[str], cells: Sequence[str], line: int) -> ConceptRow:
    told = {name: _plain(cell) for name, cell in zip(names, cells, strict=False)}
    terms: dict[str, list[tuple[str, TermStatus]]] = {}
    for status, suffix in _SUFFIX.items():
        for name, cell in told.items():
            column = _COLUMN.match(name)
            if column and column["suffix"] == suffix:
                row = terms.setdefault(column["language"], [])
                row += [(" ".join(one.split()), status) for one in cell.split(";") if one.strip()]
    note = {name[5:]: cell for name, cell in told.items() if name.startswith("note_") and cell}
    return ConceptRow(
        told.get("code", ""),
        told.get("area", ""),
        {language: row for language, row in terms.items() if row},
        note,
        line,
    )


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise Unreadable("encoding", data[: wrong.start].count(b"\n") + 1) from wrong
    if unfit := first_unfit(text):
        raise Unreadable("encoding", text.count("\n", 0, unfit.place) + 1)
    return without_misleading(text)


def _plain(cell: str) -> str:
    """Read a cell as ``safe_cell`` wrote it."""
    is_guarded = cell.startswith("'") and safe_cell(cell[1:]) == cell
    return (cell[1:] if is_guarded else cell).strip()
