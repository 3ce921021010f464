"""The gate before everything: what is too large or cannot be read goes no further.

Three kinds of places are told apart:

- Address, query, headers, cookies and JSON bodies: a sign that nobody types (see ``signs``), or
  bytes that are not UTF-8, are answered at once with 400, naming the place and the remedy.
- Values of a form sent by POST: nothing typed may be lost, so the gate puts ``U+FFFD`` in place of
  each such sign and lets the form answer 422 beside the field; the shared form fields refuse
  ``U+FFFD`` (``values.refuse_unfit``). A form that does not ask finds a harmless letter. A *name*
  of a field that holds such a sign is answered with 400: our forms have none.
- What passes is in NFC, so no later code meets two spellings of one word.

So nothing unfit reaches a database driver, whatever a view does with what it gets. Limits are
met before parsing: by ``Content-Length``, and where a body comes in chunks, by reading it.
"""

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from pobratym.core.bodies import check_arrival, check_body, has_body
from pobratym.core.faults import Fault, answer, language_of
from pobratym.core.refusals import (
    Refused,
    refuse_unfit_name,
    refuse_unfit_value,
    too_many_fields,
)
from pobratym.core.signs import first_unfit

HEADING_LIMIT_BYTES = 16 * 1024
"""Address and headers together."""

_UNFIT_HEADER = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_NOT_PLAIN_QUERY = re.compile(r"[^!-~]|%(?![2-6][0-9A-Fa-f]|7[0-9A-Ea-e])")
"""Anything that is not printable ASCII, as it stands or behind a percent sign."""
_BROKEN_UTF8_IN_PATH = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]")
"""Django puts the percent signs back before bytes of a path that are not UTF-8."""
_UTF8_NAMES = {"utf-8", "utf8", "us-ascii", "ascii"}


class GateMiddleware:
    """Refuses what cannot be read, brings the rest into one form, leaves nothing switched on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the request, pass it on, and reset language and time zone after it."""
        try:
            refusal = refusal_of(cast("WSGIRequest", request))
            return answer(request, refusal) if refusal else self.get_response(request)
        finally:
            translation.deactivate()
            timezone.deactivate()


class ReadableRequest(WSGIRequest):
    """A request that can be made, whatever encoding it names; the gate then refuses it."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        """Survive the codecs that are not for text (``charset=hex``): Django tries them at once."""
        with suppress(LookupError, ValueError):
            super()._set_content_type_params(meta)  # type: ignore[misc]


def refusal_of(request: WSGIRequest) -> Fault | None:
    """Say why a request may not pass, or bring its text into NFC and give ``None``."""
    try:
        check_arrival(request)
        _check_heading(request)
        if query := request.META.get("QUERY_STRING"):
            _check_query(request, query)
        if has_body(request):
            check_body(request)
    except Refused as refused:
        return refused.fault(language_of(request))
    return None


def _check_heading(request: WSGIRequest) -> None:
    meta, path = request.META, request.path_info
    headers = {name: value for name, value in meta.items() if name.startswith("HTTP_")}
    values = "".join(headers.values())
    address_bytes = len(path) + len(meta.get("QUERY_STRING", ""))
    if len(values) + sum(map(len, headers)) + address_bytes > HEADING_LIMIT_BYTES:
        raise Refused(431)
    if _BROKEN_UTF8_IN_PATH.search(path) or first_unfit(path, lines=False):
        raise Refused(
            400,
            _("The address holds a character that cannot be read."),
            _("Check the address, or start from the front page."),
        )
    if request.encoding and request.encoding.lower() not in _UTF8_NAMES:
        raise Refused(400, _("Text must be sent as UTF-8."))
    if not values.isprintable():
        _check_headers(headers)
    if "\\" in meta.get("HTTP_COOKIE", ""):
        _check_cookies(request.COOKIES)


def _check_headers(headers: dict[str, str]) -> None:
    for name, value in headers.items():
        if _UNFIT_HEADER.search(value):
            raise Refused(
                400,
                _("The header %(header)s that your program sent holds a control character."),
                _("Use an ordinary browser, or mend the program that sends the request."),
                header=name.removeprefix("HTTP_").replace("_", "-").title(),
            )


def _check_cookies(cookies: dict[str, str]) -> None:
    r"""Look behind ``"\000"``: a quoted cookie may spell out any sign."""
    if any(first_unfit(value, lines=False) for value in cookies.values()):
        raise Refused(
            400,
            _("A cookie that your browser sent holds a control character."),
            _("Delete this site's cookies in your browser and open the page anew."),
        )


def _check_query(request: WSGIRequest, query: str) -> None:
    limit = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0
    if query.count("&") >= limit:
        raise too_many_fields(limit)
    if not _NOT_PLAIN_QUERY.search(query):
        return
    text = query.encode("latin-1", "replace").decode("utf-8", "surrogateescape")
    read = QueryDict(mutable=True)
    for name, value in parse_qsl(text, keep_blank_values=True, errors="surrogateescape"):
        read.appendlist(*_pair(name, value))
    read._mutable = False  # noqa: SLF001  as Django's own
    request.GET = read  # type: ignore[assignment]


def _pair(name: str, value: str) -> tuple[str, str]:
    """Give a part of the query in NFC, a TAB (as copied from a table) made a blank."""
    refuse_unfit_name(name)
    value = value.replace("\t", " ")
    refuse_unfit_value(name, value, lines=False)
    return unicodedata.normalize("NFC", name), unicodedata.normalize("NFC", value)
