"""Wall time of a visit and minutes that really pass, either way round.

The planner counts minutes from the first midnight in the host's zone. When clocks change inside the
visit, a day has 23 or 25 hours there, and an hour is missing or comes twice on the wall.
"""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pobratym.visits.models.visits import Visit

MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


class Wall(NamedTuple):
    """What the clock on the wall shows; ``fold`` is 1 for the second of two equal hours."""

    day: dt.date
    at: dt.time
    fold: int = 0


class Comes(StrEnum):
    """How often an hour comes on a day."""

    ONCE = "once"
    NEVER = "never"
    TWICE = "twice"


class Clock:
    """Reckons for one visit; asks the database nothing.

    Minutes are whole; seconds of a wall time are dropped.
    """

    def __init__(self, visit: Visit) -> None:
        """Take zone and days of the visit."""
        self.zone = ZoneInfo(visit.zone)
        self.first = visit.starts_on
        self.last = visit.ends_on
        self.zero = _utc(dt.datetime.combine(self.first, dt.time(), self.zone))

    @property
    def days(self) -> list[dt.date]:
        """The days of the visit, first to last."""
        return [self.first + DAY * n for n in range((self.last - self.first).days + 1)]

    @property
    def length(self) -> int:
        """Minutes from the first midnight to the one after the last day."""
        return self.minutes(self.last + DAY, dt.time())

    def minutes(self, day: dt.date, at: dt.time, fold: int = 0) -> int:
        """Give the minutes from the first midnight to a wall time; negative before it.

        Where the hour is missing, the moment is meant at which it would have been without the
        change; forms refuse such an hour before.
        """
        local = dt.datetime.combine(day, at.replace(second=0, microsecond=0, fold=fold), self.zone)
        return (_utc(local) - self.zero) // MINUTE

    def span(self, day: dt.date, since: dt.time, until: dt.time) -> tuple[int, int]:
        """Give a span of a day in minutes; ``until`` not after ``since`` is on the next day.

        An end that comes twice is the second one: a place open until then is open for both.
        """
        end = day if until > since else day + DAY
        return self.minutes(day, since), self.minutes(end, until, fold=1)

    def moment(self, minutes: int) -> dt.datetime:
        """Give the moment in UTC."""
        return self.zero + MINUTE * minutes

    def wall(self, minutes: int) -> Wall:
        """Give what the clock on the host's wall shows then."""
        local = self.moment(minutes).astimezone(self.zone)
        return Wall(local.date(), local.time().replace(fold=0), local.fold)

    def since_zero(self, moment: dt.datetime) -> int:
        """Give the minutes from the first midnight to an aware moment, rounded down."""
        return (moment - self.zero) // MINUTE

    def comes(self, day: dt.date, at: dt.time) -> Comes:
        """Say whether an hour comes once on that day, never, or twice."""
        first = dt.datetime.combine(day, at.replace(second=0, microsecond=0), self.zone)
        second = first.replace(fold=1)
        if first.utcoffset() == second.utcoffset():
            return Comes.ONCE
        back = _utc(first).astimezone(self.zone)
        return Comes.TWICE if back.time() == first.time() else Comes.NEVER


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)
