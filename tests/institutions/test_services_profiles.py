"""What an institution says of itself, part by part, and who may say it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.states import Role
from pobratym.institutions.models.profiles import Profile
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.institutions.services.profiles import (
    ToldAbout,
    ToldExchange,
    edit_about,
    edit_exchange,
    edit_languages,
    edit_safety,
    languages_of,
    times_of,
)
from pobratym.institutions.services.wishes import (
    MOST_WISHES,
    ToldWish,
    add_wish,
    edit_wish,
    remove_wish,
)
from pobratym.institutions.states import OpenTo, WishKind
from pobratym.journal.models import Entry
from pobratym.languages.models import Standing
from tests.factories import (
    InstitutionFactory,
    InstitutionWishFactory,
    ProfileFactory,
    UserFactory,
    holder_of,
)

pytestmark = pytest.mark.django_db
ABOUT = ToldAbout(Wordings({"pl": "Mała szkoła"}), ["2", "1"], 7, 15, 312)
MAY = (dt.date(2027, 5, 4), dt.date(2027, 5, 15))


def exchange(**given):
    return ToldExchange(**{"open_to": OpenTo.ANYWHERE, "partners_at_most": 2, **given})


@pytest.fixture
def school():
    return InstitutionFactory()


@pytest.fixture
def head(school):
    return holder_of(Role.HEAD, school.municipality, school)


def test_a_head_says_for_whom_the_school_works(school, head):
    profile = edit_about(school, ABOUT, version=1, by=head)

    profile.refresh_from_db()
    assert (profile.levels, profile.age_from, profile.age_to) == (["1", "2"], 7, 15)
    assert profile.about == ABOUT.about
    line = Entry.objects.latest("pk")
    assert (line.what, line.within_key) == ("profile.edited", school.pk)
    assert Standing.objects.get(kind="institutions.profile", language="pl").status == "source"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR])
def test_the_city_hall_may_say_it_too(school, role):
    by = holder_of(role, school.municipality)

    assert edit_about(school, ABOUT, version=1, by=by).size == 312


@pytest.mark.parametrize("role", [Role.TEACHER, Role.MAYOR, Role.AUDITOR])
def test_who_only_reads_may_not(school, role):
    by = holder_of(role, school.municipality, school)

    with pytest.raises(DomainError, match="head of this institution") as refusal:
        edit_about(school, ABOUT, version=1, by=by)

    assert refusal.value.code == "not_yours"
    assert not Profile.objects.exists()


def test_nobody_speaks_for_an_institution_of_another_city_though_all_see_it():
    theirs = InstitutionFactory(is_listed=True)
    other = InstitutionFactory(is_listed=True)
    wish = InstitutionWishFactory(institution=theirs)
    city = other.municipality
    people = [holder_of(role, city, other) for role in (Role.HEAD, Role.OFFICER, Role.COORDINATOR)]

    for by in people:
        deeds = [
            lambda by=by: edit_about(theirs, ABOUT, version=1, by=by),
            lambda by=by: edit_languages(theirs, [("pl", "")], version=1, by=by),
            lambda by=by: edit_exchange(theirs, exchange(), version=1, by=by),
            lambda by=by: edit_safety(theirs, url="", on=None, is_listed=False, version=1, by=by),
            lambda by=by: add_wish(theirs, ToldWish("seeks", Wordings({"pl": "X"})), by=by),
            lambda by=by: edit_wish(
                wish, ToldWish("seeks", Wordings({"pl": "X"})), version=1, by=by
            ),
            lambda by=by: remove_wish(wish, version=1, by=by),
        ]
        for deed in deeds:
            with pytest.raises(DomainError) as refusal:
                deed()
            assert refusal.value.code == "not_yours"
    assert not Profile.objects.exists()


def test_a_stale_form_is_refused_with_the_profile_as_it_stands(school, head):
    edit_about(school, ABOUT, version=1, by=head)

    with pytest.raises(StaleVersion) as refusal:
        edit_languages(school, [("en", "B1")], version=1, by=head)

    assert isinstance(refusal.value.current, Profile)
    assert languages_of(refusal.value.current) == []


def test_a_closed_institution_says_nothing_more(school, head):
    school.closed_on = dt.date(2026, 8, 31)
    school.save()

    with pytest.raises(DomainError) as refusal:
        edit_about(school, ABOUT, version=1, by=head)

    assert refusal.value.code == "closed"


def test_the_oldest_cannot_be_younger(school, head):
    with pytest.raises(ValidationError, match="younger"):
        edit_about(school, ToldAbout(Wordings(), [], 15, 7), version=1, by=head)


def test_languages_stand_in_the_order_told(school, head):
    profile = edit_languages(school, [("uk", "A2"), ("en", "B2"), ("pl", "")], version=1, by=head)
    assert languages_of(profile) == [("uk", "A2"), ("en", "B2"), ("pl", "")]

    profile = edit_languages(school, [("en", "C1")], version=profile.version, by=head)
    assert languages_of(profile) == [("en", "C1")]
    assert Entry.objects.latest("pk").changes == {"languages": ["uk A2, en B2, pl", "en C1"]}


@pytest.mark.parametrize(
    ("languages", "code"),
    [
        ([("en", ""), ("en", "B1")], "language_twice"),
        ([("tlh", "")], "unknown_language"),
        ([("en", "Z9")], "unknown_language"),
    ],
)
def test_languages_come_from_the_list(school, head, languages, code):
    with pytest.raises(DomainError) as refusal:
        edit_languages(school, languages, version=1, by=head)

    assert refusal.value.code == code


def test_what_is_looked_for_is_kept_in_the_order_of_the_lists(school, head):
    told = exchange(topics=["youth", "renewable_energy"], formats=["class_visit", "online"],
                    times=[MAY])  # fmt: skip

    profile = edit_exchange(school, told, version=1, by=head)

    assert profile.topics == ["renewable_energy", "youth"]
    assert profile.formats == ["online", "class_visit"]
    assert times_of(profile) == [MAY]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"topics": ["magic"]}, "unknown_topic"),
        ({"topics": ["schools", "preschool", "health", "youth", "sport", "culture", "seniors",
                     "housing", "economy"]}, "too_many_topics"),
        ({"times": [MAY, (dt.date(2027, 5, 15), dt.date(2027, 5, 20))]}, "times_meet"),
        ({"times": [(dt.date(2027, 1, 1), dt.date(2029, 1, 1))]}, "too_long"),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_for_is_refused(school, head, given, code):
    with pytest.raises(DomainError) as refusal:
        edit_exchange(school, exchange(**given), version=1, by=head)

    assert refusal.value.code == code


@pytest.mark.parametrize("partners", [0, 21])
def test_partners_are_from_one_to_twenty(school, head, partners):
    with pytest.raises(ValidationError, match="From 1 to 20"):
        edit_exchange(school, exchange(partners_at_most=partners), version=1, by=head)


def test_a_time_ends_after_it_begins(school, head):
    with pytest.raises(ValidationError, match="before the first"):
        edit_exchange(school, exchange(times=[MAY[::-1]]), version=1, by=head)


def test_a_head_opens_and_closes_the_public_page(school, head):
    profile = edit_safety(
        school, url="https://example.org/s", on=dt.date(2024, 8, 1), is_listed=True, version=1,
        by=head,
    )  # fmt: skip
    school.refresh_from_db()
    assert school.is_listed
    assert Entry.objects.latest("pk").what == "institution.listed"

    edit_safety(school, url="", on=None, is_listed=False, version=profile.version, by=head)
    school.refresh_from_db()
    assert not school.is_listed
    assert Entry.objects.latest("pk").what == "institution.unlisted"


def test_a_need_is_written_changed_and_taken_out(school, head):
    told = ToldWish(WishKind.SEEKS, Wordings({"uk": "Практика для учнів"}), "vocational_training")
    wish = add_wish(school, told, by=head)
    wish = edit_wish(
        wish, ToldWish(WishKind.OFFERS, Wordings({"uk": "Майстерня"})), version=1, by=head
    )
    assert (wish.kind, wish.topic, wish.text["uk"]) == ("offers", "", "Майстерня")

    remove_wish(wish, version=2, by=head)

    assert not InstitutionWish.objects.exists()
    assert not Standing.objects.filter(kind="institutions.institutionwish").exists()
    with pytest.raises(DomainError) as refusal:
        remove_wish(wish, version=2, by=head)
    assert refusal.value.code == "removed"


def test_a_need_has_a_known_topic_and_words(school, head):
    with pytest.raises(DomainError) as refusal:
        add_wish(school, ToldWish("seeks", Wordings({"pl": "X"}), "magic"), by=head)
    assert refusal.value.code == "unknown_topic"
    with pytest.raises(ValidationError):
        add_wish(school, ToldWish("seeks", Wordings()), by=head)
    with pytest.raises(ValidationError):
        add_wish(school, ToldWish("wants", Wordings({"pl": "X"})), by=head)


def test_needs_have_a_limit(school, head):
    InstitutionWishFactory.create_batch(MOST_WISHES, institution=school)

    with pytest.raises(DomainError) as refusal:
        add_wish(school, ToldWish("seeks", Wordings({"pl": "X"})), by=head)

    assert refusal.value.code == "too_many"


def test_the_administrator_and_commands_may_write(school):
    edit_about(school, ABOUT, version=1, by=UserFactory(is_administrator=True))
    edit_about(school, ABOUT, version=2, by=None)

    assert Profile.objects.get().version == 3


def test_a_profile_is_one_for_each_institution(school):
    ProfileFactory(institution=school)

    with pytest.raises(ValidationError):
        Profile(institution=school).full_clean()
