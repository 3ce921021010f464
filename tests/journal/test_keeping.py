import pytest

from pobratym.journal.keeping import KEEPER
from pobratym.journal.models import Entry, PersonalValue
from pobratym.journal.services import record
from pobratym.journal.verifying import verify
from tests.factories import MunicipalityFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_is_given_what_they_did_and_what_is_kept_about_them():
    user, other = UserFactory(), UserFactory()
    city = MunicipalityFactory()
    record("city.edited", city, by=user, city="1461011")
    record("person.edited", user, by=other, changes={"name": ("Anna", "Hanna")})

    rows = KEEPER.give(user.pk)

    assert [(row["number"], row["what"]) for row in rows] == [
        (1, "city.edited"), (2, "person.edited"),
    ]  # fmt: skip
    assert rows[0]["about"] == f"directory.municipality:{city.pk}"
    assert (rows[1]["name"], rows[1]["value"]) == ("name", ["Anna", "Hanna"])


def test_erasing_takes_the_values_and_leaves_the_lines_and_their_chain():
    user = UserFactory()
    record("person.signed_in", user, by=user, personal={"address": "192.0.2.7"})

    assert KEEPER.erase(user.pk) == 1
    assert (Entry.objects.count(), PersonalValue.objects.count()) == (1, 0)
    assert [fault for fault in verify().faults if fault.number] == []
