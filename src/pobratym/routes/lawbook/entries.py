"""What the law book holds: editions, their conditions and their steps.

An edition is one state of the law of one country. Each step says on what it rests and how far that
was verified; what was proposed and not found in a source is named field by field in ``to_confirm``.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pobratym.core.wordings import Wordings


class When(StrEnum):
    """In which part of the way a step stands."""

    BEFORE = "before_signing"
    AT = "at_signing"
    AFTER = "after_signing"


class Known(StrEnum):
    """What is known of a duty, or how far a source was seen."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_KNOWN = "not_known"


SENT = "sent"
"""After a colon in ``depends_on`` and ``counted_from``: as soon as that step was sent."""
SIGNING = "signing"
"""In ``counted_from``: the day on which the agreement was signed."""


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a step rests; ``source`` says where our statement was seen."""

    act: Wordings
    article: str = ""
    url: str = ""
    source: str = ""
    verified: Known = Known.NO
    verified_on: dt.date | None = None
    note: Wordings = field(default_factory=Wordings)


@dataclass(frozen=True, slots=True)
class Term:
    """So many calendar days, and who has them.

    ``counted_from`` is ``sent`` (the own day of sending), a code (the day on which that step was
    done), ``CODE:sent`` or ``signing``.
    """

    days: int
    whose: Wordings
    counted_from: str = SENT
    verified: Known = Known.NO
    note: Wordings = field(default_factory=Wordings)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a term: within the ministry's 30 days, 10 for the check by Justice.

    ``days`` is None where its length is not known.
    """

    title: Wordings
    days: int | None = None
    verified: Known = Known.NO


@dataclass(frozen=True, slots=True)
class Also:
    """What else a step asks for where a condition holds."""

    condition: str
    todo: Wordings


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of a route."""

    code: str
    title: Wordings
    actor: Wordings
    todo: Wordings
    when: When
    mandatory: Known
    basis: tuple[Basis, ...]
    output: Wordings = field(default_factory=Wordings)
    note: Wordings = field(default_factory=Wordings)
    term: Term | None = None
    parts: tuple[Part, ...] = ()
    also: tuple[Also, ...] = ()
    depends_on: tuple[str, ...] = ()
    applies_if: str = ""
    kinds: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    needed_for_force: Known = Known.NO
    gives_authority: bool = False
    kept_on_edit: bool = False
    with_authority: bool = False
    before_text: bool = False
    to_confirm: tuple[str, ...] = ()

    @property
    def verified(self) -> Known:
        """How far the step as a whole was verified: as its weakest basis."""
        found = {one.verified for one in self.basis}
        if found == {Known.YES}:
            return Known.YES
        return Known.NO if found <= {Known.NO} else Known.PARTLY

    @property
    def is_to_confirm(self) -> bool:
        """Whether a lawyer has still to confirm the basis, or more than our own title."""
        return self.verified != Known.YES or bool(set(self.to_confirm) - {"title", "actor"})

    @property
    def holds_up(self) -> bool:
        """Whether it must be done or waived; where that is not known it must be, too."""
        return self.mandatory != Known.NO

    @property
    def is_order_proposed(self) -> bool:
        """Whether its place after other steps was proposed only."""
        return "depends_on" in self.to_confirm


@dataclass(frozen=True, slots=True)
class Condition:
    """A question that a city answers with yes or no when it begins its route."""

    name: str
    question: Wordings
    hint: Wordings = field(default_factory=Wordings)


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the law of one country, as a file tells it."""

    code: str
    country: str
    valid_from: dt.date
    kinds: tuple[str, ...]
    name: Wordings
    note: Wordings
    conditions: tuple[Condition, ...]
    steps: tuple[Entry, ...]
    file: str = ""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """All its steps by code."""
        return {step.code: step for step in self.steps}


def named(reference: str) -> tuple[str, bool]:
    """Part ``UA04:sent`` into the code and whether sending is enough."""
    code, _sep, rest = reference.partition(":")
    return code, rest == SENT
