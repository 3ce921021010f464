"""Prove that a backup can be restored, by restoring it where nobody looks."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from pobratym.config.backup import files, integrity, tables
from pobratym.config.backup.filling import fill, migrations_of
from pobratym.config.backup.keys import BackupKey
from pobratym.config.backup.making import Tell, backups_in
from pobratym.config.backup.parcel import opened
from pobratym.config.backup.places import scratch_database
from pobratym.config.backup.restoring import refuse_faults
from pobratym.core.errors import DomainError


def newest(target: Path) -> Path:
    """Give the newest backup of a folder, or the file that was named.

    Raises:
        DomainError: ``no_backup``.
    """
    found = backups_in(target) if target.is_dir() else [target]
    if not found or not found[-1].is_file():
        raise DomainError(_("There is no backup in %(path)s.") % {"path": target}, code="no_backup")
    return found[-1]


def verify(path: Path, key: BackupKey, *, max_age_hours: int, tell: Tell) -> dict[str, Any]:
    """Restore a backup into a scratch database, look whether all is in order, and throw it away.

    Returns:
        Its manifest.

    Raises:
        DomainError: ``too_old`` when it is older than so many hours, ``differs``, and what opening
            it refuses.
    """
    with opened(path, key) as parcel:
        made_at = dt.datetime.fromisoformat(parcel.heading.made_at)
        begin = parcel.told()  # proves the heading, too
        age = timezone.now() - made_at
        if max_age_hours and age > dt.timedelta(hours=max_age_hours):
            raise DomainError(
                _("The newest backup is %(hours)d hours old: %(path)s.")
                % {"hours": age.total_seconds() // 3600, "path": path},
                code="too_old",
            )
        tables.models_at(migrations_of(begin))
        with (
            files.scratch_folder(settings.DATA_FOLDER, "verifying") as folder,
            scratch_database(folder),
        ):
            manifest = fill(parcel, begin, folder, tell)
            refuse_faults(integrity.faults(folder))
    return manifest
