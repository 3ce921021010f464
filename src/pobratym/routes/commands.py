"""``pobratym lawbook``: which legal routes are known here, and is a file of the book right?"""

from pathlib import Path

import click
from django.utils.translation import get_language, ngettext

from pobratym.routes.faults import told
from pobratym.routes.lawbook.entries import Edition
from pobratym.routes.lawbook.reading import UnfitFile, read_file
from pobratym.routes.queries.book import book


@click.group(help="The law book: legal routes of each country, as data.")
def lawbook() -> None:
    """Gather the commands of the law book."""


@lawbook.command("list", help="List the editions that are known here, and files left out.")
def list_() -> None:
    """List all editions; exit code 1 where a file was left out."""
    known = book()
    for edition in sorted(known.editions.values(), key=lambda one: (one.country, one.valid_from)):
        click.echo(_line(edition))
    for fault in known.faults:
        click.secho(f"✗ {told(fault)}", fg="red", err=True)
    if known.faults:
        raise SystemExit(1)


@lawbook.command(help="Check one file before it is put into the folder POBRATYM_LAWBOOK.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Read a file and say what is wrong with it; exit code 1 where something is."""
    try:
        edition = read_file(file)
    except UnfitFile as unfit:
        for fault in unfit.faults:
            click.secho(f"✗ {told(fault)}", fg="red", err=True)
        raise SystemExit(1) from unfit
    click.secho("✓ " + _line(edition), fg="green")


def _line(edition: Edition) -> str:
    steps = ngettext("%(count)d step", "%(count)d steps", len(edition.steps)) % {
        "count": len(edition.steps)
    }
    open_ones = sum(step.is_to_confirm for step in edition.steps)
    to_confirm = ngettext(
        "%(count)d to be confirmed by a lawyer",
        "%(count)d to be confirmed by a lawyer",
        open_ones,
    ) % {"count": open_ones}
    name = edition.name.said(get_language() or "en").text
    since = edition.valid_from.isoformat()
    return f"{edition.code}  {since}  {name}  ({steps}, {to_confirm}; {edition.file})"
