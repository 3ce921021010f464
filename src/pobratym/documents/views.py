"""Files given out."""

import logging
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from pobratym.accounts.http import PageRequest
from pobratym.core.alphabets import fold
from pobratym.documents.files import picture_path
from pobratym.documents.models import Picture

log = logging.getLogger(__name__)

KEPT_SECONDS = 3_600
"""How long a withdrawn picture may still be found in caches."""


@require_safe
def picture_file(request: PageRequest, public_id: UUID) -> HttpResponseBase:
    """Give a picture while its city shows it; what stands under one address never changes."""
    picture = get_object_or_404(Picture.objects.visible_to(request.user), public_id=public_id)
    etag = f'"{picture.sha256}"'
    answer = get_conditional_response(request, etag=etag) or _whole(picture)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _whole(picture: Picture) -> HttpResponse:
    try:
        data = picture_path(picture.file_name).read_bytes()
    except FileNotFoundError as lost:
        log.exception("The file of picture %s is lost", picture.pk)
        raise Http404 from lost
    answer = HttpResponse(data, content_type="image/webp")
    name = fold(picture.shows.said("en").text)[:60] or picture.kind
    answer.headers["Content-Disposition"] = str(content_disposition_header(False, f"{name}.webp"))
    return answer
