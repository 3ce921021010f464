"""How like two single values are, 0 to 1: each rule stands here once, for a pair and for a table.

Functions take numbers or arrays of them; tables are for look-ups by code.
"""

from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pobratym.directory.states import InstitutionKind as Kind
from pobratym.directory.topics import TOPICS
from pobratym.institutions.states import Cefr

Floats = NDArray[np.float64]

COSINE_LOW, COSINE_HIGH = 0.28, 0.7
"""Cosines of centred vectors between which meaning goes from "nothing in common" to "the same".

Measured on real pairs of texts; see docs/developers/matching.md.
"""
GRID = 4_000
"""Vectors are rounded to whole numbers of 1/4,000: no sum of their products then exceeds 2**24, so
that single precision adds them up exactly, in whatever order a library does it."""
TOPIC_PART, TEXT_PART = 0.4, 0.6
"""Of a wish that meets an offer: what the topics say, and what the words say."""
BEST_PART, MEAN_PART = 0.6, 0.4
"""Of what one side seeks: how well the best wish is met, and how well all are on the average."""
THIRD_LANGUAGE = 0.85
"""What a language is worth that is neither side's own."""
ENOUGH_DAYS = 14
"""Common days from which on the calendars fit in full: a fortnight in which a week can be found."""
SHORTEST_WORD = 4
"""Words of fewer letters say little of what is sought."""

CEFR_VALUES = {
    "": 0.5,
    Cefr.A1: 0.2,
    Cefr.A2: 0.35,
    Cefr.B1: 0.6,
    Cefr.B2: 0.8,
    Cefr.C1: 0.95,
    Cefr.C2: 1.0,
}
"""What one can do with a language; a level that is not told counts between A2 and B1."""

_SCHOOLS = (
    Kind.PRIMARY_SCHOOL,
    Kind.SECONDARY_SCHOOL,
    Kind.KINDERGARTEN,
    Kind.SPECIAL_SCHOOL,
    Kind.VOCATIONAL_SCHOOL,
    Kind.HIGHER_EDUCATION,
)
_CARE = (
    Kind.SUPPORT_CENTRE,
    Kind.CARE_CENTRE,
    Kind.CARE_EDUCATION,
    Kind.DAY_CENTRE,
    Kind.SENIOR_CLUB,
    Kind.SOCIAL_CENTRE,
)
_CLOSER = {
    (Kind.PRIMARY_SCHOOL, Kind.SECONDARY_SCHOOL): 0.8,
    (Kind.PRIMARY_SCHOOL, Kind.SPECIAL_SCHOOL): 0.5,
    (Kind.SECONDARY_SCHOOL, Kind.VOCATIONAL_SCHOOL): 0.6,
    (Kind.VOCATIONAL_SCHOOL, Kind.HIGHER_EDUCATION): 0.5,
    (Kind.SPECIAL_SCHOOL, Kind.CARE_EDUCATION): 0.6,
    (Kind.SPECIAL_SCHOOL, Kind.SUPPORT_CENTRE): 0.4,
    (Kind.CARE_CENTRE, Kind.DAY_CENTRE): 0.6,
    (Kind.CARE_CENTRE, Kind.HOSPITAL): 0.4,
    (Kind.SUPPORT_CENTRE, Kind.SOCIAL_CENTRE): 0.7,
    (Kind.SUPPORT_CENTRE, Kind.DAY_CENTRE): 0.6,
    (Kind.SENIOR_CLUB, Kind.DAY_CENTRE): 0.8,
    (Kind.SENIOR_CLUB, Kind.CULTURE): 0.3,
    (Kind.SERVICE_CENTRE, Kind.SOCIAL_CENTRE): 0.4,
}
KINDS: dict[str, int] = {str(kind): place for place, kind in enumerate(Kind)}
TOPIC_PLACES: dict[str, int] = {code: place for place, code in enumerate(TOPICS)}


def same_meaning(cosine: Floats | float) -> Floats | float:
    """Say how much two texts mean the same: a straight rise between the two measured cosines."""
    risen = (cosine - COSINE_LOW) / (COSINE_HIGH - COSINE_LOW)
    return np.clip(risen, 0.0, 1.0)


def on_grid(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Round vectors to whole numbers of the grid."""
    rounded: NDArray[np.float32] = np.rint(vector * np.float32(GRID), dtype=np.float32)
    return rounded


def alike_in_size(smaller: Floats | float, larger: Floats | float) -> Floats | float:
    """Half the size is worth 0.7, a quarter 0.5."""
    return np.sqrt((smaller + 1) / (larger + 1))


def enough_days(common: Floats | float) -> Floats | float:
    """Say how well calendars fit that have so many days in common."""
    return np.minimum(common / ENOUGH_DAYS, 1.0)


@cache
def kind_table() -> Floats:
    """Give how well kinds of institutions suit one another, by their places in ``KINDS``."""
    table = np.eye(len(KINDS))
    for family, worth in ((_SCHOOLS, 0.3), (_CARE, 0.4)):
        for one, other in combinations(family, 2):
            _set(table, KINDS[one], KINDS[other], worth)
    for (one, other), worth in _CLOSER.items():
        _set(table, KINDS[one], KINDS[other], worth)
    return table


@cache
def topic_table() -> Floats:
    """Give how near topics are, by their places in the list.

    The same group of COFOG 0.6, the same division 0.4, a goal of the SDG in common 0.3; else 0.
    """
    topics = list(TOPICS.values())
    table = np.eye(len(topics))
    for (i, one), (j, other) in combinations(enumerate(topics), 2):
        goals = {target.split(".")[0] for target in one.sdg}
        near = 0.3 if goals & {target.split(".")[0] for target in other.sdg} else 0.0
        if one.cofog.split(".")[0] == other.cofog.split(".")[0]:
            near = 0.6 if one.cofog == other.cofog else 0.4
        _set(table, i, j, near)
    return table


def _set(table: Floats, one: int, other: int, worth: float) -> None:
    table[one, other] = table[other, one] = worth
