"""Whether a copy of a value is left anywhere: in the database, in files, in logs."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.views.decorators.debug import sensitive_variables

from pobratym.vault.mentions import whole

_CHUNK_BYTES = 4 * 1024 * 1024
_AROUND = 64
"""So many bytes beside a find tell whether it is a whole word."""
_GAP = b"\x1f" * _AROUND
_DATABASE = ".sqlite3"
_ESCAPED = re.compile(r"\\+u([0-9a-fA-F]{4})")
_CONTROL = re.compile(r"\\+[bfnrt/]|\\+\"")
_RUN_BEFORE = re.compile(rb"[^\s\x1f\"<>,;:()]*\Z")
_RUN_AFTER = re.compile(rb"[^\s\x1f\"<>,;:()]*")


def scrub() -> None:
    """Let the database give up what was deleted: nothing of it stays in its files.

    SQLite writes zeros over what is deleted (``secure_delete``); its log is written back and cut.
    PostgreSQL writes the vault's table anew. Inside a transaction nothing happens: what is not
    ended cannot be given up.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM (FULL) vault_secret")


@sensitive_variables()
def traces_of(values: Iterable[str]) -> list[str]:
    """Name the places that hold one of ``values``: a table, or a file of the data folder.

    All tables are read, and every file: it takes about a second for each gigabyte. Only whole words
    count, as in :mod:`pobratym.vault.mentions`: Jan Kowal is not found in Jan Kowalski. In the
    database's own files nothing stands between two values, so there every copy counts but for
    those that belong to a longer word which a table holds.

    Args:
        values: texts as they were stored; they appear in no message.
    """
    search = _Search([value for value in values if value])
    tables = {name for name in readable_tables() if search.table(name)}
    paths = [path for path in sorted(settings.DATA_FOLDER.rglob("*")) if path.is_file()]
    files = [path for path in paths if search.file(path)]
    return sorted(tables | {path.relative_to(settings.DATA_FOLDER).as_posix() for path in files})


class _Search:
    """Looks for values, and notes the longer words of which they are a part."""

    def __init__(self, values: list[str]) -> None:
        self.wanted = [(value, form) for value in values for form in _forms(value)]
        self.longer: set[bytes] = set()

    def table(self, name: str) -> bool:
        """Say whether a table holds a value; all of it is read, for the longer words."""
        return sum(self._holds(row) for row in _table(name)) > 0

    def file(self, path: Path) -> bool:
        """Say whether a file holds a value."""
        if _DATABASE in path.name:
            return any(self._holds_raw(piece) for piece in _file(path))
        return any(self._holds(piece) for piece in _file(path))

    def _holds(self, text: bytes) -> bool:
        return any(
            self._is_whole(value, text, start, start + len(form[0]), form[1])
            for value, form in self.wanted
            for start in _places(form[0], text)
        )

    def _is_whole(self, value: str, text: bytes, start: int, end: int, coding: str) -> bool:
        before = _plain(text[max(start - _AROUND, 0) : start].decode(coding, "ignore"))
        after = _plain(text[end : end + _AROUND].decode(coding, "ignore"))
        if whole(value).search(before + value + after):
            return True
        longer = _word_around(text, start, end)
        self.longer |= {longer} - {text[start:end]}
        return False

    def _holds_raw(self, piece: bytes) -> bool:
        for word in self.longer:
            piece = piece.replace(word, b"\0" * len(word))
        return any(form in piece for _value, (form, _coding) in self.wanted)


def _forms(value: str) -> set[tuple[bytes, str]]:
    """Give the ways in which a text may have been written: as it is, and as JSON writes it."""
    escaped = value.encode("ascii", "backslashreplace")
    wide = value.encode("utf-16-le")
    return {(value.encode(), "utf-8"), (escaped, "utf-8"), (wide, "utf-16-le")}


def _places(form: bytes, text: bytes) -> Iterator[int]:
    """Give where a form begins in a text; at its very ends it is seen with the next piece."""
    start = text.find(form, _AROUND)
    while start >= 0 and start + len(form) <= len(text) - _AROUND:
        yield start
        start = text.find(form, start + 1)


def _plain(text: str) -> str:
    """Read what JSON escapes: letters as themselves, ends of lines as gaps."""
    letters = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return _CONTROL.sub(" ", letters)


def _word_around(text: bytes, start: int, end: int) -> bytes:
    before = _RUN_BEFORE.search(text, max(start - _AROUND, 0), start)
    after = _RUN_AFTER.match(text, end, end + _AROUND)
    left, right = before[0] if before else b"", after[0] if after else b""
    return left + text[start:end] + right


def readable_tables() -> list[str]:
    """Name the tables that can be read: an index of words without texts of SQLite's cannot.

    What it is made of lies in tables beside it, which are read.
    """
    names = connection.introspection.table_names()
    if connection.vendor != "sqlite":
        return names
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%content=%'"
        )
        without_texts = {name for (name,) in cursor.fetchall()}
    return [name for name in names if name not in without_texts]


def _table(table: str) -> Iterator[bytes]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  own name
        while rows := cursor.fetchmany(500):
            for row in rows:
                yield _GAP + "\x1f".join(map(_text, row)).encode(errors="replace") + _GAP


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def _file(path: Path) -> Iterator[bytes]:
    """Give a file in pieces that overlap, so that nothing hides on a seam."""
    held = _GAP
    with path.open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            held += piece
            yield held
            held = held[-10_000:]
    yield held + _GAP
