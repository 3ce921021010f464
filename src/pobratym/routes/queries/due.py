"""Days on which something is due on the routes, as a list and for people's own calendars."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.utils.translation import get_language, pgettext
from icalendar import Calendar, Event, vUri

from pobratym.agreements.models.agreements import Agreement
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.routes.lawbook.entries import Part
from pobratym.routes.queries.lanes import Lane, LaneStep


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day on which a term ends, of a step or (``part``) of a part of its term."""

    on: dt.date
    city: Municipality
    colours: list[str]
    step: LaneStep
    part: Part | None = None
    number: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing is awaited any more."""
        return not self.step.is_running


def due_days(lanes: Iterable[Lane]) -> list[DueDay]:
    """Give all due days of all lanes in the order of time; without a statement.

    A part of a term that is a step of its own (same length, counted from the same day) is told
    once, by the step.
    """
    found = [one for lane in lanes for one in _of(lane)]
    return sorted(found, key=lambda one: (one.on, one.step.code, one.number))


def _of(lane: Lane) -> Iterable[DueDay]:
    told = {step.due_on for step in lane.steps if step.due_on}
    for step in lane.steps:
        if step.due_on is None:
            continue
        yield DueDay(step.due_on, lane.city, lane.colours, step)
        for number, one in enumerate(step.parts, 1):
            if one.due_on is not None and one.due_on not in told:
                yield DueDay(one.due_on, lane.city, lane.colours, step, one.part, number)


def by_month(days: Iterable[DueDay]) -> list[tuple[dt.date, list[DueDay]]]:
    """Group due days by month; each month is told by its first day."""
    return [
        (month, list(group)) for month, group in groupby(days, lambda day: day.on.replace(day=1))
    ]


@dataclass(frozen=True, slots=True)
class Month:
    """A month with what is due in it, as a list and as weeks from Monday.

    A week has seven boxes; one outside the month has no day.
    """

    first: dt.date
    days: list[DueDay]
    weeks: list[list[tuple[dt.date | None, list[DueDay]]]]


def months_of(days: Iterable[DueDay]) -> list[Month]:
    """Give the months in which something is due."""
    return [Month(first, found, _weeks(first, found)) for first, found in by_month(days)]


def _weeks(first: dt.date, days: list[DueDay]) -> list[list[tuple[dt.date | None, list[DueDay]]]]:
    weeks = calendar.Calendar(calendar.MONDAY).monthdatescalendar(first.year, first.month)
    return [
        [
            (day, [one for one in days if one.on == day])
            if day.month == first.month
            else (None, [])
            for day in week
        ]
        for week in weeks
    ]


def calendar_of(agreement: Agreement, days: Iterable[DueDay]) -> bytes:
    """Write due days as iCalendar: all day, the same UID for the same term, SEQUENCE rising.

    A term over which nothing is awaited any more stays as cancelled, so that it leaves the
    calendars that had it.
    """
    language = get_language() or "en"
    found = Calendar()
    found.add("prodid", "-//Pobratym//Legal routes//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", Wordings(agreement.title).said(language).text)
    for day in days:
        found.add_component(_event(agreement, day, language))
    return bytes(found.to_ical())


def _event(agreement: Agreement, day: DueDay, language: str) -> Event:
    step, host = day.step, settings.SITE_ADDRESS.partition("://")[2].partition(":")[0]
    part = f"-{day.number}" if day.part else ""
    what = (day.part.title if day.part else step.title).said(language).text
    said = pgettext("calendar", "%(city)s, %(code)s: %(what)s is due") % {
        "city": day.city.name.said(language).text,
        "code": step.code,
        "what": what,
    }
    event = Event()
    event.add("uid", f"step-{step.public_id}{part}@{host or 'localhost'}")
    event.add("sequence", step.version)
    event.add("dtstamp", step.updated_at or dt.datetime.now(dt.UTC))
    event.add("dtstart", day.on)
    event.add("dtend", day.on + dt.timedelta(days=1))
    event.add("summary", said)
    event.add("description", agreement.title.said(language).text)
    event.add("status", "CANCELLED" if day.is_over else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("url", vUri(f"{settings.SITE_ADDRESS}/{language}/desk/steps/{step.public_id}/"))
    return event
