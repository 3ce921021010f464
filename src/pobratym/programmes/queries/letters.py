"""What letters say of a programme: hours with their zones, what changed, in the active language."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from pobratym.core.filters import day, zone
from pobratym.core.wordings import Wordings
from pobratym.programmes.calendars.differing import Change, Spot, What
from pobratym.programmes.calendars.zones import zone_of
from pobratym.programmes.queries.personal import Row


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One item in a letter: what happened with its title, then when and where, then why."""

    what: str
    details: list[str]


def programme_lines(rows: Iterable[Row], zones: tuple[str, str]) -> list[LetterLine]:
    """Give a whole programme; what is cancelled is left out."""
    return [
        LetterLine(
            _said(row.title),
            _spot_lines(
                Spot(
                    row.starts_at,
                    row.ends_at,
                    row.place.name if row.place else {},
                    row.place.address if row.place else "",
                ),
                zones,
            ),
        )
        for row in rows
        if not row.is_cancelled
    ]


def change_lines(changes: Iterable[Change], zones: tuple[str, str]) -> list[LetterLine]:
    """Give what changed, each with the old and the new hour and place."""
    return [_line(change, zones) for change in changes]


def _line(change: Change, zones: tuple[str, str]) -> LetterLine:
    sentences = {
        What.ADDED: pgettext("programme", "New: %(title)s"),
        What.MOVED: pgettext("programme", "Changed: %(title)s"),
        What.RENAMED: pgettext("programme", "Has a new title: %(title)s"),
        What.CANCELLED: pgettext("programme", "Cancelled: %(title)s"),
        What.REINSTATED: pgettext("programme", "Takes place after all: %(title)s"),
        What.GONE: pgettext("programme", "No longer in your programme: %(title)s"),
    }
    was = pgettext("programme", "Before: %(spot)s")
    now = pgettext("programme", "Now: %(spot)s")
    details = []
    if change.what in {What.MOVED, What.CANCELLED, What.GONE} and change.before:
        details.append(was % {"spot": _in_one(change.before, zones)})
    if change.what in {What.MOVED, What.REINSTATED, What.ADDED, What.RENAMED} and change.after:
        details.append(now % {"spot": _in_one(change.after, zones)})
    if change.what == What.CANCELLED and change.because:
        details.append(_("Why: %(reason)s") % {"reason": change.because})
    return LetterLine(sentences[change.what] % {"title": _said(change.title)}, details)


def _in_one(spot: Spot, zones: tuple[str, str]) -> str:
    return "; ".join(_spot_lines(spot, zones))


def _spot_lines(spot: Spot, zones: tuple[str, str]) -> list[str]:
    where = ", ".join(part for part in (_said(spot.place), spot.address) if part)
    return [line for line in (span(spot.starts_at, spot.ends_at, zones), where) if line]


def span(starts_at: dt.datetime, ends_at: dt.datetime, zones: tuple[str, str]) -> str:
    """Write from when to when, with the zone, and the guests' hours beside where they differ."""
    here, there = (_hours(starts_at, ends_at, name) for name in zones)
    return here[1] if here[0] == there[0] else f"{here[1]} = {there[2]}"


def _hours(starts_at: dt.datetime, ends_at: dt.datetime, name: str) -> tuple[str, str, str]:
    """Give hours alone, with day and zone, and with the zone."""
    known = zone_of(name) or dt.UTC
    begins, ends = starts_at.astimezone(known), ends_at.astimezone(known)
    hours = f"{begins:%H:%M}–{ends:%H:%M}"
    in_zone = f"{hours} ({zone(name) if known is not dt.UTC else 'UTC'})"
    return f"{begins.date()} {hours}", f"{day(begins.date())}, {in_zone}", in_zone


def _said(versions: Mapping[str, str]) -> str:
    return Wordings(versions).said(get_language() or "en").text
