"""A table of minutes between sites, as CSV: a square with names on both sides, or a list of three.

;City hall;School 1            from;to;minutes
City hall;0;7                  City hall;School 1;7
School 1;8;0                   School 1;City hall;8
"""

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_WAY = 24 * 60
MOST_ROWS = 3_000
MOST_COLUMNS = 2_001
"""As many sites as a city keeps, and the column of their names."""
LIST_COLUMNS = 3
LONGEST_NUMBER = 9
_DELIMITERS = ";\t,"


class Trouble(StrEnum):
    """What is wrong in a table."""

    ENCODING = "encoding"
    """Not UTF-8."""
    EMPTY = "empty"
    """No minutes at all."""
    TOO_LONG = "too_long"
    UNKNOWN = "unknown"
    """A name that no site has."""
    DOUBTFUL = "doubtful"
    """A name that several sites have."""
    TWICE = "twice"
    """A site, or a way, that stands in the table twice."""
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    TOO_FAR = "too_far"
    """More than a day and a night."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing to be corrected; ``line`` counts from 1, 0 says the whole file."""

    trouble: Trouble
    line: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What was read: minutes by pairs of sites, what is wrong, and pairs left empty."""

    minutes: Mapping[tuple[int, int], int] = field(default_factory=dict)
    wrong: tuple[Wrong, ...] = ()
    gaps: tuple[tuple[int, int], ...] = ()


def folded(name: str) -> str:
    """Give a name as it is compared: case and spaces make no difference."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split()).lstrip("'")


def read_ways(data: bytes, known: Mapping[str, frozenset[int]]) -> Table:
    """Read a table.

    Args:
        data: the file.
        known: by folded name the keys of the sites that are called so.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Table(wrong=(Wrong(Trouble.ENCODING),))
    lines = text.splitlines()
    if len(lines) > MOST_ROWS * LIST_COLUMNS * LIST_COLUMNS or "\0" in text:
        return Table(wrong=(Wrong(Trouble.TOO_LONG),))
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = [
            (number, [cell.strip() for cell in row])
            for number, row in enumerate(csv.reader(lines, delimiter=delimiter), 1)
            if any(cell.strip() for cell in row)
        ]
    except csv.Error:
        return Table(wrong=(Wrong(Trouble.TOO_LONG),))
    if not rows:
        return Table(wrong=(Wrong(Trouble.EMPTY),))
    return _Reading(known).table(rows)


class _Reading:
    def __init__(self, known: Mapping[str, frozenset[int]]) -> None:
        self.known = known
        self.minutes: dict[tuple[int, int], int] = {}
        self.wrong: list[Wrong] = []
        self.gaps: list[tuple[int, int]] = []

    def table(self, rows: list[tuple[int, list[str]]]) -> Table:
        head = rows[0][1]
        if head[0]:
            self._list(rows)
        else:
            self._square(rows)
        if not self.minutes and not self.wrong:
            self.wrong.append(Wrong(Trouble.EMPTY))
        return Table(self.minutes, tuple(self.wrong), tuple(self.gaps))

    def _list(self, rows: list[tuple[int, list[str]]]) -> None:
        head = rows[0][1]
        is_head = not any(folded(name) in self.known for name in head[:2])
        begins = 1 if is_head and not _is_number(head[-1]) else 0
        for line, row in rows[begins:]:
            cells = [*row, "", "", ""]
            a, b = self._site(cells[0], line), self._site(cells[1], line)
            if a is not None and b is not None:
                self._way(a, b, cells[2], line)

    def _square(self, rows: list[tuple[int, list[str]]]) -> None:
        line, head = rows[0]
        if len(head) > MOST_COLUMNS:
            self.wrong.append(Wrong(Trouble.TOO_LONG))
            return
        columns = [self._site(name, line) if name else None for name in head[1:]]
        named = [key for key in columns if key is not None]
        if len(set(named)) < len(named):
            self.wrong.append(Wrong(Trouble.TWICE, line))
        seen: set[int] = set()
        for number, row in rows[1:]:
            origin = self._site(row[0], number)
            if origin is None:
                continue
            if origin in seen:
                self.wrong.append(Wrong(Trouble.TWICE, number, row[0]))
                continue
            seen.add(origin)
            cells = [*row[1:], *[""] * len(columns)]
            for target, cell in zip(columns, cells, strict=False):
                if target is not None and target != origin:
                    self._way(origin, target, cell, number)

    def _site(self, name: str, line: int) -> int | None:
        keys = self.known.get(folded(name), frozenset())
        if len(keys) == 1:
            return next(iter(keys))
        trouble = Trouble.DOUBTFUL if keys else Trouble.UNKNOWN
        self.wrong.append(Wrong(trouble, line, name))
        return None

    def _way(self, origin: int, target: int, cell: str, line: int) -> None:
        if origin == target:
            return
        if not cell:
            self.gaps.append((origin, target))
            return
        number = cell.replace("\u2212", "-").replace(",", ".")
        if not _is_number(number):
            self.wrong.append(Wrong(Trouble.NOT_A_NUMBER, line, cell))
        elif float(number) < 0:
            self.wrong.append(Wrong(Trouble.NEGATIVE, line, cell))
        elif float(number) > LONGEST_WAY:
            self.wrong.append(Wrong(Trouble.TOO_FAR, line, cell))
        elif (origin, target) in self.minutes:
            self.wrong.append(Wrong(Trouble.TWICE, line))
        else:
            self.minutes[origin, target] = -int(-float(number) // 1)


def _is_number(text: str) -> bool:
    sign = text.removeprefix("-").removeprefix("\u2212")
    whole, _point, part = sign.replace(",", ".").partition(".")
    return (
        whole.isascii()
        and whole.isdigit()
        and len(whole) <= LONGEST_NUMBER
        and (not part or (part.isascii() and part.isdigit()))
    )
