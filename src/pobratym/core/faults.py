"""What a person meets when something cannot be done: in their language, and never a trace.

Pages extend ``base.html``; where that cannot be (the database is away, or the page itself
fails) the same words stand on a page that needs nothing. An unforeseen fault gets a number, shown
to the person and written to the log, so that both sides can speak of the same thing.
"""

import errno
import logging
import secrets
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    RequestDataTooBig,
    TooManyFilesSent,
    ValidationError,
)
from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion

log = logging.getLogger(__name__)

Words = str | Promise

RETRY_AFTER_SECONDS = 10
_NUMBER_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_GOVUK = "vendor/govuk-frontend-6.3.0/govuk-frontend.css"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
_OUR_OWN_FAULT = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE}
"""SQLite reports wrong SQL by the same class as a lost file; these codes are wrong SQL."""
_READ_ONLY_TRANSACTION = "25006"
"""PostgreSQL's SQLSTATE after a fail-over, when one is still connected to the old primary."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is told: the name of the fault, what happened, and what to do about it."""

    status: int
    title: Words
    text: Words = ""
    remedy: Words = ""


FAULTS = {
    fault.status: fault
    for fault in (
        Fault(
            400,
            _("This request could not be read"),
            _("Something in the address or in what was sent is not as it should be."),
            _("Go back, check what you typed and try again."),
        ),
        Fault(
            403,
            _("You may not do this"),
            _("Your role does not include this act, or this page has been open for too long."),
            _("Load the page anew and try again, or ask your city's officer about your role."),
        ),
        Fault(
            404,
            _("There is no such page"),
            _("The address may be mistyped, or the page is not for everyone."),
            _("Check the address, or sign in if the page is one that you work on."),
        ),
        Fault(
            408,
            _("What you sent did not arrive"),
            _("The connection was too slow or broke off, so nothing was saved."),
            _("Go back and send it once more; your browser still holds what you typed."),
        ),
        Fault(
            409,
            _("Somebody else saved first"),
            _("The record has changed since you opened it, so nothing was saved."),
            _("Go back, copy what you typed, load the page anew and save again."),
        ),
        Fault(
            413,
            _("This is too large"),
            _("Text of a form may take up 2.5 MB, files 25 MB together and 100 in number."),
            _("Go back, shorten the text or send fewer or smaller files."),
        ),
        Fault(
            422,
            _("This cannot be done as it stands"),
            "",
            _("Go back, change what is named above and try again."),
        ),
        Fault(
            429,
            _("Too many attempts"),
            _("The same was asked too often within a short time."),
            _("Wait a few minutes and try again."),
        ),
        Fault(
            431,
            _("The request's headers are too large"),
            _("The address and what your browser sends with it are longer than 16 KB."),
            _("Delete this site's cookies in your browser and open the page anew."),
        ),
        Fault(
            500,
            _("Something went wrong on our side"),
            _("The fault has been noted. What you sent was not saved."),
            _("Try again in a while. If it happens again, tell us the number below."),
        ),
        Fault(
            503,
            _("The service is out of reach for a moment"),
            _("The database does not answer. What you sent was not saved."),
            _("Wait a few seconds, then load the page anew. If you sent a form, go back: your"
              " browser still holds what you typed."),
        ),
    )
}  # fmt: skip


def answer(request: HttpRequest, fault: Fault, *, number: str = "") -> HttpResponse:
    """Make the page of a fault, in the language of the address or else of the browser.

    Args:
        request: may be in any state, even without a session or a reader.
        fault: what to tell; empty words are taken from :data:`FAULTS`.
        number: error number to show, if the fault has one.
    """
    usual = FAULTS[fault.status]
    with translation.override(language_of(request)):
        words = {
            "title": str(fault.title),
            "text": str(fault.text or usual.text),
            "remedy": str(fault.remedy or usual.remedy),
            "number": number,
            "status": fault.status,
            "language": translation.get_language(),
        }
        response = HttpResponse(_html(request, words), status=fault.status)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Content-Language"] = str(words["language"])
    if fault.status == FAULTS[503].status:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def language_of(request: HttpRequest) -> str:
    """Give the language of the address, else the one that the browser asks for."""
    return translation.get_language_from_request(request, check_path=True)


