"""Hold what a deed after a visit stands on, ask who may, and note what was done."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.journal.services import Changes, record
from pobratym.outcomes.models.minutes import AgendaPoint
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import acting_cities, cities_of
from pobratym.visits.services.holding import held
from pobratym.visits.states import VisitState


def hold_visit(visit: Visit) -> Visit:
    """Hold a visit of which something is to be noted; also one that is over and reported.

    Raises:
        DomainError: ``cancelled``.
    """
    found = held(visit)
    if found.state == VisitState.CANCELLED:
        raise DomainError(
            _("This visit is cancelled. What was noted stays; nothing new is noted."),
            code="cancelled",
        )
    return found


def acting_city(by: User | None, visit: Visit, wanted: Municipality) -> Municipality:
    """Give the city in whose name somebody notes something: the wanted one.

    Raises:
        DomainError: ``not_your_city``.
    """
    known = cities_of(visit) if by is None else acting_cities(visit, mandate_now(by))
    for city in known:
        if city.pk == wanted.pk:
            return city
    raise DomainError(_("You act only in the name of your own city."), code="not_your_city")


def refuse_foreign_point(point: AgendaPoint | None, visit: Visit) -> None:
    """Let nothing be noted under a point of another visit.

    Raises:
        DomainError: ``other_visit``.
    """
    if point is not None and point.visit_id != visit.pk:
        raise DomainError(
            _("This point belongs to another visit."), code="other_visit", field="point"
        )


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
