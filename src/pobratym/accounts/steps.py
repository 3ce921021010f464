"""Deeds that ask once more who is there: changes of roles, erasure, a person's own data."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def recently_signed_in(view: View) -> View:
    """Let only those pass who said within five minutes who they are; ask the others again.

    Who is not signed in is led to the sign-in page. What was sent waits in the session and is
    done after the answer. A person of the demonstration has nothing to say it with, and passes.
    """
    asked: Callable[..., HttpResponseBase] = login_required(reauthentication_required(view))
    return wraps(view)(asked)  # type: ignore[return-value]  # the same arguments, the same answer
