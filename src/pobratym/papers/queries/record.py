"""What an agreement's record holds for its papers, read once for each paper."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.queries.whole import frozen_text, text_of
from pobratym.agreements.texts.whole import WholeText
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.topics import topic_name
from pobratym.papers.models import PaperText
from pobratym.papers.queries.names import Names, names_of
from pobratym.papers.queries.words import BLANK, day_in
from pobratym.papers.states import Paper
from pobratym.routes.models.signing import Signatory, Signature
from pobratym.routes.models.steps import Step, Walk

_SUM = re.compile(
    r"\d[\d\s.,]*\s*(?:zł|złot|grn|грн|гривень|гривн|злот|euro|євро|EUR|PLN|UAH|USD|€)",
    re.IGNORECASE,
)
"""An amount with its currency, as agreements of our languages write it."""
BINDS_MONEY = "binds_money"
"""The question of a route whether the agreement binds money of the city."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs for a city; ``authority`` says in words what lets the person do so.

    ``note`` says it as the city wrote it, in its own language; ``assured`` what a person answers
    for who recorded the signature.
    """

    city_id: int
    name: Wordings
    function: Wordings
    authority: Wordings
    countersigns: bool
    signed_on: dt.date | None
    mode: str
    note: str = ""
    assured: Sequence[str] = ()


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
    answers: Mapping[str, bool] = field(default_factory=dict)

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
        """Name the fields of cooperation by the topics of the clauses, never by headings."""
        return [topic_name(code, language) for code in self.topics]

    @property
    def binds_money(self) -> bool | None:
        """Whether it binds money: by the text, by the answer of the city's route, else unknown."""
        return True if self.names_sums else self.answers.get(BINDS_MONEY)

    @property
    def names_sums(self) -> bool:
        """Whether the text itself names a sum of money."""
        return any(
            _SUM.search(words.body)
            for clause in self.text.clauses
            for words in clause.versions.values()
        )

    def title(self, language: str) -> str:
        """Give the full title in a language, or the short one."""
        return self.text.titles.get(language) or self.agreement.title.said(language).text

    def signers_of(self, city: Municipality) -> list[Signer]:
        """Give those who sign for a city, who countersigns last."""
        own = [one for one in self.signers if one.city_id == city.pk]
        return sorted(own, key=lambda one: one.countersigns)


def record_of(agreement: Agreement, city: Municipality, *, frozen_only: bool = False) -> Record:
    """Read what papers need, in eight statements however long the text.

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
        answers=_answers(agreement, city),
    )


def _written(agreement: Agreement, city: Municipality) -> Mapping[str, Mapping[str, str]]:
    rows = PaperText.objects.filter(agreement=agreement, city=city)
    return dict(rows.values_list("paper", "texts"))


def _answers(agreement: Agreement, city: Municipality) -> Mapping[str, bool]:
    if agreement.text_version_id is None:
        return {}
    rows = Walk.objects.filter(text_version=agreement.text_version_id, city=city)
    return rows.values_list("answers", flat=True).first() or {}


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
        for one in Signature.objects.standing()
        .filter(agreement=agreement, text_version=agreement.text_version_id)
        .prefetch_related("copies")
        if one.counts
    }
    rows = Signatory.objects.filter(agreement=agreement, removed_at__isnull=True)
    return [
        Signer(
            city_id=one.city_id,
            name=one.name,
            function=one.function,
            authority=_authority(one.authority),
            note="" if one.authority else one.authority_note,
            countersigns=one.countersigns,
            signed_on=signed[one.pk].signed_on if one.pk in signed else None,
            mode=signed[one.pk].mode if one.pk in signed else "",
            assured=signed[one.pk].assured if one.pk in signed else (),
        )
        for one in rows.select_related("authority__walk__city").order_by("place", "pk")
    ]


_ACTS = {
    "PL": {
        "pl": "uchwała rady nr {number} z dnia {day}",
        "uk": "ухвала ради № {number} від {day}",
        "en": "resolution of the council no. {number} of {day}",
    },
    "UA": {
        "pl": "decyzja rady nr {number} z dnia {day}",
        "uk": "рішення ради № {number} від {day}",
        "en": "decision of the council no. {number} of {day}",
    },
}
"""The act of a council that gives the authority to sign: its kind, its body, number and day."""
_NUMBER = re.compile(r"^(?:nr|no\.?|№)\s*", re.IGNORECASE)


def _authority(step: Step | None) -> Wordings:
    if step is None:
        return Wordings()
    number = _NUMBER.sub("", step.reference) or BLANK
    words = _ACTS.get(step.walk.city.country, _ACTS["PL"])
    return Wordings(
        {
            language: told.replace("{number}", number).replace(
                "{day}", day_in(step.done_on, language)
            )
            for language, told in words.items()
        }
    )


def own_words(record: Record, paper: Paper) -> Mapping[str, str]:
    """Give what officers wrote into one paper; empty texts do not count."""
    return {part: text for part, text in record.written.get(paper, {}).items() if text.strip()}
