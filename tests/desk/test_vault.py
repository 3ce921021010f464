import datetime as dt

import pytest
from django.urls import reverse

from pobratym.core.tokens import issue
from pobratym.directory.states import Role
from pobratym.partnerships.queries import contact_log
from pobratym.partnerships.states import Stage
from pobratym.vault.models.flows import TransferBasis
from pobratym.vault.models.secrets import Reading, Secret
from pobratym.vault.services.flows import record_basis
from tests.factories import (
    ContactFactory,
    EmploymentFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db

PAGE = reverse("desk:vault")


@pytest.fixture
def pair():
    own = MunicipalityFactory()
    partner = MunicipalityFactory(country="UA")
    return PartnershipFactory(cities=[own, partner], stage=Stage.ACTIVE)


@pytest.fixture
def cities(pair):
    return [party.municipality for party in pair.parties.order_by("place")]


def enter(client, city, role=Role.COORDINATOR):
    user = EmploymentFactory(municipality=city, role=role).user
    client.force_login(user)
    return user


def keep(city, *, read=1):
    Secret.objects.create(
        kind="visits.traveller", key=1, field="passport_number", city=city.code, sealed="k.x",
        erase_on=dt.date(2030, 5, 1),
    )  # fmt: skip
    for _ in range(read):
        Reading.objects.create(
            act="read", kind="visits.traveller", key=1, field="passport_number", city=city.code,
            by=UserFactory(), why="zaproszenie",
        )  # fmt: skip


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.AUDITOR])
def test_those_who_answer_see_what_until_when_and_who_read_it(client, cities, role):
    keep(cities[0])
    enter(client, cities[0], role)

    text = client.get(PAGE).content.decode()

    assert "visits.traveller.passport_number" in text
    assert "1 May 2030" in text
    assert "zaproszenie" in text
    assert "k.x" not in text


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MAYOR])
def test_others_do_not(client, cities, role):
    enter(client, cities[0], role)

    assert client.get(PAGE).status_code == 403


def test_nobody_sees_the_vault_of_another_city(client, cities):
    keep(cities[1])
    enter(client, cities[0])

    assert "zaproszenie" not in client.get(PAGE).content.decode()


def test_the_page_costs_the_same_for_one_reading_and_for_many(client, cities, cost):
    enter(client, cities[0])
    keep(cities[0])
    client.get(PAGE)
    few = len(cost(lambda: client.get(PAGE)))
    for _ in range(60):
        Reading.objects.create(act="read", kind="k", key=1, field="f", city=cities[0].code)

    answer = client.get(PAGE)

    assert len(cost(lambda: client.get(PAGE))) == few <= 12
    assert "?after=" in answer.content.decode()


def test_a_coordinator_records_a_ground_and_ends_it(client, cities):
    enter(client, cities[0])
    way = {"way": f"{cities[0].code}-{cities[1].code}"}

    sent = client.post(
        reverse("desk:transfer_new", kwargs=way),
        {"once": issue("transfer.record"), "basis": "arrangement", "document": "nr 4 z 2026"},
    )

    assert sent.status_code == 302
    basis = TransferBasis.objects.get()
    assert (basis.sender, basis.receiver, basis.document) == (*way["way"].split("-"), "nr 4 z 2026")

    client.post(reverse("desk:transfer_end", kwargs=way))
    basis.refresh_from_db()
    assert basis.ended_at is not None


def test_an_auditor_reads_and_records_nothing(client, cities):
    enter(client, cities[0], Role.AUDITOR)
    address = reverse("desk:transfer_new", kwargs={"way": f"{cities[0].code}-{cities[1].code}"})

    assert client.get(address).status_code == 403


def test_the_way_allowed_by_law_needs_no_ground(client, cities):
    enter(client, cities[1])
    address = reverse("desk:transfer_new", kwargs={"way": f"{cities[1].code}-{cities[0].code}"})

    assert "2297-VI" in client.get(PAGE).content.decode()
    assert client.get(address).status_code == 404


def note(pair, city):
    return ContactFactory(
        partnership=pair, city=city, is_shared=True, people="Anna Kowalska",
        introduced_by="Jan Nowak", next_step="Odpisać", due_on=dt.date(2026, 1, 1),
        owner=officer_of(city),
    )  # fmt: skip


def seen(pair, reader):
    return [
        (one.people, one.introduced_by, one.owner is None, one.hides_names)
        for one in contact_log(pair, reader, "").contacts
    ]


def test_names_in_a_shared_note_cross_to_ukraine_only_on_a_recorded_ground(pair, cities):
    note(pair, cities[0])
    ours, theirs = officer_of(cities[0]), officer_of(cities[1])
    whole, without = ("Anna Kowalska", "Jan Nowak", False, False), ("", "", True, True)
    assert (seen(pair, ours), seen(pair, theirs)) == ([whole], [without])

    record_basis(cities[0].code, cities[1].code, "arrangement", "nr 4", by=None)

    assert (seen(pair, ours), seen(pair, theirs)) == ([whole], [whole])


def test_names_in_a_note_from_ukraine_are_shown_in_poland(pair, cities):
    note(pair, cities[1])

    assert seen(pair, officer_of(cities[0])) == [("Anna Kowalska", "Jan Nowak", False, False)]
