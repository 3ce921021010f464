"""Records of a JSON list, read one at a time however long the list is."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from pobratym.directory.registers.problems import RefusedFileError
from pobratym.directory.registers.rows import Cell, Row

_CHUNK = 1 << 16
_LONGEST_RECORD = 1 << 22
_WHITE = " \t\r\n"


def rows_of(text: TextIO) -> Iterator[Row]:
    """Yield a row of keys, then each record's values in the order of these keys.

    Args:
        text: one list of objects with the same keys.

    Raises:
        RefusedFileError: ``broken_json`` with its line, ``not_a_list``, ``record_too_long``.
    """
    header: list[str] = []
    for line, record in _elements(text):
        if not isinstance(record, dict):
            raise RefusedFileError("not_a_list", line=line)
        if not header:
            header = list(record)
            yield 0, header
        yield line, [_cell(record.get(key)) for key in header]


def _cell(value: Any) -> Cell:  # noqa: ANN401 - whatever JSON holds
    return value if isinstance(value, str | int | float | None) else ""


def _elements(text: TextIO) -> Iterator[tuple[int, Any]]:
    """Yield each element of the outermost list with the line on which it begins."""
    window = _Window(text)
    if window.next_mark() != "[":
        raise RefusedFileError("not_a_list", line=window.line)
    window.skip(1)
    if window.next_mark() == "]":
        return
    while True:
        window.next_mark()
        yield window.line, window.take_value()
        mark = window.next_mark()
        if mark == "]":
            return
        if mark != ",":
            raise RefusedFileError("broken_json", line=window.line)
        window.skip(1)


class _Window:
    """The piece of the text that is being read; grows only as far as one record needs."""

    def __init__(self, text: TextIO) -> None:
        self.line = 1
        self._text = text
        self._piece = ""
        self._at = 0
        self._decoder = json.JSONDecoder(parse_constant=_no_constant)

    def next_mark(self) -> str:
        """Step over blanks; say the next character, or nothing at the end."""
        while True:
            begun, piece = self._at, self._piece
            while self._at < len(piece) and piece[self._at] in _WHITE:
                self._at += 1
            self.line += piece.count("\n", begun, self._at)
            if self._at < len(piece):
                return piece[self._at]
            if not self._grow():
                return ""

    def skip(self, count: int) -> None:
        """Step over characters that hold no line break."""
        self._at += count

    def take_value(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Read one whole value."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._piece, self._at)
            except RecursionError as error:
                raise RefusedFileError("broken_json", line=self.line) from error
            except ValueError as error:
                if len(self._piece) - self._at > _LONGEST_RECORD:
                    raise RefusedFileError("record_too_long", line=self.line) from error
                if not self._grow():
                    raise RefusedFileError("broken_json", line=self._line_of(error)) from error
                continue
            if end < len(self._piece) or not self._grow():
                self.line += self._piece.count("\n", self._at, end)
                self._at = end
                return value

    def _grow(self) -> bool:
        more = self._text.read(_CHUNK)
        self._piece, self._at = self._piece[self._at :] + more, 0
        return bool(more)

    def _line_of(self, error: ValueError) -> int:
        at = error.pos if isinstance(error, json.JSONDecodeError) else self._at
        return self.line + self._piece.count("\n", self._at, at)


def _no_constant(name: str) -> None:
    raise ValueError(name)
