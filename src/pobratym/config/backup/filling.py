"""Fill an empty database and a folder from an opened backup, and compare with its manifest."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext as _

from pobratym.config.backup import files, loading, reading, tables
from pobratym.config.backup.making import Tell
from pobratym.config.backup.parcel import Unpacker
from pobratym.config.backup.sealing import broken
from pobratym.core.errors import DomainError
from pobratym.documents.files import FOLDER


def migrations_of(begin: dict[str, Any]) -> tables.Migrations:
    """Name the migrations that had been applied where the backup was made."""
    return [(app, name) for app, name in begin["migrations"]]


def fill(parcel: Unpacker, begin: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """Fill an empty database and a folder from an opened backup, and compare with its manifest.

    The database is built as it was, filled, compared, and only then brought up to this version.
    """
    tell(_("Building the tables…"))
    loading.make_tables(migrations_of(begin))
    every = {
        table.name: table for table in tables.tables_of(tables.models_at(migrations_of(begin)))
    }
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
            path = _within(folder / FOLDER, told["file"])
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
