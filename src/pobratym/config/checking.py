"""``pobratym check``: is this installation in order?"""

import click
from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from pobratym.config.backup import note


@click.command(help="Check settings and database; says what to change. Exit code 1 on a fault.")
def check() -> None:
    """Run the start-up checks and compare the database with the installed version."""
    faults = [f"{one.msg} {one.hint or ''}".strip() for one in checks.run_checks()]
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        faults.append(_("The database waits for an update: `pobratym serve` brings it."))
    if settings.BACKUP_FOLDER and (last := note.read()).is_overdue():
        told = {"moment": last.proved_at or "–", "fault": last.fault}
        faults.append(_("The last proved backup is too old: %(moment)s %(fault)s") % told)
    for fault in faults:
        click.secho(f"✗ {fault}", fg="red", err=True)
    if faults:
        raise SystemExit(1)
    click.secho("✓ " + _("All in order."), fg="green")
