"""What of a visit and of its items somebody may know now: asked by everything that tells of them.

Pages, calendars, papers, letters, search and exports ask here and nowhere else. The host knows all;
the guests' cities and those who take part know the programme once it stands; the public knows
nothing at all before the embargo ends: no title, no number of items, no day.

The public never reads notes, cancelled items, rests, journeys, or where guests sleep. An item at a
critical place is told only after two people agreed, and then without its place.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from pobratym.accounts.http import Reader
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.programmes.calendars.zones import zone_of
from pobratym.programmes.models.calendars import Telling
from pobratym.programmes.models.items import Item, ItemQuerySet
from pobratym.programmes.states import TOLD, ItemKind
from pobratym.visits.models.visits import Visit, VisitGuest, VisitQuerySet
from pobratym.visits.states import SHARED, Embargo, VisitState


class Audience(StrEnum):
    """How near somebody is to a visit."""

    PUBLIC = "public"
    TAKING_PART = "taking_part"
    """A guest, a host or an interpreter, of the own items."""
    GUESTS = "guests"
    """Those who work for a city that is invited."""
    HOST = "host"
    """Those who work for the host's city."""


PUBLIC = Audience.PUBLIC
NEVER_PUBLIC = frozenset({ItemKind.REST, ItemKind.TRAVEL})
"""Kinds of items that the public never reads of."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody may know of an item; blank where there is nothing to know."""

    public_id: UUID
    uid: UUID
    sequence: int
    kind: str
    title: Wordings
    note: Wordings
    day: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: Wordings
    address: str
    latitude: Decimal | None
    longitude: Decimal | None
    is_cancelled: bool
    because: str
    is_public: bool
    changed_at: dt.datetime


NOWHERE = Wordings()


def audience_of(reader: Reader, visit: Visit) -> Audience:
    """Say how near a reader with or without an account is; two statements at most."""
    cities = mandate_of(reader).cities(READING)
    if visit.host_id in cities:
        return Audience.HOST
    if not cities or visit.state not in SHARED:
        return PUBLIC
    invited = VisitGuest.objects.filter(visit=visit.pk, city__in=sorted(cities)).exists()
    return Audience.GUESTS if invited else PUBLIC


def knows(visit: Visit, audience: Audience, now: dt.datetime) -> bool:
    """Say whether somebody may know that there is such a visit: its title, its days, its cities."""
    if audience == Audience.HOST:
        return True
    if audience == PUBLIC:
        return _is_public(visit, now)
    return visit.state in SHARED


def knows_programme(visit: Visit, audience: Audience, now: dt.datetime) -> bool:
    """Say whether somebody may know any item: drafts are the host's own."""
    if audience == Audience.HOST:
        return True
    if audience != PUBLIC and visit.state == VisitState.CANCELLED:
        return Telling.objects.filter(visit=visit.pk).exists()
    return visit.state in TOLD and knows(visit, audience, now)


def items_known(visit: Visit, audience: Audience) -> ItemQuerySet:
    """Give the items of a visit with all that :func:`known` reads, in their order."""
    rows = Item.objects.filter(visit=visit.pk).select_related("site", "release")
    rows = rows.order_by("starts_at", "pk")
    return rows.standing().exclude(kind__in=NEVER_PUBLIC) if audience == PUBLIC else rows


def known(items: Iterable[Item], visit: Visit, audience: Audience, now: dt.datetime) -> list[Seen]:
    """Give what somebody may know now of items of one visit; those unknown are left out.

    Args:
        items: with ``site`` and ``release`` fetched.
        visit: with ``partnership`` fetched for the public.
        audience: who asks.
        now: an aware moment.
    """
    if not knows_programme(visit, audience, now):
        return []
    if audience == PUBLIC:
        return list(_to_the_public(items, visit, now))
    is_public = _is_public(visit, now)
    is_off = visit.state == VisitState.CANCELLED
    return [_whole(item, is_public=is_public, is_off=is_off) for item in items]


def known_to_those_concerned(items: ItemQuerySet) -> ItemQuerySet:
    """Narrow own items to those of programmes that stand; drafts are the host's own.

    A visit that is called off stays known to those who knew its programme.
    """
    stood = Telling.objects.values("visit")
    off = Q(visit__state=VisitState.CANCELLED, visit__in=stood)
    return items.filter(Q(visit__state__in=sorted(TOLD)) | off)


