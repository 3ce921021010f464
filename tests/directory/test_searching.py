"""How municipalities are found by what they say."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.directory import searching
from pobratym.directory.models.facts import Wish
from pobratym.directory.tasks import end_wishes
from pobratym.search.models import EntryPassage
from pobratym.search.services.finding import Question, find
from pobratym.search.services.indexing import index
from pobratym.search.services.rebuilding import look_at_waiting
from pobratym.work.schedule import recurring
from tests.factories import MunicipalityFactory, WishFactory

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()


@pytest.fixture(autouse=True)
def words_alone(settings):
    settings.SEARCH_MODEL = "none"


def keys(typed: str) -> list[int]:
    return [hit.key for hit in find(Question(typed), STRANGER).hits]


@pytest.mark.parametrize("days", [1, 10])
def test_what_a_city_seeks_is_found_until_its_last_day_and_no_longer(days):
    city = MunicipalityFactory()
    WishFactory(
        municipality=city,
        text=Wordings({"pl": "Szukamy orkiestry dętej"}),
        valid_until=timezone.localdate(),
    )
    index(searching.KIND, [city.pk])
    assert keys("orkiestra dęta") == [city.pk]
    # Time passes and nobody does anything.
    Wish.objects.update(valid_until=timezone.localdate() - dt.timedelta(days=days))

    end_wishes.func()
    look_at_waiting()

    assert keys("orkiestra dęta") == []


def test_bare_names_of_places_have_no_meaning_that_could_be_near():
    bare = MunicipalityFactory(name=Wordings({"pl": "Jawor", "uk": "Явор"}))
    telling = MunicipalityFactory(
        name=Wordings({"pl": "Jarosław", "uk": "Ярослав"}),
        profile=Wordings({"pl": "Miasto nad Sanem."}),
    )

    index(searching.KIND, [bare.pk, telling.pk])

    meant = EntryPassage.objects.exclude(digest="").values_list("entry__key", "language")
    assert list(meant) == [(telling.pk, "pl")]
    assert keys("Jawor") == [bare.pk]


def test_ended_wishes_are_looked_at_every_day():
    assert "directory.end_wishes" in [one.name for one in recurring()]
