"""Times as people write them, in three languages."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.visits.written.dates import read_dated, read_days, write_dated, write_days
from pobratym.visits.written.opening import read_opening, write_opening
from pobratym.visits.written.reading import Unreadable, hour, span

NEAR = dt.date(2030, 5, 20)
WORKING = [[day, "08:00", "15:00"] for day in range(1, 6)]


@pytest.mark.parametrize("text", ["9", "9:00", "9.00", "09:00", " 9 "])
def test_an_hour_is_read_as_it_is_typed(text):
    assert hour(text) == dt.time(9)


@pytest.mark.parametrize("text", ["25", "9:60", "nine", "", "-1", "9:0:0"])
def test_what_is_no_hour_is_refused(text):
    with pytest.raises(Unreadable):
        hour(text)


def test_midnight_ends_a_day():
    assert span("18-24") == ("18:00", "00:00")


def test_a_span_that_takes_no_time_is_refused():
    with pytest.raises(Unreadable):
        span("9-9")


@pytest.mark.parametrize(
    "text",
    [
        "pn-pt 8-15",
        "Pon. – pt. 8:00–15:00",
        "pon, wt, śr, czw, pt 8.00 - 15.00",
        "poniedziałek do piątek: 8:00-15:00",
        "пн–пт 08:00–15:00",
        "понеділок - п'ятниця 8-15",
        "Понеділок – п’ятниця: 8:00 – 15:00",
        "Mon-Fri 8-15",
        "Monday to Friday 8:00 to 15:00",
        "dni robocze 8-15",
        "робочі дні 8-15",
        "weekdays 8-15\nSun closed",
        "pn-śr 8-15; czw i pt 8-15",
    ],
)
def test_working_days_are_read_in_every_usual_way(text):
    assert read_opening(text) == WORKING


def test_several_days_on_one_line_have_their_own_hours():
    assert read_opening("pn-pt 8-15, sob 10-14") == [*WORKING, [6, "10:00", "14:00"]]


def test_a_day_may_have_a_break():
    assert read_opening("wt 8-12, 13-15") == [[2, "08:00", "12:00"], [2, "13:00", "15:00"]]


def test_hours_alone_are_of_every_day():
    assert [day for day, *_hours in read_opening("8-16")] == [1, 2, 3, 4, 5, 6, 7]
    assert read_opening("codziennie 8-16") == read_opening("щодня 8-16") == read_opening("8-16")


@pytest.mark.parametrize("text", ["", "całodobowo", "цілодобово", "24/7", "24h"])
def test_nothing_written_is_always(text):
    assert read_opening(text) == []


def test_a_day_until_midnight_is_not_always():
    assert read_opening("pn 8-24 h") == [[1, "08:00", "00:00"]]


def test_a_weekend_may_run_over_the_end_of_the_week():
    assert [day for day, *_hours in read_opening("sob-pn 10-12")] == [1, 6, 7]


@pytest.mark.parametrize("text", ["kiedyś 8-15", "pn-pt", "pn-pt 8", "pn 8-25", "pn-wt-śr 8-9"])
def test_what_is_not_understood_is_named(text):
    with pytest.raises(Unreadable) as refusal:
        read_opening(f"so 10-12\n{text}")

    assert refusal.value.piece == text


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
@given(
    st.sets(
        st.tuples(
            st.integers(1, 7),
            st.sampled_from(["08:00", "09:30"]),
            st.sampled_from(["12:00", "17:45"]),
        )
    )
)
def test_what_is_written_is_read_again(language, entries):
    opening = [list(entry) for entry in sorted(entries)]

    assert read_opening(write_opening(opening, language)) == opening


def test_equal_days_are_written_together():
    assert (
        write_opening([*WORKING, [7, "10:00", "12:00"]], "pl")
        == "pn–pt 08:00–15:00\nnd 10:00–12:00"
    )


def test_days_are_read_with_and_without_a_year():
    read = read_days("24.12.2030, 2030-12-25\n1 1 2031; 3.05", NEAR)

    assert read == ["2030-05-03", "2030-12-24", "2030-12-25", "2031-01-01"]


@pytest.mark.parametrize("text", ["24-26.12.2030", "24.12 – 26.12.2030", "2030-12-24 - 2030-12-26"])
def test_spans_of_days_are_read(text):
    assert read_days(text, NEAR) == ["2030-12-24", "2030-12-25", "2030-12-26"]


@pytest.mark.parametrize("text", ["31.02.2030", "soon", "26-24.12.2030", "1.01.2030-1.01.2040"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Unreadable):
        read_days(text, NEAR)


def test_hours_of_days_are_read_and_written():
    entries = [["2030-05-20", "09:00", "12:00"], ["2030-05-20", "13:00", "15:30"]]

    assert read_dated("20.05 9-12, 13-15:30", NEAR) == entries
    assert read_dated(write_dated(entries), NEAR) == entries
    assert read_dated("2030-05-20 9:00–12:00\n20.05.2030 13–15:30", NEAR) == entries


def test_a_day_without_hours_is_the_whole_day():
    assert read_dated("20.05.2030", NEAR) == [["2030-05-20", "00:00", "00:00"]]


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text):
    for read in (read_opening, lambda one: read_days(one, NEAR), lambda one: read_dated(one, NEAR)):
        try:
            read(text)
        except Unreadable:
            continue


def test_days_are_written_one_a_line():
    assert write_days(["2030-05-03", "2030-12-24"]) == "3.05.2030\n24.12.2030"
