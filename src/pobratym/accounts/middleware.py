"""What each request of a signed-in person begins with: their time zone, and the second factor."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from pobratym.accounts.factors import showed_factor
from pobratym.accounts.models import User
from pobratym.accounts.obligations import needs_factor

OPEN = frozenset(
    {
        "accounts:sign_out",
        "accounts:recovery_codes",
        "account_reauthenticate",
        "core:livez",
        "core:readyz",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    }
)
"""Pages that a person sees who still has to show a second factor."""


WATCHED = frozenset({"/livez", "/readyz"})
"""Asked by machines, and answered without asking who they are."""


class PersonMiddleware:
    """Read times in the person's zone; let who needs a second factor in only with one.

    Asks nothing of the database that the page does not ask anyway: who showed a factor is noted in
    the session, and roles of the others are read once for the request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the zone of the reader, and without it afterwards."""
        reader = _reader(request)
        if reader is None:
            return self.get_response(request)
        with timezone.override(reader.timezone):
            return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Lead to the second factors who has to show one, and nowhere else."""
        del view, args, kwargs
        reader = _reader(request)
        if reader is None or settings.DEMO or showed_factor(request):
            return None
        here = request.resolver_match
        if (here and here.view_name in OPEN) or not needs_factor(reader):
            return None
        return redirect("mfa_index")


def _reader(request: HttpRequest) -> User | None:
    """Give the person signed in; a stranger's page, and those of a watchman, touch no session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path_info in WATCHED:
        return None
    return request.user if isinstance(request.user, User) or request.user.is_authenticated else None
