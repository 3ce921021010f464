"""Two officers write one clause at the same time, and nothing that either typed is lost."""

import os
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import (
    PATIENCE_MS,
    Server,
    assert_good,
    free_port,
    on_server,
    surroundings_for,
)
from tests.journeys.test_crash import House

pytestmark = pytest.mark.browser

BASE = "Umowa trwa 3 lata. Strony wymieniają młodzież."
WRITE = """
from pobratym.agreements.models.agreements import Agreement, AgreementParty, Tongue
from pobratym.agreements.services.clauses import add_clause
from pobratym.agreements.services.writing import Words
from pobratym.partnerships.models.partnerships import Partnership

partnership = Partnership.objects.order_by("pk")[0]
cities = [party.municipality for party in partnership.parties.order_by("place")]
agreement = Agreement.objects.create(
    partnership=partnership, kind="partnership_agreement", stage="negotiation",
    title=partnership.title, opened_by=cities[0], shared_on=partnership.created_at.date(),
)
for place, (city, language) in enumerate(zip(cities, ("pl", "uk")), 1):
    AgreementParty.objects.create(agreement=agreement, city=city, place=place, language=language)
    Tongue.objects.create(agreement=agreement, language=language, place=place, title="T")
for kind, body in (("duration", BASE), ("finance", "Pierwszy."), ("final", "Ostatni.")):
    words = {"pl": Words(kind, body), "uk": Words(kind, "Текст.")}
    add_clause(agreement, kind, words=words, by=None, city=cities[0])
print("agreement", agreement.public_id)
"""


def text_of(server: Server) -> str:
    """Write an agreement into the demonstration; give the address of its text."""
    told = server.python(f"BASE = {BASE!r}\n{WRITE}")
    found = re.search(r"agreement ([0-9a-f-]{36})", told)
    return f"{server.address}/en/desk/agreements/{found[1]}/text/"


def enter_as_officer_of(page: Page, server: Server, city: int) -> None:
    page.goto(f"{server.address}/en/sign-in/")
    page.locator(".doors").nth(city).locator("form[action*='/demo/'] button").first.click()
    page.wait_for_url("**/desk/")


def open_in_place(page: Page, number: int = 0, language: str = "pl") -> None:
    clause = page.locator(".clause").nth(number)
    clause.locator(f"a[data-edit][href$='/{language}/']").click()
    expect(clause.locator("form.editor")).to_be_visible()


def body(page: Page):
    return page.get_by_label("Wording", exact=True)


def order(page: Page) -> list[str]:
    return page.locator(".clause__type").all_inner_texts()


def test_two_write_in_one_clause_see_each_other_and_lose_nothing(serve, pages):
    server = serve()
    text = text_of(server)
    anna, olena = pages(), pages()
    enter_as_officer_of(anna, server, 0)
    enter_as_officer_of(olena, server, 1)
    for page in (anna, olena):
        page.goto(text)
        open_in_place(page)

    body(anna).fill(BASE.replace("młodzież", "uczniów"))
    expect(anna.locator("[data-said]")).to_have_text("Kept. Others see it once you save.")
    expect(olena.locator(".others")).to_contain_text("Ostrołęka writes here, too.")

    body(olena).fill(BASE.replace("3 lata", "5 lat"))
    olena.get_by_role("button", name="Save", exact=True).click()
    expect(olena.locator(".tongue__told")).to_contain_text("Saved.")
    expect(olena.locator(".clause").first).to_contain_text("Umowa trwa 5 lat.")
    expect(olena.locator(".clause").first.locator(".govuk-tag--orange")).to_have_text("out of date")

    expect(anna.locator(".others del")).to_have_text("3 lata")
    expect(anna.locator(".others ins")).to_have_text("5 lat")
    assert_good(anna)
    anna.get_by_role("button", name="Take these changes in").click()
    expect(body(anna)).to_have_value("Umowa trwa 5 lat. Strony wymieniają uczniów.")
    anna.get_by_role("button", name="Save", exact=True).click()
    expect(anna.locator(".tongue__told")).to_contain_text("Saved.")

    olena.goto(text)
    expect(olena.locator(".clause").first).to_contain_text(
        "Umowa trwa 5 lat. Strony wymieniają uczniów."
    )
    assert_good(olena)


