import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.directory.mapping.outlines import (
    area,
    centre,
    clip,
    crossings_at,
    encloses,
    path,
    thin,
)

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
NUMBERS = st.floats(-500, 1000)
RINGS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=3, max_size=12)
FRAME = (0.0, 0.0, 640.0, 432.0)


def test_points_on_a_straight_line_are_left_out():
    assert thin([(0, 0), (3, 0.1), (6, 0), (9, 5), (12, 0)], 0.5) == [
        (0, 0),
        (6, 0),
        (9, 5),
        (12, 0),
    ]


@given(RINGS, st.floats(0.1, 50))
def test_a_thinned_line_keeps_its_ends(line, tolerance):
    thinned = thin(line, tolerance)

    assert (thinned[0], thinned[-1]) == (line[0], line[-1])
    assert set(thinned) <= set(line)


def test_a_square_is_cut_to_the_frame():
    assert area(clip(SQUARE, (5, 5, 20, 20))) == 25
    assert clip(SQUARE, (20, 20, 30, 30)) == []
    assert clip(SQUARE, (-1, -1, 11, 11)) == SQUARE


@given(RINGS)
def test_nothing_is_left_outside_the_frame(ring):
    assert all(-1e-6 <= x <= 640 + 1e-6 and -1e-6 <= y <= 432 + 1e-6 for x, y in clip(ring, FRAME))


def test_a_path_is_closed_and_in_tenths():
    assert path([SQUARE]) == "M0 0l100 0 0 100-100 0z"


def test_a_ring_too_small_to_see_leaves_no_path():
    assert path([[(1.0, 1.0), (1.01, 1.0), (1.0, 1.01)]]) == ""


def test_area_centre_and_inside_of_a_square():
    assert area(SQUARE) == area(SQUARE[::-1]) == 100
    assert centre(SQUARE) == pytest.approx((5, 5))
    assert encloses([SQUARE], 5, 5)
    assert not encloses([SQUARE], 15, 5)
    assert crossings_at([SQUARE], 5) == [0, 10]


def test_a_hole_is_not_inside():
    hole = [(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0)]

    assert not encloses([SQUARE, hole], 5, 5)
    assert crossings_at([SQUARE, hole], 5) == [0, 4, 6, 10]
