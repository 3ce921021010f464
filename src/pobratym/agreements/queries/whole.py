"""The text of an agreement, read in few statements."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.versions import FrozenCopy, TextVersion
from pobratym.agreements.states import UNNUMBERED
from pobratym.agreements.texts import canonical
from pobratym.agreements.texts.whole import Version, WholeClause, WholeText, labels
from pobratym.core.prepared import prepared
from pobratym.core.wordings import Wordings


def text_of(agreement: Agreement) -> WholeText:
    """Give the text as it stands now.

    Args:
        agreement: with its parties, their cities and its languages (``with_cities``); then one
            statement is sent, whatever the number of clauses.
    """
    clauses: dict[int, tuple[str, str, list[str], int]] = {}
    texts: dict[int, dict[str, Version]] = {}
    for key, public_id, one, topics, version, language, heading, body, standing, *counts in _said(
        agreement.pk
    ):
        clauses[key] = (str(public_id), one, topics, version)
        known = texts.setdefault(key, {})
        if language is not None:
            known[language] = Version(heading, body, standing, *counts)
    numbers = labels([one for _id, one, *_rest in clauses.values()], UNNUMBERED)
    tongues = list(agreement.tongues.all())
    return WholeText(
        kind=agreement.kind,
        titles={tongue.language: tongue.title for tongue in tongues},
        languages=[tongue.language for tongue in tongues],
        authentic=[tongue.language for tongue in tongues if tongue.is_authentic],
        parties=parties_of(agreement),
        clauses=[
            WholeClause(one, label, texts[key], topics, key, public_id, version)
            for (key, (public_id, one, topics, version)), label in zip(
                clauses.items(), numbers, strict=True
            )
        ],
    )


@prepared
def _said(agreement: int) -> QuerySet[Clause, tuple[Any, ...]]:
    """Read clauses with their texts; a clause without any comes once, with nothing beside it."""
    rows = Clause.objects.standing().filter(agreement=agreement).order_by("place", "pk")
    return rows.values_list(
        "pk", "public_id", "type", "topics", "version", "texts__language", "texts__heading",
        "texts__body", "texts__standing", "texts__number", "texts__version",
    )  # fmt: skip


def parties_of(agreement: Agreement) -> list[Mapping[str, str]]:
    """Give the cities' names in each language of the agreement, in the order of the text."""
    languages = [tongue.language for tongue in agreement.tongues.all()]
    return [
        {language: Wordings(party.city.name).said(language).text for language in languages}
        for party in agreement.parties.all()
    ]


def frozen_text(version: TextVersion) -> WholeText:
    """Give a frozen text from its canonical forms, in one statement."""
    copies = list(FrozenCopy.objects.filter(version=version).order_by("pk"))
    return canonical.read(
        {copy.language: copy.canonical for copy in copies},
        [copy.language for copy in copies if copy.is_authentic],
        version.number,
        version.sha256,
    )


def counting_text(agreement: Agreement) -> WholeText:
    """Give the frozen version that counts, or else the text as it stands."""
    if agreement.text_version is not None:
        return frozen_text(agreement.text_version)
    return text_of(agreement)