def test_where_both_change_the_same_words_a_person_chooses(serve, pages):
    server = serve()
    text = text_of(server)
    anna, olena = pages(), pages()
    enter_as_officer_of(anna, server, 0)
    enter_as_officer_of(olena, server, 1)
    for page, years in ((anna, "2 lata"), (olena, "5 lat")):
        page.goto(text)
        open_in_place(page)
        body(page).fill(BASE.replace("3 lata", years))
    olena.get_by_role("button", name="Save", exact=True).click()
    expect(olena.locator(".tongue__told")).to_be_visible()

    anna.get_by_role("button", name="Save", exact=True).click()

    expect(body(anna)).to_have_value(BASE.replace("3 lata", "⟦5 lat¦2 lata⟧"))
    expect(anna.locator(".clash")).to_contain_text("Umowa trwa 5 lat.")
    expect(anna.locator(".clash")).to_contain_text("Umowa trwa 2 lata.")
    assert_good(anna)
    body(anna).fill(BASE.replace("3 lata", "5 lat, potem 2 lata"))
    anna.get_by_role("button", name="Save", exact=True).click()
    expect(anna.locator(".clause").first).to_contain_text("Umowa trwa 5 lat, potem 2 lata.")


def test_clauses_are_ordered_by_keys_and_by_dragging(serve, page):
    server = serve()
    text = text_of(server)
    enter_as_officer_of(page, server, 0)
    page.goto(text)
    handles = page.locator(".clause__handle")
    said = page.locator("#order-said")
    assert order(page) == ["duration and notice", "finance", "final provisions"]

    handles.nth(2).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(said).to_contain_text("is now at place 2 of 3. Saved.")
    assert order(page) == ["duration and notice", "final provisions", "finance"]
    expect(page.locator(".clause__title").nth(1)).to_contain_text("Article 2")

    page.keyboard.press("Space")
    expect(said).to_contain_text("is grabbed. Place 2 of 3.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(said).to_contain_text("stays where it was.")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    expect(said).to_contain_text("is now at place 1 of 3. Saved.")

    box = handles.nth(2).bounding_box()
    top = page.locator(".clause").first.bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, top["y"] + 5, steps=12)
    page.mouse.up()
    expect(said).to_contain_text("Article 1 finance is now at place 1 of 3. Saved.")

    page.reload()
    assert order(page) == ["finance", "final provisions", "duration and notice"]
    page.get_by_role("button", name="Down").first.click()
    page.wait_for_url(re.compile("#c-"))
    assert order(page) == ["final provisions", "finance", "duration and notice"]
    assert_good(page)


@pytest.fixture
def house(tmp_path, ground):
    port = free_port()
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    database = f"clause_{os.getpid()}_{port}" if ground.database else ""
    if database:
        on_server(f"CREATE DATABASE {database} TEMPLATE {ground.database}")
    ground.copy_to(data, demo=True)
    address = f"http://localhost:{port}"
    one = House(address, data, surroundings_for(data, database, port), port, database)
    one.start()
    yield one
    if one.process.poll() is None:
        one.kill_all()
    if database:
        on_server(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.mark.xdist_group("crash")
def test_what_is_typed_outlives_a_killed_server_and_a_closed_window(house, browser: Browser):
    text = text_of(house)
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    enter_as_officer_of(page, house, 0)
    page.goto(text)
    open_in_place(page)
    body(page).fill("Zanim serwer padł.")
    expect(page.locator("[data-said]")).to_have_text("Kept. Others see it once you save.")

    house.kill_all()
    body(page).fill("Zanim serwer padł, i potem.")
    expect(page.locator("[data-said]")).to_contain_text("The server does not answer.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-said]")).to_contain_text("It was not saved")
    expect(body(page)).to_have_value("Zanim serwer padł, i potem.")
    page.close()

    house.start()
    again = context.new_page()
    again.set_default_timeout(PATIENCE_MS)
    again.goto(text)
    open_in_place(again)
    expect(body(again)).to_have_value("Zanim serwer padł.")  # the server kept this
    again.get_by_role("button", name="Put it back").click()  # the browser kept more
    expect(body(again)).to_have_value("Zanim serwer padł, i potem.")
    again.get_by_role("button", name="Save", exact=True).click()
    expect(again.locator(".clause").first).to_contain_text("Zanim serwer padł, i potem.")
    open_in_place(again)
    expect(again.get_by_role("button", name="Put it back")).to_have_count(0)
    context.close()
