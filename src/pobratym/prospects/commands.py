"""Commands ``pobratym import indicators`` and ``pobratym import partnerships``."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import click
from django.db import Error
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pobratym.core.errors import DomainError
from pobratym.core.filters import day
from pobratym.directory.registers.problems import Problem, Report
from pobratym.directory.services.registers.telling import Telling, write_report
from pobratym.directory.services.registers.wording import REGISTERS
from pobratym.prospects.services.loading import Loaded, import_indicators, import_partners

_FILES = click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change; change nothing.")
_SKIP = click.option(
    "--skip-bad-rows", is_flag=True, help="Load the good rows although some are bad."
)
_ALL = click.option("--all-problems", is_flag=True, help="Show every bad row, not 20 of each kind.")
_REPORT = click.option(
    "--report",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write every bad row into this CSV: file, line, code, reason.",
)

Load = Callable[[Path, Report], Loaded]


@click.command("indicators")
@_FILES
@_DRY_RUN
@_SKIP
@_ALL
@_REPORT
def indicators(
    files: tuple[Path, ...],
    report: Path | None,
    *,
    dry_run: bool,
    skip_bad_rows: bool,
    all_problems: bool,
) -> None:
    """Load indicators of municipalities: the table of Statistics Poland, the full set of KSE."""

    def load(path: Path, hear: Report) -> Loaded:
        return import_indicators(path, report=hear, dry_run=dry_run, skip_bad_rows=skip_bad_rows)

    _load_all(files, load, report, all_problems=all_problems)


@click.command("partnerships")
@_FILES
@_DRY_RUN
@_SKIP
@_ALL
@_REPORT
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]),
    help="The day the list is true of; today unless given.",
)
def partnerships(  # noqa: PLR0913  the options
    files: tuple[Path, ...],
    report: Path | None,
    on: dt.datetime | None,
    *,
    dry_run: bool,
    skip_bad_rows: bool,
    all_problems: bool,
) -> None:
    """Load known partner cities: lists of Wikipedia, Wikidata and W3I."""

    def load(path: Path, hear: Report) -> Loaded:
        return import_partners(
            path,
            on=on.date() if on else None,
            report=hear,
            dry_run=dry_run,
            skip_bad_rows=skip_bad_rows,
        )

    _load_all(files, load, report, all_problems=all_problems)


def _load_all(
    files: tuple[Path, ...], load: Load, report: Path | None, *, all_problems: bool
) -> None:
    """Load each file for itself; one that is refused does not hold up the others."""
    if report and any(report.resolve() == path.resolve() for path in files):
        message = _("The report would be written over the file that is to be loaded.")
        raise click.UsageError(message)
    found: list[tuple[str, Problem]] = []
    refused = [not _load_one(path, load, found, all_problems=all_problems) for path in files]
    if report:
        write_report(report, found)
    if any(refused):
        raise SystemExit(1)


def _load_one(
    path: Path, load: Load, found: list[tuple[str, Problem]], *, all_problems: bool
) -> bool:
    def say(words: str, is_note: bool) -> None:
        click.secho(words, fg=None if is_note else "yellow", err=True)

    telling = Telling(path.name, say, tell_all=all_problems)

    def hear(problem: Problem) -> None:
        telling.hear(problem)
        found.append((path.name, problem))

    try:
        loaded = load(path, hear)
    except (DomainError, Error, OSError) as error:
        telling.finish()
        reason = str(error.message) if isinstance(error, DomainError) else str(error)
        click.secho(reason, fg="red", err=True)
        return False
    telling.finish()
    _tell(path, loaded)
    return True


def _tell(path: Path, loaded: Loaded) -> None:
    facts = {
        "file": path.name,
        "scheme": REGISTERS[loaded.scheme],
        "day": day(loaded.dated_on),
        **loaded.counts,
    }
    click.echo(
        _(
            "%(file)s: %(scheme)s, state on %(day)s: %(added)s new, %(changed)s changed, "
            "%(ended)s ended, %(unchanged)s unchanged"
        )
        % facts
    )
    if loaded.bad:
        told = ngettext("%(count)d bad row", "%(count)d bad rows", loaded.bad)
        click.echo(told % {"count": loaded.bad})
    if loaded.applied:
        click.echo(_("Loaded."))
    elif any(loaded.counts[kind] for kind in ("added", "changed", "ended")):
        click.echo(_("Nothing was changed: this was a trial run."))
    else:
        click.echo(_("Nothing new."))
