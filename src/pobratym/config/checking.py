"""``pobratym check``: is this installation in order?"""

import datetime as dt

import click
from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from pobratym.config.backup import note
from pobratym.core.filters import moment


@click.command(help="Check settings and database; says what to change. Exit code 1 on a fault.")
def check() -> None:
    """Run the start-up checks and compare the database with the installed version.

    A fault must be mended; what is only advised is shown with "!" and changes no exit code.
    """
    found = checks.run_checks()
    faults = [_said(one) for one in found if one.level >= checks.ERROR]
    advice = [_said(one) for one in found if one.level < checks.ERROR]
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        faults.append(_("The database waits for an update: `pobratym serve` brings it."))
    if settings.BACKUP_FOLDER and (last := note.read()).is_overdue():
        (faults if last.proved_at or last.fault else advice).append(_about(last))
    for one in advice:
        click.secho(f"! {one}", fg="yellow", err=True)
    for fault in faults:
        click.secho(f"✗ {fault}", fg="red", err=True)
    if faults:
        raise SystemExit(1)
    click.secho("✓ " + _("All in order."), fg="green")


def _said(one: checks.CheckMessage) -> str:
    return f"{one.msg} {one.hint or ''}".strip()


def overdue_backup() -> str:
    """Say that the daily backup is overdue; nothing where none is made, or all is well."""
    last = note.read() if settings.BACKUP_FOLDER else None
    return _about(last) if last is not None and last.is_overdue() else ""


def _about(last: note.Note) -> str:
    if not last.proved_at:
        return " ".join(
            (_("No backup was proved yet: pobratym backup, pobratym verify-backup."), last.fault)
        ).strip()
    told = {"moment": moment(dt.datetime.fromisoformat(last.proved_at)), "fault": last.fault}
    return (_("The last proved backup is too old: %(moment)s %(fault)s") % told).strip()
