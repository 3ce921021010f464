"""What is done every night: a backup, its proof, and a look at the record itself."""

import logging
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from pobratym.config.backup import integrity, note
from pobratym.config.backup.keys import find_key
from pobratym.config.backup.making import back_up, keep_newest
from pobratym.config.backup.verifying import verify
from pobratym.core.errors import DomainError
from pobratym.work.schedule import every

log = logging.getLogger(__name__)

KEPT_BACKUPS = 14
_HOUR = 3


def schedule() -> None:
    """Have it done at three in the night; backups where POBRATYM_BACKUP_FOLDER says where to."""
    every("backup.integrity", look_at_record, at=_HOUR)
    if settings.BACKUP_FOLDER:
        every("backup.daily", back_up_daily, at=_HOUR)


@task()
def back_up_daily() -> None:
    """Make a backup, prove it, and remember how that went."""
    made_at = timezone.now().isoformat(timespec="seconds")
    try:
        _back_up_and_prove()
    except Exception as fault:
        told = str(fault.message) if isinstance(fault, DomainError) else type(fault).__name__
        note.write(note.Note(note.read().proved_at, told))
        raise
    note.write(note.Note(made_at))


def _back_up_and_prove() -> None:
    folder, key = Path(settings.BACKUP_FOLDER), find_key(None)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = back_up(folder, key)
    verify(path, key, max_age_hours=0, tell=lambda _words: None)
    keep_newest(folder, KEPT_BACKUPS)


@task()
def look_at_record() -> None:
    """Look whether the record is whole; what is wrong goes to the log, and the task fails.

    Raises:
        RuntimeError: something is wrong.
    """
    found = integrity.faults(settings.DATA_FOLDER)
    for fault in found:
        log.error("check-integrity: %s", fault)
    if found:
        raise RuntimeError("check-integrity found faults; see the log")
