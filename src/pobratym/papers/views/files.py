"""Giving a paper out: an attachment that nobody keeps."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from pobratym.papers.queries.printing import Printed


def file_answer(made: Printed) -> HttpResponse:
    """Give a file."""
    answer = HttpResponse(made.data, content_type=made.media_type)
    answer.headers["Content-Disposition"] = str(content_disposition_header(True, made.name))
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
