"""Small papers for tests to set."""

import datetime as dt
import io
import re

import pypdfium2

from pobratym.documents.typesetting.paper import Columns, Look, Paper, Piece, Row


def paper(*blocks, **given):
    """Make a Polish paper with these blocks."""
    facts = {"title": "Umowa", "language": "pl", "day": dt.date(2026, 1, 2), **given}
    return Paper(blocks=[Piece("Umowa", "pl", Look.TITLE), *blocks], **facts)


def sides(*pairs):
    """Make two columns, Polish and Ukrainian."""
    heads = (Piece("Tekst w języku polskim", "pl"), Piece("Текст українською мовою", "uk"))
    rows = tuple(Row(((Piece(one, "pl"),), (Piece(other, "uk"),))) for one, other in pairs)
    return Columns(heads, rows)


def pages_of(pdf):
    """Give what a reader's program takes out of each page, as plain words."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        found = [page.get_textpage().get_text_bounded() for page in document]
    return [plain(one) for one in found]


def words_of(pdf):
    """Give the words of all pages."""
    return " ".join(pages_of(pdf))


def plain(text):
    """Take the typesetter's spaces and hyphens out."""
    text = re.sub("[\u200b\ufffe\u00ad\x02]\\s*", "", text)
    return " ".join(text.replace("\u00a0", " ").split())


def squeezed(text):
    """Give the letters alone: where lines break does not matter then."""
    return re.sub(r"[\s\u00a0\u200b\u00ad\ufffe\x02-]", "", text)
