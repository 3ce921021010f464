"""How values read: dates, numbers and texts, in the reader's language."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_location
from babel.numbers import format_decimal
from django.utils import timezone
from markupsafe import Markup

from pobratym.core.markup import markdown
from pobratym.core.wordings import Wordings
from pobratym.core.words import language

_KEYS_OF_TABLES = {"Europe/Kyiv": "Europe/Kiev"}
"""Zones that the tables of names know by an older key only."""


@lru_cache(maxsize=8)
def _locale(code: str) -> Locale:
    return Locale.parse("en_GB" if code == "en" else code)  # Europe's order of dates


def _here() -> Locale:
    return _locale(language())


def said(value: Wordings) -> str | Markup:
    """Show a text; when another language has to stand in, mark that language."""
    wanted = language()
    chosen = value.said(wanted)
    if chosen.language == wanted:
        return chosen.text
    return Markup('<span lang="{}">{}</span>').format(chosen.language, chosen.text)


def said_long(value: Wordings) -> Markup:
    """Show a Markdown text as paragraphs, marked when another language stands in."""
    wanted = language()
    chosen = value.said(wanted)
    html = markdown(chosen.text)
    if chosen.language == wanted:
        return html
    return Markup('<div lang="{}">{}</div>').format(chosen.language, html)


def alt(value: Wordings) -> Markup:
    """Write the attributes by which an image is told in words: ``alt``, and ``lang`` of a stand-in.

    An attribute cannot carry a language of its own, so the image does.
    """
    wanted = language()
    chosen = value.said(wanted)
    if chosen.language == wanted:
        return Markup('alt="{}"').format(chosen.text)
    return Markup('alt="{}" lang="{}"').format(chosen.text, chosen.language)


def day(value: dt.date | dt.datetime, precision: str = "day") -> str:
    """Write a date as people do: "7 października 2024"; ``precision`` may be month or year."""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).date()  # a moment has another day in another zone
    return _day(value, precision, language())


@lru_cache(maxsize=4_096)
def _day(value: dt.date, precision: str, read_in: str) -> str:
    if precision == "year":
        return str(value.year)
    if precision == "month":
        return str(format_skeleton("yMMMM", value, locale=_locale(read_in)))
    return str(format_date(value, "long", locale=_locale(read_in)))


def moment(value: dt.datetime) -> str:
    """Write a moment with its zone: "7 października 2024, 14:05 (Warszawa)", in the active zone."""
    here = timezone.localtime(value)
    hour = format_time(here, "HH:mm", locale=_here())
    return f"{_day(here.date(), 'day', language())}, {hour} ({zone(str(here.tzinfo))})"


def zone(name: str) -> str:
    """Name a time zone of the IANA list by its city: "Kijów"."""
    return _place(language(), name)


@lru_cache(maxsize=1_024)
def _place(read_in: str, zone: str) -> str:
    """Name a time zone by its city, as people do; the tables know Kyiv by its older key only."""
    named = _locale(read_in).time_zones.get(_KEYS_OF_TABLES.get(zone, zone), {}).get("city")
    if named:
        return str(named)
    return str(get_timezone_location(zone, locale=_locale(read_in), return_city=True))


def number(value: Decimal | float) -> str:
    """Write a number with the grouping and the decimal sign of the language."""
    return _number(value, language())


@lru_cache(maxsize=4_096)
def _number(value: Decimal | float, read_in: str) -> str:
    return str(format_decimal(value, locale=_locale(read_in)))


def money(value: Decimal) -> str:
    """Write an amount with both places behind the decimal sign: "1 234,50"."""
    return _money(value, language())


@lru_cache(maxsize=4_096)
def _money(value: Decimal, read_in: str) -> str:
    return str(format_decimal(value, format="#,##0.00", locale=_locale(read_in)))


def exact(value: Decimal) -> str:
    """Write a number with all its places, four at least: a rate of exchange, "0,0987"."""
    return str(format_decimal(value, format="#,##0.0000####", locale=_here()))


_CLAUSE_SIGNS = {
    "pl": "§ {}", "uk": "Стаття {}", "en": "Article {}", "de": "§ {}", "cs": "Článek {}",
    "sk": "Článok {}", "lt": "{} straipsnis", "fr": "Article {}",
}  # fmt: skip


def cited(label: str, read_in: str = "") -> str:
    """Cite a clause by its number as agreements in a language do: "§ 3", "Стаття 3"; else "3.".

    Args:
        label: its number; a clause without one is not cited.
        read_in: of the text in which it is cited, else the reader's.
    """
    return _CLAUSE_SIGNS.get(read_in or language(), "{}.").format(label) if label else ""


def country(code: str) -> str:
    """Name a country by its ISO 3166-1 code, such as DE."""
    return str(_here().territories.get(code, code))


ALL = {
    "alt": alt,
    "cited": cited,
    "country": country,
    "day": day,
    "exact": exact,
    "markdown": markdown,
    "moment": moment,
    "money": money,
    "number": number,
    "said": said,
    "said_long": said_long,
    "zone": zone,
}
