"""What two institutions are compared by, and how much each point counts (no Django here)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

HEAVIEST = 4


class Criterion(StrEnum):
    """One point of comparison."""

    SEEKS = "seeks"
    OFFERS = "offers"
    TOPICS = "topics"
    LANGUAGES = "languages"
    KIND = "kind"
    LEVELS = "levels"
    AGES = "ages"
    SIZE = "size"
    FORMATS = "formats"
    CALENDAR = "calendar"


USUAL: Mapping[Criterion, int] = {
    Criterion.SEEKS: 4,
    Criterion.OFFERS: 4,
    Criterion.TOPICS: 2,
    Criterion.LANGUAGES: 3,
    Criterion.KIND: 3,
    Criterion.LEVELS: 2,
    Criterion.AGES: 2,
    Criterion.SIZE: 1,
    Criterion.FORMATS: 2,
    Criterion.CALENDAR: 1,
}
"""What counts where nobody has said otherwise: what each gives the other goes before all else."""

NEUTRAL: Mapping[Criterion, float] = {
    Criterion.SEEKS: 0.25,
    Criterion.OFFERS: 0.25,
    Criterion.TOPICS: 0.3,
    Criterion.LANGUAGES: 0.4,
    Criterion.KIND: 0.3,
    Criterion.LEVELS: 0.5,
    Criterion.AGES: 0.4,
    Criterion.SIZE: 0.7,
    Criterion.FORMATS: 0.7,
    Criterion.CALENDAR: 0.5,
}
"""What a point is worth where one side has not told: about what an ordinary pair gets that has.

Nothing told is so neither punished as if it did not fit, nor rewarded as leaving the point out
would do: an institution that says only that it is a school would then suit every school in full.
"""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each criterion counts; the shares of all add up to 1.

    Attributes:
        counts: any numbers that are not negative, not all of them 0; only their proportion matters.
    """

    counts: Mapping[Criterion, float]

    def __post_init__(self) -> None:
        """Refuse what cannot be shared out.

        Raises:
            ValueError: a number is negative or not a number, or nothing counts at all.
        """
        values = list(self.counts.values())
        if not all(0 <= value < float("inf") for value in values) or not any(values):
            raise ValueError("Weights are numbers from 0 on, and at least one is more than 0.")

    def share(self, criterion: Criterion) -> float:
        """Give a criterion's part of the whole, 0 to 1."""
        return self.counts.get(criterion, 0) / sum(self.counts.values())

    @classmethod
    def usual(cls) -> "Weights":
        """Give those that hold where nobody has said otherwise."""
        return cls(USUAL)
