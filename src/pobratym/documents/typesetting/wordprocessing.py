"""Paragraphs, runs and tables as word processors have them, built element by element."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pobratym.documents.typesetting.binding import bound
from pobratym.documents.typesetting.paper import Look, Piece

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
LONG_NAME = 26
"""Signs of a name from which on it is set smaller."""


def new_paragraph(piece: Piece, extra: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
    """Make a paragraph of a piece, in its look."""
    paragraph = OxmlElement("w:p")
    extra = extra or {}
    properties = properties_of(paragraph)
    if style := _STYLES.get(piece.look):
        child_of(properties, "w:pStyle").set(qn("w:val"), style)
    if piece.label:
        indent = OxmlElement("w:ind")
        indent.set(qn("w:left"), str(400 * (piece.depth + 1)))
        indent.set(qn("w:hanging"), "400")
        properties.append(indent)
    if aligned := _ALIGNED.get(piece.look):
        align(paragraph, aligned)
    looks: dict[str, Any] = {}
    if piece.look is Look.SMALL:
        looks = {"size": 9, "colour": "4D4D4D"}
    if piece.look is Look.LEAD:
        looks = {"bold": True}
    if piece.look is Look.NAME:
        looks = {"size": 15 if len(piece.text) > LONG_NAME else 20, "bold": True}
    if piece.look is Look.NOTE:
        looks = {"size": 10, "colour": "A3001B", "italic": True}
    looks |= {name: value for name, value in extra.items() if value}
    runs = []
    if piece.label:
        runs.append(new_run(piece.label + "\t", piece.language, **looks))
    runs.append(new_run(piece.text, piece.language, **looks))
    fill(paragraph, runs)
    return paragraph


def new_run(  # noqa: PLR0913  what a run can be
    text: str,
    language: str,
    *,
    size: float = 0,
    bold: bool = False,
    italic: bool = False,
    colour: str = "",
) -> Any:  # noqa: ANN401  python-docx shows no types
    """Make the runs of a text in one language."""
    run = OxmlElement("w:r")
    properties = child_of(run, "w:rPr")
    if bold:
        flag(properties, "w:b")
    if italic:
        flag(properties, "w:i")
    if colour:
        child_of(properties, "w:color").set(qn("w:val"), colour)
    if size:
        child_of(properties, "w:sz").set(qn("w:val"), str(round(size * 2)))
    child_of(properties, "w:lang").set(qn("w:val"), locale_of(language))
    for part in _BETWEEN.split(bound(text, language)):
        if part in _MARKS:
            child_of(run, _MARKS[part])
        elif part:
            words = child_of(run, "w:t")
            words.text = part
            words.set(qn("xml:space"), "preserve")
    return run


def new_table(lines: Sequence[Any], widths: Sequence[int]) -> Any:  # noqa: ANN401
    """Make a table of lines; widths are in twentieths of a point."""
    table = OxmlElement("w:tbl")
    properties = child_of(table, "w:tblPr")
    total = child_of(properties, "w:tblW")
    total.set(qn("w:w"), str(sum(widths)))
    total.set(qn("w:type"), "dxa")
    child_of(properties, "w:tblLayout").set(qn("w:type"), "fixed")
    grid = child_of(table, "w:tblGrid")
    for width in widths:
        child_of(grid, "w:gridCol").set(qn("w:w"), str(width))
    for line in lines:
        for cell, width in zip(line.iterchildren(qn("w:tc")), widths, strict=False):
            cell[0][0].set(qn("w:w"), str(width))
        table.append(line)
    return table


def new_line(cells: Sequence[Sequence[Any]], *, is_head: bool = False, whole: bool = False) -> Any:  # noqa: ANN401
    """Make a line of a table from the elements of its cells."""
    line = OxmlElement("w:tr")
    if is_head or whole:
        properties = child_of(line, "w:trPr")
        flag(properties, "w:cantSplit")
        if is_head:
            flag(properties, "w:tblHeader")
    for paragraphs in cells:
        cell = child_of(line, "w:tc")
        width = child_of(child_of(cell, "w:tcPr"), "w:tcW")
        width.set(qn("w:type"), "dxa")
        for paragraph in paragraphs:
            cell.append(paragraph)
    return line


def new_page_break() -> Any:  # noqa: ANN401  python-docx shows no types
    """Begin a new page."""
    paragraph = OxmlElement("w:p")
    broken = child_of(child_of(paragraph, "w:r"), "w:br")
    broken.set(qn("w:type"), "page")
    return paragraph


def properties_of(paragraph: Any) -> Any:  # noqa: ANN401  python-docx shows no types
    """Give the properties of a paragraph, made where there are none."""
    found = paragraph.find(qn("w:pPr"))
    if found is None:
        found = OxmlElement("w:pPr")
        paragraph.insert(0, found)
    return found


_ORDER = [
    qn(name)
    for name in ("w:pStyle", "w:keepNext", "w:keepLines", "w:spacing", "w:ind", "w:jc", "w:rPr")
]


def put_in_order(properties: Any) -> None:  # noqa: ANN401  python-docx shows no types
    """Word reads properties of a paragraph in one order only."""
    properties[:] = sorted(properties, key=lambda one: _ORDER.index(one.tag))


def align(paragraph: Any, how: str) -> None:  # noqa: ANN401  python-docx shows no types
    """Set how a paragraph is aligned."""
    properties = properties_of(paragraph)
    found = properties.find(qn("w:jc"))
    (found if found is not None else child_of(properties, "w:jc")).set(qn("w:val"), how)
    put_in_order(properties)


def flag(properties: Any, name: str) -> None:  # noqa: ANN401  python-docx shows no types
    """Set a property that is there or not."""
    if properties.find(qn(name)) is None:
        child_of(properties, name)
    if properties.tag == qn("w:pPr"):
        put_in_order(properties)


def fill(paragraph: Any, runs: Iterable[Any]) -> None:  # noqa: ANN401  python-docx shows no types
    """Put runs into a paragraph."""
    for run in runs:
        paragraph.append(run)


def child_of(parent: Any, name: str) -> Any:  # noqa: ANN401  python-docx shows no types
    """Make an element within another one."""
    child = OxmlElement(name)
    parent.append(child)
    return child


def locale_of(language: str) -> str:
    """Name a language with its country, as office programs want it."""
    return LOCALES.get(language, language)
