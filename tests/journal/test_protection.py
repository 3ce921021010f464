"""The database itself keeps the journal, whatever the program asks for."""

import pytest
from django.db import DatabaseError, connection, transaction

from pobratym.journal import protection
from pobratym.journal.models import Entry, PersonalValue
from pobratym.journal.services import record
from pobratym.journal.verifying import verify
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("protection_on")]


@pytest.fixture(autouse=True)
def line():
    user = UserFactory()
    return record("person.signed_in", user, by=user, personal={"address": "192.0.2.7"})


def refused(statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


ACTS = [
    "UPDATE journal_entry SET what = 'another'",
    "DELETE FROM journal_entry",
    "UPDATE journal_personalvalue SET value = '1'",
]
if connection.vendor == "postgresql":
    ACTS += ["TRUNCATE journal_entry CASCADE", "TRUNCATE journal_personalvalue"]
else:
    ACTS += ["REPLACE INTO journal_entry SELECT * FROM journal_entry"]


@pytest.mark.parametrize("act", ACTS)
def test_the_database_refuses(act):
    refused(act)

    assert verify().faults == []


def test_a_value_about_a_person_may_be_erased():
    assert PersonalValue.objects.all().delete()[0] == 1
    assert verify().erased == 1


def test_lines_are_still_written(line):
    assert record("person.signed_out", line.by, by=line.by).pk == Entry.objects.count() == 2


def test_putting_it_on_twice_changes_nothing():
    protection.install()

    assert protection.protected()


def test_a_trigger_that_was_taken_off_is_named():
    protection.remove()

    assert any(name.startswith("journal_entry") for name in protection.unprotected())
