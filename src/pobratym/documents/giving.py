"""Giving papers out; whoever calls this has asked whether the reader may open them."""

import logging

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from pobratym.documents.containers import CONTAINERS
from pobratym.documents.files import paper_path
from pobratym.documents.models import Document

log = logging.getLogger(__name__)


def is_container(document: Document) -> bool:
    """Say whether it is a signed container, which nobody's browser shall try to open."""
    return document.media_type in CONTAINERS


def answer_with(document: Document) -> HttpResponse:
    """Give a paper as a file to keep: never opened inside a page of ours, never kept on the way.

    Raises:
        Http404: the file is lost; the log says which.
    """
    try:
        data = paper_path(document.file_name).read_bytes()
    except FileNotFoundError as lost:
        log.exception("The file of document %s is lost", document.pk)
        raise Http404 from lost
    media_type = "application/octet-stream" if is_container(document) else document.media_type
    answer = HttpResponse(data, content_type=media_type)
    name = content_disposition_header(True, document.name)
    answer.headers["Content-Disposition"] = str(name)
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
