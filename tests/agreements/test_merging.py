import re
import time

from hypothesis import given
from hypothesis import strategies as st

from pobratym.agreements.texts.merging import Merged, is_undecided, merge

WORDS = st.sampled_from(["miasto", "угода", "lata", "3", "i", "Strony", ",", ".", "\n\n", "1)"])
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)
NEW = st.lists(st.sampled_from(["nowe", "нове", "extra", "więcej"]), min_size=1, max_size=4)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_changes_in_different_sentences_stand_side_by_side():
    base = "Umowa trwa 3 lata. Strony wymieniają młodzież."
    theirs = "Umowa trwa 5 lat. Strony wymieniają młodzież."
    mine = "Umowa trwa 3 lata. Strony wymieniają młodzież i nauczycieli."

    assert merge(base, theirs, mine) == Merged(
        "Umowa trwa 5 lat. Strony wymieniają młodzież i nauczycieli."
    )


def test_where_both_change_one_place_both_wordings_are_kept():
    merged = merge("Umowa trwa 3 lata.", "Umowa trwa 5 lat.", "Umowa trwa 2 lata.")

    assert merged == Merged("Umowa trwa ⟦5 lat¦2 lata⟧.", 1)
    assert is_undecided(merged.text)


def test_what_one_takes_out_and_the_other_changes_is_for_a_person_to_choose():
    merged = merge("Strony działają wspólnie.", "Strony działają.", "Strony działają razem.")

    assert (merged.text, merged.clashes) == ("Strony działają⟦¦ razem⟧.", 1)


def test_what_both_did_alike_is_done_once():
    assert merge("jeden dwa trzy", "jeden 2 trzy", "jeden 2 trzy") == Merged("jeden 2 trzy")


def test_two_paragraphs_added_in_different_places_both_stay():
    base = "Pierwszy.\n\nDrugi."

    merged = merge(base, "Nowy.\n\nPierwszy.\n\nDrugi.", "Pierwszy.\n\nDrugi.\n\nOstatni.")

    assert merged == Merged("Nowy.\n\nPierwszy.\n\nDrugi.\n\nOstatni.")


def test_an_endless_repetition_is_merged_at_once():
    base = "a b " * 5_000
    began = time.process_time()

    merged = merge(base, f"x {base} y", base.replace("a", "c", 3))

    assert {"x", "y", "c"} <= set(words(merged.text))
    assert time.process_time() - began < 5


@given(TEXTS, TEXTS)
def test_who_changes_alone_gets_what_was_typed(base, text):
    assert merge(base, text, base) == merge(base, base, text) == merge(base, text, text)
    assert merge(base, text, base) == Merged(text)


@given(TEXTS, TEXTS, TEXTS)
def test_no_new_word_of_either_is_lost(base, theirs, mine):
    merged = words(merge(base, theirs, mine).text)

    for typed in (theirs, mine):
        assert set(words(typed)) - set(words(base)) <= set(merged)


@given(TEXTS, st.data())
def test_no_insertion_of_either_is_lost_though_its_words_stood_there_before(base, data):
    places = st.integers(0, len(base))
    sides = []
    for _side in range(2):
        at = data.draw(places)
        sides.append(f"{base[:at]} {' '.join(data.draw(NEW))} {base[at:]}")

    merged = words(merge(base, *sides).text)

    for new in ("nowe", "нове", "extra", "więcej"):
        assert merged.count(new) >= max(words(side).count(new) for side in sides)


@given(TEXTS, TEXTS, TEXTS)
def test_it_makes_no_difference_who_saves_first(base, theirs, mine):
    one, two = merge(base, theirs, mine), merge(base, mine, theirs)

    assert one.clashes == two.clashes
    assert one == two or one.clashes


@given(st.lists(st.sampled_from("abcdefgh"), min_size=4, max_size=8, unique=True), NEW, NEW)
def test_changes_that_do_not_touch_merge_without_a_question(letters, one, two):
    """Sentences of their own words; each person writes a different one anew."""
    sentences = [f"{letter}1 {letter}2 {letter}3." for letter in letters]
    theirs, mine, both = list(sentences), list(sentences), list(sentences)
    theirs[0] = both[0] = " ".join(one) + "."
    mine[-1] = both[-1] = " ".join(two) + "!"

    assert merge(*(" ".join(text) for text in (sentences, theirs, mine))) == Merged(" ".join(both))
