"""What waits for a person."""

import pytest
from django.utils import timezone

from pobratym.desk.queries import waiting as queries
from pobratym.languages.services import note_wordings
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.queries import acting_cities, cities_of
from pobratym.partnerships.states import Stage
from tests.factories import PartnershipFactory, officer_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", [Stage.PROSPECT, Stage.ACTIVE])
@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_the_deeds_that_the_desk_offers_are_those_that_the_rules_allow(stage, is_withdrawn):
    made = PartnershipFactory(stage=stage)
    if is_withdrawn:
        made.withdrawn_at, made.withdrawn_because = timezone.now(), "pomyłka"
        made.save()
    opener, partner = cities_of(made)
    seen = 0
    for officer in (officer_of(opener), officer_of(partner), officer_of(partner, opener)):
        for found in Partnership.objects.of(officer):
            seen += 1
            assert queries.deeds_open_to(acting_cities(officer), found) == {
                name: officer.has_perm(f"partnerships.{name}_partnership", found)
                for name in ("change", "advance", "publish", "withdraw", "invite")
            }

    assert seen == (2 if stage is Stage.PROSPECT else 3)


def test_a_stale_text_is_shown_with_its_original_and_no_other_version():
    old = {"pl": "Tytuł", "uk": "Назва", "en": "Title"}
    partnership = PartnershipFactory(title=old | {"pl": "Nowy tytuł"})
    officer = officer_of(partnership.opened_by)
    note_wordings(partnership, "title", old={}, new=old, by=officer, source="pl")
    note_wordings(partnership, "title", old=old, new=partnership.title, by=officer)

    listing = queries.translation_list(officer, language="uk", machine_too=False, after="")

    assert [dict(row.source) for row in listing.rows] == [{"pl": "Nowy tytuł"}]
