"""Writing one language of one clause: the one place where binding words change."""

from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause, ClauseText, Wording
from pobratym.agreements.states import Change, Origin, Standing
from pobratym.agreements.texts.canonical import clean
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality


@dataclass(frozen=True, slots=True)
class Words:
    """What a clause is to say in one language."""

    heading: str
    body: str
    change: Change = Change.MEANING
    origin: Origin = Origin.TYPED


def put_words(  # noqa: PLR0913  what, where, in which language, who, for whom
    agreement: Agreement,
    clause: Clause,
    language: str,
    words: Words,
    *,
    by: User | None,
    city: Municipality,
) -> ClauseText:
    """Write one language of a clause of an agreement that the caller holds.

    Keeps the wording for good, raises the agreement's ``text_number``, and makes the other
    languages stale where the meaning changed. Nothing is noted in the journal: the deed does that.
    What does not differ is not written; then only the standing changes (a stale version that a
    person found to be right becomes current). A slip of the pen leaves the standing as it is.

    Args:
        agreement: held (``mandate.hold``) and writable.
        clause: of this agreement, standing.
        language: one of the agreement's.
        words: cleaned input (``languages.cleaning``).
        by: who wrote.
        city: in whose name.

    Returns:
        The text as it stands now.

    Raises:
        DomainError: ``no_such_language``, ``empty`` (a wording without words).
        ValidationError: too long.
    """
    if language not in {tongue.language for tongue in agreement.tongues.all()}:
        raise DomainError(_("This is not a language of the agreement."), code="no_such_language")
    heading, body = clean(words.heading), clean(words.body)
    if not body:
        raise DomainError(
            _("Write the wording; to take the clause out use “Take out”."),
            code="empty",
            field="body",
        )
    texts = {
        text.language: text
        for text in ClauseText.objects.select_for_update().filter(clause=clause).order_by("pk")
    }
    text = texts.get(language) or ClauseText(clause=clause, language=language)
    differs = (text.heading, text.body) != (heading, body)
    text.standing = _standing_after(text, words)
    text.changed_by, text.changed_for = by, city
    text.version += 1
    if differs:
        text.heading, text.body = heading, body
        text.number += 1
    text.full_clean()
    text.save()
    if differs:
        _keep(agreement, text, words, by, city)
        if words.change == Change.MEANING:
            _make_stale(texts, language)
    return text


def _standing_after(text: ClauseText, words: Words) -> Standing:
    if words.origin == Origin.MACHINE:
        return Standing.MACHINE
    slip = words.change == Change.MINOR and text.standing != Standing.MISSING
    return Standing(text.standing) if slip else Standing.HUMAN


def _keep(
    agreement: Agreement, text: ClauseText, words: Words, by: User | None, city: Municipality
) -> None:
    agreement.text_number += 1
    Agreement.objects.filter(pk=agreement.pk).update(text_number=agreement.text_number)
    Wording.objects.create(
        clause=text.clause,
        language=text.language,
        number=text.number,
        text_number=agreement.text_number,
        heading=text.heading,
        body=text.body,
        change=words.change,
        origin=words.origin,
        by=by,
        city=city,
    )


def _make_stale(texts: dict[str, ClauseText], changed: str) -> None:
    others = [
        text.pk
        for language, text in texts.items()
        if language != changed and text.standing in {Standing.HUMAN, Standing.MACHINE}
    ]
    if others:
        rows = ClauseText.objects.filter(pk__in=others)
        rows.update(standing=Standing.STALE, version=F("version") + 1)
