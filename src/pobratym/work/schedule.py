"""Recurring background work: what is done every few hours, or daily at an hour."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

_DAY_HOURS = 24


@dataclass(frozen=True)
class Recurring:
    """One thing that is done again and again.

    Attributes:
        name: what it is called in the record of runs, such as ``notices.digest``.
        task: a background task without arguments; doing it twice does no harm.
        hours: how often, counted from midnight UTC; 0 where it is daily.
        at: hour of the day in the time zone of the installation, where it is daily.
    """

    name: str
    task: Any
    hours: float = 0
    at: int = 0

    def due(self, now: dt.datetime) -> dt.datetime:
        """Give the latest moment up to ``now`` at which it was to be done."""
        if self.hours:
            step = self.hours * 3_600
            return dt.datetime.fromtimestamp(now.timestamp() // step * step, tz=dt.UTC)
        here = timezone.localtime(now, timezone.get_default_timezone())
        today = here.replace(hour=self.at, minute=0, second=0, microsecond=0)
        return today if today <= here else today - dt.timedelta(days=1)


_known: dict[str, Recurring] = {}


def every(name: str, task: Any, *, hours: float = 0, at: int | None = None) -> None:  # noqa: ANN401  django-tasks has no types
    """Have a background task done again and again; called from ``AppConfig.ready``.

    A run missed while nothing worked is made up once, not as often as it was missed.

    Args:
        name: what it is called, such as ``notices.digest``.
        task: made by ``@task()`` of django-tasks, without arguments.
        hours: every so many hours; or
        at: daily at this hour, 0 to 23, in the time zone of the installation.

    Raises:
        ValueError: both or neither of ``hours`` and ``at`` are given, or one makes no sense.
    """
    if bool(hours) == (at is not None):
        raise ValueError("Give either hours or at.")
    if hours < 0 or not 0 <= (at or 0) < _DAY_HOURS:
        raise ValueError("No such hours.")
    _known[name] = Recurring(name, task, hours, at or 0)


def recurring() -> list[Recurring]:
    """Give all of it by name."""
    return [_known[name] for name in sorted(_known)]
