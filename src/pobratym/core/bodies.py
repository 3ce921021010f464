"""The gate's half for what comes with a request: forms, uploads, JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, NoReturn, cast

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict, UnreadablePostError, parse_cookie
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

from pobratym.core.faults import FAULTS
from pobratym.core.refusals import (
    Refused,
    refuse_unfit_name,
    refuse_unfit_value,
    too_many_fields,
)
from pobratym.core.signs import patched

UPLOAD_LIMIT_BYTES = 25_000_000
"""A form with files from somebody with a session; else ``DATA_UPLOAD_MAX_MEMORY_SIZE`` holds."""
ARRIVED = "pobratym.arrived"
"""Where the server's own layer notes how a request came in: 200, or the status to refuse with."""
JSON_DEPTH = 32
JSON_LARGEST_NUMBER = 2**63 - 1

_CHUNK_BYTES = 64 * 1024
_LONGEST_LENGTH_DIGITS = 15
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
"""The closing quote may be missing, so that no text is read twice."""
_BRACKETS = re.compile(r"[\[\]{}]")
_LONGEST_QUOTE = 20


def limit_of(heading: Mapping[str, Any]) -> int:
    """Say how many bytes may come with this heading (WSGI).

    Strangers send no files: forms with files are for those who carry a session's cookie.
    """
    uploads = heading.get("CONTENT_TYPE", "").startswith("multipart/form-data")
    if uploads and settings.SESSION_COOKIE_NAME in parse_cookie(heading.get("HTTP_COOKIE", "")):
        return UPLOAD_LIMIT_BYTES
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0


def has_body(request: WSGIRequest) -> bool:
    """Say whether anything comes with the request beyond its heading."""
    meta = request.META
    return meta.get("CONTENT_LENGTH", "") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in meta


def check_arrival(request: WSGIRequest) -> None:
    """Refuse what the server's own layer let go, or had no room for.

    Raises:
        Refused: as it has noted.
    """
    arrived = request.META.get(ARRIVED, 200)
    if arrived == FAULTS[503].status:
        raise Refused(arrived, _("Too many people ask at once. What you sent was not saved."))
    if arrived in FAULTS:
        raise Refused(arrived)


def check_body(request: WSGIRequest) -> None:
    """Measure the body before it is parsed, then look at its text.

    Raises:
        Refused: it is too large, broken, or (JSON) holds what no database takes.
    """
    uploads = request.content_type == "multipart/form-data"
    limit = limit_of(request.META)
    if request.META.get("CONTENT_LENGTH"):
        _check_length(request, limit)
    else:
        _take_chunks(request, limit)
    if not uploads:
        _refuse_half(request)
    if (request.content_type or "").endswith(("/json", "+json")):
        _check_json(request.body)
    elif request.method == "POST":
        _check_form(request)


def _check_length(request: WSGIRequest, limit: int) -> None:
    length = request.META["CONTENT_LENGTH"]
    if not (length.isascii() and length.isdecimal()):
        raise Refused(400, _("The length of what was sent is not a number."))
    size = int(length[:_LONGEST_LENGTH_DIGITS])
    if size > limit:
        if size <= UPLOAD_LIMIT_BYTES:
            _read_away(request.environ["wsgi.input"], size)
        raise Refused(413)


def _refuse_half(request: WSGIRequest) -> None:
    """Refuse what broke off: half a form could pass for a whole one."""
    try:
        came = len(request.body)
    except UnreadablePostError:
        came = -1
    if came < int(request.META["CONTENT_LENGTH"]):
        raise Refused(408)


def _read_away(body: IO[bytes], left: int) -> None:
    """Take in and forget: a browser still sending when it is refused never shows the answer."""
    while left > 0 and (chunk := body.read(min(left, _CHUNK_BYTES))):
        left -= len(chunk)


def _take_chunks(request: WSGIRequest, limit: int) -> None:
    """Read a body that comes without its length, up to the limit, and give it one."""
    held = SpooledTemporaryFile(max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE)  # noqa: SIM115  the request closes it
    size = 0
    while chunk := request.environ["wsgi.input"].read(_CHUNK_BYTES):
        size += len(chunk)
        if size > limit:
            held.close()
            raise Refused(413)
        held.write(chunk)
    held.seek(0)
    request._stream = cast("BinaryIO", held)  # noqa: SLF001  Django reads no body without a length
    request.META["CONTENT_LENGTH"] = str(size)


# Forms ------------------------------------------------------------------------------------


def _check_form(request: WSGIRequest) -> None:
    """Bring what was typed into NFC, with ``U+FFFD`` where no form could read it."""
    sent = _form_of(request)
    read = QueryDict(mutable=True)
    for name, values in sent.lists():
        refuse_unfit_name(name)
        read.setlist(name, [patched(value) for value in values])
    if read != sent:
        read._mutable = False  # noqa: SLF001  as Django's own
        request.POST = read  # type: ignore[assignment]


def _form_of(request: WSGIRequest) -> QueryDict:
    """Let Django read the form, and put into words what it finds wrong."""
    try:
        return request.POST
    except TooManyFieldsSent:
        raise too_many_fields(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0) from None
    except (TooManyFilesSent, RequestDataTooBig):
        raise Refused(413) from None
    except (MultiPartParserError, UnreadablePostError, BadRequest):
        raise Refused(400, _("The form arrived broken."), _("Send it once more.")) from None


# JSON --------------------------------------------------------------------------------------


def _check_json(body: bytes) -> None:
    try:
        text = body.decode("utf-8")
        _check_depth(text)
        value = json.loads(text, parse_constant=_no_number, parse_int=_whole, parse_float=_decimal)
    except UnicodeDecodeError:
        raise Refused(400, _("Text must be sent as UTF-8.")) from None
    except json.JSONDecodeError as error:
        raise Refused(
            400, _("The JSON breaks off at character %(place)d."), place=error.pos + 1
        ) from None
    for field, part in _strings(value, ""):
        refuse_unfit_value(field, part, lines=True)


def _check_depth(text: str) -> None:
    """Measure the nesting without the recursion that a parser needs."""
    depth = 0
    for bracket in _BRACKETS.finditer(_JSON_STRING.sub("", text)):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > JSON_DEPTH:
            raise Refused(
                400, _("The JSON is nested deeper than %(limit)d levels."), limit=JSON_DEPTH
            )


def _no_number(text: str) -> NoReturn:
    raise Refused(400, _("%(number)s is no number that can be kept."), number=text[:_LONGEST_QUOTE])


def _whole(text: str) -> int:
    fits = len(text) <= len(str(-JSON_LARGEST_NUMBER)) and abs(int(text)) <= JSON_LARGEST_NUMBER
    return int(text) if fits else _no_number(text)


def _decimal(text: str) -> float:
    number = float(text)
    return number if abs(number) != float("inf") else _no_number(text)


def _strings(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Give every string in a JSON value, keys included, with the path that leads to it."""
    if isinstance(value, str):
        yield where or "JSON", value
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _strings(item, f"{where}[{place}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield where or "JSON", key
            yield from _strings(item, f"{where}.{key}".lstrip("."))
