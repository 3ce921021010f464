from pobratym.core.data_register import entries, told_of
from pobratym.core.wordings import LANGUAGES
from pobratym.vault.processing import purposes

TEXTS = ("title", "people", "data", "recipients", "basis_pl", "basis_ua", "retention")


def test_the_record_and_the_register_name_the_same_purposes():
    told = {
        told_of(label, field).purpose
        for label, model in entries().items()
        for field in [*model, "some other field"]
    }

    assert told - {""} == set(purposes())


def test_every_text_of_the_record_stands_in_three_languages():
    missing = {
        (name, text, language)
        for name, purpose in purposes().items()
        for text in TEXTS
        for language in LANGUAGES
        if language not in getattr(purpose, text)
    }

    assert missing == set()


def test_who_answers_is_told_of_every_purpose():
    assert {purpose.controllers for purpose in purposes().values()} == {"own", "joint"}
