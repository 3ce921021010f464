"""Where a link between two institutions stands, and what may follow, as plain data."""

from enum import StrEnum


class LinkState(StrEnum):
    """Where a link stands; it is active only when both heads have accepted it."""

    PROPOSED = "proposed"
    ACCEPTED_BY_ONE = "accepted_by_one"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    DECLINED = "declined"


class Origin(StrEnum):
    """How two institutions came together."""

    MATCH = "match"
    PAIRING = "pairing"
    MANUAL = "manual"


LINK_MOVES: dict[LinkState, frozenset[LinkState]] = {
    LinkState.PROPOSED: frozenset({LinkState.ACCEPTED_BY_ONE, LinkState.DECLINED}),
    LinkState.ACCEPTED_BY_ONE: frozenset({LinkState.ACTIVE, LinkState.DECLINED}),
    LinkState.ACTIVE: frozenset({LinkState.PAUSED, LinkState.ENDED}),
    LinkState.PAUSED: frozenset({LinkState.ACTIVE, LinkState.ENDED}),
    LinkState.ENDED: frozenset(),
    LinkState.DECLINED: frozenset(),
}
OPEN = frozenset({LinkState.PROPOSED, LinkState.ACCEPTED_BY_ONE})
STANDING = frozenset({LinkState.ACTIVE, LinkState.PAUSED})
