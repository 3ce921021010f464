"""A pairing as two columns joined by lines: where everything stands, in units of the drawing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from textwrap import wrap

from pobratym.core.words import language as reader_language
from pobratym.directory.models.institutions import Institution
from pobratym.matching.models.runs import RunLeft, RunPair

_THINNEST, _THICKNESS = 1.5, 9.0
_BETWEEN, _PORT, _BADGE = 12, 32, 19
_TURNS, _NEAR = 8, 0.06


@dataclass(frozen=True, slots=True)
class Sheet:
    """Measures of a drawing.

    Attributes:
        width: of the whole.
        box: width of the box of a name.
        row: from one box to the next.
        letters: how many go in a line of a name.
        lines: how many lines a name has at most.
        leading: from one line to the next.
        head: room for the names of the cities.
    """

    name: str
    width: int
    box: int
    row: int
    letters: int
    lines: int
    leading: int
    head: int = 44


WIDE = Sheet("wide", 960, 340, 60, 38, 2, 20)
NARROW = Sheet("narrow", 360, 142, 84, 18, 4, 16)


@dataclass(frozen=True, slots=True)
class Box:
    """An institution in its column."""

    institution: Institution
    x: float
    y: float
    width: float
    height: float
    lines: Sequence[tuple[float, str]]
    language: str
    is_left_out: bool
    side: str


@dataclass(frozen=True, slots=True)
class Line:
    """A pair: the path of its line, how thick it is, and where its score stands."""

    pair: RunPair
    path: str
    thickness: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole drawing."""

    sheet: Sheet
    height: float
    boxes: Sequence[Box]
    lines: Sequence[Line]


def drawn(pairs: Sequence[RunPair], left: Iterable[RunLeft], city_a: int, sheet: Sheet) -> Drawing:
    """Draw pairs, and under them who has none.

    Both columns are put in an order in which few lines cross.
    """
    column_a, column_b = _columns([(pair.a_id, pair.b_id) for pair in pairs])
    names = {pair.a_id: pair.a for pair in pairs} | {pair.b_id: pair.b for pair in pairs}
    alone = [one.institution for one in left]
    for one in alone:
        (column_a if one.municipality_id == city_a else column_b).append(one.pk)
    names |= {one.pk: one for one in alone}
    partners = Counter(key for pair in pairs for key in (pair.a_id, pair.b_id))
    boxes: dict[int, Box] = {}
    heights = []
    for side, column in (("a", column_a), ("b", column_b)):
        y = float(sheet.head)
        for key in column:
            boxes[key] = _box(names[key], y, side, sheet, partners[key])
            y += boxes[key].height + _BETWEEN
        heights.append(y)
    return Drawing(sheet, max(heights), list(boxes.values()), _lines(pairs, boxes, sheet))


def _columns(pairs: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Put each side where its partners stand, in turns, and keep the order that crosses least."""
    a, b = (list(dict.fromkeys(pair[side] for pair in pairs)) for side in (0, 1))
    best = a, b
    fewest = len(pairs) ** 2
    for turn in range(_TURNS):
        own, other = (0, 1) if turn % 2 else (1, 0)
        places = {key: place for place, key in enumerate(a if other == 0 else b)}
        wanted: dict[int, list[int]] = {}
        for pair in pairs:
            wanted.setdefault(pair[own], []).append(places[pair[other]])
        moved = sorted(a if own == 0 else b, key=lambda key: fmean(wanted[key]))
        a, b = (moved, b) if own == 0 else (a, moved)
        crossings = _crossings(pairs, a, b)
        if crossings < fewest:
            best, fewest = (list(a), list(b)), crossings
    return best


def _crossings(pairs: Sequence[tuple[int, int]], a: Sequence[int], b: Sequence[int]) -> int:
    at_a = {key: place for place, key in enumerate(a)}
    at_b = {key: place for place, key in enumerate(b)}
    ends = sorted((at_a[one], at_b[other]) for one, other in pairs)
    return sum(
        later[1] < one[1] and later[0] > one[0]
        for place, one in enumerate(ends)
        for later in ends[place + 1 :]
    )


def _box(institution: Institution, y: float, side: str, sheet: Sheet, partners: int) -> Box:
    said = institution.name.said(reader_language())
    height = max(sheet.row - _BETWEEN, _PORT * partners)
    lines = wrap(said.text, sheet.letters, max_lines=sheet.lines, placeholder=" …") or ["–"]
    top = height / 2 - sheet.leading * (len(lines) - 1) / 2 + sheet.leading * 0.32
    return Box(
        institution=institution,
        x=0.5 if side == "a" else sheet.width - sheet.box - 0.5,
        y=y,
        width=sheet.box,
        height=height,
        lines=[(round(top + sheet.leading * at, 1), line) for at, line in enumerate(lines)],
        language=said.language,
        is_left_out=not partners,
        side=side,
    )


def _lines(pairs: Sequence[RunPair], boxes: Mapping[int, Box], sheet: Sheet) -> list[Line]:
    """Draw a curve for each pair; several from one box leave it one under the other."""
    ports_a, ports_b = (_ports(pairs, boxes, side) for side in ("a", "b"))
    first, last = sheet.box + 1, sheet.width - sheet.box - 1
    middle = (first + last) / 2
    found = []
    for pair in pairs:
        y, to = ports_a[pair.pk], ports_b[pair.pk]
        path = f"M{first} {y:.1f}C{middle:.0f} {y:.1f} {middle:.0f} {to:.1f} {last} {to:.1f}"
        # The score stands near the first box, where no two lines meet.
        near = 3 * _NEAR**2 * (1 - _NEAR) + _NEAR**3
        x = first + _BADGE + 6
        found.append(Line(pair, path, _thickness(pair.score), x, round(y + (to - y) * near, 1)))
    return found


def _ports(pairs: Sequence[RunPair], boxes: Mapping[int, Box], side: str) -> dict[int, float]:
    own, other = ("a_id", "b_id") if side == "a" else ("b_id", "a_id")
    by_box: dict[int, list[RunPair]] = {}
    for pair in pairs:
        by_box.setdefault(getattr(pair, own), []).append(pair)
    found = {}
    for key, here in by_box.items():
        box = boxes[key]
        here.sort(key=lambda pair: boxes[getattr(pair, other)].y)
        for place, pair in enumerate(here):
            found[pair.pk] = box.y + box.height * (place + 0.5) / len(here)
    return found


def _thickness(score: float) -> float:
    return round(_THINNEST + _THICKNESS * max(0.0, min(1.0, score)) ** 2, 1)
