"""Files that belong to a backup: what people uploaded, and the keys of the installation."""

import hashlib
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO, Any, NoReturn

from django.conf import settings
from django.utils.translation import gettext as _

from pobratym.core.ciphers import FILE_NAME as VAULT_KEYS
from pobratym.core.errors import DomainError
from pobratym.documents.files import FOLDER

SECRET_KEY = "secret-key"  # noqa: S105  a file's name
UNFINISHED = ".part"


def uploads(data: Path) -> Iterator[tuple[str, Path]]:
    """Give the uploaded files by name within their folder; those half written are no files yet."""
    return ((name, path) for name, path in lying_in(data) if path.suffix != UNFINISHED)


def lying_in(data: Path) -> Iterator[tuple[str, Path]]:
    """Give whatever lies in the folder of the uploaded files, by name within it."""
    folder = data / FOLDER
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path


def secrets_of(data: Path) -> dict[str, str]:
    """Give the keys without which the record cannot be read, from the settings or the folder."""
    kept = data / VAULT_KEYS
    ring = settings.VAULT_KEYS or (kept.read_text() if kept.exists() else "")
    return {SECRET_KEY: settings.SECRET_KEY} | ({VAULT_KEYS: ring} if ring else {})


def digest_of_file(path: Path) -> str:
    """Digest a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """Write a file that others cannot read: whole, synced and under its name, or not at all.

    Raises:
        DomainError: ``disk_full`` or ``not_writable``; nothing is left behind.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync(path.parent)
    except OSError as fault:
        told = _("%(path)s cannot be written: %(why)s.") % {
            "path": path,
            "why": os.strerror(fault.errno or 0),
        }
        raise DomainError(told, code="not_written") from fault
    finally:
        draft.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Bring a file, or a folder's list of names, onto the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def scratch_folder(beside: Path, name: str) -> Iterator[Path]:
    """Give an empty folder on the disk of ``beside``, gone afterwards, whatever happens."""
    folder = beside / f".{name}.{os.getpid()}{UNFINISHED}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def ending_cleanly() -> Iterator[None]:
    """Let a request to end (SIGTERM) clear up as Ctrl+C does."""

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before: Any = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
