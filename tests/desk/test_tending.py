"""What waits for the administrator of the installation."""

import pytest

from pobratym.core import concerns
from pobratym.desk.queries.tending import troubles
from pobratym.work.models import Letter
from tests.factories import MunicipalityFactory, UserFactory, officer_of
from tests.work.letters import letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory(is_administrator=True)


def said(person):
    return [str(matter.what) for matter in troubles(person)]


def test_an_administrator_is_told_what_failed_and_what_is_overdue(admin, monkeypatch, cost):
    monkeypatch.setattr(concerns, "_concerns", {"one": lambda: "No backup.", "two": str})
    letter(state=Letter.State.FAILED)
    letter(state=Letter.State.FAILED)

    assert said(admin) == ["2 jobs or letters failed", "No backup."]
    assert len(cost(lambda: said(admin))) == 1
    assert {matter.address for matter in troubles(admin)} == {"/en/administration/work/"}


def test_others_are_told_nothing_and_cost_nothing(cost):
    officer = officer_of(MunicipalityFactory())
    letter(state=Letter.State.FAILED)

    assert said(officer) == []
    assert cost(lambda: said(officer)) == []


def test_the_desk_leads_an_administrator_to_work_journal_and_people(admin, client):
    client.force_login(admin)

    shown = client.get("/en/desk/").content.decode()

    for page in ("administration/work/", "desk/journal/installation/", "desk/installation/"):
        assert f'href="/en/{page}"' in shown
