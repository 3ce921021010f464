import pytest

from pobratym.accounts.models import User
from pobratym.languages.models import kind_of
from pobratym.languages.queries import standings_of, waiting, waiting_counts
from pobratym.languages.services import note_wordings
from tests.factories import UserFactory

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


def test_a_translator_sees_what_waits_in_their_languages_within_their_scope():
    mine, foreign = text({"pl": "Szkoła"}), text({"pl": "Most"})

    rows = waiting({KIND: [mine.pk]}, ["uk"])

    assert [(row.key, row.language, row.status) for row in rows] == [(mine.pk, "uk", "missing")]
    assert waiting({KIND: [foreign.pk]}, ["uk"]) != []


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


def test_what_waits_is_counted_by_language_and_standing():
    things = [text({"uk": "Вараш", "pl": "Warasz"}, machine=["pl"]), text({"pl": "Szkoła"})]

    counts = waiting_counts({KIND: [thing.pk for thing in things]}, ["pl", "uk", "en"])

    assert counts == {("pl", "machine"): 1, ("uk", "missing"): 1, ("en", "missing"): 2}
