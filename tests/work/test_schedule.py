import datetime as dt

import pytest

from pobratym.work.schedule import Recurring, every


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-23T07:59:59+00:00", "2026-11-23T04:00:00+00:00"),
        ("2026-11-23T08:00:00+00:00", "2026-11-23T08:00:00+00:00"),
    ],
)
def test_work_of_every_few_hours_is_due_on_the_step(now, due):
    assert Recurring("a", None, hours=4).due(moment(now)) == moment(due)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-23T05:59:00+00:00", "2026-11-22T07:00:00+01:00"),
        ("2026-11-23T06:00:00+00:00", "2026-11-23T07:00:00+01:00"),
        ("2026-07-01T05:00:00+00:00", "2026-07-01T07:00:00+02:00"),
    ],
)
def test_daily_work_is_due_at_its_hour_here(now, due):
    assert Recurring("a", None, at=7).due(moment(now)) == moment(due)


@pytest.mark.parametrize("when", [{}, {"hours": 1, "at": 1}, {"hours": -1}, {"at": 24}])
def test_recurring_work_needs_one_sensible_pace(when):
    with pytest.raises(ValueError, match=r"hours|at"):
        every("a", None, **when)
