"""All municipalities as columns of numbers, so that one is compared with all at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pobratym.directory.mapping.points import MEAN_KM, Point
from pobratym.prospects.comparing.catalogue import catalogue

Numbers: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.int64]
Marks: TypeAlias = NDArray[np.bool_]

_DISTRICT = {"PL": 4, "UA": 6}
"""So many signs of a code name the powiat or the raion."""
_PER = 10_000


class Known(NamedTuple):
    """What is known of one municipality.

    Attributes:
        key: its key.
        country: ``PL`` or ``UA``.
        code: TERC or KATOTTG.
        region: code of the voivodeship or oblast.
        size: its class of size.
        residents: of the whole gmina or hromada.
        area: in km².
        latitude: of its seat.
        longitude: of its seat.
        seeks: whether it looks for a partner.
    """

    key: int
    country: str
    code: str
    region: str
    size: str
    residents: int | None
    area: float | None
    latitude: float | None
    longitude: float | None
    seeks: bool


class Tie(NamedTuple):
    """A municipality and one of its known partners; ``partner`` is comparable between sources."""

    key: int
    country: str
    partner: str


FEW = 50
"""A country of which fewer municipalities are known has not been loaded."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Everything that does not depend on who looks around; row n is the same place in each.

    Attributes:
        keys: of the municipalities.
        row_of: row by key.
        countries: ``PL`` or ``UA``.
        sizes: classes of size.
        seeks: whether each looks for a partner.
        values: figures as published, by indicator; NaN where not known.
        scaled: the same, transformed and standardised over all municipalities; only of ``like``.
        places: unit vectors of the seats; NaN where nothing is known.
        estimated: whether the place is the middle of its powiat or raion.
        ties: partners of each row.
        rows_of_tie: the rows that have a partner, for partners of two and more.
    """

    keys: Rows
    row_of: Mapping[int, int]
    countries: NDArray[np.str_]
    sizes: NDArray[np.str_]
    seeks: Marks
    values: Mapping[str, Numbers]
    scaled: Mapping[str, Numbers]
    places: Numbers
    estimated: Marks
    ties: Sequence[frozenset[tuple[str, str]]]
    rows_of_tie: Mapping[tuple[str, str], Rows]


def columns_of(
    known: Sequence[Known],
    published: Mapping[str, Mapping[int, float]],
    ties: Iterable[Tie],
    schools: Mapping[int, int],
    crossings: Iterable[Point],
) -> Columns:
    """Make the columns.

    Args:
        known: all municipalities.
        published: figures of the table, by indicator and key.
        ties: known partners.
        schools: how many schools are known of each.
        crossings: border crossings, to which distances are told.
    """
    row_of = {row.key: at for at, row in enumerate(known)}
    residents = _numbers(row.residents for row in known)
    area = _numbers(row.area for row in known)
    places, estimated = _places(known)
    tied = _ties(ties, row_of, len(known))
    taught = _numbers(schools.get(row.key) for row in known)
    values: dict[str, Numbers] = {
        "residents": residents,
        "area": area,
        "density": residents / area,
        "partnerships": np.array([len(partners) for partners in tied], dtype=np.float64),
        "largest_city_km": _to_largest(known, residents, places),
        "crossing_km": _to_nearest(places, crossings),
        "schools": taught * _PER / residents,
    }
    for code, figures in published.items():
        values[code] = _numbers(figures.get(row.key) for row in known)
    scaled = {
        code: standardised(values[code], indicator.transform)
        for code, indicator in catalogue().items()
        if indicator.measure == "like" and code in values
    }
    shared: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, partners in enumerate(tied):
        for partner in partners:
            shared[partner].append(at)
    return Columns(
        keys=np.array([row.key for row in known], dtype=np.int64),
        row_of=row_of,
        countries=np.array([row.country for row in known], dtype="U2"),
        sizes=np.array([row.size for row in known], dtype="U10"),
        seeks=np.array([row.seeks for row in known], dtype=bool),
        values=values,
        scaled=scaled,
        places=places,
        estimated=estimated,
        ties=tied,
        rows_of_tie={tie: np.array(rows) for tie, rows in shared.items() if len(rows) > 1},
    )


def _numbers(values: Iterable[float | None]) -> Numbers:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def standardised(values: Numbers, transform: str) -> Numbers:
    """Give each value as standard deviations from the mean; counts by their logarithm."""
    if transform == "log":
        with np.errstate(invalid="ignore", divide="ignore"):
            values = np.log1p(np.where(values < 0, np.nan, values))
    if np.isnan(values).all():
        return values
    spread = float(np.nanstd(values))
    return np.asarray((values - np.nanmean(values)) / (spread or 1.0), dtype=np.float64)


def _places(known: Sequence[Known]) -> tuple[Numbers, Marks]:
    """Give unit vectors; a place not known stands in the middle of its powiat or raion."""
    degrees = np.array(
        [
            (np.nan, np.nan)
            if row.latitude is None or row.longitude is None
            else (row.latitude, row.longitude)
            for row in known
        ],
        dtype=np.float64,
    ).reshape(-1, 2)
    latitude, longitude = np.radians(degrees).T
    flat = np.cos(latitude)
    places = np.stack(
        [flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)], axis=1
    )
    unknown = np.isnan(places[:, 0])
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(known):
        groups[row.country, row.code[: _DISTRICT.get(row.country, 4)]].append(at)
    for rows in groups.values():
        there = [at for at in rows if not unknown[at]]
        if there and len(there) < len(rows):
            middle = places[there].mean(axis=0)
            places[[at for at in rows if unknown[at]]] = middle / np.linalg.norm(middle)
    return places, unknown & ~np.isnan(places[:, 0])


def distances(places: Numbers, here: Numbers) -> Numbers:
    """Give the great-circle distance of each place from one, in km."""
    chord = np.linalg.norm(places - here, axis=-1)
    with np.errstate(invalid="ignore"):
        return np.asarray(2 * MEAN_KM * np.arcsin(np.clip(chord / 2, 0, 1)), dtype=np.float64)


def _to_largest(known: Sequence[Known], residents: Numbers, places: Numbers) -> Numbers:
    """Give the distance to the largest municipality of the same region.

    Not of a country of which few are known: its greatest cities would be missing.
    """
    regions: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(known):
        regions[f"{row.country}{row.region}"].append(at)
    found = np.full(len(known), np.nan)
    counts = Counter(row.country for row in known)
    for rows in regions.values():
        many = counts[known[rows[0]].country] >= FEW
        if not many or np.isnan(residents[rows]).all():
            continue
        largest = rows[int(np.nanargmax(residents[rows]))]
        found[rows] = distances(places[rows], places[largest])
    return found


def _to_nearest(places: Numbers, points: Iterable[Point]) -> Numbers:
    """Give the distance to the nearest of some points."""
    radians = np.radians(np.array([tuple(point) for point in points]).reshape(-1, 2))
    if not len(radians):
        return np.full(len(places), np.nan)
    flat = np.cos(radians[:, 0])
    ends = np.stack(
        [flat * np.cos(radians[:, 1]), flat * np.sin(radians[:, 1]), np.sin(radians[:, 0])], axis=1
    )
    return np.asarray(np.min([distances(places, end) for end in ends], axis=0), dtype=np.float64)


def _ties(
    ties: Iterable[Tie], row_of: Mapping[int, int], count: int
) -> list[frozenset[tuple[str, str]]]:
    found: list[set[tuple[str, str]]] = [set() for _ in range(count)]
    for tie in ties:
        if tie.key in row_of:
            found[row_of[tie.key]].add((tie.country, tie.partner))
    return [frozenset(partners) for partners in found]
