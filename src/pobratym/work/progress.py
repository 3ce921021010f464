"""How far the job of this worker is; no database, since the job may hold it for itself.

A job says so and hears in the same breath that an administrator wants it to end.
"""

from dataclasses import dataclass

from pobratym.work.states import StoppedError


@dataclass
class _Now:
    percent: int | None = None
    is_stopped: bool = False


now = _Now()
"""Of the one job that this process does; its watch writes it down and reads the stop."""


def begin() -> None:
    """Forget the job before."""
    now.percent, now.is_stopped = None, False


def tell(percent: int) -> None:
    """Say how far the job is.

    Args:
        percent: 0 to 100.

    Raises:
        StoppedError: an administrator wants it to end; let it through.
    """
    now.percent = max(0, min(100, percent))
    if now.is_stopped:
        raise StoppedError
