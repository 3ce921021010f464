"""A page of results: the engine's hits, shown by their rooms, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from pobratym.accounts.http import Reader
from pobratym.languages.tongues import tongue_name
from pobratym.search.adapters import Adapter, Shown, adapters
from pobratym.search.asking import LAST_PAGE, Asked
from pobratym.search.choices import Choice, Place, places_named, topics_in
from pobratym.search.services import rebuilding
from pobratym.search.services.clock import FEW
from pobratym.search.services.finding import PAGE, Found, Hit, Piece, Question, find
from pobratym.search.services.rebuilding import Missing
from pobratym.search.services.wording import worded
from pobratym.search.texts.marking import marked

SUGGESTED = 7
_PLACES_FIRST = 4
"""Of the suggestions, cities at most that come before all else."""


@dataclass(frozen=True, slots=True)
class Result:
    """One record that was found, as it stands on the page.

    Attributes:
        shown: its name, address and facts in the reader's language.
        kind: what people call records of its kind.
        name: the name in pieces; those that match are marked.
        is_named_so: the name that is shown is that of the passage.
        found_as: the name that matches, where it is not the one that is shown.
        snippet: what the record says around the match.
        language: of ``found_as`` and the snippet.
        tongue: that language's name, where it is not the reader's; else empty.
        is_stand_in: the passage was made by a machine or is out of date.
    """

    shown: Shown
    kind: str
    name: Sequence[Piece]
    is_named_so: bool
    found_as: Sequence[Piece]
    snippet: Sequence[Piece]
    language: str
    tongue: str
    is_stand_in: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of results with what it was narrowed by.

    Attributes:
        has_meaning: meaning was looked at, too.
        many: how many were found, of what the reader may see.
        is_capped: there may be more.
        counts: by kind; empty where the question names kinds.
        place: the city that was taken.
        namesakes: other cities that may have been meant.
        is_lost: no city has that name; the question was asked without it.
        before: address of the page before.
        after: address of the page after.
        is_end: there are more, which no page shows.
    """

    results: Sequence[Result] = ()
    has_meaning: bool = True
    many: int = 0
    is_capped: bool = False
    counts: dict[str, int] | None = None
    place: Place | None = None
    namesakes: Sequence[Place] = ()
    is_lost: bool = False
    before: str = ""
    after: str = ""
    is_end: bool = False


def answer_to(asked: Asked, reader: Reader) -> Answer:
    """Answer a question for a reader; an empty one with nothing."""
    if not asked.words:
        return Answer()
    places = places_named(asked.place, reader)
    place = places[0] if places else None
    found = find(_question(asked, place), reader)
    return Answer(
        results=[_result(hit, reader) for hit in found.hits],
        has_meaning=found.has_meaning,
        many=found.total,
        is_capped=found.total_is_capped,
        counts=None if asked.kinds else found.by_kind,
        place=place,
        namesakes=places[1:],
        is_lost=bool(asked.place) and place is None,
        before=asked.at(asked.page - 1) if asked.page > 1 else "",
        after=asked.at(asked.page + 1) if found.has_more and asked.page < LAST_PAGE else "",
        is_end=found.has_more and asked.page >= LAST_PAGE,
    )


def suggestions(asked: Asked, reader: Reader) -> list[Result]:
    """Give the few records whose names begin so, while somebody types; greater places first."""
    if not asked.words:
        return []
    question = Question(
        asked.words, size=SUGGESTED, is_beginning=True, read_in=get_language() or "en"
    )
    found: Found = find(question, reader)
    first = _places_first(asked.words, reader)
    rest = [hit for hit in found.hits if (hit.kind, hit.key) not in first]
    return [*first.values(), *(_result(hit, reader) for hit in rest)][:SUGGESTED]


def _places_first(words: str, reader: Reader) -> dict[tuple[str, int], Result]:
    """Give the few cities whose names begin so, by kind and key, in the order of their room."""
    places = places_named(words, reader)[:_PLACES_FIRST]
    known = adapters()
    keys = {place.key for place in places if place.kind in known}
    if not keys:
        return {}
    adapter = known[places[0].kind]
    rows = {row.pk: row for row in adapter.visible(reader).filter(pk__in=keys)}
    return {
        (adapter.kind, place.key): _named(adapter, rows[place.key], words, reader)
        for place in places
        if place.key in rows
    }


def _named(adapter: Adapter, row: Any, words: str, reader: Reader) -> Result:  # noqa: ANN401  of any room
    """Show a record by its name alone."""
    shown, language = adapter.show(row, reader), get_language() or "en"
    return Result(
        shown=shown,
        kind=str(adapter.label),
        name=marked(shown.name, language, worded(words, language).tokens),
        is_named_so=True,
        found_as=(),
        snippet=(),
        language=language,
        tongue="",
        is_stand_in=False,
    )


def not_yet_found() -> Missing:
    """Say what of the record cannot be found yet, with kinds as people call them (one statement).

    A handful of records that wait is nothing: the question itself looks at them.
    """
    found = rebuilding.missing()
    known = adapters()
    return Missing(
        kinds=tuple(str(known[kind].label) for kind in found.kinds),
        waiting=found.waiting if found.waiting > FEW else 0,
    )


def kinds() -> list[Choice]:
    """Give all kinds of records by code and name, in the reader's language."""
    return [(kind, str(one.label)) for kind, one in adapters().items()]


def topics() -> Sequence[Choice]:
    """Give all topics by code and name, in the reader's language."""
    return topics_in(get_language() or "en")


def _question(asked: Asked, place: Place | None) -> Question:
    return Question(
        words=asked.words,
        kinds=asked.kinds,
        city=place.key if place else None,
        topic=asked.topic,
        language=asked.language,
        since=asked.since,
        until=asked.until,
        start=(asked.page - 1) * PAGE,
        read_in=get_language() or "en",
    )


def _result(hit: Hit, reader: Reader) -> Result:
    adapter = adapters()[hit.kind]
    shown = adapter.show(hit.row, reader)
    title = _text(hit.title)
    is_shown = bool(title) and shown.name.endswith(title)
    before = shown.name.removesuffix(title) if is_shown else ""
    has_match = any(piece.is_match for piece in hit.title)
    is_own = hit.language == (get_language() or "en")
    return Result(
        shown=shown,
        kind=str(adapter.label),
        name=[Piece(before), *hit.title] if is_shown else [Piece(shown.name)],
        is_named_so=is_shown,
        found_as=hit.title if has_match and not is_shown else (),
        snippet=hit.snippet,
        language=hit.language,
        tongue="" if is_own else tongue_name(hit.language),
        is_stand_in=hit.is_stand_in,
    )


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
