import pytest
from django.utils import translation

from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings
from pobratym.languages.models import kind_of
from pobratym.languages.queries import standings_of, standings_on_page, waiting
from pobratym.languages.services import digest, note_wordings
from pobratym.languages.states import Status
from tests.factories import MunicipalityFactory, UserFactory, WishFactory

pytestmark = pytest.mark.django_db
KIND = kind_of(User)


def text(new, machine=()):
    thing = UserFactory()
    note_wordings(thing, "summary", old={}, new=new, by=None, machine=machine)
    return thing


def test_all_versions_of_a_thing_cost_one_query(cost):
    thing = text({"pl": "Szkoła"})
    note_wordings(thing, "title", old={}, new={"uk": "Школа"}, by=None)

    assert len(cost(lambda: standings_of(thing))) == 1


def test_all_texts_on_a_page_cost_one_query(cost):
    city = MunicipalityFactory()
    wishes = WishFactory.create_batch(3, municipality=city)

    assert len(cost(lambda: standings_on_page(city, []))) == 1
    assert len(cost(lambda: standings_on_page(city, wishes))) == 1


def test_a_page_knows_all_of_its_main_thing_and_what_is_in_doubt_of_the_others():
    city, wish = MunicipalityFactory(), WishFactory()
    note_wordings(city, "name", old={}, new=city.name, by=None, machine=["uk"])
    note_wordings(wish, "text", old={}, new=wish.text, by=None, machine=["uk"])

    shown = standings_on_page(city, [wish])

    assert {language: shown.of(city, "name", language) for language in ("pl", "uk", "en")} == {
        "pl": Status.SOURCE, "uk": Status.MACHINE, "en": Status.HUMAN,
    }  # fmt: skip
    assert [shown.of(wish, "text", language) for language in ("pl", "uk")] == [
        None, Status.MACHINE,
    ]  # fmt: skip


def test_what_is_in_doubt_is_the_version_that_the_reader_is_shown():
    wish, other = WishFactory(), WishFactory(text=Wordings())
    old, new = {"pl": "Szkoły", "uk": wish.text["uk"]}, wish.text
    note_wordings(wish, "text", old={}, new=old, by=None)
    note_wordings(wish, "text", old=old, new=new, by=None)
    shown = standings_on_page(wish.municipality, [wish, other])

    for language, expected in (("pl", ""), ("uk", "stale"), ("en", "")):
        with translation.override(language):
            assert (shown.doubt(wish, "text"), shown.doubt(other, "text")) == (expected, "")


def test_a_translator_sees_what_waits_in_their_languages_within_their_scope():
    mine, foreign = text({"pl": "Szkoła"}), text({"pl": "Most"})

    rows = waiting({KIND: [mine.pk]}, ["uk"])

    assert [(row.key, row.language, row.status) for row in rows] == [(mine.pk, "uk", "missing")]
    assert waiting({KIND: [foreign.pk]}, ["uk"]) != []


def test_what_waits_brings_the_source_as_it_is_now():
    thing = text({"pl": "Szkoła", "uk": "Школа"})
    note_wordings(
        thing, "summary", old={"pl": "Szkoła", "uk": "Школа"}, new={"pl": "Most", "uk": "Школа"},
        by=None,
    )  # fmt: skip

    (row,) = waiting({KIND: [thing.pk]}, ["uk"])

    assert (row.source_language, row.source_now) == ("pl", digest("Most"))
    assert row.source_hash == digest("Szkoła")


def test_the_scope_may_be_a_query():
    thing = text({"pl": "Szkoła"})

    rows = waiting({KIND: User.objects.filter(pk=thing.pk).values("pk")}, ["uk", "en"])

    assert [row.language for row in rows] == ["uk", "en"]


def test_an_empty_scope_holds_nothing():
    text({"pl": "Szkoła"})

    assert waiting({}, ["uk", "en"]) == []
    assert waiting({KIND: []}, ["uk", "en"]) == []


def test_pages_follow_one_another_without_gap_or_repetition():
    things = [text({"pl": f"Szkoła {number}", "en": f"School {number}"}) for number in range(5)]
    scope = {KIND: [thing.pk for thing in things]}

    first = waiting(scope, ["uk"], limit=3)
    second = waiting(scope, ["uk"], limit=3, after=first[-1].pk)

    assert [row.key for row in [*first, *second]] == [thing.pk for thing in things]


def test_machine_versions_are_offered_on_demand():
    thing = text({"uk": "Вараш", "pl": "Warasz"}, machine=["pl"])
    scope = {KIND: [thing.pk]}

    assert waiting(scope, ["pl"]) == []
    assert [row.status for row in waiting(scope, ["pl"], statuses=["machine"])] == ["machine"]
