"""Hold what a deed on money stands on, ask who may, and note what was done."""

from collections.abc import Collection

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.allowances.rules import ACCOUNTING
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import Role
from pobratym.journal.services import Changes, record
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import acting_cities, cities_of
from pobratym.visits.services.holding import held
from pobratym.visits.states import VisitState


def hold_visit(visit: Visit) -> Visit:
    """Hold a visit whose costs or gifts are to change; also one that is over.

    Raises:
        DomainError: ``cancelled``.
    """
    found = held(visit)
    if found.state == VisitState.CANCELLED:
        raise DomainError(
            _("This visit is cancelled. What was noted stays; nothing new is entered."),
            code="cancelled",
        )
    return found


def acting_city(
    by: User | None, visit: Visit, wanted: Municipality, roles: Collection[Role] = ACCOUNTING
) -> Municipality:
    """Give the city in whose name somebody enters something: the wanted one.

    Raises:
        DomainError: ``not_your_city``, ``not_in_visit``.
    """
    known = cities_of(visit) if by is None else acting_cities(visit, mandate_now(by), roles)
    for city in known:
        if city.pk == wanted.pk:
            return city
    if by is not None and not mandate_now(by).covers(wanted.pk, roles):
        raise not_yours()
    raise DomainError(_("This city does not take part in the visit."), code="not_in_visit")


def refuse_stranger(by: User | None, city: int, roles: Collection[Role] = ACCOUNTING) -> None:
    """Let only those act who have the role in the city today.

    Raises:
        DomainError: ``not_your_city``.
    """
    if by is not None and not mandate_now(by).covers(city, roles):
        raise not_yours()


def not_yours() -> DomainError:
    """Say that somebody acts for another city."""
    return DomainError(_("You act only in the name of your own city."), code="not_your_city")


def note(  # noqa: PLR0913  as record itself
    what: str,
    thing: Model,
    visit: Visit,
    *,
    by: User | None,
    city: Municipality,
    changes: Changes | None = None,
    why: str = "",
    own: bool = False,
) -> None:
    """Write a line of the journal, read on the page of the partnership.

    What was done before the guests knew of the visit stays with the host.
    """
    record(
        what,
        thing,
        by=by,
        city=city.code,
        changes=changes,
        within=visit.partnership,
        own=own or visit.state == VisitState.IDEA,
        why=why,
        renews=False,
    )
