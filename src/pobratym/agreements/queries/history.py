"""The text as it once stood, and what of it a reader may see.

What a city wrote and struck out before it sent its draft stays with that city: the others see the
text as it stood when it was sent, and all that was written since.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause, Wording
from pobratym.agreements.models.versions import TextVersion
from pobratym.agreements.queries.whole import frozen_text, parties_of
from pobratym.agreements.states import UNNUMBERED
from pobratym.agreements.texts.whole import Version, WholeClause, WholeText, labels
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING_NOTES


def seen_since(agreement: Agreement, reader: Reader) -> int:
    """Give the count of the text from which on the reader sees how it changed."""
    knows_all = mandate_of(reader).covers(agreement.opened_by_id, READING_NOTES)
    return 0 if knows_all else agreement.shared_in


def wordings_seen(wordings: Sequence[Wording], since: int) -> list[Wording]:
    """Keep of the wordings of one language, oldest first, the one that stood then and the later."""
    earlier = [one for one in wordings if one.text_number <= since]
    return [*earlier[-1:], *(one for one in wordings if one.text_number > since)]


def base_of(clause: Clause, language: str, number: int) -> tuple[str, str]:
    """Give heading and body of the wording that somebody began from (one statement).

    Empty where there was none, and for one that was overtaken before the draft was sent: the number
    comes with a form, and what it names must not tell another city what stood there once.
    """
    shared = F("clause__agreement__shared_in")
    of_language = Wording.objects.filter(clause=clause, language=language)
    later = of_language.filter(number__gt=OuterRef("number"), text_number__lte=shared)
    seen = of_language.filter(Q(text_number__gt=shared) | ~Exists(later), number=number)
    return seen.values_list("heading", "body").first() or ("", "")


def text_at(agreement: Agreement, text_number: int) -> WholeText:
    """Give the text as it stood after so many changes (two statements).

    Words and which clauses stood are those of that time; order, titles and cities are told as they
    are now, since their changes are not kept word by word.

    Args:
        agreement: with its cities and languages.
        text_number: 0 for nothing.
    """
    rows = Wording.objects.filter(clause__agreement=agreement.pk, text_number__lte=text_number)
    said: dict[int, dict[str, Version]] = {}
    for key, language, heading, body, number in rows.order_by("clause_id", "number").values_list(
        "clause_id", "language", "heading", "body", "number"
    ):
        said.setdefault(key, {})[language] = Version(heading, body, number=number)
    clauses = [
        clause
        for clause in Clause.objects.filter(agreement=agreement.pk).order_by("place", "pk")
        if _stood(clause, text_number) and clause.pk in said
    ]
    numbers = labels([clause.type for clause in clauses], UNNUMBERED)
    tongues = list(agreement.tongues.all())
    return WholeText(
        kind=agreement.kind,
        titles={tongue.language: tongue.title for tongue in tongues},
        languages=[tongue.language for tongue in tongues],
        authentic=[tongue.language for tongue in tongues if tongue.is_authentic],
        parties=parties_of(agreement),
        clauses=[
            WholeClause(
                clause.type, label, said[clause.pk], clause.topics, clause.pk, str(clause.public_id)
            )
            for clause, label in zip(clauses, numbers, strict=True)
        ],
    )


def count_on(agreement: Agreement, day: dt.date) -> int:
    """Give the count of changes at the end of a day, in the zone of the installation."""
    end = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))
    written = Wording.objects.filter(clause__agreement=agreement.pk, at__lt=end)
    removed = Clause.objects.filter(agreement=agreement.pk, removed_at__lt=end)
    last = written.aggregate(Max("text_number"))["text_number__max"] or 0
    return max(last, removed.aggregate(Max("removed_in"))["removed_in__max"] or 0)


def version_text(version: TextVersion, agreement: Agreement) -> WholeText:
    """Give a frozen text whose clauses know which clauses of the agreement they are.

    The words are those of the canonical form. Which clause each is, is found by its words as they
    stood at the version's count; one that is not found stays without a key.
    """
    frozen = frozen_text(version)
    known = list(text_at(agreement, version.text_number).clauses)
    return replace(frozen, clauses=[_known(clause, known) for clause in frozen.clauses])


def _known(clause: WholeClause, known: list[WholeClause]) -> WholeClause:
    match = next((one for one in known if _says(clause.versions, one)), None)
    if match is None:
        return clause
    known.remove(match)
    return replace(clause, key=match.key, public_id=match.public_id, topics=match.topics)


def _says(versions: Mapping[str, Version], clause: WholeClause) -> bool:
    return all(
        (one.heading, one.body) == (clause.said(language).heading, clause.said(language).body)
        for language, one in versions.items()
    )


def _stood(clause: Clause, text_number: int) -> bool:
    removed = clause.removed_in is not None and clause.removed_in <= text_number
    return clause.added_in <= text_number and not removed
