"""Names of people, cities and functions in their grammatical cases (no Django here).

Polish: the dictionary Morfeusz where it knows the word, then rules for endings as in the
orthographic dictionary of PWN (sections on the declension of surnames, geographical names).
Ukrainian: the library shevchenko for people, the dictionary of pymorphy3 for places, then rules
after the orthography of 2019. What nobody knows stays in the nominative and says so: an officer
writes it.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import pymorphy3
import shevchenko

try:
    import morfeusz2
except ImportError:  # no build for this machine: the rules have to do
    morfeusz2 = None

CASES = ("nom", "gen", "dat", "acc", "ins", "loc", "voc")
"""Nominative first; the others in the order of the tables."""
_OTHERS = CASES[1:]
_TABLES: dict[str, dict[str, dict[str, list[str]]]] = json.loads(
    Path(__file__).with_name("declension.json").read_text(encoding="utf-8")
)


class Origin(StrEnum):
    """How the forms of a name are known."""

    TABLE = "table"
    LIBRARY = "library"
    RULES = "rules"
    UNKNOWN = "unknown"
    """Nobody knows: every case is the nominative."""


class Sort(StrEnum):
    """What a name names."""

    PERSON = "person"
    PLACE = "place"
    FUNCTION = "function"


@dataclass(frozen=True, slots=True)
class Declined:
    """A name in all its cases, by the codes of ``CASES``."""

    forms: Mapping[str, str]
    origin: Origin

    def __getitem__(self, case: str) -> str:
        return self.forms[case]


def declined(name: str, sort: Sort, language: str) -> Declined:
    """Give a name in all cases of ``language``; languages other than ours are not declined."""
    name = " ".join(name.split())
    known = _OF.get((sort, language))
    found = known(name) if known and name else None
    if found is None:
        return Declined(MappingProxyType(dict.fromkeys(CASES, name)), Origin.UNKNOWN)
    forms, origin = found
    return Declined(MappingProxyType({case: forms.get(case, name) for case in CASES}), origin)


_Found = tuple[dict[str, str], Origin] | None


def _row(forms: list[str]) -> dict[str, str]:
    return dict(zip(_OTHERS, forms, strict=True))


# --- Polish ---------------------------------------------------------------------------------------

_PL_CASES = {"gen": "gen", "dat": "dat", "acc": "acc", "inst": "ins", "loc": "loc", "voc": "voc"}
_MEN_ON_A = frozenset({
    "Kuba", "Barnaba", "Bonawentura", "Kosma", "Mykoła", "Mikoła", "Mykola", "Nikita", "Mykyta",
    "Ilja", "Illa", "Sawa", "Chwoma", "Foma", "Łuka", "Luka", "Kuźma",
})  # fmt: skip
_SOFTENED = {
    "t": "cie", "d": "dzie", "r": "rze", "ł": "le", "s": "sie", "z": "zie", "n": "nie", "m": "mie",
    "w": "wie", "b": "bie", "p": "pie", "f": "fie",
}  # fmt: skip
_SOFTENED_A = {**_SOFTENED, "k": "ce", "g": "dze"}
_ACUTE = {"ń": "ni", "ś": "si", "ć": "ci", "ź": "zi"}


@cache
def _polish() -> Any:  # noqa: ANN401  the library shows no types
    return morfeusz2.Morfeusz(analyse=False) if morfeusz2 else None


@lru_cache(maxsize=2_048)
def _generated(word: str, label: str, gender: str) -> dict[str, str] | None:
    """Ask the dictionary for the singular of a word of one kind."""
    engine = _polish()
    if engine is None or " " in word:  # it knows single words only
        return None
    found: dict[str, str] = {}
    for form, _lemma, tag, labels, _style in engine.generate(word):
        parts = tag.split(":")
        named = label in labels and parts[0] in {"subst", "adj"} and "sg" in parts[1]
        if not named or not any(part.startswith(gender) for part in parts[3].split(".")):
            continue
        for case in parts[2].split("."):
            if case in _PL_CASES:
                found.setdefault(_PL_CASES[case], form)
    return found if set(found) == set(_OTHERS) else None


def _polish_person(name: str) -> _Found:
    words = name.split(" ")
    is_man = not words[0].endswith("a") or words[0] in _MEN_ON_A
    cases: dict[str, list[str]] = {case: [] for case in _OTHERS}
    origins = set()
    for at, word in enumerate(words):
        label = "nazwisko" if at and at == len(words) - 1 else "imię"
        for piece_at, piece in enumerate(word.split("-")):
            forms = _generated(piece, label, "m1" if is_man else "f")
            origins.add(Origin.LIBRARY if forms else Origin.RULES)
            made = forms or _polish_by_ending(piece, is_man=is_man, is_surname=label == "nazwisko")
            if made is None:
                return None
            for case in _OTHERS:
                if piece_at:
                    cases[case][-1] += f"-{made[case]}"
                else:
                    cases[case].append(made[case])
    origin = Origin.RULES if Origin.RULES in origins else Origin.LIBRARY
    return {case: " ".join(parts) for case, parts in cases.items()}, origin


def _polish_by_ending(word: str, *, is_man: bool, is_surname: bool) -> dict[str, str] | None:  # noqa: PLR0911  an answer an ending
    if word.endswith(".") or len(word) < 2:  # noqa: PLR2004  an initial does not change
        return dict.fromkeys(_OTHERS, word)
    stem = word[:-1]
    if re.search(r"[scz]ka$", word) and is_surname and not is_man:
        return _row([stem + "iej", stem + "iej", stem + "ą", stem + "ą", stem + "iej", word])
    if word.endswith("a"):
        return _polish_on_a(word)
    if not is_man:
        return dict.fromkeys(_OTHERS, word)
    if word.endswith("ij"):
        return _polish_man(word)
    if word[-1] in "iy":
        i = stem + "i" if word.endswith("i") else stem
        y = stem + ("im" if word.endswith("i") else "ym")
        return _row([i + "ego", i + "emu", i + "ego", y, y, word])
    if word.endswith("o"):
        if is_surname:
            return _polish_on_a(stem + "a", "o")
        return _row([stem + "a", stem + "owi", stem + "a", _with_em(stem), _locative(stem), word])
    if word[-1] in "eéuú":
        return None
    return _polish_man(word)


def _polish_man(word: str) -> dict[str, str]:
    """Decline a man's name on a consonant."""
    stem = word
    if re.search(r"[^aeiouyąęó]ek$", word):
        stem = word[:-2] + "k"
    elif word.endswith("ec") and len(word) > 3:  # noqa: PLR2004  Zając, but Malec
        stem = word[:-2] + "c"
    if stem[-1] in _ACUTE:
        stem = stem[:-1] + _ACUTE[stem[-1]]
        return _row([stem + "a", stem + "owi", stem + "a", stem + "em", stem + "u", stem + "u"])
    loc = _locative(stem)
    return _row([stem + "a", stem + "owi", stem + "a", _with_em(stem), loc, loc])


