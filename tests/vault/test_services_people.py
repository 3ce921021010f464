import datetime as dt
import io
import json
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.directory.states import Role
from pobratym.journal.models import Entry
from pobratym.vault.models.people import Erasure
from pobratym.vault.services.people import (
    archive_of,
    ask_for_erasure,
    erase_people_due,
    erase_person,
    take_back_erasure,
)
from tests.factories import (
    ContactFactory,
    EmploymentFactory,
    PartnershipFactory,
    UserFactory,
    officer_of,
)
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def asked(user):
    return ask_for_erasure(user, typed=user.email, by=user)


def refused(act):
    with pytest.raises(DomainError) as refusal:
        act()
    return refusal.value.code


def test_erasure_waits_seven_days():
    user = UserFactory()

    erasure = asked(user)

    assert erasure.due_on == timezone.localdate() + dt.timedelta(days=7)
    assert erase_people_due(timezone.localdate()) == 0
    assert erase_people_due(erasure.due_on) == 1
    user.refresh_from_db()
    assert (user.name, user.is_active) == ("", False)


def test_it_can_be_taken_back_meanwhile():
    user = UserFactory(name="Anna Kowalska")
    erasure = asked(user)

    take_back_erasure(user, by=user)

    assert erase_people_due(erasure.due_on) == 0
    user.refresh_from_db()
    assert user.name == "Anna Kowalska"
    assert refused(lambda: take_back_erasure(user, by=user)) == "not_asked"


def test_another_address_than_the_own_asks_for_nothing():
    user = UserFactory()

    assert refused(lambda: ask_for_erasure(user, typed="inna@x.pl", by=user)) == "not_confirmed"
    assert not Erasure.objects.exists()


def test_it_is_asked_for_once():
    user = UserFactory()
    asked(user)

    with pytest.raises(ValidationError):
        asked(user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.create(user=user, due_on=timezone.localdate())


def test_who_has_open_duties_hands_them_over_first():
    partnership = PartnershipFactory()
    user = officer_of(partnership.opened_by)
    ContactFactory(
        partnership=partnership, next_step="Zadzwonić", due_on=dt.date(2026, 1, 1), owner=user
    )

    assert refused(lambda: asked(user)) == "open_duties"
    assert refused(lambda: erase_person(user, by=None)) == "open_duties"


def test_the_last_coordinator_names_a_successor_first():
    post = EmploymentFactory(role=Role.COORDINATOR)

    assert refused(lambda: asked(post.user)) == "open_duties"

    EmploymentFactory(role=Role.COORDINATOR, municipality=post.municipality)
    assert asked(post.user).pk is not None


def test_the_last_administrator_stays():
    admin = UserFactory(is_administrator=True)

    assert refused(lambda: asked(admin)) == "open_duties"

    UserFactory(is_administrator=True)
    assert asked(admin).pk is not None


def test_who_gets_a_new_duty_while_waiting_is_not_erased_that_day():
    partnership = PartnershipFactory()
    user = officer_of(partnership.opened_by)
    erasure = asked(user)
    ContactFactory(
        partnership=partnership, next_step="Zadzwonić", due_on=dt.date(2026, 1, 1), owner=user
    )

    assert erase_people_due(erasure.due_on) == 0
    assert Erasure.objects.waiting().get() == erasure


def test_erasing_twice_gives_the_first_proof():
    user = UserFactory(name="Anna Kowalska")

    first = erase_person(user, by=None)
    second = erase_person(user, by=None)

    assert first == second
    assert Entry.objects.filter(what="person.erased").count() == 1


def test_the_journal_tells_rows_and_not_who():
    user = UserFactory(name="Anna Kowalska", email="anna@x.example")

    erase_person(user, by=user)

    line = Entry.objects.get(what="person.erased")
    assert (line.kind, line.key, line.by_id) == ("accounts.user", user.pk, None)
    assert "Anna" not in str(line.details)


def test_a_name_of_one_word_is_not_hunted_for():
    note = ContactFactory(people="Jan i Janina")

    erase_person(UserFactory(name="Jan"), by=None)

    note.refresh_from_db()
    assert note.people == "Jan i Janina"


def test_the_archive_has_a_file_for_each_kind_and_a_page_that_explains():
    user = officer_of(PartnershipFactory().opened_by, name="Anna Kowalska", language="pl")

    with zipfile.ZipFile(io.BytesIO(archive_of(user))) as archive:
        names = archive.namelist()
        person = json.loads(archive.read("accounts.user.json"))
        page = archive.read("README.txt").decode()

    assert names[0] == "README.txt"
    assert "directory.employment.json" in names
    assert person[0]["name"] == "Anna Kowalska"
    assert "accounts.user.json" in page
    files = [line for line in page.splitlines() if ".json" in line]
    assert len(files) == len(names) - 1, "each file has a line of its own"
    assert Entry.objects.get(what="person.archived").by == user


def test_the_archive_tells_nothing_of_others():
    UserFactory(name="Obcy Człowiek", email="obcy@x.example")
    user = UserFactory()

    whole = zipfile.ZipFile(io.BytesIO(archive_of(user)))
    text = "".join(whole.read(name).decode() for name in whole.namelist())

    assert "obcy@x.example" not in text


@pytest.mark.django_db(transaction=True)
def test_two_who_erase_at_once_erase_once():
    user = UserFactory(name="Anna Kowalska")

    errors = at_once(lambda: erase_person(user, by=None))

    assert errors == []
    assert Entry.objects.filter(what="person.erased").count() == 1
