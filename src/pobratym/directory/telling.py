"""The kinds of notice about people's roles, and their sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import ROLE_NAMES, Employment, mandate_now
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.states import MANAGING
from pobratym.notices.kinds import Kind, register

ROLE_CONFIRMED = "directory.role_confirmed"
ROLE_DECLINED = "directory.role_declined"
ROLE_ENDED = "directory.role_ended"
ROLE_TO_CONFIRM = "directory.role_to_confirm"
TO_VERIFY = "directory.to_verify"
HANDED_OVER = "directory.handed_over"
TAKEN_FROM = "directory.taken_from"

Facts = Mapping[str, Any]


def facts_of(about: Employment | Invitation) -> dict[str, Any]:
    """Give what a sentence about a role needs."""
    place = about.institution.name if about.institution else about.municipality.name
    return {"role": str(about.role), "place": dict(place)}


def people_page(city: Municipality) -> str:
    """Give the address of the page on a city's people, without the language."""
    return f"/desk/people/{city.public_id}/"


def coordinators_of(city: int) -> list[User]:
    """Give the coordinators of a city."""
    held = Employment.objects.in_force().filter(municipality=city, role__in=sorted(MANAGING))
    return list(User.objects.filter(employments__in=held, is_active=True).distinct())


def administrators() -> list[User]:
    """Give the administrators of the installation."""
    return list(User.objects.filter(is_administrator=True, is_active=True))


def _coordinates(person: User) -> bool:
    return bool(mandate_now(person).cities(MANAGING))


def _said(facts: Facts) -> dict[str, str]:
    names = {str(role): str(name) for role, name in ROLE_NAMES}
    place = Wordings(facts["place"]).said(get_language() or "en").text
    return {"role": names.get(facts["role"], ""), "place": place}


def _confirmed(facts: Facts) -> str:
    return _("The city hall has confirmed your role: %(role)s, %(place)s.") % _said(facts)


def _declined(facts: Facts) -> str:
    return _("The city hall has not confirmed your role: %(role)s, %(place)s.") % _said(facts)


def _ended(facts: Facts) -> str:
    return _("Your role has ended: %(role)s, %(place)s.") % _said(facts)


def _to_confirm(facts: Facts) -> str:
    return _("A role waits for your confirmation: %(role)s, %(place)s.") % _said(facts)


def _to_verify(facts: Facts) -> str:
    return _("The first coordinator of a city waits for your check: %(place)s.") % _said(facts)


def _handed_over(facts: Facts) -> str:
    said = _place(facts)
    if not said["name"]:
        return _("Open duties were handed over to you: %(place)s.") % said
    return _("%(name)s handed open duties over to you (%(place)s).") % said


def _taken_from(facts: Facts) -> str:
    said = _place(facts)
    if not said["name"]:
        return _("Your open duties were handed over: %(place)s.") % said
    return _("Your open duties passed to %(name)s (%(place)s).") % said


def _place(facts: Facts) -> dict[str, str]:
    """Name the city and the other person; the name is not kept here, so that it can be erased."""
    person = facts.get("person")
    other = User.objects.filter(pk=person).first() if person else None
    place = Wordings(facts["place"]).said(get_language() or "en").text
    return {"place": place, "name": str(other) if other and other.name else ""}


KINDS = (
    Kind(ROLE_CONFIRMED, gettext_lazy("Your role is confirmed"), _confirmed),
    Kind(ROLE_DECLINED, gettext_lazy("Your role is not confirmed"), _declined),
    Kind(ROLE_ENDED, gettext_lazy("Your role has ended"), _ended),
    Kind(
        ROLE_TO_CONFIRM,
        gettext_lazy("A head waits for confirmation"),
        _to_confirm,
        reaches=_coordinates,
    ),
    Kind(
        TO_VERIFY,
        gettext_lazy("A city's first coordinator waits for a check"),
        _to_verify,
        reaches=lambda person: person.is_administrator,
    ),
    Kind(HANDED_OVER, gettext_lazy("Duties were handed over to you"), _handed_over),
    Kind(TAKEN_FROM, gettext_lazy("Your duties were handed over"), _taken_from),
)


def register_kinds(kinds: Iterable[Kind] = KINDS) -> None:
    """Take the kinds in; called once when the application starts."""
    for kind in kinds:
        register(kind)
