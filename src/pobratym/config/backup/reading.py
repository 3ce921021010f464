"""Read the record as it stood at one moment, while people go on working."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from pobratym.config.backup.tables import Migrations, Table, column_sql, converters

BATCH = 1_000
"""Rows on one line; a part of the format, since digests are taken of lines."""

Rows = Iterator[list[tuple[Any, ...]]]
Ask = Callable[[str], Rows]
"""Runs a statement of ours and gives its rows, some at a time."""


@contextmanager
def snapshot() -> Iterator[Ask]:
    """Open the record as it is now; what is written from here on is not seen.

    Nobody waits for it: SQLite reads beside its writer, PostgreSQL keeps the old rows.
    """
    if connection.vendor == "sqlite":
        with _sqlite_snapshot(Path(connection.settings_dict["NAME"])) as ask:
            yield ask
        return
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SELECT 1")  # from here on it is fixed
        yield lambda statement: _from_server(own.connection, statement)
    finally:
        own.close()


@contextmanager
def _sqlite_snapshot(path: Path) -> Iterator[Ask]:
    address = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as own:
        own.execute("PRAGMA cache_size=-32000")
        own.execute("BEGIN")
        own.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it is fixed
        yield lambda statement: _from_file(own, statement)


def _from_file(own: sqlite3.Connection, statement: str) -> Rows:
    cursor = own.execute(statement)
    while rows := cursor.fetchmany(BATCH):
        yield rows


def _from_server(own: Any, statement: str) -> Rows:  # noqa: ANN401  a connection of psycopg
    with own.cursor(name="backup") as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(BATCH):
            yield rows


@contextmanager
def present() -> Iterator[Ask]:
    """Read within the transaction that is open on PostgreSQL; on SQLite what is committed."""
    if connection.vendor == "sqlite":
        with _sqlite_snapshot(Path(connection.settings_dict["NAME"])) as ask:
            yield ask
    else:
        with transaction.atomic():
            yield lambda statement: _from_server(connection.connection, statement)


def lines_of(table: Table, ask: Ask) -> Iterator[tuple[int, bytes]]:
    """Give the rows of a table in the order of their key: how many, and as a line of JSON."""
    changes = converters(table)
    for rows in ask(statement_for(table)):
        written = [_row(row, changes) for row in rows] if changes else rows
        text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
        yield len(rows), text.encode() + b"\n"


def _row(row: tuple[Any, ...], changes: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    values = list(row)
    for place, change in changes:
        if values[place] is not None:
            values[place] = change(values[place])
    return values


def statement_for(table: Table) -> str:
    """Write the question for all rows of a table, in an order that is the same everywhere."""
    quote = connection.ops.quote_name
    columns = ", ".join(map(column_sql, table.columns, table.kinds))
    order = quote(table.key)
    kind = table.kinds[table.columns.index(table.key)]
    if connection.vendor == "postgresql" and kind == "text":
        order = f'{order} COLLATE "C"'
    return f"SELECT {columns} FROM {quote(table.name)} ORDER BY {order}"  # noqa: S608  names of models


def digest_of(table: Table, ask: Ask) -> tuple[int, str]:
    """Count the rows of a table and digest them."""
    digest, count = hashlib.sha256(), 0
    for rows, line in lines_of(table, ask):
        digest.update(line)
        count += rows
    return count, digest.hexdigest()


def applied_migrations() -> Migrations:
    """Name the migrations that the database has; none where it is empty."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def last_number(table: Table, ask: Ask) -> int:
    """Give the highest number that a table has ever given to a row, so that none comes twice."""
    quote = connection.ops.quote_name
    if connection.vendor == "sqlite":
        question = f"SELECT seq FROM sqlite_sequence WHERE name = '{table.name}'"  # noqa: S608
    else:
        name = f"pg_get_serial_sequence('{quote(table.name)}', '{table.key}')"
        question = f"SELECT coalesce(pg_sequence_last_value({name}::regclass), 0)"
    return next((int(row[0]) for rows in ask(question) for row in rows), 0)
