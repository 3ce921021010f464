"""Calendars as files and as secret addresses that calendar programs ask again and again."""

import hashlib
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseNotModified
from django.utils import timezone
from django.utils.http import content_disposition_header, parse_etags
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.programmes.queries.concerned import items_of_feed, whom_named
from pobratym.programmes.queries.entries import calendar_of
from pobratym.programmes.queries.personal import Whom, items_concerning
from pobratym.programmes.release import PUBLIC, Audience, audience_of, knows
from pobratym.programmes.services.subscribing import open_feed
from pobratym.programmes.views.doors import visit_for
from pobratym.visits.models.visits import Visit

_TYPE = "text/calendar; charset=utf-8"
LONGEST_TOKEN = 100


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a calendar to whoever has its secret address; one that ended is as if never made."""
    now = timezone.now()
    found = open_feed(token, now) if len(token) <= LONGEST_TOKEN else None
    if found is None:
        raise Http404
    is_own = found.owner is not None
    page = f"desk/visits/{found.visit.public_id}/programme/" if is_own else ""
    text = calendar_of(
        found.visit,
        items_of_feed(found),
        language=found.language,
        url=f"{settings.SITE_ADDRESS}/{found.language}/{page}",
        is_public=knows(found.visit, PUBLIC, now),
    )
    tag = f'"{hashlib.blake2s(text, digest_size=12).hexdigest()}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = _as_file(text, "programme.ics")
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@login_required
@require_safe
def calendar_file(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give the whole programme, or that of a sub-group or a person, as a file to keep."""
    visit = visit_for(request.user, public_id)
    is_host = audience_of(request.user, visit) == Audience.HOST
    language = get_language() or "en"
    text = calendar_of(
        visit,
        items_concerning(_whom(request, visit), visit=visit, drafts=is_host),
        language=language,
        url=f"{settings.SITE_ADDRESS}/{language}/desk/visits/{visit.public_id}/programme/",
        is_public=knows(visit, PUBLIC, timezone.now()),
    )
    answer = _as_file(text, "programme.ics")
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def _whom(request: SignedInRequest, visit: Visit) -> Whom:
    found = whom_named(visit, request.GET)
    if found is None:
        raise Http404
    return found


def _as_file(text: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=_TYPE)
    answer.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
