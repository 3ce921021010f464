"""Schools, centres and other institutions that a city runs."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.institutions import Institution
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.services.letters import finish_withdrawn
from pobratym.directory.services.rights import hold_city, refuse_outsider
from pobratym.directory.services.roles import end_now
from pobratym.journal.services import record
from pobratym.languages.services import note_wordings


@dataclass(frozen=True, slots=True)
class ToldInstitution:
    """What people write about an institution."""

    kind: str
    name: Wordings


@transaction.atomic
def add_institution(city: Municipality, told: ToldInstitution, *, by: User | None) -> Institution:
    """Enter an institution that the city runs.

    Raises:
        DomainError: ``not_your_city``.
        ValidationError: name or kind is missing.
    """
    held = hold_city(city)
    refuse_outsider(by, held.pk)
    institution = Institution(municipality=held, kind=told.kind, name=told.name)
    institution.full_clean()
    institution.save()
    note_wordings(institution, "name", old=Wordings(), new=told.name, by=by)
    record("institution.added", institution, by=by, city=held.code)
    return institution


@transaction.atomic
def edit_institution(
    institution: Institution, told: ToldInstitution, *, version: int, by: User | None
) -> Institution:
    """Change the name or the kind of an institution.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``.
        ValidationError: name or kind is missing.
    """
    fresh = _taken(institution, version, by)
    old = fresh.name
    changes = {
        name: (before, after)
        for name, before, after in (
            ("kind", fresh.kind, told.kind),
            ("name", fresh.name, told.name),
        )
        if before != after
    }
    fresh.kind, fresh.name = told.kind, told.name
    fresh.full_clean()
    fresh.save()
    note_wordings(fresh, "name", old=old, new=told.name, by=by)
    record("institution.edited", fresh, by=by, city=fresh.municipality.code, changes=changes)
    return fresh


@transaction.atomic
def close_institution(institution: Institution, *, version: int, by: User | None) -> Institution:
    """Close an institution today: roles in it end at once, invitations to it are withdrawn.

    Raises:
        StaleVersion: somebody else was here first.
        DomainError: ``not_your_city``, ``closed`` already.
    """
    fresh = _taken(institution, version, by)
    if fresh.closed_on is not None:
        raise DomainError(_("This institution is closed."), code="closed")
    fresh.closed_on = timezone.localdate()
    fresh.full_clean()
    fresh.save()
    code = fresh.municipality.code
    record("institution.closed", fresh, by=by, city=code, on=fresh.closed_on.isoformat())
    _empty(fresh, by, code, fresh.closed_on)
    return fresh


def _empty(institution: Institution, by: User | None, code: str, today: dt.date) -> None:
    invitations = Invitation.objects.select_for_update().filter(institution=institution)
    for invitation in invitations.unfinished().order_by("pk"):
        finish_withdrawn(invitation, by=by)
    roles = Employment.objects.select_for_update().filter(institution=institution).standing()
    for role in roles.exclude(until__lt=today).order_by("pk"):
        role.version += 1
        end_now(role)
        record("role.ended", role, by=by, city=code, within=institution, role=role.role)


def _taken(institution: Institution, version: int, by: User | None) -> Institution:
    city = hold_city(institution.municipality)
    refuse_outsider(by, city.pk)
    fresh = take_version(Institution.objects.all(), institution.pk, version)
    fresh.municipality = city
    return fresh
