"""What is remembered of the last daily backup, beside the data and outside the database."""

import datetime as dt
import json
from contextlib import suppress
from dataclasses import asdict, dataclass

from django.conf import settings
from django.utils import timezone

from pobratym.config.backup.files import written_whole

FILE_NAME = "backup-note.json"
LONGEST_AGE = dt.timedelta(hours=26)
"""A day, and the time that a large backup takes."""


@dataclass(frozen=True, slots=True)
class Note:
    """When the last proved backup was made (ISO 8601 or empty), and what went wrong since."""

    proved_at: str = ""
    fault: str = ""

    def is_overdue(self) -> bool:
        """Say whether the last proved backup is too old, or there is none."""
        if not self.proved_at:
            return True
        return timezone.now() - dt.datetime.fromisoformat(self.proved_at) > LONGEST_AGE


def read() -> Note:
    """Give what is remembered; an empty note where there is none."""
    with suppress(OSError, ValueError, TypeError):
        return Note(**json.loads((settings.DATA_FOLDER / FILE_NAME).read_text()))
    return Note()


def write(note: Note) -> None:
    """Remember."""
    with written_whole(settings.DATA_FOLDER / FILE_NAME) as file:
        file.write(json.dumps(asdict(note)).encode())
