"""Public pages: built without a session, with a validator, kept until the record changes."""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from threading import Lock
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from pobratym.accounts.http import PageRequest
from pobratym.journal.queries import edition
from pobratym.programmes.release import public_day

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[PageRequest, Arguments], HttpResponse]

KEPT_PAGES = 256
SHOWN_SETTINGS = (
    "DEMO",
    "DORMANT_AFTER_MONTHS",
    "OPERATOR_EMAIL",
    "OPERATOR_NAME",
    "SITE_ADDRESS",
)
"""What public pages show beyond the record; another value makes other pages."""
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
PACKAGE = Path(__file__).resolve().parents[1]


@cache
def _installation() -> int:
    """Name the installed files: newer templates or words make other pages of the same record."""
    kinds = {".py", ".html", ".mo", ".json"}
    return max(path.stat().st_mtime_ns for path in PACKAGE.rglob("*.*") if path.suffix in kinds)


class Shelf:
    """The pages last asked for, as bytes; the least used ones make room for new ones."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._pages: OrderedDict[str, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._lock = Lock()

    def find(self, name: str) -> HttpResponse | None:
        """Give a fresh answer with the kept page, or nothing."""
        with self._lock:
            kept = self._pages.get(name)
            if kept is None:
                return None
            self._pages.move_to_end(name)
        return HttpResponse(kept[0], headers=kept[1])

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()

    def keep(self, name: str, response: HttpResponse) -> None:
        """Keep the page under its validator."""
        with self._lock:
            self._pages[name] = (response.content, dict(response.items()))
            while len(self._pages) > self._room:
                self._pages.popitem(last=False)


shelf = Shelf(KEPT_PAGES)


def public_page(view: View[Arguments]) -> View[Arguments]:
    """Answer strangers from one line: the edition of the record (one statement).

    The validator is made of that line, the address, the kind of answer, the day here and where
    visits are (what is next and what is released depend on it), the running installation and its
    settings. A reader who has this very edition
    gets 304; a page kept from before is sent again as it is, packed where the browser can unpack;
    otherwise the view builds it. People with a session always get a page of their own, which
    nobody keeps.
    """

    @wraps(view)
    def answer(
        request: PageRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or (
            settings.SESSION_COOKIE_NAME in request.COOKIES
        ):
            return view(request, *args, **kwargs)
        tag = _tag(request)
        if tag in parse_etags(request.headers.get("If-None-Match", "")):
            response: HttpResponse = HttpResponseNotModified()
        else:
            packing = _takes_gzip(request)
            name = f"{tag} gzip" if packing else tag
            response = shelf.find(name) or view(request, *args, **kwargs)
            if response.status_code == 200 and "ETag" not in response:  # noqa: PLR2004  HTTP
                if packing and not response.has_header("Content-Encoding"):
                    _pack(response)
                shelf.keep(name, response)
        return _dressed(response, tag)

    return cast("View[Arguments]", answer)


def _takes_gzip(request: PageRequest) -> bool:
    return bool(_GZIP.search(request.headers.get("Accept-Encoding", "")))


def _pack(response: HttpResponse) -> None:
    """Make the page a third as long; it holds no secret that its length could tell."""
    response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))


def _tag(request: PageRequest) -> str:
    parts = (
        edition(),
        request.get_full_path(),
        request.headers.get("HX-Request", ""),
        timezone.localdate(),
        public_day(timezone.now()),
        _installation(),
        *(getattr(settings, name) for name in SHOWN_SETTINGS),
    )
    return f'W/"{hashlib.blake2s(repr(parts).encode(), digest_size=12).hexdigest()}"'


def _dressed(response: HttpResponse, tag: str) -> HttpResponse:
    if response.status_code in {200, 304}:
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie", "HX-Request"])
    return response
