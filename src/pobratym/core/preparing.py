"""Bring database and static files up to the installed version; quick when nothing changed."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _


def prepare(tell: Callable[[str], object] = lambda _words: None) -> None:
    """Make the data folder, apply waiting migrations and collect static files.

    Args:
        tell: hears, before a step that takes seconds, what is being done.
    """
    settings.DATA_FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    migrate(tell)
    collect_static(tell)


def migrate(tell: Callable[[str], object] = lambda _words: None) -> None:
    """Apply the migrations that wait; ask first, since asking is quicker than trying."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        tell(_("Preparing the database (once)…"))
        call_command("migrate", interactive=False, verbosity=0)


def collect_static(tell: Callable[[str], object]) -> None:
    """Copy, name by content and compress static files, when any of them changed."""
    stamp = Path(settings.STATIC_ROOT) / "collected"
    state = _state_of_sources()
    if stamp.exists() and stamp.read_text() == state:
        return
    tell(_("Preparing styles and scripts (once)…"))
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state)


def _state_of_sources() -> str:
    """Digest names, sizes and times of all static files of the rooms."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
