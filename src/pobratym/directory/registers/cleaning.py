"""Cells as registers have them, made into clean values, or refused with a reason."""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable

from pobratym.core.signs import first_misleading
from pobratym.directory.registers.problems import BadCellError
from pobratym.directory.registers.rows import Cell

LONGEST_NAME = 200
EARLIEST = dt.date(1900, 1, 1)
_MISSING = frozenset({"", "NA", "N/A", "NULL", "None", "nan", "-", "\\N", "! not applicable"})
_BLANKS = re.compile(r"[\u00a0\u2007\u202f\s]+")
_LAYOUT = frozenset("\t\n\r\x0b\x0c")

Note = Callable[[str], None]


def as_text(cell: Cell) -> str:
    """Say a cell as text without blanks at its ends; whole numbers lose the ``.0`` of a sheet."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def is_missing(cell: Cell) -> bool:
    """Whether the cell is empty or holds one of the words publishers write for "nothing"."""
    return cell is None or (isinstance(cell, str) and cell.strip() in _MISSING)


def as_digits(cell: Cell, width: int) -> str:
    """Read a code of digits, giving back the leading zeros that spreadsheets take away.

    Args:
        cell: ``"02"``, ``2`` or ``2.0``; blanks inside (``"14 61 01 1"``) do not count.
        width: how many digits the register writes.

    Raises:
        BadCellError: ``wrong_code``, ``wrong_code_length``.
    """
    text = as_text(cell)
    if not text.isascii() or not text.isdigit():
        text = _BLANKS.sub("", text)
        if not text.isascii() or not text.isdigit():
            raise BadCellError("wrong_code", found=shown(text))
    if len(text) > width:
        raise BadCellError("wrong_code_length", found=shown(text), expected=width)
    return text.zfill(width)


def as_name(cell: Cell, note: Note) -> str:
    """Read the name of a place.

    Args:
        cell: what stands in the file.
        note: hears ``name_normalised`` or ``space_replaced`` when something harmless was mended.

    Raises:
        BadCellError: ``no_name``, ``too_long``, ``bad_character``, ``bad_bytes``, ``no_letters``.
    """
    name = as_text(cell)
    if not name.isprintable() or first_misleading(name):
        name = _mended(name, note)
    if not unicodedata.is_normalized("NFC", name):
        name = unicodedata.normalize("NFC", name)
        note("name_normalised")
    if len(name) > LONGEST_NAME:
        raise BadCellError("too_long", length=len(name), most=LONGEST_NAME)
    if not name:
        raise BadCellError("no_name")
    if not name[0].isalpha() and not any(letter.isalpha() for letter in name):
        raise BadCellError("no_letters", found=shown(name))
    return name


def _mended(name: str, note: Note) -> str:
    """Put plain blanks for no-break ones; whatever else cannot be printed is refused."""
    plain = _BLANKS.sub(" ", name) if not _LAYOUT.intersection(name) else name
    for letter in plain:
        if "\udc80" <= letter <= "\udcff":
            raise BadCellError("bad_bytes", byte=f"0x{ord(letter) - 0xDC00:02X}")
        if not letter.isprintable() or first_misleading(letter):
            raise BadCellError("bad_character", character=f"U+{ord(letter):04X}")
    note("space_replaced")
    return plain


def as_number(cell: Cell) -> float:
    """Read a number written with a point or a comma, with or without blanks between thousands.

    Raises:
        BadCellError: ``not_a_number``.
    """
    if isinstance(cell, bool):
        raise BadCellError("not_a_number", found=shown(str(cell)))
    if isinstance(cell, int | float):
        return _finite(cell)
    try:
        return _finite(float(_BLANKS.sub("", as_text(cell)).replace(",", ".")))
    except ValueError as error:
        raise BadCellError("not_a_number", found=shown(as_text(cell))) from error


def _finite(number: float) -> float:
    try:
        value = float(number)
    except OverflowError as error:
        raise BadCellError("not_a_number", found=shown(str(number))) from error
    if not math.isfinite(value):
        raise BadCellError("not_a_number", found=str(value))
    return value


def as_population(cell: Cell) -> int:
    """Read how many people live somewhere.

    Raises:
        BadCellError: ``not_a_number``, ``not_whole``, ``out_of_range``.
    """
    number = as_number(cell)
    if not number.is_integer():
        raise BadCellError("not_whole", found=shown(as_text(cell)))
    return int(within(number, 1, 50_000_000))


def within(number: float, least: float, most: float) -> float:
    """Let a number through that can be true.

    Raises:
        BadCellError: ``out_of_range``.
    """
    if not least <= number <= most:
        raise BadCellError(
            "out_of_range", found=f"{number:g}", least=f"{least:g}", most=f"{most:g}"
        )
    return number


def as_day(cell: Cell) -> dt.date:
    """Read a day: ``2026-01-01``, ``01.01.2026`` or a sheet's own date.

    Raises:
        BadCellError: ``not_a_date``, ``date_too_early``.
    """
    day = _day(cell)
    if day < EARLIEST:
        raise BadCellError("date_too_early", found=day.isoformat())
    return day


def _day(cell: Cell) -> dt.date:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = as_text(cell)
    european = re.fullmatch(r"(\d{1,2})[.-](\d{1,2})[.-](\d{4})", text, re.ASCII)
    try:
        if european:
            day, month, year = map(int, european.groups())
            return dt.date(year, month, day)
        return dt.date.fromisoformat(text[:10])
    except ValueError as error:
        raise BadCellError("not_a_date", found=shown(text)) from error


def shown(text: str) -> str:
    """Make a short piece of foreign text safe to print in a message."""
    safe = "".join(letter if letter.isprintable() else "·" for letter in text[:40])
    return f"{safe}…" if len(text) > len(safe) else safe
