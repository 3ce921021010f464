"""Make a backup: the record at one moment, the files, the keys, in one sealed file."""

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from pobratym.config.backup import files, reading, tables
from pobratym.config.backup.keys import BackupKey
from pobratym.config.backup.parcel import Packer, packed_into
from pobratym.core.errors import DomainError
from pobratym.journal.models import Head

Tell = Callable[[str], object]

_NAME = "pobratym-{:%Y-%m-%dT%H%M%S}Z.backup"
_OURS = re.compile(r"pobratym-\d{4}-\d\d-\d\dT\d{6}Z\.backup")
_TOLD_SETTINGS = (
    "SITE_ADDRESS",
    "OPERATOR_NAME",
    "OPERATOR_EMAIL",
    "DORMANT_AFTER_MONTHS",
    "LAWBOOK",
    "WORKERS",
    "THREADS",
    "PROXIES",
)


def back_up(target: Path, key: BackupKey, tell: Tell = lambda _words: None) -> Path:
    """Write a backup and give its path.

    Args:
        target: a folder, where it gets a name with its moment, or a file that is not there yet.
        key: seals it.
        tell: hears which part is being written.

    Raises:
        DomainError: ``file_there``, ``not_written``, ``newer_version``, ``nothing_to_back_up``.
    """
    now = timezone.now().astimezone(dt.UTC)
    path = target / _NAME.format(now) if target.is_dir() else target
    if path.exists():
        raise DomainError(
            _("There is a file %(path)s already.") % {"path": path}, code="file_there"
        )
    if not reading.applied_migrations():
        raise DomainError(
            _("There is no record here yet, so there is nothing to back up."),
            code="nothing_to_back_up",
        )
    heading, file_key = key.heading(version("pobratym"), now.isoformat(timespec="seconds"))
    with (
        reading.snapshot() as ask,
        files.written_whole(path) as file,
        packed_into(file, file_key, heading) as packer,
    ):
        _pack(packer, ask, tell)
    return path


def _pack(packer: Packer, ask: reading.Ask, tell: Tell) -> None:
    applied = [(str(app), str(name)) for rows in ask(_MIGRATIONS) for app, name in rows]
    every = tables.tables_of(tables.models_at(applied))
    packer.tell(
        product=version("pobratym"),
        engine=connection.vendor,
        migrations=applied,
        settings={name: getattr(settings, name) for name in _TOLD_SETTINGS},
    )
    manifest: dict[str, Any] = {"tables": {}, "files": {}, "numbers": {}}
    for table in every:
        tell(_("Writing %(name)s…") % {"name": table.name})
        packer.tell(table=asdict(table))
        manifest["tables"][table.name] = _pack_table(packer, table, ask)
        if table.counted:
            manifest["numbers"][table.name] = reading.last_number(table, ask)
    for name, path in files.uploads(settings.DATA_FOLDER):
        with suppress(FileNotFoundError):  # erased by a deed since
            manifest["files"][name] = _pack_file(packer, name, path)
    packer.tell(secrets=files.secrets_of(settings.DATA_FOLDER))
    manifest["journal"] = journal_head(ask, {table.name for table in every})
    packer.tell(manifest=manifest)


_MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"


def _pack_table(packer: Packer, table: tables.Table, ask: reading.Ask) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    for rows, line in reading.lines_of(table, ask):
        digest.update(line)
        count += rows
        packer.add(line)
    packer.add(b"[]\n")
    return {"rows": count, "sha256": digest.hexdigest()}


def _pack_file(packer: Packer, name: str, path: Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        size = path.stat().st_size
        packer.tell(file=name, size=size)
        left = size
        while left and (data := file.read(min(left, 1 << 18))):
            digest.update(data)
            packer.add(data)
            left -= len(data)
    if left:
        raise DomainError(
            _("%(path)s was changed while it was read.") % {"path": path}, code="file_changed"
        )
    return {"size": size, "sha256": digest.hexdigest()}


def journal_head(ask: reading.Ask, known: set[str]) -> str:
    """Give the journal's last line as ``number:digest``; the digest may be noted elsewhere."""
    if (table := Head._meta.db_table) in known:  # noqa: SLF001  Django's documented name
        question = f"SELECT number, hash FROM {table}"  # noqa: S608  a name of ours
    else:  # before the lines were chained
        question = "SELECT max(id), '' FROM journal_entry"
    return next((f"{row[0] or 0}:{row[1]}" for rows in ask(question) for row in rows), "0:")


def backups_in(folder: Path) -> list[Path]:
    """List the backups of a folder, newest last."""
    return sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name))


def keep_newest(folder: Path, number: int) -> list[Path]:
    """Delete all but the newest backups of a folder; gives those deleted."""
    old = backups_in(folder)[:-number]
    for path in old:
        path.unlink()
    return old
