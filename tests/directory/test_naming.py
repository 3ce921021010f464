"""Keys of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.core.alphabets import fold
from pobratym.core.wordings import Wordings
from pobratym.directory.naming import code_meant, end_of_prefix, in_letters_of, keys_for, slug_of

NOWY_SACZ = Wordings({"pl": "Nowy Sącz", "uk": "Новий Сонч"})
keys = st.text("abcxyz0189", min_size=1, max_size=6)


def test_a_name_is_found_by_each_of_its_words_in_each_script():
    found = keys_for(NOWY_SACZ, [Wordings({"pl": "Neu Sandez"})])

    assert found.search == {"nowysacz", "sacz", "novyisonch", "sonch", "neusandez", "sandez"}


def test_a_language_without_a_name_is_ordered_by_its_stand_in():
    assert keys_for(NOWY_SACZ).sort_en == keys_for(NOWY_SACZ.with_("en", "Nowy Sącz")).sort_en


@given(st.text(max_size=300))
def test_every_name_fits_the_columns(text):
    found = keys_for(Wordings({"uk": text}))

    assert all(len(key) <= 120 for key in found.search)
    assert all(len(key) <= 200 for key in found[:3])


def test_the_slug_is_plain():
    assert slug_of(Wordings({"pl": "Ostrołęka"})) == "ostroleka"
    assert slug_of(Wordings({"en": "!!"})) == "-"


@given(keys, keys)
def test_a_prefix_ends_where_its_keys_end(prefix, key):
    end = end_of_prefix(prefix)

    assert key.startswith(prefix) == (prefix <= key and (not end or key < end))


def test_nothing_comes_after_the_last_letter():
    assert end_of_prefix("zz") == ""
    assert end_of_prefix("az") == "b"
    assert end_of_prefix(fold("Вара9")) == "varaa"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1461011", ("TERC", "1461011", "1461012")),
        ("14 61", ("TERC", "1461", "1462")),
        ("1499", ("TERC", "1499", "149A")),
        ("ua56", ("KATOTTG", "UA56", "UA57")),
        ("UA56020030000068439", ("KATOTTG", "UA56020030000068439", "UA5602003000006843A")),
        ("146", None),
        ("ua5", None),
        ("14610111", None),
        ("ua560200300000684391", None),
        ("Warszawa 2026", None),
    ],
)
def test_four_signs_of_an_official_code_are_enough_to_mean_it(typed, meant):
    assert code_meant(fold(typed)) == meant


@pytest.mark.parametrize(
    ("name", "country", "language", "written"),
    [
        ("Вараський", "UA", "en", "Varaskyi"),
        ("Вараський", "UA", "uk", "Вараський"),
        ("ostrołęcki", "PL", "en", "ostrołęcki"),
        ("ostrołęcki", "PL", "uk", "остроленцький"),
        ("", "PL", "uk", ""),
    ],
)
def test_a_name_from_the_register_is_written_in_the_letters_of_the_reader(
    name, country, language, written
):
    assert in_letters_of(name, country, language) == written
