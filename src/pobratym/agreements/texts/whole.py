"""The whole text of an agreement as plain data: what pages, papers and comparisons work on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Version:
    """What a clause says in one language; ``standing`` is a value of ``states.Standing``."""

    heading: str
    body: str
    standing: str = "human"
    number: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class WholeClause:
    """One clause in all its languages.

    ``label`` is how it is cited without a paragraph sign: ``"4"``, or empty for an unnumbered one
    (the preamble). ``key``, ``public_id`` and ``version`` (of its row) are empty in a frozen text
    read from its canonical form alone.
    """

    type: str
    label: str
    versions: Mapping[str, Version]
    topics: Sequence[str] = ()
    key: int = 0
    public_id: str = ""
    version: int = 0

    def said(self, language: str) -> Version:
        """Give the version in ``language``; an empty, missing one where there is none."""
        return self.versions.get(language) or Version("", "", "missing")


@dataclass(frozen=True, slots=True)
class WholeText:
    """All of an agreement's words.

    Attributes:
        kind: a value of ``states.Kind``.
        titles: full title by language.
        languages: all of them, in the order in which they are shown.
        authentic: those that bind, in the same order.
        parties: official names of the cities in each language, in the order of the text.
        clauses: those that stand, in order.
        number: number of the frozen version; 0 for a text that may still change.
        sha256: of the frozen version, else empty.
    """

    kind: str
    titles: Mapping[str, str]
    languages: Sequence[str]
    authentic: Sequence[str]
    parties: Sequence[Mapping[str, str]]
    clauses: Sequence[WholeClause] = field(default_factory=tuple)
    number: int = 0
    sha256: str = ""


def labels(types: Sequence[str], unnumbered: frozenset[str]) -> list[str]:
    """Number clauses in order: ``""`` for those of unnumbered types, then from ``"1"`` on."""
    found, number = [], 0
    for one in types:
        number += one not in unnumbered
        found.append("" if one in unnumbered else str(number))
    return found
