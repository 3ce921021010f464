"""A prepared queryset gives what the queryset itself would give."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pobratym.core.prepared import bring_along, prepared
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import PopulationFigure
from pobratym.partnerships.models.partnerships import Partnership, Party
from tests.factories import MunicipalityFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


@prepared
def _city(public_id: uuid.UUID) -> QuerySet[Municipality]:
    return Municipality.objects.filter(public_id=public_id).select_related("arms")


@prepared
def _cities(keys: tuple[int, ...]) -> QuerySet[Municipality]:
    return Municipality.objects.filter(pk__in=keys).order_by("-pk")


@prepared
def _codes(code: str, day: dt.date) -> QuerySet[Municipality, str]:
    rows = Municipality.objects.filter(code=code).exclude(ended_on__lte=day)
    return rows.values_list("register_name", flat=True)


def test_each_value_finds_its_own_row() -> None:
    first, second = MunicipalityFactory(), MunicipalityFactory()

    found = [_city(one.public_id) for one in (first, second, first)]

    assert found == [[first], [second], [first]]
    assert _city(uuid.uuid4()) == []
    assert found[0][0].name == first.name


def test_tuples_of_each_length_find_their_rows() -> None:
    one, two, three = (MunicipalityFactory() for _ in range(3))

    assert _cities((one.pk, three.pk)) == [three, one]
    assert _cities((two.pk,)) == [two]
    assert _cities((two.pk, one.pk)) == [two, one]
    assert _cities(()) == []


def test_words_and_days_are_values_too() -> None:
    city = MunicipalityFactory(ended_on=dt.date(2020, 1, 1))

    assert _codes(city.code, dt.date(2019, 12, 31)) == [city.register_name]
    assert _codes(city.code, dt.date(2020, 1, 1)) == []
    assert _codes("nowhere", dt.date(2019, 12, 31)) == []


def test_it_costs_one_statement() -> None:
    city = MunicipalityFactory()
    _city(city.public_id)

    with CaptureQueriesContext(connection) as captured:
        _city(city.public_id)

    assert len(captured) == 1
    assert "%s" not in captured[0]["sql"]


def test_a_day_written_into_the_queryset_is_refused() -> None:
    @prepared
    def ended(country: str) -> QuerySet[Municipality]:
        today = timezone.localdate()
        return Municipality.objects.filter(country=country, ended_on__lte=today)

    with pytest.raises(TypeError, match="A day"):
        ended("PL")


def test_a_value_that_the_sql_does_not_hold_is_refused() -> None:
    @prepared
    def doubled(number: int) -> QuerySet[Municipality]:
        return Municipality.objects.filter(pk=number * 2)

    with pytest.raises(TypeError, match="does not reach"):
        doubled(4)


def test_what_is_brought_along_costs_no_statement() -> None:
    partnership = PartnershipFactory()
    parties = list(Party.objects.filter(partnership=partnership).select_related("municipality"))
    fresh = Partnership.objects.get(pk=partnership.pk)

    bring_along([fresh], "parties", {fresh.pk: parties})

    with CaptureQueriesContext(connection) as captured:
        assert list(fresh.parties.all()) == parties
    assert len(captured) == 0


def test_nothing_brought_along_is_an_empty_list() -> None:
    city = MunicipalityFactory()

    bring_along([city], "populations", {})

    assert list(city.populations.all()) == []
    assert list(PopulationFigure.objects.filter(municipality=city)) == []
