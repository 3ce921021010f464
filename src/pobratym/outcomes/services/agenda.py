"""The agenda: what is to be talked about."""

from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.outcomes.models.minutes import AgendaPoint
from pobratym.outcomes.services.holding import acting_city, hold_visit, note
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.programmes.models.items import Item
from pobratym.visits.models.visits import Visit


class PointFacts(TypedDict, total=False):
    """What people write about a point of the agenda."""

    title: Wordings
    item: Item | None


@transaction.atomic
def add_point(
    visit: Visit, *, by: User | None, city: Municipality, **facts: Unpack[PointFacts]
) -> AgendaPoint:
    """Put a point at the end of the agenda.

    Raises:
        DomainError: ``not_your_city``, ``cancelled``, ``other_visit``.
        ValidationError: a fact is missing or not valid.
    """
    visit = hold_visit(visit)
    city = acting_city(by, visit, city)
    last = visit.agenda_points.aggregate(last=Max("place"))["last"]
    point = AgendaPoint(visit=visit, city=city, place=0 if last is None else last + 1)
    old = put(point, facts)
    _keep(point)
    note_changed(point, old, by)
    note("agenda.added", point, visit, by=by, city=city, changes=changes_of(point, old))
    return point


@transaction.atomic
def edit_point(
    point: AgendaPoint, *, version: int, by: User | None, **facts: Unpack[PointFacts]
) -> AgendaPoint:
    """Change a point that the own city proposed.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError, ValidationError: as for :func:`add_point`.
    """
    point, city = _taken(point, version, by)
    old = put(point, facts)
    if old:
        _keep(point)
        note_changed(point, old, by)
        changes = changes_of(point, old)
        note("agenda.edited", point, point.visit, by=by, city=city, changes=changes)
    return point


@transaction.atomic
def remove_point(point: AgendaPoint, *, version: int, by: User | None) -> None:
    """Take a point off the agenda; what was said of it stands beside the agenda from then on.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``cancelled``.
    """
    point, city = _taken(point, version, by)
    note("agenda.removed", point, point.visit, by=by, city=city)
    point.delete()


def _taken(point: AgendaPoint, version: int, by: User | None) -> tuple[AgendaPoint, Municipality]:
    visit, city = hold_visit(point.visit), point.city
    point = take_version(AgendaPoint.objects.all(), point.pk, version)
    point.visit, point.city = visit, city
    return point, acting_city(by, visit, city)


def _keep(point: AgendaPoint) -> None:
    if point.item is not None and point.item.visit_id != point.visit_id:
        raise DomainError(
            _("This meeting belongs to another visit."), code="other_visit", field="item"
        )
    point.full_clean()
    point.save()
