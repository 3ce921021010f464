"""Names of places and people that one language has and the other lacks."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from pobratym.core.alphabets import fold
from pobratym.languages.comparing.facts import Fact, Kind
from pobratym.languages.exonyms import known_name
from pobratym.languages.lemmas import names_in, plain_words
from pobratym.languages.transliteration import transliterate

TONGUES = frozenset({"pl", "uk", "en"})
"""Languages that names are compared between."""

_COUNTRIES = (
    {"pl": "Polska", "uk": "Польща", "en": "Poland"},
    {"pl": "Ukraina", "uk": "Україна", "en": "Ukraine"},
    {"pl": "Europa", "uk": "Європа", "en": "Europe"},
    {"pl": "Niemcy", "uk": "Німеччина", "en": "Germany"},
    {"pl": "Czechy", "uk": "Чехія", "en": "Czechia"},
    {"pl": "Słowacja", "uk": "Словаччина", "en": "Slovakia"},
    {"pl": "Rumunia", "uk": "Румунія", "en": "Romania"},
    {"pl": "Litwa", "uk": "Литва", "en": "Lithuania"},
    {"pl": "Mołdawia", "uk": "Молдова", "en": "Moldova"},
    {"pl": "Białoruś", "uk": "Білорусь", "en": "Belarus"},
    {"pl": "Mazowsze", "uk": "Мазовія", "en": "Mazovia"},
    {"pl": "Wołyń", "uk": "Волинь", "en": "Volhynia"},
    {"pl": "Polesie", "uk": "Полісся", "en": "Polesia"},
)
_SHORTEST = 4
_ALIKE = 0.6
_ALIKE_BONES = 0.72
_REMEMBERED = 4_096
_MOST_NAMES, _MOST_WORDS = 60, 300
"""Each name may be compared with each word: no clause of an agreement has so many."""


def missing_names(text: str, language: str, other: str, other_language: str) -> Iterator[Fact]:
    """Give the names of a text that nothing in the other text resembles.

    Only words that a dictionary does not know, or that are known as names of places, are taken for
    names; an inflected or transliterated form is found again by its likeness.
    """
    if not {language, other_language} <= TONGUES:
        return
    capitalised, all_words = _folded(other)
    seen: set[str] = set()
    for start, word, name in _names(text, language):
        if name in seen:
            continue
        seen.add(name)
        if len(seen) > _MOST_NAMES:
            return
        said = all_words if _country(name, language) else capitalised
        written = _written(name, language, other_language)
        if not any(_alike(one, other_word) for one in written for other_word in said):
            yield Fact(Kind.NAME, name, start, start + len(word), word)


@lru_cache(256)  # each text of a clause is held against every other language
def _folded(text: str) -> tuple[list[str], list[str]]:
    """Give the capitalised words of a text, and all that are not short, as they are compared."""
    words = plain_words(text)
    return (
        _few(fold(word) for word in words if word[:1].isupper()),
        _few(fold(word) for word in words if len(word) >= _SHORTEST),
    )


def _few(words: Iterable[str]) -> list[str]:
    return list(islice(dict.fromkeys(words), _MOST_WORDS))


def _names(text: str, language: str) -> Iterator[tuple[int, str, str]]:
    for start, word, read in names_in(text, language):
        if len(word) < _SHORTEST:
            continue
        place = _known(read.name, language) or _known(word, language)
        if place or (read.is_name and language != "en"):
            yield start, word, read.name


def _country(name: str, language: str) -> dict[str, str] | None:
    """Give the names of a country or land; its adjective (Polish, польський) stands for it too."""
    return next((country for country in _COUNTRIES if country[language] == name), None)


def _known(name: str, language: str) -> dict[str, str] | None:
    if country := _country(name, language):
        return country
    if known_name(name, language, language):
        return {one: known_name(name, language, one) or name for one in TONGUES}
    return None


@lru_cache(_REMEMBERED)
def _written(name: str, language: str, other: str) -> tuple[str, ...]:
    """Give the folded ways in which the other language may write a name."""
    place = _known(name, language)
    ways = [name, place[other]] if place else [name]
    if {language, other} != {"en", "uk"} or language == "uk":
        ways.append(transliterate(name, source=language, target=other))
    return tuple(dict.fromkeys(fold(way) for way in ways))


@lru_cache(_REMEMBERED * 4)
def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    shorter = min(len(one), len(other))
    if shorter >= _SHORTEST and one[: shorter - 1] == other[: shorter - 1]:
        return True
    if SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE:
        return True
    bones, others = _bones(one), _bones(other)
    return SequenceMatcher(None, bones, others, autojunk=False).ratio() >= _ALIKE_BONES


def _bones(folded: str) -> str:
    return "".join(sign for sign in folded if sign not in "aeiouy")
