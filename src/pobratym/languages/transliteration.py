"""Names of places and people in the reader's language (no Django here).

Rules, not knowledge: Львів becomes ``Lwiw`` here. Whoever names a place asks first whether the
language has a name of its own for it: :func:`pobratym.languages.exonyms.known_name` says ``Lwów``.
"""

import re
from collections.abc import Callable
from itertools import chain, pairwise, zip_longest

from pobratym.languages import tables
from pobratym.languages.exonyms import REGIONS, region_name

__all__ = ["REGIONS", "region_name", "transliterate"]

Engine = Callable[[str], str]


def transliterate(text: str, *, source: str, target: str) -> str:
    """Write ``text`` as a reader of ``target`` writes names from ``source``.

    Args:
        text: a name in the letters of ``source``, in Unicode form C; other letters stay.
        source: ``pl``, ``uk`` or ``en``: the language of the name.
        target: ``pl``, ``uk`` or ``en``: the language of the reader. Polish and English take each
            other's names as they are; Ukrainian names follow Cabinet resolution 55 of 2010 in
            English, the PWN and KSNG rules in Polish; Polish names follow the Ukrainian
            Orthography of 2019 in Ukrainian. See :mod:`pobratym.languages.tables`.

    Raises:
        ValueError: there are no rules between the two languages (English into Ukrainian).
    """
    if source == target or {source, target} == {"pl", "en"}:
        return text
    if (source, target) not in _ENGINES:
        message = f"no rules of transliteration from {source!r} to {target!r}"
        raise ValueError(message)
    return _ENGINES[source, target](text)


def _engine(rules: tables.Rules) -> Engine:
    """Turn a table into a function that applies its first fitting rule at each place.

    Rules from one letter to one need no pattern: the two alphabets share no sign, so they can be
    applied at the end, and most letters of a name take this quicker way.
    """
    letters = {taken: written for taken, written in rules if len(taken) == len(written) == 1}
    others = [rule for rule in rules if rule[0] not in letters]
    pattern = re.compile("|".join(f"({taken})" for taken, _ in others), re.IGNORECASE)
    given = [written for _, written in others]
    capitals = {taken.upper(): written.upper() for taken, written in letters.items()}
    to_other_alphabet = str.maketrans(letters | capitals)

    def write(match: re.Match[str]) -> str:
        written = given[(match.lastindex or 1) - 1]
        taken = match.group()
        if not any(map(str.isupper, taken)):
            return written
        if taken.isupper() and _stands_in_capitals(match):
            return written.upper()
        return written[:1].upper() + written[1:]

    return lambda text: pattern.sub(write, text).translate(to_other_alphabet)


def _stands_in_capitals(match: re.Match[str]) -> bool:
    """Say whether the letters beside the match are capitals too (ЩЕ and not Ще)."""
    before = match.string[max(match.start() - 1, 0) : match.start()]
    after = match.string[match.end() : match.end() + 1]
    if after.isalpha():
        return after.isupper()
    return before.isupper() or len(match.group()) > 1


_letters_pl_uk = _engine(tables.PL_UK)
_ADJECTIVE = re.compile(tables.PL_ADJECTIVE, re.IGNORECASE)
_FOLLOWER = re.compile(tables.PL_FOLLOWER, re.IGNORECASE)


def _pl_to_uk(text: str) -> str:
    """Write a Polish name in Ukrainian, its adjectives with Ukrainian endings.

    A name of several words gets a hyphen where an adjective follows its noun
    (Мінськ-Мазовецький) and around a preposition (Добжинь-над-Віслою); an adjective that comes
    first stays apart (Тарновські Гури).
    """
    words = text.split(" ")
    written = [_pl_word(words, place) for place in range(len(words))]
    joints = ["-" if _are_joined(first, second) else " " for first, second in pairwise(words)]
    return "".join(chain.from_iterable(zip_longest(written, joints, fillvalue="")))


def _are_joined(first: str, second: str) -> bool:
    prepositions = tables.PL_PREPOSITIONS
    return bool(
        _FOLLOWER.search(second) or first.lower() in prepositions or second.lower() in prepositions
    )


def _pl_word(words: list[str], place: int) -> str:
    """Write one word of a Polish name, as an adjective where it is one."""
    word = words[place]
    ending = _adjective_ending(words, place)
    if not ending:
        return _letters_pl_uk(word)
    stem = word[: -len(ending)]
    neighbour = words[place - 1] if place else "".join(words[1:2])
    written = {"i": "ий", "y": "ий", "a": "а", "ie": "е" if _is_neuter(neighbour) else "і"}[ending]
    return _letters_pl_uk(stem) + (written.upper() if word.isupper() else written)


def _adjective_ending(words: list[str], place: int) -> str:
    """Say how the word ends when it is an adjective, else nothing.

    Piaski alone is a noun in the plural; piaseczyński, or a second word, is an adjective.
    """
    word = words[place].lower()
    if match := _ADJECTIVE.search(word):
        alone = len(words) == 1 and words[place][:1].isupper()
        return "" if alone and match["ending"] == "i" else match["ending"]
    follower = "".join(words[place + 1 : place + 2])
    if follower and word.endswith("y") and not follower.lower().endswith("kie"):
        return "y"
    return "y" if place and word.endswith(("ny", "wy", "ły")) else ""


def _is_neuter(noun: str) -> bool:
    return not noun or (noun.lower().endswith(("o", "e", "ę")) and not noun.lower().endswith("ce"))


_ENGINES: dict[tuple[str, str], Engine] = {
    ("uk", "en"): _engine(tables.UK_EN),
    ("uk", "pl"): _engine(tables.UK_PL),
    ("pl", "uk"): _pl_to_uk,
}
