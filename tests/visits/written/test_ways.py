"""Tables of minutes between sites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.visits.written.ways import Table, Trouble, Wrong, read_ways

KNOWN = {
    "hall": frozenset({1}),
    "school": frozenset({2}),
    "plant": frozenset({3}),
    "gym": frozenset({4, 5}),
}


def troubles(text: str) -> list[Trouble]:
    return [wrong.trouble for wrong in read_ways(text.encode(), KNOWN).wrong]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_square_is_read(delimiter):
    square = ";Hall;School\nHall;0;7\nSchool;8;0".replace(";", delimiter)

    assert read_ways(square.encode(), KNOWN) == Table({(1, 2): 7, (2, 1): 8})


def test_a_list_is_read_with_and_without_a_head():
    rows = "Hall;School;7\nSchool;Hall;8"

    assert read_ways(rows.encode(), KNOWN) == Table({(1, 2): 7, (2, 1): 8})
    assert read_ways(f"from;to;minutes\n{rows}".encode(), KNOWN) == Table({(1, 2): 7, (2, 1): 8})


def test_a_part_of_a_minute_is_a_minute():
    assert read_ways(b"Hall;School;6,2", KNOWN).minutes == {(1, 2): 7}


def test_gaps_are_told_and_the_rest_is_kept():
    found = read_ways(b";Hall;School\nHall;0;\nSchool;8;0", KNOWN)

    assert (found.minutes, found.gaps, found.wrong) == ({(2, 1): 8}, ((1, 2),), ())


def test_a_negative_time_is_refused():
    assert read_ways(b";Hall;School\nHall;0;-7\nSchool;8;0", KNOWN).wrong == (
        Wrong(Trouble.NEGATIVE, 2, "-7"),
    )


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("Hall;Moon;7", Trouble.UNKNOWN),
        ("Hall;Gym;7", Trouble.DOUBTFUL),
        ("Hall;School;7\nHall;School;8", Trouble.TWICE),
        (";Hall;Hall\nSchool;1;1", Trouble.TWICE),
        (";Hall;School\nHall;0;1\nHall;0;2", Trouble.TWICE),
        ("Hall;School;1\nSchool;Hall;soon", Trouble.NOT_A_NUMBER),
        ("Hall;School;1441", Trouble.TOO_FAR),
        ("", Trouble.EMPTY),
        (";Hall\n", Trouble.EMPTY),
    ],
)
def test_what_is_wrong_is_told(text, trouble):
    assert trouble in troubles(text)


def test_another_encoding_is_refused():
    assert read_ways("Szkoła;Hall;7".encode("cp1250"), KNOWN).wrong == (Wrong(Trouble.ENCODING),)


@given(st.binary(max_size=200))
def test_no_file_breaks_the_reading(data):
    read_ways(data, KNOWN)


@given(st.text(alphabet=";,\n\"'-0123456789.HalScho", max_size=80))
def test_no_table_breaks_the_reading(text):
    found = read_ways(text.encode(), KNOWN)

    assert all(0 <= minutes <= 1440 for minutes in found.minutes.values())


@pytest.mark.parametrize("head", [f";hall{';' * 200_000}", ";hall" * 50_000])
def test_a_table_far_too_broad_is_refused_at_once(head):
    rows = "\n".join(f"{name};1" for name in ("hall", "school", "plant"))
    found = read_ways(f"{head}\n{rows}".encode(), KNOWN)
    assert [wrong.trouble for wrong in found.wrong] == [Trouble.TOO_LONG]
    assert not found.gaps
