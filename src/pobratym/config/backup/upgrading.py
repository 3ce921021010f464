"""``pobratym upgrade``: to the installed version, with a way back."""

from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext as _

from pobratym.config.backup import integrity, reading, tables
from pobratym.config.backup.commands import KEY_FILE, done, key_made_or_found, say_faults, show
from pobratym.config.backup.files import ending_cleanly
from pobratym.config.backup.making import back_up
from pobratym.core.preparing import prepare

FOLDER = "backups"


@click.command(help="Back up, bring database and styles to the installed version, check.")
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Where the backup goes (default: settings)."
)
@click.option("--without-backup", is_flag=True, help="When one was made just now by other means.")
@KEY_FILE
def upgrade(*, folder: Path | None, without_backup: bool, key_file: Path | None) -> None:
    """Upgrade, and say how to go back."""
    applied = reading.applied_migrations()
    tables.models_at(applied)  # refuses a database that a newer version has changed
    if applied and not without_backup:
        where = folder or Path(settings.BACKUP_FOLDER or settings.DATA_FOLDER / FOLDER)
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        with ending_cleanly():
            path = back_up(where, key_made_or_found(key_file), show)
        done(_("Backup: %(path)s.") % {"path": path})
        click.echo(
            _("To go back: install the earlier version, then pobratym restore --replace %(path)s")
            % {"path": path}
        )
    prepare(click.echo)
    say_faults(integrity.faults, settings.DATA_FOLDER)
