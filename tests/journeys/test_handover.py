"""An officer leaves; the successor knows what was promised, to whom, by when."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import assert_good

SAID = {
    "pl": ("Osoby", "Przekaż sprawy", "Przekaż wszystkie sprawy", "Sprawy przekazane Tobie"),
    "uk": ("Люди", "Передати справи", "Передати всі справи", "Справи, передані вам"),
    "en": ("People", "Hand over", "Hand everything over", "Handed over to you"),
}
COORDINATOR = "form[action*='/demo/'] button"


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_a_successor_finds_what_the_officer_had_promised(serve, page, language):
    server = serve()
    people, hand_over, all_of_it, handed = SAID[language]
    page.goto(f"{server.address}/{language}/sign-in/")
    doors = page.locator(COORDINATOR)
    doors.nth(2).click()  # after the officers of both cities: Ostrołęka's coordinator
    page.locator("a[href*='/desk/people/']").first.click()
    expect(page.locator("h1")).to_contain_text(people)
    assert_good(page)

    officer = page.locator("tr", has_text="Urząd Miasta Ostrołęki")
    officer.get_by_role("link", name=re.compile(f"^{hand_over}")).click()
    promised = page.locator("tbody th").first.inner_text()
    assert promised
    assert_good(page)
    page.get_by_role("button", name=all_of_it).click()

    expect(page.locator("h1")).to_contain_text(handed)
    expect(page.locator("tbody th").first).to_have_text(promised)
    assert_good(page)
    page.goto(f"{server.address}/{language}/desk/")
    expect(page.get_by_text(promised).first).to_be_visible()
    expect(page.locator("a[href*='/desk/hand-overs/']").first).to_be_visible()
