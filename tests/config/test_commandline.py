import pytest
from click.testing import CliRunner
from django.core.exceptions import ValidationError

from pobratym.accounts.models import User
from pobratym.config.commandline import COMMANDS, cli, language_of_terminal
from pobratym.config.people import create_administrator, create_officer, find_city
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.services.names import refresh_keys
from pobratym.journal.models import Entry
from tests.factories import PASSWORD, MunicipalityFactory

pytestmark = pytest.mark.django_db
ANNA = ["--email", "anna@example.org", "--name", "Anna", "--password", PASSWORD]


def city(**more):
    made = MunicipalityFactory(**more)
    refresh_keys(made)
    return made


def test_help_lists_every_command():
    shown = CliRunner().invoke(cli, ["--help"]).output

    assert all(f"  {name}" in shown for name in COMMANDS)
    assert "Exit codes" in shown


def test_an_unknown_command_is_a_wrong_call():
    assert CliRunner().invoke(cli, ["twin"]).exit_code == 2


@pytest.mark.parametrize(
    ("locale", "language"),
    [("pl_PL.UTF-8", "pl"), ("uk_UA.UTF-8", "uk"), ("en_US", "en"), ("C.UTF-8", "en"), ("", "en")],
)
def test_messages_speak_the_language_of_the_terminal(monkeypatch, locale, language):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)

    assert language_of_terminal() == language


def test_create_officer_makes_a_person_who_acts_for_the_city():
    ostroleka = city(code="1461011")

    done = CliRunner().invoke(create_officer, ["--city", "1461011", *ANNA, "--language", "pl"])

    assert done.exit_code == 0, done.output
    user = User.objects.get()
    assert (user.email, user.language, user.is_administrator) == ("anna@example.org", "pl", False)
    assert list(Municipality.objects.edited_by(user)) == [ostroleka]
    assert Entry.objects.get(what="person.created").city == "1461011"


def test_create_officer_leaves_nothing_behind_when_it_is_refused():
    city(code="1461011")

    weak = CliRunner().invoke(create_officer, ["--city", "1461011", *ANNA[:-1], "short"])

    assert isinstance(weak.exception, ValidationError)
    assert not User.objects.exists()


def test_create_administrator_makes_one():
    done = CliRunner().invoke(create_administrator, ANNA)

    assert done.exit_code == 0, done.output
    assert User.objects.get().is_administrator


def test_a_city_is_found_by_code_or_by_name_in_any_script():
    varash = city(name=Wordings({"pl": "Warasz", "uk": "Вараш", "en": "Varash"}))

    for words in (varash.code, varash.code.lower(), "Вараш", "warasz", "VARASH"):
        assert find_city(words) == varash


def test_a_city_that_is_not_there_or_not_alone_is_asked_for_again():
    for number in range(2):
        city(name=Wordings({"pl": "Bolesławiec"}), code=f"020101{number}")

    with pytest.raises(DomainError) as nothing:
        find_city("Nigdzie")
    with pytest.raises(DomainError) as many:
        find_city("Boleslawiec")

    assert (nothing.value.code, many.value.code) == ("no_city", "many_cities")
    assert "0201010" in str(many.value.message)