def _with_em(stem: str) -> str:
    return stem + ("iem" if stem[-1] in "kg" else "em")


def _locative(stem: str) -> str:
    """Soften a hard stem (Oleksandr: Oleksandrze); after a soft one stands ``u``."""
    if re.search(r"(cz|sz|rz|dz|ch)$", stem) or stem[-1] not in _SOFTENED:
        return stem + "u"
    return stem[:-1] + _SOFTENED[stem[-1]]


def _polish_on_a(word: str, voc: str = "o") -> dict[str, str]:
    """Decline a name on -a, of a woman, a man or a place."""
    stem = word[:-1]
    if stem[-1] in "ij" or re.search(r"(cz|sz|rz|dz|[lcżń])$", stem):
        gen = stem if stem.endswith("i") else stem + ("i" if stem[-1] in "lj" else "y")
        if stem.endswith(("ri", "li", "ti", "di", "mi", "bi", "pi", "wi", "fi", "gi", "ki", "chi")):
            gen = stem + "i"
        gen = gen if not stem.endswith("j") else stem[:-1] + "i"
        if re.search(r"[^aeiouyąęó]j$", stem):
            gen = stem + "i"
        dat = gen
    elif stem.endswith("ch"):
        gen, dat = stem + "y", stem[:-2] + "sze"
    elif stem[-1] in _SOFTENED_A:
        gen = stem + ("i" if stem[-1] in "kg" else "y")
        dat = stem[:-1] + _SOFTENED_A[stem[-1]]
    else:
        gen, dat = stem + "y", stem + "ie"
    return _row([gen, dat, stem + "ę", stem + "ą", dat, stem + voc])


