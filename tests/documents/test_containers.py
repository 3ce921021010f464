"""Signed containers: known by their content, kept unopened, given out as bytes to keep."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pobratym.core.errors import DomainError
from pobratym.documents.containers import ASIC_E, ASIC_S, PKCS7, container_kind
from pobratym.documents.giving import answer_with
from pobratym.documents.services.papers import keeping_document, read_container, read_paper
from tests import signing_kit as kit


def zipped(**entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


NAMELESS = zipped(**{"umowa.pdf": "x", "META-INF/signature.p7s": "x"})
MACROS = zipped(**{"[Content_Types].xml": "<Types/>", "word/vbaProject.bin": "\x00"})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (kit.container("a.p7s"), PKCS7),
        (b"\x30\x80" + kit.container("a.p7s")[4:], PKCS7),
        (kit.container("a.asice"), ASIC_E),
        (kit.container("a.asics"), ASIC_S),
        (NAMELESS, ASIC_S),
    ],
)
def test_a_container_is_known_by_its_content(data, kind):
    assert container_kind(data) == kind


NOT_CONTAINERS = {
    "empty": b"\x30",
    "another sequence": b"\x30\x03\x02\x01\x01",
    "signed data and more": kit.container("a.p7s") + b"<html>",
    "signed data cut": kit.container("a.p7s")[:-1],
    "length of nine bytes": b"\x30\x89" + b"\xff" * 30,
    "plain zip": zipped(a="x"),
    "macro DOCX": MACROS,
    "opendocument": zipped(mimetype="application/vnd.oasis.opendocument.text"),
    "office with a signature's name": zipped(
        **{"[Content_Types].xml": "<Types/>", "META-INF/signature.xml": "<x/>"}
    ),
    "broken zip": b"PK\x03\x04" + b"\0" * 50,
    "zip cut": NAMELESS[:-30],
    "pdf": kit.plain_pdf(),
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "exe": b"MZ\x90\x00\x03",
    "zeros": b"\0" * 1_000,
}


@pytest.mark.parametrize("data", NOT_CONTAINERS.values(), ids=NOT_CONTAINERS.keys())
def test_anything_else_is_refused_in_words_that_say_what_to_send(data):
    with pytest.raises(DomainError) as refusal:
        read_container(SimpleUploadedFile("umowa.p7s", data))

    assert refusal.value.code == "no_container"
    assert ".asice" in str(refusal.value.message)


@pytest.mark.parametrize("name", ["macro DOCX", "html", "svg", "exe", "plain zip"])
def test_none_of_these_is_kept_as_a_paper_either(name):
    with pytest.raises(DomainError, match="PDF"):
        read_paper(SimpleUploadedFile("umowa.pdf", NOT_CONTAINERS[name]))


def test_an_empty_and_a_too_large_file_are_refused():
    for data, code in ((b"", "empty"), (b"\x30" * 20_000_001, "container_too_large")):
        with pytest.raises(DomainError) as refusal:
            read_container(SimpleUploadedFile("umowa.p7s", data))
        assert refusal.value.code == code


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("угода.P7M", "угода.p7m"), ("угода.html", "угода.p7s"), ("../../x", "x.p7s")],
)
def test_the_name_ends_as_the_content_says(sent, kept):
    assert read_container(SimpleUploadedFile(sent, kit.container("a.p7s"))).name == kept


@pytest.mark.django_db
def test_a_container_is_given_out_as_bytes_to_keep(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    data = kit.container("a.asice")
    paper = read_container(SimpleUploadedFile("угода.asice", data))

    with keeping_document(paper, by=None) as document:
        pass
    answer = answer_with(document)

    assert answer.content == data
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert document.file_name.endswith(".asice")


def test_an_archive_of_very_many_entries_is_not_even_listed(monkeypatch):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("META-INF/signature.p7s", b"")
        for number in range(1_100):
            archive.writestr(str(number), b"")
    monkeypatch.delattr(zipfile, "ZipFile")

    assert container_kind(packed.getvalue()) == ""
