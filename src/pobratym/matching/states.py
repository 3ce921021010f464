"""How a run of the pairing goes on, and what people may demand of it, as plain data."""

from enum import StrEnum


class RunState(StrEnum):
    """How far a run is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    IMPOSSIBLE = "impossible"
    FAILED = "failed"
    STOPPED = "stopped"


OPEN_RUN = frozenset({RunState.WAITING, RunState.RUNNING})


class Demand(StrEnum):
    """What people demand of a pair before any scores are looked at."""

    MUST = "must"
    MUST_NOT = "must_not"


class LeftReason(StrEnum):
    """Why somebody has no partner in a run."""

    NO_ROOM = "no_room"
    ONLY_MUST_NOT = "only_must_not"
    BELOW_FLOOR = "below_floor"
    SERVED_BETTER = "served_better"
