"""What term bases and memories are outside of the product: plain data and where it was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pobratym.terms.states import TermStatus

LONGEST_FILE = 5_000_000
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A concept of a file; ``line`` is where it stands there."""

    code: str
    area: str
    terms: Mapping[str, Sequence[tuple[str, TermStatus]]]
    note: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of a translation memory: text by language."""

    segments: Mapping[str, str]
    line: int = 0


class Unreadable(Exception):  # noqa: N818  named for what happened
    """A file cannot be read; ``code`` tells why, ``line`` where (0: nobody can say).

    Codes: ``too_large``, ``too_many``, ``encoding``, ``not_xml``, ``entities``, ``not_this_kind``,
    ``no_columns``, ``empty``.
    """

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.line = code, line
