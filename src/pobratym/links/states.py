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
    WITHDRAWN = "withdrawn"


class Origin(StrEnum):
    """How two institutions came together."""

    MATCH = "match"
    PAIRING = "pairing"
    MANUAL = "manual"


class Side(StrEnum):
    """Which of the two institutions of a link: ``a`` is the one that was entered here first."""

    A = "a"
    B = "b"

    @property
    def other(self) -> "Side":
        """The other of the two."""
        return Side.B if self is Side.A else Side.A


LINK_MOVES: dict[LinkState, frozenset[LinkState]] = {
    LinkState.PROPOSED: frozenset(
        {LinkState.ACCEPTED_BY_ONE, LinkState.DECLINED, LinkState.WITHDRAWN}
    ),
    LinkState.ACCEPTED_BY_ONE: frozenset(
        {LinkState.ACTIVE, LinkState.DECLINED, LinkState.WITHDRAWN}
    ),
    LinkState.ACTIVE: frozenset({LinkState.PAUSED, LinkState.ENDED}),
    LinkState.PAUSED: frozenset({LinkState.PAUSED, LinkState.ACTIVE, LinkState.ENDED}),
    LinkState.ENDED: frozenset(),
    LinkState.DECLINED: frozenset(),
    LinkState.WITHDRAWN: frozenset(),
}
"""What may follow what; paused follows paused when the other side pauses too, or one of the two
goes on."""
OPEN = frozenset({LinkState.PROPOSED, LinkState.ACCEPTED_BY_ONE})
STANDING = frozenset({LinkState.ACTIVE, LinkState.PAUSED})
OVER = frozenset({LinkState.ENDED, LinkState.DECLINED, LinkState.WITHDRAWN})


def may_follow(now: LinkState, to: LinkState) -> bool:
    """Say whether a link that stands at ``now`` may go on to ``to``."""
    return to in LINK_MOVES[now]


class ActivityState(StrEnum):
    """Where an activity of two institutions stands."""

    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"
