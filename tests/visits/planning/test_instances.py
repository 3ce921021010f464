"""Public test instances, and files that only look like them."""

from pathlib import Path

import pytest

from pobratym.visits.planning.instances import Flaw, InstanceError, read_instance
from tests.shared import real_data, shared

GOOD = """3 1 2 0
0 100
0 0.00 0.00 0.00 0.00 0 0 0 100
1 3.00 4.00 10.00 7.00 1 1 1 5 50
2 1.00 1.00 5.00 3.00 1 1 1 0 90
"""


def written(folder: Path, text: str, name: str = "r1.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_instance_is_laid_out_in_tenths(tmp_path):
    problem = read_instance(written(tmp_path, GOOD)).problem(2)

    assert problem.travel.tolist() == [[0, 50, 14], [50, 0, 36], [14, 36, 0]]
    assert problem.service.tolist() == [0, 100, 50]
    assert problem.prizes.tolist() == [[0, 0], [7, 7], [3, 3]]
    assert list(problem.windows) == [[(0, 1000)], [(50, 500)], [(0, 900)]]
    assert problem.closes.tolist() == [1000, 1000]


def test_instances_of_cordeau_are_laid_out_in_hundredths(tmp_path):
    problem = read_instance(written(tmp_path, GOOD, "pr99.txt")).problem(1)

    assert problem.travel[0].tolist() == [0, 500, 141]


def test_prizes_with_decimals_are_kept(tmp_path):
    instance = read_instance(written(tmp_path, GOOD.replace(" 7.00 ", " 7.25 ")))

    assert instance.prize_scale == 1000
    assert instance.problem(1).prizes.ravel().tolist() == [0, 7250, 3000]


def test_a_point_that_closes_before_it_opens_is_never_open(tmp_path):
    instance = read_instance(written(tmp_path, GOOD.replace("5 50", "60 50")))

    assert list(instance.problem(1).windows)[1] == []


@pytest.mark.parametrize(
    ("text", "flaw", "line"),
    [
        ("", Flaw.NO_POINTS, 0),
        ("\n\n\n", Flaw.NO_POINTS, 0),
        ("3 1 2 0\n0 100\n", Flaw.NO_POINTS, 0),
        ("Київ\n", Flaw.NOT_TEXT, 0),
        (GOOD.replace("2 1.00 1.00", "3 1.00 1.00"), Flaw.ORDER, 5),
        (GOOD.replace(" 1 1 1 5 50", ""), Flaw.SHORT_LINE, 4),
        (GOOD.replace("4.00", "four"), Flaw.NOT_NUMBERS, 4),
        (GOOD.replace("4.00", "NaN"), Flaw.OUT_OF_BOUNDS, 4),
        (GOOD.replace("4.00", "Infinity"), Flaw.OUT_OF_BOUNDS, 4),
        (GOOD.replace("4.00", "1e30"), Flaw.OUT_OF_BOUNDS, 4),
        (GOOD.replace("4.00", "999999999"), Flaw.OUT_OF_BOUNDS, 0),
        (GOOD.replace("10.00", "-10.00"), Flaw.NEGATIVE, 4),
        (GOOD.replace("3 1 2 0", "3 1 5 0"), Flaw.COUNT, 1),
        (GOOD.replace("3 1 2 0", "3"), Flaw.COUNT, 1),
        (GOOD.replace("0 0 0 100", "0 0 200 100"), Flaw.DEPOT_CLOSED, 3),
        (GOOD + "x" * 2_000_001, Flaw.TOO_LARGE, 0),
    ],
)
def test_what_is_no_instance_is_refused_with_its_line(text, flaw, line, tmp_path):
    with pytest.raises(InstanceError) as refused:
        read_instance(written(tmp_path, text))

    assert (refused.value.flaw, refused.value.line) == (flaw, line)


@real_data
def test_all_public_instances_are_read():
    sizes = {
        path.stem: len(read_instance(path).points)
        for path in sorted(shared("toptw/instances").glob("*.txt"))
    }

    assert len(sizes) == 39
    assert sizes["c101"] == 101
    assert sizes["pr19"] == 217
