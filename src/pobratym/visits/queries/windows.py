"""When a site can be visited, in minutes of a visit: opening times, closed days, wished times."""

import datetime as dt
from collections.abc import Iterable, Sequence

from pobratym.visits.models.sites import Site
from pobratym.visits.planning.problem import Window
from pobratym.visits.queries.clock import DAY, Clock

Spans = Iterable[tuple[int, int]]
MIDNIGHT = dt.time()


def merged(spans: Spans) -> tuple[Window, ...]:
    """Put spans in order and join those that overlap or touch."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(Window(start, end) for start, end in joined)


def both(first: Sequence[Window], second: Sequence[Window]) -> tuple[Window, ...]:
    """Give the times that lie in both."""
    return merged((max(a.start, b.start), min(a.end, b.end)) for a in first for b in second)


def open_times(site: Site, clock: Clock) -> tuple[Window, ...]:
    """Give when a site is open during the visit; never once the city no longer shows it.

    A closed day ends what would begin on it; the evening before may last past midnight.
    """
    if site.closed_at is not None:
        return ()
    shut = {dt.date.fromisoformat(day) for day in site.closed_days}
    days = [day for day in clock.days if day not in shut]
    if not site.opening:
        return merged(clock.span(day, MIDNIGHT, MIDNIGHT) for day in days)
    weekly = [(number, _time(since), _time(until)) for number, since, until in site.opening]
    return merged(
        clock.span(day, since, until)
        for day in days
        for number, since, until in weekly
        if number == day.isoweekday()
    )


def dated(entries: Iterable[Sequence[str]], clock: Clock) -> tuple[Window, ...]:
    """Give the times of ``["2026-05-18", "09:00", "12:00"]`` entries."""
    return merged(
        clock.span(dt.date.fromisoformat(day), _time(since), _time(until))
        for day, since, until in entries
    )


def whole(clock: Clock) -> Window:
    """Give the whole visit, with the night after its last day."""
    return Window(0, clock.minutes(clock.last + 2 * DAY, MIDNIGHT))


def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text)