def is_item_public(*, is_critical: bool, is_released: bool, is_over: bool, waits: bool) -> bool:
    """Say whether the public may know an item of a visit that it may know of.

    Args:
        is_critical: it is at a critical place.
        is_released: two people agreed that it may be told of.
        is_over: it has ended.
        waits: the embargo of the visit lasts until its end.
    """
    return (is_released or not is_critical) and (is_over or not waits)


def is_place_public(*, is_critical: bool, is_lodging: bool) -> bool:
    """Say whether the public may know where such an item is."""
    return not (is_critical or is_lodging)


def public_visits(now: dt.datetime) -> VisitQuerySet:
    """Give the visits that everybody may know of now; the same story as ``knows`` in SQL."""
    open_ones = Partnership.objects.public().values("pk")
    rows = Visit.objects.filter(is_public=True, state__in=sorted(TOLD), partnership__in=open_ones)
    return rows.filter(_over_the_embargo(now)).exclude(embargo=Embargo.CLOSED)


def public_day(now: dt.datetime) -> tuple[dt.date, ...]:
    """Give what an answer to the public depends on besides the record: the day where visits are.

    Time alone only ever adds to what the public may know, so an answer from before is poorer, never
    too rich.
    """
    zones = (zone_of(name) for name in ("Europe/Warsaw", "Europe/Kyiv"))
    return tuple(now.astimezone(zone).date() for zone in zones if zone)


def _over_the_embargo(now: dt.datetime) -> Q:
    """Compare days where each visit is; there are few zones."""
    over = Q(embargo=Embargo.NONE)
    for name in Visit.objects.order_by().values_list("zone", flat=True).distinct():
        today = _today(name, now)
        begun = Q(embargo=Embargo.UNTIL_START, starts_on__lte=today)
        ended = Q(embargo=Embargo.UNTIL_END, ends_on__lt=today)
        over |= Q(zone=name) & (begun | ended)
    return over


def _is_public(visit: Visit, now: dt.datetime) -> bool:
    partnership = visit.partnership
    if not (visit.is_public and partnership.is_public and partnership.withdrawn_at is None):
        return False
    if visit.state not in TOLD:
        return False
    today = _today(visit.zone, now)
    match visit.embargo:
        case Embargo.NONE:
            return True
        case Embargo.UNTIL_START:
            return visit.starts_on <= today
        case Embargo.UNTIL_END:
            return visit.ends_on < today
        case _:
            return False


def _today(zone: str, now: dt.datetime) -> dt.date:
    """Give the day in a zone; where nobody knows the zone, the last place on earth to reach it."""
    return now.astimezone(zone_of(zone) or dt.timezone(-dt.timedelta(hours=12))).date()


def _to_the_public(items: Iterable[Item], visit: Visit, now: dt.datetime) -> Iterator[Seen]:
    for item in items:
        if item.cancelled_at is not None or item.kind in NEVER_PUBLIC:
            continue
        site = item.site
        if not is_item_public(
            is_critical=site is not None and site.is_critical,
            is_released=_is_released(item),
            is_over=item.ends_at <= now,
            waits=visit.embargo == Embargo.UNTIL_END,
        ):
            continue
        has_place = site is not None and is_place_public(
            is_critical=site.is_critical, is_lodging=site.is_lodging
        )
        yield Seen(
            public_id=item.public_id,
            uid=item.uid,
            sequence=item.sequence,
            kind=item.kind,
            title=item.title,
            note=NOWHERE,
            day=item.day,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            place=site.name if site and has_place else NOWHERE,
            address=site.address if site and has_place else "",
            latitude=site.latitude if site and has_place else None,
            longitude=site.longitude if site and has_place else None,
            is_cancelled=False,
            because="",
            is_public=True,
            changed_at=item.updated_at,
        )


def _whole(item: Item, *, is_public: bool, is_off: bool) -> Seen:
    site = item.site
    return Seen(
        public_id=item.public_id,
        uid=item.uid,
        sequence=item.sequence,
        kind=item.kind,
        title=item.title,
        note=item.note,
        day=item.day,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        place=site.name if site else NOWHERE,
        address=site.address if site else "",
        latitude=site.latitude if site else None,
        longitude=site.longitude if site else None,
        is_cancelled=is_off or item.cancelled_at is not None,
        because=item.cancelled_because,
        is_public=is_public and not (site and site.is_critical),
        changed_at=item.updated_at,
    )


def _is_released(item: Item) -> bool:
    release = getattr(item, "release", None)
    return release is not None and release.agreed_at is not None
