"""Items as entries of a calendar, in one language."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from pobratym.programmes.calendars.entries import Calendar, Entry, Standing
from pobratym.programmes.calendars.writing import written
from pobratym.programmes.queries.personal import Row
from pobratym.programmes.release import PUBLIC, items_known, known
from pobratym.visits.models.visits import Visit


def calendar_of(
    visit: Visit, rows: Iterable[Row], *, language: str, url: str, is_public: bool = False
) -> bytes:
    """Write the calendar of those who take part.

    Args:
        visit: whose programme it is.
        rows: what the reader may know.
        language: of titles and places.
        url: the page that entries lead back to.
        is_public: whether everybody may know it by now.
    """
    with override(language):
        cancelled = pgettext("calendar", "Cancelled: %(title)s")
        interpreted = _("Interpreter: %(name)s")
        entries = [
            Entry(
                uid=f"{row.uid}@{settings.SITE_HOST}",
                sequence=row.sequence,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                zone=row.zone,
                changed_at=row.changed_at,
                summary=_summary(row, language, cancelled),
                description=_description(row, language, interpreted),
                location=_location(row, language),
                geo=_geo(row),
                url=url,
                standing=Standing.CANCELLED if row.is_cancelled else Standing.CONFIRMED,
                is_secret=not is_public,
            )
            for row in rows
        ]
    name = visit.title.said(language).text
    return written(Calendar(name, language, visit.zone, entries, (visit.guest_zone,)))


def public_calendar(visit: Visit, now: dt.datetime, *, language: str, url: str) -> bytes:
    """Write the calendar of everybody: what ``release`` lets the public know, and no more."""
    entries = [
        Entry(
            uid=f"{seen.uid}@{settings.SITE_HOST}",
            sequence=seen.sequence,
            starts_at=seen.starts_at,
            ends_at=seen.ends_at,
            zone=visit.zone,
            changed_at=seen.changed_at,
            summary=seen.title.said(language).text,
            location=_place(seen.place.said(language).text, seen.address),
            geo=_coordinates(seen.latitude, seen.longitude),
            url=url,
            is_secret=False,
        )
        for seen in known(items_known(visit, PUBLIC), visit, PUBLIC, now)
    ]
    name = visit.title.said(language).text
    return written(Calendar(name, language, visit.zone, entries, (visit.guest_zone,)))


def _summary(row: Row, language: str, cancelled: str) -> str:
    title = row.title.said(language).text
    return cancelled % {"title": title} if row.is_cancelled else title


def _description(row: Row, language: str, interpreted: str) -> str:
    told = [row.note.said(language).text]
    if row.is_cancelled:
        told.insert(0, row.because)
    if row.interpreter:
        told.append(interpreted % {"name": row.interpreter.name})
    return "\n".join(line for line in told if line)


def _location(row: Row, language: str) -> str:
    if row.place is None:
        return ""
    return _place(row.place.name.said(language).text, row.place.address)


def _place(name: str, address: str) -> str:
    return ", ".join(part for part in (name, address) if part)


def _geo(row: Row) -> tuple[float, float] | None:
    return _coordinates(row.place.latitude, row.place.longitude) if row.place else None


def _coordinates(latitude: Decimal | None, longitude: Decimal | None) -> tuple[float, float] | None:
    if latitude is None or longitude is None:
        return None
    return float(latitude), float(longitude)