def _polish_place(name: str) -> _Found:  # noqa: PLR0911  an answer an ending
    if name in _TABLES["pl"]["places"]:
        return _row(_TABLES["pl"]["places"][name]), Origin.TABLE
    for gender in ("f", "m3", "n", "m"):
        if forms := _generated(name, "nazwa_geograficzna", gender):
            return forms, Origin.LIBRARY
    if " " in name or "-" in name:
        return None
    if re.search(r"[ktwnrłsmd]a$", name):
        return _polish_on_a(name), Origin.RULES
    if name.endswith("ów"):
        stem = name[:-2] + "ow"
        made = [stem + "a", stem + "owi", name, stem + "em", stem + "ie", stem + "ie"]
        return _row(made), Origin.RULES
    if re.search(r"([sc]k|[iy]n|pol)$", name):
        loc = _locative(name)
        return _row([name + "a", name + "owi", name, _with_em(name), loc, loc]), Origin.RULES
    return None


def _polish_function(name: str) -> _Found:
    return _by_first_words(name, "pl", lambda word: _generated(word, "nazwa_pospolita", "m1"))


# --- Ukrainian ------------------------------------------------------------------------------------

_UK_ASKED = {
    "gen": shevchenko.in_genitive,
    "dat": shevchenko.in_dative,
    "acc": shevchenko.in_accusative,
    "ins": shevchenko.in_ablative,
    "loc": shevchenko.in_locative,
    "voc": shevchenko.in_vocative,
}
_UK_CASES = {
    "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "loc": "loct", "voc": "voct",
}  # fmt: skip


@cache
def _ukrainian() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="uk")


def _ukrainian_person(name: str) -> _Found:
    words = name.split(" ")
    if len(words) not in {2, 3}:
        return None
    asked = {"given_name": words[0], "family_name": words[-1]}
    if len(words) == 3:  # noqa: PLR2004  with the patronymic
        if re.search(r"(ич|вна|чна)$", words[2]):
            words = [words[1], words[2], words[0]]
            asked = {"given_name": words[0], "family_name": words[2]}
            return _asked({**asked, "patronymic_name": words[1]}, family_first=True)
        asked["patronymic_name"] = words[1]
    return _asked(asked, family_first=False)


def _asked(asked: dict[str, str], *, family_first: bool) -> _Found:
    gender = _gender(asked["given_name"], asked.get("patronymic_name", ""))
    order = ["given_name", "patronymic_name", "family_name"]
    order = [order[2], *order[:2]] if family_first else order
    forms = {}
    for case, ask in _UK_ASKED.items():
        try:
            told = ask(gender=gender, **asked)
        except (shevchenko.InputValidationError, ValueError, LookupError):
            return None
        forms[case] = " ".join(told[part] for part in order if told.get(part))
    return forms, Origin.LIBRARY


def _gender(given: str, patronymic: str) -> str:
    """Guess whether a name is a woman's; an officer sees the forms and may correct them."""
    if patronymic:
        return "feminine" if patronymic.endswith("на") else "masculine"
    men = {"Микола", "Ілля", "Микита", "Лука", "Сава", "Хома", "Кузьма", "Яма", "Куба", "Барнаба"}
    return "feminine" if given[-1:] in {"а", "я"} and given not in men else "masculine"


