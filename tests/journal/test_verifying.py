"""Whatever is done to the journal behind its back is found."""

import pytest
from django.db import connection

from pobratym.journal.models import Entry
from pobratym.journal.protection import protected, unprotected
from pobratym.journal.services import record
from pobratym.journal.verifying import head, verify
from tests.factories import MunicipalityFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lines():
    user = UserFactory()
    city = MunicipalityFactory()
    for number in range(1, 6):
        record(
            "city.edited", city, by=user, city="1461011", number=number,
            changes={"seeks_partner": (False, True)}, personal={"address": "192.0.2.7"},
            person=user,
        )  # fmt: skip


def found(expected=None):
    return [fault.number for fault in verify(expected).faults if fault.number]


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_whole_journal_has_no_fault():
    verdict = verify({5: Entry.objects.get(pk=5).hash})

    assert (verdict.lines, verdict.values, verdict.erased, found()) == (5, 5, 0, [])
    assert verdict.head == head()


OTHER = {
    "at": "2020-01-01 00:00:00+00:00",
    "by_id": None,
    "city": "1415011",
    "what": "city.other",
    "kind": "other.kind",
    "key": 99,
    "within_kind": "other.kind",
    "within_key": 99,
    "is_own": True,
    "details": '{"number": 3}',
    "changes": "{}",
    "personal": "{}",
    "prev_hash": "0" * 64,
    "hash": "0" * 64,
}


def test_every_column_is_tried():
    assert {*OTHER, "id"} == {field.column for field in Entry._meta.concrete_fields}


@pytest.mark.parametrize("column", OTHER)
def test_a_change_of_any_column_is_found(column):
    run(f"UPDATE journal_entry SET {column} = %s WHERE id = 3", OTHER[column])

    assert 3 in found()


def test_a_number_that_was_changed_is_found():
    run("DELETE FROM journal_personalvalue WHERE entry_id = 5")
    run("UPDATE journal_entry SET id = 7 WHERE id = 5")

    assert 7 in found()


def test_a_gap_is_found():
    run("DELETE FROM journal_personalvalue WHERE entry_id = 3")
    run("DELETE FROM journal_entry WHERE id = 3")

    assert found() == [4]


@pytest.mark.parametrize("first", [1, 5])
def test_a_line_cut_off_either_end_is_found(first):
    run("DELETE FROM journal_personalvalue WHERE entry_id = %s", first)
    run("DELETE FROM journal_entry WHERE id = %s", first)

    assert found() == ([2] if first == 1 else [4])


def test_lines_that_changed_places_are_found():
    run("UPDATE journal_entry SET details = %s WHERE id = 2", '{"number":3}')
    run("UPDATE journal_entry SET details = %s WHERE id = 3", '{"number":2}')

    assert found() == [2, 3]


def test_a_line_written_past_the_head_is_found():
    run("UPDATE journal_head SET number = 4")

    assert 5 in found()


def test_a_lost_head_is_found():
    run("DELETE FROM journal_head")

    assert 5 in found()


def test_a_chain_forged_anew_differs_from_what_was_noted_outside():
    noted = {5: Entry.objects.get(pk=5).hash}
    run("UPDATE journal_head SET number = 0, hash = ''")
    run("DELETE FROM journal_personalvalue")
    run("DELETE FROM journal_entry")
    for _line in range(5):
        record("city.edited", MunicipalityFactory(), by=None)

    assert found() == []
    assert found(noted) == [5]
    assert found({9: "0" * 64}) == [9]


@pytest.mark.parametrize(
    ("column", "value"), [("value", '"198.51.100.1"'), ("salt", "0"), ("name", "typed")]
)
def test_a_changed_value_beside_a_line_is_found(column, value):
    run(f"UPDATE journal_personalvalue SET {column} = %s WHERE entry_id = 2", value)

    assert found() == [2]


def test_a_value_hung_on_another_person_is_found():
    run("UPDATE journal_personalvalue SET person_id = %s WHERE entry_id = 2", UserFactory().pk)

    assert found() == [2]


def test_an_added_value_is_found():
    run("INSERT INTO journal_personalvalue (entry_id, name, value, salt) VALUES (2, 'a', '1', 'b')")

    assert found() == [2]


def test_a_missing_protection_is_found():
    assert not protected()
    assert len(verify().faults) == len(unprotected()) > 0


@pytest.mark.usefixtures("protection_on")
def test_a_protected_journal_is_whole():
    assert (unprotected(), verify().faults) == ([], [])


def test_verifying_costs_the_same_statements_for_few_lines_and_for_many(cost):
    few = cost(verify)
    for _line in range(20):
        record("city.edited", MunicipalityFactory(), by=None)

    assert len(cost(verify)) == len(few)
