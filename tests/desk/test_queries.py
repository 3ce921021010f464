"""What waits for a person."""

import pytest

from pobratym.desk import queries
from pobratym.languages.services import note_wordings
from tests.factories import PartnershipFactory, officer_of

pytestmark = pytest.mark.django_db


def test_a_stale_text_is_shown_with_its_original_and_no_other_version():
    old = {"pl": "Tytuł", "uk": "Назва", "en": "Title"}
    partnership = PartnershipFactory(title=old | {"pl": "Nowy tytuł"})
    officer = officer_of(partnership.opened_by)
    note_wordings(partnership, "title", old={}, new=old, by=officer, source="pl")
    note_wordings(partnership, "title", old=old, new=partnership.title, by=officer)

    listing = queries.translation_list(officer, language="uk", machine_too=False, after="")

    assert [dict(row.source) for row in listing.rows] == [{"pl": "Nowy tytuł"}]
