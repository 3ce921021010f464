"""Promises: made, moved, kept or dropped; they stand on the desk meanwhile."""

import datetime as dt
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import WRITING
from pobratym.outcomes import telling
from pobratym.outcomes.models.minutes import Decision
from pobratym.outcomes.models.promises import Promise
from pobratym.outcomes.services.holding import acting_city, hold_visit, note
from pobratym.outcomes.states import PromiseState
from pobratym.partnerships.services.mandate import refuse_day_to_come, refuse_silence
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import acting_cities, cities_of


class PromiseFacts(TypedDict, total=False):
    """What people write about a promise."""

    decision: Decision | None
    what: Wordings
    city: Municipality
    owner: User | None
    responsible: str
    due_on: dt.date
    is_confidential: bool


@transaction.atomic
def add_promise(visit: Visit, *, by: User | None, **facts: Unpack[PromiseFacts]) -> Promise:
    """Note what a city of the visit promised; whoever does it is told.

    Each city of the visit may note it; only the city that promised it changes it afterwards.

    Raises:
        DomainError: ``not_your_city``, ``cancelled``, ``not_in_visit`` (who promised it),
            ``owner_elsewhere``, ``nobody`` (neither a person nor an office answers for it),
            ``other_visit``.
        ValidationError: a fact is missing or not valid.
    """
    visit = hold_visit(visit)
    actor = _actor(by, visit)
    city = facts.pop("city")  # a relation that must be there cannot be compared
    promise = Promise(visit=visit, noted_by=by, city=city)
    old = {"city": None, **put(promise, facts)}
    _keep(promise, old, by)
    note("promise.made", promise, visit, by=by, city=actor, changes=_told(promise, old))
    telling.of_promise(promise, by=by)
    return promise


@transaction.atomic
def edit_promise(
    promise: Promise, *, version: int, by: User | None, **facts: Unpack[PromiseFacts]
) -> Promise:
    """Change a promise of the own city that is open.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: as for :func:`add_promise`, ``over``.
        ValidationError: a fact is missing or not valid.
    """
    promise = _taken(promise, version, by)
    before = promise.owner_id
    old = put(promise, facts)
    if old:
        _keep(promise, old, by)
        changes = _told(promise, old)
        note("promise.edited", promise, promise.visit, by=by, city=promise.city, changes=changes)
        if promise.owner_id != before:
            telling.of_promise(promise, by=by)
    return promise


@transaction.atomic
def keep_promise(
    promise: Promise, *, version: int, by: User | None, on: dt.date, result: str = ""
) -> Promise:
    """Note that a promise was kept.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``future``.
        ValidationError: the result is too long.
    """
    promise = _taken(promise, version, by)
    refuse_day_to_come(on, "done_on")
    old = put(promise, {"state": PromiseState.DONE, "done_on": on, "result": result})
    promise.full_clean()
    promise.save()
    changes = _told(promise, old)
    note("promise.kept", promise, promise.visit, by=by, city=promise.city, changes=changes)
    return promise


@transaction.atomic
def drop_promise(promise: Promise, *, version: int, by: User | None, reason: str) -> Promise:
    """Note that a promise will not be kept, and why; both cities read it.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``no_reason``.
    """
    promise = _taken(promise, version, by)
    refuse_silence(reason)
    facts = {"state": PromiseState.DROPPED, "dropped_because": reason.strip()}
    old = put(promise, facts)
    promise.full_clean()
    promise.save()
    changes = _told(promise, old)
    note("promise.dropped", promise, promise.visit, by=by, city=promise.city, changes=changes)
    return promise


def _actor(by: User | None, visit: Visit) -> Municipality:
    if by is None:
        return visit.host
    acting = acting_cities(visit, mandate_now(by))
    if not acting:
        raise DomainError(_("You act only in the name of your own city."), code="not_your_city")
    return acting[0]


def _taken(promise: Promise, version: int, by: User | None) -> Promise:
    visit, city = hold_visit(promise.visit), promise.city
    promise = take_version(Promise.objects.all(), promise.pk, version)
    promise.visit, promise.city = visit, city
    acting_city(by, visit, city)
    if promise.state != PromiseState.OPEN:
        raise DomainError(_("This promise was kept or dropped already."), code="over")
    return promise


def _keep(promise: Promise, old: dict[str, object], by: User | None) -> None:
    if promise.city_id not in {city.pk for city in cities_of(promise.visit)}:
        raise DomainError(
            _("Only a city of the visit can have promised it."), code="not_in_visit", field="city"
        )
    if promise.decision is not None and promise.decision.visit_id != promise.visit_id:
        raise DomainError(
            _("This decision belongs to another visit."), code="other_visit", field="decision"
        )
    _refuse_nobody(promise)
    promise.full_clean()
    promise.save()
    if not promise.is_confidential:
        note_changed(promise, old, by)


def _refuse_nobody(promise: Promise) -> None:
    owner = promise.owner
    if owner is None and not promise.responsible:
        raise DomainError(
            _("Choose who does it, or write which office answers for it."),
            code="nobody",
            field="responsible",
        )
    if owner is not None and not mandate_now(owner).covers(promise.city_id, WRITING):
        raise DomainError(
            _("Who does it must act for the city that promised it."),
            code="owner_elsewhere",
            field="owner",
        )


def _told(promise: Promise, old: dict[str, object]) -> dict[str, tuple[object, object]]:
    """Give for the journal what changed, without the words of what is confidential."""
    changes = dict(changes_of(promise, old))
    if promise.is_confidential or old.get("is_confidential"):
        for name in ("what", "result", "dropped_because", "responsible"):
            changes.pop(name, None)
    return changes
