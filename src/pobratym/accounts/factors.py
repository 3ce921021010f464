"""Whether this session was opened, or has since been strengthened, with a second factor."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest

from pobratym.accounts.models import User

NOTE = "second_factor"
"""Where the session keeps the key of the person who showed a second factor in it."""


def note_factor(request: HttpRequest, user: User) -> None:
    """Keep in the session that this person showed a second factor in it."""
    request.session[NOTE] = user.pk


def note_new_factor(request: HttpRequest, user: User, kind: str) -> None:
    """Count a factor that was just added as shown: the person has said a moment ago who she is."""
    note_factor(request, user)
    record_authentication(request, user, "mfa", reauthenticated=True, type=kind)


def showed_factor(request: HttpRequest) -> bool:
    """Say whether the reader showed a second factor in this session; costs no query."""
    return bool(request.session.get(NOTE) == request.user.pk)


def provider_counts(request: HttpRequest, user: User) -> bool:
    """Say whether a provider whose second factor counts has opened this session."""
    used = {
        record.get("provider")
        for record in get_authentication_records(request, user)
        if record.get("method") == "socialaccount"
    }
    apps = settings.IDENTITY_PROVIDERS
    return any(app["provider_id"] in used and app["settings"]["second_factor"] for app in apps)
