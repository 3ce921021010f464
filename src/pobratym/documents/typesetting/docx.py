"""A paper as DOCX: real styles, languages on every run, heads of tables repeated; no macros."""

import io
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
    NewPage,
    Paper,
    Piece,
    Sheet,
    Signings,
    Table,
)
from pobratym.documents.typesetting.wordprocessing import (
    LONG_NAME,
    align,
    child_of,
    fill,
    flag,
    locale_of,
    new_line,
    new_page_break,
    new_paragraph,
    new_run,
    new_table,
    properties_of,
    put_in_order,
)

FONT = "Times New Roman"
"""What both administrations write in, and every office has; ours stay in the PDF."""
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
    properties.title, properties.language = paper.title, locale_of(paper.language)
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
        fill(header, [new_run(paper.mark, paper.language, bold=True, colour="A3001B", size=9)])
        align(header, "center")
    for one in paper.caution:
        line = new_paragraph(one, extra={"colour": "A3001B", "size": 8})
        align(line, "center")
        section.header._element.append(line)  # noqa: SLF001
    footer = section.footer._element  # noqa: SLF001
    first = section.footer.paragraphs[0]._p  # noqa: SLF001
    fill(first, _page_of(paper.page_of))
    align(first, "right")
    for text in paper.foot:
        line = OxmlElement("w:p")
        fill(line, [new_run(text, paper.language, size=7)])
        footer.append(line)


def _page_of(pieces: Sequence[Piece]) -> Iterator[Any]:
    """Write "page 1 of 4" with fields that Word counts itself."""
    for at, piece in enumerate(pieces):
        if at:
            yield new_run(" · ", piece.language, size=8)
        before, _, rest = piece.text.partition("%(page)s")
        between, _, after = rest.partition("%(pages)s")
        yield new_run(before, piece.language, size=8)
        yield _field("PAGE")
        yield new_run(between, piece.language, size=8)
        yield _field("NUMPAGES")
        if after:
            yield new_run(after, piece.language, size=8)


def _field(code: str) -> Any:  # noqa: ANN401  python-docx shows no types
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(new_run("1", "en", size=8))
    return field


def _elements(block: Block, width: int) -> Iterable[Any]:  # noqa: PLR0911  an answer a kind
    match block:
        case Piece():
            return [new_paragraph(block)]
        case Columns():
            return [_columns(block, width), OxmlElement("w:p")]
        case Facts(pairs):
            lines = [
                new_line([_cells([what], 11, colour="4D4D4D"), _cells(how, 11)])
                for what, how in pairs
            ]
            return [new_table(lines, [width * 38 // 100, width * 62 // 100]), OxmlElement("w:p")]
        case Table(heads, rows, widths, holds):
            parts = widths or (1,) * len(heads)
            lines = [new_line([_cells(head, 9, bold=True) for head in heads], is_head=True)]
            lines += [new_line([_cells(cell, 10) for cell in row], whole=holds) for row in rows]
            return [
                new_table(lines, [width * part // sum(parts) for part in parts]), OxmlElement("w:p")
            ]  # fmt: skip
        case Signings(places, before):
            last = [_columns(before, width, joins=True), _joining()] if before else []
            return [*last, _signings(block, width // max(len(places), 2)), OxmlElement("w:p")]
        case Cards(cards):
            return [_card_table(cards)]
        case NewPage():
            return [new_page_break()]


def _card_table(cards: Sequence[Card]) -> Any:  # noqa: ANN401  python-docx shows no types
    width, height = _CARD
    pairs = [cards[at : at + 2] for at in range(0, len(cards), 2)]
    lines = []
    for pair in pairs:
        cells = [_card(one) for one in pair]
        line = new_line([*cells, *[[OxmlElement("w:p")]] * (2 - len(cells))], whole=True)
        tall = child_of(line.find(qn("w:trPr")), "w:trHeight")
        tall.set(qn("w:val"), str(height))
        tall.set(qn("w:hRule"), "exact")
        lines.append(line)
    table = new_table(lines, [width, width])
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = child_of(borders, f"w:{side}")
        for name, value in (("val", "dotted"), ("sz", "4"), ("space", "0"), ("color", "9A9A9A")):
            border.set(qn(f"w:{name}"), value)
    table.find(qn("w:tblPr")).find(qn("w:tblW")).addnext(borders)
    return table


def _card(card: Card) -> list[Any]:
    made = _cells(card.top, 7, colour="4D4D4D")
    for at, name in enumerate(card.names):
        large, small = (16, 12) if at == 0 else (13, 10)
        made += _cells([name], small if len(name.text) > LONG_NAME else large, bold=True)
    made += _cells(card.under, 8)
    made += _cells(card.foot, 9, bold=True, colour="17456B")
    for paragraph in made:
        space = child_of(properties_of(paragraph), "w:spacing")
        space.set(qn("w:before"), "0")
        space.set(qn("w:after"), "40")
        put_in_order(properties_of(paragraph))
    return made


def _make_small(body: Any) -> None:  # noqa: ANN401  python-docx shows no types
    """Set everything in a size for small pages, and closer."""
    for paragraph in body.iter(qn("w:p")):
        properties = properties_of(paragraph)
        if properties.find(qn("w:spacing")) is None:
            space = child_of(properties, "w:spacing")
            space.set(qn("w:before"), "20")
            space.set(qn("w:after"), "20")
            put_in_order(properties)
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
        lines.append(new_line(heads, is_head=True))
    lines += [
        new_line([_cells(cell, size, joins=row.joins or joins) for cell in row.cells])
        for row in block.rows
    ]
    return new_table(lines, [width // many] * many)


def _joining() -> Any:  # noqa: ANN401  python-docx shows no types
    paragraph = OxmlElement("w:p")
    flag(properties_of(paragraph), "w:keepNext")
    return paragraph


def _signings(block: Signings, width: int) -> Any:  # noqa: ANN401  python-docx shows no types
    cells: list[list[Any]] = [[OxmlElement("w:p")]] if len(block.places) == 1 else []
    for place in block.places:
        paragraphs = [new_paragraph(one, extra={"bold": True}) for one in place.party]
        paragraphs += [new_paragraph(one) for one in place.person]
        for under in place.lines:
            line = OxmlElement("w:p")
            fill(line, [new_run("…" * 22, under[0].language)])
            words = OxmlElement("w:p")
            fill(words, list(_joined(under)))
            space = child_of(properties_of(line), "w:spacing")
            space.set(qn("w:before"), "480")
            space.set(qn("w:after"), "0")
            paragraphs += [line, words]
        for one in paragraphs:
            flag(properties_of(one), "w:keepNext")
        cells.append(paragraphs)
    return new_table([new_line(cells, whole=True)], [width] * len(cells))


def _joined(pieces: Sequence[Piece]) -> Iterator[Any]:
    for at, one in enumerate(pieces):
        if at:
            yield new_run(" / ", one.language, size=8, colour="4D4D4D")
        yield new_run(one.text, one.language, size=8, colour="4D4D4D")


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
        one = new_paragraph(piece, extra={"size": size, "bold": bold, "colour": colour})
        if joins:
            flag(properties_of(one), "w:keepNext")
        made.append(one)
    return made or [OxmlElement("w:p")]


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
