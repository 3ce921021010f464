import unicodedata

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from pobratym.core.alphabets import ALPHABETS, collation_key, fold, folded_starts

IN_ORDER = {
    "pl": [
        "3 Maja", "Baligród", "Brzeg", "Cieszyn", "Ćmielów", "Lublin", "Łask", "Łódź",
        "Nowa Sól", "Nowe", "Nowy Sącz", "Sanok", "Świdnica", "Ustka", "Zamość", "Zgierz",
        "Źlinice", "Żory", "Вараш",
    ],
    "uk": [
        "7-ма школа", "Бар", "Вараш", "Ґорґани", "Дубно", "Єдинці", "Житомир", "Ізюм", "Їжаківка",
        "Калуш", "Кам'янець-Подільський", "Камʼянка", "Львів", "Щастя", "Юрківці", "Яворів",
        "Ostrołęka",
    ],
    "en": ["Lodz", "Łódź", "Lodzia", "Lublin", "Łuck", "Lviv", "Żary", "Żywiec", "Яворів"],
}  # fmt: skip
LETTERS = st.text("".join(ALPHABETS.values()) + " -'’ʼ09éößøыё", max_size=25)
LANGUAGES = st.sampled_from(["pl", "uk", "en"])


def in_order(names, language):
    keys = [collation_key(name, language) for name in names]
    return keys == sorted(set(keys))


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_names_stand_in_the_order_of_the_readers_alphabet(language):
    names = IN_ORDER[language]

    assert in_order(names, language)


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_every_letter_of_the_alphabet_has_its_own_place(language):
    assert in_order(ALPHABETS[language], language)


def test_words_of_a_name_are_compared_before_its_letters():
    names = ["Nowa Wieś", "Nowa-Wola", "Nowalin"]

    assert in_order(names, "pl")


def test_blanks_hyphens_and_signs_at_the_edges_do_not_matter():
    assert collation_key(" «Нова – Каховка» ", "uk") == collation_key("Нова Каховка", "uk")


def test_apostrophes_only_break_ties():
    plain = collation_key("Камянець", "uk")

    marked = {collation_key(f"Кам{sign}янець", "uk") for sign in "'’ʼ`"}

    assert len(marked) == 1
    assert plain < marked.pop() < collation_key("Камянецья", "uk")


def test_foreign_marks_only_break_ties():
    names = ["Muller", "Mullér", "Müller", "Müllerin"]

    assert in_order(names, "pl")


def test_scripts_that_no_reader_knows_come_last():
    assert collation_key("Яя", "pl") < collation_key("Αθήνα", "pl") < collation_key("東京", "pl")


def test_an_unknown_language_is_refused():
    with pytest.raises(KeyError):
        collation_key("Praha", "cs")


@given(st.text(), LANGUAGES, st.integers(1, 60))
def test_a_key_is_made_of_digits_and_never_longer_than_said(text, language, limit):
    key = collation_key(text, language, limit)

    assert key.isascii()
    assert not key or key.isdigit()
    assert len(key) <= 2 * limit


@given(st.text(), LANGUAGES)
def test_the_unicode_form_does_not_change_a_key(text, language):
    composed = unicodedata.normalize("NFC", text)
    taken_apart = unicodedata.normalize("NFD", text)

    assert collation_key(composed, language) == collation_key(taken_apart, language)
    assert fold(composed) == fold(taken_apart)


@given(LETTERS, LANGUAGES)
def test_case_does_not_change_a_key(text, language):
    assert collation_key(text.upper(), language) == collation_key(text.lower(), language)
    assert fold(text.upper()) == fold(text.lower())


@given(st.sampled_from(["pl", "uk", "en"]), st.data())
def test_own_words_are_ordered_letter_by_letter(language, data):
    alphabet = ALPHABETS[language]
    first, second = data.draw(st.tuples(st.text(alphabet), st.text(alphabet)))

    expected = [alphabet.index(sign) for sign in first] < [alphabet.index(sign) for sign in second]

    assert (collation_key(first, language, 99) < collation_key(second, language, 99)) == expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Вараш", "varash"),
        ("Вара", "vara"),
        ("Згурівка", "zghurivka"),
        ("Яворів", "iavoriv"),
        ("Кам’янець-Подільський", "kamianetspodilskyi"),
        ("Łódź", "lodz"),
        ("Ostrołęka", "ostroleka"),
        ("Großröhrsdorf", "grossrohrsdorf"),
        ("Malmø–Đakovo", "malmodakovo"),
        ("Ліцей № 5", "litsei5"),
        ("☃", ""),
    ],
)
def test_a_search_key_has_plain_letters_and_digits(text, key):
    assert fold(text) == key


@given(st.text())
def test_any_text_folds_to_ascii_letters_and_digits(text):
    key = fold(text)

    assert not key or (key.isascii() and key.isalnum() and key == key.lower())


@given(LETTERS, LETTERS)
def test_what_is_typed_so_far_folds_to_the_beginning_of_the_whole(typed, rest):
    typed, rest = unicodedata.normalize("NFC", typed), unicodedata.normalize("NFC", rest)

    assert fold(typed + rest).startswith(fold(typed))


def test_each_word_of_a_name_is_a_way_to_find_it():
    assert folded_starts("Ostrów Wielkopolski") == ["ostrowwielkopolski", "wielkopolski"]
    assert folded_starts("Кам'янка-Бузька") == ["kamiankabuzka", "buzka"]
    assert folded_starts("  ") == []


@given(LETTERS)
def test_the_key_of_the_whole_name_comes_first(text):
    assert folded_starts(text)[:1] == ([fold(text)] if fold(text) else [])


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_the_database_keeps_the_order_of_the_keys(language):
    keys = [collation_key(name, language) for name in IN_ORDER[language]]
    values = ", ".join(["(%s)"] * len(keys))

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT column1 FROM (VALUES {values}) AS t ORDER BY column1", keys[::-1])
        in_database_order = [key for (key,) in cursor.fetchall()]

    assert in_database_order == keys
