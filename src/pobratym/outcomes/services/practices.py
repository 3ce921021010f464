"""Practices seen: notes for what may be taken home."""

from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.outcomes.models.practices import SeenPractice
from pobratym.outcomes.services.holding import acting_city, hold_visit, note
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.programmes.models.items import Item
from pobratym.visits.models.visits import Visit


class PracticeFacts(TypedDict, total=False):
    """What people write about a practice seen."""

    title: Wordings
    note: Wordings
    item: Item | None
    topic: str
    wants_it: bool


@transaction.atomic
def add_practice(
    visit: Visit, *, by: User | None, city: Municipality, **facts: Unpack[PracticeFacts]
) -> SeenPractice:
    """Note something seen, in the name of a city of the visit.

    Raises:
        DomainError: ``not_your_city``, ``cancelled``, ``other_visit``.
        ValidationError: a fact is missing or not valid.
    """
    visit = hold_visit(visit)
    city = acting_city(by, visit, city)
    practice = SeenPractice(visit=visit, city=city, noted_by=by)
    old = put(practice, facts)
    _keep(practice, old, by)
    changes = changes_of(practice, old)
    note("practice_seen.noted", practice, visit, by=by, city=city, changes=changes)
    return practice


@transaction.atomic
def edit_practice(
    practice: SeenPractice, *, version: int, by: User | None, **facts: Unpack[PracticeFacts]
) -> SeenPractice:
    """Change what the own city noted.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError, ValidationError: as for :func:`add_practice`.
    """
    practice, city = _taken(practice, version, by)
    old = put(practice, facts)
    if old:
        _keep(practice, old, by)
        changes = changes_of(practice, old)
        note("practice_seen.edited", practice, practice.visit, by=by, city=city, changes=changes)
    return practice


@transaction.atomic
def remove_practice(practice: SeenPractice, *, version: int, by: User | None) -> None:
    """Take away what the own city noted by mistake.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``cancelled``.
    """
    practice, city = _taken(practice, version, by)
    note("practice_seen.removed", practice, practice.visit, by=by, city=city)
    practice.delete()


def _taken(
    practice: SeenPractice, version: int, by: User | None
) -> tuple[SeenPractice, Municipality]:
    visit, city = hold_visit(practice.visit), practice.city
    practice = take_version(SeenPractice.objects.all(), practice.pk, version)
    practice.visit, practice.city = visit, city
    return practice, acting_city(by, visit, city)


def _keep(practice: SeenPractice, old: dict[str, object], by: User | None) -> None:
    item = practice.item
    if item is not None and item.visit_id != practice.visit_id:
        raise DomainError(
            _("This point of the programme belongs to another visit."),
            code="other_visit",
            field="item",
        )
    if item is not None and item.site is not None:
        practice.institution_id = item.site.institution_id
    practice.full_clean()
    practice.save()
    note_changed(practice, old, by)
