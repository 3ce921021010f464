"""The alphabets our readers sort and search by (no Django here).

Databases disagree about the order of letters (SQLite knows bytes only, PostgreSQL what its
machine was set up with), so names are ordered by a stored key that every database compares alike.
"""

import re
import unicodedata

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
ALPHABETS = {"pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż", "uk": CYRILLIC, "en": LATIN}
"""The alphabet of each language as its dictionaries order it (Polish with q, v, x)."""

_SCRIPTS = {
    "pl": ALPHABETS["pl"] + CYRILLIC + "ъыэ",
    "uk": CYRILLIC + "ъыэ" + LATIN,
    "en": LATIN + CYRILLIC + "ъыэ",
}
"""Which letters have a place of their own: the reader's own first, the other script after."""

APOSTROPHES = "'’ʼ`‘ʹ′´ˈ"
_SPELT_OUT = {
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n",
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
}  # fmt: skip
"""Letters that Unicode does not take apart into a base and a mark."""

_LONGEST_READ = 1000
"""No name is longer; what a hostile text holds beyond this does not decide its place."""

_BLANK, _ZERO, _FIRST_LETTER, _ELSEWHERE = 10, 11, 21, "99"
_PLAIN, _ALTERED, _APOSTROPHE_SEEN = "00", "01", "99"


class _Weights(dict[str, tuple[str, str]]):
    """For each sign: its place in the order, and what sets it apart from its equals.

    Both are runs of two-digit codes of equal length; a sign that is only a mark has no place.
    """

    def __init__(self, letters: str) -> None:
        super().__init__(
            {letter: (f"{place:02}", _PLAIN) for place, letter in enumerate(letters, _FIRST_LETTER)}
        )
        self |= {str(digit): (f"{_ZERO + digit}", _PLAIN) for digit in range(10)}
        self |= dict.fromkeys(APOSTROPHES, ("", _APOSTROPHE_SEEN))

    def __missing__(self, sign: str) -> tuple[str, str]:
        """Weigh a sign from outside the reader's alphabets, without growing."""
        if unicodedata.category(sign)[0] == "M":
            return "", f"{ord(sign) % 96 + 2:02}"
        parts = _SPELT_OUT.get(sign) or unicodedata.normalize("NFKD", sign)
        bases = [self[part][0] for part in parts if part in self]
        if parts != sign and "".join(bases):
            marks = "".join(self[part][1] for part in parts if part not in self)
            return "".join(bases), (marks[:2] or _ALTERED) * len(bases)
        if unicodedata.category(sign)[0] == "L":
            return f"{_ELSEWHERE}{ord(sign):07}0", _PLAIN * 5
        return f"{_BLANK}", _PLAIN


_WEIGHTS = {language: _Weights(letters) for language, letters in _SCRIPTS.items()}


def _folded_case(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def collation_key(text: str, language: str, limit: int = 40) -> str:
    """Give a key whose plain string order is the order a reader of ``language`` expects.

    Blanks and hyphens come first, then digits, the reader's own alphabet, letters of the other
    script, all other letters. A letter with a foreign mark stands with its base letter, after it
    only where all else is equal; so does an apostrophe. Case and the Unicode form do not matter.

    Args:
        text: a name; no more than its first 1,000 signs are read.
        language: ``pl``, ``uk`` or ``en``: whose order it is.
        limit: how many letters are weighed.

    Returns:
        Digits only, at most ``2 * limit`` of them (80 as a rule): no collation of any database
        reads anything special into digits, and two for each letter keep a prefix before what
        begins with it.

    Raises:
        KeyError: the language has no alphabet here.
    """
    weights = _WEIGHTS[language]
    blank = weights[" "][0]
    places, ties = [blank], [_PLAIN]
    for sign in _folded_case(text[:_LONGEST_READ]):
        place, tie = weights[sign]
        if not place:
            ties[-1] = tie
        elif place != blank or places[-1] != blank:
            places.append(place)
            ties.append(tie)
    key = "".join(places[1:-1] if places[-1] == blank else places[1:])
    difference = "".join(ties[1:]).rstrip("0")
    return (f"{key}00{difference}" if difference else key)[: 2 * limit]


_ROMANISED = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "ъ": "", "ы": "y", "э": "e",
    "ё": "io", "ў": "u", "№": "",
}  # fmt: skip
"""Cabinet of Ministers of Ukraine, resolution 55 of 27 January 2010, without its forms for the
beginning of a word: є ї й ю я read the same everywhere, so that what a person has typed so far
folds to the beginning of what the whole name folds to."""

_TO_KEY = str.maketrans(_SPELT_OUT | _ROMANISED)
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(rf"[\w{APOSTROPHES}\u0300-\u036f]+")


def fold(text: str) -> str:
    """Give the search key of ``text``: lower-case ASCII letters and digits only.

    Latin letters lose their marks, Cyrillic is romanised, blanks, hyphens and apostrophes go:
    ``Łódź`` gives ``lodz``, ``Вараш`` gives ``varash`` and ``Вара`` gives ``vara``.

    Returns:
        The key; empty when the text has neither digit nor Latin or Cyrillic letter, which means
        that there is nothing to search by.
    """
    spelt_out = _folded_case(text).replace("зг", "zgh").translate(_TO_KEY)
    return _NOT_IN_KEYS.sub("", unicodedata.normalize("NFKD", spelt_out).casefold())


def folded_starts(text: str) -> list[str]:
    """Give the search keys of ``text`` read from the start of each of its words.

    Stored beside a name they let a prefix of any word find it: ``Ostrów Wielkopolski`` gives
    ``ostrowwielkopolski`` and ``wielkopolski``. The whole name's key comes first; none is empty
    and none comes twice.
    """
    keys = (fold(text[word.start() :]) for word in _WORD.finditer(text))
    return list(dict.fromkeys(key for key in keys if key))
