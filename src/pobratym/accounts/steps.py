"""Deeds that ask once more who is there: changes of roles, erasure, a person's own data."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def recently_signed_in(view: View) -> View:
    """Let only those pass who said within five minutes who they are; ask the others again.

    Who is not signed in is led to the sign-in page. What was sent waits in the session and is
    done after the answer. A person of the demonstration has nothing to say it with, and passes.
    """
    asked: Callable[..., HttpResponseBase] = login_required(reauthentication_required(view))

    @wraps(view)
    def fresh(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:  # noqa: ANN401
        """Forget what was sent before and never confirmed: who comes anew has not sent it now."""
        if request.user.is_authenticated:
            request.session.pop(STATE_SESSION_KEY, None)
        return asked(request, *args, **parts)

    return fresh  # type: ignore[return-value]  # the same arguments, the same answer
