"""Whoever presses on against a rule is noted: a page or deed refused to somebody signed in."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.core.network import address_of
from pobratym.journal.models import Entry
from pobratym.journal.services import record_refusal

HOUR = dt.timedelta(hours=1)
MOST_AN_HOUR = 30
"""So many refusals of one person are noted; more say nothing new, and would fill the disk."""


class RefusalMiddleware:
    """Note each 403 that a rule gave; strangers are led to sign in and meet none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> None:
        """Note who was refused which page, by its name: addresses may say more."""
        user = getattr(request, "user", None)
        if not isinstance(fault, PermissionDenied) or not isinstance(user, User):
            return
        if _is_known_to_press(user):
            return
        page = request.resolver_match.view_name if request.resolver_match else ""
        record_refusal(
            "rights.refused",
            None,
            by=user,
            address=address_of(request),
            because="no_right",
            page=page,
            method=request.method,
        )


def _is_known_to_press(user: User) -> bool:
    """Say whether enough is noted of this person for an hour: lines stay for good (one read)."""
    since = timezone.now() - HOUR
    noted = Entry.objects.filter(city="", by=user, what="rights.refused", at__gte=since)
    return len(noted.order_by("-pk").values_list("pk", flat=True)[:MOST_AN_HOUR]) == MOST_AN_HOUR
