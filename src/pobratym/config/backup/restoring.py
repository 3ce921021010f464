"""Restore a backup: into an empty installation, or in the place of what is there.

On SQLite the database is built in a draft and renamed into place; on PostgreSQL all is one
transaction. Either way an interrupted restore leaves what was there before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext as _

from pobratym.config.backup import files, integrity, loading, occupied, reading, tables
from pobratym.config.backup.keys import BackupKey
from pobratym.config.backup.making import Tell
from pobratym.config.backup.moving import moved_in
from pobratym.config.backup.parcel import Unpacker, opened
from pobratym.config.backup.places import pointed_at
from pobratym.config.backup.sealing import broken
from pobratym.core.ciphers import FILE_NAME as VAULT_KEYS
from pobratym.core.errors import DomainError

DATABASE = "pobratym.sqlite3"


def restore(
    path: Path, key: BackupKey, *, replace: bool, tell: Tell
) -> tuple[dict[str, Any], Path]:
    """Bring back the record, the files and the keys of the installation.

    Args:
        path: a backup.
        key: opens it.
        replace: whether what is there may go; it is put aside, but for a PostgreSQL database.
        tell: hears what is being done.

    Returns:
        The manifest, and the folder where files that were there before now lie (it may be absent).

    Raises:
        DomainError: ``not_empty``, ``in_use``, ``foreign_tables``, ``differs`` and what opening
            the file refuses; nothing has changed then.
    """
    data: Path = settings.DATA_FOLDER
    with opened(path, key) as parcel:
        begin = parcel.told()
        tables.models_at(_migrations(begin))
        occupied.refuse_users()
        if not replace:
            occupied.refuse_records()
        with files.scratch_folder(data, "restoring") as draft, moved_in(draft, data) as move:
            on_file = connection.vendor == "sqlite"
            with pointed_at(NAME=draft / DATABASE) if on_file else _replacing():
                manifest = fill(parcel, begin, draft, tell)
                refuse_faults(integrity.faults(draft))
                if not on_file:
                    aside = move(files.FOLDER, files.SECRET_KEY, VAULT_KEYS)
                else:
                    _settle_file()
            if on_file:
                aside = move(DATABASE, files.FOLDER, files.SECRET_KEY, VAULT_KEYS)
    return manifest, aside


def refuse_faults(found: list[str]) -> None:
    """Stop when what was restored is not in order."""
    if found:
        raise DomainError(
            _("What was restored is not in order, so nothing was changed: %(faults)s")
            % {"faults": " ".join(found)},
            code="differs",
        )


def _migrations(begin: dict[str, Any]) -> tables.Migrations:
    return [(app, name) for app, name in begin["migrations"]]


@contextmanager
def _replacing() -> Iterator[None]:
    """Open one transaction on PostgreSQL, with nothing of the record left in it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL lock_timeout = '10s'")
        occupied.drop_everything()
        yield


def _settle_file() -> None:
    """Bring everything into the one file, so that it can be renamed."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def fill(parcel: Unpacker, begin: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """Fill an empty database and a folder from an opened backup, and compare with its manifest.

    The database is built as it was, filled, compared, and only then brought up to this version.
    """
    tell(_("Building the tables…"))
    loading.make_tables(_migrations(begin))
    every = {table.name: table for table in tables.tables_of(tables.models_at(_migrations(begin)))}
    on_file = connection.vendor == "sqlite"
    if on_file:
        connection.disable_constraint_checking()
    with transaction.atomic(), loading.without_guards([*every.values()]):
        loading.empty([*every.values()])
        manifest, seen = _unpack(parcel, every, folder, tell)
        loading.set_numbers([*every.values()], manifest["numbers"])
    if on_file:
        connection.check_constraints()
        connection.enable_constraint_checking()
    tell(_("Comparing with the manifest…"))
    _compare(manifest, seen, every)
    call_command("migrate", interactive=False, verbosity=0)
    return manifest


def _unpack(
    parcel: Unpacker, every: dict[str, tables.Table], folder: Path, tell: Tell
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Take everything out; gives the manifest, and what was really there."""
    seen: dict[str, Any] = {"tables": {}, "files": {}}
    while "manifest" not in (told := parcel.told()):
        if "table" in told:
            table = every.get(told["table"]["name"])
            if table is None or list(table.columns) != told["table"]["columns"]:
                raise broken()
            tell(_("Loading %(name)s…") % {"name": table.name})
            rows, digest = loading.load(table, parcel)
            seen["tables"][table.name] = {"rows": rows, "sha256": digest}
        elif "file" in told:
            path = _within(folder / files.FOLDER, told["file"])
            with files.written_whole(path) as file:
                for data in parcel.bytes_of(told["size"]):
                    file.write(data)
            digest = files.digest_of_file(path)
            seen["files"][told["file"]] = {"size": told["size"], "sha256": digest}
        elif "secrets" in told:
            for name, text in told["secrets"].items():
                with files.written_whole(_within(folder, name)) as file:
                    file.write(text.encode())
    parcel.end()
    return told["manifest"], seen


def _within(folder: Path, name: str) -> Path:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise broken()
    return path


def _compare(
    manifest: dict[str, Any], seen: dict[str, Any], every: dict[str, tables.Table]
) -> None:
    """Hold what came out of the file, and what now stands in the database, to the manifest."""
    with reading.present() as ask:
        for name, table in every.items():
            rows, digest = reading.digest_of(table, ask)
            if {"rows": rows, "sha256": digest} != manifest["tables"].get(name):
                raise _differs(name)
    for part in ("tables", "files"):
        if seen[part] != manifest[part]:
            raise _differs(part)


def _differs(name: str) -> DomainError:
    return DomainError(
        _("What was restored differs from the backup's manifest: %(name)s.") % {"name": name},
        code="differs",
    )
