"""Reads for pages; each costs the same number of statements however long the list."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, IntegerField, Max, Q, QuerySet, When
from django.utils import timezone

from pobratym.accounts.http import Reader
from pobratym.core.prepared import bring_along, prepared
from pobratym.core.values import LARGEST_NUMBER
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment, mandate_of
from pobratym.directory.models.facts import PRECISIONS
from pobratym.directory.states import READING, READING_NOTES, WRITING
from pobratym.partnerships.models.contacts import Contact, ContactQuerySet
from pobratym.partnerships.models.events import Event, EventQuerySet
from pobratym.partnerships.models.partnerships import Partnership, Party
from pobratym.partnerships.states import BACKGROUND, Stage, first_day, latest_day, sleeps
from pobratym.vault.rules import may_be_seen

CONTACTS_SHOWN = 50
STEPS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events of one partnership in order of time; what is dated today has happened.

    What is known only to the month or year lies ahead until that is over.
    """

    past: list[Event]
    coming: list[Event]


@dataclass(frozen=True, slots=True)
class ContactLog:
    """A page of the contact log, newest first; ``older`` names the page after, if there is one."""

    contacts: list[Contact]
    older: str


def timeline_of(partnership: Partnership, reader: Reader, today: dt.date) -> Timeline:
    """Give what happened and what is planned, as far as the reader may see it (one statement)."""
    seen = Event.objects.visible_to(reader).filter(partnership=partnership)
    events = list(seen.select_related("source").order_by("on", "pk"))
    return Timeline(
        past=[event for event in events if event.latest_day <= today],
        coming=[event for event in events if event.latest_day > today],
    )


def last_signs_of_life(partnerships: Iterable[Partnership], today: dt.date) -> dict[int, dt.date]:
    """Give by partnership the day of its newest event up to today (one statement).

    What only stands in the background, and samples, are no signs of life. Of what is known only to
    the month or year the last day counts, once it has come.
    """
    events = signs_before(bounds_of(today)).filter(partnership__in=partnerships)
    newest = events.order_by().values_list("partnership", "precision").annotate(last=Max("on"))
    signs: dict[int, dt.date] = {}
    for partnership, precision, on in newest:
        signs[partnership] = max(signs.get(partnership, on), latest_day(on, precision))
    return signs


def signs_before(bounds: tuple[dt.date, dt.date, dt.date]) -> EventQuerySet:
    """Keep events that count as signs of life and are over, by the bounds of :func:`bounds_of`."""
    over = Q()
    for (precision, _name), bound in zip(PRECISIONS, bounds, strict=True):
        over |= Q(precision=precision, on__lt=bound)
    events = Event.objects.standing().filter(over, is_sample=False)
    return events.exclude(kind__in=BACKGROUND)


def bounds_of(today: dt.date) -> tuple[dt.date, dt.date, dt.date]:
    """Give the days before which events known to the day, month and year are over."""
    tomorrow = today + dt.timedelta(days=1)
    return tomorrow, first_day(tomorrow, "month"), first_day(tomorrow, "year")


def is_dormant(partnership: Partnership, today: dt.date) -> bool:
    """Say whether an active partnership has been silent for too long (one statement).

    The setting ``DORMANT_AFTER_MONTHS`` says how long is too long.
    """
    return _sleeps(partnership, last_signs_of_life([partnership], today), today)


def _sleeps(partnership: Partnership, signs: dict[int, dt.date], today: dt.date) -> bool:
    days = [day for day in (partnership.started_on, signs.get(partnership.pk)) if day]
    return sleeps(
        Stage(partnership.stage), max(days, default=None), today, settings.DORMANT_AFTER_MONTHS
    )


def is_asleep(
    stage: Stage, started_on: dt.date | None, signs: Iterable[dt.date | None], today: dt.date
) -> bool:
    """Say the same from the newest sign of life known to the day, the month and the year."""
    noted = zip(signs, PRECISIONS, strict=True)
    days = [latest_day(on, precision) for on, (precision, _name) in noted if on]
    last = max([*days, *([started_on] if started_on else [])], default=None)
    return sleeps(stage, last, today, settings.DORMANT_AFTER_MONTHS)


