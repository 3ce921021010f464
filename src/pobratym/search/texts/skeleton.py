"""How words sound, in one script for all: Вараш, Warasz and Varash are one word (no Django here).

A skeleton is written in the letters of :data:`LETTERS`; several of them stand for a sound that the
alphabets write differently: ``x`` for ш, sz, sh; ``q`` for ч, cz, ch; ``j`` for ж, ż, rz, zh; ``h``
for г, ґ, х, g, h, kh. Soft letters and doubled ones are flattened.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LETTERS = " abcdefghijklmnopqrstuvwxyz0123456789"
"""What a skeleton is made of; the place of a sign here is its code, 0 a blank."""

Grams = NDArray[np.uint16]
_BASE = 38
GRAM_COUNT = _BASE**3
_REMEMBERED = 65_536
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "h", "д": "d", "е": "e", "є": "ie", "ж": "j",
    "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c",
    "ч": "q", "ш": "x", "щ": "xq", "ь": "", "ю": "iu", "я": "ia", "ъ": "", "ы": "i", "э": "e",
    "ё": "io", "ў": "u",
}  # fmt: skip
_SPELT_OUT = {
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n",
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "t",
}  # fmt: skip
_POLISH = (
    ("szcz", "xq"), ("sz", "x"), ("cz", "q"), ("rz", "j"), ("dż", "dj"), ("ż", "j"),
    ("ch", "h"), ("ź", "z"), ("ć", "c"), ("ś", "s"), ("ń", "n"), ("ł", "l"), ("ó", "o"),
    ("ą", "a"), ("ę", "e"), ("j", "i"), ("y", "i"), ("g", "h"), ("w", "v"), ("x", "ks"),
    ("qu", "kv"), ("q", "k"), ("š", "x"), ("č", "q"), ("ž", "j"), ("sh", "x"), ("zh", "j"),
    ("kh", "h"),
)  # fmt: skip
_ENGLISH = (
    ("shch", "xq"), ("sch", "x"), ("sh", "x"), ("sz", "x"), ("tch", "q"), ("ch", "q"), ("cz", "q"),
    ("zh", "j"), ("rz", "j"), ("ż", "j"), ("kh", "h"), ("gh", "h"), ("ph", "f"), ("th", "t"),
    ("ts", "c"), ("tz", "c"), ("ck", "k"), ("ee", "i"), ("oo", "u"), ("ou", "u"), ("j", "i"),
    ("y", "i"), ("g", "h"), ("w", "v"), ("x", "ks"), ("qu", "kv"), ("q", "k"),
    ("ce", "ce"), ("ci", "ci"), ("cy", "ci"), ("ć", "c"), ("c", "k"), ("ł", "l"),
    ("š", "x"), ("č", "q"), ("ž", "j"),
)  # fmt: skip


def _rules(table: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    found = dict(table)
    longest_first = sorted(found, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), found


_LATIN = {"pl": _rules(_POLISH), "en": _rules(_ENGLISH)}
_TO_LATIN = str.maketrans(_CYRILLIC)
_SPELT = str.maketrans(_SPELT_OUT)
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W\d_]+)*")
_SOFT = re.compile(r"i(?=[aeiou])")
_DOUBLE = re.compile(r"(.)\1+")
_NEITHER = re.compile(r"[^a-z0-9]+")
_CYRILLIC_LETTER = re.compile(r"[Ѐ-ӿ]")


def skeleton(text: str, language: str) -> str:
    """Give the skeleton of a text: skeletons of its words with blanks between."""
    return " ".join(filter(None, (word_skeleton(word, language) for word in _WORD.findall(text))))


@lru_cache(_REMEMBERED)
def word_skeleton(word: str, language: str) -> str:
    """Give the skeleton of one word; empty where it has neither letter nor digit that we know.

    Args:
        word: in any script.
        language: ``pl`` reads Latin letters as Polish, any other as English.
    """
    plain = unicodedata.normalize("NFC", word.casefold())
    if _CYRILLIC_LETTER.search(plain):
        written = plain.translate(_TO_LATIN)
    else:
        pattern, found = _LATIN["pl" if language == "pl" else "en"]
        written = pattern.sub(lambda match: found[match[0]], plain)
    bare = unicodedata.normalize("NFKD", written.translate(_SPELT))
    return _DOUBLE.sub(r"\1", _SOFT.sub("", _NEITHER.sub("", bare)))


_CODES = np.full(256, 0, np.uint8)
for _code, _sign in enumerate(LETTERS):
    _CODES[ord(_sign)] = _code


def grams(bones: str) -> Grams:
    """Give the runs of three signs of a skeleton, each as a number, in their order.

    A blank stands before the first word and after the last.
    """
    return grams_of_bytes(bones.encode("ascii"))


def grams_of_bytes(bones: bytes) -> Grams:
    """Give the runs of three signs of a skeleton that was kept as bytes."""
    codes = _CODES[np.frombuffer(b" " + bones + b" ", np.uint8)].astype(np.uint16)
    if len(codes) <= 2:  # noqa: PLR2004  two blanks
        return np.zeros(0, np.uint16)
    found: Grams = codes[:-2] * (_BASE * _BASE) + codes[1:-1] * _BASE + codes[2:]
    return found


def grams_of_many(many: Sequence[bytes]) -> tuple[Grams, NDArray[np.int64], NDArray[np.int64]]:
    """Give the grams of many skeletons at once.

    Returns:
        All grams one after the other; to which skeleton each belongs; how many each has.
    """
    lengths = np.array([len(bones) + 2 for bones in many])
    codes = _CODES[np.frombuffer(b" " + b"  ".join(many) + b" ", np.uint8)].astype(np.uint16)
    if not many or len(codes) <= 2:  # noqa: PLR2004  two blanks
        return np.zeros(0, np.uint16), np.zeros(0, np.int64), np.zeros(len(many), np.int64)
    found: Grams = codes[:-2] * (_BASE * _BASE) + codes[1:-1] * _BASE + codes[2:]
    belongs = np.repeat(np.arange(len(many)), lengths)[: len(found)]
    ends = np.cumsum(lengths)[:-1]
    is_own = np.ones(len(found), np.bool_)
    is_own[ends - 1] = is_own[ends - 2] = False  # from the end of one into the next
    return found[is_own], belongs[is_own], lengths - 2
