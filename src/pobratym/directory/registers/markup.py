"""Records of an XML register, one after another, without keeping the tree."""

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from pobratym.directory.registers.problems import RefusedFileError
from pobratym.directory.registers.rows import Row

_CHUNK = 1 << 16
_DEEPEST = 32
_LONGEST_RECORD = 10_000


def rows_of(file: BinaryIO) -> Iterator[Row]:
    """Yield a row of tags, then each record's texts in the order of these tags.

    A record is an element that holds only elements with text, like TERC's ``<row>``; both of its
    published shapes are read, ``<WOJ>02</WOJ>`` and ``<col name="WOJ">02</col>``.

    Raises:
        RefusedFileError: ``broken_xml`` with line and column, ``xml_with_dtd``, ``too_deep``.
    """
    records = _Records()
    try:
        while chunk := file.read(_CHUNK):
            records.parser.feed(chunk)
            yield from records.taken()
        records.parser.close()
    except ParseError as error:
        line, column = error.position
        raise RefusedFileError("broken_xml", line=line, column=column + 1) from error
    except DefusedXmlException as error:
        raise RefusedFileError("xml_with_dtd") from error
    yield from records.taken()


class _Records:
    """Hears the parser and gathers whole records.

    The defused parser keeps its guards against entities and external files; only the three
    handlers that would build a tree are replaced, which is what makes it quick and flat.
    """

    def __init__(self) -> None:
        self.parser: Any = DefusedXMLParser(target=_Nothing(), forbid_dtd=True)
        expat = self.parser.parser
        expat.buffer_text = True
        expat.StartElementHandler = self._start
        expat.EndElementHandler = self._end
        self._text: list[str] = []
        expat.CharacterDataHandler = self._text.append
        self._expat = expat
        self._tags: list[str] = []
        self._begins: list[int] = []
        self._fields: list[list[tuple[str, str]]] = []
        self._has_parts: list[bool] = []
        self._header: list[str] = []
        self._ready: list[Row] = []

    def taken(self) -> list[Row]:
        """Hand over the records gathered so far."""
        ready, self._ready = self._ready, []
        return ready

    def _start(self, tag: str, attributes: list[str]) -> None:
        if len(self._tags) > _DEEPEST:
            raise RefusedFileError("too_deep", line=self._expat.CurrentLineNumber)
        self._tags.append(attributes[1] if tag == "col" and attributes else tag)
        self._begins.append(self._expat.CurrentLineNumber)
        self._fields.append([])
        if self._has_parts:
            self._has_parts[-1] = True
        self._has_parts.append(False)
        self._text.clear()

    def _end(self, _tag: str) -> None:
        tag, begins, fields = self._tags.pop(), self._begins.pop(), self._fields.pop()
        has_parts = self._has_parts.pop()
        if fields:
            self._record(begins, fields)
        elif self._fields and not has_parts:
            siblings = self._fields[-1]
            siblings.append((tag, "".join(self._text)))
            if len(siblings) > _LONGEST_RECORD:
                raise RefusedFileError("too_deep", line=begins)
        self._text.clear()

    def _record(self, begins: int, fields: list[tuple[str, str]]) -> None:
        tags = [tag for tag, _ in fields]
        if not self._header:
            self._header = tags
            self._ready.append((0, tags))
        if tags == self._header:
            self._ready.append((begins, [text for _, text in fields]))
        else:
            by_tag = dict(fields)
            self._ready.append((begins, [by_tag.get(tag, "") for tag in self._header]))


class _Nothing:
    """A tree that is not built."""

    def close(self) -> None:
        """Finish; nothing was kept."""
