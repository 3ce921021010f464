"""A person's own account: profile, language and zone, sessions, what is told above."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from pobratym.accounts import services, signals
from pobratym.accounts.forms import ProfileForm
from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings
from pobratym.work.models import Letter
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def person():
    return UserFactory(email="anna@example.org", password=PASSWORD, language="pl", name="Anna")


def entered(person, **headers):
    client = Client(headers=headers)
    client.post("/en/sign-in/", {"login": person.email, "password": PASSWORD})
    return client


GIVEN = {
    "name": "Anna Nowa",
    "function_pl": "urzędniczka",
    "function_uk": "посадовиця",
    "function_en": "",
    "language": "uk",
    "timezone": "Europe/Kiev",
}


def test_a_profile_is_changed_and_read_in_its_new_language(
    person, django_capture_on_commit_callbacks
):
    client, heard = entered(person), []

    def hear(user_id, fields, **_more):
        heard.append((user_id, fields))

    signals.profile_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/en/account/profile/", GIVEN)

    assert answer["Location"] == "/uk/account/"
    person.refresh_from_db()
    assert (person.name, person.language, person.timezone) == ("Anna Nowa", "uk", "Europe/Kyiv")
    assert person.function == Wordings({"pl": "urzędniczka", "uk": "посадовиця"})
    assert heard == [(person.pk, ["name", "function", "language", "timezone"])]
    assert client.post("/en/account/profile/", GIVEN).status_code == 302
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Anna\nBcc: all@example.org\x00"),
        ("name", ""),
        ("name", "A" * 151),
        ("name", "Anna \u202egro.elpmaxe"),
        ("language", "ru"),
        ("timezone", "Europe/Nowhere"),
        ("timezone", "../../etc/passwd"),
    ],
)
def test_a_profile_that_cannot_be_is_refused(person, field, value):
    answer = entered(person).post("/en/account/profile/", GIVEN | {field: value})

    assert answer.status_code in {400, 422}
    person.refresh_from_db()
    assert person.name == "Anna"


def test_a_line_break_in_a_name_reaches_no_heading_of_a_letter(person):
    User.objects.filter(pk=person.pk).update(name="Anna\r\nBcc: all@example.org")
    Client().post("/en/password/", {"email": person.email})

    [letter] = Letter.objects.all()
    assert letter.subject == "Nowe hasło"
    assert "\n" not in letter.subject + letter.to


def test_the_service_refuses_what_is_no_zone(person):
    with pytest.raises(ValidationError):
        services.change_profile(
            person, name="A", function=Wordings(), language="pl", zone="Mars/Olympus"
        )


@pytest.mark.parametrize("older", ["Europe/Kiev", "Europe/Zaporozhye", "Europe/Uzhgorod"])
def test_an_older_name_of_a_zone_is_taken_for_the_newer_one(person, older):
    entered(person).post("/en/account/profile/", GIVEN | {"timezone": older})

    person.refresh_from_db()
    assert person.timezone == "Europe/Kyiv"


def test_zones_are_listed_by_the_names_of_cities_ours_first_each_once():
    with override("pl"):
        zones = list(ProfileForm().fields["timezone"].choices)

    assert zones[:3] == [
        ("Europe/Kyiv", "Kijów"),
        ("Europe/Warsaw", "Warszawa"),
        ("Europe/Amsterdam", "Amsterdam"),
    ]
    names = [name for _key, name in zones]
    assert len(set(names)) == len(names)
    assert not [name for name in names if "_" in name or "/" in name]
    assert "Europe/Uzhgorod" not in dict(zones)


def test_the_account_names_the_zone_as_people_do(person):
    shown = entered(person).get("/pl/account/").content.decode()

    assert "Warszawa" in shown
    assert "Europe/Warsaw" not in shown


def test_hours_are_read_in_the_person_s_zone_and_in_nobody_else_s(person):
    UserSession.objects.all().delete()
    client = entered(person)
    noon = dt.datetime(2026, 7, 1, 10, 0, tzinfo=dt.UTC)
    UserSession.objects.update(created_at=noon)

    warsaw = client.get("/en/account/sessions/").content.decode()
    User.objects.update(timezone="Europe/Kyiv")
    kyiv = client.get("/en/account/sessions/").content.decode()

    assert "1 July 2026, 12:00 (Warsaw)" in warsaw
    assert "1 July 2026, 13:00 (Kyiv)" in kyiv
    assert timezone.get_current_timezone_name() == "Europe/Warsaw"


def test_sessions_are_listed_and_ended(person):
    here, there = entered(person), entered(person, **{"user-agent": FIREFOX})

    shown = here.get("/en/account/sessions/").content.decode()
    assert "Firefox, Windows" in shown
    assert "You are here now" in shown

    there_key = there.session.session_key
    row = UserSession.objects.get(session_key=there_key)
    here.post(f"/en/account/sessions/{row.pk}/end/")
    assert there.get("/en/account/").status_code == 302
    assert here.get("/en/account/").status_code == 200


def test_one_s_own_session_is_ended_by_signing_out_only(person):
    here = entered(person)
    row = UserSession.objects.get()

    here.post(f"/en/account/sessions/{row.pk}/end/")

    assert here.get("/en/account/").status_code == 200


def test_nobody_ends_another_person_s_session(person):
    here, other = entered(person), entered(UserFactory(password=PASSWORD))
    row = UserSession.objects.get(user=person)

    other.post(f"/en/account/sessions/{row.pk}/end/")
    other.post("/en/account/sessions/end-others/")

    assert here.get("/en/account/").status_code == 200


def test_all_others_are_ended_at_once(person):
    here, *others = (entered(person) for _ in range(4))

    here.post("/en/account/sessions/end-others/")

    assert [one.get("/en/account/").status_code for one in others] == [302] * 3
    assert UserSession.objects.count() == 1


def test_the_list_of_sessions_costs_the_same_for_one_and_for_many(person, cost):
    here = entered(person)
    here.get("/en/account/sessions/")
    one = cost(lambda: here.get("/en/account/sessions/"))
    for _ in range(3):
        entered(person)

    assert len(cost(lambda: here.get("/en/account/sessions/"))) == len(one)


def test_a_new_browser_is_told_by_letter_and_a_known_one_is_not(person):
    client = entered(person)
    assert not Letter.objects.exists(), "the first sign-in of all surprises nobody"
    client.post("/en/sign-out/")
    client.post("/en/sign-in/", {"login": person.email, "password": PASSWORD})
    assert not Letter.objects.exists()

    entered(person, **{"user-agent": FIREFOX})

    [letter] = Letter.objects.all()
    assert letter.subject == "Ktoś zalogował się na Twoje konto w nowej przeglądarce"
    assert "Firefox, Windows" in letter.text


def test_rooms_above_hear_who_came_and_who_was_refused(person):
    heard = []

    def hear(signal, user_id, **facts):
        heard.append((user_id, facts.get("method") or facts.get("reason", "out")))
        assert signal

    watched = (signals.signed_in, signals.sign_in_refused, signals.signed_out)
    for one in watched:
        one.connect(hear)
    client = Client()

    client.post("/en/sign-in/", {"login": person.email, "password": "wrong password!!"})
    client.post("/en/sign-in/", {"login": "nobody@example.org", "password": "wrong password!!"})
    client.post("/en/sign-in/", {"login": person.email, "password": PASSWORD})
    client.post("/en/sign-out/")

    assert heard == [
        (person.pk, "password"),
        (None, "password"),
        (person.pk, "password"),
        (person.pk, "out"),
    ]


def test_an_address_that_is_not_confirmed_opens_nothing(person):
    EmailAddress.objects.update(verified=False)

    client = Client()
    answer = client.post("/en/sign-in/", {"login": person.email, "password": PASSWORD})

    assert answer["Location"] == "/en/sign-in/letter/"
    assert "_auth_user_id" not in client.session
    assert Letter.objects.get().subject == "Potwierdź swój adres e-mail"


def test_a_stranger_s_page_starts_no_session_and_asks_the_database_nothing(client, cost):
    client.get("/en/sign-in/letter/")

    assert cost(lambda: client.get("/en/sign-in/letter/")) == []
    assert not client.cookies


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pl", "Hasła nie są takie same."),
        ("uk", "Паролі не збігаються."),
        ("en", "The passwords differ."),
    ],
)
def test_two_passwords_that_differ_are_told_in_our_words(person, language, said):
    given = {"oldpassword": PASSWORD, "password1": PASSWORD + "a", "password2": PASSWORD + "b"}
    answer = entered(person).post(f"/{language}/account/password/", given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
