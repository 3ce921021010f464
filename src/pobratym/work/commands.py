"""The commands ``pobratym worker`` and ``pobratym work``."""

import datetime as dt

import click
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from pobratym.core.preparing import migrate
from pobratym.work.queries import Standing, standing, workers
from pobratym.work.transports import transport
from pobratym.work.worker import Crew


@click.command(help="Do background work: letters, erasures, digests, imports. Runs until stopped.")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option("--parent", type=int, default=0, help="End when the process of this number is gone.")
def worker(*, once: bool, parent: int) -> None:
    """Work until told to stop, or once."""
    migrate()
    crew = Crew(transport(), parent)
    if once:
        crew.run_once()
    else:
        crew.run()


@click.command(help="Show background work. Exit code 1 when something failed or letters lie about.")
def work() -> None:
    """Say what waits, runs and failed, and since when."""
    migrate()
    now = standing()
    for line in _lines(now):
        click.echo(line)
    if now.needs_somebody:
        click.secho(_("Somebody must look at it: %(page)s") % {"page": _page()}, fg="red", err=True)
        raise SystemExit(1)
    click.secho("✓ " + _("All in order."), fg="green")


def _page() -> str:
    return f"{settings.SITE_ADDRESS}/en/administration/work/"


def _lines(now: Standing) -> list[str]:
    jobs = {"waiting": now.waiting, "running": now.running, "failed": now.failed}
    letters = {"waiting": now.letters_waiting, "failed": now.letters_failed}
    lines = [
        _("Background work: %(waiting)d waiting, %(running)d running, %(failed)d failed") % jobs,
        _("Letters: %(waiting)d waiting, %(failed)d failed") % letters,
    ]
    if now.oldest_at:
        lines.append(_("The oldest work waits since %(at)s") % {"at": _moment(now.oldest_at)})
    if now.letter_due_at:
        at = _moment(now.letter_due_at)
        lines.append(_("The letter that waits longest may go from %(at)s") % {"at": at})
    lines += [
        _("Worker: %(place)s, seen %(at)s") % {"place": one.place, "at": _moment(one.seen_at)}
        for one in workers()
    ]
    return lines


def _moment(at: dt.datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S %Z")