def cities_of(partnership: Partnership) -> list[Municipality]:
    """Give the municipalities that take part, in the order in which the title names them.

    Without a statement where the partnership comes from ``with_cities()``.
    """
    return [party.municipality for party in partnership.parties.all() if party.left_on is None]


def seen_by(reader: Reader, public_id: UUID) -> Partnership | None:
    """Give a partnership that the reader sees, with its parties (two statements)."""
    found = next(iter(_seen(public_id, *_keys_of(reader))), None)
    if found is not None:
        bring_along([found], "parties", {found.pk: [*_parties(found.pk)]})
    return found


def worked_on_by(reader: Reader, public_id: UUID) -> Partnership | None:
    """Give a partnership of the reader's own cities, with its parties (two statements)."""
    reading, noting = _keys_of(reader)
    found = next(iter(_worked_on(public_id, reading, noting)), None) if reading else None
    if found is not None:
        bring_along([found], "parties", {found.pk: [*_parties(found.pk)]})
    return found


def contact_seen_by(reader: Reader, public_id: UUID) -> Contact | None:
    """Give a line of the contact log that the reader sees, with its city (one statement)."""
    reading, noting = _keys_of(reader)
    return next(iter(_seen_contacts(public_id, reading, noting)), None) if reading else None


def _keys_of(reader: Reader) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the keys of the cities that the person reads for, and whose notes the person reads."""
    mandate = mandate_of(reader)
    reading = tuple(sorted(mandate.cities(READING)))
    noting = tuple(sorted(mandate.cities(READING_NOTES & frozenset(READING))))
    return reading, noting if reading else ()


@prepared
def _seen(
    public_id: UUID, reading: tuple[int, ...], noting: tuple[int, ...]
) -> QuerySet[Partnership]:
    known = Partnership.objects.public() | Partnership.objects.of_cities(reading, noting)
    return known.filter(public_id=public_id).select_related("opened_by")


@prepared
def _worked_on(
    public_id: UUID, reading: tuple[int, ...], noting: tuple[int, ...]
) -> QuerySet[Partnership]:
    known = Partnership.objects.of_cities(reading, noting)
    return known.filter(public_id=public_id).select_related("opened_by")


@prepared
def _parties(partnership: int) -> QuerySet[Party]:
    rows = Party.objects.current().filter(partnership=partnership).order_by("place")
    return rows.select_related("municipality")


@prepared
def _seen_contacts(
    public_id: UUID, reading: tuple[int, ...], noting: tuple[int, ...]
) -> QuerySet[Contact]:
    known = Partnership.objects.of_cities(reading, noting).values("pk")
    rows = Contact.objects.filter(Q(city__in=noting) | Q(is_shared=True), partnership__in=known)
    return rows.filter(public_id=public_id).select_related("partnership", "city")


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a city promised and has not done.

    ``is_mine`` where the reader is to do it; ``may_change`` where the reader writes for that city;
    ``of`` names the partnership.
    """

    public_id: UUID
    of: UUID
    text: str
    due_on: dt.date
    owner: str
    is_mine: bool
    may_change: bool
    is_sample: bool
    partnership: Wordings


def next_steps_of(reader: Reader) -> list[Step]:
    """Give what the reader's cities promised and have not done: the own first, then by date.

    One statement. Of very many only the first 50 come.
    """
    mandate = mandate_of(reader)
    noting = tuple(sorted(mandate.cities(READING_NOTES)))
    if not noting or reader.pk is None:
        return []
    writing = mandate.cities(WRITING)
    return [
        Step(
            public_id=public_id,
            of=of,
            text=text,
            due_on=due_on,
            owner=name or email,
            is_mine=owner == reader.pk,
            may_change=city in writing,
            is_sample=is_sample,
            partnership=title,
        )
        for public_id, text, due_on, owner, name, email, is_sample, title, of, city in _steps(
            noting, tuple(sorted(mandate.cities(READING))), reader.pk
        )
    ]


