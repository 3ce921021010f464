from concurrent.futures import ThreadPoolExecutor

import pytest

from pobratym.languages import lemmas
from pobratym.languages.lemmas import Finder, forms, has_dictionary, words_of


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("pl", "umowa partnerska", "zawarli umowę partnerską"),
        ("pl", "miasto partnerskie", "delegacje miast partnerskich"),
        ("pl", "uchwała rady miasta", "Uchwałą Rady Miasta"),
        ("uk", "угода про партнерство", "цією угодою про партнерство"),
        ("uk", "місто-партнер", "представники міст-партнерів"),
        ("uk", "об’єкт", "на об'єктах"),
        ("uk", "територіальна громада", "Територіальної Громади"),
        ("en", "partnership agreement", "two partnership agreements"),
        ("de", "Partnerschaft", "die Partnerschaft"),
    ],
)
def test_a_term_is_found_however_it_is_inflected(language, term, text):
    hits = Finder(language, [(1, term)]).find(text)

    assert [hit.key for hit in hits] == [1]


def test_the_longest_term_wins_and_none_is_found_inside_it():
    finder = Finder("pl", [("short", "umowa"), ("long", "umowa partnerska"), ("same", "umowa")])
    text = "Umowa partnerska, umowa; partnerska"

    assert [(hit.key, text[hit.start : hit.end]) for hit in finder.find(text)] == [
        ("long", "Umowa partnerska"),
        ("short", "umowa"),
        ("same", "umowa"),
    ]


def test_words_apart_are_not_one_term():
    assert Finder("pl", [(1, "umowa partnerska")]).find("umowa. Partnerska pomoc") == []


def test_a_term_with_a_comma_of_its_own_is_found_with_it():
    finder = Finder("pl", [(1, "osoba, której dane dotyczą")])

    [hit] = finder.find("Żądania osób, których dane dotyczą, Strony przekazują.")

    assert (hit.start, hit.end) == (8, 34)


def test_an_unknown_language_is_read_word_by_word():
    assert not has_dictionary("hu")
    assert [word.lemmas for word in words_of("Két város", "hu")] == [{"két"}, {"város"}]


def test_without_a_dictionary_words_stand_for_themselves(monkeypatch):
    monkeypatch.setattr(lemmas, "import_module", _not_installed)
    lemmas._reader.cache_clear()
    forms.cache_clear()
    try:
        assert not has_dictionary("pl")
        assert forms("Umową", "pl").lemmas == {"umową"}
        assert not has_dictionary("uk")
        assert not has_dictionary("en")
    finally:
        lemmas._reader.cache_clear()
        forms.cache_clear()


def _not_installed(name):
    raise ImportError(name)


def test_threads_may_ask_at_once():
    words = ["umowami", "угодами", "agreements", "радою"] * 50
    languages = ["pl", "uk", "en", "uk"] * 50

    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(lambda pair: forms(*pair).lemmas, zip(words, languages, strict=True)))

    assert read[:4] == read[-4:]
    assert {"umowa"} <= read[0]


def test_names_are_told_from_words():
    assert forms("Menzul", "pl").is_name
    assert forms("Warszawie", "pl").lemmas == {"warszawa"}
    assert not forms("Strony", "pl").is_name
    assert not forms("Сторони", "uk").is_name
