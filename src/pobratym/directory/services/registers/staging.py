"""Rows on their way into the record, in a table that only this transaction sees.

The database itself finds doubles, orphans and differences, so memory stays flat whatever the size
of the register, and one rollback leaves nothing behind.
"""

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection

BATCH = 5_000


class Stage(NamedTuple):
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
def staged(stage: Stage) -> Iterator[None]:
    """Keep the table while the block runs, inside a transaction."""
    number = "integer PRIMARY KEY" if connection.vendor == "sqlite" else "bigserial PRIMARY KEY"
    columns = [("id", number), *stage.columns, *stage.extra]
    listed = ", ".join(f"{name} {kind}" for name, kind in columns)
    run(f"CREATE TEMPORARY TABLE {stage.name} ({listed})")
    yield
    run(f"DROP TABLE {stage.name}")


def fill(stage: Stage, rows: Iterable[tuple[Any, ...]]) -> int:
    """Write the rows as quickly as the database takes them; say how many there were."""
    if connection.vendor == "postgresql":
        return _copied(stage, rows)
    names = [name for name, _ in stage.columns]
    marks = ", ".join(["%s"] * len(names))
    sql = f"INSERT INTO {stage.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - our names
    count = 0
    stream = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(itertools.islice(stream, BATCH)):
            cursor.executemany(sql, batch)
            count += len(batch)
    return count


def _copied(stage: Stage, rows: Iterable[tuple[Any, ...]]) -> int:
    names = ", ".join(name for name, _ in stage.columns)
    count = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {stage.name} ({names}) FROM STDIN") as copy,
    ):
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the count outlives the loop
            copy.write_row(row)
    return count


def ready(stage: Stage, *keys: str) -> None:
    """Index the filled table and let PostgreSQL's planner know it."""
    for key in keys:
        run(f"CREATE INDEX {stage.name}_{key} ON {stage.name} ({key})")
    renew_plans(stage.name)


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
