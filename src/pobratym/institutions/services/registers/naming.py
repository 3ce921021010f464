"""The name of an institution from a register, written for readers of every language."""

import re
from collections.abc import Mapping
from functools import lru_cache

from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.services.registers.naming import Versions
from pobratym.languages.transliteration import transliterate

_SMALL = frozenset(
    [
        "a",
        "albo",
        "bez",
        "dla",
        "do",
        "i",
        "im",
        "imienia",
        "lub",
        "na",
        "nad",
        "nr",
        "o",
        "od",
        "oddziałami",
        "oraz",
        "po",
        "pod",
        "przy",
        "św",
        "ul",
        "w",
        "we",
        "z",
        "ze",
        "za",
        "а",
        "або",
        "без",
        "в",
        "від",
        "для",
        "до",
        "з",
        "за",
        "зі",
        "і",
        "ім",
        "імені",
        "й",
        "на",
        "над",
        "о",
        "об",
        "по",
        "при",
        "про",
        "та",
        "у",
    ]
)
_KEPT = frozenset(
    [
        "NMP",
        "PCK",
        "SP",
        "ZOZ",
        "SPZOZ",
        "ZSP",
        "ZS",
        "ZPO",
        "DPS",
        "ŚDS",
        "OPS",
        "MOPS",
        "GOPS",
        "AK",
        "WP",
        "PZU",
        "UE",
        "II",
        "III",
        "IV",
        "VI",
        "VII",
        "VIII",
        "IX",
        "XI",
        "XII",
        "XIII",
        "XIV",
        "XV",
        "XVI",
        "XX",
        "XXI",
        "XXII",
        "XXIII",
        "І",
        "ІІ",
        "ІІІ",
        "КНП",
        "КЗ",
        "ЦНАП",
        "ТОВ",
        "ТЗОВ",
        "ПП",
        "ВРМ",
        "МСЧ",
        "ДУ",
        "ЗЗСО",
        "ЗОШ",
        "НВК",
        "ЗДО",
        "ЗСО",
    ]
)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


def calm(name: str) -> str:
    """Write a name that is all capitals as people write names; leave any other as it is.

    ``SZKOŁA PODSTAWOWA NR 6 IM. ORŁA BIAŁEGO`` becomes ``Szkoła Podstawowa nr 6 im. Orła Białego``.
    """
    if any(letter.islower() for letter in name) or not any(map(str.isalpha, name)):
        return name
    written = _WORD.sub(_calmed, name)
    return written[0].upper() + written[1:]


def _calmed(found: re.Match[str]) -> str:
    word = found[0]
    if word in _KEPT:
        return word
    if word.lower() in _SMALL:
        return word.lower()
    return re.sub(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*", lambda part: part[0].capitalize(), word)


def in_all_languages(name: str, own: str, kept: Mapping[str, str]) -> Versions:
    """Write a name in every language, word by word; ``kept`` are versions that people wrote."""
    made = {
        language: " ".join(_readable(word, own, language) for word in name.split())
        for language in LANGUAGES
        if language != own and language not in kept
    }
    return Versions(Wordings({own: name, **kept, **made}), made.keys())


@lru_cache(maxsize=20_000)
def _readable(word: str, own: str, language: str) -> str:
    return transliterate(word, source=own, target=language)
