"""Keys of names."""

from hypothesis import given
from hypothesis import strategies as st

from pobratym.core.alphabets import fold
from pobratym.core.wordings import Wordings
from pobratym.directory.naming import end_of_prefix, keys_for, slug_of

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
