import pytest

from pobratym.journal.services import record
from pobratym.partnerships.states import Stage
from pobratym.publishing.pages import Shelf
from tests.factories import MunicipalityFactory, PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    made = PartnershipFactory(stage=Stage.ACTIVE, is_public=True)
    record("partnership.opened", made, by=None)
    return made


def address(partnership, language="pl"):
    return f"/{language}/partnerships/{partnership.public_id}/{partnership.slug}/"


def test_a_reader_who_has_this_edition_gets_304_from_one_statement(client, cost, partnership):
    tag = client.get(address(partnership))["ETag"]

    statements = cost(lambda: client.get(address(partnership), headers={"If-None-Match": tag}))

    answer = client.get(address(partnership), headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert len(statements) == 1


def test_a_kept_page_costs_one_statement_and_is_the_same(client, cost, partnership):
    first = client.get(address(partnership))

    statements = cost(lambda: client.get(address(partnership)))

    assert client.get(address(partnership)).content == first.content
    assert len(statements) == 1


def test_any_deed_makes_the_page_new(client, partnership):
    before = client.get(address(partnership))
    partnership.title = partnership.title.with_("pl", "Nowy tytuł")
    partnership.save()
    record("partnership.edited", partnership, by=None)

    after = client.get(address(partnership), headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert "Nowy tytuł" in after.content.decode()
    assert after["ETag"] != before["ETag"]


def test_each_language_and_each_query_is_a_page_of_its_own(client, partnership):
    tags = {
        client.get(url)["ETag"]
        for url in (
            address(partnership, "pl"),
            address(partnership, "uk"),
            "/pl/municipalities/",
            "/pl/municipalities/?country=PL",
        )
    }

    assert len(tags) == 4


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DORMANT_AFTER_MONTHS", 3),
        ("OPERATOR_EMAIL", "dostepnosc@example.org"),
        ("OPERATOR_NAME", "Urząd Miasta"),
        ("SITE_ADDRESS", "https://partnership.example.org"),
    ],
)
def test_another_setting_makes_other_pages(client, settings, partnership, setting, value):
    before = client.get(address(partnership))["ETag"]

    setattr(settings, setting, value)

    after = client.get(address(partnership), headers={"If-None-Match": before})
    assert (after.status_code, after["ETag"] == before) == (200, False)


def test_people_with_a_session_get_pages_that_nobody_keeps(client, partnership):
    stranger = client.get(address(partnership))
    client.force_login(UserFactory(name="Anna Kowalska"))

    own = client.get(address(partnership), headers={"If-None-Match": stranger["ETag"]})

    assert own.status_code == 200
    assert own["Cache-Control"] == "no-store, private"
    assert "ETag" not in own
    assert "Cookie" in own["Vary"]
    assert "Anna Kowalska" in own.content.decode()
    client.logout()
    assert "Anna Kowalska" not in client.get(address(partnership)).content.decode()


def test_strangers_get_no_cookie(client, partnership):
    for url in ("/pl/", address(partnership), "/uk/municipalities/", "/en/accessibility/"):
        assert not client.get(url).cookies, url


def test_a_partnership_that_is_not_public_is_not_there_for_strangers(client):
    hidden = PartnershipFactory(cities=[MunicipalityFactory(), MunicipalityFactory()])
    record("partnership.opened", hidden, by=None)

    answer = client.get(address(hidden))
    nothing = client.get("/pl/partnerships/00000000-0000-4000-8000-000000000000/-/")

    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert str(hidden.title) not in client.get("/pl/partnerships/").content.decode()
    assert str(hidden.title) not in client.get("/pl/").content.decode()


def test_a_404_is_never_kept_for_later(client):
    hidden = PartnershipFactory(stage=Stage.ACTIVE, is_public=False)
    record("partnership.opened", hidden, by=None)
    assert client.get(address(hidden)).status_code == 404

    hidden.is_public = True
    hidden.save()

    assert client.get(address(hidden)).status_code == 200


def test_the_shelf_keeps_the_pages_last_asked_for():
    from django.http import HttpResponse  # noqa: PLC0415

    shelf = Shelf(2)
    shelf.keep("a", HttpResponse("A"))
    shelf.keep("b", HttpResponse("B"))
    assert shelf.find("a").content == b"A"
    shelf.keep("c", HttpResponse("C"))

    assert shelf.find("b") is None
    assert (shelf.find("a").content, shelf.find("c").content) == (b"A", b"C")
