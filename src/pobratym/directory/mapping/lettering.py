"""Words on a map: how much room they take and where they may stand.

A map is drawn once and shown small on a phone and large on a desk. Letters are relatively larger
on the phone, so room is reserved for the phone, and each word hangs on the side (its anchor)
from which it may shrink.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pobratym.directory.mapping.outlines import XY

SIZES = {
    "city": 25.0,
    "distance": 24.0,
    "crossing": 21.0,
    "country": 21.0,
    "town": 15.0,
    "scale": 21.0,
}
"""Letter height in px of the 640 px drawing when shown 360 px wide, by kind of word."""

NARROW, WIDE = frozenset("fijlrtI.,:;'’|!()- ііїІЇг\u00a0"), frozenset("mwMWQ@%—жмфшщюыМФШЩЮЖ")
GAP = 4.0
"""Px between words, and between a word and the edge of the sheet."""


@dataclass(frozen=True)
class Box:
    """A part of the sheet in px."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """Return the shared area in square px."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, across) * max(0.0, down)

    def meets(self, other: "Box") -> bool:
        """Tell whether the boxes share any area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def grown(self, by: float) -> "Box":
        """Return the box with a rim."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def within(self, other: "Box") -> bool:
        """Tell whether all of this box lies in the other."""
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Label:
    """A word on the map.

    Attributes:
        text: what it says.
        kind: ``city``, ``distance``, ``crossing``, ``country``, ``town`` or ``scale``.
        x: of its anchor, in px.
        y: of the middle of its letters, in px.
        anchor: ``start``, ``middle`` or ``end``, as SVG's ``text-anchor``.
        box: the room it takes at most.
        language: which it is in where that is not the reader's, else empty.
    """

    text: str
    kind: str
    x: float
    y: float
    anchor: str
    box: Box
    language: str = ""


def text_width(text: str, size: float) -> float:
    """Return at most how many px wide a text becomes, for Source Sans and its usual stand-ins."""
    ems = sum(
        0.39 if c in NARROW else 0.96 if c in WIDE else 0.76 if c.isupper() else 0.65 for c in text
    )
    return ems * size


def label(text: str, kind: str, x: float, y: float, anchor: str) -> Label:
    """Return a word at a place."""
    size = SIZES[kind]
    width = text_width(text, size) * (1.12 if kind == "country" else 1)
    left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    return Label(
        text, kind, round(x, 1), round(y, 1), anchor,
        Box(left, y - size * 0.62, left + width, y + size * 0.62),
    )  # fmt: skip


def shorten(text: str, kind: str, room: float) -> str:
    """Return the text, cut with an ellipsis where it would be wider than the room in px."""
    if text_width(text, SIZES[kind]) <= room:
        return text
    while text and text_width(text + "…", SIZES[kind]) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def around(text: str, kind: str, at: XY, gap: float) -> list[Label]:
    """Return the ways to write beside a mark: right, left, above, below and the corners."""
    x, y = at
    high = gap + SIZES[kind] * 0.62
    slant = gap * 0.7
    return [
        label(text, kind, x + gap, y, "start"),
        label(text, kind, x - gap, y, "end"),
        label(text, kind, x, y - high, "middle"),
        label(text, kind, x, y + high, "middle"),
        label(text, kind, x + slant, y - high * 0.8, "start"),
        label(text, kind, x - slant, y - high * 0.8, "end"),
        label(text, kind, x + slant, y + high * 0.8, "start"),
        label(text, kind, x - slant, y + high * 0.8, "end"),
    ]


def best(
    choices: Iterable[Label], taken: Sequence[Box], sheet: Box, away: XY | None = None
) -> Label | None:
    """Return the first free choice that points farthest from where it should not.

    Args:
        choices: in order of liking.
        taken: rooms that are not free.
        sheet: the word must stay within.
        away: a place from which the word should point away, for example the other city.
    """
    inner = sheet.grown(-GAP)
    free = (
        choice
        for choice in choices
        if choice.box.within(inner) and not any(map(choice.box.meets, taken))
    )
    if away is None:
        return next(free, None)
    return max(free, key=lambda choice: round(_middle_distance(choice.box, away) / 8), default=None)


def _middle_distance(box: Box, to: XY) -> float:
    return math.hypot((box.left + box.right) / 2 - to[0], (box.top + box.bottom) / 2 - to[1])


def along(a: XY, b: XY, thickness: float) -> list[Box]:
    """Return small boxes that cover a line, so that words keep off it."""
    steps = max(1, math.ceil(math.dist(a, b) / 6))
    half = thickness / 2
    return [
        Box(x - half, y - half, x + half, y + half)
        for t in (i / steps for i in range(steps + 1))
        for x, y in [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)]
    ]
