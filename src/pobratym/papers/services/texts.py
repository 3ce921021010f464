"""Writing a paper's texts anew, and names in their cases."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services.mandate import hold, refuse_outsider
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record
from pobratym.languages.declension import CASES
from pobratym.papers.models import NameForms, PaperText
from pobratym.papers.states import LANGUAGE_OF, LONGEST_PART, PARTS, Paper, belongs_to


@transaction.atomic
def write_texts(  # noqa: PLR0913  which paper of whom, what, since when, by whom
    agreement: Agreement,
    city: Municipality,
    paper: Paper,
    texts: Mapping[str, str],
    *,
    version: int,
    by: User | None,
) -> PaperText:
    """Keep what an officer writes into a paper of the own council.

    Args:
        agreement: is held until the deed is done.
        city: whose paper.
        paper: one of those with texts of their own.
        texts: by part; those that the paper does not have are refused.
        version: that the form was filled from; 0 where nobody had written yet.
        by: acts for the city, or is a command.

    Raises:
        StaleVersion: somebody wrote since.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``no_such_part``,
            ``too_long``.
    """
    agreement = hold(agreement)
    refuse_outsider(by, city, agreement)
    parts = {part.value for part in PARTS.get(paper, ())}
    if not belongs_to(paper, city.country) or not set(texts) <= parts:
        raise DomainError(_("This paper has no such text."), code="no_such_part")
    for part, text in texts.items():
        if len(text) > LONGEST_PART:
            raise DomainError(_("This text is too long."), code="too_long", field=part)
    row = _text(agreement, city, paper, version)
    row.texts = {part: text for part, text in texts.items() if text.strip()}
    row.full_clean()
    row.save()
    _note("paper.texts_written", row, by, agreement, paper=paper.value)
    return row


@transaction.atomic
def begin_again(
    agreement: Agreement, city: Municipality, paper: Paper, *, version: int, by: User | None
) -> None:
    """Forget what was written into a paper: it begins from the proposed texts again.

    Raises:
        StaleVersion: somebody wrote since.
        DomainError: as for :func:`write_texts`.
    """
    agreement = hold(agreement)
    refuse_outsider(by, city, agreement)
    row = _text(agreement, city, paper, version)
    if row.pk is None:
        return
    row.texts = {}
    row.full_clean()
    row.save()
    _note("paper.texts_reset", row, by, agreement, paper=paper.value)


@transaction.atomic
def write_forms(  # noqa: PLR0913  whose, which name, how, since when, by whom
    agreement: Agreement,
    city: Municipality,
    name: str,
    language: str,
    forms: Mapping[str, str],
    *,
    version: int,
    by: User | None,
) -> NameForms:
    """Keep the cases of a name as an officer writes them; empty ones are left to the library.

    Raises:
        StaleVersion: somebody wrote since.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``other_language``.
        ValidationError: too long.
    """
    agreement = hold(agreement)
    refuse_outsider(by, city, agreement)
    if LANGUAGE_OF.get(city.country) != language:
        message = _("Your city's papers are not written in this language.")
        raise DomainError(message, code="other_language")
    rows = NameForms.objects.select_for_update()
    row = rows.filter(city=city, name=name, language=language).first()
    row = row or NameForms(city=city, name=name, language=language, version=0)
    if row.version != version:
        raise StaleVersion(row)
    row.version += 1
    row.forms = {case: forms[case] for case in CASES[1:] if forms.get(case, "").strip()}
    row.full_clean()
    row.save()
    _note("paper.forms_written", row, by, agreement, city=city)
    return row


def _text(agreement: Agreement, city: Municipality, paper: Paper, version: int) -> PaperText:
    rows = PaperText.objects.select_for_update().filter(agreement=agreement, city=city)
    row = rows.filter(paper=paper).first()
    row = row or PaperText(agreement=agreement, city=city, paper=paper, version=0)
    if row.version != version:
        raise StaleVersion(row)
    row.version += 1
    return row


def _note(  # noqa: PLR0913  what, about what, by whom, where, of which paper
    what: str,
    row: PaperText | NameForms,
    by: User | None,
    agreement: Agreement,
    *,
    city: Municipality | None = None,
    paper: str = "",
) -> None:
    """Tell the journal that it was done; the words themselves stay in the row."""
    owner = city or row.city
    record(
        what, row, by=by, city=owner.code, within=agreement.partnership, own=True, renews=False,
        paper=paper,
    )  # fmt: skip
