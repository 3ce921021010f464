"""What can be done with accounts."""

import datetime as dt
import hashlib
from functools import partial
from typing import NamedTuple

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.addresses import clean_address
from pobratym.accounts.letters import write_letter
from pobratym.accounts.models import Draft, FailedSignIn, User
from pobratym.accounts.signals import factor_removed, profile_changed, sessions_ended
from pobratym.core.ciphers import decrypt, encrypt, is_newest
from pobratym.core.errors import DomainError
from pobratym.core.network import household
from pobratym.core.prepared import prepared
from pobratym.core.wordings import Wordings

FREE_ATTEMPTS = 10
FREE_ATTEMPTS_OF_A_NETWORK = 50
"""A whole city hall may share one address, and a right password does not clear its count."""
WINDOW = dt.timedelta(minutes=15)
LONGEST_MEMORY = dt.timedelta(hours=1)
DRAFTS_KEPT = dt.timedelta(days=90)
SEALED_FOR = "mfa.authenticator"
"""What the secrets of second factors are bound to in the key ring."""
TAKEN = _("Somebody has an account with this e-mail address already.")


class Doors(NamedTuple):
    """The two things whose wrong passwords are counted, as digests."""

    account: str
    network: str


@transaction.atomic
def create_person(  # noqa: PLR0913  a person has these
    email: str,
    *,
    name: str,
    password: str | None,
    language: str,
    zone: str = "Europe/Warsaw",
    function: Wordings | None = None,
    is_administrator: bool = False,
    is_demo: bool = False,
) -> User:
    """Make an account; its address counts as confirmed by whoever gives the account.

    Args:
        email: the address to sign in with; its letter case does not matter.
        name: first and last name, as colleagues see it.
        password: None for demonstration accounts, which nobody can sign in to by password.
        zone: IANA name of the time zone in which hours are shown: the city's own.
        function: what the person does, as partners see it.
        language: pl, uk or en; the interface after signing in, and e-mails later.
        is_administrator: may look after the whole installation.
        is_demo: made by the demonstration.

    Raises:
        ValidationError: the address is taken or malformed, or the password is too weak.
    """
    user = User(
        email=clean_address(email),
        name=name.strip(),
        language=language,
        timezone=zone,
        function=function or Wordings(),
        is_administrator=is_administrator,
        is_demo=is_demo,
    )
    if password is None:
        user.set_unusable_password()
    else:
        validate_password(password, user)
        user.set_password(password)
    user.full_clean()
    if EmailAddress.objects.filter(email=user.email, verified=True).exists():
        raise ValidationError({"email": TAKEN})
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def doors_of(email: str, network_address: str) -> Doors:
    """Name the account and the network that a password comes for and from."""
    return Doors(
        *(
            hashlib.sha256(f"{kind}:{value.strip().casefold()}".encode()).hexdigest()
            for kind, value in (("account", email), ("network", household(network_address)))
        )
    )


