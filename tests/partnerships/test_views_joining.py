import pytest
from django.urls import reverse

from pobratym.directory.models.invitations import Invitation
from pobratym.directory.states import Country, Role
from pobratym.partnerships.states import Stage
from tests.factories import EmploymentFactory, MunicipalityFactory, PartnershipFactory, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return [MunicipalityFactory(), MunicipalityFactory(country=Country.UA)]


@pytest.fixture
def partnership(pair):
    return PartnershipFactory(cities=pair, stage=Stage.ACTIVE)


@pytest.fixture
def client(client, pair):
    client.force_login(officer_of(pair[0]))
    return client


def address(partnership, city):
    kwargs = {"public_id": partnership.public_id, "city": city.public_id}
    return reverse("partnerships:partner_invite", kwargs=kwargs)


def test_the_partner_city_is_invited_once_the_administrator_agrees(client, pair, partnership):
    here = address(partnership, pair[1])
    page = client.get(here)
    token = page.context["token"] if page.context else ""

    answer = client.post(
        here, {"email": "rada@example.org", "language": "uk", "once": token or once(page)}
    )

    sent = Invitation.objects.get()
    assert answer.status_code == 302
    assert (sent.municipality, sent.role, sent.for_city, sent.email) == (
        pair[1],
        Role.COORDINATOR,
        pair[0],
        "rada@example.org",
    )


def once(page):
    text = page.content.decode()
    start = text.index('name="once" value="') + len('name="once" value="')
    return text[start : text.index('"', start)]


def test_the_letter_is_in_the_language_of_the_partner_at_first(client, pair, partnership):
    page = client.get(address(partnership, pair[1])).content.decode()

    assert 'value="uk" checked' in page


def test_a_city_that_is_here_is_not_invited(client, pair, partnership):
    EmploymentFactory(municipality=pair[1], role=Role.MAYOR)

    assert client.get(address(partnership, pair[1])).status_code == 403


def test_only_parties_are_invited_from_here(client, pair, partnership):
    assert client.get(address(partnership, MunicipalityFactory())).status_code == 404
    assert client.get(address(partnership, pair[0])).status_code == 404


def test_of_a_prospect_nobody_is_invited(client, pair):
    prospect = PartnershipFactory(cities=pair)

    assert client.get(address(prospect, pair[1])).status_code == 403
