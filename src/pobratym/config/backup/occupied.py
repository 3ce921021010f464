"""What stands in the way of a restore: a record, somebody at work, tables of others."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from pobratym.config.backup import files
from pobratym.core.errors import DomainError

_MIGRATIONS = "django_migrations"
_OF_PEOPLE = ("accounts_user", "journal_entry")


def refuse_users() -> None:
    """Refuse while the installation is being served.

    Raises:
        DomainError: ``in_use``.
    """
    others = _others_on_server() if connection.vendor == "postgresql" else _others_on_file()
    if others:
        raise DomainError(
            _("This installation is in use. Stop it first: systemctl stop pobratym"), code="in_use"
        )


def _others_on_file() -> bool:
    """Ask SQLite for the file alone: leaving its mode of writing ahead wants that."""
    path = Path(connection.settings_dict["NAME"])
    connection.close()
    if not path.exists():
        return False
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as own:
        try:
            mode = own.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
            own.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            return True
    return bool(mode != "delete")


def _others_on_server() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend')"
        )
        return bool(cursor.fetchone()[0])


def refuse_records() -> None:
    """Refuse where a record or files are already.

    Raises:
        DomainError: ``not_empty``, ``foreign_tables``.
    """
    names = connection.introspection.table_names()
    _refuse_foreign(names)
    held = any(_has_rows(name) for name in _OF_PEOPLE if name in names)
    if held or any(files.uploads(settings.DATA_FOLDER)):
        raise DomainError(
            _("There is a record here already. To put the backup in its place: --replace"),
            code="not_empty",
        )


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608  names of ours
        return cursor.fetchone() is not None


def _refuse_foreign(names: list[str]) -> None:
    if names and _MIGRATIONS not in names:
        raise DomainError(
            _("The database holds tables of another program: %(names)s.")
            % {"names": ", ".join(sorted(names)[:3])},
            code="foreign_tables",
        )


def drop_everything() -> None:
    """Take the tables and functions of the record away (PostgreSQL, within a transaction)."""
    quote = connection.ops.quote_name
    names = connection.introspection.table_names()
    _refuse_foreign(names)
    with connection.cursor() as cursor:
        if names:
            cursor.execute(f"DROP TABLE {', '.join(map(quote, names))} CASCADE")
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace ="
            " current_schema()::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_depend d"
            " WHERE d.objid = p.oid AND d.deptype = 'e')"
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function} CASCADE")
