"""Papers that somebody hands over as a file: a signed letter, a scanned page.

They are kept byte for byte, since they are evidence: what they say of their maker stays inside the
circle of those who may open them (decision 17).
"""

import hashlib
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

import puremagic
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.documents.containers import ASIC_E, ASIC_S, PKCS7, container_kind
from pobratym.documents.files import erase_durably, paper_path, write_durably
from pobratym.documents.models import Document

if TYPE_CHECKING:
    from django.core.files.base import File

LARGEST_PAPER = 20_000_000
"""Bytes; below what the gate lets in with a form, so that the answer can stand beside the box."""
LONGEST_NAME = 150
SUFFIXES = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/tiff": ".tif",
}
"""The only kinds of file that are kept, by what their first bytes say."""
CONTAINER_SUFFIXES = {PKCS7: (".p7s", ".p7m"), ASIC_E: (".asice",), ASIC_S: (".asics",)}
"""Signed containers; where several suffixes are usual the sender's stays."""
_STARTS = {
    "application/pdf": re.compile(rb"%PDF-"),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "image/tiff": re.compile(rb"II\*\x00|MM\x00\*"),
}
_REFUSALS = {
    "empty": _("This file is empty. Choose the document again."),
    "too_large": _(
        "This file is larger than 20 MB. Scan it with a lower resolution, or in grey, and try"
        " again."
    ),
    "other_kind": _(
        "This is neither a PDF nor a picture (PNG, JPEG, WebP, TIFF). Save or scan the document"
        " as a PDF and try again."
    ),
    "no_container": _(
        "This is not a signed container (.p7s, .p7m, .asice, .asics). Send the file just as the"
        " signing service gave it to you, neither unpacked nor put into another archive. A signed"
        " PDF is sent as an electronic signature in the PDF, a scan as a signature by hand."
    ),
    "container_too_large": _(
        "This file is larger than 20 MB. Sign a PDF without large pictures and send that container."
    ),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that may be kept: its bytes, its kind, and a harmless name."""

    data: bytes
    media_type: str
    name: str


def read_paper(upload: "File[bytes]") -> Paper:
    """Look at what somebody sent; touches neither disk nor database.

    Args:
        upload: PDF, PNG, JPEG, WebP or TIFF by its content, at most 20 MB.

    Raises:
        DomainError: ``empty``, ``too_large``, ``other_kind``; its ``field`` is ``paper``.
    """
    data = _data(upload, "too_large")
    media_type = _media_type(data)
    return Paper(data, media_type, _name(upload, SUFFIXES[media_type]))


def read_container(upload: "File[bytes]") -> Paper:
    """Look at a signed container; it is kept unopened, nothing in it is unpacked or run.

    Args:
        upload: PKCS #7 signed data, ASiC-E or ASiC-S by its content, at most 20 MB.

    Raises:
        DomainError: ``empty``, ``container_too_large``, ``no_container``; its ``field`` is
            ``paper``.
    """
    data = _data(upload, "container_too_large")
    kind = container_kind(data)
    if not kind:
        raise _refusal("no_container")
    usual = CONTAINER_SUFFIXES[kind]
    told = PurePath((upload.name or "").replace("\\", "/")).suffix.lower()
    return Paper(data, kind, _name(upload, told if told in usual else usual[0]))


def _data(upload: "File[bytes]", too_large: str) -> bytes:
    upload.seek(0)
    data: bytes = upload.read(LARGEST_PAPER + 1)
    if not data:
        raise _refusal("empty")
    if len(data) > LARGEST_PAPER:
        raise _refusal(too_large)
    return data


def _name(upload: "File[bytes]", suffix: str) -> str:
    """Give a harmless name that ends as the content says."""
    stem = PurePath((upload.name or "").replace("\\", "/")).stem
    bare = "".join(sign for sign in stem if sign.isprintable()).strip(" .") or "document"
    return f"{bare[: LONGEST_NAME - len(suffix)]}{suffix}"


def _media_type(data: bytes) -> str:
    """Name the kind by the content: both a library and the very first bytes must say so."""
    try:
        found = {kind.mime_type for kind in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError):
        found = set()
    known = [kind for kind in SUFFIXES if kind in found and _STARTS[kind].match(data)]
    if len(known) != 1:
        raise _refusal("other_kind")
    return known[0]


def _refusal(code: str) -> DomainError:
    return DomainError(_REFUSALS[code], code=code, field="paper")


def _suffix(media_type: str) -> str:
    return SUFFIXES.get(media_type) or CONTAINER_SUFFIXES[media_type][0]


@contextmanager
def keeping_document(paper: Paper, *, by: User | None) -> Iterator[Document]:
    """Keep a paper together with what is done with it, in one transaction around the block.

    The file is on the disk before the row is committed; where the block fails both go.

    Args:
        paper: what :func:`read_paper` found fit to keep.
        by: who handed it over; None for a command.

    Raises:
        OSError: the disk is full or not writable.
    """
    document = Document(
        file_name=f"{uuid.uuid4().hex}{_suffix(paper.media_type)}",
        name=paper.name,
        media_type=paper.media_type,
        sha256=hashlib.sha256(paper.data).hexdigest(),
        size_bytes=len(paper.data),
        kept_by=by,
    )
    path = paper_path(document.file_name)
    write_durably(path, paper.data)
    try:
        with transaction.atomic():
            document.full_clean()
            document.save()
            yield document
    except BaseException:
        erase_durably(path)
        raise
