"""``pobratym search``: make the index anew, see how far it is, judge it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pobratym.search.adapters import adapters
from pobratym.search.services import evaluating, meaning, rebuilding

_LANGUAGE = click.Choice(["pl", "uk", "en"])


@click.group(help="The search: make its index anew, see how far it is, judge its answers.")
def search() -> None:
    """Gather the commands of the search."""


@search.command(help="Read all records anew, then put their meaning into numbers.")
@click.option("--without-meaning", is_flag=True, help="Leave meanings to the background work.")
def rebuild(*, without_meaning: bool) -> None:
    """Make the index anew; ended and called again, it goes on where it was."""
    with _bars() as tell:
        rebuilding.rebuild(lambda kind, done, of: tell(_kind_name(kind), done, of))
        rebuilding.look_at_waiting()
    if not without_meaning and meaning.has_model():
        _make_meanings()
    _say_status()


@search.command(help="Say what is in the index, and what is still missing.")
def status() -> None:
    """Say how far the index is; exit code 1 where something is still missing."""
    if not _say_status():
        raise SystemExit(1)


def _kind_name(kind: str) -> str:
    return str(adapters()[kind].label)


def _make_meanings() -> None:
    count = meaning.count_waiting()
    with click.progressbar(length=count, label=_("meanings")) as bar:
        meaning.make_waiting(bar.update)


def _say_status() -> bool:
    """Say how far the index is; give whether it is whole."""
    found = rebuilding.status()
    for kind in adapters():
        note = _("still to be read") if kind in found.unfinished else ""
        click.echo(f"{found.records.get(kind, 0):>10}  {_kind_name(kind)}  {note}".rstrip())
    if found.waiting:
        click.echo(_("Records that were changed and wait: %(count)d") % {"count": found.waiting})
    if not found.has_model:
        click.secho(_("There is no model here: search is by words and names only."), fg="yellow")
    elif found.without_meaning:
        click.echo(_("Texts without a meaning yet: %(count)d") % {"count": found.without_meaning})
    is_whole = not (found.unfinished or found.waiting)
    if is_whole and not (found.has_model and found.without_meaning):
        click.secho("✓ " + _("The index is whole."), fg="green")
    return is_whole and not (found.has_model and found.without_meaning)


@search.command(help="Rank the documents of a task folder for each of its questions.")
@click.argument("task_dir", type=click.Path(path_type=Path))
@click.option("--query-language", required=True, type=_LANGUAGE)
@click.option("--document-language", type=_LANGUAGE, help="Documents of docs.LANG.tsv.")
@click.option("--mixed", is_flag=True, help="Documents of docs.mixed.tsv.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="One JSON a line.")
def evaluate(
    *, task_dir: Path, query_language: str, document_language: str | None, mixed: bool, out: Path
) -> None:
    """Answer the questions of a task in a scratch database and write down what was found."""
    if bool(document_language) == mixed:
        raise click.UsageError(_("Give either --document-language or --mixed."))
    documents = evaluating.documents_of(task_dir, document_language or "")
    questions = evaluating.questions_of(task_dir, query_language)
    if not meaning.has_model():
        click.secho(_("There is no model here: words alone are compared."), fg="yellow", err=True)
    with _bars() as tell:
        ranked = evaluating.evaluate(documents, questions, language=query_language, tell=tell)
        count = evaluating.write_run(out, ranked)
    said = ngettext(
        "%(count)d question answered: %(path)s", "%(count)d questions answered: %(path)s", count
    )
    click.secho("✓ " + said % {"count": count, "path": out}, fg="green")


@contextmanager
def _bars() -> Iterator[evaluating.Tell]:
    """Show a progress bar for each thing that is done."""
    with ExitStack() as stack:
        now, bar, seen = "", None, 0

        def tell(what: str, done: int, of: int) -> None:
            nonlocal now, bar, seen
            if what != now or bar is None:
                stack.close()
                steps = max(of // 100, 1)
                made = click.progressbar(length=of, label=what, update_min_steps=steps)
                now, bar, seen = what, stack.enter_context(made), 0
            bar.update(done - seen)
            seen = done

        yield tell
