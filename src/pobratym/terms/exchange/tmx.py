"""Translation memories as TMX 1.4."""

from collections.abc import Iterable

from lxml import etree

from pobratym.terms.exchange.rows import MOST_ROWS, UnitRow, Unreadable
from pobratym.terms.exchange.xml import element, read_xml, written

_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


def write_tmx(units: Iterable[UnitRow]) -> bytes:
    """Write units with all their languages."""
    root = etree.Element("tmx", {"version": "1.4"})
    element(
        root, "header", creationtool="Pobratym", creationtoolversion="1", segtype="paragraph",
        adminlang="en", srclang="*all*", datatype="plaintext",
    ).set("o-tmf", "Pobratym")  # fmt: skip
    body = element(root, "body")
    for unit in units:
        row = element(body, "tu")
        for language, text in unit.segments.items():
            element(element(row, "tuv", lang=language), "seg", text)
    return written(root, _DOCTYPE)


def read_tmx(data: bytes) -> list[UnitRow]:
    """Read units of two languages or more; marks of formatting inside them are left out.

    Raises:
        Unreadable: as ``read_xml`` says; ``not_this_kind``, ``too_many``, ``empty``.
    """
    root = read_xml(data)
    if root.name != "tmx":
        raise Unreadable("not_this_kind", root.line)
    rows = list(root.walk("tu"))
    if len(rows) > MOST_ROWS:
        raise Unreadable("too_many")
    if not rows:
        raise Unreadable("empty")
    units = []
    for row in rows:
        segments = {}
        for version in row.walk("tuv"):
            segment = next(version.walk("seg"), None)
            if segment is not None and segment.text.strip():
                segments[version.language] = segment.text.strip()
        units.append(UnitRow(segments, row.line))
    return units
