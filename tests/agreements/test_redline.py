"""What differs between two wordings, and between two whole texts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.agreements.showing import shown
from pobratym.agreements.texts.aligning import compare
from pobratym.agreements.texts.redline import Piece, redline
from pobratym.agreements.texts.whole import Version, WholeClause, WholeText

WORDS = st.lists(
    st.sampled_from(["umowa", "угода", "§ 4", "Vaikų", "Kraków’s", " ", "  ", "\n", "\n\n", "\t",
                     ",", ".", "–", "3", "2024-10-07", "\u00a0", "ґ", "\u200b", "👩‍🏫"]),
    max_size=40,
).map("".join)  # fmt: skip


def marked(old, new):
    """Write a redline as text: [-removed-]{+added+}."""
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in redline(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Trwa 3 lata.", "Trwa 5 lat.", "Trwa [-3 lata-]{+5 lat+}."),
        ("Діє 3 роки.", "Діє 2 роки.", "Діє [-3-]{+2+} роки."),
        ("Miasta, szkoły", "Miasta i szkoły", "Miasta[-,-]{+ i+} szkoły"),
        ("a b c", "x y z", "[-a b c-]{+x y z+}"),
        ("a c", "a b c", "a {+b +}c"),
        ("a b c", "a c", "a [-b -]c"),
        ("", "nowe", "{+nowe+}"),
        ("stare", "", "[-stare-]"),
        ("a  b", "a b", "a[-  -]{+ +}b"),
        ("a b.\n\nc", "a b.\nc", "a b.[-\n\n-]{+\n+}c"),
        ("m. Ostrołęka-Varash 1.2", "m. Ostrołęka 1.2", "m. [-Ostrołęka-Varash-]{+Ostrołęka+} 1.2"),
        ("kraj’s", "kraj's", "[-kraj’s-]{+kraj's+}"),
    ],
)
def test_only_what_differs_is_marked(old, new, told):
    assert marked(old, new) == told


def test_what_is_the_same_is_one_piece():
    assert redline("a b", "a b") == [Piece("same", "a b")]
    assert redline("", "") == []


@given(WORDS, WORDS)
def test_both_wordings_can_be_read_from_it_to_the_letter(old, new):
    pieces = redline(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert all(piece.text for piece in pieces)
    kinds = [piece.kind for piece in pieces]
    assert all(one != two for one, two in pairwise(kinds))


def text(*clauses):
    return WholeText(
        kind="partnership_agreement",
        titles={"lt": "Sutartis", "en": "Agreement"},
        languages=["lt", "en"],
        authentic=["lt", "en"],
        parties=[],
        clauses=[
            WholeClause("aims", str(place), {"en": Version("Aims", body)}, key=key)
            for place, (key, body) in enumerate(clauses, 1)
        ],
    )


def told(old, new):
    return [
        (
            one.old.label if one.old else "",
            one.new.label if one.new else "",
            "moved" if one.moved else "",
        )
        for one in compare(old, new, "en")
    ]


def test_clauses_are_paired_by_key_and_what_went_stands_where_it_was():
    old = text((1, "One."), (2, "Two."), (3, "Three."))
    new = text((1, "One."), (4, "Four."), (3, "Three, changed."))

    found = compare(old, new, "en")

    assert told(old, new) == [("1", "1", ""), ("2", "", ""), ("", "2", ""), ("3", "3", "")]
    assert [one.differs for one in found] == [False, True, True, True]
    assert [one.clause.label for one in found] == ["1", "2", "2", "3"]


def test_a_clause_that_was_moved_is_told_as_moved_and_the_others_are_not():
    old = text((1, "One."), (2, "Two."), (3, "Three."))

    assert told(old, text((3, "Three."), (1, "One."), (2, "Two."))) == [
        ("3", "1", "moved"), ("1", "2", ""), ("2", "3", ""),
    ]  # fmt: skip


def test_without_keys_equal_and_like_words_tell_which_clause_is_which():
    old = text((0, "The cities exchange schools every spring."), (0, "Costs are shared."))
    new = text(
        (7, "Costs are shared."),
        (8, "The cities exchange schools every autumn."),
        (9, "Disputes are settled in talks."),
    )

    assert told(old, new) == [("2", "1", "moved"), ("1", "2", ""), ("", "3", "")] or told(
        old, new
    ) == [("2", "1", ""), ("1", "2", "moved"), ("", "3", "")]


def test_two_keys_that_differ_are_two_clauses_even_with_equal_words():
    assert told(text((1, "Same.")), text((2, "Same."))) == [("1", "", ""), ("", "1", "")]


def test_a_language_that_a_text_has_not_shows_nothing():
    found = compare(text((1, "One.")), text((1, "One.")), "lt")

    assert [(one.body, one.differs) for one in found] == [([], False)]


def test_empty_texts_are_compared():
    assert compare(text(), text(), "en") == []
    assert told(text(), text((1, "One."))) == [("", "1", "")]


def test_an_amount_of_money_is_never_broken_over_two_lines():
    assert str(shown("Razem 10 000 zł w 2026 r.")) == "<p>Razem 10\u00a0000\u00a0zł w 2026 r.</p>"
