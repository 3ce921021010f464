"""A forgotten password, a new address: letters, links, and what must not be done with them."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from pobratym.accounts import signals
from pobratym.accounts.models import User
from pobratym.work.models import Letter
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "brzoza nad Styrem 4711"


@pytest.fixture
def told():
    """Collect what our signals say of passwords and addresses."""
    heard = []

    def hear(**facts):
        heard.append({k: v for k, v in facts.items() if k in {"user_id", "by_mail"}})

    for one in (signals.password_changed, signals.address_changed):
        one.connect(hear)
    yield heard
    for one in (signals.password_changed, signals.address_changed):
        one.disconnect(hear)


def letters():
    return list(Letter.objects.order_by("pk"))


def link_in(letter):
    [found] = re.findall(r"http://localhost:8000(/\S+)", letter.text)
    return found


def ask(client, email, **more):
    return client.post("/en/password/", {"email": email}, **more)


def chosen(client, link, password=NEW):
    """Follow a link and choose a password."""
    form = client.get(link, follow=True)
    address = form.request["PATH_INFO"]
    return client.post(address, {"password1": password, "password2": password})


def test_a_forgotten_password_is_chosen_anew_by_a_letter_in_ones_own_language(client, told):
    user = UserFactory(email="anna@example.org", password=PASSWORD, language="uk", name="Анна")

    assert ask(client, " Anna@Example.org ")["Location"] == "/en/password/letter/"

    [letter] = letters()
    assert (letter.to, letter.language, letter.user_id) == ("anna@example.org", "uk", user.pk)
    assert letter.subject == "Новий пароль"
    assert link_in(letter).startswith("/uk/password/")
    assert link_in(letter) in letter.html
    assert chosen(client, link_in(letter))["Location"] == "/uk/password/done/"
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert [one.subject for one in letters()][1:] == ["Ваш пароль змінено за посиланням"]
    assert told == [{"user_id": user.pk, "by_mail": True}]


def test_a_link_serves_once(client):
    UserFactory(email="anna@example.org", password=PASSWORD)
    ask(client, "anna@example.org")
    link = link_in(letters()[0])
    chosen(client, link)

    again = client.get(link)

    assert "This link works no more" in again.content.decode()
    assert (
        client.post(re.sub(r"-.*", "-set-password/", link), {"password1": "x" * 14}).context is None
    )
    assert User.objects.get().check_password(NEW)


def test_a_link_grows_old(client, monkeypatch):
    UserFactory(email="anna@example.org", password=PASSWORD)
    ask(client, "anna@example.org")
    later = dt.datetime.now() + dt.timedelta(hours=3, minutes=1)  # noqa: DTZ005  as Django's own
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _self: later)

    assert "This link works no more" in client.get(link_in(letters()[0])).content.decode()


def test_a_link_is_void_once_another_password_or_address_is_there(client):
    user = UserFactory(email="anna@example.org", password=PASSWORD)
    ask(client, "anna@example.org")
    user.set_password(NEW)
    user.save()

    assert "This link works no more" in client.get(link_in(letters()[0])).content.decode()


def test_a_weak_password_is_refused_and_the_link_still_serves(client):
    UserFactory(email="anna@example.org", password=PASSWORD)
    ask(client, "anna@example.org")

    refused = chosen(client, link_in(letters()[0]), "hasłohasłohasło")

    assert refused.status_code == 422
    assert chosen(client, link_in(letters()[0])).status_code == 302


def test_nobody_learns_whether_an_address_has_an_account(client):
    UserFactory(email="anna@example.org", password=PASSWORD)

    known, unknown = ask(client, "anna@example.org"), ask(client, "olena@example.org")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [one.subject for one in letters()] == [
        "A new password",
        "There is no account with this address",
    ]


def test_a_person_who_left_is_not_let_in_by_a_letter(client):
    UserFactory(email="anna@example.org", password=PASSWORD, is_active=False)

    ask(client, "anna@example.org")

    assert [one.subject for one in letters()] == ["There is no account with this address"]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:81@evil"])
def test_a_forged_host_reaches_no_letter(client, settings, host):
    settings.ALLOWED_HOSTS = ["localhost"]
    UserFactory(email="anna@example.org", password=PASSWORD)

    refused = ask(client, "anna@example.org", headers={"host": host})

    assert refused.status_code == 400
    assert letters() == []


def test_links_are_of_the_configured_site_whatever_port_was_asked(client, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    UserFactory(email="anna@example.org", password=PASSWORD)

    ask(client, "anna@example.org", headers={"host": "localhost:6666"})

    [letter] = letters()
    assert "6666" not in letter.text + letter.html
    assert link_in(letter)


def test_letters_to_one_address_are_limited(client):
    UserFactory(email="anna@example.org", password=PASSWORD)
    answers = [ask(client, "anna@example.org").status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]
    assert len(letters()) == 5


def test_a_changed_password_ends_all_other_sessions_and_tells_the_person(client, told):
    user = UserFactory(password=PASSWORD, language="pl")
    elsewhere = type(client)()
    for one in (client, elsewhere):
        one.post("/en/sign-in/", {"login": user.email, "password": PASSWORD})
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}

    assert client.post("/en/account/password/", given)["Location"] == "/en/account/"

    assert client.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/account/").status_code == 302
    assert letters()[-1].subject == "Zmieniono Twoje hasło"
    assert told == [{"user_id": user.pk, "by_mail": False}]


def test_a_wrong_present_password_changes_nothing(client):
    user = UserFactory(password=PASSWORD)
    client.force_login(user)

    refused = client.post(
        "/en/account/password/", {"oldpassword": "x", "password1": NEW, "password2": NEW}
    )

    assert refused.status_code == 422
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def signed_in(client, **facts):
    user = UserFactory(password=PASSWORD, **facts)
    client.post("/en/sign-in/", {"login": user.email, "password": PASSWORD})
    return user


def test_a_new_address_counts_once_its_owner_followed_the_link(client, told):
    user = signed_in(client, email="anna@example.org", language="pl")
    before = len(letters())

    client.post("/en/account/address/", {"action_add": "1", "email": "Nowa@example.org"})
    user.refresh_from_db()
    assert user.email == "anna@example.org"
    [letter] = letters()[before:]
    assert (letter.to, letter.subject) == ("nowa@example.org", "Potwierdź swój adres e-mail")
    assert "nowa@example.org" in client.get("/en/account/address/").content.decode()

    assert client.get(link_in(letter)).status_code == 200
    assert client.post(link_in(letter)).status_code == 302
    user.refresh_from_db()
    assert user.email == "nowa@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("nowa@example.org", True, True)
    ]
    assert (letters()[-1].to, letters()[-1].subject) == (
        "anna@example.org",
        "Zmieniono Twój adres e-mail",
    )
    assert told == [{"user_id": user.pk}]
    assert (
        "This link works no more"
        in client.get(link_in(letter).replace("/pl/", "/en/")).content.decode()
    )


def test_the_address_of_another_account_is_never_taken_over(client):
    UserFactory(email="olena@example.org", password=PASSWORD)
    user = signed_in(client, email="anna@example.org")
    client.post("/en/account/address/", {"action_add": "1", "email": "olena@example.org"})

    client.post(link_in(letters()[-1]))

    user.refresh_from_db()
    assert user.email == "anna@example.org"


def test_a_look_alike_address_is_refused_in_plain_words(client):
    signed_in(client)

    refused = client.post("/en/account/address/", {"action_add": "1", "email": "оlena@example.org"})

    assert refused.status_code == 422
    assert "mixes alphabets" in refused.content.decode()
