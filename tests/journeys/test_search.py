"""One question in any language, asked from any page, by keyboard and without JavaScript."""

import pytest

from tests.journeys.conftest import assert_good
from tests.journeys.saying import LANGUAGES

pytestmark = pytest.mark.browser

VARASH = {"pl": "Warasz", "uk": "Вараш", "en": "Varash"}
TYPED = {"pl": "Вараш", "uk": "Varaš", "en": "Warasz"}
EVENTS = {"pl": "Wydarzenia", "uk": "Події", "en": "Events"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_finds_a_city_and_an_agreement_in_any_language(reading_room, page, language):
    home = f"{reading_room.address}/{language}"
    page.goto(f"{home}/municipalities/")
    page.get_by_role("heading", level=1).click()

    page.keyboard.press("/")
    page.keyboard.type(TYPED[language])
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert page.locator(".hit__name").first.inner_text() == VARASH[language]
    assert_good(page)

    page.locator("#filters summary").click()
    page.get_by_label(EVENTS[language]).check()
    page.wait_for_url("**kind=partnerships.event**")
    assert page.locator(".hit").count() > 0
    assert_good(page)

    page.goto(f"{home}/search/")
    assert_good(page)
    page.locator("#q").press_sequentially("вар")
    page.locator(".suggestions__list").wait_for()
    assert_good(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/municipalities/**")
    assert VARASH[language] in page.get_by_role("heading", level=1).inner_text()


def test_the_same_without_javascript(reading_room, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{reading_room.address}/pl/")
    page.locator("#mast-q").fill("energia odnawialna")
    page.locator("#mast-q").press("Enter")

    assert page.locator("mark").count() > 0
    assert "§ 6" in page.locator(".hit__name").first.inner_text()
    context.close()
