"""What people of city halls do on the pages, for journeys that tell of it more than once."""

import re
from datetime import date

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tests.journeys.cities import PASSWORD
from tests.journeys.conftest import Server, assert_good
from tests.journeys.letters import letter, link_in
from tests.journeys.passkeys import add_passkey, give_authenticator
from tests.journeys.saying import said


def press(page: Page, language: str, words: str) -> None:
    """Press the button, or the link that looks like one, that says exactly these words."""
    page.get_by_role("button", name=said(language, words), exact=True).click()


def follow(page: Page, language: str, words: str) -> None:
    """Follow the first link that says these words."""
    page.get_by_role("link", name=said(language, words)).first.click()


def read_in(address: str, language: str) -> str:
    """Give the address of the same page in another language."""
    return re.sub(r"(?<=\d)/(pl|uk|en)/", f"/{language}/", address)


def type_day(page: Page, field: str, on: date) -> None:
    """Fill in the three boxes of a day."""
    for part in ("day", "month", "year"):
        page.locator(f"#id_{field}_{part}").fill(str(getattr(on, part)))


def open_partnership(page: Page, server: Server, language: str, partner: str) -> str:
    """Enter a partnership with the city of that name; give the address of its page."""
    page.goto(f"{server.address}/{language}/desk/partnerships/new/?words={partner}")
    page.get_by_role("radio").first.check()
    press(page, language, "Go on")
    press(page, language, "Save")
    page.wait_for_url(re.compile(r"/desk/partnerships/[0-9a-f-]{36}/$"))
    return page.url


def promise(page: Page, language: str, what: str, due_on: date, owner: str) -> None:
    """Log a contact with a next step, from the page of the partnership."""
    press(page, language, "Log a contact")
    type_day(page, "on", localdate())
    page.locator('input[name="channel"][value="telephone"]').check()
    page.locator('input[name="direction"][value="from_partner"]').check()
    page.locator("#id_summary").fill("Rozmowa o wymianie młodzieży")
    page.locator("#id_next_step").fill(what)
    type_day(page, "due_on", due_on)
    page.locator("#id_owner").select_option(label=owner)
    press(page, language, "Save")


def move(page: Page, stage: str, message: str = "") -> None:
    """Go on to the next stage: alone from a prospect, by a proposal from then on."""
    page.locator("a[href$='/stage/']").click()
    page.locator(f'input[name="to"][value="{stage}"]').check()
    if message:
        page.locator("#id_message").fill(message)
    page.locator('form:has(input[name="to"]) button[type="submit"]').first.click()


def come_in(page: Page, server: Server, language: str, email: str, name: str) -> None:
    """Open the letter of an invitation, make an account with a passkey, stand on the desk."""
    give_authenticator(page)
    page.goto(link_in(letter(server, email, said(language, "Accept here:")), "/invitation/"))
    assert page.url == f"{server.address}/{language}/invitation/", "the token left the address"
    assert_good(page)
    page.locator("#id_name").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    press(page, language, "Accept the invitation")
    page.wait_for_url("**/account/factors/")
    assert_good(page)
    assert len(add_passkey(page, language)) == 10
    assert_good(page)
    follow(page, language, "I have kept them: go on")
    page.wait_for_url("**/desk/")


def confirm(page: Page, language: str) -> None:
    """Say yes, wherever the proposal is shown."""
    page.locator('form[action$="/confirm/"] button').click()
    done = said(language, "All cities have confirmed: it is done.")
    expect(page.get_by_role("main")).to_contain_text(done)


def publish(here: Page, there: Page, language: str, hers: str, partnership: str) -> None:
    """Give the partnership its public page, by the hands of both cities."""
    here.goto(partnership)
    press(here, language, "Propose the public page")
    there.goto(read_in(partnership, hers))
    confirm(there, hers)
