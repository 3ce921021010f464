"""What papers of councils have in common: the end of the page, notes to the lawyer, parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.documents.typesetting.paper import (
    Block,
    Look,
    NewPage,
    Paper,
    Piece,
    Signing,
    Signings,
)
from pobratym.papers.queries.agreement import caution
from pobratym.papers.queries.record import Record
from pobratym.papers.queries.words import DRAFT, TO_CHECK, pages_in
from pobratym.papers.states import LANGUAGE_OF
from pobratym.papers.states import Paper as PaperName
from pobratym.routes.lawbook.entries import Basis, Entry, Known
from pobratym.routes.queries.book import book


@dataclass(frozen=True, slots=True)
class Check:
    """Something of the law that a lawyer confirms before the paper is used."""

    step: str
    title: Wordings
    what: Wordings
    url: str = ""


_FIELDS = {
    "mandatory": Wordings(
        {"pl": "czy krok jest obowiązkowy", "uk": "чи крок обов’язковий", "en": "whether a duty"}
    ),
    "depends_on": Wordings(
        {"pl": "kolejność kroków", "uk": "послідовність кроків", "en": "the order of the steps"}
    ),
    "applies_if": Wordings(
        {"pl": "kiedy krok jest potrzebny", "uk": "коли крок потрібен", "en": "when it is needed"}
    ),
}  # fmt: skip


def entries_for(paper: PaperName, country: str, kind: str) -> list[Entry]:
    """Give the steps of a country's route that ask for a paper, as the law stands today."""
    edition = book().current(country, kind, timezone.localdate())
    return [one for one in edition.steps if paper.value in one.papers] if edition else []


def checks_for(paper: PaperName, country: str, kind: str) -> list[Check]:
    """Name what the law book has not verified about the steps of a paper."""
    return [check for entry in entries_for(paper, country, kind) for check in _checks(entry)]


def _checks(entry: Entry) -> Iterable[Check]:
    for basis in entry.basis:
        if basis.verified != Known.YES:
            yield Check(entry.code, entry.title, _cited(basis), basis.url)
    for name in entry.to_confirm:
        if told := _FIELDS.get(name):
            yield Check(entry.code, entry.title, told)


def _cited(basis: Basis) -> Wordings:
    told = {}
    for language in ("pl", "uk", "en"):
        article = basis.article
        told[language] = ", ".join(filter(None, (basis.act.said(language).text, article)))
    return Wordings(told)


def notes(checks: Iterable[Check], language: str) -> list[Block]:
    """Write the notes to the lawyer, on a page of their own that is taken out before use."""
    lines = list(
        dict.fromkeys(
            f"[{one.step}] {one.title.said(language).text}: {one.what.said(language).text}"
            for one in checks
        )
    )
    if not lines:
        return []
    head = Piece(TO_CHECK[language], language, Look.HEADING)
    return [NewPage(), head, *(Piece(line, language, Look.NOTE) for line in lines)]


def paragraphs(text: str) -> list[str]:
    """Cut an officer's text at its empty lines; lines of a paragraph run together."""
    found = (" ".join(one.split()) for one in text.split("\n\n"))
    return [one for one in found if one]


def lines(text: str, language: str, look: Look = Look.BODY) -> list[Block]:
    """Give each line of a text as a paragraph; points keep their labels."""
    from_lines = (one.strip() for one in text.splitlines())
    return [Piece(one, language, look) for one in from_lines if one]


def one_place(above: str, below: str, language: str) -> Signings:
    """Give the place where the head of a council signs."""
    person = (Piece(below, language),) if below else ()
    return Signings((Signing((Piece(above, language),), person, ((Piece("", language),),)),))


def merged(proposed: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """Give the texts of a paper: what officers wrote before what is proposed."""
    return {part: own.get(part) or text for part, text in proposed.items()}


def draft(record: Record, title: str, language: str, blocks: list[Block]) -> Paper:
    """Put a draft for a council together."""
    return Paper(
        title=title,
        language=language,
        blocks=blocks,
        day=record.day,
        mark=DRAFT[language],
        caution=caution(record, [language]),
        page_of=pages_in([language]),
    )


def language_of(city: Municipality) -> str:
    """Say in which language the papers of a city's council are."""
    return LANGUAGE_OF.get(city.country, "en")
