"""A term in the place of another: what one language names, and the other calls something else.

Two texts are laid side by side as far as their lines, and sentences in them, are as many. In such a
pair of parts, a term that the other language does not name, or names less often, is told only where
a term stands there that has nothing to do with this part: so a word left out, or said by a pronoun,
is no fault, and "contract" where the base says "agreement" is one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pobratym.languages.lemmas import Hit
from pobratym.terms.queries.base import Base, BaseConcept, Sense, stems_of

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_SENTENCE_END = re.compile(r"(?<=[;:?!])\s+(?=\S)|(?<=[.])\s+(?=[„“«(]?[A-ZĄĆĘŁŃÓŚŹŻА-ЯҐЄІЇ])")
"""A full stop ends a sentence before a capital only: “art. 18 ust. 2” and “No. [number]” go on."""

_Spans = Mapping[tuple[int, int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one language's text, and the terms in it: concepts by place in the whole text."""

    language: str
    text: str
    terms: _Spans


@dataclass(frozen=True, slots=True)
class Swap:
    """A term of one language, and what stands in its place in another.

    Attributes:
        concept: the one meant.
        words: the term, in ``language``.
        language: that names the concept.
        instead: what stands in its place, in ``other``.
        other: that does not name it.
        start: where that begins in the text of ``other``.
        end: where it ends.
    """

    concept: int
    words: str
    language: str
    instead: str
    other: str
    start: int
    end: int


Said = tuple[str, str, Sequence[Hit[Sense]]]
"""A language, its text, and the base's terms in it."""


def swaps(base: Base, one: Said, other: Said) -> Iterator[Swap]:
    """Give what two languages call differently: at most one swap for each part of the texts.

    Of a swap seen from both sides the longer term is taken for the one that was meant.
    """
    for here, there in _parts(one, other):
        found = [
            _swapped(base, one, other, (here, there)),
            _swapped(base, other, one, (there, here)),
        ]
        told = [swap for swap in found if swap is not None]
        if told:
            yield max(told, key=lambda swap: len(stems_of(swap.words)))


def is_alike(concept: BaseConcept, language: str, stems: frozenset[str]) -> bool:
    """Say whether a text has words of the same stems as one of a concept's terms, or needs none."""
    terms = [stems_of(text) for text, _status in concept.terms.get(language, ())]
    return not terms or any(term <= stems for term in terms)


def _swapped(base: Base, ours: Said, theirs: Said, parts: tuple[Part, Part]) -> Swap | None:
    """Find a term of the first part in whose place the second says something else."""
    (language, text, _), (other, other_text, _) = ours, theirs
    here, there = parts

    def swap(place: tuple[int, int], strays: _Spans) -> Swap:
        start, end = next(iter(strays))
        words = text[slice(*place)]
        instead = other_text[start:end]
        return Swap(here.terms[place][0], words, language, instead, other, start, end)

    lost = _unnamed(base, text, here, there)
    for place in lost:
        # A term of several words that is missing asks for less: the words of another may be in it.
        if len(stems_of(text[slice(*place)])) > 1 and (strays := _not_meant(there, here)):
            return swap(place, strays)
    strays = _unnamed(base, other_text, there, here)
    places = (lost or _rarer(base, text, here, there)) if strays else {}
    return next((swap(place, strays) for place in places), None)


def _unnamed(base: Base, text: str, here: Part, there: Part) -> _Spans:
    """Give the terms that the other part names by none of their concepts' terms or stems."""
    named = {key for keys in there.terms.values() for key in keys}
    stems = stems_of(there.text)
    return {
        place: keys
        for place, keys in here.terms.items()
        if not any(
            key in named or is_alike(base.concepts[key], there.language, stems)
            for key in base.related(here.language, text[slice(*place)], keys)
        )
    }


def _not_meant(here: Part, there: Part) -> _Spans:
    """Give the terms of which the other part has no concept."""
    named = {key for keys in there.terms.values() for key in keys}
    return {place: keys for place, keys in here.terms.items() if named.isdisjoint(keys)}


def _rarer(base: Base, text: str, here: Part, there: Part) -> _Spans:
    """Give the terms that the other part names, but less often."""
    found = {}
    for place, keys in here.terms.items():
        related = frozenset(base.related(here.language, text[slice(*place)], keys))
        mine = sum(not frozenset(keys).isdisjoint(other) for other in here.terms.values())
        theirs = sum(not related.isdisjoint(other) for other in there.terms.values())
        if theirs < mine:
            found[place] = keys
    return found


def _parts(ours: Said, theirs: Said) -> Iterator[tuple[Part, Part]]:
    for (start_a, text_a), (start_b, text_b) in _side_by_side(ours[1], theirs[1]):
        yield _part(ours, start_a, text_a), _part(theirs, start_b, text_b)


def _part(said: Said, start: int, text: str) -> Part:
    language, _whole, hits = said
    terms: dict[tuple[int, int], list[int]] = {}
    for hit in hits:
        if start <= hit.start and hit.end <= start + len(text):
            terms.setdefault((hit.start, hit.end), []).append(hit.key.concept)
    return Part(language, text, terms)


_Cut = tuple[int, str]


def _side_by_side(one: str, other: str) -> Iterator[tuple[_Cut, _Cut]]:
    lines, others = _lines(one), _lines(other)
    if len(lines) != len(others):
        yield (0, one), (0, other)
        return
    for line, its_other in zip(lines, others, strict=True):
        said, its_said = _sentences(line), _sentences(its_other)
        if len(said) == len(its_said):
            yield from zip(said, its_said, strict=True)
        else:
            yield line, its_other


def _lines(text: str) -> list[_Cut]:
    return [(line.start(), line[0]) for line in _LINE.finditer(text)]


def _sentences(line: _Cut) -> list[_Cut]:
    start, text = line
    ends = [(0, 0), *(found.span() for found in _SENTENCE_END.finditer(text)), (len(text),) * 2]
    return [(start + begin, text[begin:end]) for (_, begin), (end, _) in pairwise(ends)]
