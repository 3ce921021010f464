"""Registers loaded in the background: the file is kept until a worker has loaded it."""

import datetime as dt
import hashlib
import shutil
import stat
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from pobratym.core.errors import DomainError
from pobratym.directory.registers.problems import Problem
from pobratym.directory.services.registers.loading import Choices, import_register
from pobratym.directory.services.registers.telling import percent_of
from pobratym.work.progress import tell
from pobratym.work.states import StoppedError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def keep_for_later(path: Path, choices: "DataclassInstance") -> dict[str, Any]:
    """Copy a file into the data folder, and give what a worker needs to load it.

    Args:
        path: the file.
        choices: what the person asked for; its field ``on`` is a day or None.

    Raises:
        OSError: it cannot be read, or not copied.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    kept = _place(digest, path.name)
    kept.parent.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    shutil.copyfile(path, kept)
    given = asdict(choices)
    given["on"] = given["on"].isoformat() if given["on"] else ""
    return {"digest": digest, "name": path.name, "choices": given}


def load_kept(
    digest: str,
    name: str,
    choices: dict[str, Any],
    make: Callable[..., Any] = Choices,
    load: Callable[..., Any] = import_register,
) -> dict[str, int]:
    """Load a file that was kept, tell how far it is, and remove the copy.

    Gives how many rows were added, changed, ended, unchanged. The same file again changes nothing.

    Args:
        digest: of the file.
        name: of the file.
        choices: what the person asked for, as `keep_for_later` gave it.
        make: makes the choices that ``load`` takes.
        load: loads one file.

    Raises:
        DomainError: ``file_changed``, or what ``load`` refuses; the copy goes then, too.
        StoppedError: an administrator ended it; nothing was changed, the copy goes.
    """
    kept = _place(digest, name)
    on = dt.date.fromisoformat(choices["on"]) if choices["on"] else None
    try:
        _refuse_other_file(kept, digest)
        outcome = load(kept, make(**{**choices, "on": on}), report=_hear, progress=_progress)
    except (DomainError, StoppedError):
        shutil.rmtree(kept.parent, ignore_errors=True)
        raise
    shutil.rmtree(kept.parent, ignore_errors=True)
    counts: dict[str, int] = outcome.counts
    return counts


def _place(digest: str, name: str) -> Path:
    """Keep the name: some registers say their day only there."""
    return settings.DATA_FOLDER / "imports" / digest / Path(name).name


def _refuse_other_file(kept: Path, digest: str) -> None:
    try:
        with kept.open("rb") as file:
            is_same = hashlib.file_digest(file, "sha256").hexdigest() == digest
    except FileNotFoundError:
        is_same = False
    if not is_same:
        message = _("%(file)s is not the file that was to be loaded. Give it again.")
        raise DomainError(message % {"file": kept.name}, code="file_changed")


def _hear(problem: Problem) -> None:
    """Leave bad rows to the terminal: a trial run shows each."""


def _progress(step: str, done: int, of: int) -> None:
    tell(percent_of(step, done, of))
