import csv
import io
import json

import pytest

from pobratym.partnerships.states import Stage
from pobratym.publishing import privacy
from pobratym.vault.processing import purposes
from pobratym.vault.services.flows import record_basis
from tests.factories import MunicipalityFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


def public_pair():
    cities = [MunicipalityFactory(), MunicipalityFactory(country="UA")]
    PartnershipFactory(cities=cities, stage=Stage.ACTIVE, is_public=True)
    return cities


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pl", ["Prezesa Urzędu Ochrony Danych Osobowych", "współadministratorzy"]),
        ("uk", ["Уповноваженого Верховної Ради України з прав людини", "володільцем"]),
        ("en", ["Personal Data Protection Office", "joint controllers"]),
    ],
)
def test_the_notice_tells_whom_to_ask_in_each_language(client, language, words):
    text = client.get(f"/{language}/privacy/").content.decode()

    assert [word for word in words if word not in text] == []
    assert [name for name, one in purposes().items() if one.title[language] not in text] == []


def test_the_notice_is_linked_from_every_page(client):
    assert 'href="/en/privacy/"' in client.get("/en/").content.decode()


def test_a_way_without_a_ground_is_told_as_such(client):
    cities = public_pair()
    assert "not recorded yet" in client.get("/en/privacy/").content.decode()

    record_basis(cities[0].code, cities[1].code, "instrument", "nr 4", by=None)

    text = client.get("/en/privacy/").content.decode()
    assert "not recorded yet" not in text
    assert "legally binding instrument" in text


def test_only_cities_of_public_partnerships_are_named():
    cities = public_pair()
    PartnershipFactory(stage=Stage.ACTIVE)

    assert privacy.notice().cities == cities


def test_the_notice_costs_three_statements(cost):
    public_pair()
    public_pair()

    assert len(cost(privacy.notice)) <= 3


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_the_record_is_given_as_json_and_as_a_table(client, language):
    told = json.loads(client.get(f"/{language}/privacy/processing.json").content)
    table = client.get(f"/{language}/privacy/processing.csv").content.decode("utf-8-sig")

    head, *rows = csv.reader(io.StringIO(table))
    assert (len(told["purposes"]), len(rows)) == (len(purposes()), len(purposes()))
    assert head == list(told["purposes"][0])
    assert rows[0][0] == purposes()["accounts"].title[language]


def test_a_purpose_knows_where_its_data_lie():
    assert "accounts.user.email" in set(privacy.fields_of("accounts"))
