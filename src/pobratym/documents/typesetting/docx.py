"""A paper as DOCX: real styles, languages on every run, heads of tables repeated; no macros."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from functools import cache
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pobratym.documents.typesetting.binding import bound
from pobratym.documents.typesetting.paper import (
    Block,
    Card,
    Cards,
    Columns,
    Facts,
    Look,
    NewPage,
    Paper,
    Piece,
    Sheet,
    Signings,
    Table,
)

FONT = "Times New Roman"
"""What both administrations write in, and every office has; ours stay in the PDF."""
LOCALES = {"pl": "pl-PL", "uk": "uk-UA", "en": "en-GB", "de": "de-DE", "lt": "lt-LT", "cs": "cs-CZ"}
_STYLES = {
    Look.TITLE: "Heading1",
    Look.HEADING: "Heading2",
    Look.SUBHEADING: "Heading3",
    Look.STRONG: "Subtitle",
}
_ALIGNED = {
    Look.CENTRE: "center",
    Look.STRONG: "center",
    Look.RIGHT: "right",
    Look.TITLE: "center",
    Look.HEADING: "center",
    Look.NAME: "center",
}
_MARKS = {"\t": "w:tab", "\n": "w:br"}
_BETWEEN = re.compile(r"([\t\n])")
_FULL_WIDTH = 9_600
"""Of the text on an upright page, in twentieths of a point."""
_WIDE = 14_500
_POCKET = 5_040
_SIDES = {Sheet.A6: (Mm(105), Mm(148))}
_MARGINS = {
    Sheet.A6: (Mm(8), Mm(12), Mm(10)),
    Sheet.CARDS: (Mm(20), Mm(13), Mm(13)),
}
"""At the sides, on top, at the foot."""
_CARD = (4_819, 3_061)
"""85 × 54 mm."""
_LONG_NAME = 26
"""Signs of a name from which on it is set smaller."""


def as_docx(paper: Paper) -> bytes:
    """Write a paper; the same paper gives the same bytes."""
    document = _styled()
    _set_page(document, paper)
    body = document.element.body
    end = body.sectPr
    width = _WIDE if paper.is_wide else _POCKET if paper.sheet is Sheet.A6 else _FULL_WIDTH
    for block in paper.blocks:
        for element in _elements(block, width):
            end.addprevious(element)
    if paper.sheet is Sheet.A6:
        _make_small(body)
    properties = document.core_properties
    properties.title, properties.language = paper.title, _locale(paper.language)
    properties.keywords = ", ".join(paper.keywords)
    properties.author = properties.last_modified_by = ""
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(paper.day, time(), UTC)
    if paper.is_secret:
        bound.cache_clear()
    return _packed(document)


def _pattern() -> Any:  # noqa: ANN401  python-docx shows no types
    document = Document()
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(12)
    fonts = normal.element.rPr.rFonts
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (("Heading 1", 14), ("Heading 2", 12), ("Heading 3", 12), ("Subtitle", 13)):
        style = styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
        style.font.italic = False
        style.font.color.rgb = RGBColor(0, 0, 0)
        properties = style.element.rPr
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            properties.rFonts.attrib.pop(qn(kind), None)
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            properties.rFonts.set(qn(kind), FONT)
        style.paragraph_format.space_before = Pt(10)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True
    return document


def _styled() -> Any:  # noqa: ANN401  python-docx shows no types
    return Document(io.BytesIO(_pattern_bytes()))


@cache
def _pattern_bytes() -> bytes:
    """Keep the empty document with our styles: reading it is quicker than styling it again."""
    kept = io.BytesIO()
    _pattern().save(kept)
    return kept.getvalue()


def _set_page(document: Any, paper: Paper) -> None:  # noqa: ANN401  python-docx shows no types
    section = document.sections[0]
    short, long = _SIDES.get(paper.sheet, (Mm(210), Mm(297)))
    section.page_width, section.page_height = (long, short) if paper.is_wide else (short, long)
    if paper.is_wide:
        section.orientation = WD_ORIENT.LANDSCAPE
    sides, top, foot = _MARGINS.get(paper.sheet, (Mm(20), Mm(22), Mm(20)))
    section.left_margin = section.right_margin = sides
    section.top_margin, section.bottom_margin = top, foot
    if paper.sheet is Sheet.CARDS:
        section.header_distance = section.footer_distance = Mm(5)
        return
    if paper.sheet is Sheet.A6:
        section.header_distance = section.footer_distance = Mm(5)
    header = section.header.paragraphs[0]._p  # noqa: SLF001  python-docx has no other way in
    if paper.mark:
        _fill(header, [_run(paper.mark, paper.language, bold=True, colour="A3001B", size=9)])
        _align(header, "center")
    for one in paper.caution:
        line = _paragraph(one, extra={"colour": "A3001B", "size": 8})
        _align(line, "center")
        section.header._element.append(line)  # noqa: SLF001
    footer = section.footer._element  # noqa: SLF001
    first = section.footer.paragraphs[0]._p  # noqa: SLF001
    _fill(first, _page_of(paper.page_of))
    _align(first, "right")
    for text in paper.foot:
        line = OxmlElement("w:p")
        _fill(line, [_run(text, paper.language, size=7)])
        footer.append(line)


def _page_of(pieces: Sequence[Piece]) -> Iterator[Any]:
    """Write "page 1 of 4" with fields that Word counts itself."""
    for at, piece in enumerate(pieces):
        if at:
            yield _run(" · ", piece.language, size=8)
        before, _, rest = piece.text.partition("%(page)s")
        between, _, after = rest.partition("%(pages)s")
        yield _run(before, piece.language, size=8)
        yield _field("PAGE")
        yield _run(between, piece.language, size=8)
        yield _field("NUMPAGES")
        if after:
            yield _run(after, piece.language, size=8)


def _field(code: str) -> Any:  # noqa: ANN401  python-docx shows no types
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(_run("1", "en", size=8))
    return field


def _elements(block: Block, width: int) -> Iterable[Any]:  # noqa: PLR0911  an answer a kind
    match block:
        case Piece():
            return [_paragraph(block)]
        case Columns():
            return [_columns(block, width), OxmlElement("w:p")]
        case Facts(pairs):
            lines = [
                _line([_cells([what], 11, colour="4D4D4D"), _cells(how, 11)]) for what, how in pairs
            ]
            return [_table(lines, [width * 38 // 100, width * 62 // 100]), OxmlElement("w:p")]
        case Table(heads, rows, widths, holds):
            parts = widths or (1,) * len(heads)
            lines = [_line([_cells(head, 9, bold=True) for head in heads], is_head=True)]
            lines += [_line([_cells(cell, 10) for cell in row], whole=holds) for row in rows]
            return [
                _table(lines, [width * part // sum(parts) for part in parts]), OxmlElement("w:p")
            ]  # fmt: skip
        case Signings(places, before):
            last = [_columns(before, width, joins=True), _joining()] if before else []
            return [*last, _signings(block, width // max(len(places), 2)), OxmlElement("w:p")]
        case Cards(cards):
            return [_card_table(cards)]
        case NewPage():
            return [_page_break()]


def _card_table(cards: Sequence[Card]) -> Any:  # noqa: ANN401  python-docx shows no types
    width, height = _CARD
    pairs = [cards[at : at + 2] for at in range(0, len(cards), 2)]
    lines = []
    for pair in pairs:
        cells = [_card(one) for one in pair]
        line = _line([*cells, *[[OxmlElement("w:p")]] * (2 - len(cells))], whole=True)
        tall = _in(line.find(qn("w:trPr")), "w:trHeight")
        tall.set(qn("w:val"), str(height))
        tall.set(qn("w:hRule"), "exact")
        lines.append(line)
    table = _table(lines, [width, width])
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = _in(borders, f"w:{side}")
        for name, value in (("val", "dotted"), ("sz", "4"), ("space", "0"), ("color", "9A9A9A")):
            border.set(qn(f"w:{name}"), value)
    table.find(qn("w:tblPr")).find(qn("w:tblW")).addnext(borders)
    return table


def _card(card: Card) -> list[Any]:
    made = _cells(card.top, 7, colour="4D4D4D")
    for at, name in enumerate(card.names):
        large, small = (16, 12) if at == 0 else (13, 10)
        made += _cells([name], small if len(name.text) > _LONG_NAME else large, bold=True)
    made += _cells(card.under, 8)
    made += _cells(card.foot, 9, bold=True, colour="17456B")
    for paragraph in made:
        space = _in(_properties(paragraph), "w:spacing")
        space.set(qn("w:before"), "0")
        space.set(qn("w:after"), "40")
        _put_in_order(_properties(paragraph))
    return made


def _make_small(body: Any) -> None:  # noqa: ANN401  python-docx shows no types
    """Set everything in a size for small pages, and closer."""
    for paragraph in body.iter(qn("w:p")):
        properties = _properties(paragraph)
        if properties.find(qn("w:spacing")) is None:
            space = _in(properties, "w:spacing")
            space.set(qn("w:before"), "20")
            space.set(qn("w:after"), "20")
            _put_in_order(properties)
        for run in paragraph.iter(qn("w:rPr")):
            size = run.find(qn("w:sz"))
            if size is None:
                size = OxmlElement("w:sz")
                run.insert(len(run) - 1, size)
                size.set(qn("w:val"), "18")
            size.set(qn("w:val"), str(min(int(size.get(qn("w:val"))), 15)))


def _columns(block: Columns, width: int, *, joins: bool = False) -> Any:  # noqa: ANN401
    """Write columns; ``joins`` keeps all of them on one page with what follows."""
    many = len(block.heads)
    size = 10 if many < 3 else 9  # noqa: PLR2004  three columns are narrow
    lines = []
    if block.is_headed:
        heads = [_cells([head], size, bold=True) for head in block.heads]
        lines.append(_line(heads, is_head=True))
    lines += [
        _line([_cells(cell, size, joins=row.joins or joins) for cell in row.cells])
        for row in block.rows
    ]
    return _table(lines, [width // many] * many)


def _joining() -> Any:  # noqa: ANN401  python-docx shows no types
    paragraph = OxmlElement("w:p")
    _flag(_properties(paragraph), "w:keepNext")
    return paragraph


def _signings(block: Signings, width: int) -> Any:  # noqa: ANN401  python-docx shows no types
    cells: list[list[Any]] = [[OxmlElement("w:p")]] if len(block.places) == 1 else []
    for place in block.places:
        paragraphs = [_paragraph(one, extra={"bold": True}) for one in place.party]
        paragraphs += [_paragraph(one) for one in place.person]
        for under in place.lines:
            line = OxmlElement("w:p")
            _fill(line, [_run("…" * 22, under[0].language)])
            words = OxmlElement("w:p")
            _fill(words, list(_joined(under)))
            space = _in(_properties(line), "w:spacing")
            space.set(qn("w:before"), "480")
            space.set(qn("w:after"), "0")
            paragraphs += [line, words]
        for one in paragraphs:
            _flag(_properties(one), "w:keepNext")
        cells.append(paragraphs)
    return _table([_line(cells, whole=True)], [width] * len(cells))


def _joined(pieces: Sequence[Piece]) -> Iterator[Any]:
    for at, one in enumerate(pieces):
        if at:
            yield _run(" / ", one.language, size=8, colour="4D4D4D")
        yield _run(one.text, one.language, size=8, colour="4D4D4D")


def _cells(
    pieces: Sequence[Piece],
    size: float,
    *,
    joins: bool = False,
    bold: bool = False,
    colour: str = "",
) -> list[Any]:
    made = []
    for piece in pieces:
        one = _paragraph(piece, extra={"size": size, "bold": bold, "colour": colour})
        if joins:
            _flag(_properties(one), "w:keepNext")
        made.append(one)
    return made or [OxmlElement("w:p")]


def _paragraph(piece: Piece, extra: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
    paragraph = OxmlElement("w:p")
    extra = extra or {}
    properties = _properties(paragraph)
    if style := _STYLES.get(piece.look):
        _in(properties, "w:pStyle").set(qn("w:val"), style)
    if piece.label:
        indent = OxmlElement("w:ind")
        indent.set(qn("w:left"), str(400 * (piece.depth + 1)))
        indent.set(qn("w:hanging"), "400")
        properties.append(indent)
    if aligned := _ALIGNED.get(piece.look):
        _align(paragraph, aligned)
    looks: dict[str, Any] = {}
    if piece.look is Look.SMALL:
        looks = {"size": 9, "colour": "4D4D4D"}
    if piece.look is Look.LEAD:
        looks = {"bold": True}
    if piece.look is Look.NAME:
        looks = {"size": 15 if len(piece.text) > _LONG_NAME else 20, "bold": True}
    if piece.look is Look.NOTE:
        looks = {"size": 10, "colour": "A3001B", "italic": True}
    looks |= {name: value for name, value in extra.items() if value}
    runs = []
    if piece.label:
        runs.append(_run(piece.label + "\t", piece.language, **looks))
    runs.append(_run(piece.text, piece.language, **looks))
    _fill(paragraph, runs)
    return paragraph


def _run(  # noqa: PLR0913  what a run can be
    text: str,
    language: str,
    *,
    size: float = 0,
    bold: bool = False,
    italic: bool = False,
    colour: str = "",
) -> Any:  # noqa: ANN401  python-docx shows no types
    run = OxmlElement("w:r")
    properties = _in(run, "w:rPr")
    if bold:
        _flag(properties, "w:b")
    if italic:
        _flag(properties, "w:i")
    if colour:
        _in(properties, "w:color").set(qn("w:val"), colour)
    if size:
        _in(properties, "w:sz").set(qn("w:val"), str(round(size * 2)))
    _in(properties, "w:lang").set(qn("w:val"), _locale(language))
    for part in _BETWEEN.split(bound(text, language)):
        if part in _MARKS:
            _in(run, _MARKS[part])
        elif part:
            words = _in(run, "w:t")
            words.text = part
            words.set(qn("xml:space"), "preserve")
    return run


def _table(lines: Sequence[Any], widths: Sequence[int]) -> Any:  # noqa: ANN401
    table = OxmlElement("w:tbl")
    properties = _in(table, "w:tblPr")
    total = _in(properties, "w:tblW")
    total.set(qn("w:w"), str(sum(widths)))
    total.set(qn("w:type"), "dxa")
    _in(properties, "w:tblLayout").set(qn("w:type"), "fixed")
    grid = _in(table, "w:tblGrid")
    for width in widths:
        _in(grid, "w:gridCol").set(qn("w:w"), str(width))
    for line in lines:
        for cell, width in zip(line.iterchildren(qn("w:tc")), widths, strict=False):
            cell[0][0].set(qn("w:w"), str(width))
        table.append(line)
    return table


def _line(cells: Sequence[Sequence[Any]], *, is_head: bool = False, whole: bool = False) -> Any:  # noqa: ANN401
    line = OxmlElement("w:tr")
    if is_head or whole:
        properties = _in(line, "w:trPr")
        _flag(properties, "w:cantSplit")
        if is_head:
            _flag(properties, "w:tblHeader")
    for paragraphs in cells:
        cell = _in(line, "w:tc")
        width = _in(_in(cell, "w:tcPr"), "w:tcW")
        width.set(qn("w:type"), "dxa")
        for paragraph in paragraphs:
            cell.append(paragraph)
    return line


def _page_break() -> Any:  # noqa: ANN401  python-docx shows no types
    paragraph = OxmlElement("w:p")
    broken = _in(_in(paragraph, "w:r"), "w:br")
    broken.set(qn("w:type"), "page")
    return paragraph


def _properties(paragraph: Any) -> Any:  # noqa: ANN401  python-docx shows no types
    found = paragraph.find(qn("w:pPr"))
    if found is None:
        found = OxmlElement("w:pPr")
        paragraph.insert(0, found)
    return found


_ORDER = [
    qn(name)
    for name in ("w:pStyle", "w:keepNext", "w:keepLines", "w:spacing", "w:ind", "w:jc", "w:rPr")
]


def _put_in_order(properties: Any) -> None:  # noqa: ANN401  python-docx shows no types
    """Word reads properties of a paragraph in one order only."""
    properties[:] = sorted(properties, key=lambda one: _ORDER.index(one.tag))


def _align(paragraph: Any, how: str) -> None:  # noqa: ANN401  python-docx shows no types
    properties = _properties(paragraph)
    found = properties.find(qn("w:jc"))
    (found if found is not None else _in(properties, "w:jc")).set(qn("w:val"), how)
    _put_in_order(properties)


def _flag(properties: Any, name: str) -> None:  # noqa: ANN401  python-docx shows no types
    if properties.find(qn(name)) is None:
        _in(properties, name)
    if properties.tag == qn("w:pPr"):
        _put_in_order(properties)


def _fill(paragraph: Any, runs: Iterable[Any]) -> None:  # noqa: ANN401  python-docx shows no types
    for run in runs:
        paragraph.append(run)


def _in(parent: Any, name: str) -> Any:  # noqa: ANN401  python-docx shows no types
    child = OxmlElement(name)
    parent.append(child)
    return child


def _locale(language: str) -> str:
    return LOCALES.get(language, language)


def _packed(document: Any) -> bytes:  # noqa: ANN401  python-docx shows no types
    """Save without the moment of packing, so that the same paper gives the same bytes."""
    kept = io.BytesIO()
    document.save(kept)
    packed = io.BytesIO()
    with ZipFile(kept) as old, ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=6) as new:
        for item in old.infolist():
            told = ZipInfo(item.filename, (2000, 1, 1, 0, 0, 0))
            told.compress_type = ZIP_DEFLATED
            new.writestr(told, old.read(item))
    return packed.getvalue()
