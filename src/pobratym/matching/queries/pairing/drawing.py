"""A pairing as two columns joined by lines: where everything stands, in units of the drawing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from pobratym.core.words import language as reader_language
from pobratym.directory.models.institutions import Institution
from pobratym.matching.models.runs import RunLeft, RunPair

_THINNEST, _THICKNESS = 1.5, 9.0


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

    The one column has the order of the pairs; the other stands as near as may be to its partners,
    so that few lines cross.
    """
    column_a = list(dict.fromkeys(pair.a_id for pair in pairs))
    places_a = {key: place for place, key in enumerate(column_a)}
    wanted: dict[int, list[int]] = {}
    for pair in pairs:
        wanted.setdefault(pair.b_id, []).append(places_a[pair.a_id])
    column_b = sorted(wanted, key=lambda key: sum(wanted[key]) / len(wanted[key]))
    names = {pair.a_id: pair.a for pair in pairs} | {pair.b_id: pair.b for pair in pairs}
    alone = [one.institution for one in left]
    for one in alone:
        (column_a if one.municipality_id == city_a else column_b).append(one.pk)
    names |= {one.pk: one for one in alone}
    lone = frozenset(one.pk for one in alone)
    rows = max(len(column_a), len(column_b))
    boxes = {
        key: _box(names[key], place, side, sheet, is_left_out=key in lone)
        for side, column in (("a", column_a), ("b", column_b))
        for place, key in enumerate(column)
    }
    return Drawing(
        sheet,
        sheet.head + rows * sheet.row,
        list(boxes.values()),
        _lines(pairs, boxes, sheet),
    )


def _box(
    institution: Institution, place: int, side: str, sheet: Sheet, *, is_left_out: bool
) -> Box:
    said = institution.name.said(reader_language())
    height = sheet.row - 12
    lines = wrap(said.text, sheet.letters, max_lines=sheet.lines, placeholder=" …") or ["–"]
    top = height / 2 - sheet.leading * (len(lines) - 1) / 2 + sheet.leading * 0.32
    return Box(
        institution=institution,
        x=0.5 if side == "a" else sheet.width - sheet.box - 0.5,
        y=sheet.head + place * sheet.row + 6,
        width=sheet.box,
        height=height,
        lines=[(round(top + sheet.leading * at, 1), line) for at, line in enumerate(lines)],
        language=said.language,
        is_left_out=is_left_out,
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
        found.append(Line(pair, path, _thickness(pair.score), middle, round((y + to) / 2, 1)))
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
        for place, pair in enumerate(here, start=1):
            found[pair.pk] = box.y + box.height * place / (len(here) + 1)
    return found


def _thickness(score: float) -> float:
    return round(_THINNEST + _THICKNESS * max(0.0, min(1.0, score)) ** 2, 1)
