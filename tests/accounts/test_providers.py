"""Signing in by a city's own identity provider: the real flow, with a provider on loopback."""

import urllib.error
import urllib.request

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from pobratym.accounts import invited
from pobratym.accounts.models import User
from pobratym.config.providers import identity_providers
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.services.invitations import invite
from pobratym.directory.states import Role
from tests.accounts.codes import hotp
from tests.accounts.provider import Provider
from tests.factories import PASSWORD, MunicipalityFactory, UserFactory, holder_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provider")]
ADDRESS = "anna@example.org"


@pytest.fixture
def provider(settings):
    with Provider(email=ADDRESS, name="Anna") as one:
        use(settings, one)
        yield one


def use(settings, provider, **more):
    found = identity_providers(provider.settings(**more))
    settings.IDENTITY_PROVIDERS = found
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": found}
    }


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_parts):
        return None


def approved(address):
    """Go to the provider as a browser does, and give where it leads back to."""
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.build_opener(_Stay).open(address, timeout=5)
    with answer.value:
        return answer.value.headers["Location"]


def enter(client, wanted=""):
    """Go there and back; gives the last answer."""
    sent = client.get("/oidc/city/", {"next": wanted} if wanted else {})
    assert sent.status_code == 302
    return client.get(approved(sent["Location"]))


def anna(**more):
    return UserFactory(email=ADDRESS, password=PASSWORD, language="uk", **more)


def is_in(client):
    return "_auth_user_id" in client.session


def test_the_sign_in_page_names_the_provider(client):
    shown = client.get("/en/sign-in/").content.decode()

    assert 'href="/oidc/city/"' in shown
    assert "Sign in through: Miasto" in shown


def test_who_has_an_account_with_this_address_comes_in(client, provider):
    anna()

    answer = enter(client)

    assert (answer.status_code, answer["Location"]) == (302, "/uk/desk/")
    assert is_in(client)
    assert provider.asked["redirect_uri"] == "http://testserver/oidc/city/back/"


def test_one_goes_on_to_where_one_was_going_and_never_elsewhere(client):
    anna()

    assert enter(client, "/en/account/")["Location"] == "/en/account/"
    client.logout()
    assert enter(client, "https://example.org/")["Location"] == "/uk/desk/"


def test_a_stranger_gets_no_account(client):
    answer = enter(client)

    assert answer["Location"].endswith("/sign-in/no-account/")
    assert not is_in(client)
    assert not User.objects.exists()


@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email": "оlena@example.org"}, {}])
def test_an_address_that_the_provider_has_not_confirmed_opens_nothing(client, provider, claims):
    anna()
    provider.claims |= claims or {"email": ""}

    enter(client)

    assert not is_in(client)


def test_an_address_that_is_not_confirmed_here_opens_nothing(client):
    user = anna()
    EmailAddress.objects.filter(user=user).update(verified=False)

    enter(client)

    assert not is_in(client)


@pytest.mark.parametrize("domain", ["um.example.net", "le.org", "mail.example.org"])
def test_a_provider_opens_no_account_outside_its_own_domains(client, settings, provider, domain):
    """Else one city's sign-in would let its keepers into another city, or in as administrator."""
    use(settings, provider, domains=[domain], second_factor=True)
    anna(is_administrator=True)

    enter(client)

    assert not is_in(client)


def test_who_may_sign_in_no_more_does_not_this_way_either(client):
    anna(is_active=False)

    enter(client)

    assert not is_in(client)


def test_the_second_factor_is_asked_here_too(client):
    secret = generate_totp_secret()
    TOTP.activate(anna(), secret)

    answer = enter(client)

    assert answer["Location"].endswith("/sign-in/factor/")
    assert not is_in(client)
    code = hotp(secret)
    assert client.post(answer["Location"], {"code": code})["Location"] == "/uk/desk/"
    assert is_in(client)


def test_the_provider_s_own_factor_counts_where_the_settings_say_so(client, settings, provider):
    use(settings, provider, second_factor=True)
    user = anna()
    TOTP.activate(user, generate_totp_secret())

    enter(client)

    assert is_in(client)
    assert client.session["second_factor"] == user.pk


def test_who_is_invited_is_led_to_the_invitation(client, monkeypatch):
    monkeypatch.setattr(invited, "_askers", [])
    invited.register({ADDRESS: "/en/invitation/"}.get)

    answer = enter(client)

    assert answer["Location"] == "/en/invitation/"
    assert client.session["account_verified_email"] == ADDRESS
    assert not is_in(client)


def test_an_answer_that_nobody_asked_for_is_refused(client):
    anna()

    answer = client.get("/oidc/city/back/", {"code": "x", "state": "y"})

    assert answer["Location"].endswith("/sign-in/")
    assert not is_in(client)


def test_an_answer_serves_once(client):
    anna()
    back = approved(client.get("/oidc/city/")["Location"])
    client.get(back)
    client.logout()

    client.get(back)

    assert not is_in(client)


def test_a_token_for_somebody_else_is_refused(client, provider):
    anna()
    provider.audience = "another"

    enter(client)

    assert not is_in(client)


def test_the_address_cannot_ask_to_connect_accounts(client):
    client.force_login(anna())

    sent = client.get("/oidc/city/", {"process": "connect"})

    assert sent.status_code == 302
    stored = client.session["socialaccount_states"]
    assert [kept[0]["process"] for kept in stored.values()] == ["login"]


def test_an_unknown_provider_is_no_page(client):
    assert client.get("/oidc/other/").status_code == 404


def test_who_is_invited_accepts_by_the_word_of_the_provider(client):
    city = MunicipalityFactory()
    coordinator = holder_of(Role.COORDINATOR, city)
    facts = {"by": coordinator, "language": "uk", "for_city": city}
    invite(ADDRESS, city, Role.OFFICER, **facts)

    led = enter(client)
    shown = client.get(led["Location"])
    told = {"name": "Anna Nowa", "password": PASSWORD}
    accepted = client.post(led["Location"], told)

    assert (led["Location"], shown.status_code) == ("/uk/invitation/", 200)
    assert accepted["Location"] == "/uk/desk/"
    assert is_in(client)
    assert Employment.objects.get(user__email=ADDRESS).role == Role.OFFICER
    assert "account_verified_email" not in client.session


def test_an_invitation_that_ran_out_leads_nowhere(client):
    city = MunicipalityFactory()
    facts = {"by": holder_of(Role.COORDINATOR, city), "language": "uk", "for_city": city}
    invite(ADDRESS, city, Role.OFFICER, **facts)
    Invitation.objects.update(expires_at=timezone.now())

    assert enter(client)["Location"].endswith("/sign-in/no-account/")
    assert client.get("/en/invitation/").status_code == 404
