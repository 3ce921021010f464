"""The life of an agreement and of its clauses, as plain data."""

from enum import StrEnum


class Kind(StrEnum):
    """What an agreement is."""

    LETTER_OF_INTENT = "letter_of_intent"
    PARTNERSHIP = "partnership_agreement"
    PROJECT = "project_agreement"
    AMENDMENT = "amendment"
    TERMINATION = "termination"


CHANGING = frozenset({Kind.AMENDMENT, Kind.TERMINATION})
"""Kinds that change another agreement, their parent."""


class Stage(StrEnum):
    """Where an agreement stands."""

    DRAFT = "draft"
    NEGOTIATION = "negotiation"
    TEXT_AGREED = "text_agreed"
    APPROVALS = "approvals"
    READY_TO_SIGN = "ready_to_sign"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    TERMINATED = "terminated"
    GIVEN_UP = "given_up"


NEXT: dict[Stage, tuple[Stage, ...]] = {
    Stage.DRAFT: (Stage.NEGOTIATION, Stage.GIVEN_UP),
    Stage.NEGOTIATION: (Stage.TEXT_AGREED, Stage.GIVEN_UP),
    Stage.TEXT_AGREED: (Stage.APPROVALS, Stage.NEGOTIATION, Stage.GIVEN_UP),
    Stage.APPROVALS: (Stage.READY_TO_SIGN, Stage.NEGOTIATION, Stage.GIVEN_UP),
    Stage.READY_TO_SIGN: (Stage.SIGNED, Stage.APPROVALS, Stage.NEGOTIATION, Stage.GIVEN_UP),
    Stage.SIGNED: (Stage.IN_FORCE, Stage.TERMINATED, Stage.READY_TO_SIGN),
    Stage.IN_FORCE: (Stage.EXPIRED, Stage.TERMINATED, Stage.READY_TO_SIGN),
    Stage.EXPIRED: (),
    Stage.TERMINATED: (),
    Stage.GIVEN_UP: (),
}
"""Which stage may follow which, the usual next step first.

A signed agreement goes back to ready to sign only where a signature was recorded by mistake.
"""

WRITABLE = frozenset({Stage.DRAFT, Stage.NEGOTIATION})
"""Stages in which the text may be changed; in any other the agreement goes back first."""
REOPENABLE = frozenset({Stage.TEXT_AGREED, Stage.APPROVALS, Stage.READY_TO_SIGN})
"""Stages from which one city may send the text back: all routes then begin anew."""
FROZEN = frozenset(Stage) - WRITABLE - {Stage.GIVEN_UP}
"""Stages in which a numbered version of the text is what counts."""
PUBLISHABLE = frozenset({Stage.SIGNED, Stage.IN_FORCE, Stage.EXPIRED, Stage.TERMINATED})
"""Stages in which the agreement may be shown to everybody."""
SIGNED = PUBLISHABLE
STANDING = frozenset({Stage.SIGNED, Stage.IN_FORCE})
"""Signed and not ended."""


def may_follow(now: Stage, then: Stage) -> bool:
    """Say whether an agreement in ``now`` may go on to ``then``."""
    return then in NEXT[now]


class Beginning(StrEnum):
    """When the force of an agreement begins."""

    ON_SIGNING = "on_signing"
    ON_DAY = "on_day"
    """On the day in ``effective_from``, which the cities have chosen."""
    ON_REGISTRATION = "on_registration"


class ClauseType(StrEnum):
    """What a clause is about, in the usual order."""

    PREAMBLE = "preamble"
    PARTIES = "parties"
    AIMS = "aims"
    FIELDS = "fields"
    FORMS = "forms"
    FINANCE = "finance"
    CONTACT_POINTS = "contact_points"
    DATA_PROTECTION = "data_protection"
    DISPUTES = "disputes"
    DURATION = "duration"
    LANGUAGES = "languages"
    FINAL = "final"


UNNUMBERED = frozenset({ClauseType.PREAMBLE})
"""Clauses that stand before the first paragraph sign."""


class Standing(StrEnum):
    """How one language version of a clause stands; without a row it is missing."""

    HUMAN = "human"
    MACHINE = "machine"
    STALE = "stale"
    MISSING = "missing"


class Change(StrEnum):
    """What a person says a change of wording does to the other languages."""

    MEANING = "meaning"
    """It says something else now: the other languages become stale."""
    FOLLOWS = "follows"
    """It says now what the other languages say already: this one becomes current."""
    MINOR = "minor"
    """A slip of the pen: nothing else changes."""


class Origin(StrEnum):
    """Where a wording comes from."""

    TYPED = "typed"
    LIBRARY = "library"
    AMENDMENT = "amendment"
    MEMORY = "memory"
    MACHINE = "machine"
    SAMPLE = "sample"


class Audience(StrEnum):
    """Who reads a comment; once chosen it never widens."""

    OWN = "own"
    PARTIES = "parties"


class PlanState(StrEnum):
    """Where a line of a work plan stands."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


TONGUES = (
    "pl", "uk", "en", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "it",
    "ka", "lt", "lv", "mt", "nl", "nb", "pt", "ro", "sk", "sl", "sq", "sr", "sv", "tr",
)  # fmt: skip
"""Languages in which an agreement may be written (ISO 639-1); any two or more of them."""

OWN_LANGUAGES = {
    "PL": "pl", "UA": "uk", "BG": "bg", "CZ": "cs", "DK": "da", "DE": "de", "AT": "de",
    "GR": "el", "ES": "es", "EE": "et", "FI": "fi", "FR": "fr", "HR": "hr", "HU": "hu", "IT": "it",
    "GE": "ka", "LT": "lt", "LV": "lv", "NL": "nl", "NO": "nb", "PT": "pt", "RO": "ro", "MD": "ro",
    "SK": "sk", "SI": "sl", "AL": "sq", "RS": "sr", "SE": "sv", "TR": "tr",
}  # fmt: skip
"""The language in which a city's own authentic text is usually written, by country."""
LONGEST_HEADING = 300
LONGEST_BODY = 20_000
MOST_CLAUSES = 200
"""Figures that no real agreement reaches and that keep one page within bounds."""
