"""A name that goes takes nothing else with it."""

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction

from pobratym.accounts.models import User
from pobratym.accounts.services import change_profile
from pobratym.core.wordings import Wordings
from pobratym.journal.models import PersonalValue
from pobratym.journal.services import record
from pobratym.vault.mentions import MARK, take_out_mentions
from pobratym.vault.services.people import erase_person
from tests.factories import ContactFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_accounts_of_others_stay_as_they_are_whatever_is_looked_for():
    """``anna@…`` stands inside ``joanna@…``, Jan Kowal inside Jan Kowalski; namesakes exist."""
    inside = UserFactory(email="joanna@example.org", name="Jan Kowalski", password="x" * 20)
    namesake = UserFactory(email="kowal@example.org", name="Jan Kowal")

    erase_person(UserFactory(email="anna@example.org", name="Jan Kowal"), by=None)

    kept = User.objects.order_by("pk").values_list("email", "name")
    assert list(kept)[:2] == [(inside.email, inside.name), (namesake.email, namesake.name)]
    assert EmailAddress.objects.get(user=inside).email == "joanna@example.org"


PARTS = (
    "joanna@example.org", "anna@example.org.pl", "anna@example.organ", "Jan Kowalski",
    "Jan Kowal-Nowak",
)  # fmt: skip


@pytest.mark.parametrize("text", PARTS)
def test_only_whole_names_and_addresses_are_taken_out(text):
    note = ContactFactory(people=text)

    assert take_out_mentions(["anna@example.org", "Jan Kowal"]) == {}
    note.refresh_from_db()
    assert note.people == text


@pytest.mark.parametrize("text", ["({}),", "x {} x", "<{}>", "{}.", "„{}”"])
def test_a_mention_ends_where_a_sign_ends_it(text):
    note = ContactFactory(people=text.format("anna@example.org"))

    take_out_mentions(["anna@example.org"])

    note.refresh_from_db()
    assert note.people == text.format(MARK)


def test_an_address_that_was_only_typed_is_nobodys():
    """Whoever types a colleague's address as their new one does not have it taken out."""
    person = UserFactory()
    EmailAddress.objects.create(user=person, email="other@example.org", verified=False)
    note = ContactFactory(people="other@example.org")

    erase_person(person, by=None)

    note.refresh_from_db()
    assert note.people == "other@example.org"


@pytest.mark.parametrize("name", ["e n", "w  Warszawie", "o współpracy"])
def test_what_cannot_be_a_persons_name_is_not_looked_for(name):
    """Else who calls himself “e n” could blot out the notes of all cities."""
    person = UserFactory(name=name)
    note = ContactFactory(summary=f"Rozmowa {name} z burmistrzem")

    erase_person(person, by=None)

    note.refresh_from_db()
    assert note.summary == f"Rozmowa {name} z burmistrzem"


def test_a_name_taken_on_a_moment_ago_is_not_looked_for(django_capture_on_commit_callbacks):
    """Else who takes on a colleague's name could blot out what is noted of the colleague."""
    person = UserFactory(name="Ewa Zielińska")
    note = ContactFactory(people="Anna Kowalska")
    with django_capture_on_commit_callbacks(execute=True):
        change_profile(
            person,
            name="Anna Kowalska",
            function=Wordings(),
            language="pl",
            zone="Europe/Warsaw",
        )

    erase_person(person, by=None)

    note.refresh_from_db()
    assert note.people == "Anna Kowalska"


def test_reasons_that_only_hold_a_part_of_the_name_stay_in_the_journal():
    with transaction.atomic():
        record("city.edited", None, by=None, why="Jan Kowalski prosił")
        record("city.edited", None, by=None, why="Jan Kowal prosił")

    assert take_out_mentions(["Jan Kowal"]) == {"journal.personalvalue": 1}
    assert PersonalValue.objects.get().value == "Jan Kowalski prosił"
