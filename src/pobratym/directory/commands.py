"""The command ``pobratym import``: official registers and statistics."""

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from django.db import Error
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pobratym.core.errors import DomainError
from pobratym.core.preparing import migrate
from pobratym.directory.queries.registers import newest_editions
from pobratym.directory.registers.problems import Problem
from pobratym.directory.services.registers.loading import Choices, Family, Outcome, import_register
from pobratym.directory.services.registers.territories import Change
from pobratym.directory.services.registers.wording import REGISTERS, sentence

_CLEAR_LINE = "\r\x1b[K"
_STEPS = {"read": 60, "compared": 65, "territories": 75, "municipalities": 98, "recorded": 100}
"""Where the bar stands, in percent, when each step is done."""


@click.group("import")
def import_() -> None:
    """Load official registers and statistics.

    A file is loaded whole or not at all. What it is shows in its content: CSV, XML, JSON, XLSX,
    XLS, also packed by gzip or alone in a ZIP.

    Exit codes: 0 loaded or nothing new, 1 bad rows or refused, 2 the command was called wrongly.
    """
    migrate()


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that both kinds of files share."""
    for option in reversed(
        [
            click.argument(
                "files",
                nargs=-1,
                required=True,
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
            ),
            click.option("--dry-run", is_flag=True, help="Show what would change; change nothing."),
            click.option(
                "--on",
                type=click.DateTime(["%Y-%m-%d"]),
                help="The day the file is true of, where it does not say so itself.",
            ),
            click.option(
                "--skip-bad-rows", is_flag=True, help="Load the good rows although some are bad."
            ),
        ]
    ):
        command = option(command)
    return command


@import_.command("territories")
@_options
@click.option("--older-edition", is_flag=True, help="Take an edition older than the one in force.")
@click.option(
    "--accept-endings", is_flag=True, help="Let a large part of the register come to its end."
)
def territories(files: tuple[Path, ...], **given: Any) -> None:  # noqa: ANN401 - the options
    """Load TERC (Poland) or KATOTTG (Ukraine): regions, districts, municipalities, localities."""
    _load(files, _choices("territories", **given))


@import_.command("statistics")
@_options
@click.option("--source", default="", help="Who published the file, where it does not show that.")
def statistics(files: tuple[Path, ...], **given: Any) -> None:  # noqa: ANN401 - the options
    """Load population, area or coordinates of municipalities."""
    _load(files, _choices("statistics", **given))


def _choices(family: Family, on: dt.datetime | None, **given: Any) -> Choices:  # noqa: ANN401
    return Choices(family, on=on.date() if on else None, **given)


@import_.command("status")
def status() -> None:
    """Show which editions are in force."""
    editions = newest_editions()
    if not editions:
        click.echo(_("No register has been loaded yet."))
    for edition in editions:
        click.echo(
            _("%(scheme)s: state on %(day)s, %(rows)s rows, file %(file)s, loaded %(loaded)s")
            % {
                "scheme": REGISTERS[edition.scheme],
                "day": date_format(edition.dated_on),
                "rows": edition.rows,
                "file": edition.file_name,
                "loaded": date_format(edition.loaded_at),
            }
        )


def _load(files: tuple[Path, ...], choices: Choices) -> None:
    """Load each file for itself; one that is refused does not hold up the others."""
    failed = False
    for path in files:
        try:
            outcome = _load_one(path, choices)
        except (DomainError, Error) as error:
            click.secho(_reason(path, error), fg="red", err=True)
            failed = True
        else:
            _tell(path, outcome)
            failed = failed or (outcome.bad > 0 and not choices.skip_bad_rows)
    if failed:
        raise SystemExit(1)


def _reason(path: Path, error: DomainError | Error) -> str:
    """Say why a file is not loaded; what the database says itself is kept to one line."""
    if isinstance(error, DomainError):
        return str(error.message)
    said = str(error).strip() or type(error).__name__
    return _(
        "%(file)s: the database did not take it (%(reason)s). Nothing was changed; see to the "
        "database, then load the file again."
    ) % {"file": path.name, "reason": said.splitlines()[0]}


def _load_one(path: Path, choices: Choices) -> Outcome:
    is_watched = sys.stderr.isatty()

    def report(problem: Problem) -> None:
        colour = None if problem.is_note else "yellow"
        clean = _CLEAR_LINE if is_watched else ""
        click.echo(clean + click.style(sentence(path.name, problem), fg=colour), err=True)

    with click.progressbar(
        length=100, label=path.name, file=sys.stderr, hidden=not is_watched
    ) as bar:
        return import_register(path, choices, report=report, progress=_Mover(bar))


class _Mover:
    """Moves the bar on, never back."""

    def __init__(self, bar: Any) -> None:  # noqa: ANN401 - click does not show its type
        self._bar = bar

    def __call__(self, step: str, done: int, of: int) -> None:
        """Hear how far it is."""
        until = _STEPS[step]
        begun = max((place for place in (0, *_STEPS.values()) if place < until), default=0)
        place = begun + (until - begun) * min(done, of) // of if of else begun
        self._bar.update(max(0, place - self._bar.pos))


def _tell(path: Path, outcome: Outcome) -> None:
    for change in outcome.changes:
        click.echo(_change(change))
    told = sum(outcome.counts[kind] for kind in ("changed", "ended")) - len(outcome.changes)
    if told > 0:
        click.echo(ngettext("… and %(count)d more", "… and %(count)d more", told) % {"count": told})
    if outcome.encoding:
        click.echo(
            _("%(file)s: read as %(encoding)s, concluded from its letters")
            % {"file": path.name, "encoding": outcome.encoding}
        )
    facts = {"file": path.name, "scheme": REGISTERS[outcome.scheme], **outcome.counts}
    facts["day"] = date_format(outcome.dated_on) if outcome.dated_on else ""
    click.echo(
        _(
            "%(file)s: %(scheme)s, state on %(day)s: %(added)s new, %(changed)s changed, "
            "%(ended)s ended, %(unchanged)s unchanged"
        )
        % facts
    )
    if outcome.bad:
        click.echo(
            ngettext("%(count)d bad row", "%(count)d bad rows", outcome.bad)
            % {"count": outcome.bad}
        )
    click.echo(_conclusion(outcome))


def _conclusion(outcome: Outcome) -> str:
    if outcome.applied:
        return _("Loaded.")
    return _("Nothing was changed: this was a trial run.") if outcome.differs else _("Nothing new.")


def _change(change: Change) -> str:
    facts = change._asdict()
    if change.kind == "ended":
        return _("%(code)s ends: %(old)s") % facts
    return _("%(code)s: %(old)s → %(new)s") % facts