def _html(request: HttpRequest, words: dict[str, object]) -> str:
    """Dress the words as a page of ours, or plainly when that would ask the database."""
    if words["status"] != FAULTS[503].status:
        try:
            return render_to_string("core/fault.html", words, request)
        except Exception:
            log.exception("The page of fault %s could not be made", words["status"])
    return render_to_string("core/fault_plain.html", {**words, "styles": _styles()})


def _styles() -> list[str]:
    """Give the addresses of the look, none where the static files are not in order."""
    try:
        return [static(path) for path in ("core/fonts.css", _GOVUK, "core/theme.css")]
    except ValueError:
        return []


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 where Django's own limits were met."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFilesSent)
    return answer(request, FAULTS[413 if too_large else 400])


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    del exception
    return answer(request, FAULTS[403])


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form without its proof of origin; Django itself logs the reason."""
    del reason
    return answer(
        request,
        Fault(
            403,
            _("This form could not be accepted"),
            _("It came without the proof that it was filled in on this site: the page may have been"
              " open for too long, or your browser does not keep cookies."),
            _("Go back, copy what you typed, load the page anew and send it again. Cookies of this"
              " site must be allowed."),
        ),
    )  # fmt: skip


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Answer a person or a network that asks too often."""
    return answer(request, FAULTS[429])


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, the same for what does not exist and for what is not for this reader."""
    del exception
    return answer(request, FAULTS[404])


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 where the database was lost below a view, else 500 with a number."""
    exception = sys.exception()
    return _known(request, exception) or _unforeseen(request, exception)


def _unforeseen(request: HttpRequest, exception: BaseException | None) -> HttpResponse:
    """Note the fault under a fresh number and tell the person that number."""
    signs = "".join(secrets.choice(_NUMBER_SIGNS) for _sign in range(8))
    number = f"{signs[:4]}-{signs[4:]}"
    log.error("Fault %s at %s %s", number, request.method, request.path, exc_info=exception)
    response = answer(request, FAULTS[500], number=number)
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001  Django would log it twice
    return response


def _known(request: HttpRequest, exception: BaseException | None) -> HttpResponse | None:
    """Answer those exceptions that are no fault of the program."""
    if is_out_of_reach(exception):
        log.error("Out of reach at %s %s: %s", request.method, request.path, exception)
        return answer(request, FAULTS[503])
    if isinstance(exception, StaleVersion):
        return answer(request, Fault(409, FAULTS[409].title))
    if isinstance(exception, DomainError):
        return answer(request, Fault(422, FAULTS[422].title, exception.message))
    if isinstance(exception, ValidationError):
        return answer(request, Fault(422, FAULTS[422].title, _told(exception)))
    return None


def _told(refusal: ValidationError) -> str:
    """Give the messages of a refusal, each with the field that it concerns."""
    if not hasattr(refusal, "error_dict"):
        return " ".join(refusal.messages)
    return " ".join(
        message if field == NON_FIELD_ERRORS else f"{field}: {message}"
        for field, messages in refusal.message_dict.items()
        for message in messages
    )


def is_out_of_reach(exception: BaseException | None) -> bool:
    """Say whether the database or the disk could not be used, which a later try may mend.

    Lost or refused connections, time-outs, dead-locks, a full or read-only disk, a former primary
    that has become read-only. Not: wrong SQL, broken constraints, values that do not fit.
    """
    return any(_is_lost_storage(link) for link in _chain(exception))


def _chain(exception: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while exception is not None and id(exception) not in seen:
        seen.add(id(exception))
        yield exception
        exception = exception.__cause__


def _is_lost_storage(exception: BaseException) -> bool:
    if isinstance(exception, OSError):
        return exception.errno in _NO_ROOM
    if not isinstance(exception, DatabaseError | InterfaceError):
        return False
    code = getattr(exception.__cause__, "sqlite_errorcode", None)
    if code is not None:
        return isinstance(exception, OperationalError) and code not in _OUR_OWN_FAULT
    if isinstance(exception, InternalError):
        return getattr(exception.__cause__, "sqlstate", None) == _READ_ONLY_TRANSACTION
    return isinstance(exception, OperationalError | InterfaceError)


class FaultMiddleware:
    """Answers what views let through: 503 for a lost database, 409 and 422 for refused deeds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; :meth:`process_exception` does the work."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer an exception of a view, or leave it to :func:`server_error`."""
        return _known(request, exception)
