"""What the public pages show, gathered from the rooms in a fixed number of statements."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.core.alphabets import collation_key
from pobratym.core.filters import number
from pobratym.core.wordings import Said
from pobratym.directory.mapping.crossings import Way, nearest_crossing
from pobratym.directory.mapping.drawing import Drawing, draw_city, draw_pair
from pobratym.directory.mapping.points import Point, distance_km
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING, READING_NOTES, Country
from pobratym.directory.topics import topic_name
from pobratym.languages.queries import Standings, standings_on_page
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.states import Stage, sleeps
from pobratym.publishing import fetching
from pobratym.publishing.brought import brought
from pobratym.visits.models.visits import Visit


@dataclass(frozen=True, slots=True)
class PairMap:
    """The map of the first two cities whose places are known, and what it says in words.

    ``km`` is the straight line over the ground; ``way`` the border crossing with the least
    straight-line detour, where one city is Polish and the other Ukrainian; ``by_car`` the best one
    open to cars, where that is another.
    """

    first: Municipality
    second: Municipality
    drawing: Drawing | None
    km: Decimal
    way: Way | None
    by_car: Way | None


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """Everything on the public page of one partnership.

    ``past`` is oldest first, ``ahead`` nearest first, what is known only to the month or year until
    that is over; ``quiet_since`` is the day of the last event where the partnership is dormant;
    ``fields`` are topic names in the reader's language; ``agreements`` the public ones; ``visits``
    those that everybody may know of.
    """

    partnership: Partnership
    cities: list[Municipality]
    fields: list[str]
    past: list[Event]
    ahead: list[Event]
    quiet_since: dt.date | None
    map: PairMap | None
    standings: Standings
    agreements: list[Agreement]
    visits: list[Visit]


def partnership_page(partnership: Partnership, language: str) -> PartnershipPage:
    """Gather the public page of ``partnership``, which the reader is known to see."""
    today = timezone.localdate()
    cities = fetching.cities_of(partnership)
    events = fetching.events_of(partnership.pk)
    past = [event for event in events if event.latest_day <= today]
    agreements, visits = brought(partnership, timezone.now())
    return PartnershipPage(
        partnership=partnership,
        cities=cities,
        fields=list(_in_order(tuple(fetching.topics_of(partnership.pk)), language)),
        past=past,
        ahead=[event for event in events if event.latest_day > today],
        quiet_since=_quiet_since(partnership, past, today),
        map=pair_map(cities, language),
        standings=standings_on_page(partnership, [*events, *_shown_of(cities)]),
        agreements=agreements,
        visits=visits,
    )


def _shown_of(cities: list[Municipality]) -> Iterator[Model]:
    """Give the cities and what else of theirs is put in words on the page."""
    for city in cities:
        yield from (one for one in (city, getattr(city, "office", None), city.photograph) if one)


@lru_cache(maxsize=1_024)
def _in_order(topics: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Name topics by the reader's alphabet."""
    names = (topic_name(topic, language) for topic in topics)
    return tuple(sorted(names, key=lambda name: collation_key(name, language)))


def is_sign_of_life(event: Event) -> bool:
    """Say whether something was done: no background, no sample."""
    return not (event.is_background or event.is_sample)


def _quiet_since(partnership: Partnership, past: list[Event], today: dt.date) -> dt.date | None:
    signs = [event.latest_day for event in past if is_sign_of_life(event)]
    signs += [partnership.started_on] if partnership.started_on else []
    last = max(signs, default=None)
    months = settings.DORMANT_AFTER_MONTHS
    return last if sleeps(Stage(partnership.stage), last, today, months) else None


def place_of(city: Municipality) -> Point | None:
    """Give the city's place on Earth, where it is known."""
    if city.latitude is None or city.longitude is None:
        return None
    return Point(city.latitude, city.longitude)


_nearest_crossing = lru_cache(maxsize=1_024)(nearest_crossing)


def pair_map(cities: list[Municipality], language: str) -> PairMap | None:
    """Draw the first two cities whose places are known, with distance and border crossing."""
    placed = [(city, place) for city in cities if (place := place_of(city))][:2]
    if len(placed) < 2:  # noqa: PLR2004  a pair
        return None
    (first, here), (second, there) = placed
    across = {first.country, second.country} == {Country.PL, Country.UA}
    way = _nearest_crossing(here, there) if across else None
    by_car = _nearest_crossing(here, there, carrying="car") if across else None
    one, other = first.name.said(language), second.name.said(language)
    drawing = draw_pair(
        here,
        there,
        labels=(one.text, other.text),
        language=language,
        stand_ins=(_foreign(one, language), _foreign(other, language)),
        crossing=way.crossing.point if way else None,
        crossing_label=way.crossing.names[language] if way else "",
    )
    km = Decimal(round(distance_km(here, there)))
    same = way and by_car and way.crossing.key == by_car.crossing.key
    return PairMap(first, second, drawing, km, way, None if same else by_car)


def city_map(city: Municipality, language: str) -> Drawing | None:
    """Draw where the city lies."""
    place, name = place_of(city), city.name.said(language)
    if place is None:
        return None
    return draw_city(place, name.text, language=language, stand_in=_foreign(name, language))


def _foreign(said: Said, language: str) -> str:
    return "" if said.language == language else said.language


@dataclass(frozen=True, slots=True)
class PartnershipListing:
    """One page of partnerships, newest entry first; ``next`` is the query of the page after."""

    partnerships: list[Partnership]
    next: str


def partnership_list(reader: Reader, after: str) -> PartnershipListing:
    """Give one page of the partnerships that the reader may see.

    Args:
        reader: strangers see the public ones, officers their own too.
        after: number of the last partnership of the page before; anything else begins anew.
    """
    is_key = after.isascii() and after.isdigit() and len(after) < 19  # noqa: PLR2004  64 bits
    found = fetching.partnerships_before(reader, int(after) if is_key else None)
    shown = found[: fetching.PAGE_SIZE]
    return PartnershipListing(shown, f"?after={shown[-1].pk}" if len(found) > len(shown) else "")


def may_work_on(reader: Reader, shown: PartnershipPage) -> bool:
    """Say whether the partnership is one of the reader's own cities; without a statement.

    The same as ``Partnership.objects.of``.
    """
    mandate, partnership = mandate_of(reader), shown.partnership
    takes_part = mandate.cities(READING) & {city.pk for city in shown.cities}
    is_known = partnership.shared_on is not None
    return bool(takes_part) and (
        is_known or mandate.covers(partnership.opened_by_id, READING_NOTES)
    )


def institutions_in_words(count: int, *, more: bool) -> str:
    """Say how many institutions were found; over the limit, only that there are more."""
    if more:
        return gettext("More than %(count)s institutions") % {"count": number(count)}
    words = ngettext("%(count)s institution", "%(count)s institutions", count)
    return words % {"count": number(count)}


def count_in_words(count: int, *, more: bool) -> str:
    """Say how many municipalities were found; over the limit, only that there are more."""
    if more:
        return gettext("More than %(count)s municipalities") % {"count": number(count)}
    words = ngettext("%(count)s municipality", "%(count)s municipalities", count)
    return words % {"count": number(count)}
