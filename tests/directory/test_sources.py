"""Each source is kept once, also when two people name it at the same moment."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.models.facts import Office
from pobratym.directory.models.territories import Source
from pobratym.directory.services.offices import ToldOffice, edit_office
from pobratym.directory.services.sources import source_named
from tests.factories import MunicipalityFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db

DAYS = [None, dt.date(2024, 10, 7)]
GUS = ("GUS", "https://stat.gov.pl/")


def test_nobody_named_is_no_source():
    assert source_named("") is None


@pytest.mark.parametrize("on", DAYS)
def test_a_source_named_again_is_the_same(on):
    assert source_named(*GUS, on) == source_named(*GUS, on)


def test_another_day_is_another_source():
    assert source_named(*GUS, DAYS[0]) != source_named(*GUS, DAYS[1])


def test_an_address_that_is_none_is_refused():
    with pytest.raises(ValidationError):
        source_named("GUS", "not an address")


@pytest.mark.parametrize("on", DAYS)
def test_the_database_keeps_a_source_once(on):
    Source.objects.create(name="GUS", dated_on=on)

    with pytest.raises(ValidationError):
        Source(name="GUS", dated_on=on).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(name="GUS", dated_on=on)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("on", DAYS)
def test_many_who_name_a_source_at_once_get_one(on):
    assert at_once(lambda: source_named(*GUS, on), times=8) == []
    assert Source.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_make_an_office_at_once_one_is_told_so():
    city = MunicipalityFactory()
    told = ToldOffice(Wordings({"pl": "Wydział Promocji"}), Wordings())

    errors = at_once(lambda: edit_office(city, told, by=None, version=city.version))

    assert [type(error) for error in errors] == [StaleVersion]
    assert Office.objects.count() == 1
