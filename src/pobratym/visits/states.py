"""Kinds and states of visits, and what may follow, as plain data."""

from enum import StrEnum


class VisitKind(StrEnum):
    """What a visit is for."""

    OFFICIAL = "official"
    STUDY = "study"
    EXPERT = "expert"
    SCHOOL = "school"
    CULTURE = "culture"


class VisitState(StrEnum):
    """Where a visit stands."""

    IDEA = "idea"
    INVITED = "invited"
    CONFIRMED = "confirmed"
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    REPORTED = "reported"
    CANCELLED = "cancelled"


VISIT_MOVES: dict[VisitState, frozenset[VisitState]] = {
    VisitState.IDEA: frozenset({VisitState.INVITED, VisitState.CANCELLED}),
    VisitState.INVITED: frozenset({VisitState.CONFIRMED, VisitState.CANCELLED}),
    VisitState.CONFIRMED: frozenset({VisitState.PLANNED, VisitState.CANCELLED}),
    VisitState.PLANNED: frozenset({VisitState.RUNNING, VisitState.CANCELLED}),
    VisitState.RUNNING: frozenset({VisitState.DONE, VisitState.CANCELLED}),
    VisitState.DONE: frozenset({VisitState.REPORTED}),
    VisitState.REPORTED: frozenset(),
    VisitState.CANCELLED: frozenset(),
}
"""What may follow what. Confirming is the guests' deed, everything else the host's."""
SHARED = frozenset(VisitState) - {VisitState.IDEA}
"""States in which the guests' city knows of the visit."""
PLANNABLE = frozenset(
    {VisitState.IDEA, VisitState.INVITED, VisitState.CONFIRMED, VisitState.PLANNED,
     VisitState.RUNNING}
)  # fmt: skip


class Embargo(StrEnum):
    """From when on the public may know time, place and names of a visit."""

    NONE = "none"
    UNTIL_START = "until_start"
    UNTIL_END = "until_end"
    CLOSED = "closed"


class Shelter(StrEnum):
    """Whether a site has a shelter."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class InterpreterNeed(StrEnum):
    """Whether and how an item is interpreted."""

    NONE = "none"
    CONSECUTIVE = "consecutive"
    SIMULTANEOUS = "simultaneous"


class Meal(StrEnum):
    """Pauses of a day."""

    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"
    REST = "rest"


class Direction(StrEnum):
    """Ways of the journey."""

    THERE = "there"
    BACK = "back"


class Mode(StrEnum):
    """How people travel."""

    CAR = "car"
    BUS = "bus"
    TRAIN = "train"
    PLANE = "plane"
    WALK = "walk"


class LetterState(StrEnum):
    """Where a letter of invitation stands."""

    DRAFT = "draft"
    SIGNED = "signed"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class CostBearer(StrEnum):
    """Who bears costs."""

    HOST = "host"
    GUEST = "guest"
    GRANT = "grant"


def may_follow(now: VisitState, to: VisitState) -> bool:
    """Say whether a visit may go from one state to another."""
    return to in VISIT_MOVES[now]


LETTER_MOVES: dict[LetterState, frozenset[LetterState]] = {
    LetterState.DRAFT: frozenset({LetterState.SIGNED}),
    LetterState.SIGNED: frozenset({LetterState.SENT}),
    LetterState.SENT: frozenset({LetterState.ACCEPTED, LetterState.DECLINED}),
    LetterState.ACCEPTED: frozenset({LetterState.DECLINED}),
    LetterState.DECLINED: frozenset({LetterState.ACCEPTED}),
}
"""What may follow what of a letter of invitation; the number comes with the signature."""
