"""What django-allauth says, in the words of our own signals; and what follows in the session."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from pobratym.accounts import services, signals
from pobratym.accounts.factors import note_factor
from pobratym.accounts.models import User

KNOWN = "__Host-known" if settings.HTTPS else "known"
"""The cookie by which a browser is known to a person: a signed list of keys."""
KNOWN_FOR = 365 * 24 * 60 * 60


@receiver(account_signals.user_logged_in)
def _entered(
    request: HttpRequest,
    response: HttpResponse,
    user: User,
    **_more: Any,  # noqa: ANN401
) -> None:
    method = _method(request, user)
    signals.signed_in.send(User, user_id=user.pk, method=method)
    known = known_people(request)
    if user.pk in known:
        return
    if user.came_before:
        get_adapter().send_notification_mail("account/email/new_device", user)
    response.set_cookie(
        KNOWN,
        signing.dumps([*known, user.pk][-10:], salt="known"),
        max_age=KNOWN_FOR,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def known_people(request: HttpRequest) -> list[int]:
    """Give the keys of those who have signed in with this browser before."""
    try:
        found = signing.loads(request.COOKIES.get(KNOWN, ""), salt="known", max_age=KNOWN_FOR)
    except signing.BadSignature:
        return []
    return list(found)


def _method(request: HttpRequest, user: User) -> str:
    records = get_authentication_records(request, user)
    names = [record["method"] for record in records]
    if "socialaccount" in names:
        return "provider"
    return "password" if "password" in names else "passkey"


@receiver(user_logged_out)
def _left(user: User | None, **_more: Any) -> None:  # noqa: ANN401
    if user is not None:
        signals.signed_out.send(User, user_id=user.pk)


@receiver(factor_signals.authenticator_used)
def _used(request: HttpRequest, user: User, **_more: Any) -> None:  # noqa: ANN401
    note_factor(request, user)


@receiver(factor_signals.authenticator_added)
@receiver(factor_signals.authenticator_reset)
def _added(
    request: HttpRequest,
    user: User,
    authenticator: Authenticator,
    **_more: Any,  # noqa: ANN401
) -> None:
    signals.factor_added.send(User, user_id=user.pk, kind=str(authenticator.type))
    if services.is_first_factor(authenticator):
        # Who came in elsewhere by the password alone could add a factor of their own there.
        services.end_sessions(user, but=request.session.session_key or "")


@receiver(factor_signals.authenticator_removed)
def _removed(user: User, authenticator: Authenticator, **_more: Any) -> None:  # noqa: ANN401
    signals.factor_removed.send(User, user_id=user.pk, kind=str(authenticator.type))


@receiver(factor_signals.authentication_failed)
def _failed(user: User, **_more: Any) -> None:  # noqa: ANN401
    signals.sign_in_refused.send(User, user_id=user.pk, reason="factor")


@receiver(account_signals.password_changed)
@receiver(account_signals.password_set)
def _changed(request: HttpRequest, user: User, **_more: Any) -> None:  # noqa: ANN401
    services.end_sessions(user, but=request.session.session_key or "")
    signals.password_changed.send(User, user_id=user.pk, by_mail=False)


@receiver(account_signals.password_reset)
def _reset(user: User, **_more: Any) -> None:  # noqa: ANN401
    services.end_sessions(user)
    signals.password_changed.send(User, user_id=user.pk, by_mail=True)


@receiver(account_signals.email_changed)
def _moved(user: User, **_more: Any) -> None:  # noqa: ANN401
    signals.address_changed.send(User, user_id=user.pk)
