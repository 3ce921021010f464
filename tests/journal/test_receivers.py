"""What accounts tell, as the journal notes it."""

import pytest

from pobratym.accounts import signals
from pobratym.journal.models import Entry, PersonalValue
from pobratym.journal.receivers import _DEEDS
from tests.factories import UserFactory

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
