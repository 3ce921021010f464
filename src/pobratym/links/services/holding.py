"""Hold what a deed on a link stands on, and find for whom somebody acts in it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import WRITING, Mandate, Role
from pobratym.links.models.links import Link
from pobratym.links.states import Side


@dataclass(frozen=True)
class Held:
    """A link as it stands now, and what the person holds who works on it."""

    link: Link
    mandate: Mandate

    def headed(self) -> list[Side]:
        """Give the sides whose institution the person heads today."""
        places = self.mandate.institutions({Role.HEAD})
        return [side for side in Side if self.link.side(side).pk in places]

    def of_city_hall(self) -> list[Side]:
        """Give the sides for whose city the person writes today."""
        cities = self.mandate.cities(WRITING)
        return [side for side in Side if self.link.side(side).municipality_id in cities]


def hold_institutions(*keys: int) -> list[Institution]:
    """Read institutions anew with their cities, and hold all of them until the deed is done."""
    cities = Institution.objects.filter(pk__in=keys).values_list("municipality_id", flat=True)
    held = Municipality.objects.select_for_update(no_key=True).filter(pk__in=list(cities))
    by_key = {city.pk: city for city in held.order_by("pk")}
    found = Institution.objects.select_for_update(no_key=True).filter(pk__in=keys)
    institutions = {one.pk: one for one in found.order_by("pk")}
    for one in institutions.values():
        one.municipality = by_key[one.municipality_id]
    return [institutions[key] for key in keys]


def take(link: Link, version: int, by: User) -> Held:
    """Hold a link with its institutions and raise its version.

    Raises:
        StaleVersion: somebody saved since ``version``.
    """
    a, b = hold_institutions(link.a_id, link.b_id)
    found = take_version(Link.objects.all(), link.pk, version)
    found.a, found.b = a, b
    return Held(found, mandate_now(by))


def name_of(institution: Institution) -> str:
    """Name an institution in the active language."""
    return institution.name.said(get_language() or "en").text


def refuse_closed(institution: Institution) -> None:
    """Let nothing begin with an institution that was closed.

    Raises:
        DomainError: ``closed``.
    """
    if institution.closed_on is not None and institution.closed_on <= timezone.localdate():
        raise DomainError(
            _("%(name)s is closed. Choose another institution.") % {"name": name_of(institution)},
            code="closed",
        )


def one_of(sides: Collection[Side], better: Collection[Side] = ()) -> Side:
    """Choose the side for which somebody acts; where it may be both, rather one of ``better``.

    Raises:
        DomainError: ``not_your_institution``: there is none.
    """
    for side in [*(one for one in better if one in sides), *sides]:
        return side
    raise DomainError(
        _("Only those may do this who act for one of the two institutions."),
        code="not_your_institution",
    )
