"""Opens a register file of any published kind; what it is shows in its content, not its name."""

import contextlib
import gzip
import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal, cast

from pobratym.directory.registers import delimited, markup, records, text_encoding, workbooks
from pobratym.directory.registers.problems import RefusedFileError
from pobratym.directory.registers.rows import Row

_IN_MEMORY = 1 << 23
_CHUNK = 1 << 20
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_READABLE = (".csv", ".txt", ".xml", ".json", ".xlsx", ".xls")


@dataclass(slots=True)
class Source:
    """An open register file.

    Attributes:
        name: the file's name, without folders and without ``.gz``.
        form: ``csv``, ``xml``, ``json``, ``xlsx`` or ``xls``, told from its content.
        encoding: of a text file, else empty.
        encoding_concluded: whether the encoding was concluded from the letters.
        tables: its sheets, each a stream of rows; a text file has one. To be read in order, once.
        lines: how many lines or rows there are, 0 where that is not known.
        counted: what the numbers of the rows count. Where programs wrote everything on one line,
            its number would help nobody, so records are counted instead, from 1.
    """

    name: str
    form: str
    encoding: str
    encoding_concluded: bool
    tables: Iterator[Iterator[Row]]
    lines: int = 0
    counted: Literal["line", "record"] = "line"


@contextlib.contextmanager
def opened(path: Path, most: int | None = None) -> Iterator[Source]:
    """Open a register file, also one packed by gzip or alone in a ZIP.

    Args:
        path: of the file.
        most: bytes it may unpack to; None for as many as the largest registers need.

    Raises:
        RefusedFileError: ``empty_file``, ``web_page``, ``excel_lock_file``, ``pdf``,
            ``damaged_archive``, ``many_files_in_archive``, ``too_large``, ``unknown_encoding``,
            ``locked_or_broken_workbook``, ``broken_workbook``.
    """
    most = most or workbooks.MOST_UNPACKED
    with contextlib.ExitStack() as stack:
        file: BinaryIO = stack.enter_context(path.open("rb"))
        name = path.name
        if file.read(2) == b"\x1f\x8b":
            packed = stack.enter_context(gzip.open(path))
            file = stack.enter_context(_unpacked(cast("BinaryIO", packed), most))
            name = name.removesuffix(".gz")
        file.seek(0)
        yield _recognised(name, file, stack, most)


def _recognised(name: str, file: BinaryIO, stack: contextlib.ExitStack, most: int) -> Source:
    head = file.read(512)
    file.seek(0)
    _refuse_no_register(name, head)
    if head.startswith(b"PK\x03\x04"):
        return _from_zip(name, file, stack, most)
    if head.startswith(_OLD_OFFICE):
        return Source(name, "xls", "", False, workbooks.xls_sheets(file))
    return _from_text(name, file, stack)


def _refuse_no_register(name: str, head: bytes) -> None:
    """Name the mistakes that people really make with such files."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.strip(b"\0"):
        raise RefusedFileError("empty_file")
    if name.startswith("~$") or (len(head) == _LOCK_FILE_SIZE and head[0] < _LONGEST_USER_NAME):
        raise RefusedFileError("excel_lock_file")
    if start[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise RefusedFileError("web_page")
    if start.startswith(b"%PDF-"):
        raise RefusedFileError("pdf")


_LOCK_FILE_SIZE = 165
_LONGEST_USER_NAME = 0x20
"""A lock file is 165 bytes: the length of the user's name, the name, and the name in UTF-16."""


def _from_zip(name: str, file: BinaryIO, stack: contextlib.ExitStack, most: int) -> Source:
    try:
        archive = stack.enter_context(zipfile.ZipFile(file))
    except (zipfile.BadZipFile, OSError) as error:
        raise RefusedFileError("damaged_archive") from error
    workbooks.check_archive(archive, most)
    names = archive.namelist()
    if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
        file.seek(0)
        return Source(name, "xlsx", "", False, workbooks.xlsx_sheets(file))
    inside = [item for item in names if item.lower().endswith(_READABLE)]
    if len(inside) != 1:
        raise RefusedFileError("many_files_in_archive", count=len(inside))
    only = stack.enter_context(_unpacked(cast("BinaryIO", archive.open(inside[0])), most))
    if only.read(4) == b"PK\x03\x04":
        only.seek(0)
        return Source(inside[0], "xlsx", "", False, workbooks.xlsx_sheets(only))
    only.seek(0)
    return _recognised(Path(inside[0]).name, only, stack, most)


def _unpacked(packed: BinaryIO, most: int) -> BinaryIO:
    """Unpack into a file that can be read twice, in memory while it is small."""
    with contextlib.ExitStack() as unless_whole:
        plain = unless_whole.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))
        try:
            with packed:
                while chunk := packed.read(_CHUNK):
                    plain.write(chunk)
                    if plain.tell() > most:
                        raise RefusedFileError("too_large", megabytes=most >> 20)
        except (EOFError, OSError, zlib.error, zipfile.BadZipFile) as error:
            raise RefusedFileError("damaged_archive") from error
        plain.seek(0)
        unless_whole.pop_all()
        return cast("BinaryIO", plain)


def _from_text(name: str, file: BinaryIO, stack: contextlib.ExitStack) -> Source:
    start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0)
    lines = _lines(file)
    if start.replace(b"\0", b"").lstrip(b"\xff\xfe").startswith((b"<?xml", b"<teryt")):
        return _of_records(Source(name, "xml", "", False, iter([markup.rows_of(file)]), lines))
    encoding = text_encoding.detect(file)
    # Broken letters become lone surrogates, so that a bad row can be named instead of the file.
    text = io.TextIOWrapper(file, encoding.name, errors="surrogateescape", newline="")
    stack.enter_context(text)
    is_json = start.startswith((b"[", b"{")) or _begins_like_json(text)
    rows = records.rows_of(text) if is_json else delimited.rows_of(text)
    form = "json" if is_json else "csv"
    source = Source(name, form, encoding.name, not encoding.sure, iter([rows]), lines)
    return _of_records(source) if is_json else source


def _of_records(source: Source) -> Source:
    """Count records instead of lines where everything stands on one line."""
    if source.lines > _FEW_LINES:
        return source
    tables = (_numbered(rows) for rows in source.tables)
    return replace(source, tables=tables, lines=0, counted="record")


_FEW_LINES = 2
"""The declaration of an XML, and everything else."""


def _numbered(rows: Iterator[Row]) -> Iterator[Row]:
    number = 0
    try:
        for number, (_line, cells) in enumerate(rows):
            yield number, cells
    except RefusedFileError as error:
        if error.reason != "broken_json":
            raise
        raise RefusedFileError("broken_record", record=number + 1) from error


def _lines(file: BinaryIO) -> int:
    count = 0
    while chunk := file.read(_CHUNK):
        count += chunk.count(b"\n")
    file.seek(0)
    return count


def _begins_like_json(text: io.TextIOWrapper) -> bool:
    """Look at the first letter, for JSON in UTF-16."""
    begins = text.read(16).lstrip("\ufeff \t\r\n").startswith(("[{", "[\n", "[\r", "{"))
    text.seek(0)
    return begins
