"""What can be done with accounts."""

import datetime as dt
import hashlib
from typing import NamedTuple

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import Draft, FailedSignIn, User
from pobratym.core.errors import DomainError
from pobratym.core.network import household
from pobratym.core.wordings import Wordings

FREE_ATTEMPTS = 10
FREE_ATTEMPTS_OF_A_NETWORK = 50
"""A whole city hall may share one address, and a right password does not clear its count."""
WINDOW = dt.timedelta(minutes=15)
LONGEST_MEMORY = dt.timedelta(hours=1)
DRAFTS_KEPT = dt.timedelta(days=90)


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
    function: Wordings | None = None,
    is_administrator: bool = False,
    is_demo: bool = False,
) -> User:
    """Make an account.

    Args:
        email: the address to sign in with; its letter case does not matter.
        name: first and last name, as colleagues see it.
        password: None for demonstration accounts, which nobody can sign in to by password.
        function: what the person does, as partners see it.
        language: pl, uk or en; the interface after signing in, and e-mails later.
        is_administrator: may look after the whole installation.
        is_demo: made by the demonstration.

    Raises:
        ValidationError: the address is taken or malformed, or the password is too weak.
    """
    user = User(
        email=email.strip().lower(),
        name=name.strip(),
        language=language,
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
    user.save()
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
    """Take the password away: all sessions end at once, and nobody can sign in.

    The account stays, since the journal names it; a new password opens it again.
    """
    user.set_unusable_password()
    user.save(update_fields=["password"])


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
    return Draft.objects.filter(user=user, form=form).first()


def drop_draft(user: User, form: str) -> None:
    """Forget the draft: the form was sent, or the person said so."""
    Draft.objects.filter(user=user, form=form).delete()
