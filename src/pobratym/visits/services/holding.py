"""Hold what a deed on a visit stands on, ask who may, and note what was done."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.confirmations.services.mandate import refuse_stranger
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import WRITING
from pobratym.journal.services import Changes, record
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import SHARED, VisitState

OVER = frozenset({VisitState.CANCELLED, VisitState.REPORTED})
"""States in which nothing of a visit changes any more."""


def held(visit: Visit) -> Visit:
    """Read a visit anew with its host and hold it until the deed is done; its version stays."""
    found = Visit.objects.select_for_update(of=("self",)).select_related("host", "partnership")
    return found.get(pk=visit.pk)


def taken(visit: Visit, version: int) -> Visit:
    """Hold a visit and raise its version.

    Raises:
        StaleVersion: somebody saved since ``version``.
    """
    found = held(visit)
    if found.version != version:
        raise StaleVersion(found)
    found.version += 1
    return found


def refuse_over(visit: Visit) -> None:
    """Let nothing change of a visit that is cancelled or reported.

    Raises:
        DomainError: ``over``.
    """
    if visit.state in OVER:
        raise DomainError(
            _("This visit is over or cancelled; nothing of it can be changed any more."),
            code="over",
        )


def refuse_all_but_host(by: User | None, visit: Visit) -> None:
    """Let only those of the host's city act, on a visit that stands.

    Raises:
        DomainError: ``not_your_city``, ``over``.
    """
    refuse_stranger(by, visit.host)
    refuse_over(visit)


def acting_city(by: User | None, visit: Visit, city: Municipality) -> Municipality:
    """Say in whose name somebody works on the delegation of ``city``: its own, or the host's.

    Raises:
        DomainError: ``not_your_city``, ``over``, ``not_invited`` (the city is no guest here).
    """
    refuse_over(visit)
    if not visit.guest_cities.filter(city=city).exists() and city.pk != visit.host_id:
        raise DomainError(_("This city is not invited to the visit."), code="not_invited")
    if by is None:
        return visit.host
    mandate = mandate_now(by)
    if visit.state in SHARED and mandate.covers(city.pk, WRITING):
        return city
    refuse_stranger(by, visit.host)
    return visit.host


def note(  # noqa: PLR0913  as record itself
    what: str,
    thing: Model,
    visit: Visit,
    *,
    by: User | None,
    city: Municipality,
    changes: Changes | None = None,
    why: str = "",
    **details: Any,  # noqa: ANN401  JSON values
) -> None:
    """Write a line of the journal, read on the page of the partnership.

    What was done before the guests knew stays with the host.
    """
    record(
        what,
        thing,
        by=by,
        city=city.code,
        changes=changes,
        within=visit.partnership,
        own=visit.state == VisitState.IDEA,
        why=why,
        **details,
    )
