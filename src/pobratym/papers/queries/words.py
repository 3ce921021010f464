"""Words that papers are made of, in the papers' own languages."""

import datetime as dt
from collections.abc import Sequence

from babel.dates import format_date

from pobratym.agreements.states import Kind
from pobratym.documents.typesetting.paper import Piece

LANGUAGE_NAMES = {
    "pl": "Tekst w języku polskim",
    "uk": "Текст українською мовою",
    "en": "English text",
}
PAGE_OF = {
    "pl": "Strona %(page)s z %(pages)s",
    "uk": "Сторінка %(page)s з %(pages)s",
    "en": "Page %(page)s of %(pages)s",
}
DRAFT = {"pl": "PROJEKT", "uk": "ПРОЄКТ", "en": "DRAFT"}
VERSION = {"pl": "Wersja {}", "uk": "Версія {}", "en": "Version {}"}
SAMPLE = {
    "pl": "Treść przykładowa, napisana na potrzeby pokazu. To nie jest tekst podpisanej umowy.",
    "uk": "Зразок тексту, написаний для демонстрації. Це не текст підписаної угоди.",
    "en": "Sample wording, written for a demonstration. This is not the text that was signed.",
}
EMPTY = {"pl": "[brak tekstu]", "uk": "[тексту немає]", "en": "[no text]"}
SIGNATURE = {"pl": "podpis", "uk": "підпис", "en": "signature"}
PLACE_AND_DAY = {"pl": "miejsce i data", "uk": "місце і дата", "en": "place and date"}
WHO = {"pl": "imię i nazwisko, funkcja", "uk": "ім’я, прізвище, посада", "en": "name, function"}
TO_CHECK = {
    "pl": "Do sprawdzenia przez prawnika (usunąć przed użyciem)",
    "uk": "Для перевірки юристом (вилучити перед використанням)",
    "en": "For the lawyer to check (take out before use)",
}

ACT: dict[str, dict[str, tuple[str, str, str]]] = {
    "pl": {
        Kind.LETTER_OF_INTENT: ("list intencyjny", "listu intencyjnego", "list intencyjny"),
        Kind.PARTNERSHIP: ("umowa o partnerstwie", "umowy o partnerstwie", "umowę o partnerstwie"),
        Kind.PROJECT: (
            "umowa o wspólnym projekcie",
            "umowy o wspólnym projekcie",
            "umowę o wspólnym projekcie",
        ),
        Kind.AMENDMENT: ("aneks do umowy", "aneksu do umowy", "aneks do umowy"),
        Kind.TERMINATION: (
            "porozumienie o rozwiązaniu umowy", "porozumienia o rozwiązaniu umowy",
            "porozumienie o rozwiązaniu umowy",
        ),
    },
    "uk": {
        Kind.LETTER_OF_INTENT: ("лист про наміри", "листа про наміри", "лист про наміри"),
        Kind.PARTNERSHIP: (
            "угода про партнерство", "угоди про партнерство", "угоду про партнерство",
        ),
        Kind.PROJECT: (
            "угода про спільний проєкт", "угоди про спільний проєкт", "угоду про спільний проєкт",
        ),
        Kind.AMENDMENT: ("додаткова угода", "додаткової угоди", "додаткову угоду"),
        Kind.TERMINATION: (
            "угода про припинення", "угоди про припинення", "угоду про припинення",
        ),
    },
}  # fmt: skip
"""What the agreement is called in a sentence: nominative, genitive, accusative."""
STATES = {
    "pl": {"PL": "Rzeczpospolita Polska", "UA": "Ukraina"},
    "uk": {"PL": "Республіка Польща", "UA": "Україна"},
}
BLANK = "…………………"


def said_in(words: dict[str, str], language: str) -> str:
    """Give a word of ours in ``language``; in English where we do not speak it."""
    return words.get(language) or words["en"]


def day_in(day: dt.date | None, language: str) -> str:
    """Write a day out: 7 października 2024 r., 7 жовтня 2024 року; a line where there is none."""
    if day is None:
        return BLANK
    locale = language if language in {"pl", "uk", "en"} else "en"
    written = format_date(day, "d MMMM y", locale=locale)
    return written + {"pl": " r.", "uk": " року"}.get(language, "")


def pages_in(languages: Sequence[str]) -> tuple[Piece, ...]:
    """Give "page 1 of 4" in these languages."""
    ours = [one for one in languages if one in PAGE_OF] or ["en"]
    return tuple(Piece(PAGE_OF[one], one) for one in ours)


def listed(words: Sequence[str], language: str) -> str:
    """Join words to a list as a sentence has it: a, b i c."""
    if len(words) < 2:  # noqa: PLR2004  nothing to join
        return "".join(words)
    last = {"pl": " i ", "uk": " та "}.get(language, " and ")
    return ", ".join(words[:-1]) + last + words[-1]
