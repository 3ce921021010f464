"""Second factors: who needs one, what they open, and what cannot be done with them."""

import datetime as dt
import json
import time
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from pobratym.accounts import services, signals
from pobratym.accounts.queries import factors_of
from pobratym.core import ciphers
from pobratym.directory.models.employment import Employment
from pobratym.directory.states import Role
from pobratym.work.models import Letter
from tests.accounts import codes as app_codes
from tests.accounts.codes import hotp
from tests.factories import PASSWORD, MunicipalityFactory, UserFactory, officer_of
from tests.racing import at_once

pytestmark = pytest.mark.django_db
ASK = "/en/sign-in/factor/"


class Hearer:
    """Keeps what our signals say: (name, person, the rest)."""

    def __init__(self):
        self.heard = []
        self.ears = []

    def listen(self, name, signal):
        def hear(user_id, **facts):
            rest = [value for key, value in facts.items() if key in {"method", "reason", "kind"}]
            self.heard.append((name, user_id, *rest))

        signal.connect(hear, weak=False)
        self.ears.append((signal, hear))

    def leave(self):
        for signal, ear in self.ears:
            signal.disconnect(ear)


@pytest.fixture(autouse=True)
def _the_half_minute_lasts(monkeypatch):
    """Let the clock of the app and of the product stand: a code lives no longer than it shows."""
    began = time.time()
    stands = SimpleNamespace(time=lambda: began)
    for module in (auth, app_codes):
        monkeypatch.setattr(module, "time", stands)


@pytest.fixture
def told():
    hearer = Hearer()
    hearer.listen("in", signals.signed_in)
    hearer.listen("refused", signals.sign_in_refused)
    hearer.listen("added", signals.factor_added)
    hearer.listen("removed", signals.factor_removed)
    yield hearer.heard
    hearer.leave()


def with_app(**facts):
    user = UserFactory(password=PASSWORD, **facts)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return user, secret


def password(client, user):
    return client.post("/en/sign-in/", {"login": user.email, "password": PASSWORD})


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_password_alone_opens_nothing_where_there_is_a_factor(client, told):
    user, secret = with_app()

    assert password(client, user)["Location"] == ASK
    assert not is_in(client)
    assert client.get(ASK).status_code == 200

    assert client.post(ASK, {"code": hotp(secret)})["Location"] == "/en/desk/"
    assert is_in(client)
    assert told == [("in", user.pk, "password")]


def test_a_wrong_code_is_refused_and_told(client, told):
    user, secret = with_app()
    password(client, user)
    wrong = f"{(int(hotp(secret)) + 1) % 1_000_000:06}"

    assert client.post(ASK, {"code": wrong}).status_code == 422
    assert not is_in(client)
    assert told == [("refused", user.pk, "factor")]


def test_a_code_opens_once(client):
    user, secret = with_app()
    code = hotp(secret)
    password(client, user)
    client.post(ASK, {"code": code})
    client.logout()
    password(client, user)

    assert client.post(ASK, {"code": code}).status_code == 422
    assert not is_in(client)


def test_codes_cannot_be_guessed_in_a_row(client):
    user, secret = with_app()
    password(client, user)
    for number in range(5):
        client.post(ASK, {"code": f"00000{number}"})

    assert client.post(ASK, {"code": hotp(secret)}).status_code == 422
    assert not is_in(client)


def test_a_recovery_code_opens_once(client):
    user, _secret = with_app()
    [code, *_more] = RecoveryCodes.activate(user).get_unused_codes()
    password(client, user)
    assert client.post(ASK, {"code": code}).status_code == 302
    assert factors_of(user).codes_left == 9
    client.logout()
    password(client, user)

    assert client.post(ASK, {"code": code}).status_code == 422


def test_secrets_are_sealed_and_can_be_sealed_anew():
    user, secret = with_app()
    RecoveryCodes.activate(user)
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes()

    ciphers.add_key()

    assert services.seal_factors_anew() == 2
    assert services.seal_factors_anew() == 0
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes() == codes
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(hotp(secret))


def added_app(client):
    """Add an app through the pages, and give its secret."""
    client.get("/en/account/factors/app/add/")
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/en/account/factors/app/add/", {"code": hotp(secret)})
    assert answer["Location"] == "/en/account/factors/codes/"
    return secret


def test_an_app_is_added_and_recovery_codes_are_shown_once(
    client, told, django_capture_on_commit_callbacks
):
    user = UserFactory(password=PASSWORD, language="pl")
    password(client, user)

    with django_capture_on_commit_callbacks(execute=True):
        added_app(client)

    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    first = client.get("/en/account/factors/codes/").content.decode()
    second = client.get("/en/account/factors/codes/").content.decode()
    assert len(codes) == 10
    assert all(code in first for code in codes)
    assert not any(code in second for code in codes)
    assert told[1:] == [("added", user.pk, "totp"), ("added", user.pk, "recovery_codes")]
    subjects = Letter.objects.order_by("pk").values_list("subject", flat=True)
    assert list(subjects) == ["Do Twojego konta dodano aplikację uwierzytelniającą"]


