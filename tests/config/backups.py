"""Installations of their own for tests of backups: a folder, and a database that is no test's."""

import atexit
import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from pobratym.config.backup.places import pointed_at
from pobratym.config.backup.tables import MADE_AGAIN
from pobratym.config.demo.loading import load_demo
from pobratym.core.ciphers import ring
from tests.journeys.conftest import address_of, on_server

PASSPHRASE = "correct horse battery staple"


@contextmanager
def place(data: Path, **database: Any) -> Iterator[Path]:
    """Lead everything to an installation in ``data``."""
    data.mkdir(mode=0o700, exist_ok=True)
    told = {"DATA_FOLDER": data, "BACKUP_KEY": PASSPHRASE, "BACKUP_FOLDER": str(data.parent)}
    with override_settings(**told), pointed_at(**database):
        yield data


@contextmanager
def on_sqlite(data: Path) -> Iterator[Path]:
    changes = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data / "pobratym.sqlite3",
        "OPTIONS": SQLITE,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
    }
    with place(data, **changes):
        yield data


SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA synchronous=OFF;",
}


@contextmanager
def on_postgresql(data: Path) -> Iterator[Path]:
    name = f"backup_{os.getpid()}_{secrets.token_hex(4)}"
    on_server(f"CREATE DATABASE {name}")
    try:
        with place(data, NAME=name):
            yield data
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


def own(data: Path):
    """Give an empty installation on the engine that these tests run on."""
    return on_sqlite(data) if connection.vendor == "sqlite" else on_postgresql(data)


def fill() -> None:
    """Load the demonstration, and keys; made once, then copied."""
    ready = Path(tempfile.gettempdir()) / f"pobratym-ready-{os.getpid()}.sqlite3"
    if connection.vendor == "sqlite" and ready.exists():
        connection.close()
        shutil.copy(ready, connection.settings_dict["NAME"])
        ring()
        return
    call_command("migrate", interactive=False, verbosity=0)
    load_demo()
    ring()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copy(connection.settings_dict["NAME"], ready)
        atexit.register(ready.unlink, missing_ok=True)


def rows_of_all() -> dict[str, list[str]]:
    """Give every row of every table as Django reads it, by table, keys in order.

    The tables of the search are made again from the others.
    """
    return {
        model._meta.label: [
            repr([sorted_keys(value) for value in row])
            for row in model._base_manager.order_by("pk").values_list()
        ]
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in MADE_AGAIN
    }


def sorted_keys(value: object) -> object:
    """Give a JSON value with its keys in order, as PostgreSQL and backups do."""
    if isinstance(value, dict):
        return {key: sorted_keys(value[key]) for key in sorted(value)}
    return [sorted_keys(one) for one in value] if isinstance(value, list) else value


def tell_database(statement: str) -> None:
    """Write past the product, as a fault of the disk or a meddler would."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as own_connection:
            own_connection.execute(statement)
            own_connection.commit()
        return
    name = connection.settings_dict["NAME"]
    with psycopg.connect(address_of(name), autocommit=True) as own_connection:
        own_connection.execute("SET session_replication_role = replica")
        own_connection.execute(statement)
