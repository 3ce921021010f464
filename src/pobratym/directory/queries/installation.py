"""Reads for the administrator of the installation."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.invitations import Invitation

MOST = 100
FOUND = 20


@dataclass(frozen=True, slots=True)
class CityWithPeople:
    """A city for which somebody works here, and how many do."""

    city: Municipality
    people: int


def cities_with_people(language: str) -> list[CityWithPeople]:
    """Give the cities for which people work here today, by name; at most 100 (one statement)."""
    today = timezone.localdate()
    holds = Q(employments__since__lte=today, employments__ended_at__isnull=True)
    holds &= Q(employments__until__isnull=True) | Q(employments__until__gte=today)
    counted = Count("employments__user", filter=holds, distinct=True)
    own = Employment.objects.order_by().values("municipality_id")
    cities = Municipality.objects.filter(pk__in=own).annotate(people=counted)
    shown = cities.by_name(language)[:MOST]
    return [CityWithPeople(city, getattr(city, "people")) for city in shown]  # noqa: B009  annotated


def to_verify() -> list[Invitation]:
    """Give the first coordinators that wait for the administrator, oldest first (one statement)."""
    waiting = Invitation.objects.to_verify().select_related(
        "municipality", "for_city", "invited_by"
    )
    return list(waiting.order_by("pk")[:MOST])


def find_people(words: str) -> list[User]:
    """Find people by a part of name or address; at most 20, nobody for no words."""
    words = words.strip()
    if not words:
        return []
    found = Q(email__icontains=words)
    for spelt in {words, words.lower(), words.title()}:
        found |= Q(name__icontains=spelt)
    people = User.objects.filter(found).order_by("name", "pk")[:FOUND]
    return list(people.prefetch_related("employments__municipality"))


def people_to_decide_on() -> QuerySet[User]:
    """Give everybody whose account the administrator may shut or open."""
    return User.objects.all()
