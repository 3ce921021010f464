"""Changed rows of what was agreed are found by ``pobratym check-integrity``."""

import pytest

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.versions import FrozenCopy, TextVersion
from pobratym.agreements.queries.soundness import unsound_versions
from pobratym.agreements.states import Stage
from pobratym.config.backup import integrity
from tests.agreements.test_services_freezing import freeze
from tests.agreements.test_services_negotiation import Two, all_say_yes

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed():
    two = Two()
    all_say_yes(two)
    freeze(two)
    return TextVersion.objects.get()


def faults():
    return [fault.what for fault in unsound_versions()]


@pytest.mark.usefixtures("agreed")
def test_what_was_agreed_is_sound():
    assert TextVersion.objects.exists()
    assert faults() == []


def test_a_changed_letter_is_found(agreed, tmp_path):
    copy = agreed.copies.get(language="uk")
    FrozenCopy.objects.filter(pk=copy.pk).update(canonical=copy.canonical.replace("3", "2"))

    (found,) = [one for one in integrity.faults(tmp_path) if one.startswith("Agreement")]

    told = "version 1 of its text: the text in the language uk is not the one that was agreed."
    assert found == f"Agreement {agreed.agreement.public_id}, {told}"


@pytest.mark.usefixtures("agreed")
def test_a_text_changed_with_its_digest_is_found():
    FrozenCopy.objects.filter(language="pl").update(sha256="0" * 64)

    assert "its digest is not that of its languages." in faults()


@pytest.mark.usefixtures("agreed")
def test_a_version_changed_throughout_is_found_by_the_journal():
    TextVersion.objects.update(sha256="0" * 64)

    assert "it is not the one that the journal tells of." in faults()


def test_a_version_taken_away_is_found_by_the_journal(agreed):
    Agreement.objects.update(stage=Stage.NEGOTIATION, text_version=None)
    agreed.copies.all().delete()
    agreed.delete()

    assert faults() == ["it is not the one that the journal tells of."]
