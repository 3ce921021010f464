"""Words of a text by their dictionary forms, so that terms are found inflected (no Django here).

Polish by Morfeusz, Ukrainian by pymorphy3, English by Snowball's stems; other languages, and these
where a dictionary is not installed, by the word itself. A dictionary is read once, when its
language is first met, and asked by one thread at a time.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any, Generic, TypeVar

from pobratym.core.alphabets import APOSTROPHES

Key = TypeVar("Key")
_WORD = re.compile(rf"\d+|[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*")
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_JOINT = re.compile(r"[\s\u00a0\u00ad\u2011-]+")
_COMMA = re.compile(r",?[\s\u00a0]+")
_REMEMBERED = 65_536
_LONGEST_WORD = 60
_dictionaries = threading.RLock()


@dataclass(frozen=True, slots=True)
class Forms:
    """What a dictionary says of a word.

    Attributes:
        lemmas: its dictionary forms, folded to lower case; never empty.
        is_name: the dictionary does not know it, or knows it as a name only.
        name: its dictionary form as a name.
    """

    lemmas: frozenset[str]
    is_name: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, where it stands, and its dictionary forms."""

    start: int
    end: int
    lemmas: frozenset[str]


Reader = Callable[[str], Forms]


@lru_cache(_REMEMBERED)
def forms(word: str, language: str) -> Forms:
    """Tell the dictionary forms of a word; the word itself, folded, where none are known."""
    plain = _folded(word)
    if len(word) > _LONGEST_WORD or word.isdigit():
        return Forms(frozenset({plain}))
    with _dictionaries:
        reader = _reader(language)
        return reader(word.translate(_ONE_APOSTROPHE)) if reader else Forms(frozenset({plain}))


def words_of(text: str, language: str) -> list[Word]:
    """Give the words of a text in their order; words joined by a hyphen come one by one."""
    return [
        Word(found.start(), found.end(), forms(found[0], language).lemmas)
        for found in _WORD.finditer(text)
    ]


def plain_words(text: str) -> list[str]:
    """Give the words of a text as they are written."""
    return _WORD.findall(text)


def has_dictionary(language: str) -> bool:
    """Say whether inflected words of the language are understood on this machine."""
    with _dictionaries:
        return _reader(language) is not None


@dataclass(frozen=True, slots=True)
class Hit(Generic[Key]):
    """A term found in a text."""

    key: Key
    start: int
    end: int


class Finder(Generic[Key]):
    """Finds terms of one language in texts, inflected or not; the longest at each place wins."""

    def __init__(self, language: str, terms: Iterable[tuple[Key, str]]) -> None:
        """Learn terms; several keys may share one term.

        Args:
            language: of terms and texts.
            terms: what to report, and the term as it is written.
        """
        self._language = language
        self._by_first: dict[str, list[tuple[_Sought, Key]]] = {}
        for key, term in terms:
            sought = _sought(term, language)
            for lemma in sought[0][0] if sought else ():
                self._by_first.setdefault(lemma, []).append((sought, key))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def find(self, text: str) -> list[Hit[Key]]:
        """Give the terms that stand in a text, in its order; none inside a longer one."""
        words, found, free = words_of(text, self._language), [], 0
        for place, word in enumerate(words):
            if place < free:
                continue
            longest, hits = self._longest(text, words, place)
            if hits:
                end = words[place + longest - 1].end
                found += [Hit(key, word.start, end) for key in hits]
                free = place + longest
        return found

    def _longest(self, text: str, words: list[Word], place: int) -> tuple[int, list[Key]]:
        longest, hits = 0, dict[Key, None]()
        for lemma in sorted(words[place].lemmas):
            for sought, key in self._by_first.get(lemma, ()):
                if len(sought) < longest or not _stand_at(text, words, place, sought):
                    continue
                if len(sought) > longest:
                    longest, hits = len(sought), {}
                hits[key] = None
        return longest, list(hits)


_Sought = tuple[tuple[frozenset[str], re.Pattern[str]], ...]
"""The words of a term: their dictionary forms, and what may stand before each."""


