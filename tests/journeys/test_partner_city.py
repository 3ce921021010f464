"""Journey 2: an officer finds her city, sees which cities abroad suit it and why, writes to one."""

import time
from threading import Event

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.cities import OSTROLEKA, VARASH, Person, enter, found
from tests.journeys.conftest import Server, assert_good
from tests.journeys.deeds import press
from tests.journeys.letters import PATIENCE_SECONDS
from tests.journeys.saying import TOLD_IN, said

pytestmark = pytest.mark.browser

WRITTEN = [("Ostrołęka", "Остроленка", "Ostroleka"), ("Вараш", "Warasz", "Varash")]
"""How people write the two names, in either alphabet."""
WISHES = """
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.services.wishes import ToldWish, add_wish

for code, kind, text in %r:
    city = Municipality.objects.get(code=code)
    add_wish(city, ToldWish(kind, "renewable_energy", Wordings(text)), by=None)
"""
TOLD = [
    (OSTROLEKA, "seeks", {"pl": "Praktyka przy panelach słonecznych"}),
    (OSTROLEKA, "offer", {"pl": "Pompy ciepła w szkołach"}),
    (VARASH, "seeks", {"uk": "Теплові насоси в школах"}),
    (VARASH, "offer", {"uk": "Практика на сонячних панелях"}),
]
ANSWER = "Дякуємо за лист. Dziękujemy za list."


@pytest.mark.parametrize("language", TOLD_IN)
def test_an_officer_finds_a_city_that_suits_and_writes_to_it(serve, page, language):
    own, other, names = (VARASH, "pl", WRITTEN[1]) if language == "uk" else (
        OSTROLEKA, "uk", WRITTEN[0]
    )  # fmt: skip
    officer = Person("anna@example.org", "Anna Przykładowa", language, own)
    server = serve(demo=False, before=lambda server: prepare(server, officer))
    enter(page, server, officer)
    for name in names:
        finds(page, server, language, name, own)
    assert_good(page)

    see_who_suits(page, server, language)
    put_on_list(page, language)
    write(page, language, other)
    file_answer(page, language)


@pytest.mark.parametrize("language", TOLD_IN)
def test_a_name_is_found_in_whichever_alphabet_it_is_typed(serve, page, language):
    """Invariant 17, by the box that stands on every page."""
    server = serve(demo=False, before=found)
    for names, code in zip(reversed(WRITTEN), (VARASH, OSTROLEKA), strict=True):
        for name in names:
            finds(page, server, language, name, code)
    assert_good(page)


def prepare(server: Server, officer: Person) -> None:
    """Load both registers and what two of the cities seek and offer."""
    found(server, officer)
    server.python(WISHES % TOLD)


def finds(page: Page, server: Server, language: str, name: str, code: str) -> None:
    """Ask the box for a name until the index is there; the first hit is the city with that code."""
    until = time.monotonic() + PATIENCE_SECONDS
    hits = page.locator(".hit__name a")
    while True:
        page.goto(f"{server.address}/{language}/municipalities/")
        page.locator("#mast-q").fill(name)
        page.locator("#mast-q").press("Enter")
        page.wait_for_url("**/search/**")
        if hits.count() or time.monotonic() > until:
            break
        Event().wait(0.5)
    expect(hits.first, name).to_be_visible()
    hits.first.click()
    expect(page.get_by_role("main"), name).to_contain_text(code)


def see_who_suits(page: Page, server: Server, language: str) -> None:
    """From the desk: cities of the other country, with reasons and a total that adds up."""
    page.goto(f"{server.address}/{language}/desk/")
    page.locator("main a[href*='/desk/prospects/']").first.click()
    rows = page.locator("li.candidates__one")
    expect(rows).to_have_count(2)
    expect(rows.first.locator(".candidates__why li").first).to_be_visible()
    rows.first.locator("summary").first.click()
    expect(rows.first.locator("details[open] tbody tr").first).to_be_visible()
    assert_good(page)
    rows.first.locator("h2 a").click()
    assert_good(page)


def put_on_list(page: Page, language: str) -> None:
    """The candidate's page puts the city on the short list, where all stand side by side."""
    page.locator("main form[action$='/shortlist/add/'] button").first.click()
    page.wait_for_url("**/shortlist/")
    expect(page.get_by_role("main")).to_contain_text(
        said(language, "The city is on the short list.")
    )
    expect(page.locator(".side__table thead th")).to_have_count(2)
    assert_good(page)


def write(page: Page, language: str, other: str) -> None:
    """A first letter is drafted in both languages, copied out, and marked as sent."""
    page.locator("main a[href$='/letters/']").first.click()
    assert_good(page)
    press(page, language, "Draft the first letter")
    expect(page.locator(f"#id_body_{other}")).not_to_be_empty()
    assert_good(page)
    press(page, language, "Copy it out, and mark it as sent")
    expect(page.locator(f"#text-{other}")).not_to_be_empty()
    assert_good(page)
    press(page, language, "Mark as sent")
    told = "The letter is marked as sent, and filed in the contact log."
    expect(page.get_by_role("main")).to_contain_text(said(language, told))
    assert_good(page)


def file_answer(page: Page, language: str) -> None:
    """What the city answers is filed beside the letter, and stands in the contact log."""
    press(page, language, "File an answer")
    assert_good(page)
    page.locator("input[name=language]").first.check()
    page.locator("#id_subject").fill("Re")
    page.locator("#id_body").fill(ANSWER)
    press(page, language, "File the answer")
    told = said(language, "The answer is filed, and stands in the contact log.")
    expect(page.get_by_role("main")).to_contain_text(told)
    expect(page.locator(".letters__one")).to_have_count(2)
    assert_good(page)
    page.locator(".letters__one a[href*='/desk/partnerships/']").first.click()
    expect(page.locator("main h1")).to_be_visible()
    assert_good(page)
