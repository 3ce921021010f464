"""Days and hours of days as people write them: "24.12.2026", "20.05 9:00–12:00"."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from pobratym.visits.written.reading import DASH, Unreadable, pieces, span

LONGEST_RUN = 400
"""Days from the first to the last of a span."""
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NUMBERS = re.compile(r"(?P<day>\d{1,2})[. /](?P<month>\d{1,2})(?:[. /](?P<year>\d{4}))?\.?")
_A_DAY = re.compile(rf"^(?:{_ISO.pattern.replace('?P<', '?P<iso_')}|{_NUMBERS.pattern})")


def read_days(text: str, near: dt.date) -> list[str]:
    """Read single days and spans of days, in ISO and in order.

    Args:
        text: days parted by line ends, commas or semicolons.
        near: a day whose year is meant where none is written.

    Raises:
        Unreadable: a piece was not understood.
    """
    found: set[dt.date] = set()
    for piece in pieces(text.replace(",", "\n")):
        found.update(_span_of_days(piece, near))
    return [day.isoformat() for day in sorted(found)]


def write_days(days: Iterable[str]) -> str:
    """Write days one a line."""
    return "\n".join(_written(dt.date.fromisoformat(day)) for day in days)


def read_dated(text: str, near: dt.date) -> list[list[str]]:
    """Read hours of days: a day and one or more spans of hours a line.

    Gives ``["2026-05-18", "09:00", "12:00"]`` each, in order.

    Raises:
        Unreadable: a piece was not understood.
    """
    found: set[tuple[str, str, str]] = set()
    for piece in pieces(text):
        head = _A_DAY.match(piece)
        if head is None:
            raise Unreadable(piece)
        day = day_in(head[0], near).isoformat()
        hours = piece[head.end() :].strip(" ,:")
        if not hours:
            found.add((day, "00:00", "00:00"))
        for part in hours.split(",") if hours else []:
            try:
                found.add((day, *span(part)))
            except Unreadable:
                raise Unreadable(piece) from None
    return [list(entry) for entry in sorted(found)]


def write_dated(entries: Iterable[Sequence[str]]) -> str:
    """Write hours of days one a line."""
    return "\n".join(
        f"{_written(dt.date.fromisoformat(day))} {since}\u2013{until}"
        for day, since, until in entries
    )


def day_in(text: str, near: dt.date) -> dt.date:
    """Read one day; without a year it is the one closest to ``near``.

    Raises:
        Unreadable: it is none.
    """
    found = _ISO.fullmatch(text.strip()) or _NUMBERS.fullmatch(text.strip())
    if found is None:
        raise Unreadable(text)
    month, day = int(found["month"]), int(found["day"])
    try:
        if found["year"]:
            return dt.date(int(found["year"]), month, day)
        years = (near.year - 1, near.year, near.year + 1)
        return min((dt.date(year, month, day) for year in years), key=lambda one: abs(one - near))
    except ValueError:
        raise Unreadable(text) from None


def _span_of_days(piece: str, near: dt.date) -> Iterable[dt.date]:
    if _ISO.fullmatch(piece) or _NUMBERS.fullmatch(piece):
        return [day_in(piece, near)]
    ends = [part for part in re.split(rf"(?<!\d{{4}})(?:\s+-\s+|{DASH})", piece) if part]
    iso = _ISO.findall(piece)
    if len(iso) == 2:  # noqa: PLR2004  two ends
        ends = ["-".join(one) for one in iso]
    if len(ends) != 2:  # noqa: PLR2004  two ends
        raise Unreadable(piece)
    last = day_in(ends[1], near)
    first = last.replace(day=int(ends[0])) if ends[0].isdigit() else day_in(ends[0], last)
    count = (last - first).days
    if not 0 <= count <= LONGEST_RUN:
        raise Unreadable(piece)
    return [first + dt.timedelta(days=n) for n in range(count + 1)]


def _written(day: dt.date) -> str:
    return f"{day.day}.{day.month:02}.{day.year}"
