"""``pobratym journal``: is the journal whole, and where does it end?"""

import re

import click
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pobratym.core.errors import DomainError
from pobratym.journal import verifying

_NOTED = re.compile(r"([1-9][0-9]{0,18}):([0-9a-f]{64})")


@click.group(help="The journal: is it whole, and where does it end?")
def journal() -> None:
    """Gather the commands of the journal."""


@journal.command(help="Write number and digest of the last line, to be noted outside.")
def head() -> None:
    """Write the end of the journal."""
    click.echo(verifying.head())


@journal.command(help="Read every line; says which was changed, exchanged or is missing.")
@click.option(
    "--expect",
    multiple=True,
    metavar="NUMBER:DIGEST",
    help="What `pobratym journal head` wrote before; may be given several times.",
)
def verify(expect: tuple[str, ...]) -> None:
    """Walk the chain; exit code 1 where something does not fit."""
    noted = dict(_noted(one) for one in expect)
    with click.progressbar(length=_rough_length(), label=_("journal")) as bar:
        verdict = verifying.verify(noted, bar.update)
    for fault in verdict.faults:
        place = _("line %(number)d: ") % {"number": fault.number} if fault.number else ""
        click.secho(f"✗ {place}{fault.what}", fg="red", err=True)
    if verdict.faults:
        raise SystemExit(1)
    lines = ngettext(
        "The journal is whole: %(count)d line.",
        "The journal is whole: %(count)d lines.",
        verdict.lines,
    )
    click.secho("✓ " + lines % {"count": verdict.lines}, fg="green")
    kept = _("Values about people: %(kept)d kept, %(erased)d erased.")
    click.echo(kept % {"kept": verdict.values, "erased": verdict.erased})
    click.echo(_("It ends with %(head)s") % {"head": verdict.head})


def _noted(text: str) -> tuple[int, str]:
    found = _NOTED.fullmatch(text.strip())
    if found is None:
        raise DomainError(
            _("Give what `pobratym journal head` wrote, as number:digest, not “%(text)s”.")
            % {"text": text},
            code="not_a_head",
        )
    return int(found[1]), found[2]


def _rough_length() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM journal_entry")
        found: int = cursor.fetchone()[0]
    return found
