"""Deeds that ask once more who is there."""

import pytest

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
DEED = "/en/account/data/archive/"
WHO = "/en/account/who/"


@pytest.fixture
def entered(client):
    client.force_login(UserFactory(password=PASSWORD))
    return client


def test_what_was_sent_is_done_after_the_answer(entered):
    asked = entered.post(DEED)
    assert asked["Location"] == f"{WHO}?next=%2Fen%2Faccount%2Fdata%2Farchive%2F"

    done = entered.post(WHO, {"password": PASSWORD, "next": DEED})

    assert (done.status_code, done["Content-Type"]) == (200, "application/zip")


def test_what_was_sent_long_ago_is_not_done_for_who_comes_anew(entered):
    """Whoever held the session before could have left it there."""
    entered.post(DEED)
    entered.get(DEED)

    answer = entered.post(WHO, {"password": PASSWORD, "next": DEED})

    assert (answer.status_code, answer["Location"]) == (302, DEED)


def test_what_was_sent_is_done_once_and_only_there(entered):
    entered.post(DEED)

    elsewhere = entered.post(WHO, {"password": PASSWORD, "next": "/en/account/"})

    assert elsewhere["Location"] == "/en/account/"
    assert "account_reauthentication_state" not in entered.session


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org/", "javascript:x"])
def test_the_answer_leads_nowhere_else(entered, wanted):
    answer = entered.post(WHO, {"password": PASSWORD, "next": wanted})

    assert "example" not in answer["Location"]
    assert answer["Location"].startswith("/")