def test_the_picture_to_scan_is_drawn_in_the_page(client):
    user = UserFactory(password=PASSWORD)
    password(client, user)

    shown = client.get("/en/account/factors/app/add/").content.decode()

    assert "<svg" in shown
    assert "data:image" not in shown


def test_a_session_that_is_some_minutes_old_has_to_say_again_who_it_is(client):
    user = UserFactory(password=PASSWORD)
    password(client, user)
    session = client.session
    session["account_authentication_methods"] = [
        {**one, "at": one["at"] - 301} for one in session["account_authentication_methods"]
    ]
    session.save()

    asked = client.get("/en/account/factors/app/add/")

    assert asked["Location"].startswith("/en/account/who/?next=")
    assert client.get(asked["Location"]).status_code == 200
    wrong = client.post(asked["Location"], {"password": "wrong password!!"})
    assert wrong.status_code == 422
    right = client.post(asked["Location"], {"password": PASSWORD})
    assert right["Location"] == "/en/account/factors/app/add/"
    assert client.get(right["Location"]).status_code == 200


PLACES = ["/en/desk/", "/en/", "/en/account/", "/en/account/profile/", "/en/account/address/"]


@pytest.mark.usefixtures("obliged")
class TestWhoNeedsOne:
    @pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR, Role.MAYOR])
    def test_those_who_speak_for_a_city_are_led_to_it_and_nowhere_else(self, client, role):
        user = UserFactory(password=PASSWORD)
        today = timezone.localdate()
        Employment.objects.create(
            user=user, municipality=MunicipalityFactory(), role=role, since=today
        )
        password(client, user)

        led = [client.get(place).headers.get("Location") for place in PLACES]

        assert led == ["/en/account/factors/"] * len(PLACES)
        assert client.post("/en/account/profile/", {"name": "X"}).status_code == 302
        shown = client.get("/en/account/factors/").content.decode()
        assert "One step before you begin" in shown
        added_app(client)
        assert client.get("/en/account/").status_code == 200

    def test_administrators_too(self, client):
        client.force_login(UserFactory(is_administrator=True))

        assert client.get("/en/desk/")["Location"] == "/en/account/factors/"

    def test_signing_out_stays_open(self, client):
        client.force_login(UserFactory(is_administrator=True))

        assert client.post("/en/sign-out/")["Location"] == "/en/"
        assert not is_in(client)

    @pytest.mark.parametrize("role", [Role.INTERPRETER, Role.AUDITOR, Role.FINANCE])
    def test_others_are_free(self, client, role):
        user = UserFactory()
        Employment.objects.create(
            user=user, municipality=MunicipalityFactory(), role=role, since=timezone.localdate()
        )
        client.force_login(user)

        assert client.get("/en/account/").status_code == 200

    def test_a_role_given_meanwhile_counts_at_the_next_request(self, client):
        user = UserFactory()
        client.force_login(user)
        assert client.get("/en/account/").status_code == 200

        Employment.objects.create(
            user=user, municipality=MunicipalityFactory(), since=timezone.localdate()
        )

        assert client.get("/en/account/").status_code == 302

    def test_a_role_that_has_ended_obliges_no_more(self, client):
        user = officer_of(MunicipalityFactory())
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        Employment.objects.update(since=yesterday, until=yesterday)
        client.force_login(user)

        assert client.get("/en/account/").status_code == 200

    def test_a_factor_added_elsewhere_has_to_be_shown_here(self, client):
        user, secret = with_app(is_administrator=True)
        client.force_login(user)
        page = client.get("/en/account/factors/").content.decode()
        assert "Show your second factor" in page

        shown = client.post("/en/account/who/code/?next=/en/desk/", {"code": hotp(secret)})

        assert shown["Location"] == "/en/desk/"
        assert client.get("/en/account/").status_code == 200

    def test_the_note_of_one_person_does_not_serve_another(self, client):
        user, secret = with_app()
        password(client, user)
        client.post(ASK, {"code": hotp(secret)})
        note = client.session["second_factor"]

        client.force_login(UserFactory(is_administrator=True))
        other = client.session
        other["second_factor"] = note
        other.save()

        assert client.get("/en/desk/").status_code == 302

    def test_the_demonstration_obliges_nobody(self, client, settings):
        settings.DEMO = True
        client.force_login(UserFactory(is_administrator=True))

        assert client.get("/en/account/").status_code == 200

    def test_the_last_factor_stays(self, client):
        user, secret = with_app(is_administrator=True)
        password(client, user)
        client.post(ASK, {"code": hotp(secret)})

        client.post("/en/account/factors/app/remove/")

        assert factors_of(user).any
        assert "Add another one" in client.get("/en/account/factors/").content.decode()

    def test_one_of_two_may_go(self, client, told):
        user, secret = with_app(is_administrator=True)
        Authenticator.objects.create(user=user, type="webauthn", data={"name": "Klucz"})
        services_told = len(told)
        password(client, user)
        client.post(ASK, {"code": hotp(secret)})

        client.post("/en/account/factors/app/remove/")

        assert factors_of(user).app is None
        assert told[services_told + 1 :] == [("removed", user.pk, "totp")]

    def test_knowing_the_factor_costs_no_statement(self, client, cost):
        user, secret = with_app(is_administrator=True)
        password(client, user)
        client.post(ASK, {"code": hotp(secret)})
        client.get("/en/sign-in/letter/")

        asked = cost(lambda: client.get("/en/sign-in/letter/"))

        assert [one for one in asked if "mfa_" in one or "employment" in one] == []


