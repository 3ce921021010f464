"""What accounts keep about people, and how they let them go."""

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import Draft, FailedSignIn, User
from pobratym.accounts.services import doors_of
from pobratym.core.keeping import ERASED_DOMAIN, Keeper, Rows, keep
from pobratym.core.wordings import Wordings

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

_TOLD = (
    "email",
    "name",
    "function",
    "language",
    "timezone",
    "is_administrator",
    "created_at",
    "last_login",
)


def _person(user: int) -> Rows:
    return _rows(User.objects.filter(pk=user), *_TOLD)


def _rows(found: "QuerySet[Model]", *names: str) -> Rows:
    return [{**row} for row in found.order_by("pk").values(*names)]


def _erase_person(user: int) -> int:
    """Take out all that tells who it was; the key stays, since the record names it."""
    person = User.objects.get(pk=user)
    person.groups.clear()
    person.user_permissions.clear()
    person.email = f"erased-{user}@{ERASED_DOMAIN}"
    person.name, person.function, person.last_login = "", Wordings(), None
    person.language, person.timezone = "en", "Europe/Warsaw"
    person.is_active = person.is_administrator = person.is_superuser = False
    person.set_unusable_password()
    person.save()
    return 1


def _is_last_administrator(user: int) -> int:
    admins = User.objects.filter(is_administrator=True, is_active=True)
    return int(admins.filter(pk=user).exists() and admins.count() == 1)


def _sign_in(user: int) -> Rows:
    return [
        *_rows(EmailAddress.objects.filter(user=user), "email", "verified", "primary"),
        *_rows(Authenticator.objects.filter(user=user), "type", "created_at", "last_used_at"),
        *_rows(SocialAccount.objects.filter(user=user), "provider", "uid", "extra_data"),
        *_rows(
            UserSession.objects.filter(user=user), "created_at", "ip", "last_seen_at", "user_agent"
        ),
    ]


def _erase_sign_in(user: int) -> int:
    gone = FailedSignIn.objects.filter(door=_door_of(user)).delete()[0]
    for kept in (EmailAddress, Authenticator, SocialAccount, UserSession):
        gone += kept.objects.filter(user=user).delete()[0]
    return gone + _end_sessions(user)


def _door_of(user: int) -> str:
    return doors_of(User.objects.get(pk=user).email, "").account


def _end_sessions(user: int) -> int:
    """End the person's sessions; whose one is stands inside, signed."""
    mine = [
        session.session_key
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(user)
    ]
    return Session.objects.filter(pk__in=mine).delete()[0]


KEEPERS = (
    Keeper(
        name="accounts.user",
        models=frozenset(
            {"accounts.user", "accounts.user_groups", "accounts.user_user_permissions"}
        ),
        give=_person,
        erase=_erase_person,
        duties=_is_last_administrator,
        label=_("your account"),
        handing_over=_("You are the last administrator. Make another person one first."),
    ),
    Keeper(
        name="accounts.sign_in",
        models=frozenset(
            {
                "account.emailaddress",
                "account.emailconfirmation",
                "accounts.failedsignin",
                "mfa.authenticator",
                "sessions.session",
                "socialaccount.socialaccount",
                "socialaccount.socialtoken",
                "usersessions.usersession",
            }
        ),
        give=_sign_in,
        erase=_erase_sign_in,
        label=_("addresses, second factors and sessions"),
    ),
    Keeper(
        name="accounts.draft",
        models=frozenset({"accounts.draft"}),
        give=lambda user: _rows(Draft.objects.filter(user=user), "form", "data", "at"),
        erase=lambda user: Draft.objects.filter(user=user).delete()[0],
        label=_("unfinished forms"),
    ),
)


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)
