"""What is gathered of institutions, in a fixed number of statements."""

import datetime as dt

import pytest
from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.directory.models.institutions import Institution
from pobratym.institutions.services.wishes import ToldWish, add_wish
from pobratym.matching.services import meanings
from pobratym.matching.services.describing import described
from tests.factories import (
    InstitutionFactory,
    InstitutionWishFactory,
    MunicipalityFactory,
    ProfileFactory,
)

pytestmark = pytest.mark.django_db


def test_all_that_is_told_is_gathered_and_what_is_over_left_out():
    today = timezone.localdate()
    day = dt.timedelta(days=1)
    profile = ProfileFactory(
        institution__municipality=MunicipalityFactory(country="UA"),
        languages=[("en", "B1"), ("pl", "")],
        times=[(today - 9 * day, today - day), (today - day, today + day)],
    )

    (one,) = described([profile.institution])

    assert (one.kind, one.own_language, one.ages, one.size) == (
        "primary_school",
        "uk",
        (7, 15),
        400,
    )
    assert one.languages == {"en": "B1", "pl": ""}
    assert one.availability == ((today, today + day),)
    assert (one.levels, one.topics, one.formats) == (
        frozenset({"1", "2"}),
        frozenset({"schools"}),
        frozenset({"online"}),
    )


def test_who_has_told_nothing_is_described_by_its_kind_alone():
    (one,) = described([InstitutionFactory(kind="hospital")])

    told = (one.levels, one.ages, one.size, one.languages, one.topics, one.seeks, one.offers)
    assert told == (frozenset(), None, None, {}, frozenset(), (), ())


def test_a_wish_is_compared_in_the_language_in_which_it_was_written():
    school = InstitutionFactory(is_listed=True)
    text = Wordings({"en": "School garden", "uk": "Шкільний город"})
    add_wish(school, ToldWish("seeks", Wordings({"uk": text["uk"]})), by=None)
    wish = school.wishes.get()
    type(wish).objects.filter(pk=wish.pk).update(text=text)

    (one,) = described([school])

    assert (one.seeks[0].language, dict(one.seeks[0].text)) == ("uk", dict(text))


def test_the_order_is_the_one_asked_for():
    asked = [InstitutionFactory() for _ in range(3)][::-1]

    assert [one.key for one in described(asked)] == [one.pk for one in asked]


def test_many_cost_what_one_costs(cost):
    def another():
        profile = ProfileFactory(languages=[("en", "B1")])
        InstitutionWishFactory(institution=profile.institution)

    def all_of_them():
        return described(list(Institution.objects.select_related("municipality")))

    another()
    all_of_them()
    one = cost(all_of_them)
    for _ in range(9):
        another()
    all_of_them()

    assert len(cost(all_of_them)) == len(one) <= 4


def test_the_model_reads_no_more_than_it_is_asked_to():
    texts = [("pl", f"zajęcia {number}") for number in range(4)]
    if not meanings.has_model():
        assert meanings.meanings_of(texts) == [None] * 4
        return

    first = meanings.meanings_of(texts, most_new=1)
    later = meanings.meanings_of(texts, most_new=9)

    assert [one is not None for one in first] == [True, False, False, False]
    assert all(one is not None for one in later)


def test_where_the_model_has_not_read_a_text_its_words_stand_in():
    school = InstitutionFactory()
    InstitutionWishFactory(institution=school, text=Wordings({"pl": "Wspólne chóry szkolne"}))

    (one,) = described([school], most_new=0)

    assert one.seeks[0].vector is None
    assert "chór" in one.seeks[0].lemmas["pl"]


def test_the_job_reads_the_wishes_of_those_who_look_for_a_partner():
    profile = ProfileFactory()
    InstitutionWishFactory(institution=profile.institution)
    InstitutionWishFactory()

    assert meanings.prepare_meanings() == (1 if meanings.has_model() else 0)
