"""Mark in a text what answers a question (no Django here)."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pobratym.core.alphabets import APOSTROPHES
from pobratym.search.texts.words import tokens_of_word

_WORD = re.compile(rf"\d+|[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*")
_AROUND = 110
"""Letters of a snippet before its first match; twice as many after."""
_LONGEST = 330
_MOST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, in its order; those that match the question are to be marked."""

    text: str
    is_match: bool = False


def marked(text: str, language: str, wanted: Collection[str]) -> list[Piece]:
    """Cut a text into pieces, those marked that are known by one of some tokens."""
    return _pieces(text, _places(text, language, wanted))


def snippet(text: str, language: str, wanted: Collection[str]) -> list[Piece]:
    """Give the part of a text around its matches, or its beginning where nothing matches."""
    if len(text) <= _LONGEST:
        return marked(text, language, wanted)
    places = _places(text, language, wanted)
    start = _densest(places) - _AROUND if places else 0
    start = _at_word(text, max(0, min(start, len(text) - _LONGEST)))
    end = len(text) if start + _LONGEST >= len(text) else text.rfind(" ", start, start + _LONGEST)
    end = end if end > start else start + _LONGEST
    inside = [
        (first - start, last - start) for first, last in places if start <= first < last <= end
    ]
    pieces = _pieces(text[start:end], inside)
    before = [Piece("… ")] if start else []
    after = [Piece(" …")] if end < len(text) else []
    return before + pieces + after


def _places(text: str, language: str, wanted: Collection[str]) -> list[tuple[int, int]]:
    if not wanted:
        return []
    sought = set(wanted)
    beginnings = tuple(token[1:] for token in sought if token.startswith("p"))
    found = []
    for number, word in enumerate(_WORD.finditer(text)):
        if number == _MOST_WORDS:
            break
        tokens = tokens_of_word(word[0], language)
        if tokens & sought or any(
            token[1:].startswith(beginnings) for token in tokens if beginnings
        ):
            found.append(word.span())
    return found


def _densest(places: Sequence[tuple[int, int]]) -> int:
    """Give where the stretch begins that holds most matches."""
    best, most = places[0][0], 0
    for at, (first, _last) in enumerate(places):
        inside = sum(1 for other in places[at:] if other[1] <= first + _LONGEST - _AROUND)
        if inside > most:
            best, most = first, inside
    return best


def _at_word(text: str, start: int) -> int:
    if start == 0:
        return 0
    blank = text.find(" ", start)
    return blank + 1 if 0 <= blank < start + _AROUND else start


def _pieces(text: str, places: Sequence[tuple[int, int]]) -> list[Piece]:
    found, at = list[Piece](), 0
    for first, last in places:
        if first > at:
            found.append(Piece(text[at:first]))
        found.append(Piece(text[first:last], is_match=True))
        at = last
    return [*found, Piece(text[at:])] if at < len(text) else found
