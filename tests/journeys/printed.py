"""What papers say: PDF, DOCX, XLSX and CSV read back as a reader's own programs read them."""

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor

import docx
import openpyxl
import pikepdf
import pypdfium2

from tests import signing_kit


def said_in_pdf(data: bytes) -> str:
    """Give the words of a PDF, without the breaks that its lines put between them."""
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return plain(" ".join(pages))


def plain(text: str) -> str:
    """Take out hyphens at the ends of lines, line breaks and runs of spaces."""
    whole = re.sub(r"[\u00ad\ufffe\x02]|-\s*[\r\n]+", "", text)
    return " ".join(whole.replace("\u00a0", " ").split())


def assert_tagged(data: bytes, *languages: str) -> None:
    """Hold a PDF to what those who listen to it need: structure, title, languages."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert pdf.docinfo.get("/Title")
        found = {str(root.Lang)[:2]} | set(_languages(root.StructTreeRoot))
    assert set(languages) <= found, found


def _languages(node: pikepdf.Object) -> list[str]:
    found, left = [], [node]
    while left:
        one = left.pop()
        if isinstance(one, pikepdf.Array):
            left.extend(one)
        elif isinstance(one, pikepdf.Dictionary):
            if "/Lang" in one:
                found.append(str(one.Lang)[:2])
            if "/K" in one:
                left.append(one.K)
    return found


def said_in_docx(data: bytes) -> str:
    """Give the words of a DOCX, those in its tables too."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    return plain(" ".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))


def languages_in_docx(data: bytes) -> set[str]:
    """Give the languages in which a DOCX is to be read and checked."""
    body = docx.Document(io.BytesIO(data)).element.body
    marks = (node for node in body.iter() if node.tag.endswith("}lang"))
    return {value[:2] for node in marks for value in node.attrib.values()}


def rows_in_xlsx(data: bytes) -> list[list[str]]:
    """Give the cells of the first sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


def rows_in_csv(data: bytes) -> list[list[str]]:
    """Give the cells of a CSV."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def signed_elsewhere(data: bytes, name: str) -> bytes:
    """Sign a PDF as a program on somebody's desk does; pyHanko wants a thread without a loop."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(signing_kit.signed_pdf, data, name).result()
