import hashlib
import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from pobratym.core.errors import DomainError
from pobratym.documents.files import paper_path
from pobratym.documents.models import Document
from pobratym.documents.services.papers import (
    LARGEST_PAPER,
    SUFFIXES,
    keeping_document,
    read_paper,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    return tmp_path / "files" / "papers"


def scan(kind):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PDF, "application/pdf"),
        (scan("PNG"), "image/png"),
        (scan("JPEG"), "image/jpeg"),
        (scan("WEBP"), "image/webp"),
        (scan("TIFF"), "image/tiff"),
    ],
)
def test_a_paper_is_known_by_its_content_and_named_after_it(data, media_type):
    paper = read_paper(ContentFile(data, "../../zgoda.exe"))

    assert (paper.data, paper.media_type, paper.name) == (
        data,
        media_type,
        f"zgoda{SUFFIXES[media_type]}",
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "other_kind"),
        (b"<html><script>alert(1)</script>", "other_kind"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "other_kind"),
        (b"PK\x03\x04 docx", "other_kind"),
        (b"plain words", "other_kind"),
        (b"\x00" * 100, "other_kind"),
        (PDF.ljust(LARGEST_PAPER + 1), "too_large"),
    ],
)
def test_what_is_no_paper_is_refused_with_what_to_do(data, code):
    with pytest.raises(DomainError) as refused:
        read_paper(ContentFile(data, "zgoda.pdf"))

    assert (refused.value.code, refused.value.field) == (code, "paper")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", "document.pdf"),
        ("C:\\Moje\\Umowa.PDF", "Umowa.pdf"),
        ("лист\r\nSet-Cookie: a=b.pdf", "листSet-Cookie: a=b.pdf"),
        ("ż" * 300 + ".pdf", "ż" * 146 + ".pdf"),
        ("...", "document.pdf"),
        ("a\u202egpj.pdf", "agpj.pdf"),
    ],
)
def test_the_name_of_a_paper_does_no_harm(given, kept):
    assert read_paper(ContentFile(PDF, given)).name == kept


def test_a_kept_paper_lies_under_a_random_name_byte_for_byte():
    person = UserFactory()

    with keeping_document(read_paper(ContentFile(PDF, "zgoda.pdf")), by=person) as document:
        pass

    kept = Document.objects.get()
    assert kept == document
    assert paper_path(kept.file_name).read_bytes() == PDF
    assert (kept.sha256, kept.size_bytes) == (hashlib.sha256(PDF).hexdigest(), len(PDF))
    assert (kept.name, kept.kept_by) == ("zgoda.pdf", person)
    assert "zgoda" not in kept.file_name


def test_where_the_deed_fails_file_and_row_go(folder):
    with (
        pytest.raises(RuntimeError),
        keeping_document(read_paper(ContentFile(PDF, "a.pdf")), by=None),
    ):
        raise RuntimeError

    assert list(folder.iterdir()) == []
    assert not Document.objects.exists()
