"""Handing over: a leaving person's open duties pass to a successor, in one deed."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import Draft, User
from pobratym.core.errors import DomainError
from pobratym.directory.duties import OpenDuties, open_duties
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment, mandate_now
from pobratym.directory.models.handovers import HandedDuty, HandOver
from pobratym.directory.services.letters import end_invitations_of
from pobratym.directory.services.rights import (
    administers,
    hold_city,
    hold_people,
    manages,
    other_coordinators,
)
from pobratym.directory.services.roles import end_now
from pobratym.directory.states import WRITING, Role
from pobratym.directory.telling import HANDED_OVER, TAKEN_FROM
from pobratym.journal.services import record
from pobratym.notices.services import tell

_LONGEST = 300


@transaction.atomic
def hand_over(
    from_person: User,
    to_person: User,
    city: Municipality,
    *,
    by: User | None,
    last_day: dt.date | None = None,
) -> HandOver:
    """Move all that a person has open for a city to a successor, and keep the list as it was.

    Args:
        from_person: who leaves, or passes the work on.
        to_person: an officer or coordinator of the same city.
        city: whose duties; what the person does for another city is untouched.
        by: a coordinator of the city, the leaving person, or an administrator.
        last_day: the leaver's roles in the city hall end with it; today ends them at once, since
            everything is handed over. None where the roles stay.

    Raises:
        DomainError: ``not_yours``, ``same_person``, ``successor_elsewhere``, ``past`` (the last
            day), ``no_role`` (nothing to hand over from), ``last_coordinator``.
    """
    held = hold_city(city)
    people = hold_people(from_person, to_person)
    leaver, successor = people[from_person.pk], people[to_person.pk]
    today = timezone.localdate()
    _refuse_strangers(by, leaver, held)
    _refuse_successor(leaver, successor, held)
    if last_day is not None and last_day < today:
        raise DomainError(
            _("The last day lies in the past. Today's date ends the role at once."),
            code="past",
            field="last_day",
        )
    roles = _roles_of(leaver, held, today)
    found = open_duties(leaver.pk, held.pk)
    if not roles and not found:
        raise DomainError(_("This person has nothing to hand over here."), code="no_role")
    _refuse_orphaning(roles, by, last_day)
    kept = _keep(held, leaver, successor, by=by, last_day=last_day, found=found)
    moved = {
        one.duty.name: one.duty.move(leaver.pk, successor, held.pk, by)
        for one in found
        if one.duty.is_personal
    }
    record(
        "duties.handed_over",
        kept,
        by=by,
        city=held.code,
        within=held,
        leaver=leaver.pk,
        successor=successor.pk,
        moved=moved,
        last_day=last_day.isoformat() if last_day else None,
    )
    _end(roles, last_day, today, by=by, city=held)
    _tell_both(kept)
    return kept


def _refuse_strangers(by: User | None, leaver: User, city: Municipality) -> None:
    is_own = by is not None and by.pk == leaver.pk and mandate_now(by).covers(city.pk, WRITING)
    if not (is_own or manages(by, city.pk) or administers(by)):
        raise DomainError(
            _("Only a coordinator of this city may do that, or the administrator."),
            code="not_yours",
        )


def _refuse_successor(leaver: User, successor: User, city: Municipality) -> None:
    if leaver.pk == successor.pk:
        raise DomainError(
            _("Choose another person: nobody succeeds themselves."),
            code="same_person",
            field="successor",
        )
    if not mandate_now(successor).covers(city.pk, WRITING):
        raise DomainError(
            _("The successor must be an officer or a coordinator of this city."),
            code="successor_elsewhere",
            field="successor",
        )


def _roles_of(leaver: User, city: Municipality, today: dt.date) -> list[Employment]:
    """Take the leaver's roles in the city hall, to be ended."""
    roles = Employment.objects.select_for_update().on_day(today)
    return list(
        roles.filter(user=leaver, municipality=city, institution__isnull=True).order_by("pk")
    )


def _refuse_orphaning(roles: list[Employment], by: User | None, last_day: dt.date | None) -> None:
    """Let the last coordinator leave only once there is another, or the administrator says so."""
    coordinating = [role for role in roles if role.role == Role.COORDINATOR]
    if last_day is None or not coordinating or administers(by):
        return
    if not other_coordinators(coordinating[0], after=last_day):
        raise DomainError(
            _("This is the city's last coordinator. Invite a successor first."),
            code="last_coordinator",
            field="last_day",
        )


def _keep(  # noqa: PLR0913  a hand-over has these
    city: Municipality,
    leaver: User,
    successor: User,
    *,
    by: User | None,
    last_day: dt.date | None,
    found: list[OpenDuties],
) -> HandOver:
    hand_over = HandOver(
        municipality=city,
        from_person=leaver,
        to_person=successor,
        by=by,
        last_day=last_day,
        drafts=Draft.objects.filter(user=leaver).count(),
    )
    hand_over.full_clean()
    hand_over.save()
    HandedDuty.objects.bulk_create(
        HandedDuty(
            hand_over=hand_over,
            kind=one.duty.name,
            what=line.what[:_LONGEST],
            for_whom=line.for_whom,
            due_on=line.due_on,
            page=line.page,
        )
        for one in found
        for line in one.lines
    )
    return hand_over


def _end(
    roles: list[Employment],
    last_day: dt.date | None,
    today: dt.date,
    *,
    by: User | None,
    city: Municipality,
) -> None:
    if last_day is None:
        return
    for role in roles:
        role.version += 1
        if last_day == today:
            end_now(role)
        else:
            role.until = last_day
            role.full_clean()
            role.save()
        on = last_day.isoformat()
        record("role.ended", role, by=by, city=city.code, within=city, role=role.role, on=on)
    if roles and last_day == today:
        end_invitations_of(roles[0].user, by=by, city=city)


def _tell_both(kept: HandOver) -> None:
    facts = {"place": dict(kept.municipality.name)}
    page = f"/desk/hand-overs/{kept.public_id}/"
    tell([kept.to_person], HANDED_OVER, {**facts, "person": kept.from_person_id}, page)
    tell([kept.from_person], TAKEN_FROM, {**facts, "person": kept.to_person_id}, page)
