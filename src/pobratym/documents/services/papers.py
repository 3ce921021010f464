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
    upload.seek(0)
    data = upload.read(LARGEST_PAPER + 1)
    if not data:
        raise _refusal("empty")
    if len(data) > LARGEST_PAPER:
        raise _refusal("too_large")
    media_type = _media_type(data)
    stem = PurePath((upload.name or "").replace("\\", "/")).stem
    bare = "".join(sign for sign in stem if sign.isprintable()).strip(" .") or "document"
    suffix = SUFFIXES[media_type]
    return Paper(data, media_type, f"{bare[: LONGEST_NAME - len(suffix)]}{suffix}")


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
        file_name=f"{uuid.uuid4().hex}{SUFFIXES[paper.media_type]}",
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
