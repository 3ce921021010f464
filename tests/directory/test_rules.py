"""Who may change what."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from pobratym.directory.models.cities import Municipality
from pobratym.directory.queries.editing import editable_cities
from tests.factories import EmploymentFactory, MunicipalityFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def people(city, other):
    posts = {
        "former": {"until": TODAY - DAY},
        "leaving": {"until": TODAY},
        "coming": {"since": TODAY + DAY},
        "starting": {"since": TODAY},
    }
    employed = {
        name: EmploymentFactory(municipality=city, **post).user for name, post in posts.items()
    }
    return employed | {
        "stranger": AnonymousUser(),
        "nobody": UserFactory(),
        "officer": officer_of(city),
        "of both": officer_of(city, other),
        "of another": officer_of(other),
        "administrator": UserFactory(is_administrator=True),
        "locked out": UserFactory(is_administrator=True, is_active=False),
    }


def test_a_city_is_changed_by_its_own_officers_and_by_administrators():
    city, other = MunicipalityFactory(), MunicipalityFactory()

    may = {
        name
        for name, person in people(city, other).items()
        if person.has_perm("directory.change_municipality", city)
    }

    assert may == {"officer", "of both", "starting", "leaving", "administrator"}


def test_rule_and_queryset_tell_the_same_story():
    city, other = MunicipalityFactory(), MunicipalityFactory()

    for person in people(city, other).values():
        by_rule = {
            one.pk
            for one in Municipality.objects.all()
            if person.has_perm("directory.change_municipality", one)
        }
        listed = [one.pk for one in editable_cities(person)]
        assert sorted(listed) == sorted(by_rule)


def test_an_officer_employed_twice_sees_the_city_once():
    city = MunicipalityFactory()
    officer = officer_of(city)
    EmploymentFactory(user=officer, municipality=city, since=dt.date(2025, 1, 1))

    assert [one.pk for one in editable_cities(officer)] == [city.pk]
