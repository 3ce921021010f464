"""What can be done with accounts."""

import datetime as dt
import hashlib

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import Draft, FailedSignIn, User
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings

FREE_ATTEMPTS = 10
WINDOW = dt.timedelta(minutes=15)
LONGEST_MEMORY = dt.timedelta(hours=1)


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


def doors_of(email: str, network_address: str) -> list[str]:
    """Name the two things whose wrong passwords are counted, as digests."""
    return [
        hashlib.sha256(f"{kind}:{value.strip().casefold()}".encode()).hexdigest()
        for kind, value in (("account", email), ("network", network_address))
    ]


def refuse_guessing(doors: list[str]) -> None:
    """Slow down who guesses passwords: ten are free, then each costs a longer wait.

    Raises:
        DomainError: ``too_many`` with the time to wait in minutes.
    """
    now = timezone.now()
    for door in doors:
        recent = FailedSignIn.objects.filter(door=door, at__gt=now - LONGEST_MEMORY)
        moments = list(recent.order_by("-at").values_list("at", flat=True)[: FREE_ATTEMPTS * 3])
        extra = len(moments) - FREE_ATTEMPTS
        if extra < 0:
            continue
        wait = min(LONGEST_MEMORY, dt.timedelta(minutes=2 ** min(extra, 6)))
        left = moments[0] + wait - now
        if left > dt.timedelta():
            raise DomainError(
                _("Too many attempts. Wait %(minutes)d min and try again.")
                % {"minutes": max(1, -(-left.seconds // 60))},
                code="too_many",
            )


@transaction.atomic
def note_failed_sign_in(doors: list[str]) -> None:
    """Count a wrong password at both doors, and forget what is older than an hour."""
    now = timezone.now()
    FailedSignIn.objects.filter(at__lt=now - LONGEST_MEMORY).delete()
    FailedSignIn.objects.bulk_create(FailedSignIn(door=door, at=now) for door in doors)


@transaction.atomic
def forget_failed_sign_ins(doors: list[str]) -> None:
    """Start anew after a right password."""
    FailedSignIn.objects.filter(door__in=doors).delete()


@transaction.atomic
def keep_draft(user: User, form: str, data: dict[str, list[str]]) -> None:
    """Keep what a person typed into ``form`` (a name such as ``partnership_edit:12``).

    Raises:
        ValidationError: the form's name is too long.
    """
    draft = Draft.objects.filter(user=user, form=form).first() or Draft(user=user, form=form)
    draft.data = data
    draft.full_clean()
    draft.save()


def draft_of(user: User, form: str) -> Draft | None:
    """Give what the person typed into ``form`` and has not finished, if anything."""
    return Draft.objects.filter(user=user, form=form).first()


def drop_draft(user: User, form: str) -> None:
    """Forget the draft: the form was sent, or the person said so."""
    Draft.objects.filter(user=user, form=form).delete()
