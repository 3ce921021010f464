"""Term bases as TBX: ISO 30042 TBX-Basic in DCA style, and the older martif of 2008."""

from collections.abc import Iterable, Mapping

from lxml import etree

from pobratym.terms.exchange.rows import MOST_ROWS, ConceptRow, Unreadable
from pobratym.terms.exchange.xml import XML_LANG, Node, element, fit, read_xml, written
from pobratym.terms.states import TermStatus

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_STATUS = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.AVOID: "deprecatedTerm-admn-sts",
}
_READ_AS = {
    "preferred": TermStatus.PREFERRED,
    "admitted": TermStatus.ADMITTED,
    "deprecated": TermStatus.AVOID,
    "superseded": TermStatus.AVOID,
    "obsolete": TermStatus.AVOID,
    "forbidden": TermStatus.AVOID,
}


def write_tbx(concepts: Iterable[ConceptRow], title: str) -> bytes:
    """Write TBX-Basic of 2019 in DCA style."""
    root = etree.Element("tbx", {"type": "TBX-Basic", "style": "dca", XML_LANG: "en"})
    root.set("xmlns", _NAMESPACE)
    header = element(root, "tbxHeader")
    source = element(element(header, "fileDesc"), "sourceDesc")
    element(source, "p", title)
    names = ("conceptEntry", "langSec", "termSec")
    _write_body(element(element(root, "text"), "body"), concepts, names)
    return written(root)


def write_tbx_2008(concepts: Iterable[ConceptRow], title: str) -> bytes:
    """Write the martif of 2008, which older translators' tools read."""
    root = etree.Element("martif", {"type": "TBX", XML_LANG: "en"})
    header = element(root, "martifHeader")
    source = element(element(header, "fileDesc"), "sourceDesc")
    element(source, "p", title)
    encoding = element(header, "encodingDesc")
    element(encoding, "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    names = ("termEntry", "langSet", "tig")
    _write_body(element(element(root, "text"), "body"), concepts, names)
    return written(root)


def _write_body(
    body: etree._Element, concepts: Iterable[ConceptRow], names: tuple[str, str, str]
) -> None:
    entry_name, language_name, term_name = names
    for concept in concepts:
        entry = element(body, entry_name, id=_identifier(concept.code))
        element(entry, "descrip", concept.area, type="subjectField")
        for language, note in sorted(concept.note.items()):
            element(entry, "note", note, lang=language)
        for language, row in concept.terms.items():
            section = element(entry, language_name, lang=language)
            for text, status in row:
                term = element(section, term_name)
                element(term, "term", text)
                element(term, "termNote", _STATUS[status], type="administrativeStatus")


def _identifier(code: str) -> str:
    """Give a code as XML wants names: not beginning with a digit."""
    return fit(f"c_{code}")


def read_tbx(data: bytes) -> list[ConceptRow]:
    """Read TBX of 2019 (DCA or DCT style) or of 2008, as other programs write it.

    Raises:
        Unreadable: ``not_this_kind`` besides those of ``read_xml``; ``too_many``, ``empty``.
    """
    root = read_xml(data)
    if root.name not in {"tbx", "martif"}:
        raise Unreadable("not_this_kind", root.line)
    entries = list(root.walk("conceptEntry", "termEntry"))
    if len(entries) > MOST_ROWS:
        raise Unreadable("too_many")
    if not entries:
        raise Unreadable("empty")
    return [_concept(entry) for entry in entries]


def _concept(entry: Node) -> ConceptRow:
    terms: dict[str, list[tuple[str, TermStatus]]] = {}
    for section in entry.walk("langSec", "langSet"):
        row = terms.setdefault(section.language, [])
        for one in section.walk("termSec", "tig", "ntig"):
            term = next(one.walk("term"), None)
            if term is not None and term.whole_text:
                row.append((term.whole_text, _status(one, is_first=not row)))
    return ConceptRow(
        code=entry.attributes.get("id", "").removeprefix("c_"),
        area=_area(entry),
        terms={language: _one_preferred(row) for language, row in terms.items() if row},
        note=_notes(entry),
        line=entry.line,
    )


def _status(term: Node, *, is_first: bool) -> TermStatus:
    for note in term.walk("termNote", "administrativeStatus"):
        if note.name == "administrativeStatus" or "tatus" in note.attributes.get("type", ""):
            said = note.whole_text.lower()
            for word, status in _READ_AS.items():
                if said.startswith(word):
                    return status
    return TermStatus.PREFERRED if is_first else TermStatus.ADMITTED


def _one_preferred(row: list[tuple[str, TermStatus]]) -> list[tuple[str, TermStatus]]:
    """Let one term be preferred, the first that may be used; the same term stands once."""
    once = list({text: (text, status) for text, status in reversed(row)}.values())[::-1]
    usable = [text for text, status in once if status != TermStatus.AVOID]
    wished = [text for text, status in once if status == TermStatus.PREFERRED]
    chosen = (wished or usable or [""])[0]
    return [
        (
            text,
            TermStatus.PREFERRED
            if text == chosen
            else TermStatus.ADMITTED
            if status == TermStatus.PREFERRED
            else status,
        )
        for text, status in once
    ]


def _area(entry: Node) -> str:
    for child in entry.children:
        if child.name == "subjectField" or child.attributes.get("type") == "subjectField":
            return child.whole_text
    return ""


def _notes(entry: Node) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for child in entry.children:
        is_note = child.name == "note" or child.attributes.get("type") == "definition"
        if is_note and child.whole_text:
            found.setdefault(child.language or "en", child.whole_text)
    return found
