"""Time zones as a calendar describes them: only the years it is about, by the newest rules."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Turn:
    """A change of clocks: the wall time before it, offsets before and after, the new name."""

    at: dt.datetime
    wall: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str
    is_summer: bool

    def rule(self) -> tuple[object, ...]:
        """Name what stays the same from year to year."""
        return (self.wall.month, _week_of(self.wall), self.wall.weekday(), self.wall.time(),
                self.before, self.after, self.name, self.is_summer)  # fmt: skip


def zone_of(name: str) -> ZoneInfo | None:
    """Give the zone, or nothing where the name is not one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=64)
def described(name: str, first: int, last: int) -> tuple[str, ...]:
    """Give the lines of a VTIMEZONE that is right from the first to the last year.

    Rules that hold to the end are written as yearly rules; a rule that ends has its last day, so
    that a country which stops changing its clocks is told rightly.
    """
    zone = ZoneInfo(name)
    turns = list(_turns(zone, first - 1, last + 1))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    if not turns or turns[0].wall.year >= first:
        lines += _beginning(zone, first - 1)
    for run in _runs(turns):
        lines += _observance(run, ends=run[-1].wall.year < last + 1)
    return (*lines, "END:VTIMEZONE")


def _turns(zone: ZoneInfo, first: int, last: int) -> Iterator[_Turn]:
    """Find the changes of clocks: by days, then to the second."""
    start = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
    days = (dt.datetime(last + 1, 1, 1, tzinfo=dt.UTC) - start).days
    moments = [start + dt.timedelta(days=day) for day in range(days + 1)]
    for before, after in pairwise(moments):
        if _clock(zone, before) != _clock(zone, after):
            yield _turn(zone, before, after)


def _clock(zone: ZoneInfo, at: dt.datetime) -> tuple[dt.timedelta, str]:
    local = at.astimezone(zone)
    return local.utcoffset() or dt.timedelta(), local.tzname() or ""


def _turn(zone: ZoneInfo, before: dt.datetime, after: dt.datetime) -> _Turn:
    low, high, old = before, after, _clock(zone, before)
    while high - low > dt.timedelta(seconds=1):
        middle = low + dt.timedelta(seconds=(high - low).total_seconds() // 2)
        low, high = (middle, high) if _clock(zone, middle) == old else (low, middle)
    offset, name = _clock(zone, high)
    return _Turn(
        at=high,
        wall=(high + old[0]).replace(tzinfo=None),
        before=old[0],
        after=offset,
        name=name,
        is_summer=bool(high.astimezone(zone).dst()),
    )


def _week_of(day: dt.datetime) -> int:
    """Number the weekday within its month: -1 for the last one."""
    is_last = (day + dt.timedelta(days=_WEEK)).month != day.month
    return -1 if is_last else (day.day - 1) // _WEEK + 1


def _runs(turns: list[_Turn]) -> list[list[_Turn]]:
    """Gather the changes that follow one rule in consecutive years."""
    runs: list[list[_Turn]] = []
    for turn in turns:
        for run in runs:
            is_next = run[-1].wall.year + 1 == turn.wall.year
            if is_next and run[-1].rule() == turn.rule():
                run.append(turn)
                break
        else:
            runs.append([turn])
    return runs


def _observance(run: list[_Turn], *, ends: bool) -> list[str]:
    turn = run[0]
    lines = [
        f"DTSTART:{turn.wall:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_offset(turn.before)}",
        f"TZOFFSETTO:{_offset(turn.after)}",
        f"TZNAME:{turn.name}",
    ]
    if len(run) > 1:
        # A day later, for programs that compare it with wall time although it is in UTC.
        last = run[-1].at + dt.timedelta(days=1)
        until = f";UNTIL={last:%Y%m%dT%H%M%SZ}" if ends else ""
        day = f"{_week_of(turn.wall)}{_DAYS[turn.wall.weekday()]}"
        lines.append(f"RRULE:FREQ=YEARLY;BYMONTH={turn.wall.month};BYDAY={day}{until}")
    return _wrapped(lines, is_summer=turn.is_summer)


def _beginning(zone: ZoneInfo, year: int) -> list[str]:
    """Describe the clock of a zone before its first change."""
    at = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    offset, name = _clock(zone, at)
    lines = [
        f"DTSTART:{year:04}0101T000000",
        f"TZOFFSETFROM:{_offset(offset)}",
        f"TZOFFSETTO:{_offset(offset)}",
        f"TZNAME:{name}",
    ]
    return _wrapped(lines, is_summer=bool(at.astimezone(zone).dst()))


def _wrapped(lines: list[str], *, is_summer: bool) -> list[str]:
    kind = "DAYLIGHT" if is_summer else "STANDARD"
    return [f"BEGIN:{kind}", *lines, f"END:{kind}"]


def _offset(offset: dt.timedelta) -> str:
    seconds = int(offset.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{sign}{hours:02}{minutes:02}" + (f"{rest:02}" if rest else "")
