"""What the planner calls the rows of a visit, and back.

Sites, wishes, sub-groups, interpreters, hosts and guests are called by their primary key; a date by
ISO; a meal by its own key and the date.
"""

import datetime as dt

EVERYBODY = "0"
"""The one group of a visit without sub-groups."""
ANYWHERE = "-"
"""Where a day begins or ends when nobody said; no way is reckoned to it."""


def break_key(pause: int, day: dt.date) -> str:
    """Name one day's meal or rest for the planner."""
    return f"{pause}:{day.isoformat()}"


def read_break_key(key: str) -> tuple[int, dt.date] | None:
    """Give the pause and the day that a key names; None where it names something else."""
    pause, colon, day = key.partition(":")
    return (int(pause), dt.date.fromisoformat(day)) if colon else None


def day_key(day: dt.date) -> str:
    """Name a date for the planner."""
    return day.isoformat()


def row_of(key: str) -> int | None:
    """Give the primary key that a key stands for; None for ``EVERYBODY`` and ``ANYWHERE``."""
    return int(key) if key not in {EVERYBODY, ANYWHERE} else None


def group_keys(subgroups: list[int], every: tuple[str, ...]) -> tuple[str, ...]:
    """Name sub-groups for the planner; none named says all of them."""
    return tuple(str(pk) for pk in subgroups) or every
