"""What all readers of written times share: an error that names the place, hours, spans of hours."""

import datetime as dt
import re

DASH = r"\s*(?:[-\u2013\u2014]|\bdo\b|\bto\b|\bдо\b)\s*"
"""Between two ends; people type a hyphen, a dash, or a word."""
_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*(?:h|godz\.?|год\.?))?")
_SPAN = re.compile(rf"(?P<since>[\d:.]+){DASH}(?P<until>[\d:.]+)")
MIDNIGHT_AT_THE_END = 24


class Unreadable(ValueError):  # noqa: N818  named for what happened
    """A piece of text was not understood; ``piece`` is shown to who wrote it."""

    def __init__(self, piece: str) -> None:
        super().__init__(piece)
        self.piece = piece


def hour(text: str) -> dt.time:
    """Read an hour of the day: 9, 9:30, 9.30, 09:30; 24:00 is midnight.

    Raises:
        Unreadable: it is none.
    """
    found = _HOUR.fullmatch(text.strip())
    if found is None:
        raise Unreadable(text)
    hours, minutes = int(found[1]), int(found[2] or 0)
    if (hours, minutes) == (MIDNIGHT_AT_THE_END, 0):
        hours = 0
    try:
        return dt.time(hours, minutes)
    except ValueError:
        raise Unreadable(text) from None


def span(text: str) -> tuple[str, str]:
    """Read from when to when: 8-15, 8:00 – 15:30; an end before the beginning is past midnight.

    Raises:
        Unreadable: it is none, or it ends where it begins.
    """
    found = _SPAN.fullmatch(text.strip(" .h"))
    if found is None:
        raise Unreadable(text)
    since, until = hour(found["since"]), hour(found["until"])
    if since == until and since != dt.time():
        raise Unreadable(text)
    return f"{since:%H:%M}", f"{until:%H:%M}"


def pieces(text: str) -> list[str]:
    """Part a text at line ends and semicolons, and leave out what is empty."""
    return [piece.strip() for piece in re.split(r"[\n;]", text) if piece.strip()]
