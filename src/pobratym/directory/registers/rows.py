"""The rows that leave the readers, whatever file they came from.

They are named tuples, not dataclasses: frozen as well, a third of the time to make, and a
database takes them as they are, which counts at a hundred thousand rows.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

Cell: TypeAlias = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
Row: TypeAlias = tuple[int, Sequence[Cell]]
"""Line (or sheet row, from 1) and its cells."""

Country: TypeAlias = Literal["PL", "UA"]
Measure: TypeAlias = Literal["population", "area"]

REGION, DISTRICT, MUNICIPALITY, LOCALITY, CITY_DISTRICT = 1, 2, 3, 4, 5
"""Levels: voivodeship or oblast; powiat or raion; gmina or hromada; what lies in these."""


class TerritoryRow(NamedTuple):
    """One unit of a territorial register.

    Attributes:
        line: where it stood in the file.
        code: TERC without blanks (``1461011``) or KATOTTG (``UA56020030000068439``).
        parent: code of the unit it lies in; empty for a region.
        level: ``REGION`` to ``CITY_DISTRICT``.
        kind: the register's own mark: RODZ ``1``-``9``, ``W`` voivodeship, ``P`` powiat,
            ``C`` city with powiat rights; or KATOTTG's Latin letter.
        name: as the register writes it, NFC, without blanks at the ends.
        is_municipality: whether partnerships can be made with it.
        is_seat: whether it is the settlement that gives its municipality its everyday name.
    """

    line: int
    code: str
    parent: str
    level: int
    kind: str
    name: str
    is_municipality: bool
    is_seat: bool


class FigureRow(NamedTuple):
    """One number about one municipality.

    Attributes:
        line: where it stood in the file.
        code: the municipality's code.
        measure: ``population`` in people or ``area`` in square kilometres.
        value: the number in that unit.
        on: the day it is true of.
    """

    line: int
    code: str
    measure: Measure
    value: float
    on: dt.date


class PointRow(NamedTuple):
    """Where a municipality's seat lies, and which settlement that is where the file says so.

    Attributes:
        line: where it stood in the file.
        code: the municipality's code.
        latitude: degrees north, WGS 84.
        longitude: degrees east, WGS 84.
        seat: code of the seat, or empty.
    """

    line: int
    code: str
    latitude: float
    longitude: float
    seat: str


class NamedPointRow(NamedTuple):
    """A place known by name only; it must be joined to a municipality before use.

    Attributes:
        line: where it stood in the file.
        country: whose register its name is looked up in.
        region: code of the voivodeship or oblast as far as the file tells, else empty.
        names: every name it goes by, the first being the file's own.
        latitude: degrees north, WGS 84.
        longitude: degrees east, WGS 84.
    """

    line: int
    country: Country
    region: str
    names: tuple[str, ...]
    latitude: float
    longitude: float
