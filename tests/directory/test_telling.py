"""What people are told about roles."""

import pytest
from django.utils.translation import override

from pobratym.directory.telling import KINDS

FACTS = {"role": "officer", "place": {"pl": "Ostrołęka", "uk": "Остроленка", "en": "Ostrołęka"}}


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_every_kind_makes_one_sentence_with_the_place_in_each_language(language):
    with override(language):
        said = {kind.name: kind.sentence(FACTS) for kind in KINDS}

    assert len(set(said.values())) == len(KINDS)
    assert all(FACTS["place"][language] in sentence for sentence in said.values())
