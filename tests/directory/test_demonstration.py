"""The doors of the demonstration, by city."""

import pytest

from pobratym.core.wordings import Wordings
from pobratym.directory.queries.demonstration import demo_doors
from pobratym.directory.states import Role
from tests.factories import EmploymentFactory, MunicipalityFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db


def test_people_stand_under_their_city_officers_first_and_the_administrator_last(cost):
    one, two = MunicipalityFactory(), MunicipalityFactory()
    mayor, admin = UserFactory(), UserFactory(name="Ada", language="en")
    EmploymentFactory(user=mayor, municipality=one, role=Role.MAYOR)
    first, second = officer_of(one), officer_of(two)

    assert len(cost(lambda: demo_doors([mayor, admin, first, second]))) == 1
    doors = demo_doors([mayor, admin, first, second])
    assert [(group.city, group.people) for group in doors] == [
        (one.name, [(first.pk, "Officer"), (mayor.pk, "Mayor")]),
        (two.name, [(second.pk, "Officer")]),
        (Wordings(), [(admin.pk, Wordings({"en": "Ada"}))]),
    ]
