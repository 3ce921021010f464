"""Giving papers out; whoever calls this has asked whether the reader may open them."""

import logging

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from pobratym.documents.files import paper_path
from pobratym.documents.models import Document

log = logging.getLogger(__name__)


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
    answer = HttpResponse(data, content_type=document.media_type)
    name = content_disposition_header(True, document.name)
    answer.headers["Content-Disposition"] = str(name)
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
