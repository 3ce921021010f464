"""Opening times of a week: "pn-pt 8-15", "пн–пт 08:00–17:00, сб 10–14", "daily 9-18"."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from pobratym.visits.written.reading import DASH, Unreadable, pieces, span

Opening = list[list[int | str]]
"""``[weekday 1–7, "08:00", "15:00"]`` each, in order."""
_STEMS = {
    1: ("pn", "pon", "mo", "пн", "пон"),
    2: ("wt", "tu", "вт", "вів"),
    3: ("śr", "sr", "we", "ср", "сер"),
    4: ("cz", "th", "чт", "чет"),
    5: ("pt", "pi", "fr", "пт", "пʼ", "п'", "п’", "пя"),
    6: ("so", "sa", "сб", "суб"),
    7: ("nd", "ni", "su", "нд", "нед"),
}
_DAILY = ("codzien", "щодня", "щоденно", "daily", "every")
_WORKING = ("robocz", "dni rob", "робоч", "weekday", "working")
_CLOSED = ("zamkn", "nieczyn", "зачин", "вихідн", "closed")
_ALWAYS = re.compile(
    r"całodob|calodob|цілодоб|24/7|(?<![\d:.\-\u2013\u2014 ])24 ?h\b|always|zawsze|завжди"
)
SHORT = {
    "pl": ("pn", "wt", "śr", "czw", "pt", "sob", "nd"),
    "uk": ("пн", "вт", "ср", "чт", "пт", "сб", "нд"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_WEEK = 7
_NUMBER = re.compile(r"\d")


def read_opening(text: str) -> Opening:
    """Read opening times, one or more days a line; nothing written says always open.

    Raises:
        Unreadable: a piece was not understood.
    """
    if _ALWAYS.search(text.casefold()):
        return []
    found = {entry for piece in _by_days(text) for entry in _entries(piece)}
    return [[day, since, until] for day, since, until in sorted(found)]


def write_opening(opening: Iterable[Sequence[int | str]], language: str) -> str:
    """Write opening times, days with the same hours together, a line each."""
    names = SHORT.get(language, SHORT["en"])
    hours: dict[int, list[str]] = {}
    for day, since, until in opening:
        hours.setdefault(int(day), []).append(f"{since}\u2013{until}")
    lines = []
    for times, days in groupby(sorted(hours), key=lambda day: hours[day]):
        lines += [f"{_named(run, names)} {', '.join(times)}" for run in _runs(list(days))]
    return "\n".join(lines)


def _by_days(text: str) -> Iterable[str]:
    """Part "pn-pt 8-15, so 10-14" before each name of a day that follows hours."""
    for piece in pieces(text):
        yield from (
            part.strip(" ,")
            for part in re.split(
                r"(?<=\d)[\s,]+(?=[^\W\d]{2,}.*\d)(?!do\b|to\b|до\b|i\b|та\b)", piece
            )
            if part.strip(" ,")
        )


def _entries(piece: str) -> Iterable[tuple[int, str, str]]:
    first = _NUMBER.search(piece)
    if first is None:
        if any(word in piece.casefold() for word in _CLOSED):
            return
        raise Unreadable(piece)
    days = _days(piece[: first.start()].strip(" :,.-\u2013"), piece)
    for part in re.split(r",|\bi\b|\band\b|\bта\b|\bі\b", piece[first.start() :]):
        since, until = _span_in(part, piece)
        yield from ((day, since, until) for day in days)


def _span_in(part: str, piece: str) -> tuple[str, str]:
    try:
        return span(part)
    except Unreadable:
        raise Unreadable(piece) from None


def _days(text: str, piece: str) -> list[int]:
    folded = text.casefold()
    if not folded or any(word in folded for word in _DAILY):
        return list(range(1, _WEEK + 1))
    if any(word in folded for word in _WORKING):
        return [1, 2, 3, 4, 5]
    found: list[int] = []
    for part in re.split(r",|\bi\b|\band\b|\bта\b|\bі\b", folded):
        ends = [_day(word, piece) for word in re.split(DASH, part.strip())]
        if len(ends) == 1:
            found += ends
        elif len(ends) == 2:  # noqa: PLR2004  two ends
            first, last = ends
            found += [(first + n - 1) % _WEEK + 1 for n in range((last - first) % _WEEK + 1)]
        else:
            raise Unreadable(piece)
    return found


def _day(word: str, piece: str) -> int:
    for day, stems in _STEMS.items():
        if word.strip(" .").startswith(stems):
            return day
    raise Unreadable(piece)


def _runs(days: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _named(run: list[int], names: Sequence[str]) -> str:
    if len(run) == 1:
        return names[run[0] - 1]
    return f"{names[run[0] - 1]}\u2013{names[run[-1] - 1]}"
