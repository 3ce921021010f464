"""Restore a backup: into an empty installation, or in the place of what is there.

On SQLite the database is built in a draft and renamed into place; on PostgreSQL all is one
transaction. Either way an interrupted restore leaves what was there before.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from pobratym.config.backup import files, integrity, occupied, tables
from pobratym.config.backup.filling import fill, migrations_of
from pobratym.config.backup.keys import BackupKey
from pobratym.config.backup.making import Tell
from pobratym.config.backup.moving import moved_in
from pobratym.config.backup.parcel import opened
from pobratym.config.backup.places import draft_database
from pobratym.core.ciphers import FILE_NAME as VAULT_KEYS
from pobratym.core.errors import DomainError
from pobratym.documents.files import FOLDER

DATABASE = "pobratym.sqlite3"


def restore(
    path: Path, key: BackupKey, *, replace: bool, tell: Tell, even_broken: bool = False
) -> tuple[dict[str, Any], Path]:
    """Bring back the record, the files and the keys of the installation.

    Args:
        path: a backup.
        key: opens it.
        replace: whether what is there may go; it is put aside, but for a PostgreSQL database.
        tell: hears what is being done.
        even_broken: whether a record may come back that was not whole when it was saved.

    Returns:
        The manifest, and the folder where that lies which was there before.

    Raises:
        DomainError: ``not_empty``, ``in_use``, ``foreign_tables``, ``differs`` and what opening
            the file refuses; nothing has changed then.
    """
    data: Path = settings.DATA_FOLDER
    with opened(path, key) as parcel:
        begin = parcel.told()
        tables.models_at(migrations_of(begin))
        occupied.refuse_users()
        if not replace:
            occupied.refuse_records()
        with files.scratch_folder(data, "restoring") as draft, moved_in(draft, data) as move:
            on_file = connection.vendor == "sqlite"
            with draft_database(draft / DATABASE) if on_file else _replacing():
                manifest = fill(parcel, begin, draft, tell)
                if not even_broken:
                    refuse_faults(integrity.faults(draft))
                if not on_file:
                    aside = move(FOLDER, files.SECRET_KEY, VAULT_KEYS)
                else:
                    _settle(draft / DATABASE)
            if on_file:
                connection.close()  # it leads to the file that is put aside now
                aside = move(DATABASE, FOLDER, files.SECRET_KEY, VAULT_KEYS)
    if not replace:
        shutil.rmtree(aside, ignore_errors=True)  # an empty database and a key that signed nothing
    return manifest, aside


def refuse_faults(found: list[str]) -> None:
    """Stop when what was restored is not in order."""
    if found:
        raise DomainError(
            _("What was restored is not in order, so nothing was changed: %(faults)s")
            % {"faults": " ".join(found)},
            code="differs",
        )


@contextmanager
def _replacing() -> Iterator[None]:
    """Open one transaction on PostgreSQL, with nothing of the record left in it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL lock_timeout = '10s'")
        occupied.drop_everything()
        yield


def _settle(path: Path) -> None:
    """Bring everything into the one file and onto the disk, so that it can be renamed."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    path.chmod(0o600)
    files.sync(path)
