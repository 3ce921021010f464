"""States of planner's runs, kinds of items, and who a calendar is for, as plain data."""

from enum import StrEnum

from pobratym.visits.states import VisitState


class RunState(StrEnum):
    """Where a run of the planner stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    IMPOSSIBLE = "impossible"
    REFUSED = "refused"
    STOPPED = "stopped"
    FAILED = "failed"


class ItemKind(StrEnum):
    """What an item of a programme is."""

    VISIT = "visit"
    MEAL = "meal"
    REST = "rest"
    TRAVEL = "travel"
    OTHER = "other"


class Change(StrEnum):
    """How a version of a programme came about."""

    PLANNED = "planned"
    MOVED = "moved"
    ADDED = "added"
    CANCELLED = "cancelled"
    LOCKED = "locked"
    UNDONE = "undone"
    COPIED = "copied"


class For(StrEnum):
    """Whom a calendar or a message is for."""

    WHOLE = "whole"
    SUBGROUP = "subgroup"
    MEMBER = "member"
    HOST = "host"
    INTERPRETER = "interpreter"


OPEN_RUN = frozenset({RunState.WAITING, RunState.RUNNING})
"""States in which a run has not ended."""
TOLD = frozenset({VisitState.PLANNED, VisitState.RUNNING, VisitState.DONE, VisitState.REPORTED})
"""States of a visit in which guests, hosts and interpreters see its programme."""
