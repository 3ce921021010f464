"""What is wrong with a register file: said as a reason and its facts, never as a sentence.

Sentences are made elsewhere, in the reader's language.
"""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, TypeAlias

Facts: TypeAlias = Mapping[str, str | int]

NOTES = frozenset(
    {
        "name_normalised",
        "space_replaced",
        "letter_replaced",
        "ambiguous_name",
        "unknown_code",
        "unknown_place",
        "several_places",
        "not_municipality",
        "unknown_country",
        "same_row_twice",
        "same_institution_twice",
        "no_place",
        "place_unknown",
        "ambiguous_place",
        "village_without_gmina",
    },
)
"""Reasons that are told but stop nothing: the row is used, or concerns no municipality of ours."""


class Problem(NamedTuple):
    """One row, or one cell of it, that is not as the register's format says.

    Attributes:
        line: where it stands: the line of a text file, the row of a sheet, or the record of a file
            without line breaks; counted from 1.
        code: the territory's code as far as it could be read, else empty.
        reason: short English key such as ``duplicate_code``.
        facts: what a sentence about it needs, by name.
        counted: what ``line`` and the fact ``first`` count.
    """

    line: int
    code: str
    reason: str
    facts: Facts = {}
    counted: Literal["line", "record"] = "line"

    @property
    def is_note(self) -> bool:
        """Whether it is only worth telling."""
        return self.reason in NOTES


Report: TypeAlias = Callable[[Problem], None]


class RefusedFileError(Exception):
    """The file as a whole cannot be read as a register.

    Attributes:
        reason: short English key such as ``not_a_register``.
        facts: what a sentence about it needs, by name.
    """

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason, facts)
        self.reason = reason
        self.facts: Facts = facts


class BadCellError(Exception):
    """A cell that its row cannot do without is missing or broken.

    Attributes:
        reason: short English key such as ``no_name``.
        facts: what a sentence about it needs, by name.
    """

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts: Facts = facts
