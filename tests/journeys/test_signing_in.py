"""An officer's first sign-in: a passkey is asked for, and opens the door the next time."""

import pytest

from tests.journeys.conftest import assert_good
from tests.journeys.passkeys import (
    add_passkey,
    give_authenticator,
    sign_in,
    sign_in_by_passkey_alone,
    type_password,
)
from tests.journeys.saying import LANGUAGES, said

pytestmark = pytest.mark.browser

EMAIL, PASSWORD = "anna@example.org", "sosna nad Narwią 1373"


def administrator(language):
    def make(server):
        server.command(
            *("create-administrator", "--email", EMAIL, "--name", "Anna Przykładowa"),
            *("--password", PASSWORD, "--language", language),
        )

    return make


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_administrator_sets_up_a_passkey_and_comes_back_with_it(serve, page, language):
    server = serve(demo=False, before=administrator(language))
    give_authenticator(page)
    type_password(page, server, language, "Anna@Example.ORG", PASSWORD)
    assert page.url == f"{server.address}/{language}/account/factors/"
    assert_good(page)

    page.goto(f"{server.address}/{language}/desk/")
    assert page.url.endswith("/account/factors/"), "nothing else opens before"

    assert len(add_passkey(page, language)) == 10
    assert_good(page)
    page.reload()
    assert page.locator(".codes li").count() == 0, "the codes are shown once"
    page.goto(f"{server.address}/{language}/account/")
    assert_good(page)
    page.get_by_role("button", name=said(language, "Sign out")).click()

    sign_in(page, server, language, EMAIL, PASSWORD)
    page.get_by_role("button", name=said(language, "Sign out")).click()
    sign_in_by_passkey_alone(page, server, language)

    page.goto(f"{server.address}/{language}/account/factors/")
    page.get_by_role("link", name=said(language, "remove")).click()
    page.get_by_role("button", name=said(language, "Remove the passkey")).click()
    refused = "Your role needs a second factor. Add another one before you remove this."
    page.get_by_text(said(language, refused)).wait_for()
    assert page.get_by_role("link", name=said(language, "remove")).count() == 1
