"""The library of clauses and whole agreements."""

import re
from collections import Counter
from unicodedata import normalize

import pytest

from pobratym.agreements.library import LANGUAGES, entries, templates
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.states import LONGEST_BODY, LONGEST_HEADING, ClauseType, Kind
from pobratym.agreements.texts.structure import blocks
from pobratym.directory.topics import TOPICS

ENTRIES = list(entries().values())
TEMPLATES = list(templates().values())
MAIN_FIELDS = {
    "infrastructure", "economy", "security", "renewable_energy", "small_modular_reactors",
    "schools", "support_centres", "care_education", "health", "social_care", "culture", "sport",
    "tourism", "youth", "business", "administration", "cross_border_projects",
}  # fmt: skip
BRACKETS = re.compile(r"\[[^\[\]]+\]")
MIXED = re.compile(r"[A-Za-zÀ-ž][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-zÀ-ž]")
QUOTES = {"pl": "„”", "uk": "«»", "en": "“”"}
OTHER_QUOTES = {language: set("\"„“”«»‘`´'") - set(own) for language, own in QUOTES.items()}


def texts_of(entry):
    return [(language, entry.headings[language], entry.bodies[language]) for language in LANGUAGES]


def numbers_in(text):
    return Counter(re.findall(r"\d+", BRACKETS.sub("", text)))


def assert_well_written(language, text):
    assert text == text.strip()
    assert text == normalize("NFC", text)
    assert "  " not in text
    assert "\t" not in text
    assert not re.search(r" [,.;:!?)\]]|[(\[] ", text)
    assert not MIXED.search(text)
    assert not OTHER_QUOTES[language] & set(text)
    opening, closing = QUOTES[language]
    assert text.count(opening) == text.count(closing)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda one: one.code)
def test_a_clause_is_whole_and_well_written_in_each_language(entry):
    for language, heading, body in texts_of(entry):
        assert 0 < len(heading) <= LONGEST_HEADING
        assert 0 < len(body) <= LONGEST_BODY
        assert_well_written(language, heading)
        assert_well_written(language, body)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda one: one.code)
def test_a_clause_has_the_same_shape_and_numbers_in_each_language(entry):
    bodies = [entry.bodies[language] for language in LANGUAGES]

    assert len({tuple(block.label for block in blocks(body)) for body in bodies}) == 1
    assert len({len(BRACKETS.findall(body)) for body in bodies}) == 1
    assert len({body.count("[") for body in bodies} | {body.count("]") for body in bodies}) == 1
    assert numbers_in(bodies[0]) == numbers_in(bodies[1]) == numbers_in(bodies[2])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda one: one.code)
def test_a_clause_names_known_topics_and_kinds(entry):
    assert set(entry.topics) <= set(TOPICS)
    assert entry.kinds
    assert len(entry.code) <= Clause._meta.get_field("library_code").max_length


def test_there_are_clauses_of_every_type_and_for_every_main_field():
    assert {entry.type for entry in ENTRIES} == set(ClauseType)
    fields = {topic for one in ENTRIES if one.type == ClauseType.FIELDS for topic in one.topics}
    assert fields >= MAIN_FIELDS


def test_a_blank_to_fill_in_bears_one_name_once_in_a_clause():
    for entry in ENTRIES:
        for _, _, body in texts_of(entry):
            blanks = BRACKETS.findall(body)
            assert len(blanks) == len(set(blanks)), entry.code


def test_there_is_a_whole_agreement_of_every_kind():
    assert {template.kind for template in TEMPLATES} == set(Kind)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.code)
def test_a_whole_agreement_has_known_clauses_written_for_its_kind(template):
    assert len(template.codes) == len(set(template.codes))
    for code in template.codes:
        assert template.kind in entries()[code].kinds, code


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.code)
def test_a_whole_agreement_names_its_parties_and_languages(template):
    types = [entries()[code].type for code in template.codes]

    assert types[0] == ClauseType.PREAMBLE
    assert ClauseType.PARTIES in types
    assert ClauseType.LANGUAGES in types


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.code)
def test_a_whole_agreement_is_named_and_explained_in_each_language(template):
    for language in LANGUAGES:
        assert_well_written(language, template.names[language])
        assert_well_written(language, template.hints[language])
        assert template.hints[language].endswith(".")


def test_every_clause_that_speaks_of_the_agreement_stands_where_the_word_is_explained():
    for template in TEMPLATES:
        words = [entries()[code].bodies["pl"] for code in template.codes]
        if any("Umow" in body for body in words):
            assert any("zwan" in body and "„Umową”" in body for body in words), template.code
