import datetime as dt

import click
import pytest
from click.testing import CliRunner
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from pobratym.accounts.models import Draft, FailedSignIn, User
from pobratym.accounts.services import doors_of, keep_draft, note_failed_sign_in
from pobratym.config.commandline import COMMANDS, cli, language_of_terminal, main
from pobratym.config.housekeeping import tidy
from pobratym.config.people import (
    create_administrator,
    create_officer,
    end_officer,
    find_city,
    invite,
)
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.services.employment import employ
from pobratym.directory.services.names import refresh_keys
from pobratym.directory.states import Country
from pobratym.journal.models import Entry
from pobratym.work.models import Letter
from tests.factories import PASSWORD, ContactFactory, MunicipalityFactory, UserFactory

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


@pytest.mark.parametrize(("country", "zone"), [("PL", "Europe/Warsaw"), ("UA", "Europe/Kyiv")])
def test_create_officer_gives_the_person_the_hours_of_the_city(country, zone):
    made = city(country=Country(country))

    CliRunner().invoke(create_officer, ["--city", made.code, *ANNA])

    assert User.objects.get().timezone == zone


def test_create_officer_gives_another_role_when_it_is_named():
    city(code="1461011")

    done = CliRunner().invoke(create_officer, ["--city", "1461011", "--role", "mayor", *ANNA])

    assert done.exit_code == 0, done.output
    assert User.objects.get().employments.get().role == "mayor"


def test_invite_sends_a_coordinators_letter():
    city(code="1461011")

    done = CliRunner().invoke(
        invite, ["--city", "1461011", "--email", "Anna@Example.org", "--language", "pl"]
    )

    assert done.exit_code == 0, done.output
    sent = Invitation.objects.get()
    assert (sent.email, sent.role, sent.state) == ("anna@example.org", "coordinator", "open")
    assert Letter.objects.get().to == "anna@example.org"


def test_create_officer_leaves_nothing_behind_when_it_is_refused():
    city(code="1461011")

    weak = CliRunner().invoke(create_officer, ["--city", "1461011", *ANNA[:-1], "short"])

    assert isinstance(weak.exception, ValidationError)
    assert not User.objects.exists()


def test_end_officer_ends_the_work_the_password_and_the_session(client):
    user = UserFactory(email="anna@example.org", password=PASSWORD)
    today = timezone.localdate()
    employ(user, city(code="1461011"), since=today - dt.timedelta(days=30))
    employ(user, city(code="1461012"), since=today, until=today + dt.timedelta(days=30))
    client.force_login(user)

    done = CliRunner().invoke(end_officer, ["--email", " Anna@Example.org "])

    assert done.exit_code == 0, done.output
    assert {one.until for one in user.employments.all()} == {today}
    assert client.get("/en/desk/").status_code == 302
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert Entry.objects.filter(what="role.ended").count() == 2
    assert Entry.objects.filter(what="person.closed").count() == 1


def test_end_officer_lists_what_waits_and_goes_on_only_when_told_to():
    user, today = UserFactory(email="anna@example.org"), timezone.localdate()
    step = ContactFactory(owner=user, next_step="Wysłać program", due_on=today)
    employ(user, step.city, since=today)

    refused = CliRunner().invoke(end_officer, ["--email", user.email])
    assert refused.exception.code == "open_duties"
    assert "Wysłać program" in str(refused.exception.message)
    user.refresh_from_db()
    assert user.is_active

    done = CliRunner().invoke(end_officer, ["--email", user.email, "--anyway"])
    assert done.exit_code == 0, done.output


def test_cities_are_named_in_the_language_of_the_messages():
    city(name=Wordings({"pl": "Warasz", "uk": "Вараш", "en": "Varash"}))

    with override("uk"):
        done = CliRunner().invoke(invite, ["--city", "Varash", "--email", "anna@example.org"])

    assert "Вараш" in done.output


def test_who_breaks_a_command_off_is_told_so_in_the_language(monkeypatch, capsys):
    def broken_off(*_arguments, **_more):
        raise click.Abort

    monkeypatch.setattr(cli, "main", broken_off)
    with override("pl"), pytest.raises(SystemExit) as ended:
        main(["check"])

    assert ended.value.code == 1
    assert "Przerwano." in capsys.readouterr().err


def test_end_officer_leaves_what_has_ended_as_it_is():
    user, today = UserFactory(), timezone.localdate()
    past = today - dt.timedelta(days=2)
    employ(user, city(), since=past, until=past)

    done = CliRunner().invoke(end_officer, ["--email", user.email])

    assert done.exit_code == 0, done.output
    assert user.employments.get().until == past


def test_end_officer_refuses_an_address_that_nobody_has():
    refused = CliRunner().invoke(end_officer, ["--email", "nobody@example.org"])

    assert isinstance(refused.exception, DomainError)
    assert refused.exception.code == "no_person"


def test_tidy_forgets_what_has_run_out_and_nothing_else(client):
    user = UserFactory()
    client.force_login(user)
    Session.objects.create(session_key="old", expire_date=timezone.now() - dt.timedelta(hours=1))
    keep_draft(user, "old", {})
    Draft.objects.update(at=timezone.now() - dt.timedelta(days=91))
    keep_draft(user, "new", {})
    note_failed_sign_in(doors_of("anna@example.org", "192.0.2.1"))
    FailedSignIn.objects.update(at=timezone.now() - dt.timedelta(hours=2))
    lines = Entry.objects.count()

    done = CliRunner().invoke(tidy, [])

    assert done.exit_code == 0, done.output
    assert "4" in done.output
    assert (Session.objects.count(), Draft.objects.get().form) == (1, "new")
    assert not FailedSignIn.objects.exists()
    assert Entry.objects.count() == lines


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
