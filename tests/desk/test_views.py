import datetime as dt

import pytest
from django.utils import timezone

from pobratym.accounts.services import keep_draft
from pobratym.core.wordings import Wordings
from pobratym.languages.models import Standing
from pobratym.languages.services import note_wordings
from pobratym.languages.states import Status
from pobratym.partnerships.states import Stage
from tests.factories import (
    GIVEN_UP,
    ContactFactory,
    EventFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(client):
    one, two = MunicipalityFactory.create_batch(2)
    officer = officer_of(one)
    client.force_login(officer)
    return one, two, officer


def step(partnership, city, owner, **more):
    due = timezone.localdate() + dt.timedelta(days=3)
    given = {"next_step": "Zadzwonić", "due_on": due, "owner": owner, **more}
    return ContactFactory(partnership=partnership, city=city, **given)


def test_the_desk_shows_own_steps_by_date_and_nobody_elses(client, ground):
    one, two, officer = ground
    made = PartnershipFactory(cities=[one, two], stage=Stage.ACTIVE)
    today = timezone.localdate()
    step(made, one, officer, next_step="Later", due_on=today + dt.timedelta(9))
    step(made, one, officer, next_step="Overdue step", due_on=today - dt.timedelta(1))
    step(made, one, officer, next_step="Done already", done_on=today)
    step(made, two, officer_of(two), next_step="Theirs", is_shared=True)

    text = client.get("/en/desk/").content.decode()

    assert text.index("Overdue step") < text.index("Later")
    assert "overdue" in text
    assert "Done already" not in text
    assert "Theirs" not in text


def test_the_desk_costs_the_same_for_little_and_for_much(client, ground, cost):
    one, two, officer = ground

    def more():
        made = PartnershipFactory(cities=[one, two], stage=Stage.ACTIVE)
        step(made, one, officer)
        EventFactory(partnership=made)
        made.title = Wordings({"pl": "Tytuł"})
        made.save()
        note_wordings(made, "title", old={}, new=made.title, by=officer)
        keep_draft(officer, f"partnership_edit:{made.public_id}", {})

    more()
    client.get("/en/desk/")
    little = cost(lambda: client.get("/en/desk/"))
    [more() for _ in range(5)]

    assert len(cost(lambda: client.get("/en/desk/"))) == len(little) <= 20


def test_unfinished_forms_are_one_press_away(client, ground):
    one, two, officer = ground
    made = PartnershipFactory(cities=[one, two])
    keep_draft(officer, f"partnership_edit:{made.public_id}", {"title_pl": ["x"]})
    keep_draft(officer, "something:gone", {})

    text = client.get("/en/desk/").content.decode()

    assert f"/en/desk/partnerships/{made.public_id}/edit/" in text


def test_a_person_without_a_city_is_told_whom_to_ask(client):
    client.force_login(UserFactory())

    assert "Ask the administrator" in client.get("/en/desk/").content.decode()


def test_an_administrator_sees_the_registers(client):
    client.force_login(UserFactory(is_administrator=True))

    assert "pobratym import territories" in client.get("/en/desk/").content.decode()


def test_the_translators_list_has_own_texts_that_are_missing_or_stale(client, ground):
    one, two, officer = ground
    made = PartnershipFactory(cities=[one, two], title=Wordings({"pl": "Nasz tytuł"}))
    note_wordings(made, "title", old={}, new=made.title, by=officer)
    other = PartnershipFactory(
        cities=MunicipalityFactory.create_batch(2), title=Wordings({"pl": "Cudzy tytuł"})
    )
    note_wordings(other, "title", old={}, new=other.title, by=None)

    text = client.get("/en/desk/translations/").content.decode()
    ukrainian = client.get("/en/desk/translations/?language=uk").content.decode()

    assert text.count("<tbody") == 1
    assert "Nasz tytuł" in text
    assert "Cudzy tytuł" not in text
    assert ukrainian.count("<tr ") - 1 == 1


def test_the_translators_list_costs_the_same_for_one_and_for_many(client, ground, cost):
    one, two, officer = ground

    def more():
        made = PartnershipFactory(cities=[one, two], title=Wordings({"pl": "Tytuł"}))
        note_wordings(made, "title", old={}, new=made.title, by=officer)

    more()
    url = "/en/desk/translations/"
    client.get(url)
    one_row = cost(lambda: client.get(url))
    [more() for _ in range(5)]

    assert len(cost(lambda: client.get(url))) == len(one_row) <= 8


def test_a_translator_confirms_own_texts_only(client, ground):
    one, two, officer = ground
    made = PartnershipFactory(cities=[one, two], title=Wordings({"pl": "Tytuł", "uk": "Назва"}))
    note_wordings(made, "title", old={}, new=made.title, by=officer, machine=["uk"])
    version = Standing.objects.get(language="uk", status=Status.MACHINE)
    url = f"/en/desk/translations/{version.pk}/"

    client.force_login(officer_of(MunicipalityFactory()))
    assert client.post(url).status_code == 404
    client.force_login(officer)
    assert client.post(url, {"next": "https://example.org"})["Location"] == "/en/desk/translations/"
    version.refresh_from_db()
    assert (version.status, version.by) == (Status.HUMAN, officer)
    assert client.post(url).status_code == 302


def test_the_officers_page_of_a_partnership_is_not_there_for_others(client, ground):
    one, two, _officer = ground
    made = PartnershipFactory(cities=[one, two], stage=Stage.ACTIVE, is_public=True)
    url = f"/en/desk/partnerships/{made.public_id}/"
    assert client.get(url).status_code == 200

    client.force_login(officer_of(MunicipalityFactory()))
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url)["Location"] == f"/en/sign-in/?next={url}"


def test_a_prospect_that_was_given_up_is_offered_no_page(client, ground):
    one, two, _officer = ground
    ended = PartnershipFactory(cities=[one, two], stage=Stage.ENDED)
    given_up = PartnershipFactory(cities=[one, two], **GIVEN_UP)

    def text(partnership):
        return client.get(f"/en/desk/partnerships/{partnership.public_id}/").content.decode()

    assert "Publish the page" in text(ended)
    assert "Publish the page" not in text(given_up)
    assert "possible once" not in text(given_up)
    client.force_login(officer_of(two))
    assert client.get(f"/en/desk/partnerships/{given_up.public_id}/").status_code == 404


def test_the_officers_page_costs_the_same_for_little_and_for_much(client, ground, cost):
    one, two, officer = ground
    made = PartnershipFactory(cities=[one, two], stage=Stage.ACTIVE)
    url = f"/en/desk/partnerships/{made.public_id}/"

    def more():
        EventFactory(partnership=made)
        step(made, one, officer)

    more()
    client.get(url)
    little = cost(lambda: client.get(url))
    [more() for _ in range(5)]

    assert len(cost(lambda: client.get(url))) == len(little) <= 20
