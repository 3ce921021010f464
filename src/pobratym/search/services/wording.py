"""What was typed, made ready to be looked up."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pobratym.languages.lemmas import plain_words
from pobratym.search.texts.chunks import cleaned
from pobratym.search.texts.guessing import language_of
from pobratym.search.texts.skeleton import skeleton
from pobratym.search.texts.words import beginning_of, languages_of_word, tokens_of_word

LONGEST = 1_000
"""Letters that are read of a question; what comes after them changes nothing."""
_MOST_WORDS = 12
_BLANKS = re.compile(r"\s+")
_SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """A question, ready.

    Attributes:
        text: cleaned and cut.
        language: of it.
        bones: its skeleton as it is read in each language that it may be in.
        groups: for each word the tokens, of which one has to stand in a passage.
        tokens: all of them, by which matches are marked.
    """

    text: str
    language: str
    bones: Sequence[str]
    groups: Sequence[Collection[str]]
    tokens: frozenset[str]


def worded(typed: str, language: str = "") -> Wording:
    """Make ready what was typed.

    Args:
        typed: anything.
        language: of it, where it is known.
    """
    text = _BLANKS.sub(" ", cleaned(typed[: 4 * LONGEST]))[:LONGEST]
    spoken = language or language_of(text)
    readings = list(dict.fromkeys([spoken, *languages_of_word(text, spoken)]))
    bones = list(dict.fromkeys(filter(None, (skeleton(text, one) for one in readings))))
    plain = plain_words(text)
    weighty = [word for word in plain if len(word) >= _SHORTEST_WORD or word.isdigit()] or plain
    last = plain[-1] if plain else ""
    groups = []
    for word in sorted(dict.fromkeys(weighty), key=len, reverse=True)[:_MOST_WORDS]:
        tokens = set().union(
            *(tokens_of_word(word, one) for one in languages_of_word(word, spoken))
        )
        if word == last:  # it may still be being typed
            tokens |= {beginning_of(word, one) for one in readings} - {""}
        if tokens:
            groups.append(frozenset(tokens))
    return Wording(text, spoken, bones, groups, frozenset().union(*groups))
