"""Numbers, days and texts as somebody typed them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from pobratym.core.values import day, key_before, refuse_unfit, whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), (" 42 ", 42), ("+7", 7), ("007", 7)])
def test_whole_numbers_are_read(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "not_whole"), ("1.0", "not_whole"), ("1_000", "not_whole"), ("٣", "not_whole"),
     ("１", "not_whole"), ("x", "not_whole"), ("9" * 5000, "not_whole"), ("-1", "out_of_range"),
     ("9223372036854775808", "out_of_range")],
)  # fmt: skip
def test_other_numbers_are_refused(text, code):
    with pytest.raises(ValidationError) as refusal:
        whole_number(text)

    assert refusal.value.code == code


def test_days_are_read():
    assert day(" 2024-10-7 ") == dt.date(2024, 10, 7)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "not_a_day"), ("7.10.2024", "not_a_day"), ("2023-02-29", "not_a_day"),
     ("2024-10-07T10:00", "not_a_day"), ("0001-01-01", "out_of_range"),
     ("1899-12-31", "out_of_range"), ("2201-01-01", "out_of_range"), ("10000-01-01", "not_a_day")],
)  # fmt: skip
def test_other_days_are_refused(text, code):
    with pytest.raises(ValidationError) as refusal:
        day(text)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("a\0", "control"), ("a\ufffdb", "control"), ("\x1b", "control"), ("a\u202eb", "misleading")],
)
def test_a_text_with_a_sign_that_cannot_be_shown_or_misleads_is_refused(text, code):
    with pytest.raises(ValidationError) as refusal:
        refuse_unfit(text)

    assert refusal.value.code == code


def test_lines_and_letters_of_any_script_pass():
    refuse_unfit("Umowa\r\n\tугода – 👍")


@pytest.mark.parametrize(
    ("text", "key"),
    [("7", 7), ("", 2**63 - 1), ("-7", 2**63 - 1), ("x", 2**63 - 1), ("9" * 5_000, 2**63 - 1)],
)
def test_a_page_goes_on_before_a_key_that_a_database_takes(text, key):
    assert key_before(text) == key
