"""Shutting an account, and opening it again: the administrator's deeds."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.services.letters import end_invitations_of
from pobratym.directory.services.rights import administers, hold_people
from pobratym.journal.services import record


@transaction.atomic
def disable_person(person: User, *, by: User | None) -> User:
    """Shut a person's account at once: sessions end, invitations that the person sent die.

    Raises:
        DomainError: ``not_yours`` (administrators only), ``yourself``, ``disabled`` already.
    """
    fresh = _held(person, by)
    if by is not None and by.pk == fresh.pk:
        raise DomainError(_("You cannot disable your own account."), code="yourself")
    if not fresh.is_active:
        raise DomainError(_("This account is disabled already."), code="disabled")
    fresh.is_active = False
    fresh.save(update_fields=["is_active"])
    end_sessions(fresh)
    record("person.disabled", fresh, by=by)
    end_invitations_of(fresh, by=by)
    return fresh


@transaction.atomic
def enable_person(person: User, *, by: User | None) -> User:
    """Open the account of a disabled person again; sessions and invitations stay ended.

    Raises:
        DomainError: ``not_yours``, ``enabled`` already.
    """
    fresh = _held(person, by)
    if fresh.is_active:
        raise DomainError(_("This account is open already."), code="enabled")
    fresh.is_active = True
    fresh.save(update_fields=["is_active"])
    record("person.enabled", fresh, by=by)
    return fresh


def end_sessions(person: User) -> None:
    """End every session of a person; none of them comes back when the account opens again."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def _held(person: User, by: User | None) -> User:
    people = [person] if by is None else [person, by]
    fresh = hold_people(*people)[person.pk]
    if not administers(by):
        raise DomainError(_("Only the administrator may do that."), code="not_yours")
    return fresh
