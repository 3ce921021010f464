"""Words as the index keeps them: dictionary forms, and stems that sound alike (no Django here).

Every token consists of small Latin letters and digits and begins with a letter that says what it
is, so that none of them means anything to the full text of a database:

- ``l``: the dictionary form of a word, folded to Latin letters;
- ``s``: the stem of its skeleton, the same for Вараш, Waraszu and Varash;
- ``p``: the beginning of a word of a name, by its skeleton;
- ``x``: no word, but whom and what the record is about (see ``ranking.scope``).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from pobratym.core.alphabets import fold
from pobratym.languages.lemmas import forms, plain_words
from pobratym.search.texts.skeleton import word_skeleton

LONGEST_TOKEN = 40
LONGEST_BEGINNING, SHORTEST_BEGINNING = 8, 2
_SHORTEST_STEM = 4
_REMEMBERED = 65_536
_ENDING = re.compile(
    "(?:ovanih|ovanoho|iami|iovi|ami|oho|omu|ovi|evi|ieh|imi|ego|emu|iv|ov|ev|om|em|am|ah|ih|im|eho"
    "|[aeiou]+)$"
)
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")


def stem(bones: str) -> str:
    """Cut the ending off the skeleton of a word, as cases and numbers of names change it."""
    if len(bones) <= _SHORTEST_STEM:
        return bones
    found = _ENDING.search(bones)
    cut = bones[: max(found.start(), _SHORTEST_STEM)] if found else bones
    return cut or bones


def languages_of_word(word: str, language: str) -> tuple[str, ...]:
    """Say in which dictionaries a word of a question may stand, whatever it was taken for."""
    if _CYRILLIC.search(word):
        return ("uk",)
    return ("en", "pl") if language == "en" else ("pl", "en")


@lru_cache(_REMEMBERED)
def tokens_of_word(word: str, language: str) -> frozenset[str]:
    """Give the tokens by which a word of a text or of a question is known."""
    lemmas = {"l" + fold(lemma)[:LONGEST_TOKEN] for lemma in forms(word, language).lemmas}
    bones = word_skeleton(word, language)
    found = frozenset(lemma for lemma in lemmas if len(lemma) > 1)
    return found | {"s" + stem(bones)[:LONGEST_TOKEN]} if bones else found


def tokens_of_text(text: str, language: str) -> set[str]:
    """Give the tokens of a text."""
    found = set[str]()
    return found.union(*(tokens_of_word(word, language) for word in plain_words(text)))


def beginnings(name: str, language: str) -> set[str]:
    """Give the tokens of the beginnings of the words of a name."""
    return {
        "p" + bones[:length]
        for bones in _bones(plain_words(name), language)
        for length in range(SHORTEST_BEGINNING, min(len(bones), LONGEST_BEGINNING) + 1)
    }


def _bones(words: Iterable[str], language: str) -> set[str]:
    """Give the skeletons of words; a Latin name is read in both ways, as it may come from anywhere.

    A name is told by more people than those of its own language.
    """
    return {
        bones
        for word in words
        for read_as in languages_of_word(word, language)
        if (bones := word_skeleton(word, read_as))
    }


def beginning_of(word: str, language: str) -> str:
    """Give the token of a word of a name that is still being typed; empty where it is too short."""
    bones = word_skeleton(word, language)[:LONGEST_BEGINNING]
    return "p" + bones if len(bones) >= SHORTEST_BEGINNING else ""
