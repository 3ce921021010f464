"""Which cities somebody answers for here, and who does."""

from collections.abc import Collection, Iterable

from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment
from pobratym.directory.states import CONFIRMING, Role


def aboard(cities: Iterable[Municipality]) -> set[int]:
    """Give the keys of those cities for which somebody can say yes or no today (one statement)."""
    keys = [city.pk for city in cities]
    held = Employment.objects.in_force().filter(municipality__in=keys, role__in=sorted(CONFIRMING))
    active = held.filter(user__is_active=True)
    return set(active.values_list("municipality_id", flat=True))


def people_of(cities: Iterable[int], roles: Collection[Role] = CONFIRMING) -> list[User]:
    """Give the people who hold one of these roles today for one of these cities (keys)."""
    held = Employment.objects.in_force().filter(municipality__in=list(cities))
    posts = held.filter(role__in=sorted(roles))
    return list(User.objects.filter(employments__in=posts, is_active=True).distinct())
