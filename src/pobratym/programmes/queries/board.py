"""The programme as a grid: days side by side, sub-groups as columns, hours downwards.

Places in the grid are told by classes of ``programmes/grid.css``: hour and five minutes of the
beginning, hours and five minutes of length, column, width, and the lane where items overlap.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from babel.core import Locale
from babel.dates import format_date
from django.utils.translation import pgettext

from pobratym.programmes.queries.personal import Part, Row
from pobratym.visits.models.visits import Visit

STEP = 5
"""Minutes of one line of the grid."""
_FROM, _UNTIL = 8, 18
_LANES_MOST = 4
_HOUR, _DAY = 60, 24 * 60


@dataclass(frozen=True, slots=True)
class Cell:
    """An item in the grid.

    Attributes:
        row: the item.
        place: classes that put it there.
        echoes: classes of further places, where its sub-groups do not stand side by side.
        hours: from when to when.
        groups: keys of its sub-groups, parted by spaces.
        minutes: from midnight to its beginning.
        length: in minutes that really pass.
        is_wrong: a rule is broken by it.
    """

    row: Row
    place: str
    echoes: Sequence[str]
    hours: str
    groups: str
    minutes: int
    length: int
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class BoardDay:
    """One day of the grid; ``short`` is its name above the column."""

    day: dt.date
    name: str
    short: str
    cells: Sequence[Cell]
    is_today: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The whole grid.

    Attributes:
        columns: sub-groups, or one column without a name.
        days: in order.
        first: hour with which the grid begins.
        hours: that it shows.
        cancelled: what does not take place.
        is_empty: nothing stands.
    """

    columns: Sequence[Part | None]
    days: Sequence[BoardDay]
    first: int
    hours: Sequence[int]
    cancelled: Sequence[Row]
    is_empty: bool


@dataclass(slots=True)
class _Span:
    """An item with the columns it takes, and those in which it is drawn."""

    row: Row
    begin: int
    end: int
    columns: list[int]
    shown: list[int] = field(default_factory=list)
    lane: int = 0
    lanes: int = 1
    near: list["_Span"] = field(default_factory=list)


def board_of(  # noqa: PLR0913  what is laid out, and for whom
    visit: Visit,
    rows: Sequence[Row],
    columns: Sequence[Part],
    *,
    language: str,
    today: dt.date,
    wrong: Collection[int] = (),
) -> Board:
    """Lay a programme out; asks the database nothing.

    Args:
        visit: whose.
        rows: all items.
        columns: its sub-groups in order.
        language: of the names of days.
        today: in the host's zone.
        wrong: keys of items that break a rule.
    """
    standing = [row for row in rows if not row.is_cancelled]
    first, last = _span_of(standing)
    place_of = {part.pk: place for place, part in enumerate(columns)}
    days = []
    for day in _days(visit, standing):
        spans = _spans([row for row in standing if row.day == day], place_of)
        cells = [_cell(span, len(columns), wrong) for span in spans]
        days.append(
            BoardDay(day, day_name(day, language), _short(day, language), cells, day == today)
        )
    return Board(
        columns=columns or [None],
        days=days,
        first=first,
        hours=range(first, last),
        cancelled=[row for row in rows if row.is_cancelled and not _is_old_meal(row)],
        is_empty=not standing,
    )


def _is_old_meal(row: Row) -> bool:
    """Say whether it is a meal that planning has put elsewhere: only calendars still need it."""
    return not row.because and row.pause is not None


def _days(visit: Visit, rows: Sequence[Row]) -> list[dt.date]:
    """Give the days of the visit, and those on which items were left when its dates changed."""
    length = (visit.ends_on - visit.starts_on).days + 1
    days = {visit.starts_on + dt.timedelta(days=number) for number in range(length)}
    return sorted(days | {row.day for row in rows})


def minutes_of(row: Row) -> int:
    """Give the minutes from midnight to the beginning of an item, as the clock shows them."""
    return row.starts.hour * _HOUR + row.starts.minute


