"""Is the record whole? Database, files, journal: what is wrong, and where."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.apps import apps
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from pobratym.agreements.queries.soundness import unsound_versions
from pobratym.config.backup import files
from pobratym.documents.files import FOLDER, PAPERS, PICTURES
from pobratym.documents.models import Document, Picture
from pobratym.journal.verifying import verify

_MOST_TOLD = 20
_YOUNG_SECONDS = 3600
"""A file so young may belong to a deed that is being done: it is there before its row is."""


def faults(data: Path) -> list[str]:
    """Look at everything and give what is wrong, in words; nothing when all is well.

    Args:
        data: the folder with the uploaded files.
    """
    waiting = _waiting()
    if waiting:
        return waiting
    found = [*_database(), *_relations(), *_files(data), *_journal(), *_agreed()]
    hidden = len(found) - _MOST_TOLD
    more = [_("and %(number)d more.") % {"number": hidden}] if hidden > 0 else []
    return found[:_MOST_TOLD] + more


def _waiting() -> list[str]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return [_("The database waits for an update: run pobratym upgrade.")]
    return []


def _database() -> Iterator[str]:
    """Let the database look at itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check(20)")
            told = [str(row[0]) for row in cursor.fetchall()]
            yield from (_("Database: %(fault)s.") % {"fault": one} for one in told if one != "ok")
            return
        cursor.execute(
            "SELECT conrelid::regclass || ' ' || conname FROM pg_constraint WHERE NOT convalidated"
            " AND connamespace = current_schema()::regnamespace"
            " UNION ALL SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
            " UNION ALL SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger"
            " JOIN pg_class ON pg_class.oid = tgrelid WHERE tgenabled = 'D'"
            " AND relnamespace = current_schema()::regnamespace"
        )
        for (name,) in cursor.fetchall():
            yield _("Database: %(fault)s.") % {"fault": name}


def _relations() -> Iterator[str]:
    """Find rows that point to a row that is not there."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_key_check")
            for table, row, parent, _number in cursor.fetchmany(_MOST_TOLD + 1):
                yield _dangling(table, row, parent)
        return
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:  # noqa: SLF001  Django's documented name
            if isinstance(field, models.ForeignKey):
                yield from _dangling_of(model, field)


def _dangling_of(
    model: type[models.Model], field: "models.ForeignKey[object, object]"
) -> Iterator[str]:
    quote = connection.ops.quote_name
    table, parent = model._meta.db_table, field.target_field.model._meta.db_table  # noqa: SLF001
    key, column = quote(str(model._meta.pk.column)), f"child.{quote(str(field.column))}"  # noqa: SLF001
    target = f"parent.{quote(str(field.target_field.column))}"
    question = (
        f"SELECT child.{key} FROM {quote(table)} child LEFT JOIN {quote(parent)} parent"  # noqa: S608
        f" ON {column} = {target} WHERE {column} IS NOT NULL AND {target} IS NULL LIMIT 5"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        for (row,) in cursor.fetchall():
            yield _dangling(table, row, parent)


def _dangling(table: str, row: object, parent: str) -> str:
    return _("Row %(row)s of %(table)s points to a row of %(parent)s that is not there.") % {
        "row": row,
        "table": table,
        "parent": parent,
    }


def _files(data: Path) -> list[str]:
    """Compare the files on the disk with the record; what looks wrong is looked at once more.

    People go on working: a picture may be withdrawn between two looks.
    """
    found = [*_differences(data)]
    again = {*_differences(data)} if found else set()
    return [fault for fault in found if fault in again]


def _differences(data: Path) -> Iterator[str]:
    lying = dict(files.lying_in(data))
    for name, digest in _expected():
        path = lying.pop(name, data / FOLDER / name)
        try:
            is_changed = files.digest_of_file(path) != digest
        except FileNotFoundError:
            yield _("The file %(name)s is missing.") % {"name": name}
        else:
            if is_changed:
                yield _("The file %(name)s was changed.") % {"name": name}
    for name, path in lying.items():
        with suppress(FileNotFoundError):  # erased by a deed since
            if time.time() - path.stat().st_mtime > _YOUNG_SECONDS:
                yield _("The file %(name)s belongs to nothing in the record.") % {"name": name}


def _expected() -> Iterator[tuple[str, str]]:
    """Give each file that must be there, and its digest."""
    pictures = Picture.objects.filter(withdrawn_at__isnull=True)
    for folder, things in ((PICTURES, pictures), (PAPERS, Document.objects.all())):
        rows = things.values_list("file_name", "sha256").iterator(chunk_size=1_000)
        yield from ((f"{folder}/{name}", digest) for name, digest in rows)


def _journal() -> Iterator[str]:
    """Walk the chain of the journal."""
    for fault in verify().faults:
        yield _("Journal, line %(number)d: %(fault)s") % {
            "number": fault.number,
            "fault": fault.what,
        }


def _agreed() -> Iterator[str]:
    """Work out the digests of all agreed texts anew."""
    for fault in unsound_versions():
        yield _("Agreement %(agreement)s, version %(number)d of its text: %(fault)s") % {
            "agreement": fault.agreement,
            "number": fault.number,
            "fault": fault.what,
        }
