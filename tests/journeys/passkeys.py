"""Signing in as people of an installation do: with a password, then with a passkey.

The passkey lies in Chromium's own virtual authenticator, so the whole ceremony is the real one.
``sign_in`` sets it up at the first time and shows it afterwards; the authenticator belongs to the
page's context, so each person of a journey has a context of their own.
"""

from playwright.sync_api import CDPSession, Page

from tests.journeys.saying import said

_OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
_having: dict[Page, CDPSession] = {}


def give_authenticator(page: Page) -> None:
    """Put a virtual authenticator, such as a telephone has, beside the page; once."""
    if page in _having:
        return
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": _OPTIONS})
    _having[page] = session
    page.on("close", lambda closed: _having.pop(closed, None))


def type_password(page: Page, server, language: str, email: str, password: str) -> None:
    """Fill in the sign-in page and send it."""
    page.goto(f"{server.address}/{language}/sign-in/")
    page.get_by_label(said(language, "E-mail address")).fill(email)
    page.get_by_label(said(language, "Password"), exact=True).fill(password)
    page.get_by_role("button", name=said(language, "Sign in"), exact=True).click()


def add_passkey(page: Page, language: str) -> list[str]:
    """Add a passkey on the page of second factors, and give the recovery codes shown."""
    page.get_by_role("link", name=said(language, "Add a passkey")).click()
    page.get_by_role("button", name=said(language, "Add the passkey")).click()
    page.wait_for_url("**/account/factors/codes/")
    return page.locator(".codes li").all_inner_texts()


def sign_in(page: Page, server, language: str, email: str, password: str) -> None:
    """Sign in and stand on the desk, setting up a passkey or showing the one there is."""
    give_authenticator(page)
    type_password(page, server, language, email, password)
    if page.url.endswith("/account/factors/"):
        add_passkey(page, language)
        page.get_by_role("link", name=said(language, "I have kept them: go on")).click()
    elif page.url.endswith("/sign-in/factor/"):
        page.get_by_role("button", name=said(language, "Use the passkey")).click()
    page.wait_for_url("**/desk/")


def sign_in_by_passkey_alone(page: Page, server, language: str) -> None:
    """Sign in without a password, by the passkey that was set up before."""
    page.goto(f"{server.address}/{language}/sign-in/")
    page.get_by_role("button", name=said(language, "Sign in with a passkey")).click()
    page.wait_for_url("**/desk/")
