"""A translation that a machine proposes: it blocks agreement until a person has saved it."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.clauses import Clause, ClauseText
from pobratym.agreements.services.holding import clause_held, note, refuse_settled
from pobratym.agreements.services.mandate import refuse_outsider
from pobratym.agreements.services.writing import Words, put_words
from pobratym.agreements.states import Change, Origin, Standing
from pobratym.agreements.texts.merging import MARKS
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.languages.cleaning import clean_pasted
from pobratym.languages.machine.asking import proposed


def propose_by_machine(  # noqa: PLR0913  what, from which language, who, for whom
    clause: Clause,
    language: str,
    source: str,
    *,
    number: int,
    by: User,
    city: Municipality,
) -> ClauseText:
    """Ask the configured service for one language of a clause, and put its words in as a proposal.

    The service is asked before anything is locked; what somebody wrote meanwhile stays.

    Args:
        clause: with its agreement.
        language: the one to be proposed: missing, out of date or a machine's.
        source: the language that it is made from.
        number: the wording that the person saw in ``language``; 0 for none.
        by: who pressed, and confirmed that the text leaves the house.
        city: in whose name.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``, ``taken_out``,
            ``settled``, ``drafts_stay`` (the administrator did not allow it), ``no_source``,
            ``current`` (a person's wording stands there), ``moved_on``, and those of
            ``languages.machine.asking.proposed``.
    """
    if not settings.TRANSLATOR_DRAFTS:
        raise DomainError(
            _("Texts that are not agreed yet may not be sent to a translation service here."),
            code="drafts_stay",
        )
    refuse_outsider(by, city, clause.agreement, translating=True)
    _refuse_current(clause, language, number)
    text = ClauseText.objects.filter(clause=clause, language=source).exclude(body="").first()
    if text is None or source == language:
        raise DomainError(_("There is nothing to translate from."), code="no_source")
    asked = [one for one in (text.heading, text.body) if one]
    said = [MARKS.sub("", clean_pasted(one)) for one in proposed(asked, source, language)]
    heading, body = (said[0], said[1]) if text.heading else ("", said[0])
    return _put(clause, language, Words(heading, body, Change.FOLLOWS, Origin.MACHINE),
                number=number, by=by, city=city)  # fmt: skip


@transaction.atomic
def _put(  # noqa: PLR0913  what, where, in which language, who, for whom
    clause: Clause, language: str, words: Words, *, number: int, by: User, city: Municipality
) -> ClauseText:
    agreement, clause = clause_held(clause, by, city, translating=True)
    refuse_settled(agreement, clause)
    _refuse_current(clause, language, number)
    text = put_words(agreement, clause, language, words, by=by, city=city)
    note(
        "clause.proposed_by_machine", clause, agreement, by, city,
        language=language, number=text.number,
    )  # fmt: skip
    return text


def _refuse_current(clause: Clause, language: str, number: int) -> None:
    text = ClauseText.objects.filter(clause=clause, language=language).first()
    if text is not None and text.standing == Standing.HUMAN:
        raise DomainError(
            _("A person wrote this version, and it is current. It is not proposed anew."),
            code="current",
        )
    if (text.number if text else 0) != number:
        raise DomainError(
            _("Somebody changed this version meanwhile. Read it, then ask again."), code="moved_on"
        )
