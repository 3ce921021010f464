"""What accounts tell, as the journal notes it."""

import pytest
from django.db import transaction

from pobratym.accounts import signals
from pobratym.journal.models import Entry, PersonalValue
from pobratym.journal.receivers import _DEEDS
from pobratym.work.signals import pressed
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

FACTS = {"method": "password", "kind": "totp", "by_mail": True, "fields": ["name"], "count": 2}


@pytest.mark.parametrize("signal", _DEEDS, ids=lambda signal: _DEEDS[signal][0])
def test_a_deed_with_the_own_account_is_noted(signal):
    user = UserFactory()
    what, fact = _DEEDS[signal]
    told = {fact: FACTS[fact]} if fact else {}

    signal.send(None, user_id=user.pk, **told)

    line = Entry.objects.get()
    assert (line.what, line.by, line.key, line.details) == (what, user, user.pk, told)


def test_a_refused_sign_in_keeps_what_was_typed_apart():
    signals.sign_in_refused.send(
        None, user_id=None, reason="password", address="192.0.2.7", typed="x@example.org"
    )

    line = Entry.objects.get()
    assert (line.what, line.kind, line.details) == (
        "person.sign_in_refused", "", {"because": "password"},
    )  # fmt: skip
    values = PersonalValue.objects.values_list("name", "value")
    assert dict(values) == {"address": "192.0.2.7", "typed": "x@example.org"}


def test_who_has_to_wait_anyway_is_noted_no_more():
    signals.sign_in_refused.send(None, user_id=None, reason="waiting")

    assert not Entry.objects.exists()


def test_signing_in_by_a_browser_is_noted_with_its_address(client):
    user = UserFactory(password=PASSWORD)
    told = {"login": user.email, "password": PASSWORD}

    client.post("/en/sign-in/", told, REMOTE_ADDR="192.0.2.7")

    line = Entry.objects.get(what="person.signed_in")
    values = PersonalValue.objects.filter(entry=line).values_list("name", "value", "person")
    assert list(values) == [("address", "192.0.2.7", user.pk)]


def test_a_refused_sign_in_by_a_browser_is_noted_with_what_was_typed(client):
    told = {"login": "Nobody@Example.org", "password": "wrong password!!"}

    client.post("/en/sign-in/", told, REMOTE_ADDR="192.0.2.7")

    values = PersonalValue.objects.values_list("name", "value", "person")
    assert sorted(values) == [
        ("address", "192.0.2.7", None), ("typed", "nobody@example.org", None),
    ]  # fmt: skip


def test_what_an_administrator_presses_about_work_is_noted():
    admin = UserFactory(is_administrator=True)

    with transaction.atomic():
        pressed.send(None, user_id=admin.pk, deed="work.dropped", name="vault.tasks.x", key="7")

    line = Entry.objects.get()
    assert (line.what, line.by, line.details) == (
        "work.dropped", admin, {"work": "vault.tasks.x", "number": "7"},
    )  # fmt: skip
