"""The page of an agreement's papers: what each is for, what is missing, who may change it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.tongues import tongue_name
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING, WRITING
from pobratym.papers.models import PaperText
from pobratym.papers.queries.council import Check, checks_for, entries_for, language_of
from pobratym.papers.queries.names import Known
from pobratym.papers.queries.printing import paper_of
from pobratym.papers.queries.record import Record, record_of
from pobratym.papers.states import FORMATS, OWN, PARTS, Format, Part, belongs_to
from pobratym.papers.states import Paper as PaperName
from pobratym.routes.lawbook.entries import Entry

PAPER_NAMES: dict[PaperName, Promise] = {
    PaperName.AGREEMENT: pgettext_lazy("paper", "Agreement, all languages side by side"),
    PaperName.COPY: pgettext_lazy("paper", "Agreement in one language"),
    PaperName.RESOLUTION: pgettext_lazy("paper", "Draft resolution of the council"),
    PaperName.DECISION: pgettext_lazy("paper", "Draft decision of the council"),
    PaperName.NOTE: pgettext_lazy("paper", "Explanatory note"),
    PaperName.LETTER: pgettext_lazy("paper", "Letter to the ministry"),
    PaperName.PROTOCOL: pgettext_lazy("paper", "Record of the signing"),
    PaperName.REGISTER_ROW: pgettext_lazy("paper", "Row for the state register"),
}
PURPOSES: dict[PaperName, Promise] = {
    PaperName.AGREEMENT: gettext_lazy(
        "The authentic texts, clause against clause: for signing, and as an annex for councils."
    ),
    PaperName.COPY: gettext_lazy("One language alone, for readers of that language."),
    PaperName.RESOLUTION: gettext_lazy(
        "For the council: consent to the cooperation, authority to sign, with reasons."
    ),
    PaperName.DECISION: gettext_lazy(
        "For the council: approval of the draft agreement and authority to sign."
    ),
    PaperName.NOTE: gettext_lazy("Goes to the council together with the draft decision."),
    PaperName.LETTER: gettext_lazy("Sends the draft agreement to the ministry for approval."),
    PaperName.PROTOCOL: gettext_lazy(
        "Who signed, in which function, by what authority, where and when."
    ),
    PaperName.REGISTER_ROW: gettext_lazy(
        "The twelve columns of the Ukrainian register of agreements, for the ministry."
    ),
}
PART_NAMES: dict[Part, Promise] = {
    Part.COUNCIL: gettext_lazy("Name of the council"),
    Part.TITLE: pgettext_lazy("part of a paper", "Title"),
    Part.BASIS: gettext_lazy("Legal basis"),
    Part.PARAGRAPHS: gettext_lazy("Paragraphs"),
    Part.REASONS: gettext_lazy("Reasons"),
    Part.RECIPIENT: gettext_lazy("Recipient"),
    Part.TEXT: pgettext_lazy("part of a paper", "Text"),
    Part.ANNEXES: gettext_lazy("Annexes, one a line"),
}


@dataclass(frozen=True, slots=True)
class File:
    """One way to take a paper: ``query`` is what its address asks for."""

    format: Format
    language: str = ""
    tongue: str = ""

    @property
    def query(self) -> str:
        """What stands after the address."""
        return f"?language={self.language}" if self.language else ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One paper as the page shows it."""

    paper: PaperName
    name: str
    purpose: str
    city: Municipality
    steps: Sequence[Entry]
    files: Sequence[File]
    missing: Sequence[str]
    checks: Sequence[Check]
    may_edit: bool
    is_edited: bool
    is_own: bool


def city_for(reader: Reader, agreement: Agreement, paper: PaperName) -> Municipality | None:
    """Give the city for which the reader may take a paper; None where there is none.

    Drafts for a council are its own city's; the other papers are of the agreement.
    """
    keys = mandate_of(reader).cities(READING)
    own = [party.city for party in agreement.parties.all() if party.city_id in keys]
    fit = [city for city in own if belongs_to(paper, city.country)]
    return fit[0] if fit else None


