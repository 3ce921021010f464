"""Who may change who works where, asked anew inside a deed.

Deeds on people lock in one order: the city, then people by key, then the invitation or hand-over,
then employments. Two that concern one city so come one after the other, and the second sees what
the first has done.
"""

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment, mandate_now
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import (
    INVITED_BY_ADMINISTRATOR,
    MANAGING,
    WRITING,
    Role,
    may_invite,
)


def hold_city(city: Municipality) -> Municipality:
    """Read a city anew and hold it until the deed on its people is done.

    Rows that only point at the city may be written meanwhile.
    """
    return Municipality.objects.select_for_update(no_key=True).get(pk=city.pk)


def hold_people(*people: User) -> dict[int, User]:
    """Read people anew and hold them, in the order of their keys."""
    keys = sorted({person.pk for person in people})
    held = User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    return {person.pk: person for person in held}


def administers(person: User | None) -> bool:
    """Say whether this is an administrator now, or the machine's own (None)."""
    if person is None:
        return True
    return User.objects.filter(pk=person.pk, is_active=True, is_administrator=True).exists()


def manages(person: User | None, city: int) -> bool:
    """Say whether the person is a coordinator of the city now, or the machine's own (None)."""
    return person is None or mandate_now(person).covers(city, MANAGING)


def refuse_outsider(person: User | None, city: int) -> None:
    """Let only those change what a city says of itself who write in its name now.

    Administrators may, too, and the machine's own commands (None).

    Raises:
        DomainError: ``not_your_city``.
    """
    if person is None or mandate_now(person).covers(city, WRITING) or administers(person):
        return
    raise DomainError(_("You act only in the name of your own city."), code="not_your_city")


def refuse_stranger_to(person: User | None, city: int) -> None:
    """Let only coordinators of the city and administrators decide.

    Raises:
        DomainError: ``not_yours``.
    """
    if not manages(person, city) and not administers(person):
        raise DomainError(
            _("Only a coordinator of this city may do that, or the administrator."),
            code="not_yours",
        )


def invites(
    person: User | None, role: Role, city: int, institution: int | None, for_city: int | None
) -> bool:
    """Say whether a person may invite somebody now, or could still stand by an invitation.

    Args:
        person: None is a command on the server.
        role: what the invited would do.
        city: for which city.
        institution: in which institution of it.
        for_city: in whose name the invitation goes; None is an administrator's own. A partner
            city's word counts only until the city has a coordinator of its own.
    """
    if person is None:
        return True
    if for_city is None:
        return role in INVITED_BY_ADMINISTRATOR and administers(person)
    mandate = mandate_now(person)
    if for_city != city:
        is_entitled = role == Role.COORDINATOR and mandate.covers(for_city, WRITING)
        return is_entitled and not has_coordinator(city)
    return may_invite(mandate.posts, role, city, institution)


def has_coordinator(city: int) -> bool:
    """Say whether the city has a coordinator today, who invites its people."""
    held = Employment.objects.in_force().filter(municipality=city, role=Role.COORDINATOR)
    return held.filter(user__is_active=True).exists()


def refuse_closed(institution: Institution | None, city: Municipality) -> None:
    """Let nobody be invited to an institution of another city, or to one that was closed.

    Raises:
        DomainError: ``elsewhere`` or ``closed``, naming the form field.
    """
    if institution is None:
        return
    if institution.municipality_id != city.pk:
        raise DomainError(
            _("This institution belongs to another city."), code="elsewhere", field="institution"
        )
    if institution.closed_on is not None and institution.closed_on <= timezone.localdate():
        raise DomainError(_("This institution is closed."), code="closed", field="institution")


def other_coordinators(employment: Employment, after: dt.date | None = None) -> bool:
    """Say whether the city keeps a coordinator without this employment, today and after a day."""
    others = Employment.objects.in_force().filter(
        municipality=employment.municipality_id, role=Role.COORDINATOR, user__is_active=True
    )
    if after is not None:
        others = others.filter(Q(until__isnull=True) | Q(until__gt=after))
    return others.exclude(user=employment.user_id).exists()
