import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from pobratym.languages.models import Standing

pytestmark = pytest.mark.django_db


def standing(**values):
    usual = {
        "kind": "directory.wish",
        "key": 1,
        "field": "text",
        "language": "pl",
        "status": "source",
        "source_hash": "0123456789abcdef",
        "at": timezone.now(),
    }
    return Standing(**usual | values)


BROKEN = {
    "This text already has a version in this language.": {"status": "human"},
    "This text already has a source in another language.": {"language": "uk"},
    "A version is source, human, machine, stale or missing.": {"key": 2, "status": "draft"},
    "Texts are kept in Polish, Ukrainian and English.": {"key": 2, "language": "de"},
    "A version names the source it was made from; a missing one was made from none.": {
        "key": 2,
        "status": "missing",
    },
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_note_is_refused_in_words_and_by_the_database(message):
    standing().save()
    broken = standing(**BROKEN[message])

    with pytest.raises(ValidationError) as refusal:
        broken.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        broken.save()

    assert message in refusal.value.messages


def test_a_digest_has_sixteen_hexadecimal_digits():
    with pytest.raises(ValidationError, match="Sixteen hexadecimal digits"):
        standing(source_hash="Вараш").full_clean()


def test_the_versions_of_one_text_stand_side_by_side():
    standing().save()
    standing(language="uk", status="stale").save()
    standing(language="en", status="missing", source_hash="").save()

    assert Standing.objects.count() == 3
