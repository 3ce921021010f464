import pytest
from django.urls import reverse

from pobratym.accounts.services import (
    FREE_ATTEMPTS,
    FREE_ATTEMPTS_OF_A_NETWORK,
    close_account,
    doors_of,
    note_failed_sign_in,
)
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "/uk/sign-in/"


def typed(user, password=PASSWORD, **more):
    return {"login": user.email.upper(), "password": password, **more}


def test_signing_in_leads_to_the_desk_in_ones_own_language(client):
    user = UserFactory(password=PASSWORD, language="pl")

    answer = client.post(SIGN_IN, typed(user))

    assert (answer.status_code, answer["Location"]) == (302, "/pl/desk/")
    assert client.get("/uk/desk/").status_code == 200


def test_signing_in_leads_back_to_where_one_was_going_but_never_elsewhere(client):
    user = UserFactory(password=PASSWORD, language="uk")

    for wanted, led in (
        ("/uk/desk/translations/", "/uk/desk/translations/"),
        ("https://example.org/", "/uk/desk/"),
        ("//example.org/", "/uk/desk/"),
        ("javascript:alert(1)", "/uk/desk/"),
    ):
        assert client.post(SIGN_IN, typed(user, next=wanted))["Location"] == led
        client.logout()


def test_a_new_session_begins_at_signing_in(client):
    user = UserFactory(password=PASSWORD)
    client.get(SIGN_IN)
    session = client.session
    session["seen"] = True
    session.save()
    before = session.session_key
    client.cookies["session"] = before

    client.post(SIGN_IN, typed(user))

    assert client.session.session_key != before


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    user = UserFactory(password=PASSWORD)

    wrong = client.post("/en/sign-in/", typed(user, "wrong password!!"))
    unknown = client.post("/en/sign-in/", {"login": "nobody@example.org", "password": "x" * 12})

    assert wrong.status_code == unknown.status_code == 422
    sentence = "The e-mail address or the password is wrong."
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()


def test_guessing_is_slowed_down_even_for_the_right_password(client):
    user = UserFactory(password=PASSWORD)
    for _ in range(FREE_ATTEMPTS):
        client.post("/en/sign-in/", typed(user, "wrong password!!"))

    answer = client.post("/en/sign-in/", typed(user))

    assert answer.status_code == 422
    assert "Too many attempts" in answer.content.decode()


def test_behind_our_proxy_everybody_is_counted_by_an_address_of_their_own(client, settings):
    settings.PROXIES = ["127.0.0.1"]
    user = UserFactory(password=PASSWORD)
    for number in range(FREE_ATTEMPTS_OF_A_NETWORK):
        note_failed_sign_in(doors_of(f"{number}@example.org", "203.0.113.9"))

    guesser = client.post(SIGN_IN, typed(user), headers={"x-forwarded-for": "203.0.113.9"})
    officer = client.post(SIGN_IN, typed(user), headers={"x-forwarded-for": "198.51.100.7"})

    assert (guesser.status_code, officer.status_code) == (422, 302)


def test_a_session_ends_when_the_account_is_closed(client):
    user = UserFactory(password=PASSWORD)
    client.force_login(user)

    close_account(user)

    assert client.get("/en/desk/").status_code == 302
    assert client.post(SIGN_IN, typed(user)).status_code == 422


def test_a_person_who_may_not_sign_in_any_more_does_not(client):
    user = UserFactory(password=PASSWORD, is_active=False)

    assert client.post(SIGN_IN, typed(user)).status_code == 422


def test_a_session_ends_when_the_person_may_not_sign_in_any_more(client):
    user = UserFactory()
    client.force_login(user)
    assert client.get("/en/desk/").status_code == 200

    user.is_active = False
    user.save()

    assert client.get("/en/desk/").status_code == 302


def test_signing_out_needs_a_press_and_ends_the_session(client):
    client.force_login(UserFactory())

    assert client.get("/en/sign-out/").status_code == 405
    assert client.post("/en/sign-out/").status_code == 302
    assert client.get("/en/desk/")["Location"].startswith("/en/sign-in/")


def test_outside_the_demonstration_nobody_enters_without_a_password(client):
    user = UserFactory(is_demo=True)

    page = client.get("/en/sign-in/").content.decode()
    answer = client.post(reverse("accounts:demo_enter", args=[user.pk]))

    assert "/demo/" not in page
    assert answer.status_code == 404
    assert "session" not in client.cookies


def test_in_the_demonstration_one_enters_as_its_officers_only(client, settings):
    settings.DEMO = True
    officer, other = UserFactory(is_demo=True), UserFactory()

    assert f"/demo/{officer.pk}/" in client.get("/en/sign-in/").content.decode()
    assert client.post(f"/en/demo/{other.pk}/").status_code == 404
    assert client.post(f"/en/demo/{officer.pk}/").status_code == 302
    assert client.get("/en/desk/").status_code == 200


def test_a_session_of_the_demonstration_ends_with_it(client, settings):
    """Anybody opened it by one press; the installation may be a real one by now."""
    settings.DEMO = True
    officer = UserFactory(is_demo=True, is_administrator=True)
    client.post(f"/en/demo/{officer.pk}/")
    assert client.get("/en/account/").status_code == 200

    settings.DEMO = False

    assert client.get("/en/account/")["Location"].startswith("/en/sign-in/")


@pytest.mark.parametrize(
    ("setting", "value"),
    [("PROXIES", ["127.0.0.1"]), ("SITE_ADDRESS", "https://a.example"), ("BIND_HOST", "0.0.0.0")],
)
def test_a_demonstration_that_others_can_reach_lets_nobody_in(client, settings, setting, value):
    settings.DEMO = True
    officer = UserFactory(is_demo=True)
    setattr(settings, setting, value)

    assert "/demo/" not in client.get("/en/sign-in/").content.decode()
    assert client.post(f"/en/demo/{officer.pk}/").status_code == 404


def test_forms_need_their_token(client_with_csrf):
    answer = client_with_csrf.post("/en/sign-in/", {"login": "a@example.org", "password": "x" * 12})

    assert answer.status_code == 403


@pytest.fixture
def client_with_csrf():
    from django.test import Client  # noqa: PLC0415

    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("address", ["", "it@ostroleka.example"])
def test_who_has_no_account_is_told_whom_to_write_to(client, settings, address):
    settings.OPERATOR_EMAIL = address

    shown = client.get("/pl/sign-in/no-account/").content.decode()

    assert ('href="mailto:it@ostroleka.example"' in shown) == bool(address)
