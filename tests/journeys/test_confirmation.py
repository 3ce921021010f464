"""Two cities in two browsers: one proposes, the other declines, then confirms what is better."""

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Server, assert_good
from tests.journeys.saying import LANGUAGES, said, said_of
from tests.journeys.test_officer import enter_as

pytestmark = pytest.mark.browser


def main(page: Page) -> str:
    return page.get_by_role("main").inner_text()


def open_partnership(page: Page, server: Server, language: str) -> str:
    """Go to the founding partnership from the desk and give its address."""
    page.goto(f"{server.address}/{language}/desk/")
    found = re.search(rf"/{language}/desk/partnerships/[0-9a-f-]{{36}}/", page.content())
    page.goto(server.address + found[0])
    return page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stage_moves_only_when_both_cities_say_so(
    serve, browser: Browser, page: Page, language: str
):
    server = serve()
    enter_as(page, server, language, 0)
    desk = open_partnership(page, server, language)

    propose(page, language, "ended", message="Jak ustalono w październiku")
    assert page.url == desk
    assert "Jak ustalono w październiku" in main(page)
    assert_good(page)

    context = browser.new_context()
    other = context.new_page()
    enter_as(other, server, language, 1)
    other.goto(desk)
    other.get_by_role("link", name=said(language, "Everything about this proposal")).click()
    assert_good(other)
    proposal = other.url
    other.get_by_role("button", name=said(language, "Decline…")).click()
    assert_good(other)
    other.get_by_role("button", name=said(language, "Decline"), exact=True).click()
    expect(other.locator(".govuk-error-summary")).to_have_count(1)
    other.locator("#id_reason").fill("Пропонуємо лише призупинити")
    other.get_by_role("button", name=said(language, "Decline"), exact=True).click()
    assert said(language, "Your city has declined. Nothing was changed.") in main(other)

    page.goto(proposal)
    assert "Пропонуємо лише призупинити" in main(page)
    assert_good(page)
    page.goto(desk)
    active = said_of(language, "stage of a partnership", "active")
    assert active in main(page)

    propose(page, language, "suspended")
    other.goto(desk)
    other.locator('form[action$="/confirm/"] button').click()
    assert said(language, "All cities have confirmed: it is done.") in main(other)
    page.goto(desk)
    assert said_of(language, "stage of a partnership", "suspended") in main(page)
    page.goto(f"{server.address}/{language}/desk/proposals/")
    expect(page.locator("main tbody tr")).to_have_count(2)
    assert_good(page)
    context.close()


def propose(page: Page, language: str, stage: str, message: str = "") -> None:
    page.get_by_role("button", name=said(language, "Propose the next stage")).click()
    page.locator(f'input[name="to"][value="{stage}"]').check()
    if stage == "ended":
        day = date(2026, 3, 14)
        for name in ("day", "month", "year"):
            page.locator(f"#id_on_{name}").fill(str(getattr(day, name)))
        page.locator("#id_reason_pl").fill("Umowa wygasła")
        page.locator("#id_reason_uk").fill("Строк дії угоди сплив")
    page.locator("#id_message").fill(message)
    page.get_by_role("button", name=said(language, "Propose"), exact=True).click()
