"""Minutes and decisions: what was said, and what was decided."""

import datetime as dt
from typing import TypedDict, TypeVar, Unpack

from django.db import transaction

from pobratym.accounts.models import User
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.outcomes.models.minutes import AgendaPoint, Decision, Minute
from pobratym.outcomes.services.holding import (
    acting_city,
    hold_visit,
    note,
    refuse_foreign_point,
)
from pobratym.partnerships.services.mandate import refuse_day_to_come
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.visits.models.visits import Visit

Noted = TypeVar("Noted", Minute, Decision)
NAMES = {Minute: "minute", Decision: "decision"}


class NotedFacts(TypedDict, total=False):
    """What people write about a minute or a decision."""

    point: AgendaPoint | None
    on: dt.date
    text: Wordings
    is_confidential: bool


@transaction.atomic
def add_noted(
    kind: type[Noted],
    visit: Visit,
    *,
    by: User | None,
    city: Municipality,
    **facts: Unpack[NotedFacts],
) -> Noted:
    """Note what was said or decided, in the name of a city of the visit.

    The journal does not repeat the words of what is confidential.

    Raises:
        DomainError: ``not_your_city``, ``cancelled``, ``other_visit``, ``future``.
        ValidationError: a fact is missing or not valid.
    """
    visit = hold_visit(visit)
    city = acting_city(by, visit, city)
    noted = kind(visit=visit, city=city, noted_by=by)
    old = put(noted, facts)
    _keep(noted, old, by)
    _note("added", noted, old, by, city)
    return noted


@transaction.atomic
def edit_noted(
    noted: Noted, *, version: int, by: User | None, **facts: Unpack[NotedFacts]
) -> Noted:
    """Change what the own city noted.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError, ValidationError: as for :func:`add_noted`.
    """
    noted, city = _taken(noted, version, by)
    old = put(noted, facts)
    if old:
        _keep(noted, old, by)
        _note("edited", noted, old, by, city)
    return noted


@transaction.atomic
def remove_noted(noted: Noted, *, version: int, by: User | None) -> None:
    """Take away what the own city noted by mistake.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``cancelled``.
    """
    noted, city = _taken(noted, version, by)
    _note("removed", noted, {}, by, city)
    noted.delete()


def _taken(noted: Noted, version: int, by: User | None) -> tuple[Noted, Municipality]:
    visit, city = hold_visit(noted.visit), noted.city
    noted = take_version(type(noted).objects.all(), noted.pk, version)
    noted.visit, noted.city = visit, city
    return noted, acting_city(by, visit, city)


def _keep(noted: Minute | Decision, old: dict[str, object], by: User | None) -> None:
    refuse_foreign_point(noted.point, noted.visit)
    noted.full_clean()
    refuse_day_to_come(noted.on)
    noted.save()
    if not noted.is_confidential:
        note_changed(noted, old, by)


def _note(
    did: str,
    noted: Minute | Decision,
    old: dict[str, object],
    by: User | None,
    city: Municipality,
) -> None:
    changes = changes_of(noted, old)
    if noted.is_confidential or old.get("is_confidential"):
        changes = {name: pair for name, pair in changes.items() if name != "text"}
    what = f"{NAMES[type(noted)]}.{did}"
    note(what, noted, noted.visit, by=by, city=city, changes=changes)
