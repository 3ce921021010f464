"""An officer makes her city's page her own, and two officers meet in one form."""

import struct
import zlib

import pytest

from tests.journeys.conftest import assert_good
from tests.journeys.saying import said
from tests.journeys.test_officer import enter_as, two_small_registers

pytestmark = pytest.mark.browser


def png(width=64, height=80):
    """Give a red picture with a text chunk that must not survive."""
    rows = b"".join(b"\x00" + b"\xc8\x32\x1f" * width for _ in range(height))

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"tEXt", b"GPS\x0053.08,21.57")
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def test_an_officer_corrects_a_name_and_shows_the_arms(serve, page):
    server = serve(before=two_small_registers)
    enter_as(page, server, "pl", 0)
    page.goto(f"{server.address}/pl/municipalities/?name=Ostroleka")
    page.locator("tbody tr").get_by_role("link").click()
    city = page.url

    page.get_by_role("link", name=said("pl", "Correct the name")).click()
    assert_good(page)
    page.locator("#id_name_uk").fill("Остролєнка")
    page.get_by_role("button", name=said("pl", "Save"), exact=True).click()
    page.goto(city.replace("/pl/", "/uk/"))
    assert page.get_by_role("heading", level=1).inner_text() == "Остролєнка"
    page.goto(f"{server.address}/uk/municipalities/?name=Остролє")
    assert page.locator("tbody tr").count() == 1

    page.goto(city)
    page.get_by_role("link", name=said("pl", "Coat of arms")).click()
    assert_good(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "herb.png", "mimeType": "image/png", "buffer": b"not a picture at all"}
    )
    page.locator("#id_shows_pl").fill("Herb Ostrołęki: biały orzeł na czerwonej tarczy")
    page.locator("#id_author").fill("Urząd Miasta Ostrołęki")
    page.locator("#id_licence").fill("CC BY 4.0")
    page.get_by_role("button", name=said("pl", "Save"), exact=True).click()
    assert page.locator(".govuk-error-summary").count() == 1
    assert page.locator("#id_author").input_value() == "Urząd Miasta Ostrołęki"
    assert_good(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "herb.png", "mimeType": "image/png", "buffer": png()}
    )
    page.get_by_role("button", name=said("pl", "Save"), exact=True).click()

    page.context.clear_cookies()
    page.goto(city)
    arms = page.locator(".pair__arms img")
    assert arms.get_attribute("alt") == "Herb Ostrołęki: biały orzeł na czerwonej tarczy"
    assert arms.evaluate("one => one.naturalWidth") == 64
    assert "Urząd Miasta Ostrołęki, CC BY 4.0" in page.get_by_role("main").inner_text()
    kept = page.request.get(server.address + arms.get_attribute("src")).body()
    assert b"GPS" not in kept
    assert_good(page)


def test_the_second_of_two_who_save_sees_both_texts_and_loses_nothing(serve, pages):
    server = serve()
    first, second = pages(), pages()
    for number, one in enumerate((first, second)):
        enter_as(one, server, "uk", number)
        one.goto(f"{server.address}/uk/desk/")
        one.locator("section[aria-labelledby=partnerships] .rows a").first.click()
        one.get_by_role("button", name=said("uk", "Edit"), exact=True).click()
    save = said("uk", "Save")

    first.locator("#id_title_uk").fill("Перша назва")
    first.get_by_role("button", name=save, exact=True).click()
    second.locator("#id_title_uk").fill("Друга назва")
    second.get_by_role("button", name=save, exact=True).click()

    assert second.locator("#id_title_uk").input_value() == "Друга назва"
    assert "Перша назва" in second.get_by_role("main").inner_text()
    assert_good(second)
    second.get_by_role("button", name=save, exact=True).click()
    assert "Друга назва" in second.get_by_role("heading", level=1).inner_text()
