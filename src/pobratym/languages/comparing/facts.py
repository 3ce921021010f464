"""What is read from one language of a text."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a fact is about."""

    NUMBER = "number"
    PERIOD = "period"
    PERCENTAGE = "percentage"
    MONEY = "money"
    DATE = "date"
    REFERENCE = "reference"
    NAME = "name"
    PARAGRAPHS = "paragraphs"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the other languages must say too.

    Attributes:
        value: what it comes to, alike in every language: ``"36 month"``, ``"1000 PLN"``.
        raw: its number as it is written: matches a number whose unit was not understood.
        is_soft: the other language may well leave it unsaid (one, both, first).
        is_word: written in words.
    """

    kind: Kind
    value: str
    start: int
    end: int
    text: str
    raw: str = ""
    is_soft: bool = False
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that two languages of a text say differently.

    ``text`` is empty, and its place ``(0, 0)``, on the side where nothing corresponds.
    """

    kind: Kind
    language_a: str
    text_a: str
    place_a: tuple[int, int]
    language_b: str
    text_b: str
    place_b: tuple[int, int]
