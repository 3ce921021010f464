"""The components as a browser shows them, and drafts that survive what befalls a form."""

import json

import pytest

from tests.journeys.conftest import assert_good
from tests.journeys.saying import LANGUAGES

pytestmark = pytest.mark.browser

FORM = "form[data-draft]"
KEPT = "JSON.stringify(Object.entries(localStorage).filter(([name]) => name.includes('draft:')))"


def kept(page):
    """Give what the browser keeps of forms: boxes that are not empty."""
    drafts = json.loads(page.evaluate(KEPT))
    return [[box for box in json.loads(text)["boxes"] if box[1]] for _name, text in drafts]


def lead_to(page, address):
    """Let the first form of the page lead to another page, as a server's answer would."""
    page.evaluate(
        "([form, address]) => Object.assign(document.querySelector(form),"
        " {action: address, method: 'get'})",
        [FORM, address],
    )
    page.locator(f"{FORM} button[type=submit]").first.click()


def test_every_component_is_accessible_in_every_language(serve, page):
    server = serve()

    for language in LANGUAGES:
        page.goto(f"{server.address}/{language}/gallery/")
        assert_good(page)


def test_the_gallery_keeps_its_contrast_in_the_readers_own_colours(serve, browser):
    server = serve()
    context = browser.new_context(forced_colors="active")
    page = context.new_page()

    page.goto(f"{server.address}/uk/gallery/")

    edges = "getComputedStyle(document.querySelector('.govuk-tag')).borderTopWidth"
    assert page.evaluate(edges) == "1px"
    context.close()


def test_a_draft_outlives_a_lost_page_and_can_be_put_back(serve, page):
    server = serve()
    page.goto(f"{server.address}/uk/gallery/")
    page.locator("#id_empty-title_uk").fill("Угода про партнерство")
    page.locator("#id_empty-password").fill("таємниця")
    page.locator("#id_empty-languages").check()

    page.goto(f"{server.address}/uk/partnerships/")
    assert kept(page) == [[["empty-title_uk", "Угода про партнерство"], ["empty-languages", "pl"]]]
    page.goto(f"{server.address}/uk/gallery/")
    assert_good(page)
    page.locator(".draft button").first.click()

    assert page.locator("#id_empty-title_uk").input_value() == "Угода про партнерство"
    assert page.locator("#id_empty-languages").is_checked()
    assert page.locator("#id_empty-password").input_value() == ""
    assert page.locator(".draft").count() == 0


def test_a_draft_is_kept_when_the_answer_is_a_fault_or_a_sign_in(serve, page):
    server = serve()

    for answer in ("/pl/no-such-page/", "/pl/sign-in/"):
        page.goto(f"{server.address}/pl/gallery/")
        page.locator("#id_empty-title_pl").fill("Umowa")
        lead_to(page, answer)
        page.wait_for_url(f"**{answer}*")

        assert len(kept(page)) == 1


def test_a_discarded_draft_is_gone(serve, page):
    server = serve()
    page.goto(f"{server.address}/pl/gallery/")
    page.locator("#id_empty-title_pl").fill("Umowa")
    page.reload()

    page.locator(".draft button").nth(1).click()

    assert kept(page) == []


def test_a_draft_goes_once_its_deed_is_done(serve, page):
    server = serve()
    page.goto(f"{server.address}/pl/sign-in/")
    page.locator("main form button").first.click()
    page.locator("main a[href$='/partnerships/new/']").wait_for()
    page.locator("main a[href*='/desk/partnerships/']:not([href$='/new/'])").first.click()
    page.locator("main a[href$='/events/new/']").click()
    page.locator("#id_title_pl").fill("Spotkanie szkół")
    for part, number in (("day", "7"), ("month", "10"), ("year", "2025")):
        page.locator(f"input[name='on_{part}']").fill(number)
    page.reload()
    page.locator(".draft button").first.click()
    assert len(kept(page)) == 1

    page.locator(f"{FORM} button[type=submit]").first.click()
    page.locator("[data-done]").wait_for()

    assert kept(page) == []
