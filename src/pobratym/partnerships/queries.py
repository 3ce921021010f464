"""Reads for pages; each costs the same number of statements however long the list."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Max, OuterRef, Q, Subquery

from pobratym.accounts.http import Reader
from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment, mandate_of
from pobratym.directory.models.facts import PRECISIONS
from pobratym.directory.states import READING_NOTES, WRITING
from pobratym.partnerships.models.contacts import Contact, ContactQuerySet
from pobratym.partnerships.models.events import Event, EventQuerySet
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.states import BACKGROUND, Stage, first_day, latest_day, sleeps

CONTACTS_SHOWN = 50
_NO_KEY = 2**63 - 1
"""Above every key; a database takes no greater number."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events of one partnership in order of time; what is dated today has happened.

    What is known only to the month or year lies ahead until that is over.
    """

    past: list[Event]
    coming: list[Event]


@dataclass(frozen=True, slots=True)
class PartnershipRow:
    """A partnership in a list."""

    partnership: Partnership
    cities: list[Municipality]
    is_dormant: bool


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
    events = _signs(today).filter(partnership__in=partnerships)
    newest = events.order_by().values_list("partnership", "precision").annotate(last=Max("on"))
    signs: dict[int, dt.date] = {}
    for partnership, precision, on in newest:
        signs[partnership] = max(signs.get(partnership, on), latest_day(on, precision))
    return signs


def _signs(today: dt.date) -> EventQuerySet:
    events = Event.objects.standing().filter(_over(today), is_sample=False)
    return events.exclude(kind__in=BACKGROUND)


def _over(today: dt.date) -> Q:
    """Keep events whose latest day is not ahead of ``today``."""
    tomorrow = today + dt.timedelta(days=1)
    over = Q()
    for precision, _name in PRECISIONS:
        over |= Q(precision=precision, on__lt=first_day(tomorrow, precision))
    return over


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


def cities_of(partnership: Partnership) -> list[Municipality]:
    """Give the municipalities that take part, in the order in which the title names them.

    Without a statement where the partnership comes from ``with_cities()``.
    """
    return [party.municipality for party in partnership.parties.all() if party.left_on is None]


def partnerships_of(reader: Reader, today: dt.date) -> list[PartnershipRow]:
    """Give what the reader's cities work on, last changed first (two statements)."""
    own = Partnership.objects.of(reader).standing().with_cities()
    signs = _signs(today).filter(partnership=OuterRef("pk")).order_by("-on")
    newest = {
        f"last_{precision}": Subquery(signs.filter(precision=precision).values("on")[:1])
        for precision, _name in PRECISIONS
    }
    return [
        PartnershipRow(found, cities_of(found), _sleeps(found, _last_sign(found), today))
        for found in own.annotate(**newest).order_by("-updated_at", "pk")
    ]


def _last_sign(partnership: Partnership) -> dict[int, dt.date]:
    """Read what :func:`partnerships_of` asked for along with the partnership."""
    noted = ((getattr(partnership, f"last_{name}"), name) for name, _name in PRECISIONS)
    days = [latest_day(on, precision) for on, precision in noted if on]
    return {partnership.pk: max(days)} if days else {}


def next_steps_of(reader: Reader) -> ContactQuerySet:
    """Give the steps that the reader's cities promised and have not done, most urgent first."""
    cities = sorted(mandate_of(reader).cities(READING_NOTES))
    steps = (
        Contact.objects.visible_to(reader)
        .due()
        .filter(city__in=cities, partnership__withdrawn_at__isnull=True)
    )
    return steps.select_related("partnership", "owner", "city").order_by("due_on", "pk")


def contacts_of(partnership: Partnership, reader: Reader) -> ContactQuerySet:
    """Give the contact log of a partnership as the reader may see it, newest first."""
    seen = Contact.objects.visible_to(reader).filter(partnership=partnership)
    return seen.select_related("city", "owner").order_by("-on", "-pk")


def contact_log(partnership: Partnership, reader: Reader, after: str) -> ContactLog:
    """Give a page of the contact log (one statement).

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
    more = len(found) > len(shown)
    return ContactLog(shown, f"{shown[-1].on.isoformat()}_{shown[-1].pk}" if more else "")


def _last_seen(after: str) -> tuple[dt.date, int] | None:
    day, _underscore, key = after.partition("_")
    with suppress(ValueError):
        return dt.date.fromisoformat(day), min(abs(int(key)), _NO_KEY)
    return None


def acting_cities(reader: Reader, partnership: Partnership | None = None) -> list[Municipality]:
    """Give the cities in whose name the reader acts, those of one partnership in its order."""
    own = Municipality.objects.edited_by(reader)
    if partnership is None:
        return list(own.order_by("pk").distinct())
    joined = own.filter(
        partnerships_joined__partnership=partnership, partnerships_joined__left_on__isnull=True
    )
    places = joined.annotate(place=F("partnerships_joined__place"))
    return list(dict.fromkeys(places.order_by("place")))


def colleagues_of(city: Municipality) -> list[User]:
    """Give the people who change a city's records today, by name."""
    posts = Employment.objects.in_force().filter(municipality=city, role__in=sorted(WRITING))
    return list(User.objects.filter(employments__in=posts).order_by("name", "pk").distinct())


def shared_already(city: Municipality, partner: Municipality, reader: Reader) -> list[Partnership]:
    """Give the partnerships of both that the reader knows of, so that none is entered twice."""
    seen = Partnership.objects.of(reader).standing().exclude(stage=Stage.ENDED)
    both = seen.filter(parties__municipality=city).filter(parties__municipality=partner)
    return list(both.order_by("pk").distinct())
