"""All that is known of one institution when partners are compared, as plain data."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Vector: TypeAlias = NDArray[np.float32]
Period = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """What an institution seeks or offers.

    Attributes:
        topic: code of ``directory.topics``; empty where none was chosen.
        text: the words by language: the original and what stands in for it.
        language: of the original.
        vector: meaning of the original, centred by language and of length 1; None without a model.
        lemmas: dictionary forms of the words that matter, by language.
        key: of its row.
    """

    topic: str
    text: Mapping[str, str]
    language: str
    vector: Vector | None = None
    lemmas: Mapping[str, frozenset[str]] = field(default_factory=dict)
    key: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """One institution; what it has not told is empty or None.

    Attributes:
        key: of its row.
        kind: a value of ``directory.states.InstitutionKind``.
        own_language: in which it works: the language of its country.
        levels: values of ``institutions.states.Level``.
        ages: the youngest and the oldest whom it serves, in years, both included.
        size: pupils or residents.
        languages: in which its people can work besides its own, each with its CEFR level, or an
            empty word where the level is not told.
        topics: codes of ``directory.topics``.
        formats: values of ``institutions.states.Format``.
        availability: first and last days, in order, none touching another (:func:`joined`).
        seeks: what it seeks.
        offers: what it offers.
    """

    key: int
    kind: str
    own_language: str = ""
    levels: frozenset[str] = frozenset()
    ages: tuple[int, int] | None = None
    size: int | None = None
    languages: Mapping[str, str] = field(default_factory=dict)
    topics: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    availability: tuple[Period, ...] = ()
    seeks: tuple[Wish, ...] = ()
    offers: tuple[Wish, ...] = ()


def joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Put periods in order, and make one of those that touch or overlap."""
    found: list[Period] = []
    for since, until in sorted(periods):
        if found and since <= found[-1][1] + dt.timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return tuple(found)
