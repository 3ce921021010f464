"""Work on another database than the one that is served."""

import copy
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.utils import load_backend


@contextmanager
def pointed_at(**changes: Any) -> Iterator[None]:  # noqa: ANN401  settings of a database
    """Let ``connection`` lead elsewhere in this thread: the same settings but for ``changes``."""
    before = connections[DEFAULT_DB_ALIAS]
    own = copy.deepcopy(before.settings_dict) | changes
    connections[DEFAULT_DB_ALIAS] = load_backend(own["ENGINE"]).DatabaseWrapper(own)
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = before


@contextmanager
def draft_database(path: Path) -> Iterator[None]:
    """Lead to a new SQLite file that nobody depends on yet, so that nothing waits for the disk."""
    options = dict(connection.settings_dict["OPTIONS"])
    options["init_command"] = f"{options.get('init_command', '')} PRAGMA synchronous=OFF;"
    with pointed_at(NAME=path, OPTIONS=options):
        yield


@contextmanager
def scratch_database(folder: Path) -> Iterator[None]:
    """Lead to an empty database that is gone afterwards.

    A file in ``folder`` for SQLite, for PostgreSQL a schema beside the served one.
    """
    if connection.vendor == "sqlite":
        with draft_database(folder / "scratch.sqlite3"):
            yield
        return
    schema = f"pobratym_scratch_{secrets.token_hex(4)}"
    options = dict(connection.settings_dict["OPTIONS"])
    options["options"] = f"{options.get('options', '')} -c search_path={schema}"
    _tell(f"CREATE SCHEMA {schema}")
    try:
        with pointed_at(OPTIONS=options):
            yield
    finally:
        _tell(f"DROP SCHEMA {schema} CASCADE")


def _tell(statement: str) -> None:
    with connection.copy().cursor() as cursor:
        cursor.execute(statement)
        cursor.connection.close()
