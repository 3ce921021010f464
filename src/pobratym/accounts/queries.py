"""Reads of accounts."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from pobratym.accounts.browsers import browser_named
from pobratym.accounts.models import User
from pobratym.core.network import open_to_others
from pobratym.core.prepared import prepared


def demo_people() -> QuerySet[User]:
    """Give those whom anyone may enter as in the demonstration; nobody outside it.

    Nobody either where others than this machine's users can come, however the server was started.
    """
    if not settings.DEMO or open_to_others():
        return User.objects.none()
    return User.objects.filter(is_demo=True, is_active=True).order_by("pk")


def anybody_signs_in() -> bool:
    """Say whether the installation has people yet."""
    return bool(_anybody())


@prepared
def _anybody() -> QuerySet[User, int]:
    return User.objects.filter(is_active=True).order_by().values_list("pk", flat=True)[:1]


@dataclass(frozen=True, slots=True)
class Factors:
    """A person's second factors.

    Attributes:
        app: when the authenticator app was added, if there is one.
        passkeys: the rows of passkeys, oldest first.
        codes_left: how many recovery codes are unused; None where there are none.
    """

    app: dt.datetime | None
    passkeys: list[Authenticator]
    codes_left: int | None

    @property
    def any(self) -> bool:
        """Say whether there is a real second factor."""
        return self.app is not None or bool(self.passkeys)


def factors_of(user: User) -> Factors:
    """Give the second factors of a person (one statement)."""
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    by_kind = {row.type: row for row in rows}
    app = by_kind.get(Authenticator.Type.TOTP)
    codes = by_kind.get(Authenticator.Type.RECOVERY_CODES)
    return Factors(
        app=app.created_at if app else None,
        passkeys=[row for row in rows if row.type == Authenticator.Type.WEBAUTHN],
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One place where a person is signed in.

    Attributes:
        pk: to end it by.
        key: of the session itself; never shown.
        since: when the person signed in.
        network: address of the network.
        browser: family and system in words, or nothing.
    """

    pk: int
    key: str
    since: dt.datetime
    network: str
    browser: str


def sessions_of(user: User) -> list[OpenSession]:
    """List where a person is signed in, newest first (two statements)."""
    rows = list(UserSession.objects.filter(user=user).order_by("-created_at")[:100])
    alive = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    return [
        OpenSession(row.pk, row.session_key, row.created_at, row.ip, browser_named(row.user_agent))
        for row in rows
        if row.session_key in alive
    ]
