"""Kinds of municipality and what their figures count, as plain data."""

import datetime as dt
from enum import StrEnum


class Country(StrEnum):
    """Countries whose registers are read (ISO 3166-1)."""

    PL = "PL"
    UA = "UA"


class Scheme(StrEnum):
    """Official code lists of territories."""

    TERC = "TERC"
    KATOTTG = "KATOTTG"


class Kind(StrEnum):
    """What a municipality is in the law of its country."""

    GMINA_URBAN = "gmina_urban"
    GMINA_RURAL = "gmina_rural"
    GMINA_URBAN_RURAL = "gmina_urban_rural"
    HROMADA_CITY = "hromada_city"
    HROMADA_SETTLEMENT = "hromada_settlement"
    HROMADA_VILLAGE = "hromada_village"


class Unit(StrEnum):
    """Whose residents a population figure counts."""

    CITY = "city"
    HROMADA = "hromada"
    GMINA = "gmina"


class Size(StrEnum):
    """Classes of size, by residents."""

    UNKNOWN = "unknown"
    VILLAGE = "under_5"
    SMALL = "5_to_20"
    MIDDLE = "20_to_50"
    LARGE = "50_to_100"
    GREAT = "over_100"


_UPPER_BOUNDS = [
    (5_000, Size.VILLAGE),
    (20_000, Size.SMALL),
    (50_000, Size.MIDDLE),
    (100_000, Size.LARGE),
]


def size_of(residents: int | None) -> Size:
    """Name the class that a number of residents falls into."""
    if residents is None:
        return Size.UNKNOWN
    return next((size for bound, size in _UPPER_BOUNDS if residents < bound), Size.GREAT)


WHOLE = frozenset({Unit.HROMADA, Unit.GMINA})
"""Units that are the whole municipality, as opposed to the city at its centre."""


def weight_of_figure(unit: str, on: dt.date) -> tuple[bool, dt.date]:
    """Say how much a population figure counts when a municipality's size is told: the most wins.

    A partner is the whole gmina or hromada, so a figure of the whole goes before one of its city,
    even a newer one; among equals the newest counts. ``unit`` is a value of :class:`Unit`.
    """
    return unit in WHOLE, on
