"""Ukraine's codifier of administrative units and territories of hromadas, KATOTTG.

A code is ``UA``, oblast (2 digits), raion (2), hromada (3), settlement (3), city district (2) and
five digits of its own; each level's digits repeat those above. The settlement numbered 001 is the
seat of its hromada, whose everyday name is the seat's (Вараш, not Вараська). Kyiv and Sevastopol
stand in the codifier without a hromada; such a city counts as a municipality itself.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from pobratym.directory.registers.cleaning import Note, as_name, as_text, shown
from pobratym.directory.registers.headers import Header, noting, screened
from pobratym.directory.registers.problems import BadCellError, Problem, Report
from pobratym.directory.registers.rows import Cell, Row, TerritoryRow

LEVELS = ("перший", "другий", "третій", "четвертий", "додатковий")
_DEPTHS = {"O": 1, "K": 1, "P": 2, "H": 3, "M": 4, "X": 4, "C": 4, "B": 5}
_SHARED = {1: 2, 2: 4, 3: 6, 4: 9, 5: 12}
"""How many signs a code of each depth shares with the code above it."""

_LOOK_ALIKE = str.maketrans("ОКРНМХСВАУІ", "OKPHMXCBAYI")
_CODE = re.compile(r"UA\d{17}", re.ASCII)
_LENGTH = 19
_OLD_CODES = re.compile(r"^перший рівень|(?<![^\W_])(?:koatuu|коатуу)(?![^\W_])")
_MONTHS = {
    "січня": 1, "лютого": 2, "березня": 3, "квітня": 4, "травня": 5, "червня": 6,
    "липня": 7, "серпня": 8, "вересня": 9, "жовтня": 10, "листопада": 11, "грудня": 12,
}  # fmt: skip
_DAY_IN_WORDS = re.compile(rf"(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+(\d{{4}})")


def matches(header: Header) -> bool:
    """Whether these are KATOTTG's columns."""
    return all(
        header.starting(beginning) is not None for beginning in (*LEVELS, "категорія", "назва")
    )


def is_koatuu(header: Header) -> bool:
    """Whether these are the columns of the codes that KATOTTG replaced in 2020."""
    names = header.columns
    return "rada_code" in names or any(map(_OLD_CODES.search, names))


def dated_on(header: Header) -> dt.date | None:
    """Read the day of the edition, the latest of the orders named above the table."""
    days = [
        dt.date(int(year), _MONTHS[month], int(day))
        for day, month, year in _DAY_IN_WORDS.findall(header.title)
    ]
    return max(days, default=None)


def territories(rows: Iterator[Row], header: Header, report: Report) -> Iterator[TerritoryRow]:
    """Yield oblasts, raions, hromadas, settlements and city districts.

    Args:
        rows: the table from its beginning.
        header: where its columns stand.
        report: hears of every row left out and why.
    """
    levels = [header.starting(beginning) or 0 for beginning in LEVELS]
    category = header.starting("категорія") or 0
    name = header.starting("назва") or 0
    for line, cells in screened(rows, header, report):
        codes = [cells[at] for at in levels]
        try:
            yield _read(line, codes, cells[category], cells[name], noting(line, report))
        except BadCellError as error:
            if any(map(as_text, cells)):
                code = next((as_text(code) for code in reversed(codes) if as_text(code)), "")
                report(Problem(line, shown(code), error.reason, error.facts))


def _read(line: int, codes: Sequence[Cell], category: Cell, name: Cell, note: Note) -> TerritoryRow:
    kind = category if isinstance(category, str) and category in _DEPTHS else _kind(category, note)
    depth = _DEPTHS[kind]
    code = _code(codes[depth - 1], note)
    if any(codes[depth:]) and any(map(as_text, codes[depth:])):
        raise BadCellError("wrong_level", kind=kind, expected=depth)
    parent = _code(codes[depth - 2], note) if depth > 1 else ""
    if parent and not code.startswith(parent[: _SHARED[depth]]):
        raise BadCellError("other_parent", parent=parent)
    is_municipality = kind in "HK"
    is_seat = depth == 4 and code[9:12] == "001"  # noqa: PLR2004 - see the module's words
    return TerritoryRow(
        line, code, parent, depth, kind, as_name(name, note), is_municipality, is_seat
    )


def _kind(category: Cell, note: Note) -> str:
    """Read the category's letter; a Cyrillic one that looks the same is taken for it."""
    kind = as_text(category).upper()
    if kind in _DEPTHS:
        return kind
    latin = kind.translate(_LOOK_ALIKE)
    if latin not in _DEPTHS:
        raise BadCellError("unknown_kind", found=shown(kind))
    note("letter_replaced")
    return latin


def _code(cell: Cell, note: Note) -> str:
    if isinstance(cell, str) and _CODE.fullmatch(cell):
        return cell
    text = as_text(cell)
    if not text:
        raise BadCellError("no_code")
    latin = text.upper().translate(_LOOK_ALIKE)
    if latin != text:
        note("letter_replaced")
    if len(latin) != _LENGTH:
        raise BadCellError("wrong_code_length", found=shown(text), expected=_LENGTH)
    if not _CODE.fullmatch(latin):
        raise BadCellError("wrong_code", found=shown(text))
    return latin
