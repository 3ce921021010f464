"""Dates as agreements write them, in any language that has names of months."""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale, UnknownLocaleError

_PL = (
    r"stycz(?:eń|nia|niu|niem)", r"lut(?:y|ego|ym)", r"mar(?:zec|ca|cu|cem)",
    r"kwie(?:cień|tnia|tniu|tniem)", r"maj(?:a|u|em)?", r"czerw(?:iec|ca|cu|cem)",
    r"lip(?:iec|ca|cu|cem)", r"sierp(?:ień|nia|niu|niem)", r"wrze(?:sień|śnia|śniu|śniem)",
    r"październik(?:a|u|iem)?", r"listopad(?:a|zie|em)?", r"grud(?:zień|nia|niu|niem)",
)  # fmt: skip
_UK = (
    r"січ(?:ень|ня|ні|нем)", r"лют(?:ий|ого|ому|им)", r"берез(?:ень|ня|ні|нем)",
    r"квіт(?:ень|ня|ні|нем)", r"трав(?:ень|ня|ні|нем)", r"черв(?:ень|ня|ні|нем)",
    r"лип(?:ень|ня|ні|нем)", r"серп(?:ень|ня|ні|нем)", r"верес(?:ень|ня|ні|нем)",
    r"жовт(?:ень|ня|ні|нем)", r"листопад(?:а|і|ом)?", r"груд(?:ень|ня|ні|нем)",
)  # fmt: skip
_OWN = {"pl": _PL, "uk": _UK}

_IN_DIGITS = re.compile(
    r"(?<![\d.,/-])(?:(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
    r"|(?P<d2>\d{1,2})(?P<sep>[./])(?P<m2>\d{1,2})(?P=sep)(?P<y2>\d{4}))(?![\d/-]|[.,]\d)"
)
_FIRST_YEAR, _LAST_YEAR, _MONTHS, _DAYS = 1800, 2200, 12, 31


def dates(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Give start, end and value of each date: ``2024-10-07``, ``????-10-07``, ``2024-10-??``.

    Args:
        text: lower case.
        language: of the text; other languages are not looked for.
    """
    for found in _IN_DIGITS.finditer(text):
        year, month, day = (
            int(found[name] or found[f"{name}2"]) for name in ("y", "m", "d")
        )  # fmt: skip
        if 1 <= month <= _MONTHS and 1 <= day <= _DAYS and _FIRST_YEAR <= year <= _LAST_YEAR:
            yield found.start(), found.end(), f"{year}-{month:02}-{day:02}"
    pattern = _pattern(language)
    for found in pattern.finditer(text) if pattern else ():
        month = next(n for n in range(1, _MONTHS + 1) if found[f"m{n}"])
        after = _AFTER.match(text, found.end())
        before = _BEFORE.search(text, max(0, found.start() - 14), found.start())
        early = _YEAR_FIRST.search(text, max(0, found.start() - 12), found.start())
        yield from _put_together(found, month, before, after, early)


_BEFORE = re.compile(r"(?<![\d.,])[«„“\"”]?(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?[»”“\"]?[ \u00a0]+"
                     r"(?:of[ \u00a0]+|de[ \u00a0]+)?$")  # fmt: skip
_AFTER = re.compile(
    r"(?:[ \u00a0]+(?P<d>\d{1,2})(?:st|nd|rd|th)?(?![\d.]*\d{2}))?"
    r"(?P<rest>,?[ \u00a0]+(?:de[ \u00a0]+)?(?P<y>\d{4})(?!\d))?"
)
_YEAR_FIRST = re.compile(
    r"(?P<y>(?:18|19|20|21)\d{2})\.?[ \u00a0]+(?:m\.[ \u00a0]+|gada[ \u00a0]+)?"
    r"(?:\d{1,2}\.?[ \u00a0]+)?$"
)


def _put_together(
    found: re.Match[str],
    month: int,
    before: re.Match[str] | None,
    after: re.Match[str] | None,
    early: re.Match[str] | None,
) -> Iterator[tuple[int, int, str]]:
    day = int(before["d"]) if before else 0
    late = int(after["d"]) if after and after["d"] else 0
    if not day and late:
        day, before = late, None
    year = after["y"] if after and after["y"] else None
    start, end = found.start(), found.end()
    if before:
        start = before.start()
    if year is None and early:
        year, start = early["y"], early.start()
    if after and (after["y"] or (late and day == late and before is None)):
        end = after.end()
    if (day or year) and day <= _DAYS:
        yield start, end, f"{year or '????'}-{month:02}-{f'{day:02}' if day else '??'}"


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    names = _OWN.get(language) or _from_cldr(language)
    if not names:
        return None
    groups = (f"(?P<m{number}>{name})" for number, name in enumerate(names, 1))
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")


def _from_cldr(language: str) -> tuple[str, ...]:
    try:
        months = Locale.parse(language).months
    except (UnknownLocaleError, ValueError):
        return ()
    found = []
    for number in range(1, _MONTHS + 1):
        names = {months[use]["wide"][number].lower() for use in ("format", "stand-alone")}
        found.append("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    return tuple(found)


def same_day(one: str, other: str) -> bool:
    """Say whether two dates agree in all that both of them tell."""
    pairs = zip(one.split("-"), other.split("-"), strict=True)
    return all(a == b or "?" in a or "?" in b for a, b in pairs)
