"""Which signs a text may hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.core.signs import Unfit, first_misleading, first_unfit, patched, without_unseen

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def test_ordinary_texts_are_fit():
    for text in ("Вараш", "Łódź\r\n\tdruga linia", "👩‍👧 ʼ’ №1", "\u202e", ""):
        assert first_unfit(text) is None


@pytest.mark.parametrize(
    "sign",
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u034f\u3164\U000e0041",
)
def test_signs_that_reorder_or_hide_letters_are_misleading(sign):
    assert first_misleading(f"Łódź{sign}") == Unfit(sign, 5)


def test_signs_that_letters_and_emoji_are_made_of_mislead_nobody():
    for text in ("Вараш", "👩\u200d👧", "\u2665\ufe0f", "na\u200cme", "葛\U000e0100", ""):
        assert first_misleading(text) is None


def test_signs_without_a_look_go_and_all_others_stay():
    assert without_unseen("\ufeffOstro\u00adłę\u200bka\u2060") == "Ostrołęka"
    assert without_unseen("👩\u200d👧 Вараш’s\n") == "👩\u200d👧 Вараш’s\n"


def test_line_breaks_are_unfit_in_one_line():
    assert first_unfit("a\nb", lines=False) == Unfit("\n", 2)


def test_a_sign_is_named_as_unicode_names_it():
    assert Unfit("\0", 1).name == "U+0000"
    assert Unfit("\U0010ffff", 1).name == "U+10FFFF"
    assert Unfit("\udcff", 1).name == "0xFF"


@given(ANY_TEXT)
def test_patched_texts_can_be_stored_anywhere(text):
    fit = patched(text)

    assert fit.encode("utf-8").decode("utf-8") == fit
    assert "\0" not in fit
    assert unicodedata.is_normalized("NFC", fit)
    assert patched(fit) == fit


@given(ANY_TEXT)
def test_what_is_fit_changes_its_unicode_form_only(text):
    if first_unfit(text) is None:
        assert patched(text) == unicodedata.normalize("NFC", text)
