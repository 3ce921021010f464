import pytest
from django.urls import reverse

from pobratym.partnerships.states import Stage
from pobratym.terms.models.concepts import Concept
from tests.factories import PartnershipFactory, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return PartnershipFactory(stage=Stage.AGREEMENT)


@pytest.fixture
def cities(room):
    return [party.municipality for party in room.parties.order_by("pk")]


@pytest.fixture(autouse=True)
def officer(client, cities):
    person = officer_of(cities[0])
    client.force_login(person)
    return person


def _page(room, name="terms", **more):
    return reverse(f"terms:{name}", kwargs={"public_id": room.public_id, **more})


def test_the_list_begins_with_the_starting_set(client, room):
    page = client.get(_page(room))

    assert page.status_code == 200
    assert Concept.objects.filter(partnership=room).count() > 200


def test_the_list_costs_the_same_however_long(client, room, cost):
    client.get(_page(room))
    few = cost(lambda: client.get(_page(room), {"words": "gromada"}))
    many = cost(lambda: client.get(_page(room)))

    assert len(many) <= len(few) + 1
    assert len(many) <= 14
