"""Which signs a text may hold (no Django here).

Unfit are NUL and the other control signs, lone surrogates and non-characters: databases, XML and
other people's programs choke on them, and nobody types them on purpose. Unfit is also U+FFFD, which
stands where some program, ours included, met a sign that it could not read.

Misleading are signs that nobody sees and that turn the order of letters round or hide a text among
others: they garble the page around them, and no language of ours needs them. Signs without a look
that only say where a line may break come along with pasted text, and go without a word. Joiners
and variation selectors stay: emoji are made of them.
"""

import re
import unicodedata
from dataclasses import dataclass

UNREADABLE = "\ufffd"
"""What :func:`patched` leaves where a sign could not be read."""

_NEVER = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
)  # fmt: skip
_UNFIT = re.compile(f"[{_NEVER}]")
_UNFIT_IN_A_LINE = re.compile(f"[{_NEVER}\t\r\n]")

_MISLEADING = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200e\u200f\u202a-\u202e\u2061-\u206f\u3164\uffa0"
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
"""Unicode's signs of direction, its default-ignorable signs without use here, and its tags."""
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Unfit:
    """A sign that may not stand in a text, and its place, counted from 1."""

    sign: str
    place: int

    @property
    def name(self) -> str:
        """Name the sign as Unicode does, ``U+0000``; a byte that is not UTF-8 as ``0xFF``."""
        code = ord(self.sign)
        return f"0x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"U+{code:04X}"  # noqa: PLR2004  surrogateescape's range


def first_unfit(text: str, *, lines: bool = True) -> Unfit | None:
    """Find the first sign that may not stand in ``text``.

    Args:
        text: what somebody sent.
        lines: whether TAB and line breaks are allowed, as in a text of several lines.
    """
    found = (_UNFIT if lines else _UNFIT_IN_A_LINE).search(text)
    return Unfit(found[0], found.start() + 1) if found else None


def first_misleading(text: str) -> Unfit | None:
    """Find the first sign that nobody sees and that reorders or hides what others read."""
    found = None if text.isascii() else _MISLEADING.search(text)
    return Unfit(found[0], found.start() + 1) if found else None


def without_misleading(text: str) -> str:
    """Take out signs that nobody sees and that reorder or hide what others read."""
    return text if text.isascii() else _MISLEADING.sub("", text)


def without_unseen(text: str) -> str:
    """Take out soft hyphens and the like: they have no look and say only where lines may break."""
    return text if text.isascii() else text.translate(_UNSEEN)


def patched(text: str) -> str:
    """Give ``text`` in NFC with ``U+FFFD`` in place of each unfit sign; nothing else changes."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _UNFIT.sub(UNREADABLE, text))
