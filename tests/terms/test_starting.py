"""The terms that every partnership begins with."""

import re
from collections import Counter, defaultdict
from unicodedata import normalize

import pytest

from pobratym.agreements.library import entries
from pobratym.terms.models.concepts import Concept, Term
from pobratym.terms.queries.base import base_of
from pobratym.terms.queries.checking import findings
from pobratym.terms.services.beginning import begin
from pobratym.terms.starting import LANGUAGES, starting_set
from pobratym.terms.states import Area, TermStatus
from tests.factories import PartnershipFactory

CONCEPTS = starting_set()
MIXED = re.compile(r"[A-Za-zÀ-ž][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-zÀ-ž]")
LATIN_ALLOWED = {"BIP"}
FALSE_WARNINGS = 2
"""Of 288 comparisons: sentences that the languages build from other words."""


def terms_of(language, *statuses):
    return [
        (text, concept)
        for concept in CONCEPTS
        for text, status in concept.terms[language]
        if status in statuses
    ]


def test_there_are_about_three_hundred_concepts_in_every_area():
    assert 280 <= len(CONCEPTS) <= 380
    assert {concept.area for concept in CONCEPTS} == set(Area) - {Area.OTHER}


def test_codes_are_unique_and_short_enough():
    codes = [concept.code for concept in CONCEPTS]

    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", code) for code in codes)
    assert max(map(len, codes)) <= Concept._meta.get_field("code").max_length


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_has_one_preferred_term_which_stands_first(language):
    for concept in CONCEPTS:
        statuses = [status for _, status in concept.terms[language]]
        assert statuses[0] == TermStatus.PREFERRED, concept.code
        assert statuses.count(TermStatus.PREFERRED) == 1, concept.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_are_written_in_the_alphabet_of_their_language(language):
    for concept in CONCEPTS:
        for text, _ in concept.terms[language]:
            assert text
            assert text == normalize("NFC", " ".join(text.split()))
            assert len(text) <= Term._meta.get_field("text").max_length
            assert not MIXED.search(text)
            assert not set(text) & set("'\"`")
            cyrillic = bool(re.search(r"[\u0400-\u04ff]", text))
            assert cyrillic == (language == "uk" and text not in LATIN_ALLOWED), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_stands_once_in_a_concept(language):
    for concept in CONCEPTS:
        texts = [text for text, _ in concept.terms[language]]
        assert len(texts) == len(set(texts)), concept.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_preferred_for_two_concepts_is_explained_by_a_note(language):
    meanings = defaultdict(list)
    for text, concept in terms_of(language, TermStatus.PREFERRED):
        meanings[text.casefold()].append(concept)

    unexplained = {
        text: [concept.code for concept in concepts]
        for text, concepts in meanings.items()
        if len(concepts) > 1 and not all(concept.note for concept in concepts)
    }
    assert unexplained == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_is_both_to_be_used_and_to_be_avoided(language):
    used = {text for text, _ in terms_of(language, TermStatus.PREFERRED, TermStatus.ADMITTED)}
    avoided = {text for text, _ in terms_of(language, TermStatus.AVOID)}

    assert used & avoided == set()


def test_a_note_is_told_in_every_language_or_in_none():
    for concept in CONCEPTS:
        assert set(concept.note) in (set(), set(LANGUAGES)), concept.code
        for text in concept.note.values():
            assert text.endswith(".")
            assert not MIXED.search(text)


def test_each_language_has_terms_to_be_avoided():
    counts = Counter(
        language for language in LANGUAGES for _ in terms_of(language, TermStatus.AVOID)
    )

    assert counts["uk"] > 40
    assert counts["pl"] > 10
    assert counts["en"] > 2


@pytest.mark.django_db
def test_the_library_of_clauses_keeps_to_the_starting_terms():
    """Whoever begins from the library is not met with warnings about its own words."""
    partnership = PartnershipFactory()
    begin(partnership)
    base = base_of(partnership)

    warned = [
        (entry.code, finding.code, finding.language, finding.text or finding.other_text)
        for entry in entries().values()
        for finding in findings(
            base,
            {one: f"{entry.headings[one]}\n\n{entry.bodies[one]}" for one in LANGUAGES},
        )
    ]

    assert {code for _, code, _, _ in warned} <= {"term"}
    assert len(warned) <= FALSE_WARNINGS, warned
