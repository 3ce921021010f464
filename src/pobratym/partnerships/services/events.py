"""The timeline of a partnership: what happened, and what is planned."""

import datetime as dt
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.territories import Source
from pobratym.journal.services import Changes, record
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.mandate import locked, refuse_outsider, refuse_silence
from pobratym.partnerships.services.wordings import changes_of, note_changed, put


class EventFacts(TypedDict, total=False):
    """What people write about an event; ``on`` may lie ahead, then it is a plan."""

    on: dt.date
    precision: str
    kind: str
    title: Wordings
    text: Wordings
    is_public: bool
    source: Source | None


@transaction.atomic
def add_event(
    partnership: Partnership,
    *,
    by: User | None,
    city: Municipality,
    **facts: Unpack[EventFacts],
) -> Event:
    """Put an event on the timeline.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
        ValidationError: a fact is missing or not valid.
    """
    partnership = locked(partnership)
    refuse_outsider(by, city, partnership)
    event = Event(partnership=partnership)
    old = put(event, facts)
    event.full_clean()
    event.save()
    note_changed(event, old, by)
    _record("event.added", event, by, city, changes=changes_of(event, old))
    return event


@transaction.atomic
def edit_event(
    event: Event,
    *,
    version: int,
    by: User | None,
    city: Municipality,
    **facts: Unpack[EventFacts],
) -> Event:
    """Change what is said of an event; where nothing differs nothing is stored.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
        ValidationError: a fact is missing or not valid.
    """
    event = _taken(event, version, by, city)
    old = put(event, facts)
    if old:
        event.full_clean()
        event.save()
        note_changed(event, old, by)
        _record("event.edited", event, by, city, changes=changes_of(event, old))
    return event


@transaction.atomic
def withdraw_event(
    event: Event, *, version: int, by: User | None, city: Municipality, reason: str
) -> Event:
    """Take an event that was entered by mistake off the timeline; it stays, with the reason.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``no_reason``.
    """
    event = _taken(event, version, by, city)
    refuse_silence(reason)
    event.withdrawn_at, event.withdrawn_because = timezone.now(), reason.strip()
    event.full_clean()
    event.save()
    _record("event.withdrawn", event, by, city, why=reason.strip())
    return event


def _taken(event: Event, version: int, by: User | None, city: Municipality) -> Event:
    partnership = locked(event.partnership)
    event = take_version(Event.objects.all(), event.pk, version)
    refuse_outsider(by, city, partnership)
    if event.withdrawn_at is not None:
        raise DomainError(_("This event was withdrawn as a mistake."), code="withdrawn")
    return event


def _record(  # noqa: PLR0913  as record itself
    what: str,
    event: Event,
    by: User | None,
    city: Municipality,
    *,
    changes: Changes | None = None,
    why: str = "",
) -> None:
    known = event.partnership.shared_on is not None
    record(
        what,
        event,
        by=by,
        city=city.code,
        changes=changes,
        why=why,
        within=event.partnership,
        own=not known,
    )
