"""A term in the place of another, seeded into the library of clauses."""

import random

import pytest

from pobratym.agreements.library import entries
from pobratym.terms.queries.base import BaseConcept, made_of
from pobratym.terms.queries.checking import Group, findings, hits_in
from pobratym.terms.starting import starting_set
from pobratym.terms.states import TermStatus

SEEDED = 60
LEAST_CAUGHT = 54
WORDS = [
    {one: f"{entry.headings[one]}\n\n{body}" for one, body in entry.bodies.items()}
    for entry in entries().values()
]


@pytest.fixture(scope="module")
def base():
    return made_of(
        {
            key: BaseConcept(key, str(key), one.code, str(one.area), one.terms, is_approved=False)
            for key, one in enumerate(starting_set())
        }
    )


def _terms(base, texts):
    return [one for one in findings(base, texts) if one.group == Group.TERMS]


def test_a_contract_in_the_place_of_an_agreement_is_told(base):
    told = _terms(
        base,
        {
            "pl": "Umowa partnerska\n\nUmowa wchodzi w życie z dniem podpisania.",
            "uk": "Договір про партнерство\n\nУгода набирає чинності в день підписання.",
        },
    )

    assert [(one.text, one.equivalent, one.language, one.start) for one in told] == [
        ("Договір", "угода про партнерство", "uk", 0)
    ]


@pytest.mark.parametrize(
    ("pl", "uk"),
    [
        ("Strony powołują komitet. Komitet zbiera się raz w roku.",
         "Сторони утворюють комітет. Він збирається раз на рік."),
        ("Umowa wygasa.", "Вона втрачає чинність."),
    ],
)  # fmt: skip
def test_a_term_said_by_a_pronoun_is_not_told(base, pl, uk):
    assert _terms(base, {"pl": pl, "uk": uk}) == []


def test_nine_of_ten_seeded_swaps_are_told(base):
    """Terms are replaced by those to be avoided and by those of other concepts of their area."""
    chance = random.Random(20241007)
    places = []
    for texts in WORDS:
        hits = {language: hits_in(base, language, text) for language, text in texts.items()}
        for language in texts:
            for other in texts:
                said = {hit.key.concept for hit in hits[language]} if other != language else set()
                places += [
                    (texts, language, other, hit) for hit in hits[other] if hit.key.concept in said
                ]
    missed = []
    for texts, language, other, hit in chance.sample(places, SEEDED):
        concept = base.concepts[hit.key.concept]
        avoid = [one for one, status in concept.terms[other] if status == TermStatus.AVOID]
        elsewhere = [
            one
            for area in base.concepts.values()
            if area.key != concept.key and area.area == concept.area
            for one, status in area.terms[other]
            if status != TermStatus.AVOID
        ]
        word = chance.choice(avoid if avoid and chance.random() < 0.5 else elsewhere)
        text = texts[other][: hit.start] + word + texts[other][hit.end :]
        if not _terms(base, {language: texts[language], other: text}):
            missed.append((texts[other][hit.start : hit.end], word))

    assert SEEDED - len(missed) >= LEAST_CAUGHT, missed
