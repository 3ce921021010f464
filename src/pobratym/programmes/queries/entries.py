"""Items as entries of a calendar, in one language; quick enough for two thousand.

Columns come as the text that the database keeps, and each text is put into words once.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import CharField, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from pobratym.core.wordings import Wordings
from pobratym.programmes.calendars.entries import Calendar, Entry, Standing
from pobratym.programmes.calendars.writing import written
from pobratym.programmes.models.items import ItemQuerySet
from pobratym.programmes.release import (
    PUBLIC,
    is_item_public,
    is_place_public,
    items_known,
    knows_programme,
)
from pobratym.visits.models.sites import Site
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import Embargo, VisitState


class _Stored(NamedTuple):
    """One item as the database keeps it."""

    uid: str
    sequence: int
    starts_at: str
    ends_at: str
    changed_at: str
    title: str
    note: str
    site: int | None
    interpreter: str | None
    cancelled_at: str | None
    because: str


class _Place(NamedTuple):
    """Where items are, in the calendar's language; and what ``release`` asks."""

    location: str
    geo: tuple[float, float] | None
    is_critical: bool
    is_lodging: bool


_NOWHERE = _Place("", None, is_critical=False, is_lodging=False)


def calendar_of(
    visit: Visit, items: ItemQuerySet, *, language: str, url: str, is_public: bool
) -> bytes:
    """Write the calendar of those who take part; two statements.

    Args:
        visit: whose programme it is.
        items: what the reader may know.
        language: of titles and places.
        url: the page that entries lead back to.
        is_public: whether everybody may know of the visit by now.
    """
    places = _places(items, language)
    is_off = visit.state == VisitState.CANCELLED
    said = cache(lambda stored: Wordings(json.loads(stored)).said(language).text)
    with override(language):
        cancelled = pgettext("calendar", "Cancelled: %(title)s")
        interpreted = _("Interpreter: %(name)s")
    entries = []
    entry = _making(visit.zone, url)
    for row in _rows(items):
        place = places.get(row.site, _NOWHERE)
        title, note = said(row.title), said(row.note)
        if row.interpreter:
            note = _lines(note, interpreted % {"name": row.interpreter})
        standing = Standing.CONFIRMED
        if is_off or row.cancelled_at is not None:
            title, note = cancelled % {"title": title}, _lines(row.because, note)
            standing = Standing.CANCELLED
        is_secret = place.is_critical or not is_public
        entries.append(entry(row, title, note, place, standing, is_secret))
    return _written(visit, language, entries)


def public_calendar(visit: Visit, now: dt.datetime, *, language: str, url: str) -> bytes:
    """Write the calendar of everybody: what ``release`` lets the public know, and no more."""
    entries = list(_public_entries(visit, now, language, url))
    return _written(visit, language, entries)


def _public_entries(visit: Visit, now: dt.datetime, language: str, url: str) -> Iterator[Entry]:
    if not knows_programme(visit, PUBLIC, now):
        return
    items = items_known(visit, PUBLIC)
    places = _places(items, language)
    released = set(items.filter(release__agreed_at__isnull=False).values_list("uid", flat=True))
    allowed = {str(uid) for uid in released}
    said = cache(lambda stored: Wordings(json.loads(stored)).said(language).text)
    entry = _making(visit.zone, url)
    for row in _rows(items):
        place = places.get(row.site, _NOWHERE)
        is_told = is_item_public(
            is_critical=place.is_critical,
            is_released=_uid(row) in allowed,
            is_over=_moment(row.ends_at[:19]) <= now,
            waits=visit.embargo == Embargo.UNTIL_END,
        )
        if not is_told:
            continue
        if not is_place_public(is_critical=place.is_critical, is_lodging=place.is_lodging):
            place = _NOWHERE
        yield entry(row, said(row.title), "", place, Standing.CONFIRMED, False)


def _making(zone: str, url: str) -> Callable[[_Stored, str, str, _Place, Standing, bool], Entry]:
    """Make entries of one calendar; moments that come again are read once."""
    moment = cache(_moment)
    host = settings.SITE_HOST

    def make(  # noqa: PLR0913, PLR0917  quick: two thousand times a calendar
        row: _Stored,
        title: str,
        note: str,
        place: _Place,
        standing: Standing,
        is_secret: bool,
    ) -> Entry:
        return Entry(
            uid=f"{_uid(row)}@{host}",
            sequence=row.sequence,
            starts_at=moment(row.starts_at[:19]),
            ends_at=moment(row.ends_at[:19]),
            zone=zone,
            changed_at=moment(row.changed_at[:19]),
            summary=title,
            description=note,
            location=place.location,
            geo=place.geo,
            url=url,
            standing=standing,
            is_secret=is_secret,
        )

    return make


def _rows(items: ItemQuerySet) -> Iterator[_Stored]:
    rows = items.order_by("starts_at", "pk").annotate(
        key=Cast("uid", CharField()),
        from_moment=Cast("starts_at", CharField()),
        to_moment=Cast("ends_at", CharField()),
        changed=Cast("updated_at", CharField()),
        in_words=Cast("title", TextField()),
        noted=Cast("note", TextField()),
        off=Cast("cancelled_at", CharField()),
    )
    return map(
        _Stored._make,
        rows.values_list(
            "key", "sequence", "from_moment", "to_moment", "changed", "in_words", "noted",
            "site_id", "interpreter__name", "off", "cancelled_because",
        ),
    )  # fmt: skip


def _uid(row: _Stored) -> str:
    """Write a UUID in its usual form, however the database keeps it."""
    key = row.uid
    if "-" in key:
        return key
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def _moment(stored: str) -> dt.datetime:
    """Read a moment of the database, which keeps them in UTC, to the second."""
    return dt.datetime.fromisoformat(f"{stored}+00:00")


def _places(items: ItemQuerySet, language: str) -> dict[int | None, _Place]:
    sites = Site.objects.filter(pk__in=items.order_by().values("site_id"))
    return {
        key: _Place(
            ", ".join(part for part in (name.said(language).text, address) if part),
            _coordinates(latitude, longitude),
            is_critical,
            is_lodging,
        )
        for key, name, address, latitude, longitude, is_critical, is_lodging in sites.values_list(
            "pk", "name", "address", "latitude", "longitude", "is_critical", "is_lodging"
        )
    }


def _coordinates(latitude: Decimal | None, longitude: Decimal | None) -> tuple[float, float] | None:
    if latitude is None or longitude is None:
        return None
    return float(latitude), float(longitude)


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _written(visit: Visit, language: str, entries: list[Entry]) -> bytes:
    name = visit.title.said(language).text
    return written(Calendar(name, language, visit.zone, entries, (visit.guest_zone,)))
