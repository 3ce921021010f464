"""The order of what waits."""

import datetime as dt

from django.utils import timezone

from pobratym.desk.queries.matters import Group, Matter, grouped

TODAY = dt.date(2026, 11, 23)


def matter(what, days=None, **more):
    on = None if days is None else TODAY + dt.timedelta(days=days)
    return Matter(what, "Do", "/", on=on, **more)


def test_what_waits_is_grouped_by_how_near_it_is():
    waiting = [matter(str(days), days) for days in (8, 7, 1, 0, -1, None)]

    found = {group.name: [one.what for one in group.matters] for group in grouped(waiting, TODAY)}

    assert found == {
        Group.NOW: ["-1", "0"],
        Group.WEEK: ["1", "7"],
        Group.LATER: ["8"],
        Group.OPEN: ["None"],
    }


def test_on_one_day_the_own_comes_first_and_empty_groups_are_left_out():
    waiting = [matter("theirs", 1, is_mine=False), matter("mine", 1)]

    [group] = grouped(waiting, TODAY)

    assert [one.what for one in group.matters] == ["mine", "theirs"]


def test_a_moment_ends_on_the_day_of_the_readers_zone():
    late = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)

    with timezone.override("Europe/Kyiv"):
        assert Matter("", "", "", at=late).day == dt.date(2026, 11, 23)
    with timezone.override("America/Toronto"):
        assert Matter("", "", "", at=late).day == dt.date(2026, 11, 22)
