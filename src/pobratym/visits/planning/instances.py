"""Public test instances of the team orienteering problem with time windows (TOPTW).

The format is that of Righini and Salani (2009) and Montemanni and Gambardella (2009): two lines of
which nothing is needed here, then one line a point: number, x, y, length of the visit, profit,
numbers that do not matter, and at the end the first and the last beginning. Point 0 is where every
tour begins and ends, its window the length of a tour. Ways are straight lines, cut (not rounded)
to one decimal in Solomon's instances and to two in those of Cordeau and others.
"""

import math
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path

import numpy as np

from pobratym.visits.planning.tours.problem import LONGEST, TourProblem

FEWEST_FIELDS = 8
MOST_POINTS = 2000
LARGEST = 10**9
MOST_BYTES = 2_000_000
PRIZE_SCALE = 1000
CORDEAU = 2
SOLOMON = 1


class Flaw(StrEnum):
    """Why a file is not an instance."""

    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    NO_POINTS = "no_points"
    COUNT = "count"
    """The first line announces another number of points."""
    SHORT_LINE = "short_line"
    NOT_NUMBERS = "not_numbers"
    OUT_OF_BOUNDS = "out_of_bounds"
    NEGATIVE = "negative"
    ORDER = "order"
    """Points are not numbered 0, 1, 2, …"""
    DEPOT_CLOSED = "depot_closed"


class InstanceError(ValueError):
    """A file is not an instance; ``line`` counts from 1, 0 means the file as a whole."""

    def __init__(self, flaw: Flaw, line: int = 0) -> None:
        super().__init__(f"{flaw} in line {line}" if line else flaw)
        self.flaw = flaw
        self.line = line


@dataclass(frozen=True, slots=True)
class Point:
    """One line: where, how long, worth how much, with the first and last beginning."""

    number: int
    x: float
    y: float
    length: Decimal
    profit: Decimal
    opens: Decimal
    closes: Decimal


@dataclass(frozen=True, slots=True)
class Instance:
    """A test instance; ``decimals`` of a way are kept."""

    points: tuple[Point, ...]
    decimals: int

    def problem(self, tours: int) -> TourProblem:
        """Lay it out for a number of tours, times in tenths or hundredths.

        What a file tells more finely than that is rounded to the safe side. Prizes are in
        thousandths where one of them is not whole (see ``prize_scale``).
        """
        scale = 10**self.decimals
        x, y = (np.array([getattr(point, axis) for point in self.points]) for axis in "xy")
        ways = np.hypot(x[:, None] - x, y[:, None] - y) * scale
        prizes = np.array([int(point.profit * self.prize_scale) for point in self.points])
        prizes[0] = 0
        depots = np.zeros(tours, dtype=np.int64)
        opens, closes = (
            math.ceil(self.points[0].opens * scale),
            math.floor(self.points[0].closes * scale),
        )
        return TourProblem(
            travel=np.floor(ways + 1e-9 * scale).astype(np.int64),
            service=np.array([math.ceil(point.length * scale) for point in self.points]),
            windows=[_window(point, scale) for point in self.points],
            prizes=np.repeat(prizes[:, None], tours, axis=1),
            starts=depots,
            ends=depots,
            opens=depots + opens,
            closes=depots + closes,
        )

    @property
    def prize_scale(self) -> int:
        """Give by how much prizes are multiplied to be whole."""
        whole = all(point.profit == int(point.profit) for point in self.points)
        return 1 if whole else PRIZE_SCALE


def _window(point: Point, scale: int) -> list[tuple[int, int]]:
    opens, closes = math.ceil(point.opens * scale), math.floor(point.closes * scale)
    return [(opens, closes)] if opens <= closes else []


def read_instance(path: Path) -> Instance:
    """Read a file.

    Raises:
        InstanceError: it is not an instance; the message says what and where.
        OSError: it cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise InstanceError(Flaw.TOO_LARGE)
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except UnicodeDecodeError:
        raise InstanceError(Flaw.NOT_TEXT) from None
    numbered = [(at, line.split()) for at, line in enumerate(lines, 1) if line.strip()]
    points = [_point(at, fields) for at, fields in numbered[2:]]
    _check(points, [at for at, _ in numbered[2:]])
    _check_count(numbered[0][1], len(points) - 1)
    return Instance(tuple(points), _decimals(path.stem, numbered[2:]))


def _point(line: int, fields: list[str]) -> Point:
    if len(fields) < FEWEST_FIELDS:
        raise InstanceError(Flaw.SHORT_LINE, line)
    try:
        values = [Decimal(field) for field in fields]
    except InvalidOperation:
        raise InstanceError(Flaw.NOT_NUMBERS, line) from None
    if not all(value.is_finite() and abs(value) < LARGEST for value in values):
        raise InstanceError(Flaw.OUT_OF_BOUNDS, line)
    number, x, y, length, profit, *_, opens, closes = values
    if length < 0 or profit < 0 or opens < 0 or closes < 0:
        raise InstanceError(Flaw.NEGATIVE, line)
    return Point(int(number), float(x), float(y), length, profit, opens, closes)


def _check(points: list[Point], lines: list[int]) -> None:
    if not points:
        raise InstanceError(Flaw.NO_POINTS)
    if len(points) > MOST_POINTS:
        raise InstanceError(Flaw.TOO_LARGE)
    for expected, (point, line) in enumerate(zip(points, lines, strict=True)):
        if point.number != expected:
            raise InstanceError(Flaw.ORDER, line)
    span = max(max(abs(point.x), abs(point.y)) for point in points)
    times = max(max(point.length, point.closes, point.opens) for point in points)
    if max(3 * span, float(times)) * 10**CORDEAU >= LONGEST:
        raise InstanceError(Flaw.OUT_OF_BOUNDS)
    if points[0].closes < points[0].opens:
        raise InstanceError(Flaw.DEPOT_CLOSED, lines[0])


def _check_count(head: list[str], customers: int) -> None:
    told = head[2] if len(head) > CORDEAU else ""
    if told != str(customers):
        raise InstanceError(Flaw.COUNT, 1)


def _decimals(name: str, rows: list[tuple[int, list[str]]]) -> int:
    """Cordeau's files are known by their names, or by coordinates of three decimals."""
    if name.startswith("pr"):
        return CORDEAU
    if name.startswith(("c", "r")):
        return SOLOMON
    finest = max(len(field.partition(".")[2]) for _, fields in rows for field in fields[1:3])
    return CORDEAU if finest > CORDEAU else SOLOMON