def test_a_person_who_is_free_may_remove_the_last_factor(client):
    user, secret = with_app()
    password(client, user)
    client.post(ASK, {"code": hotp(secret)})

    client.post("/en/account/factors/app/remove/")

    assert not factors_of(user).any


def test_who_lost_everything_begins_anew(client):
    user, secret = with_app(language="uk")
    RecoveryCodes.activate(user)
    password(client, user)
    client.post(ASK, {"code": hotp(secret)})

    assert services.forget_factors(user) == 2

    assert client.get("/en/account/").status_code == 302
    assert not factors_of(user).any
    assert Letter.objects.latest("pk").subject == "Ваш другий чинник входу скасовано"


def test_a_passkey_s_nonsense_is_refused(client):
    client.force_login(UserFactory())
    client.get("/en/account/factors/passkey/add/")

    for nonsense in ("{}", "[]", '{"id": 1}', "nothing", '{"type": "public-key", "response": {}}'):
        answer = client.post("/en/account/factors/passkey/add/", {"credential": nonsense})
        assert answer.status_code == 422, nonsense
    assert not Authenticator.objects.exists()


def test_nonsense_opens_nothing_without_a_password_either(client):
    assert client.get("/en/sign-in/passkey/", headers={"accept": "application/json"}).json()

    for nonsense in ("{}", "[]", '{"response": {"userHandle": "AA"}}', "nothing"):
        answer = client.post("/en/sign-in/passkey/", {"credential": nonsense})
        assert answer["Location"] == "/en/sign-in/", nonsense
        assert not is_in(client)


def test_a_stranger_s_passkey_is_out_of_reach(client):
    other = UserFactory()
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Klucz"})
    client.force_login(UserFactory())

    assert client.get(f"/en/account/factors/passkey/{key.pk}/remove/").status_code == 404
    assert (
        client.post(f"/en/account/factors/passkey/{key.pk}/name/", {"name": "x"}).status_code == 404
    )


@pytest.mark.django_db(transaction=True)
def test_a_recovery_code_raced_opens_one_door():
    user, _secret = with_app()
    codes = RecoveryCodes.activate(user)
    code = codes.get_unused_codes()[0]
    opened = []

    def use():
        row = Authenticator.objects.get(pk=codes.instance.pk)
        opened.append(RecoveryCodes(row).validate_code(code))

    assert at_once(use, times=6) == []
    assert sorted(opened) == [False] * 5 + [True]


def test_the_first_factor_ends_all_other_sessions(client, django_capture_on_commit_callbacks):
    """Who had come in elsewhere by the password alone could add a factor of their own there."""
    user, elsewhere = UserFactory(password=PASSWORD), Client()
    password(elsewhere, user)
    password(client, user)

    with django_capture_on_commit_callbacks(execute=True):
        added_app(client)

    assert (is_in(client), is_in(elsewhere)) == (True, False)


def test_only_the_first_real_factor_is_the_first():
    user, _secret = with_app()
    [app] = Authenticator.objects.all()
    codes = RecoveryCodes.activate(user).instance

    assert services.is_first_factor(app)
    assert not services.is_first_factor(codes)
    key = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    assert not services.is_first_factor(key)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_a_code_opens_once_even_at_the_same_moment(kind):
    user, secret = with_app()
    code = hotp(secret) if kind == "app" else RecoveryCodes.activate(user).get_unused_codes()[0]
    browsers = [Client(), Client(), Client()]
    for browser in browsers:
        password(browser, user)
    waiting = iter(browsers)

    errors = at_once(lambda: next(waiting).post(ASK, {"code": code}), 3)

    assert errors == []
    assert sorted(is_in(browser) for browser in browsers) == [False, False, True]
