"""What an agreement's record holds for its papers, read once for each paper."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from pobratym.agreements.library import entries
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.queries.whole import frozen_text, text_of
from pobratym.agreements.states import ClauseType
from pobratym.agreements.texts.whole import WholeText
from pobratym.core.alphabets import fold
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.topics import topic_name
from pobratym.papers.models import PaperText
from pobratym.papers.queries.names import Names, names_of
from pobratym.papers.states import Paper
from pobratym.routes.models.signing import Signatory, Signature

_ALL_FIELDS = "field_list"
"""The clause of the library that lists all fields under one general heading."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs for a city; ``authority`` says in words what lets the person do so."""

    city_id: int
    name: Wordings
    function: Wordings
    authority: str
    countersigns: bool
    signed_on: dt.date | None
    mode: str


@dataclass(frozen=True)
class Record:
    """What papers of one agreement are made of.

    ``city`` is the one whose council papers are made; ``written`` what its officers wrote into
    them, by paper and part. ``day`` is that of what the paper shows, not that of printing.
    """

    agreement: Agreement
    text: WholeText
    frozen_at: dt.datetime | None
    cities: Sequence[Municipality]
    city: Municipality
    signers: Sequence[Signer]
    topics: Sequence[str]
    names: Names
    written: Mapping[str, Mapping[str, str]]

    @property
    def day(self) -> dt.date:
        """The day of what is shown."""
        return timezone.localdate(self.frozen_at or self.agreement.updated_at)

    @property
    def is_frozen(self) -> bool:
        """Whether the words are those of a numbered version."""
        return self.text.number > 0

    @property
    def partners(self) -> list[Municipality]:
        """The other cities."""
        return [city for city in self.cities if city.pk != self.city.pk]

    def areas(self, language: str) -> list[str]:
        """Name the fields of cooperation: headings of the clauses on them, else their topics.

        A heading that only says "fields of cooperation" names none.
        """
        heads = [
            clause.said(language).heading
            for clause in self.text.clauses
            if clause.type == ClauseType.FIELDS
        ]
        general = fold(entries()[_ALL_FIELDS].headings.get(language, ""))
        named = [_within_a_sentence(head) for head in heads if head and fold(head) != general]
        return named or [topic_name(code, language) for code in self.topics]

    def title(self, language: str) -> str:
        """Give the full title in a language, or the short one."""
        return self.text.titles.get(language) or self.agreement.title.said(language).text

    def signers_of(self, city: Municipality) -> list[Signer]:
        """Give those who sign for a city, who countersigns last."""
        own = [one for one in self.signers if one.city_id == city.pk]
        return sorted(own, key=lambda one: one.countersigns)


def _within_a_sentence(heading: str) -> str:
    """Begin with a small letter, but leave abbreviations."""
    return heading[:1].lower() + heading[1:] if heading[1:2].islower() else heading


def record_of(agreement: Agreement, city: Municipality, *, frozen_only: bool = False) -> Record:
    """Read what papers need, in seven statements however long the text.

    Args:
        agreement: with its cities and languages (``with_cities``).
        city: for whose council.
        frozen_only: leave out what only officers may know (drafts of papers, forms of names).
    """
    version = agreement.text_version
    texts = {} if frozen_only else _written(agreement, city)
    return Record(
        agreement=agreement,
        text=frozen_text(version) if version else text_of(agreement),
        frozen_at=version.frozen_at if version else None,
        cities=[party.city for party in agreement.parties.all()],
        city=city,
        signers=_signers(agreement),
        topics=_topics(agreement),
        names=Names({}) if frozen_only else names_of(city),
        written=texts,
    )


def _written(agreement: Agreement, city: Municipality) -> Mapping[str, Mapping[str, str]]:
    rows = PaperText.objects.filter(agreement=agreement, city=city)
    return dict(rows.values_list("paper", "texts"))


def _topics(agreement: Agreement) -> list[str]:
    rows = Clause.objects.standing().filter(agreement=agreement.pk).order_by("place", "pk")
    return list(
        dict.fromkeys(
            code for topics in rows.values_list("topics", flat=True) for code in topics or ()
        )
    )


def _signers(agreement: Agreement) -> list[Signer]:
    signed = {
        one.signatory_id: one
        for one in Signature.objects.standing().filter(
            agreement=agreement, text_version=agreement.text_version_id
        )
    }
    rows = Signatory.objects.filter(agreement=agreement, removed_at__isnull=True)
    return [
        Signer(
            city_id=one.city_id,
            name=one.name,
            function=one.function,
            authority=one.authority_note or (one.authority.reference if one.authority else ""),
            countersigns=one.countersigns,
            signed_on=signed[one.pk].signed_on if one.pk in signed else None,
            mode=signed[one.pk].mode if one.pk in signed else "",
        )
        for one in rows.select_related("authority").order_by("place", "pk")
    ]


def own_words(record: Record, paper: Paper) -> Mapping[str, str]:
    """Give what officers wrote into one paper; empty texts do not count."""
    return {part: text for part, text in record.written.get(paper, {}).items() if text.strip()}