def refuse_guessing(doors: Doors) -> None:
    """Slow down who guesses passwords: some are free, then each costs a longer wait.

    Raises:
        DomainError: ``too_many`` with the time to wait in minutes.
    """
    left = max(
        _left_to_wait(doors.account, FREE_ATTEMPTS),
        _left_to_wait(doors.network, FREE_ATTEMPTS_OF_A_NETWORK),
    )
    if left > dt.timedelta():
        raise DomainError(
            _("Too many attempts. Wait %(minutes)d min and try again.")
            % {"minutes": max(1, -(-left.seconds // 60))},
            code="too_many",
        )


def _left_to_wait(door: str, free: int) -> dt.timedelta:
    """Say how long nobody may try at a door."""
    now = timezone.now()
    recent = FailedSignIn.objects.filter(door=door, at__gt=now - LONGEST_MEMORY)
    moments = list(recent.order_by("-at").values_list("at", flat=True)[: free * 3])
    extra = len(moments) - free
    if extra < 0:
        return dt.timedelta()
    return moments[0] + min(LONGEST_MEMORY, dt.timedelta(minutes=2 ** min(extra, 6))) - now


@transaction.atomic
def note_failed_sign_in(doors: Doors) -> None:
    """Count a wrong password at both doors, and forget what is older than an hour."""
    now = timezone.now()
    forget_old_failures()
    FailedSignIn.objects.bulk_create(FailedSignIn(door=door, at=now) for door in doors)


@transaction.atomic
def forget_failed_sign_ins(doors: Doors) -> None:
    """Start anew at the account after a right password.

    The network's count stays: who knows one password may still guess those of others.
    """
    FailedSignIn.objects.filter(door=doors.account).delete()


def forget_old_failures() -> int:
    """Drop wrong passwords that count no more; gives how many."""
    return FailedSignIn.objects.filter(at__lt=timezone.now() - LONGEST_MEMORY).delete()[0]


@transaction.atomic
def close_account(user: User) -> None:
    """Let the person in no more: all sessions end at the next request, and no letter opens a way.

    The account stays, since the journal names it, and may be opened again.
    """
    user.set_unusable_password()
    user.is_active = False
    user.save(update_fields=["password", "is_active"])
    UserSession.objects.filter(user=user).delete()


@transaction.atomic
def change_profile(
    user: User, *, name: str, function: Wordings, language: str, zone: str
) -> list[str]:
    """Keep what a person says of herself; gives the names of the fields that changed.

    Raises:
        ValidationError: a name without letters, an unknown language or zone.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    wanted = {"name": name, "function": function, "language": language, "timezone": zone}
    changed = [field for field, value in wanted.items() if getattr(user, field) != value]
    for field in changed:
        setattr(user, field, wanted[field])
    user.full_clean()
    user.save(update_fields=list(wanted))
    if changed:
        told = partial(profile_changed.send, User, user_id=user.pk, fields=changed)
        transaction.on_commit(told)
    return changed


@transaction.atomic
def end_sessions(user: User, *, but: str = "", only: int | None = None) -> int:
    """End sessions of a person at once; gives how many.

    Args:
        user: whose.
        but: key of the session that stays.
        only: row of the one session to end; without it all of them.
    """
    chosen = UserSession.objects.filter(user=user).exclude(session_key=but)
    if only is not None:
        chosen = chosen.filter(pk=only)
    keys = list(chosen.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    chosen.delete()
    if keys:
        transaction.on_commit(partial(sessions_ended.send, User, user_id=user.pk, count=len(keys)))
    return len(keys)


def note_session(request: HttpRequest) -> None:
    """List the session of this request among the person's own."""
    UserSession.objects.create_from_request(request)


def forget_session(session_key: str) -> None:
    """Take a session that ends off the person's list."""
    UserSession.objects.filter(session_key=session_key).delete()


def hold_person(user: User) -> None:
    """Let nobody else change what this person signs in with until the transaction ends."""
    User.objects.select_for_update().get(pk=user.pk)


def is_first_factor(factor: Authenticator) -> bool:
    """Say whether a person had no other second factor before; recovery codes alone are none."""
    codes = Authenticator.Type.RECOVERY_CODES
    others = Authenticator.objects.filter(user=factor.user_id).exclude(pk=factor.pk)
    return factor.type != codes and not others.exclude(type=codes).exists()


@transaction.atomic
def forget_factors(user: User) -> int:
    """Take away all second factors of who lost them, and end every session; gives how many.

    The person adds new ones at the next sign-in, and is told by e-mail.
    """
    factors = Authenticator.objects.filter(user=user)
    kinds = list(factors.values_list("type", flat=True))
    factors.delete()
    end_sessions(user)
    write_letter("accounts/email/factors_forgotten", user.email, {}, user)
    for kind in kinds:
        transaction.on_commit(partial(factor_removed.send, User, user_id=user.pk, kind=kind))
    return len(kinds)


@transaction.atomic
def seal_factors_anew() -> int:
    """Encrypt the secrets of second factors with the newest key; gives how many were not."""
    count = 0
    for one in Authenticator.objects.select_for_update().order_by("pk"):
        for part in ("secret", "seed"):
            sealed = one.data.get(part)
            if sealed and not is_newest(sealed):
                one.data[part] = encrypt(decrypt(sealed, SEALED_FOR), SEALED_FOR)
                one.save(update_fields=["data"])
                count += 1
    return count


@transaction.atomic
def keep_draft(user: User, form: str, data: dict[str, list[str]]) -> None:
    """Keep what a person typed into ``form`` (a name such as ``partnership_edit:12``).

    Raises:
        ValidationError: the form's name is too long.
    """
    draft = Draft(user=user, form=form, data=data)
    draft.full_clean(validate_unique=False, validate_constraints=False)
    Draft.objects.update_or_create(user=user, form=form, defaults={"data": data})


def forget_old_drafts() -> int:
    """Drop forms that nobody has touched for 90 days; gives how many."""
    return Draft.objects.filter(at__lt=timezone.now() - DRAFTS_KEPT).delete()[0]


def draft_of(user: User, form: str) -> Draft | None:
    """Give what the person typed into ``form`` and has not finished, if anything."""
    return next(iter(_drafts(user.pk, form)), None)


@prepared
def _drafts(user: int, form: str) -> QuerySet[Draft]:
    return Draft.objects.filter(user=user, form=form)


def drop_draft(user: User, form: str) -> None:
    """Forget the draft: the form was sent, or the person said so.

    Mostly there is none; a look costs less than a transaction that deletes nothing.
    """
    if draft := draft_of(user, form):
        draft.delete()
