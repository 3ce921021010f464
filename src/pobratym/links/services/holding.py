"""Hold what a deed on a link stands on, and note what was done."""

from collections.abc import Collection

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import Institution
from pobratym.journal.services import Changes, record
from pobratym.links.models.links import Link
from pobratym.links.states import Side


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


def take(link: Link, version: int) -> Link:
    """Hold a link with its institutions and raise its version.

    Raises:
        StaleVersion: somebody saved since ``version``.
    """
    a, b = hold_institutions(link.a_id, link.b_id)
    found = take_version(Link.objects.all(), link.pk, version)
    found.a, found.b = a, b
    return found


def name_of(institution: Institution) -> str:
    """Name an institution in the active language."""
    return str(institution.name.said(get_language() or "en").text)


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


def refuse_outsider(sides: Collection[Side]) -> Side:
    """Give the first of the sides for which somebody may act.

    Raises:
        DomainError: ``not_your_institution``: there is none.
    """
    for side in sides:
        return side
    raise DomainError(
        _("Only those may do this who act for one of the two institutions."),
        code="not_your_institution",
    )


def note(  # noqa: PLR0913  as record itself
    what: str,
    thing: Model,
    link: Link,
    side: Side,
    *,
    by: User,
    changes: Changes,
    why: str = "",
) -> None:
    """Write a line of the journal, read on the page of the institution that acted."""
    own = link.side(side)
    record(
        what,
        thing,
        by=by,
        city=own.municipality.code,
        changes=changes,
        within=own,
        why=why,
        renews=False,
        partner=dict(link.side(side.other).name),
    )
