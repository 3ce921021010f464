import datetime as dt
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pobratym.core.forms import DayField, LineField, LongWordingsField, ShortWordingsField
from pobratym.core.signs import first_unfit
from pobratym.core.wordings import Wordings


def refusals(field, value):
    """Give (code, part) of each error that the field answers with."""
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return [(error.code, (error.params or {}).get("part", "")) for error in caught.value.error_list]


def test_wordings_come_from_one_box_per_language():
    field = ShortWordingsField()

    value = field.widget.value_from_datadict(
        {"t_pl": "Umowa", "t_uk": "Угода", "t_en": ""}, {}, "t"
    )

    assert field.clean(value) == Wordings({"pl": "Umowa", "uk": "Угода"})


def test_an_error_names_the_language_it_is_in():
    field = ShortWordingsField(max_length=5)

    found = refusals(field, ["za długie", "ні\x00", "fine"])

    assert found == [("max_length", "pl"), ("control", "uk")]


def test_one_language_is_enough_unless_more_are_needed():
    assert ShortWordingsField().clean(["", "Угода", ""]) == Wordings({"uk": "Угода"})
    assert refusals(ShortWordingsField(), ["", " ", ""]) == [("required", "")]
    assert refusals(ShortWordingsField(needed=("pl", "uk")), ["", "", "Deal"]) == [
        ("required", "pl"),
        ("required", "uk"),
    ]


def test_wordings_that_are_not_required_may_be_empty():
    assert LongWordingsField(required=False).clean(["", "", ""]) == Wordings()


@pytest.mark.parametrize(
    ("field", "limit"), [(ShortWordingsField(), 200), (LongWordingsField(), 10_000)]
)
def test_wordings_have_a_limit_in_each_language(field, limit):
    assert field.clean(["ą" * limit, "", ""])["pl"] == "ą" * limit
    assert refusals(field, ["ą" * (limit + 1), "", ""]) == [("max_length", "pl")]


def test_text_is_composed_before_it_is_counted_and_kept():
    field = LineField(max_length=3)

    assert field.clean("zo\u0301ł") == "zół"


def test_a_line_runs_spaces_and_breaks_together():
    assert LineField().clean("  Rada\u00a0Miasta \n Ostrołęki\t") == "Rada Miasta Ostrołęki"


def test_a_long_text_keeps_its_lines_with_one_kind_of_line_end():
    cleaned = LongWordingsField().clean(["raz\r\ndwa\rtrzy\n", "", ""])

    assert cleaned == Wordings({"pl": "raz\ndwa\ntrzy"})


def test_the_message_for_a_control_character_says_where_it_is_and_what_to_do():
    with pytest.raises(ValidationError) as caught:
        LineField().clean("ab\x1b")

    told = "Character 3 (U+001B) cannot be read or printed."
    remedy = "Delete it, or paste the text again as plain text."
    assert caught.value.messages == [f"{told} {remedy}"]


def test_unchanged_wordings_count_as_unchanged():
    field = ShortWordingsField()
    before = Wordings({"pl": "Umowa"})

    assert not field.has_changed(before, ["Umowa", "", ""])
    assert field.has_changed(before, ["Umowa", "Угода", ""])


@given(st.text(max_size=20))
def test_any_text_is_either_kept_composed_or_refused_in_its_language(text):
    field = LongWordingsField(required=False)

    if first_unfit(text):
        assert refusals(field, ["", text, ""]) == [("control", "uk")]
    else:
        kept = field.clean(["", text, ""]).get("uk", "")
        assert kept == unicodedata.normalize("NFC", kept)
        assert set(kept) <= set(unicodedata.normalize("NFC", text)) | {"\n"}


def test_a_day_is_read_from_three_numbers():
    field = DayField()

    value = field.widget.value_from_datadict(
        {"on_day": "07", "on_month": "10", "on_year": "2024"}, {}, "on"
    )

    assert field.clean(value) == dt.date(2024, 10, 7)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["", "", ""], ("required", "day")),
        (["7", "", "2024"], ("incomplete", "month")),
        (["7", "X", "2024"], ("number", "month")),
        (["٧", "10", "2024"], ("number", "day")),
        (["7", "13", "2024"], ("month", "month")),
        (["31", "4", "2024"], ("day", "day")),
        (["29", "2", "2023"], ("day", "day")),
        (["0", "2", "2023"], ("day", "day")),
        (["7", "10", "24"], ("year", "year")),
        (["7", "10", "1899"], ("year", "year")),
        (["7", "10", "2201"], ("year", "year")),
        (["7", "10", "9" * 5000], ("year", "year")),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_box(typed, expected):
    assert refusals(DayField(), typed) == [expected]


def test_a_day_that_is_not_required_may_be_empty():
    assert DayField(required=False).clean(["", "", ""]) is None


def test_the_same_day_written_otherwise_is_unchanged():
    field = DayField()

    assert not field.has_changed(dt.date(2024, 10, 7), ["07", "10", "2024"])
    assert field.has_changed(None, ["7", "10", "2024"])
    assert not field.has_changed(None, ["", "", ""])


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)))
def test_every_sane_day_survives_being_typed(day):
    field = DayField()

    assert field.clean(field.widget.decompress(day)) == day
