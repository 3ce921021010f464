"""A place in an ordered list, as it stands in an address (no Django here)."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["after", "before"]

_MARKS: dict[Direction, str] = {"after": "a", "before": "b"}
_WRITTEN = re.compile(
    r"(?P<mark>[ab])\.(?P<language>pl|uk|en)\.(?P<key>[0-9]{0,200})\.(?P<pk>[0-9]{1,18})"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Beside which row a page lies, on which side of it, in whose alphabet.

    ``key`` is the row's collation key, so that the page is found even where the row is gone.
    """

    direction: Direction
    language: str
    key: str
    pk: int

    def __str__(self) -> str:
        return f"{_MARKS[self.direction]}.{self.language}.{self.key}.{self.pk}"


def read_place(text: str) -> Place | None:
    """Read a place from an address; None when it is not one."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return None
    direction: Direction = "after" if written["mark"] == _MARKS["after"] else "before"
    return Place(direction, written["language"], written["key"], int(written["pk"]))
