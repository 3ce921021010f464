"""Whether a copy of a value is left anywhere: in the database, in files, in logs."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.views.decorators.debug import sensitive_variables

_CHUNK_BYTES = 4 * 1024 * 1024


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

    All tables are read, and every file: it takes about a second for each gigabyte.

    Args:
        values: texts as they were stored; they appear in no message.
    """
    wanted = [form for value in values if value for form in _forms(value)]
    places = [name for name, chunks in _everything() if _any(chunks, wanted)]
    return sorted(set(places))


def _forms(value: str) -> set[bytes]:
    """Give the ways in which a text may have been written: as it is, and as JSON writes it."""
    escaped = value.encode("ascii", "backslashreplace")
    return {value.encode(), escaped, value.encode("utf-16-le")}


def _everything() -> Iterator[tuple[str, Iterator[bytes]]]:
    for table in connection.introspection.table_names():
        yield table, _table(table)
    for path in sorted(settings.DATA_FOLDER.rglob("*")):
        if path.is_file():
            yield path.relative_to(settings.DATA_FOLDER).as_posix(), _file(path)


def _table(table: str) -> Iterator[bytes]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  own name
        while rows := cursor.fetchmany(500):
            for row in rows:
                yield "\x1f".join(map(_text, row)).encode(errors="replace")


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def _file(path: Path) -> Iterator[bytes]:
    """Give a file in pieces that overlap, so that nothing hides on a seam."""
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            yield tail + piece
            tail = piece[-10_000:]


def _any(chunks: Iterator[bytes], wanted: list[bytes]) -> bool:
    return any(form in chunk for chunk in chunks for form in wanted)
