"""How long to wait before something is tried again."""

import datetime as dt
import random

_SPREAD = 0.25

JOB_WAITS_SECONDS = (10, 60, 300, 1_800)
"""Before the second, third… attempt of background work; after the last it has failed."""
LETTER_WAITS_SECONDS = (60, 300, 900, 3_600, 7_200, 14_400, 28_800, 43_200, 43_200, 43_200, 43_200)
"""Before each further attempt to hand a letter over: about three days in all."""


def wait_after(attempts: int, waits: tuple[int, ...]) -> dt.timedelta | None:
    """Give the wait after so many attempts, a quarter more or less by chance; None to give up.

    Chance keeps what failed together from coming back together.
    """
    if attempts > len(waits):
        return None
    chance = random.uniform(1 - _SPREAD, 1 + _SPREAD)  # noqa: S311  nothing secret
    return dt.timedelta(seconds=waits[max(attempts, 1) - 1] * chance)
