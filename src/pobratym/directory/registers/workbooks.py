"""Rows of Excel workbooks, the new kind (XLSX) and the old (XLS)."""

import io
import itertools
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from pobratym.directory.registers.problems import RefusedFileError
from pobratym.directory.registers.rows import Cell, Row

if TYPE_CHECKING:
    from xlrd.sheet import Sheet

MOST_UNPACKED = 1 << 29
"""Bytes an archive may unpack to; the largest register seen needs a hundredth of it."""

_BATCH = 1000


def xlsx_sheets(file: BinaryIO) -> Iterator[Iterator[Row]]:
    """Yield the rows of each sheet of an XLSX, without drawings, styles or formulas.

    Raises:
        RefusedFileError: ``broken_workbook``.
    """
    import openpyxl  # noqa: PLC0415  most processes never read a workbook

    book = _quietly(openpyxl.load_workbook, file, read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # the file's own word on its size is often wrong
            yield _xlsx_rows(sheet.iter_rows(values_only=True))
    finally:
        book.close()


def _xlsx_rows(rows: Iterator[tuple[Cell, ...]]) -> Iterator[Row]:
    number = 1
    while batch := _quietly(list, itertools.islice(rows, _BATCH)):
        yield from enumerate(batch, start=number)
        number += len(batch)


def _quietly(read: Callable[..., Any], *given: object, **options: object) -> Any:  # noqa: ANN401
    """Read without openpyxl's warnings of what it leaves out; we want rows only."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return read(*given, **options)
        except Exception as error:  # its parsers fail in many ways on broken files
            raise RefusedFileError("broken_workbook") from error


def xls_sheets(file: BinaryIO) -> Iterator[Iterator[Row]]:
    """Yield the rows of each sheet of an old XLS; its own code page is used.

    Raises:
        RefusedFileError: ``locked_or_broken_workbook``.
    """
    import xlrd  # noqa: PLC0415  likewise

    try:
        book = xlrd.open_workbook(
            file_contents=file.read(), on_demand=True, logfile=io.StringIO(), formatting_info=False
        )
        for number in range(book.nsheets):
            yield _xls_rows(book.sheet_by_index(number))
            book.unload_sheet(number)
    except RefusedFileError:
        raise
    except Exception as error:  # xlrd asserts its way through broken files
        raise RefusedFileError("locked_or_broken_workbook") from error


def _xls_rows(sheet: "Sheet") -> Iterator[Row]:
    for number in range(sheet.nrows):
        cells: list[Cell] = sheet.row_values(number)
        yield number + 1, cells


def check_archive(archive: zipfile.ZipFile, most: int) -> None:
    """Refuse an archive that would unpack into more bytes than ``most``.

    Raises:
        RefusedFileError: ``too_large``, ``locked_or_broken_workbook`` when it has a password.
    """
    if any(item.flag_bits & 1 for item in archive.infolist()):
        raise RefusedFileError("locked_or_broken_workbook")
    if sum(item.file_size for item in archive.infolist()) > most:
        raise RefusedFileError("too_large", megabytes=most >> 20)
