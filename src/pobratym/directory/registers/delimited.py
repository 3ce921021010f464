"""Rows of a text file whose cells are parted by semicolons, commas, tabs or bars."""

import csv
import itertools
from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from pobratym.directory.registers.problems import RefusedFileError
from pobratym.directory.registers.rows import Row

_SEPARATORS = ";,\t|"
_PEEKED = 40


def rows_of(text: TextIO) -> Iterator[Row]:
    """Yield the rows with the line on which each begins; a quoted cell may span lines.

    Args:
        text: opened with ``newline=""``, at its start.

    Raises:
        RefusedFileError: ``quote_not_closed``, ``cell_too_long``, ``broken_row``,
            ``unknown_encoding``.
    """
    try:
        head = list(itertools.islice(text, _PEEKED))
    except UnicodeError as error:
        raise RefusedFileError("unknown_encoding") from error
    reader = csv.reader(itertools.chain(head, text), delimiter=_separator(head))
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _refusal(error, begins, reader.line_num) from error
    except UnicodeError as error:  # half of a letter in UTF-16
        raise RefusedFileError("unknown_encoding") from error


def _refusal(error: csv.Error, begins: int, reached: int) -> RefusedFileError:
    """Tell a quotation mark that swallows the lines after it from a cell that is too long."""
    if "field larger than field limit" not in str(error):
        return RefusedFileError("broken_row", line=begins)
    if reached > begins:
        return RefusedFileError("quote_not_closed", line=begins)
    return RefusedFileError("cell_too_long", line=begins, most=csv.field_size_limit())


def _separator(head: list[str]) -> str:
    """Choose the separator that parts the first lines most evenly, into the most cells."""
    return max(_SEPARATORS, key=lambda separator: _evenness(head, separator))


def _evenness(head: list[str], separator: str) -> int:
    try:
        widths = Counter(len(cells) for cells in csv.reader(head, delimiter=separator) if cells)
    except csv.Error:
        return 0
    if not widths:
        return 0
    width, times = widths.most_common(1)[0]
    return (width - 1) * times
