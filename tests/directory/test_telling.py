"""What people are told about roles."""

import pytest
from django.utils.translation import override

from pobratym.accounts.models import User
from pobratym.directory.telling import HANDED_OVER, KINDS, TAKEN_FROM
from tests.factories import UserFactory

FACTS = {"role": "officer", "place": {"pl": "Ostrołęka", "uk": "Остроленка", "en": "Ostrołęka"}}


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_every_kind_makes_one_sentence_with_the_place_in_each_language(language):
    with override(language):
        said = {kind.name: kind.sentence(FACTS) for kind in KINDS}

    assert len(set(said.values())) == len(KINDS)
    assert all(FACTS["place"][language] in sentence for sentence in said.values())


@pytest.mark.django_db
def test_both_sides_of_a_hand_over_are_named_until_the_name_is_erased():
    other = UserFactory(name="Anna Nowak")
    said = {kind.name: kind.sentence for kind in KINDS}
    facts = {**FACTS, "person": other.pk}

    with override("en"):
        assert said[HANDED_OVER](facts) == "Anna Nowak handed open duties over to you (Ostrołęka)."
        assert said[TAKEN_FROM](facts) == "Your open duties passed to Anna Nowak (Ostrołęka)."
        User.objects.update(name="")
        assert said[TAKEN_FROM](facts) == "Your open duties were handed over: Ostrołęka."
