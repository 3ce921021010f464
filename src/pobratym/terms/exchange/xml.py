"""Reading and writing XML that strangers made or will read."""

import re
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.expatreader import create_parser
from lxml import etree

from pobratym.core.signs import patched, without_misleading
from pobratym.terms.exchange.rows import LONGEST_FILE, Unreadable

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DEEPEST = 60
_OUTER_KIND = re.compile(
    rb"""<!DOCTYPE\s+[\w:.-]{1,80}\s+(?:SYSTEM\s+|PUBLIC\s+["'][^"'<>\[]{0,300}["']\s+)"""
    rb"""["'][^"'<>\[]{0,300}["']\s*>"""
)
"""Names where the kind of document is described; other programs write it, we never look there."""
_START = 4_096
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Node:
    """An element: its name without namespace, its attributes, its text, where it stands."""

    __slots__ = ("attributes", "children", "line", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name, self.attributes, self.line = name, attributes, line
        self.children: list[Node] = []
        self.text = ""

    def walk(self, *names: str) -> Iterator["Node"]:
        """Give the elements of these names inside, in their order, not inside one another."""
        for child in self.children:
            if child.name in names:
                yield child
            else:
                yield from child.walk(*names)

    @property
    def whole_text(self) -> str:
        """Give the text with that of the elements inside (marks of formatting), in order."""
        return " ".join(self.text.split())

    @property
    def language(self) -> str:
        """Give the two letters of ``xml:lang`` (or ``lang``), in lower case."""
        code = self.attributes.get("xml:lang") or self.attributes.get("lang") or ""
        return re.split(r"[-_]", code.strip().lower())[0]


class _Tree:
    """Builds nodes from what the parser tells; text of inner marks belongs to the outer, too."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        node = Node(name.rsplit(":", 1)[-1], attributes, line)
        if self._open:
            self._open[-1].children.append(node)
        elif self.root is None:
            self.root = node
        if len(self._open) >= _DEEPEST:
            raise Unreadable("not_this_kind", line)
        self._open.append(node)

    def end(self) -> None:
        node = self._open.pop()
        if self._open and node.name in {"hi", "ph", "bpt", "ept", "it", "foreign", "sub", "ut"}:
            self._open[-1].text += node.text if node.name in {"hi", "foreign"} else ""

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text


class _Handler(ContentHandler):
    """Tells the tree what the parser meets, and where."""

    def __init__(self, tree: _Tree, parser: Any) -> None:  # noqa: ANN401  expat's reader
        super().__init__()
        self._tree, self._parser = tree, parser

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  SAX's name
        """Open an element."""
        told = {key: without_misleading(patched(value)) for key, value in attrs.items()}
        self._tree.start(name, told, self._parser.getLineNumber() or 0)

    def endElement(self, name: str) -> None:  # noqa: N802  SAX's name
        """Close an element."""
        del name
        self._tree.end()

    def characters(self, content: str) -> None:
        """Take text."""
        self._tree.data(without_misleading(patched(content)))


def read_xml(data: bytes) -> Node:
    """Read a stranger's XML: no entities, nothing from elsewhere, of bounded size and depth.

    Raises:
        Unreadable: ``too_large``, ``encoding``, ``not_xml``, ``entities``, ``not_this_kind``.
    """
    if len(data) > LONGEST_FILE:
        raise Unreadable("too_large")
    tree = _Tree()
    parser = create_parser(forbid_dtd=False, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(_Handler(tree, parser))
    try:
        parser.feed(_without_kind(data))
        parser.close()
    except DefusedXmlException as refused:
        raise Unreadable("entities") from refused
    except (SAXException, ValueError, LookupError) as broken:
        line = getattr(broken, "getLineNumber", lambda: 0)() or 0
        said = str(broken).lower()
        raise Unreadable("encoding" if "encoding" in said else "not_xml", line) from broken
    if tree.root is None:
        raise Unreadable("not_xml")
    return tree.root


def _without_kind(data: bytes) -> bytes:
    start = _OUTER_KIND.sub(lambda found: b"\n" * found[0].count(b"\n"), data[:_START], count=1)
    return start + data[_START:]


def element(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element; signs that XML may not hold are left out."""
    made = etree.SubElement(parent, name)
    for key, value in attributes.items():
        made.set(XML_LANG if key == "lang" else key, fit(value))
    if text:
        made.text = fit(text)
    return made


def fit(text: str) -> str:
    """Leave out signs that XML may not hold."""
    return _UNFIT.sub("", text)


def written(root: etree._Element, doctype: str = "") -> bytes:
    """Give a document as bytes, with the line that names its kind where there is one."""
    etree.indent(root)
    body = etree.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n' + (f"{doctype}\n" if doctype else "")
    return f"{head}{body}\n".encode()
