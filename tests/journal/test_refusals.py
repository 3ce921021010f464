import pytest

from pobratym.journal import refusals
from pobratym.journal.models import Entry, PersonalValue
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_page_refused_by_a_rule_is_noted_with_who_and_whence(client):
    person = UserFactory()
    client.force_login(person)

    assert client.get("/en/desk/journal/").status_code == 403

    line = Entry.objects.get(what="rights.refused")
    assert (line.by, line.key) == (person, 0)
    assert line.details == {"because": "no_right", "page": "desk:journal", "method": "GET"}
    assert PersonalValue.objects.get(entry=line).person == person


def test_who_is_led_to_sign_in_is_not_noted(client):
    client.get("/en/desk/journal/")

    assert not Entry.objects.filter(what="rights.refused").exists()


def test_who_presses_on_without_end_does_not_fill_the_journal(client, monkeypatch):
    monkeypatch.setattr(refusals, "MOST_AN_HOUR", 3)
    for person in UserFactory.create_batch(2):
        client.force_login(person)
        for _time in range(5):
            assert client.get("/en/desk/journal/").status_code == 403

    assert Entry.objects.filter(what="rights.refused").count() == 6