def _ukrainian_place(name: str) -> _Found:  # noqa: PLR0911  an answer an ending
    if name in _TABLES["uk"]["places"]:
        return _row(_TABLES["uk"]["places"][name]), Origin.TABLE
    if " " in name or "-" in name:
        return None
    if forms := _parsed(name):
        return forms, Origin.LIBRARY
    stem = name[:-1]
    if name.endswith("ка"):
        dat = stem[:-1] + "ці"
        return _row([stem + "и", dat, stem + "у", stem + "ою", dat, stem + "о"]), Origin.RULES
    if re.search(r"[бвдлмнпрст]а$", name):
        made = [stem + "и", stem + "і", stem + "у", stem + "ою", stem + "і", stem + "о"]
        return _row(made), Origin.RULES
    if re.search(r"[сц]ьк$", name):
        made = [name + "а", name + "у", name, name + "ом", name + "у", name + "у"]
        return _row(made), Origin.RULES
    if name.endswith("ів"):
        stem = name[:-2] + "ов" if name.endswith(("шів", "хів", "ків")) else name[:-2] + "ев"
        made = [stem + "а", stem + "у", name, stem + "ом", stem + "і", stem + "е"]
        return (_row(made), Origin.RULES) if stem.endswith("ов") else None
    return None


def _parsed(name: str) -> dict[str, str] | None:
    """Ask the dictionary for a place it truly knows; what it only guesses from the ending, not."""
    for parsed in _ukrainian().parse(name):
        if "NOUN" in parsed.tag and "nomn" in parsed.tag and parsed.is_known:
            if "anim" in parsed.tag:
                continue
            forms = {case: parsed.inflect({code}) for case, code in _UK_CASES.items()}
            if all(forms.values()):
                return {case: cast("Any", form).word.capitalize() for case, form in forms.items()}
    return None


_ADJECTIVES = {
    "ий": ["ого", "ому", "ого", "им", "ому", "ий"],
    "а": ["ої", "ій", "у", "ою", "ій", "а"],
}


def _ukrainian_function(name: str) -> _Found:
    """Decline a function or a council; an adjective before it goes along (Вараська міська рада)."""
    if found := _by_first_words(name, "uk", lambda _word: None):
        return found
    first, _space, rest = name.partition(" ")
    ending = next((one for one in _ADJECTIVES if re.search(rf"[сцз]ьк{one}$", first)), None)
    found = _ukrainian_function(rest) if ending and rest else None
    if ending is None or found is None:
        return None
    stem = first.removesuffix(ending)
    forms, origin = found
    led = _row([stem + end for end in _ADJECTIVES[ending]])
    return {case: f"{led[case]} {form}" for case, form in forms.items()}, origin


# --- both -----------------------------------------------------------------------------------------


def _by_first_words(
    name: str, language: str, ask: Callable[[str], dict[str, str] | None]
) -> _Found:
    """Decline the word that a function begins with; what follows it stays as it is."""
    low = name.casefold()
    for known, forms in _TABLES[language]["functions"].items():
        if low == known or low.startswith(known + " "):
            rest = name[len(known) :]
            as_typed = name[:1].isupper()
            made = {
                case: (_capitals(form, name[: len(known)]) if as_typed else form) + rest
                for case, form in _row(forms).items()
            }
            return made, Origin.TABLE
    first, space, rest = name.partition(" ")
    found = ask(first.casefold())
    if found is None:
        return None
    told = {case: _capitals(form, first) + space + rest for case, form in found.items()}
    return told, Origin.LIBRARY


def _capitals(form: str, like: str) -> str:
    """Write each word with a capital where the pattern does."""
    pairs = zip(form.split(" "), like.split(" "), strict=True)
    return " ".join(one[:1].upper() + one[1:] if as_[:1].isupper() else one for one, as_ in pairs)


_OF: dict[tuple[Sort, str], Callable[[str], _Found]] = {
    (Sort.PERSON, "pl"): _polish_person,
    (Sort.PERSON, "uk"): _ukrainian_person,
    (Sort.PLACE, "pl"): _polish_place,
    (Sort.PLACE, "uk"): _ukrainian_place,
    (Sort.FUNCTION, "pl"): _polish_function,
    (Sort.FUNCTION, "uk"): _ukrainian_function,
}
