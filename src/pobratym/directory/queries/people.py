"""Reads about the people of a city; each costs the same number of statements however many."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils import timezone

from pobratym.accounts.http import Reader
from pobratym.accounts.models import User
from pobratym.core.values import key_before
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment, EmploymentQuerySet, mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.models.invitations import Invitation, InvitationQuerySet
from pobratym.directory.rules import looks_after_all
from pobratym.directory.states import (
    INVITED_BY_ADMINISTRATOR,
    MANAGING,
    READING_PEOPLE,
    WRITING,
    InvitationState,
    Mandate,
    Role,
    may_invite,
)

PAGE = 50


class Show(StrEnum):
    """Which of a city's people a page lists."""

    IN_FORCE = "in_force"
    TO_CONFIRM = "to_confirm"
    INVITED = "invited"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class PeopleFilters:
    """What a list of people is narrowed by; empty keeps all."""

    show: Show = Show.IN_FORCE
    role: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What one person does, and what the reader may do about it."""

    employment: Employment
    may_end: bool
    may_confirm: bool
    may_hand_over: bool


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation, and what the reader may do about it."""

    invitation: Invitation
    may_withdraw: bool
    may_renew: bool


@dataclass(frozen=True, slots=True)
class People:
    """One page of a city's people, newest first; ``older`` names the page after, if there is one.

    ``to_confirm`` and ``invited`` count what waits, whichever list is shown.
    """

    rows: Sequence[PersonRow]
    invitations: Sequence[InvitationRow]
    older: str
    to_confirm: int
    invited: int


def peopled_cities(reader: Reader) -> QuerySet[Municipality]:
    """Give the cities whose people the reader sees: the own ones; administrators, all."""
    if looks_after_all(reader):
        return Municipality.objects.all()
    mandate = mandate_of(reader)
    return Municipality.objects.filter(pk__in=sorted(mandate.cities({*READING_PEOPLE, Role.HEAD})))


def peopled_institutions(reader: Reader) -> QuerySet[Institution]:
    """Give the institutions of the cities whose people the reader sees, with their city."""
    cities = peopled_cities(reader).values("pk")
    return Institution.objects.filter(municipality__in=cities).select_related("municipality")


def people_of(
    city: Municipality, reader: Reader, filters: PeopleFilters, after: str = ""
) -> People:
    """Give one page of a city's people (three statements).

    Args:
        city: whose people; invitations to partner cities in its name are among the invited.
        reader: sees those of the own city; a head those of the own institution.
        filters: what to narrow by.
        after: what the page before calls ``older``; anything else begins with the newest.
    """
    roles = Employment.objects.visible_to(reader).filter(municipality=city)
    seen = Invitation.objects.visible_to(reader)
    invitations = seen.filter(Q(municipality=city) | Q(for_city=city))
    last = key_before(after)
    rows: list[Employment] = []
    sent: list[Invitation] = []
    if filters.show == Show.INVITED:
        sent = _page_of_invitations(invitations, filters, last)
    else:
        rows = _page_of_roles(roles, filters, last)
    found = rows or sent
    return People(
        rows=[row_of(row, reader) for row in rows[:PAGE]],
        invitations=[invitation_row_of(row, reader) for row in sent[:PAGE]],
        older=str(found[PAGE - 1].pk) if len(found) > PAGE else "",
        to_confirm=roles.to_confirm().count(),
        invited=invitations.unfinished().count(),
    )


def _page_of_roles(
    roles: EmploymentQuerySet, filters: PeopleFilters, last: int
) -> list[Employment]:
    today = timezone.localdate()
    shown = {
        Show.TO_CONFIRM: roles.to_confirm(),
        Show.ENDED: roles.over(today),
    }.get(filters.show, roles.on_day(today))
    if filters.role:
        shown = shown.filter(role=filters.role)
    if filters.words:
        shown = shown.filter(_named(filters.words))
    shown = shown.filter(pk__lt=last).select_related("user", "institution")
    return list(shown.order_by("-pk")[: PAGE + 1])


def _named(words: str) -> Q:
    """Find by part of the name; SQLite knows small and capital letters of English only."""
    found = Q()
    for spelt in {words, words.lower(), words.title(), words.upper()}:
        found |= Q(user__name__icontains=spelt)
    return found


def _page_of_invitations(
    invitations: InvitationQuerySet, filters: PeopleFilters, last: int
) -> list[Invitation]:
    shown = invitations.unfinished()
    if filters.role:
        shown = shown.filter(role=filters.role)
    if filters.words:
        shown = shown.filter(email__icontains=filters.words)
    shown = shown.filter(pk__lt=last).select_related(
        "municipality", "institution", "invited_by", "for_city"
    )
    return list(shown.order_by("-pk")[: PAGE + 1])


