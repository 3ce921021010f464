"""``pobratym backup``, ``restore``, ``verify-backup`` and ``check-integrity``."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.utils.translation import gettext as _

from pobratym.config.backup import integrity, note
from pobratym.config.backup.files import ending_cleanly
from pobratym.config.backup.keys import BackupKey, find_key, make_key
from pobratym.config.backup.making import back_up, keep_newest
from pobratym.config.backup.restoring import restore as restore_from
from pobratym.config.backup.sealing import read_heading
from pobratym.config.backup.verifying import newest, verify
from pobratym.core.errors import DomainError

KEY_FILE = click.option(
    "--key-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file with the key; otherwise POBRATYM_BACKUP_KEY_FILE or POBRATYM_BACKUP_KEY.",
)


def show(words: str) -> None:
    """Say on one line of a terminal what is being done; files get no such lines."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{words}", err=True, nl=False)


def done(words: str) -> None:
    """Say what was done, in the place of what was being done."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    click.secho(f"✓ {words}", fg="green")


def place(target: Path | None) -> Path:
    """Give the file or folder that was named, or the folder of the settings.

    Raises:
        DomainError: ``no_place``.
    """
    if target is None and not settings.BACKUP_FOLDER:
        raise DomainError(
            _("Say where: name a file or folder, or set POBRATYM_BACKUP_FOLDER."), code="no_place"
        )
    return target or Path(settings.BACKUP_FOLDER)


def key_made_or_found(file: Path | None) -> BackupKey:
    """Give the key; a file that is named and not there yet is made, which is said loudly."""
    told = file or (Path(settings.BACKUP_KEY_FILE) if settings.BACKUP_KEY_FILE else None)
    if told is None or told.exists():
        return find_key(file)
    key = make_key(told)
    click.secho(
        _(
            "A new key was made: %(path)s. Keep a copy of it in another place now, on paper or in a"
            " safe: without it no backup can ever be read, and with it anybody can read them."
        )
        % {"path": told},
        fg="yellow",
        bold=True,
    )
    return key


@click.command(help="Write database, files and keys into one encrypted file. People go on working.")
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option(
    "--keep", type=click.IntRange(1), help="Keep so many in the folder, delete older ones."
)
@KEY_FILE
def backup(*, target: Path | None, keep: int | None, key_file: Path | None) -> None:
    """Make a backup and say where it is."""
    where = place(target)
    if target is None:
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
    if keep and not where.is_dir():
        raise click.UsageError(_("--keep needs a folder."))
    key = key_made_or_found(key_file)
    with ending_cleanly():
        path = back_up(where, key, show)
    done(_("Backup: %(path)s, key “%(key)s”.") % {"path": path, "key": key.name})
    if keep:
        for old in keep_newest(where, keep):
            click.echo(_("Deleted: %(path)s") % {"path": old})


@click.command(help="Bring back a backup, onto an empty installation. Stop the service first.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Put it in the place of the record that is here.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@click.option(
    "--even-broken",
    is_flag=True,
    help="Bring back even a record that was not whole when it was saved; then check-integrity.",
)
@KEY_FILE
def restore(
    *, file: Path, replace: bool, yes: bool, even_broken: bool, key_file: Path | None
) -> None:
    """Restore, compare, and say what came back."""
    if replace and not yes:
        click.confirm(_("The record that is here will be replaced. Go on?"), abort=True)
    with ending_cleanly():
        manifest, aside = restore_from(
            file, find_key(key_file), replace=replace, tell=show, even_broken=even_broken
        )
    done(_told(manifest))
    if aside.exists():
        click.echo(_("What was here before: %(path)s") % {"path": aside})


@click.command(name="verify-backup", help="Restore the newest backup where nobody looks, compare.")
@click.argument("target", required=False, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--max-age",
    type=click.IntRange(0),
    default=24,
    show_default=True,
    help="Hours after which a backup counts as missing; 0 for any age.",
)
@KEY_FILE
def verify_backup(*, target: Path | None, max_age: int, key_file: Path | None) -> None:
    """Prove the newest backup."""
    path = newest(place(target))
    with ending_cleanly():
        manifest = verify(path, find_key(key_file), max_age_hours=max_age, tell=show)
    if target is None:
        with path.open("rb") as file:
            note.write(note.Note(read_heading(file).made_at))
    done(f"{path}: {_told(manifest)}")


def _told(manifest: dict[str, Any]) -> str:
    return _(
        "%(tables)d tables, %(rows)d rows, %(files)d files, journal up to line %(line)s; all as in"
        " the manifest."
    ) % {
        "tables": len(manifest["tables"]),
        "rows": sum(one["rows"] for one in manifest["tables"].values()),
        "files": len(manifest["files"]),
        "line": manifest["journal"].partition(":")[0],
    }


@click.command(
    name="check-integrity", help="Look whether database, files and journal are whole; exit code 1."
)
def check_integrity() -> None:
    """Say what is wrong and where, or that nothing is."""
    say_faults(integrity.faults, settings.DATA_FOLDER)


def say_faults(look: Callable[[Path], list[str]], data: Path) -> None:
    """Print what is wrong and end with code 1, or say that all is well."""
    found = look(data)
    for fault in found:
        click.secho(f"✗ {fault}", fg="red", err=True)
    if found:
        raise SystemExit(1)
    done(_("The record is whole."))
