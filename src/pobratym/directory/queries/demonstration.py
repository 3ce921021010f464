"""Who works where in the demonstration, for the doors of its sign-in page."""

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import pgettext

from pobratym.accounts.demonstration import Doors
from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import ROLE_NAMES, Employment
from pobratym.directory.states import Role

_ORDER = {str(role): place for place, (role, _name) in enumerate(ROLE_NAMES)}
_NAMES = {str(role): name for role, name in ROLE_NAMES}


def demo_doors(people: Sequence[User]) -> list[Doors]:
    """Group people by the city they work for, officers first (one statement).

    Those who work for none, such as the administrator, come last.
    """
    held = Employment.objects.in_force().filter(user__in=[person.pk for person in people])
    rows = list(held.values_list("municipality", "municipality__name", "role", "user"))
    groups: dict[int, Doors] = {}
    for city, name, role, user in sorted(rows, key=lambda row: (row[0], _ORDER[row[2]])):
        group = groups.setdefault(city, Doors(name, []))
        group.people.append((user, _short(role)))
    placed = {row[3] for row in rows}
    others = [(one.pk, _titled(one.said_function)) for one in people if one.pk not in placed]
    return [*groups.values(), *([Doors(Wordings(), list(others))] if others else [])]


def _titled(told: Wordings) -> Wordings:
    return Wordings({spoken: capfirst(text) for spoken, text in told.items()})


def _short(role: str) -> str:
    name = pgettext("role", "officer") if role == Role.OFFICER else str(_NAMES[role])
    return capfirst(name)
