"""Meals that were moved for no gain go back to their hour of before."""

import pytest

from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.staying import with_former_breaks
from tests.visits.planning.small import lunch, problem, stop, wish

ONE, TWO = wish("one", start=600), wish("two", start=900)
AROUND = (stop("one", 600, 660), stop("two", 900, 960))


def visiting(*before, **facts):
    return problem(ONE, TWO, breaks=(lunch(**facts),), before=before)


@pytest.mark.parametrize("hour", [720, 755, 810])
def test_a_lunch_goes_back_to_its_hour_where_nothing_is_lost(hour):
    was = stop("lunch", hour, hour + 30)
    asked = visiting(was)

    found = with_former_breaks(asked, (AROUND[0], stop("lunch", 760, 790), AROUND[1]))

    assert found == (AROUND[0], was, AROUND[1])
    assert broken(asked, found) == []


def test_groups_that_ate_at_two_hours_do_so_again():
    was = stop("lunch", 730, 760, "a"), stop("lunch", 790, 820, "b")
    asked = visiting(*was)

    found = with_former_breaks(asked, (AROUND[0], stop("lunch", 760, 790), AROUND[1]))

    assert found == (AROUND[0], *was, AROUND[1])


def test_groups_that_ate_together_do_so_again():
    was = stop("lunch", 730, 760)
    apart = stop("lunch", 760, 790, "a"), stop("lunch", 790, 820, "b")

    found = with_former_breaks(visiting(was), (AROUND[0], *apart, AROUND[1]))

    assert found == (AROUND[0], was, AROUND[1])


def test_a_lunch_in_the_hall_goes_back_there():
    was = stop("lunch", 730, 760, place="hall")
    moved = stop("lunch", 760, 790, place="hall")

    found = with_former_breaks(visiting(was, place="hall"), (AROUND[0], moved, AROUND[1]))

    assert found == (AROUND[0], was, AROUND[1])


def test_a_lunch_stays_moved_where_something_stands_at_its_hour_now():
    asked = problem(wish("one", start=720), breaks=(lunch(),), before=(stop("lunch", 730, 760),))
    stops = (stop("one", 720, 780), stop("lunch", 780, 810))

    assert with_former_breaks(asked, stops) == stops


def test_a_lunch_stays_moved_where_it_would_be_worth_less():
    asked = problem(ONE, breaks=(lunch(),), before=(stop("lunch", 800, 830),))
    stops = (stop("one", 600, 660), stop("lunch", 720, 750))

    assert with_former_breaks(asked, stops) == stops


def test_a_locked_lunch_and_one_of_before_that_is_none_now_are_left_alone():
    locked = stop("lunch", 760, 790, locked=True)
    stops = (AROUND[0], locked, AROUND[1])

    assert with_former_breaks(visiting(stop("lunch", 730, 760)), stops) == stops
    assert with_former_breaks(visiting(stop("supper", 730, 760)), stops) == stops
