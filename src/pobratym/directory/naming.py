"""What follows from a municipality's names: its place in lists, and how it is found (no Django).

The same for one name corrected by a person and for thirty thousand read from a register.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pobratym.core.alphabets import collation_key, fold, folded_starts
from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.states import Country, Scheme
from pobratym.languages.transliteration import transliterate

LONGEST_KEY = 120
"""Letters; what ``NameKey.key`` holds."""
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
_CODES = {
    Scheme.TERC: re.compile("[0-9]{4,7}"),
    Scheme.KATOTTG: re.compile("ua[0-9]{2,17}"),
}


class NameKeys(NamedTuple):
    """Collation keys for the three ``sort_*`` columns, and the keys that find the name."""

    sort_pl: str
    sort_uk: str
    sort_en: str
    search: frozenset[str]


def keys_for(name: Wordings, former: Iterable[Wordings] = ()) -> NameKeys:
    """Give all keys of a municipality.

    Args:
        name: the name in each language; a language without one is ordered by its stand-in.
        former: other names it can be found by: former ones, and the register's own.
    """
    sort_pl, sort_uk, sort_en = (
        collation_key(name.said(language).text, language) for language in LANGUAGES
    )
    texts = {text for wordings in (name, *former) for text in wordings.values()}
    search = frozenset(key[:LONGEST_KEY] for text in texts for key in folded_starts(text))
    return NameKeys(sort_pl, sort_uk, sort_en, search)


def slug_of(name: Wordings) -> str:
    """Give the decorative end of a city's address: Latin letters and digits only."""
    return fold(name.said("en").text) or "-"


def sort_key(name: Wordings, language: str) -> str:
    """Give the place of a name in the alphabet of a language, by its stand-in where it has none."""
    return collation_key(name.said(language).text, language)


def folded_whole(name: Wordings) -> str:
    """Give the name in all its languages as words are looked for in it: folded, parted by blanks.

    Each version is one run of signs, so that the middle of a word is found, and so are two words
    that stand side by side.
    """
    return " ".join(dict.fromkeys(fold(text) for text in name.values()))


def end_of_prefix(key: str) -> str:
    """Give the first key after all those that begin with ``key``; empty where there is none.

    Keys hold digits and Latin letters only, whose order every collation agrees on; a sign above
    them all (``~``) would be overlooked by some.
    """
    bare = key.rstrip(_SIGNS[-1])
    if not bare:
        return ""
    return bare[:-1] + _SIGNS[_SIGNS.index(bare[-1]) + 1]


def code_meant(key: str) -> tuple[Scheme, str, str] | None:
    """Tell whether a search key is an official code, or the first four signs or more of one.

    Args:
        key: made by ``core.alphabets.fold``, so that blanks and small letters do not matter.

    Returns:
        The register, and between which codes (the second not included) to look; None for a name.
    """
    for scheme, pattern in _CODES.items():
        if pattern.fullmatch(key):
            return scheme, key.upper(), end_of_prefix(key).upper()
    return None


def language_of(country: str) -> str:
    """Give the language of the register of a country."""
    return "pl" if country == Country.PL else "uk"


@lru_cache(maxsize=4_096)
def in_letters_of(name: str, country: str, language: str) -> str:
    """Write a name from the register of a country as readers of a language can read it."""
    return transliterate(name, source=language_of(country), target=language)
