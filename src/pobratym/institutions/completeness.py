"""What a profile still lacks before suggestions are good (no Django here)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pobratym.institutions.states import OpenTo


class Lack(StrEnum):
    """What is not told yet, in the order of weight."""

    SEEKS = "seeks"
    OFFERS = "offers"
    OPEN_TO = "open_to"
    TOPICS = "topics"
    LANGUAGES = "languages"
    AGES = "ages"
    SIZE = "size"
    FORMATS = "formats"
    TIMES = "times"
    ABOUT = "about"
    SAFEGUARDING = "safeguarding"


ALL = len(Lack)


@dataclass(frozen=True, slots=True)
class Told:
    """Whether each thing is told."""

    seeks: bool = False
    offers: bool = False
    open_to: str = OpenTo.NOBODY
    topics: bool = False
    languages: bool = False
    ages: bool = False
    size: bool = False
    formats: bool = False
    times: bool = False
    about: bool = False
    safeguarding: bool = False


def lacks(told: Told) -> list[Lack]:
    """Name what is missing, the weightiest first."""
    return list(_lacks(told))


def _lacks(told: Told) -> Iterator[Lack]:
    for lack in Lack:
        is_told = told.open_to != OpenTo.NOBODY if lack is Lack.OPEN_TO else getattr(told, lack)
        if not is_told:
            yield lack