def shelves(agreement: Agreement, reader: Reader) -> list[Shelf]:
    """Give the papers that the reader may take, in the order of the way to the signing."""
    found = []
    records: dict[int, Record] = {}
    for paper in PaperName:
        city = city_for(reader, agreement, paper)
        if city is None:
            continue
        if city.pk not in records:
            records[city.pk] = record_of(agreement, city)
        found.append(_shelf(records[city.pk], paper, reader))
    return found


def _shelf(record: Record, paper: PaperName, reader: Reader) -> Shelf:
    country, kind = record.city.country, record.agreement.kind
    writes = record.city.pk in mandate_of(reader).cities(WRITING)
    stands = record.agreement.withdrawn_at is None
    return Shelf(
        paper=paper,
        name=str(PAPER_NAMES[paper]),
        purpose=str(PURPOSES[paper]),
        city=record.city,
        steps=entries_for(paper, country, kind),
        files=_files(record, paper),
        missing=missing(record, paper),
        checks=checks_for(paper, country, kind) if paper in OWN else (),
        may_edit=writes and stands and paper in PARTS,
        is_edited=bool(record.written.get(paper)),
        is_own=paper in OWN,
    )


def _files(record: Record, paper: PaperName) -> list[File]:
    if paper is not PaperName.COPY:
        return [File(one) for one in FORMATS[paper]]
    return [
        File(one, language, tongue_name(language))
        for language in record.text.languages
        for one in FORMATS[paper]
    ]


def missing(record: Record, paper: PaperName) -> list[str]:
    """Say what the record still lacks for a paper to be complete."""
    told = []
    if not record.is_frozen and paper is not PaperName.REGISTER_ROW:
        told.append(_("The text is not agreed yet; the paper is marked as a draft."))
    languages = [language_of(record.city)] if paper in OWN else list(record.text.authentic)
    for language in languages:
        empty = [
            one.label or _("the preamble")
            for one in record.text.clauses
            if not one.said(language).body
        ]
        if empty:
            facts = {"language": tongue_name(language), "clauses": ", ".join(empty)}
            told.append(_("Clauses without a text in %(language)s: %(clauses)s.") % facts)
    cities = [record.city] if paper in OWN else record.cities
    for city in cities:
        if paper is not PaperName.REGISTER_ROW and not record.signers_of(city):
            shown = city.name.said(get_language() or "en").text
            told.append(_("Nobody is named who signs for %(city)s.") % {"city": shown})
    told += _missing_of_paper(record, paper)
    return told


def _missing_of_paper(record: Record, paper: PaperName) -> list[str]:
    agreement = record.agreement
    told = []
    if paper is PaperName.PROTOCOL and agreement.signed_on is None:
        told.append(_("The signing is not recorded yet."))
    if paper is PaperName.REGISTER_ROW:
        if agreement.signed_on is None:
            told.append(_("The day of signing is not recorded yet."))
        if not agreement.partnership.ua_kind:
            told.append(_("The kind of cooperation under Law 3668-IX is not set."))
    if paper in OWN and not record.areas(language_of(record.city)):
        told.append(_("No clause names a field of cooperation."))
    return told


def names_used(record: Record) -> list[Known]:
    """Give every name that the city's papers decline, those that nobody knows first."""
    language = language_of(record.city)
    for paper in OWN:
        if belongs_to(paper, record.city.country):
            paper_of(record, paper)
    known = [one for one in record.names.used.values() if one.language == language]
    return sorted(known, key=lambda one: (one.is_known, one.sort, one.name))


def known_name(record: Record, name: str, language: str) -> Known | None:
    """Give one of the names that the city's papers use; None for any other."""
    return next(
        (one for one in names_used(record) if (one.name, one.language) == (name, language)), None
    )


def text_of_paper(agreement: Agreement, city: Municipality, paper: PaperName) -> PaperText | None:
    """Give what officers wrote into a paper; None where nobody did."""
    return PaperText.objects.filter(agreement=agreement, city=city, paper=paper).first()
