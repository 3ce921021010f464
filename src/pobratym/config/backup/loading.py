"""Bring rows of a backup into a database that has the shape they were saved from."""

import base64
import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pobratym.config.backup.parcel import Unpacker
from pobratym.config.backup.tables import Migrations, Table, leaves_of

Row = list[Any]


def make_tables(applied: Migrations) -> None:
    """Build the tables as they were when the backup was made, and empty them."""
    executor = MigrationExecutor(connection)
    executor.migrate(leaves_of(applied))


def empty(tables: list[Table]) -> None:
    """Take out what migrations have put in; the backup has it."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(quote(table.name) for table in tables)}")
            return
        for table in tables:
            cursor.execute(f"DELETE FROM {quote(table.name)}")  # noqa: S608  names of models


@contextmanager
def without_guards(tables: list[Table]) -> Iterator[None]:
    """Let rows in past the triggers that guard them from people; they stand again afterwards."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"ALTER TABLE {quote(table.name)} DISABLE TRIGGER USER")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # tables come in no order
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(f"ALTER TABLE {quote(table.name)} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = cursor.fetchall()
        for name, _sql in guards:
            cursor.execute(f"DROP TRIGGER {quote(name)}")
        yield
        for _name, sql in guards:
            cursor.execute(sql)


def load(table: Table, parcel: Unpacker) -> tuple[int, str]:
    """Write the rows that come next in the parcel; gives their number and digest."""
    digest = hashlib.sha256()
    write = _copied if connection.vendor == "postgresql" else _inserted
    return write(table, _rows(parcel, digest)), digest.hexdigest()


def _rows(parcel: Unpacker, digest: Any) -> Iterator[list[Row]]:  # noqa: ANN401  of hashlib
    while True:
        line = parcel.line()
        if line == b"[]\n":
            return
        digest.update(line)
        yield parcel.read(line)


def _inserted(table: Table, batches: Iterator[list[Row]]) -> int:
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, table.columns))
    places = ", ".join("?" * len(table.columns))
    statement = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({places})"  # noqa: S608
    count, bytes_at = 0, _places(table, "bytes")
    for rows in batches:
        for row in rows if bytes_at else ():
            _unpack(row, bytes_at)
        connection.connection.executemany(statement, rows)
        count += len(rows)
    return count


def _copied(table: Table, batches: Iterator[list[Row]]) -> int:
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, table.columns))
    count, bytes_at, durations = 0, _places(table, "bytes"), _places(table, "duration")
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy,
    ):
        for rows in batches:
            for row in rows:
                _unpack(row, bytes_at)
                for place in durations:
                    if row[place] is not None:
                        row[place] = dt.timedelta(microseconds=row[place])
                copy.write_row(row)
            count += len(rows)
    return count


def _places(table: Table, kind: str) -> list[int]:
    return [place for place, one in enumerate(table.kinds) if one == kind]


def _unpack(row: Row, places: list[int]) -> None:
    for place in places:
        if row[place] is not None:
            row[place] = base64.b64decode(row[place])


def set_numbers(tables: list[Table], numbers: dict[str, int]) -> None:
    """Let new rows be numbered after every row that there ever was."""
    with connection.cursor() as cursor:
        for table in tables:
            last = numbers.get(table.name, 0)
            if not table.counted or not last:
                continue
            if connection.vendor == "postgresql":
                name = connection.ops.quote_name(table.name)
                sequence = "pg_get_serial_sequence(%s, %s)"
                cursor.execute(f"SELECT setval({sequence}, %s)", [name, table.key, last])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, last]
                )
