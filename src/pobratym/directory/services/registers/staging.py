"""Rows on their way into the record, in a temporary table that only this connection sees.

The database itself finds doubles, orphans and differences, so memory stays flat whatever the size
of the register. Reading and comparing (`looking`) keeps no writer waiting; what differs is then
written in one short transaction (`writing`), of which a rollback leaves nothing behind.
"""

import contextlib
import itertools
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import Error, OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _

from pobratym.core.errors import DomainError

BATCH = 5_000
_LOADING = 0x504F4252
"""The advisory lock of whoever writes a register: "POBR"."""

_HELD_UP = {"55P03", "40P01"}
"""PostgreSQL's codes for a lock that was waited for too long, and for a deadlock."""


class TemporaryTable(NamedTuple):
    """A temporary table.

    Attributes:
        name: of the table.
        columns: name and SQL type of each column a row fills, in the rows' order.
        extra: columns that are filled afterwards.
    """

    name: str
    columns: Sequence[tuple[str, str]]
    extra: Sequence[tuple[str, str]] = ()


@contextlib.contextmanager
def staged(table: TemporaryTable) -> Iterator[None]:
    """Keep the table while the block runs, over several transactions."""
    number = "integer PRIMARY KEY" if connection.vendor == "sqlite" else "bigserial PRIMARY KEY"
    columns = [("id", number), *table.columns, *table.extra]
    listed = ", ".join(f"{name} {kind}" for name, kind in columns)
    _drop(table)
    run(f"CREATE TEMPORARY TABLE {table.name} ({listed})")
    try:
        yield
    finally:
        # Where the connection is lost, the table is gone with it; the first error is to be seen.
        with contextlib.suppress(Error):
            _drop(table)


def _drop(table: TemporaryTable) -> None:
    run(f"DROP TABLE IF EXISTS {table.name}")


@contextlib.contextmanager
def looking() -> Iterator[None]:
    """Read, fill temporary tables and compare, in a transaction that keeps no writer waiting.

    Elsewhere a transaction on SQLite takes the write lock as it begins; this one never does.
    """
    connection.ensure_connection()
    backend: Any = connection
    usual = getattr(backend, "transaction_mode", None)
    backend.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            _take_time()
            yield
    finally:
        backend.transaction_mode = usual


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Write what differs, in a transaction that only one loading at a time has.

    Raises:
        DomainError: ``busy`` when another loading is writing, or rows are held for too long.
    """
    try:
        with transaction.atomic():
            _take_time()
            _go_alone()
            yield
    except OperationalError as error:
        if not _is_held_up(error):
            raise
        message = _("The database is busy with other work. Nothing was changed; try again.")
        raise DomainError(message, code="busy") from error


def _take_time() -> None:
    """Lift the time-outs of PostgreSQL that are meant for pages, until the transaction ends."""
    if connection.vendor == "postgresql":
        run("SET LOCAL statement_timeout = 0")
        run("SET LOCAL lock_timeout = '30s'")


def _go_alone() -> None:
    """Hold the place of the one who loads; SQLite has given it with its write lock."""
    if connection.vendor == "postgresql":
        (is_alone,) = next(rows_of("SELECT pg_try_advisory_xact_lock(%s)", _LOADING))
        if not is_alone:
            message = _(
                "Another loading is under way. Nothing was changed; try again when it ends."
            )
            raise DomainError(message, code="busy")


def _is_held_up(error: OperationalError) -> bool:
    """Whether a lock was waited for in vain."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.OperationalError):
        return cause.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return getattr(cause, "sqlstate", "") in _HELD_UP


def fill(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    """Write the rows as quickly as the database takes them; say how many there were.

    Args:
        table: name of the table.
        columns: names of those columns that a row fills, in its order.
        rows: the values as the database's driver takes them.
    """
    if connection.vendor == "postgresql":
        return _copied(table, columns, rows)
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our names
    count = 0
    stream = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(itertools.islice(stream, BATCH)):
            cursor.executemany(sql, batch)
            count += len(batch)
    return count


def _copied(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    count = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the count outlives the loop
            copy.write_row(row)
    return count


def fill_staged(table: TemporaryTable, rows: Iterable[tuple[Any, ...]], *keys: str) -> int:
    """Fill a temporary table, index it and let PostgreSQL's planner know it.

    Args:
        table: kept by `staged`.
        rows: for its ``columns``.
        keys: the columns to be indexed.

    Returns:
        How many rows there were.
    """
    count = fill(table.name, [name for name, _kind in table.columns], rows)
    for key in keys:
        run(f"CREATE INDEX {table.name}_{key} ON {table.name} ({key})")
    renew_plans(table.name)
    return count


def renew_plans(table: str) -> None:
    """Let PostgreSQL's planner know what a table holds now; SQLite does not need it."""
    if connection.vendor == "postgresql":
        run(f"ANALYZE {table}")


def run(sql: str, *values: Any) -> int:  # noqa: ANN401 - whatever SQL takes
    """Run one statement; say how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def run_many(sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run one statement for each row."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def rows_of(sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """Yield the rows of a query, in batches."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        while batch := cursor.fetchmany(BATCH):
            yield from batch
