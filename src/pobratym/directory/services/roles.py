"""Confirming and ending what people do for a city."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.duties import has_open_duties
from pobratym.directory.models.employment import Employment, mandate_now
from pobratym.directory.services.letters import end_invitations_of
from pobratym.directory.services.rights import (
    administers,
    hold_city,
    hold_people,
    manages,
    other_coordinators,
    refuse_stranger_to,
)
from pobratym.directory.states import WRITING, Role
from pobratym.directory.telling import ROLE_CONFIRMED, ROLE_DECLINED, ROLE_ENDED, facts_of
from pobratym.journal.services import record
from pobratym.notices.services import tell


@transaction.atomic
def confirm_role(employment: Employment, *, version: int, by: User | None) -> Employment:
    """Confirm, in the name of the city hall, that this person heads the institution.

    Raises:
        StaleVersion: somebody else decided first.
        DomainError: ``not_yours`` (only a coordinator of the city), ``not_waiting``.
    """
    fresh = _taken(employment, version)
    if not manages(by, fresh.municipality_id):
        raise DomainError(
            _("Only a coordinator of the city hall confirms heads of its institutions."),
            code="not_yours",
        )
    _refuse_unless_waiting(fresh)
    fresh.confirmed_at, fresh.confirmed_by = timezone.now(), by
    fresh.full_clean()
    fresh.save()
    record(
        "role.confirmed",
        fresh,
        by=by,
        city=fresh.municipality.code,
        within=fresh.institution or fresh.municipality,
        role=fresh.role,
    )
    tell([fresh.user], ROLE_CONFIRMED, facts_of(fresh), "/desk/")
    return fresh


@transaction.atomic
def decline_role(employment: Employment, *, version: int, by: User | None, why: str) -> Employment:
    """Refuse to confirm a head, and say why; the role never counted and is over.

    Raises:
        StaleVersion: somebody else decided first.
        DomainError: ``not_yours``, ``not_waiting``, ``no_reason``.
    """
    fresh = _taken(employment, version)
    if not manages(by, fresh.municipality_id):
        raise DomainError(
            _("Only a coordinator of the city hall confirms heads of its institutions."),
            code="not_yours",
        )
    _refuse_unless_waiting(fresh)
    if not why.strip():
        raise DomainError(_("Say why."), code="no_reason", field="reason")
    end_now(fresh)
    record(
        "role.declined",
        fresh,
        by=by,
        city=fresh.municipality.code,
        within=fresh.institution or fresh.municipality,
        role=fresh.role,
        why=why.strip(),
    )
    tell([fresh.user], ROLE_DECLINED, facts_of(fresh), "/desk/")
    return fresh


@transaction.atomic
def end_role(employment: Employment, *, version: int, by: User | None) -> Employment:
    """End what somebody does for a city, at once: the person's next request has the right no more.

    What the person had invited others to dies with the role.

    Raises:
        StaleVersion: somebody else was here first.
        DomainError: ``not_yours``, ``over`` (ended before), ``own_role``, ``last_coordinator``,
            ``open_duties`` (hand them over first).
    """
    fresh = _taken(employment, version)
    _refuse_strangers(fresh, by)
    if fresh.ended_at is not None or _is_past(fresh, timezone.localdate()):
        raise DomainError(_("This role has ended already."), code="over")
    if by is not None:
        _refuse_own(fresh, by)
        _refuse_orphaning(fresh, by)
        refuse_open_duties(fresh)
    end_now(fresh)
    record(
        "role.ended",
        fresh,
        by=by,
        city=fresh.municipality.code,
        within=fresh.institution or fresh.municipality,
        role=fresh.role,
    )
    end_invitations_of(fresh.user, by=by, city=fresh.municipality)
    tell([fresh.user], ROLE_ENDED, facts_of(fresh), "/desk/")
    return fresh


def end_now(employment: Employment) -> None:
    """Let a role that is held by a lock count for nothing from this moment (no journal line)."""
    today = timezone.localdate()
    employment.ended_at = timezone.now()
    if not _is_past(employment, today):
        employment.until = max(today, employment.since)
    employment.full_clean()
    employment.save()


def refuse_open_duties(employment: Employment) -> None:
    """Let nobody leave with promises that no other person has taken over.

    Raises:
        DomainError: ``open_duties``.
    """
    city, role = employment.municipality_id, employment.role
    if role not in WRITING or employment.confirmed_at is None:
        return
    held = mandate_now(employment.user).posts
    stays = any(post.city == city and post.role in WRITING and post.role != role for post in held)
    if not stays and has_open_duties(employment.user_id, city):
        raise DomainError(
            _("This person has open duties. Hand them over first; the role can end with it."),
            code="open_duties",
        )


def refuse_last_coordinator(employment: Employment) -> None:
    """Let no city lose its last coordinator.

    Raises:
        DomainError: ``last_coordinator``.
    """
    counts = employment.role == Role.COORDINATOR and employment.confirmed_at is not None
    if counts and not other_coordinators(employment):
        raise DomainError(
            _("This is the city's last coordinator. Invite a successor first."),
            code="last_coordinator",
        )


def _refuse_orphaning(employment: Employment, by: User) -> None:
    if not administers(by):
        refuse_last_coordinator(employment)


def _taken(employment: Employment, version: int) -> Employment:
    city = hold_city(employment.municipality)
    hold_people(employment.user)
    fresh = take_version(Employment.objects.all(), employment.pk, version)
    fresh.municipality = city
    return fresh


def _refuse_strangers(employment: Employment, by: User | None) -> None:
    """Let coordinators end any role of their city, and heads those of their teachers."""
    is_head = by is not None and employment.institution_id in mandate_now(by).institutions(
        {Role.HEAD}
    )
    if employment.role == Role.TEACHER and is_head:
        return
    refuse_stranger_to(by, employment.municipality_id)


def _refuse_own(employment: Employment, by: User) -> None:
    if employment.user_id == by.pk:
        raise DomainError(
            _("You cannot end your own role here. Hand over your duties, and it ends with that."),
            code="own_role",
        )


def _refuse_unless_waiting(employment: Employment) -> None:
    if employment.confirmed_at is not None or employment.ended_at is not None:
        raise DomainError(_("This role does not wait to be confirmed."), code="not_waiting")


def _is_past(employment: Employment, today: dt.date) -> bool:
    return employment.until is not None and employment.until < today
