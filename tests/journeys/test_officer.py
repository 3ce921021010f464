"""Journeys 2 (its register half) and of the second partnership: an officer at work."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import assert_good
from tests.journeys.passkeys import sign_in
from tests.journeys.saying import LANGUAGES, said, said_of
from tests.shared import real_data, shared

pytestmark = pytest.mark.browser

PASSWORD = "sosna nad Narwią 1373"
TERC = "territory/pl/TERC_Adresowy_2026-02-16.csv"
KATOTTG = "territory/ua/kodifikator-16-05-2025.csv"
GUS = "territory/pl/GUS_ludnosc_gminy_2024_tabl_IV.xls"


def load_registers(server):
    server.command("import", "territories", str(shared(TERC)), str(shared(KATOTTG)))
    server.command("import", "statistics", str(shared(GUS)))


@real_data
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_officer_finds_her_city_in_the_loaded_registers(serve, page, language):
    """The administrator loads both registers; the officer signs in and finds her city."""
    server = serve(demo=False, before=load_registers)
    server.command(
        *("create-officer", "--city", "1461011", "--email", "anna@example.org"),
        *("--name", "Anna Przykładowa", "--password", PASSWORD, "--language", language),
    )

    page.goto(f"{server.address}/{language}/sign-in/")
    assert_good(page)
    sign_in(page, server, language, "Anna@Example.org", PASSWORD)
    assert page.url == f"{server.address}/{language}/desk/"
    assert_good(page)

    for typed in ("Ostroleka", "ОСТРОЛЕНКА", "ostrołę"):
        page.get_by_role("link", name=said(language, "Municipalities")).click()
        page.get_by_label(said(language, "Name in any alphabet")).fill(typed)
        page.get_by_role("button", name=said(language, "Show"), exact=True).click()
        rows = page.locator("tbody tr").filter(has_text="1461011")
        expect(rows, typed).to_have_count(1)
    assert_good(page)
    rows.get_by_role("link").click()
    shown = page.get_by_role("main").inner_text()
    assert "TERC" in shown
    assert "1461011" in shown
    assert_good(page)

    page.goto(f"{server.address}/{language}/municipalities/?name=Varash")
    assert page.locator("tbody tr").filter(has_text="UA56020030000068439").count() == 1


@real_data
def test_the_founding_cities_are_joined_to_their_official_codes(serve, page):
    server = serve()
    load_registers(server)

    page.goto(f"{server.address}/uk/municipalities/?name=Вараш")
    assert page.locator("tbody tr").count() == 1
    page.locator("tbody tr").get_by_role("link").click()

    assert "КАТОТТГ, 16 травня 2025" in page.get_by_role("main").inner_text()
    assert page.locator("svg[role=img]").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_officer_adds_a_second_partnership(serve, page, language):
    """Chosen partner, three languages side by side, an error mended, saved once, published."""
    server = serve(before=two_small_registers)
    enter_as(page, server, language, 0)
    page.goto(f"{server.address}/{language}/desk/")
    page.get_by_role("button", name=said(language, "New partnership")).click()
    assert_good(page)
    page.get_by_label(said(language, "Name of the other municipality")).fill("izia")
    page.locator("#main").get_by_role("button", name=said(language, "Search")).click()
    page.get_by_role("radio").first.check()
    assert_good(page)
    page.get_by_role("button", name=said(language, "Go on"), exact=True).click()
    assert_good(page)
    title = page.locator("#id_title_pl")
    assert title.input_value() == "Ostrołęka – Iziasław"

    for code in ("pl", "uk", "en"):
        page.locator(f"#id_title_{code}").fill("")
    page.get_by_role("button", name=said(language, "Save"), exact=True).click()
    summary = page.locator(".govuk-error-summary")
    assert summary.count() == 1
    assert_good(page)
    summary.get_by_role("link").first.click()
    title.fill("Partnerstwo Ostrołęki i Iziasławia")
    page.get_by_role("button", name=said(language, "Save"), exact=True).click()

    assert "Partnerstwo Ostrołęki i Iziasławia" in page.get_by_role("heading", level=1).inner_text()
    assert (
        said_of(language, "stage of a partnership", "prospect")
        in page.get_by_role("main").inner_text()
    )
    assert_good(page)
    page.goto(f"{server.address}/{language}/desk/translations/")
    assert page.locator("tbody tr").count() >= 2
    assert_good(page)

    page.context.clear_cookies()
    page.goto(f"{server.address}/{language}/partnerships/")
    assert "Iziasławia" not in page.get_by_role("main").inner_text()
    enter_as(page, server, language, 1)
    page.goto(f"{server.address}/{language}/desk/")
    assert "Iziasławia" not in page.get_by_role("main").inner_text()


def two_small_registers(server):
    """Load a few real units of both registers from files made here."""
    server.data.mkdir(parents=True, exist_ok=True)
    ukraine = server.data / "katottg.csv"
    ukraine.write_text(
        "Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;"
        "Категорія об’єкта;Назва об’єкта\n"
        "UA68000000000099709;;;;;O;Хмельницька\n"
        "UA68000000000099709;UA68060000000048713;;;;P;Шепетівський\n"
        "UA68000000000099709;UA68060000000048713;UA68060070000077640;;;H;Ізяславська\n"
        "UA68000000000099709;UA68060000000048713;UA68060070000077640;UA68060070010012345;;M;Ізяслав\n",
        encoding="utf-8",
    )
    server.command("import", "territories", str(ukraine), "--on", "2025-05-16")


def enter_as(page, server, language, number):
    page.goto(f"{server.address}/{language}/sign-in/")
    page.locator(".doors").nth(number).locator("form[action*='/demo/'] button").first.click()
