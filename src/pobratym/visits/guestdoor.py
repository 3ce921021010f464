"""The door of guests' own pages: who comes with an open link, and nobody else.

Rooms above that have a page below ``guest/<token>/`` use it, too.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from pobratym.accounts.http import PageRequest
from pobratym.core.errors import DomainError
from pobratym.core.network import address_of
from pobratym.core.pages import page
from pobratym.visits.services.guests import open_link

GuestView = Callable[..., HttpResponse]
_STATUS = {"too_many": 429}


def guests_only(view: GuestView) -> Callable[..., HttpResponse]:
    """Give the view the open link of the token in the address, or say why it opens nothing.

    The view takes ``(request, link, token, …)``. Its answer is kept by no cache and tells no other
    site where the reader came from.
    """

    @wraps(view)
    def private(request: PageRequest, token: str, **parts: Any) -> HttpResponse:  # noqa: ANN401
        try:
            link = open_link(token, address_of(request))
        except DomainError as refusal:
            status = _STATUS.get(refusal.code, 404)
            context = {"refusal": refusal.message}
            answered = page(request, "visits/guest_closed.html", context, status=status)
        else:
            answered = view(request, link, token, **parts)
        return keep_secret(request, answered)

    return private


def keep_secret(request: HttpRequest, answered: HttpResponse) -> HttpResponse:
    """Let nobody keep an answer, and no other site learn its address."""
    del request
    answered.headers["Cache-Control"] = "no-store, private"
    answered.headers["Referrer-Policy"] = "same-origin"  # with none at all forms carry no origin
    answered.headers["X-Robots-Tag"] = "noindex, nofollow"
    patch_vary_headers(answered, ["Cookie"])
    return answered