@prepared
def _steps(
    noting: tuple[int, ...], reading: tuple[int, ...], reader: int
) -> QuerySet[Contact, tuple[Any, ...]]:
    known = Partnership.objects.of_cities(reading, noting).standing()
    rows = Contact.objects.due().filter(city__in=noting, partnership__in=known.values("pk"))
    others = Case(When(owner=reader, then=0), default=1, output_field=IntegerField())
    return rows.order_by(others, "due_on", "pk").values_list(
        "public_id", "next_step", "due_on", "owner_id", "owner__name", "owner__email", "is_sample",
        "partnership__title", "partnership__public_id", "city_id",
    )[:STEPS_SHOWN]  # fmt: skip


def contacts_of(partnership: Partnership, reader: Reader) -> ContactQuerySet:
    """Give the contact log of a partnership as the reader may see it, newest first."""
    seen = Contact.objects.visible_to(reader).filter(partnership=partnership)
    return seen.select_related("city", "owner").order_by("-on", "-pk")


def contact_log(partnership: Partnership, reader: Reader, after: str) -> ContactLog:
    """Give a page of the contact log (one statement; two where notes came across the border).

    Of notes that may not cross the border, names of people are left out (``hides_names``).

    Args:
        partnership: whose log.
        reader: own notes of the city, and what the partner shared.
        after: what the page before calls ``older``; anything else begins with the newest.
    """
    log = contacts_of(partnership, reader)
    if last := _last_seen(after):
        on, pk = last
        log = log.filter(Q(on__lt=on) | Q(on=on, pk__lt=pk))
    found = list(log[: CONTACTS_SHOWN + 1])
    shown = found[:CONTACTS_SHOWN]
    _leave_out_names(shown, partnership, reader)
    more = len(found) > len(shown)
    return ContactLog(shown, f"{shown[-1].on.isoformat()}_{shown[-1].pk}" if more else "")


def _leave_out_names(notes: list[Contact], partnership: Partnership, reader: Reader) -> None:
    """Take the names of people out of notes whose city has no ground to give them abroad."""
    own = mandate_of(reader).cities(READING)
    foreign = [note for note in notes if note.city_id not in own]
    if not foreign:
        return
    receivers = {city.code for city in cities_of(partnership) if city.pk in own}
    seen = may_be_seen({note.city.code for note in foreign}, receivers, "cooperation")
    for note in foreign:
        if note.city.code not in seen:
            note.people = note.introduced_by = ""
            note.owner = None
            note.hides_names = True


def _last_seen(after: str) -> tuple[dt.date, int] | None:
    day, _underscore, key = after.partition("_")
    with suppress(ValueError):
        return dt.date.fromisoformat(day), min(abs(int(key)), LARGEST_NUMBER)
    return None


def acting_cities(reader: Reader, partnership: Partnership | None = None) -> list[Municipality]:
    """Give the cities in whose name the reader acts, those of one partnership in its order.

    Without a statement for a partnership that brings its parties along.
    """
    keys = mandate_of(reader).cities(WRITING)
    if partnership is not None:
        return [city for city in cities_of(partnership) if city.pk in keys]
    return _cities(tuple(sorted(keys))) if keys else []


@prepared
def _cities(keys: tuple[int, ...]) -> QuerySet[Municipality]:
    return Municipality.objects.filter(pk__in=keys).order_by("pk")


def colleagues_of(city: Municipality) -> list[int]:
    """Give the keys of the people who change a city's records today (one statement)."""
    return _colleagues(city.pk, timezone.localdate())


@prepared
def _colleagues(city: int, today: dt.date) -> QuerySet[Employment, int]:
    posts = Employment.objects.on_day(today).filter(municipality=city, role__in=sorted(WRITING))
    return posts.order_by("user__name", "user").values_list("user_id", flat=True)


def shared_already(city: Municipality, partner: Municipality, reader: Reader) -> list[Partnership]:
    """Give the partnerships of both that the reader knows of, so that none is entered twice."""
    seen = Partnership.objects.of(reader).standing().exclude(stage=Stage.ENDED)
    both = seen.filter(parties__municipality=city).filter(parties__municipality=partner)
    return list(both.order_by("pk").distinct())
