"""Reads about the people of a city."""

import pytest
from django.utils import timezone

from pobratym.directory.models.employment import Employment
from pobratym.directory.queries.aboard import aboard
from pobratym.directory.queries.people import invitable_roles, peopled_cities
from pobratym.directory.states import READING_PEOPLE, Role
from tests.factories import InstitutionFactory, MunicipalityFactory, UserFactory, holder_of

pytestmark = pytest.mark.django_db


def test_a_city_is_aboard_while_somebody_can_answer_for_it(cost):
    cities = MunicipalityFactory.create_batch(5)
    officer, mayor = holder_of(Role.OFFICER, cities[0]), holder_of(Role.MAYOR, cities[1])
    holder_of(Role.AUDITOR, cities[2])
    holder_of(Role.OFFICER, cities[3], is_active=False)

    assert aboard(cities) == {cities[0].pk, cities[1].pk}
    assert len(cost(lambda: aboard(cities))) == 1
    Employment.objects.filter(user__in=[officer, mayor]).update(ended_at=timezone.now())

    assert aboard(cities) == set()


def test_each_role_sees_the_people_it_may(cost):
    city, other = MunicipalityFactory.create_batch(2)
    school = InstitutionFactory(municipality=city)
    seeing = {
        role for role in Role if list(peopled_cities(holder_of(role, city, school))) == [city]
    }

    assert seeing == READING_PEOPLE | {Role.HEAD}
    administrator = UserFactory(is_administrator=True)
    assert set(peopled_cities(administrator)) == {city, other}
    assert not peopled_cities(UserFactory())
    assert len(cost(lambda: list(peopled_cities(administrator)))) == 1


def test_each_role_is_offered_the_roles_it_invites_to():
    city = MunicipalityFactory()
    school = InstitutionFactory(municipality=city)

    offered = {role: invitable_roles(holder_of(role, city, school), city) for role in Role}

    assert {role: set(roles) for role, roles in offered.items() if roles} == {
        Role.COORDINATOR: set(Role),
        Role.OFFICER: {Role.HEAD},
        Role.HEAD: {Role.HEAD, Role.TEACHER},
    }
    administrator = UserFactory(is_administrator=True)
    assert invitable_roles(administrator, city) == [Role.COORDINATOR, Role.HEAD]
