"""Which language a question is in, from its letters and words alone (no Django here)."""

import re

from pobratym.languages.lemmas import forms, has_dictionary, plain_words

_CYRILLIC, _LATIN = re.compile(r"[Ѐ-ӿ]"), re.compile(r"[A-Za-zÀ-ɏ]")
_POLISH_LETTER = re.compile(r"[ąćęłńóśźż]", re.IGNORECASE)
_POLISH_LOOK = re.compile(
    r"(?:sz|cz|rz|dz|prz|ck[aio]|wsk|ów$|ych$|ego$|ość|nie$|owy$|ani|yj|ła|w[aiyou]|^w$|^z$|^i$|^o$)"
)
_ENGLISH_LOOK = re.compile(r"(?:sh|th|ck|ph|oo|ee|ea|ou|igh|ing$|tion|ed$|ly$|[aeiou]y$|q|v|x)")
_ENGLISH = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "for",
        "in",
        "on",
        "to",
        "with",
        "at",
        "by",
        "from",
        "is",
        "are",
        "was",
        "were",
        "be",
        "how",
        "what",
        "where",
        "who",
        "which",
        "school",
        "town",
        "city",
        "partner",
        "exchange",
    ]
)
_POLISH = frozenset(
    [
        "w",
        "z",
        "i",
        "o",
        "na",
        "do",
        "dla",
        "od",
        "po",
        "jak",
        "co",
        "gdzie",
        "kto",
        "się",
        "nie",
        "jest",
        "są",
        "ze",
        "we",
        "przy",
        "lub",
    ]
)
_MOST_WORDS = 12


def language_of(text: str, *, otherwise: str = "en") -> str:
    """Tell the language of a few words: ``pl``, ``uk`` or ``en``.

    Args:
        text: what was typed.
        otherwise: what to take it for when nothing speaks for any, such as digits.
    """
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic or latin:
        if cyrillic >= latin:
            return "uk"
        return "pl" if _is_polish(text) else "en"
    return otherwise


def _is_polish(text: str) -> bool:
    if _POLISH_LETTER.search(text):
        return True
    points = 0.0
    for word in plain_words(text)[:_MOST_WORDS]:
        plain = word.casefold()
        points += 2 * (plain in _POLISH) - 2 * (plain in _ENGLISH)
        points += len(_POLISH_LOOK.findall(plain)) - len(_ENGLISH_LOOK.findall(plain))
        if has_dictionary("pl") and len(plain) > 2:  # noqa: PLR2004  short words are in every language
            points += -1.0 if forms(word, "pl").is_name else 1.0
    return points > 0
