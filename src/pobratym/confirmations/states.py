"""The life of a joint change, as plain data."""

import datetime as dt
from enum import StrEnum

OPEN_FOR = dt.timedelta(days=30)
"""How long the other cities may think; then the proposal expires without a trace in its object."""
DAY, MOST_A_DAY = dt.timedelta(days=1), 5
"""So often one city proposes the same thing within a day; each time the others get a letter."""
REMINDED_BEFORE = dt.timedelta(days=3)
"""How long before that those who have not answered are reminded, once."""


class State(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    OVERTAKEN = "overtaken"


CLOSED = frozenset(State) - {State.OPEN}
