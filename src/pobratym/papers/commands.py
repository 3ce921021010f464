"""The command ``pobratym paper``: one paper of an agreement as a file."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from pobratym.agreements.models.agreements import Agreement
from pobratym.core.errors import DomainError
from pobratym.documents.typesetting.press import PRESS, PressError
from pobratym.papers.states import FORMATS, Format, Paper, belongs_to


@click.command("paper")
@click.argument("agreement_id", type=click.UUID)
@click.argument("paper", type=click.Choice([one.value for one in Paper]))
@click.option("--language", "tongue", default="", help="Language of a copy (pl, uk, …).")
@click.option(
    "--format",
    "ending",
    type=click.Choice([one.value for one in Format]),
    help="Without it the paper's first: PDF, for the register XLSX.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    required=True,
    help="Where to write the file.",
)
def paper(agreement_id: str, paper: str, tongue: str, ending: str | None, out: Path) -> None:
    """Write one paper of an agreement into a file.

    AGREEMENT_ID stands in the address of the agreement's pages.

    Exit codes: 0 written, 1 refused, 2 the command was called wrongly.
    """
    wanted = Paper(paper)
    form = Format(ending) if ending else FORMATS[wanted][0]
    if form not in FORMATS[wanted]:
        message = _("This paper is not given out as %(format)s.") % {"format": form.upper()}
        raise click.UsageError(message)
    if form is Format.PDF:
        PRESS.start()  # it gets ready while the record is read
    from pobratym.papers.queries.printing import printed  # noqa: PLC0415  the press starts first
    from pobratym.papers.queries.record import record_of  # noqa: PLC0415

    agreement = Agreement.objects.with_cities().filter(public_id=agreement_id).first()
    if agreement is None:
        raise DomainError(_("There is no agreement with this id."), code="unknown")
    cities = [party.city for party in agreement.parties.all()]
    city = next((one for one in cities if belongs_to(wanted, one.country)), None)
    if city is None:
        raise DomainError(_("No city of this agreement has such a paper."), code="unknown")
    known = [one.language for one in agreement.tongues.all()]
    if tongue and tongue not in known:
        raise click.UsageError(_("This is not a language of the agreement."))
    try:
        made = printed(record_of(agreement, city), wanted, form, tongue)
    except PressError as fault:
        raise DomainError(str(fault), code="press") from fault
    out.write_bytes(made.data)
