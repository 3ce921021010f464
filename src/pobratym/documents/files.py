"""Files on the disk, written so that a power cut leaves either the whole file or none."""

import os
from pathlib import Path

from django.conf import settings

FOLDER = "files"
PICTURES = "pictures"
PAPERS = "papers"


def picture_path(file_name: str) -> Path:
    """Say where a kept picture lies; read anew each time, so that tests may move the folder."""
    return Path(settings.DATA_FOLDER) / FOLDER / PICTURES / file_name


def paper_path(file_name: str) -> Path:
    """Say where an uploaded paper lies; no address leads there."""
    return Path(settings.DATA_FOLDER) / FOLDER / PAPERS / file_name


def write_durably(path: Path, data: bytes) -> None:
    """Write a new file: under a temporary name first, onto the disk, then under its own.

    Raises:
        OSError: the disk is full or not writable; nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def erase_durably(path: Path) -> None:
    """Take a file away so that a power cut does not bring it back; none there is no harm.

    Raises:
        OSError: the folder is not writable.
    """
    path.unlink(missing_ok=True)
    if path.parent.exists():
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