def _sought(term: str, language: str) -> _Sought:
    """Take a term apart; a comma that the term has of its own may stand in the text, too."""
    words = words_of(term, language)
    before = [0, *(word.end for word in words)]
    return tuple(
        (word.lemmas, _COMMA if "," in term[end : word.start] else _JOINT)
        for word, end in zip(words, before, strict=False)
    )


def _stand_at(text: str, words: list[Word], place: int, sought: _Sought) -> bool:
    if place + len(sought) > len(words):
        return False
    for further, (lemmas, joint) in enumerate(sought):
        word = words[place + further]
        if lemmas.isdisjoint(word.lemmas):
            return False
        if further and not joint.fullmatch(text, words[place + further - 1].end, word.start):
            return False
    return True


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().translate(_ONE_APOSTROPHE)


@cache
def _reader(language: str) -> Reader | None:
    """Load the dictionary of a language; None where there is none."""
    make = {"pl": _polish, "uk": _ukrainian, "en": _english}.get(language)
    return make() if make else None


def _module(name: str) -> ModuleType | None:
    try:
        return import_module(name)
    except ImportError:
        return None


def _polish() -> Reader | None:
    module = _module("morfeusz2")
    if module is None:
        return None
    dictionary: Any = module.Morfeusz(generate=False)

    def read(word: str) -> Forms:
        found = [one for start, _end, one in dictionary.analyse(word) if start == 0]
        read_as = [(one[1].split(":")[0], one[2]) for one in found if one[2] != "ign"]
        known = [lemma for lemma, _tag in read_as]
        names = [lemma for lemma in known if lemma[:1].isupper()]
        lemmas = frozenset(_folded(lemma) + _verbal(tag) for lemma, tag in read_as)
        lemmas = lemmas or frozenset({_folded(word)})
        return Forms(lemmas, len(names) == len(known), (names or [word])[0])

    return read


def _verbal(tag: str) -> str:
    """Keep verbs apart from their nouns and adjectives: podpisuje, podpisanie, podpisany."""
    return _VERBAL.get(tag.split(":", 1)[0], "")


_VERBAL = {
    "fin": "~", "bedzie": "~", "impt": "~", "imps": "~", "inf": "~", "pcon": "~", "pant": "~",
    "praet": "~", "aglt": "~", "winien": "~", "ger": "~ger", "pact": "~pact", "ppas": "~ppas",
}  # fmt: skip


def _ukrainian() -> Reader | None:
    module = _module("pymorphy3")
    if module is None or _module("pymorphy3_dicts_uk") is None:
        return None
    dictionary: Any = module.MorphAnalyzer(lang="uk")

    def read(word: str) -> Forms:
        found = dictionary.parse(word)
        lemmas = frozenset(_folded(one.normal_form) for one in found) or frozenset({_folded(word)})
        known = any(one.is_known for one in found)
        name = str(found[0].normal_form) if found else word
        return Forms(lemmas, not known, name[:1].upper() + name[1:])

    return read


def _english() -> Reader | None:
    module = _module("snowballstemmer")
    if module is None:
        return None
    stemmer: Any = module.stemmer("english")

    def read(word: str) -> Forms:
        plain = _folded(word).removesuffix("'s").removesuffix("'")
        stem = str(stemmer.stemWord(plain))
        return Forms(frozenset({stem + _end_of(plain, stem)}), is_name=False, name=word)

    return read


_DERIVED = ("ment", "ship", "tion", "sion", "ence", "ance", "ent", "ant", "ing", "ity", "able",
            "ible", "ive", "ed", "er", "or", "al", "ly", "ness", "ist", "ism", "ion")  # fmt: skip


def _end_of(word: str, stem: str) -> str:
    """Keep words of one stem apart that are not one another's plural: competent, competence."""
    one = word
    if one.endswith("ies"):
        one = one[:-3] + "y"
    elif one.endswith("s") and not one.endswith("ss"):
        one = one[:-1]
    end = next((end for end in _DERIVED if one.endswith(end) and len(one) > len(end)), "")
    return f"~{end}" if end and not stem.endswith(end) else ""


def names_in(text: str, language: str) -> Iterator[tuple[int, str, Forms]]:
    """Give the capitalised words of a text: where each stands, the word, its forms."""
    for found in _WORD.finditer(text):
        word = found[0]
        if word[0].isupper() and not word.isupper():
            yield found.start(), word, forms(word, language)
