import datetime as dt
import unicodedata

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pobratym.core.forms import (
    AddressField,
    DayField,
    LineField,
    LinesField,
    LongWordingsField,
    ShortWordingsField,
)
from pobratym.core.signs import first_misleading, first_unfit
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


@pytest.mark.parametrize("typed", ["ab\x1b", "ab\ufffd"])
def test_the_message_for_a_control_character_says_where_it_is_and_what_to_do(typed):
    with pytest.raises(ValidationError) as caught:
        LineField().clean(typed)

    told = "Character 3 cannot be shown."
    remedy = "Delete it, or paste the text again as plain text."
    assert caught.value.messages == [f"{told} {remedy}"]


@pytest.mark.parametrize("field", [LineField(), LinesField(), AddressField()])
def test_a_sign_that_turns_the_text_round_is_refused_by_name_and_place(field):
    with pytest.raises(ValidationError) as caught:
        field.clean("https://example.org/\u202egnp")

    told = "Character 21 (U+202E) cannot be seen, but changes how the text around it is shown."
    assert caught.value.messages == [f"{told} Delete that place and type it anew."]


@pytest.mark.parametrize("field", [LineField(), LinesField()])
def test_signs_without_a_look_that_come_with_pasted_text_go(field):
    assert field.clean("\ufeffOstro\u00adłęka 👩\u200d👧") == "Ostrołęka 👩\u200d👧"


def test_an_address_is_taken_with_or_without_its_scheme():
    assert AddressField().clean(" example.org/a ") == "https://example.org/a"
    assert AddressField(required=False).clean("") == ""


FIELDS = {
    "Fill this in.": forms.CharField(),
    "Choose one.": forms.ChoiceField(choices=[("a", "A")]),
    "Choose at least one.": forms.MultipleChoiceField(choices=[("a", "A")]),
    "Choose a file.": forms.FileField(),
    "Tick this box.": forms.BooleanField(),
}


@pytest.mark.parametrize("told", FIELDS)
def test_an_empty_field_says_what_to_do(told):
    with pytest.raises(ValidationError) as caught:
        FIELDS[told].clean(None)

    assert caught.value.messages == [told]


@pytest.mark.parametrize(
    ("language", "told"), [("pl", "Wypełnij to pole."), ("uk", "Заповніть це поле.")]
)
def test_an_empty_field_says_so_in_the_readers_language(language, told):
    with pytest.raises(ValidationError) as caught:
        LineField().clean("")

    with translation.override(language):
        assert caught.value.messages == [told]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        (forms.EmailField(), "biuro", "Write an e-mail address, such as office@example.org."),
        (AddressField(), "a b", "Write the address of a page, such as https://example.org."),
        (AddressField(), "http://[", "Write the address of a page, such as https://example.org."),
        (forms.IntegerField(), "x", "Write a whole number, in digits only."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Choose one from the list."),
    ],
)
def test_what_is_typed_wrongly_is_met_with_an_example(field, typed, told):
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)

    assert caught.value.messages == [told]


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
    elif first_misleading(text):
        assert refusals(field, ["", text, ""]) == [("misleading", "uk")]
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
