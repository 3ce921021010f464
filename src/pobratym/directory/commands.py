"""The command ``pobratym import``: official registers and statistics."""

import contextlib
import datetime as dt
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import click
from django.db import Error, OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pobratym.core.errors import DomainError
from pobratym.core.filters import day
from pobratym.core.preparing import migrate
from pobratym.directory.queries.registers import newest_editions
from pobratym.directory.registers.problems import Problem
from pobratym.directory.services.registers.later import keep_for_later
from pobratym.directory.services.registers.loading import Choices, Family, Outcome, import_register
from pobratym.directory.services.registers.telling import Telling, percent_of, write_report
from pobratym.directory.services.registers.territories import Change
from pobratym.directory.services.registers.wording import called
from pobratym.directory.tasks import load_register

_CLEAR_LINE = "\r\x1b[K"


@click.group("import")
def import_() -> None:
    """Load official registers and statistics.

    A file is loaded whole or not at all. What it is shows in its content: CSV, XML, JSON, XLSX,
    XLS, also packed by gzip or alone in a ZIP.

    Exit codes: 0 loaded or nothing new, 1 bad rows or refused, 2 the command was called wrongly.
    """
    with _plain_refusals():
        migrate()


@contextlib.contextmanager
def _plain_refusals() -> Iterator[None]:
    """Say in a sentence what a database refuses; one that does not answer is told by `main`."""
    try:
        yield
    except OperationalError:
        raise
    except Error as error:
        message = _("The database cannot be used (%(reason)s). Nothing was changed; see to it.")
        raise DomainError(message % {"reason": _first_line(error)}, code="database") from error


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all registers share."""
    for option in reversed(
        [
            click.argument(
                "files",
                nargs=-1,
                required=True,
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
            ),
            click.option("--dry-run", is_flag=True, help="Show what would change; change nothing."),
            click.option("--later", is_flag=True, help="Leave the loading to background work."),
            click.option(
                "--on",
                type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]),
                help="The day the file is true of, where it does not say so itself.",
            ),
            click.option(
                "--skip-bad-rows", is_flag=True, help="Load the good rows although some are bad."
            ),
            click.option(
                "--all-problems", is_flag=True, help="Show every bad row, not 20 of each kind."
            ),
            click.option(
                "--report",
                type=click.Path(dir_okay=False, writable=True, path_type=Path),
                help="Write every bad row into this CSV: file, line, code, reason.",
            ),
        ]
    ):
        command = option(command)
    return command


@import_.command("territories")
@options
@click.option("--older-edition", is_flag=True, help="Take an edition older than the one in force.")
@click.option(
    "--accept-endings", is_flag=True, help="Let a large part of the register come to its end."
)
def territories(files: tuple[Path, ...], **given: Any) -> None:  # noqa: ANN401 - the options
    """Load TERC (Poland) or KATOTTG (Ukraine): regions, districts, municipalities, localities."""
    load_all(files, _loader("territories"), **given)


@import_.command("statistics")
@options
@click.option("--source", default="", help="Who published the file, where it does not show that.")
def statistics(files: tuple[Path, ...], **given: Any) -> None:  # noqa: ANN401 - the options
    """Load population, area or coordinates of municipalities."""
    load_all(files, _loader("statistics"), **given)


class Loader(NamedTuple):
    """How one family of files is loaded.

    Attributes:
        choices: makes the person's choices of the options.
        load: loads one file.
        later: hands a file that was kept to a worker.
    """

    choices: Callable[..., Any]
    load: Callable[..., Any]
    later: Callable[..., object]


def _loader(family: Family) -> Loader:
    return Loader(partial(Choices, family), import_register, load_register.enqueue)


@import_.command("status")
def status() -> None:
    """Show which editions are in force."""
    with _plain_refusals():
        editions = list(newest_editions())
    if not editions:
        click.echo(_("No register has been loaded yet."))
    for edition in editions:
        click.echo(
            _("%(scheme)s: state on %(day)s, %(rows)s rows, file %(file)s, loaded %(loaded)s")
            % {
                "scheme": called(edition.scheme),
                "day": day(edition.dated_on),
                "rows": edition.rows,
                "file": edition.file_name,
                "loaded": day(edition.loaded_at),
            }
        )


def load_all(  # noqa: PLR0913, PLR0917  the options
    files: tuple[Path, ...],
    loader: Loader,
    report: Path | None,
    all_problems: bool,
    later: bool,
    on: dt.datetime | None,
    **given: Any,  # noqa: ANN401 - the other options
) -> None:
    """Load each file for itself; one that is refused does not hold up the others."""
    choices = loader.choices(on=on.date() if on else None, **given)
    if later:
        if report or given["dry_run"]:
            message = _("--later goes with neither --dry-run nor --report.")
            raise click.UsageError(message)
        _put_off(files, choices, loader)
        return
    if report and any(report.resolve() == path.resolve() for path in files):
        message = _("The report would be written over the file that is to be loaded.")
        raise click.UsageError(message)
    found: list[tuple[str, Problem]] = []
    if report:
        _write_report(report, found)  # better refused now than after a loading
    work = partial(_load_one, loader.load, choices=choices, all_problems=all_problems)
    refused = [not _load_and_tell(path, work, found if report else None) for path in files]
    if report:
        _write_report(report, found)
    if any(refused):
        raise SystemExit(1)


def _put_off(files: tuple[Path, ...], choices: Any, loader: Loader) -> None:  # noqa: ANN401
    """Keep the files, and leave them to a worker."""
    for path in files:
        try:
            kept = keep_for_later(path, choices)
        except OSError as error:
            raise DomainError(_reason(path, error), code="unreadable") from error
        loader.later(**kept)
        click.echo(
            _("%(file)s is loaded in the background. See: pobratym work") % {"file": path.name}
        )


def _load_and_tell(
    path: Path, work: Callable[..., Outcome], found: list[tuple[str, Problem]] | None
) -> bool:
    """Load one file and say how it went; give whether nothing stood against it."""
    try:
        outcome = work(path, found)
    except (DomainError, Error, OSError) as error:
        click.secho(_reason(path, error), fg="red", err=True)
        return False
    _tell(path, outcome)
    return outcome.refusal is None


def _write_report(report: Path, found: list[tuple[str, Problem]]) -> None:
    try:
        write_report(report, found)
    except OSError as error:
        message = _("The report %(file)s cannot be written: %(reason)s.")
        raise click.ClickException(
            message % {"file": report.name, "reason": error.strerror}
        ) from error


def _reason(path: Path, error: DomainError | Error | OSError) -> str:
    """Say why a file is not loaded; what the database says itself is kept to one line."""
    if isinstance(error, DomainError):
        return str(error.message)
    if isinstance(error, OSError):
        return _("%(file)s cannot be read: %(reason)s. Nothing was changed.") % {
            "file": path.name,
            "reason": error.strerror or _first_line(error),
        }
    return _(
        "%(file)s: the database did not take it (%(reason)s). Nothing was changed; see to the "
        "database, then load the file again."
    ) % {"file": path.name, "reason": _first_line(error)}


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _load_one(
    load: Callable[..., Outcome],
    path: Path,
    found: list[tuple[str, Problem]] | None,
    *,
    choices: Any,  # noqa: ANN401 - what `load` takes
    all_problems: bool,
) -> Outcome:
    is_watched = sys.stderr.isatty()

    def say(words: str, is_note: bool) -> None:
        clean = _CLEAR_LINE if is_watched else ""
        click.echo(clean + click.style(words, fg=None if is_note else "yellow"), err=True)

    telling = Telling(path.name, say, tell_all=all_problems)

    def hear(problem: Problem) -> None:
        telling.hear(problem)
        if found is not None:
            found.append((path.name, problem))

    with click.progressbar(
        length=100, label=path.name, file=sys.stderr, hidden=not is_watched
    ) as bar:
        try:
            return load(path, choices, report=hear, progress=_Mover(bar))
        finally:
            telling.finish()


class _Mover:
    """Moves the bar on, never back."""

    def __init__(self, bar: Any) -> None:  # noqa: ANN401 - click does not show its type
        self._bar = bar

    def __call__(self, step: str, done: int, of: int) -> None:
        """Hear how far it is."""
        self._bar.update(max(0, percent_of(step, done, of) - self._bar.pos))


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
    facts = {"file": path.name, "scheme": called(outcome.scheme), **outcome.counts}
    facts["day"] = day(outcome.dated_on) if outcome.dated_on else ""
    click.echo(
        _(
            "%(file)s: %(scheme)s, state on %(day)s: %(added)s new, %(changed)s changed, "
            "%(ended)s ended, %(unchanged)s unchanged"
        )
        % facts
    )
    for line in outcome.notices():
        click.echo(line)
    if outcome.refusal:
        click.secho(str(outcome.refusal.message), fg="red", err=True)
        return
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
