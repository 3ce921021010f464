"""``pobratym vault`` and ``pobratym erase-person``, as the administrator meets them."""

import datetime as dt

import pytest
from click.testing import CliRunner
from django.utils import timezone
from django.utils.translation import override

from pobratym.accounts.models import User
from pobratym.core import ciphers
from pobratym.core.errors import DomainError
from pobratym.vault import commands
from pobratym.vault.models.people import Erasure
from pobratym.vault.models.secrets import Secret
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path, monkeypatch):
    settings.DATA_FOLDER, settings.VAULT_KEYS = tmp_path / "data", ""
    monkeypatch.setattr(commands, "migrate", lambda: None)


def keep(erase_on=dt.date(2200, 1, 1)):
    secret = Secret(kind="k", key=1, field="f", erase_on=erase_on)
    secret.sealed = ciphers.encrypt("EK1234567", secret.place)
    secret.save()


def run(command, *arguments):
    return CliRunner().invoke(command, arguments)


def test_status_tells_keys_and_numbers_and_no_value():
    keep()

    told = run(commands.vault, "status")

    assert told.exit_code == 0
    assert ciphers.ring()[0].name in told.output
    assert "EK1234567" not in told.output


def test_status_refuses_what_is_overdue():
    keep(timezone.localdate())

    told = run(commands.vault, "status")

    assert isinstance(told.exception, DomainError)
    assert told.exception.code == "overdue"


def test_status_refuses_a_missing_key():
    keep()
    ciphers.add_key()
    ciphers.forget_keys([ciphers.ring()[1].name])

    assert run(commands.vault, "status").exception.code == "no_key"


def test_rotating_and_forgetting_leaves_one_key():
    keep()

    told = run(commands.vault, "rotate", "--forget-old")

    assert told.exit_code == 0
    assert len(ciphers.ring()) == 1
    assert ciphers.is_newest(Secret.objects.get().sealed)


def test_erasing_takes_what_is_due():
    keep(timezone.localdate())

    assert run(commands.vault, "erase").exit_code == 0
    assert not Secret.objects.exists()


def test_a_person_is_erased_by_address_after_asking():
    user = UserFactory(name="Anna Kowalska", email="anna@x.example")

    asked = CliRunner().invoke(commands.erase_person, ["anna@x.example"], input="n\n")
    user.refresh_from_db()
    assert (asked.exit_code, user.name) == (1, "Anna Kowalska")

    done = run(commands.erase_person, "anna@x.example", "--yes")
    user.refresh_from_db()
    assert (done.exit_code, user.name) == (0, "")


def test_the_question_before_erasing_is_asked_in_the_language():
    UserFactory(email="anna@x.example")

    with override("pl"):
        asked = CliRunner().invoke(commands.erase_person, ["anna@x.example"], input="n\n")

    assert "Usunąć tę osobę na stałe?" in asked.output


def test_an_unknown_address_is_told():
    assert run(commands.erase_person, "nikt@x.example", "--yes").exception.code == "unknown"


def test_who_was_erased_is_listed_by_number_and_erased_again_by_it():
    user = UserFactory(email="anna@x.example", name="Anna Kowalska")
    run(commands.erase_person, "anna@x.example", "--yes")

    listed = run(commands.vault, "erased").output

    assert listed == f"{user.pk} {timezone.localdate()}\n"
    Erasure.objects.all().delete()  # as an older backup has it
    User.objects.filter(pk=user.pk).update(email="anna@x.example", name="Anna Kowalska")
    asked = CliRunner().invoke(commands.erase_person, [str(user.pk)], input="n\n")
    assert f"{user.pk} anna@x.example" in asked.output
    run(commands.erase_person, str(user.pk), "--yes")
    user.refresh_from_db()
    assert user.name == ""


def test_an_unknown_number_is_told():
    assert run(commands.erase_person, "999999", "--yes").exception.code == "unknown"
