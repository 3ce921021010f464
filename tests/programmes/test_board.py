"""Where items stand in the grid."""

import datetime as dt

import pytest

from pobratym.programmes.queries.board import board_of
from pobratym.programmes.queries.desk import parts_of
from pobratym.programmes.queries.personal import items_for
from pobratym.visits.states import VisitState
from tests.scheduling import ItemFactory
from tests.visiting import FIRST_DAY, VisitFactory, visit_with_delegation

pytestmark = pytest.mark.django_db


def laid_out(visit, **more):
    rows = items_for(visit)
    return board_of(
        visit, rows, parts_of(visit), language="en", today=FIRST_DAY, **{"wrong": (), **more}
    )


def places(visit):
    return [cell.place for day in laid_out(visit).days for cell in day.cells]


def test_an_item_stands_at_its_hour_as_long_as_it_lasts():
    visit = VisitFactory(state=VisitState.PLANNED)
    ItemFactory(visit=visit, starts=dt.time(9, 20), minutes=75)

    board = laid_out(visit)

    assert places(visit) == ["h9 q4 t1 u3 c0 w1"]
    assert (board.first, list(board.hours)[-1]) == (8, 17)
    assert [day.name for day in board.days] == [
        "Monday, 20 May", "Tuesday, 21 May", "Wednesday, 22 May",
    ]  # fmt: skip
    assert [day.is_today for day in board.days] == [True, False, False]


def test_what_is_for_everybody_is_as_wide_as_the_day():
    visit = visit_with_delegation(subgroups=3, state=VisitState.PLANNED)
    first, _second, third = visit.subgroups.all()
    ItemFactory(visit=visit, starts=dt.time(8))
    ItemFactory(visit=visit, starts=dt.time(10), subgroups=[third])
    ItemFactory(visit=visit, starts=dt.time(12), subgroups=[first, third])

    cells = laid_out(visit).days[0].cells

    assert [cell.place.split(" c")[1] for cell in cells] == ["0 w3", "2 w1", "0 w1"]
    assert [len(cell.echoes) for cell in cells] == [0, 0, 1]


def test_what_overlaps_stands_side_by_side():
    visit = VisitFactory(state=VisitState.PLANNED)
    for starts in (dt.time(9), dt.time(9, 30), dt.time(12)):
        ItemFactory(visit=visit, starts=starts)

    assert [place.partition(" of")[2] for place in places(visit)] == ["2 n0", "2 n1", ""]


def test_the_grid_grows_with_early_and_late_items():
    visit = VisitFactory(state=VisitState.PLANNED)
    ItemFactory(visit=visit, starts=dt.time(6, 30))
    ItemFactory(visit=visit, starts=dt.time(23, 15))

    board = laid_out(visit)

    assert (board.first, list(board.hours)[-1]) == (6, 24)


def test_items_left_on_days_that_the_visit_lost_are_still_shown():
    visit = VisitFactory(state=VisitState.PLANNED)
    ItemFactory(visit=visit, day=FIRST_DAY + dt.timedelta(days=2))
    visit.ends_on = FIRST_DAY
    visit.save()

    assert [day.day for day in laid_out(visit).days] == [
        FIRST_DAY,
        FIRST_DAY + dt.timedelta(days=2),
    ]


def test_an_empty_programme_still_has_its_days():
    board = laid_out(VisitFactory(state=VisitState.PLANNED))

    assert board.is_empty
    assert len(board.days) == 3
