"""Cells of institutions' registers, made into clean values."""

import hashlib
import re
from collections.abc import Sequence

from pobratym.core.alphabets import fold
from pobratym.directory.registers.cleaning import as_text, is_missing, shown
from pobratym.directory.registers.headers import Header
from pobratym.directory.registers.problems import BadCellError
from pobratym.directory.registers.rows import Cell

LONGEST = 500
_LONGEST_CODE = 190
_BLANKS = re.compile(r"\s+")
_APOSTROPHES = re.compile("[’ʼ`´‘]")
_KINDS_OF_STREET = re.compile(
    r"\b(?:вулиця|вул|провулок|пров|проспект|просп|бульвар|бул|площа|пл|майдан|мікрорайон|мкр|мікр"
    r"|будинок|буд|м-н|ulica|ul|aleja|al|plac|os|osiedle)\b\.?",
    re.IGNORECASE,
)
_KINDS_OF_PLACE = re.compile(r"^(?:с-ще|смт|с\.|м\.)\s*|\(\w+\)$")
_ADDRESS_OF_WEB = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE)


class Cells:
    """One row, asked by the names of its columns."""

    def __init__(self, header: Header, cells: Sequence[Cell]) -> None:
        """Take the row."""
        self._columns, self._cells = header.columns, cells

    def text(self, *names: str) -> str:
        """Give the first column of these that is there, as one line; empty where it says nothing.

        Raises:
            BadCellError: ``bad_bytes``, ``bad_character``.
        """
        at = next((self._columns[name] for name in names if name in self._columns), None)
        if at is None or at >= len(self._cells) or is_missing(self._cells[at]):
            return ""
        return one_line(as_text(self._cells[at]))

    def number(self, *names: str) -> int | None:
        """Read how many there are; nothing where it is no whole number that can be."""
        text = self.text(*names).replace(" ", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None  # noqa: PLR2004

    def name(self, *names: str) -> str:
        """Read the name of an institution.

        Raises:
            BadCellError: ``no_name``, ``no_letters``, ``too_long``, ``formula``, and what `text`
                raises.
        """
        name = self.text(*names).strip(" ,;")
        if not name:
            raise BadCellError("no_name")
        if len(name) > LONGEST:
            raise BadCellError("too_long", length=len(name), most=LONGEST)
        if not any(letter.isalpha() for letter in name):
            raise BadCellError("no_letters", found=shown(name))
        if name[0] in "=+@":
            raise BadCellError("formula", found=shown(name))
        return name


def one_line(text: str) -> str:
    """Put a cell on one line; what cannot be printed is refused.

    Raises:
        BadCellError: ``bad_bytes``, ``bad_character``.
    """
    text = _BLANKS.sub(" ", text.replace("\u00ad", "").replace("\u200b", "")).strip()
    if not text.isprintable():
        for letter in text:
            if "\udc80" <= letter <= "\udcff":
                raise BadCellError("bad_bytes", byte=f"0x{ord(letter) - 0xDC00:02X}")
            if not letter.isprintable():
                raise BadCellError("bad_character", character=f"U+{ord(letter):04X}")
    return text


def plain_name(text: str) -> str:
    """Make names of places comparable: small letters, one apostrophe, no blanks at hyphens."""
    text = _APOSTROPHES.sub("'", _BLANKS.sub(" ", text)).strip().casefold()
    return re.sub(r"\s*[-–]\s*", "-", text)


def key_of(*parts: str) -> str:
    """Make a key of what a register writes, where it gives no number."""
    key = "|".join(fold(part) for part in parts)
    if len(key) <= _LONGEST_CODE:
        return key
    mark = hashlib.sha256(key.encode()).hexdigest()[:16]
    return f"{key[: _LONGEST_CODE - len(mark) - 1]}#{mark}"


def address_key(place: str, address: str) -> str:
    """Make addresses comparable: the place, then street and house without their kinds.

    Empty where there is no house, since a street alone says little.
    """
    street = _KINDS_OF_STREET.sub(" ", address.casefold())
    if not any(map(str.isdigit, street)):
        return ""
    place = place.partition(",")[0]
    return f"{fold(_KINDS_OF_PLACE.sub('', place))}|{fold(street)}"


def web_address(text: str) -> str:
    """Give the first web address of a cell; e-mail addresses are none."""
    for word in text.replace(";", " ").replace(",", " ").split():
        if "@" not in word and _ADDRESS_OF_WEB.fullmatch(word):
            return word if "://" in word else f"https://{word}"
    return ""
