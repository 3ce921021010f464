"""Municipal and legal terms that every partnership's term base begins with.

They stand in CSV files beside this module, one for each area, with the columns ``code``, ``pl``,
``uk``, ``en``, ``note_pl``, ``note_uk``, ``note_en``. The terms of one language are parted by
semicolons: the first is preferred, one after ``~`` is admitted, one after ``!`` is to be avoided.
A note says where the two legal orders, or two words of one language, differ.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pobratym.terms.states import Area, TermStatus

LANGUAGES = ("pl", "uk", "en")
_HERE = "pobratym.terms.starting"
_MARKS = {"~": TermStatus.ADMITTED, "!": TermStatus.AVOID}


@dataclass(frozen=True, slots=True)
class StartingConcept:
    """One concept: its terms in each language, the preferred one first; ``note`` may be empty."""

    code: str
    area: Area
    terms: Mapping[str, Sequence[tuple[str, TermStatus]]]
    note: Mapping[str, str]


@cache
def starting_set() -> tuple[StartingConcept, ...]:
    """Give all concepts, area by area."""
    return tuple(concept for area in Area for concept in _concepts(area))


def _concepts(area: Area) -> list[StartingConcept]:
    source = files(_HERE) / f"{area}.csv"
    if not source.is_file():
        return []
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return [
        StartingConcept(
            code=row["code"],
            area=area,
            terms={language: _terms(row[language]) for language in LANGUAGES},
            note={
                language: row[f"note_{language}"]
                for language in LANGUAGES
                if row[f"note_{language}"]
            },
        )
        for row in rows
    ]


def _terms(cell: str) -> tuple[tuple[str, TermStatus], ...]:
    return tuple(
        (one.lstrip("~!"), _MARKS.get(one[:1], TermStatus.PREFERRED))
        for one in (part.strip() for part in cell.split(";"))
    )