def row_of(employment: Employment, reader: Reader) -> PersonRow:
    """Say what the reader may do about one role (no statement once the mandate is read)."""
    mandate = mandate_of(reader)
    city, is_own = employment.municipality_id, employment.user_id == reader.pk
    manages = mandate.covers(city, MANAGING)
    decides = manages or looks_after_all(reader)
    is_over = employment.ended_at is not None or (
        employment.until is not None and employment.until < timezone.localdate()
    )
    heads = employment.institution_id in mandate.institutions({Role.HEAD})
    is_confirmed = employment.confirmed_at is not None
    works = employment.role in WRITING and is_confirmed
    return PersonRow(
        employment=employment,
        may_end=not is_over
        and not is_own
        and (decides or (heads and employment.role == Role.TEACHER)),
        may_confirm=not is_over and not is_confirmed and manages,
        may_hand_over=not is_over and works and (decides or is_own),
    )


def invitation_row_of(invitation: Invitation, reader: Reader) -> InvitationRow:
    """Say what the reader may do about one invitation (no statement once the mandate is read)."""
    mandate = mandate_of(reader)
    is_own = invitation.invited_by_id == reader.pk
    decides = mandate.covers(invitation.municipality_id, MANAGING) or looks_after_all(reader)
    is_sent = invitation.state == InvitationState.OPEN
    return InvitationRow(
        invitation=invitation,
        may_withdraw=is_own or decides or _went_to_partner(invitation, mandate),
        may_renew=is_sent and _may_stand_by(invitation, reader),
    )


def _went_to_partner(invitation: Invitation, mandate: Mandate) -> bool:
    """Say whether it went to a partner city in the name of a city that the reader writes for."""
    sender = invitation.for_city_id
    if sender is None or sender == invitation.municipality_id:
        return False
    return mandate.covers(sender, WRITING)


def _may_stand_by(invitation: Invitation, reader: Reader) -> bool:
    if invitation.for_city_id is None:
        return bool(looks_after_all(reader))
    if invitation.for_city_id != invitation.municipality_id:
        return mandate_of(reader).covers(invitation.for_city_id, WRITING)
    role, city = Role(invitation.role), invitation.municipality_id
    return may_invite(mandate_of(reader).posts, role, city, invitation.institution_id)


def invitable_roles(reader: Reader, city: Municipality) -> list[Role]:
    """Give the roles to which the reader invites people here, in the order of the roles' list."""
    mandate = mandate_of(reader)
    places: list[int | None] = [None, *mandate.institutions({Role.HEAD})]
    administers = looks_after_all(reader)
    return [
        role
        for role in Role
        if (administers and role in INVITED_BY_ADMINISTRATOR)
        or any(may_invite(mandate.posts, role, city.pk, place) for place in places)
    ]


def inviting_city(reader: Reader, city: Municipality) -> Municipality | None:
    """Give the city in whose name the reader invites; None for an administrator's own word."""
    is_of_city = any(post.city == city.pk for post in mandate_of(reader).posts)
    return city if is_of_city else None


def invitable_institutions(reader: Reader, city: Municipality) -> list[Institution]:
    """Give the institutions of a city to which the reader invites people, by kind and age."""
    of_city = Institution.objects.filter(municipality=city, closed_on__isnull=True)
    mandate = mandate_of(reader)
    if not (mandate.covers(city.pk, WRITING) or looks_after_all(reader)):
        of_city = of_city.filter(pk__in=sorted(mandate.institutions({Role.HEAD})))
    return list(of_city.order_by("kind", "pk"))


def institutions_of(city: Municipality, reader: Reader) -> list[Institution]:
    """Give a city's institutions, closed ones last (one statement)."""
    seen = Institution.objects.filter(municipality=city)
    if not looks_after_all(reader):
        seen = Institution.objects.of_reader(reader).filter(municipality=city)
    found = list(seen.order_by("kind", "pk"))
    return sorted(found, key=lambda one: one.closed_on is not None)


def successors_of(person: User, city: Municipality) -> list[User]:
    """Give who may take over a person's duties: others who write in the city's name, by name."""
    posts = Employment.objects.in_force().filter(municipality=city, role__in=sorted(WRITING))
    people = User.objects.filter(employments__in=posts, is_active=True).exclude(pk=person.pk)
    return list(people.distinct().order_by("name", "pk"))