def length_of(row: Row) -> int:
    """Give how many minutes an item really lasts."""
    return int((row.ends_at - row.starts_at).total_seconds() // _HOUR)


@lru_cache(maxsize=2_048)
def day_name(day: dt.date, language: str) -> str:
    """Name a day with its weekday: "wtorek, 21 maja"."""
    locale = Locale.parse(language if language != "en" else "en_GB")
    patterns = {"pl": "EEEE, d MMMM", "uk": "EEEE, d MMMM", "en": "EEEE, d MMMM"}
    return format_date(day, patterns.get(language, "EEEE, d MMMM"), locale=locale)


@lru_cache(maxsize=2_048)
def _short(day: dt.date, language: str) -> str:
    locale = Locale.parse(language if language != "en" else "en_GB")
    return format_date(day, "EEE d.MM" if language != "en" else "EEE d MMM", locale=locale)


def _span_of(rows: Sequence[Row]) -> tuple[int, int]:
    """Give the hours between which everything lies."""
    first = min((row.starts.hour for row in rows), default=_FROM)
    ends = (minutes_of(row) + length_of(row) for row in rows)
    last = max(((end + _HOUR - 1) // _HOUR for end in ends), default=_UNTIL)
    return min(first, _FROM), max(last, _UNTIL)


def _spans(rows: Sequence[Row], place_of: dict[int, int]) -> list[_Span]:
    """Give the items of a day with their columns, side by side where they overlap."""
    every = list(range(len(place_of) or 1))
    spans = []
    for row in rows:
        own = sorted(place_of[part.pk] for part in row.subgroups if part.pk in place_of)
        begin = minutes_of(row)
        spans.append(_Span(row, begin, begin + max(length_of(row), 3 * STEP), own or every))
    _make_room(spans)
    for number, span in enumerate(spans):
        taken = set()
        for other in spans[:number]:
            if other.end > span.begin and set(other.shown) & set(span.shown):
                taken.add(other.lane)
                span.near.append(other)
        span.lane = next(lane for lane in range(len(spans)) if lane not in taken)
    _widen(spans)
    return spans


def _make_room(spans: Sequence[_Span]) -> None:
    """Draw what is for more sub-groups only where nothing for fewer of them stands at the time."""
    for span in spans:
        narrower = {
            column
            for other in spans
            if other.end > span.begin
            and span.end > other.begin
            and len(other.columns) < len(span.columns)
            for column in other.columns
        }
        span.shown = [column for column in span.columns if column not in narrower] or span.columns


def _widen(spans: Sequence[_Span]) -> None:
    """Let all that hang together have equally many lanes."""
    for span in spans:
        span.lanes = max([span.lane, *(other.lane for other in span.near)]) + 1
        for other in span.near:
            other.lanes = max(other.lanes, span.lanes)
    for span in reversed(spans):
        span.lanes = max([span.lanes, *(other.lanes for other in span.near)])


def _cell(span: _Span, columns: int, wrong: Collection[int]) -> Cell:
    runs = list(_runs(span.shown))
    places = [f"{_hours(span)} {_columns(run, columns)}{_lane(span)}" for run in runs]
    row = span.row
    return Cell(
        row=row,
        place=places[0],
        echoes=places[1:],
        hours=f"{row.starts:%H:%M}–{row.ends:%H:%M}",
        groups=" ".join(str(part.pk) for part in row.subgroups),
        minutes=span.begin,
        length=length_of(row),
        is_wrong=row.pk in wrong,
    )


def _hours(span: _Span) -> str:
    begin = span.begin // STEP
    steps = max(1, -(-(span.end - span.begin) // STEP))
    lines = _HOUR // STEP
    return f"h{begin // lines} q{begin % lines} t{steps // lines} u{steps % lines}"


def _columns(run: tuple[int, int], columns: int) -> str:
    first, width = run
    return f"c{first} w{width}" if columns > 1 else "c0 w1"


def _lane(span: _Span) -> str:
    lanes = min(span.lanes, _LANES_MOST)
    return f" of{lanes} n{min(span.lane, lanes - 1)}" if lanes > 1 else ""


def _runs(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give first column and width of each run of columns that stand side by side."""
    start = before = columns[0]
    for column in columns[1:]:
        if column != before + 1:
            yield start, before - start + 1
            start = column
        before = column
    yield start, before - start + 1


def who(row: Row, columns: int, language: str) -> str:
    """Name those an item is for, where not everybody."""
    if not row.subgroups or len(row.subgroups) == columns:
        return pgettext("item of a programme", "everybody")
    return ", ".join(part.name.said(language).text for part in row.subgroups)
