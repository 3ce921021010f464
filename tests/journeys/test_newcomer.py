"""Journey 1: a newcomer starts the product and reads the founding partnership."""

import pytest

from tests.journeys.conftest import WIDTHS, assert_good
from tests.journeys.saying import LANGUAGES, said

pytestmark = pytest.mark.browser

TITLES = {
    "pl": "Partnerstwo Ostrołęki i Warasza",
    "uk": "Партнерство Остроленки та Вараша",
    "en": "Partnership of Ostrołęka and Varash",
}
SIGNED = {"pl": "7 października 2024", "uk": "7 жовтня 2024", "en": "7 October 2024"}
NAMES = {
    "pl": ("Ostrołęka", "Warasz"),
    "uk": ("Остроленка", "Вараш"),
    "en": ("Ostrołęka", "Varash"),
}
AGREEMENTS = {
    "pl": "Umowa o partnerstwie i współpracy",
    "uk": "Угода про партнерство та співробітництво",
    "en": "Agreement on partnership and cooperation",
}
SAMPLE = {"pl": "Treść przykładowa", "uk": "Зразок тексту", "en": "Sample wording"}
NOT_AGREED = {
    "pl": "ogłoszone, nieuzgodnione",
    "uk": "оголошено, не узгоджено",
    "en": "announced, not agreed",
}
VISITS = {
    "pl": "Wizyta założycielska Warasza w Ostrołęce",
    "uk": "Установчий візит Вараша до Остроленки",
    "en": "Founding visit of Varash in Ostrołęka",
}
SIGNING = {
    "pl": "Podpisanie umowy o partnerstwie",
    "uk": "Підписання угоди про партнерство",
    "en": "Signing of the partnership agreement",
}
CRITICAL = {
    "pl": ("Elektrownia", "Centrum zarządzania kryzysowego"),
    "uk": ("Електростанція", "Центр управління в кризових ситуаціях"),
    "en": ("Power plant", "Crisis management centre"),
}
"""Places of the founding visit that nobody outside may learn of."""
UNSAID = ("Pokazova", "Показова", "Umovna", "Умовна")
"""Names of guests, in either script."""
OWN_NAMES = {"pl": "Polski", "uk": "Українська", "en": "English"}


def test_a_newcomer_reads_the_founding_partnership_in_three_languages(reading_room, browser):
    server = reading_room
    context = browser.new_context(locale="pl-PL")
    page = context.new_page()

    page.goto(server.address)
    assert page.url == f"{server.address}/pl/"
    for language in LANGUAGES:
        page.get_by_role("link", name=OWN_NAMES[language]).click() if language != "pl" else None
        assert page.locator("html").get_attribute("lang") == language
        page.goto(f"{server.address}/{language}/")
        assert_good(page)

        page.get_by_role("link", name=TITLES[language]).click()
        assert page.get_by_role("heading", level=1).inner_text() == TITLES[language]
        facts = page.locator("section", has=page.locator("#facts"))
        assert SIGNED[language] in facts.inner_text()
        assert_good(page)

        page.get_by_role("navigation", name=said(language, "On this page")).get_by_role(
            "link", name=said(language, "Map")
        ).click()
        drawing = page.locator("svg[role=img]")
        assert TITLES[language] in drawing.locator("title").text_content()
        assert "351" in drawing.locator("desc").text_content()
        for name in NAMES[language]:
            assert drawing.get_by_text(name, exact=True).count() == 1

        page.get_by_role("navigation", name=said(language, "On this page")).get_by_role(
            "link", name=said(language, "Timeline")
        ).click()
        timeline = page.locator("section", has=page.locator("#timeline"))
        days = timeline.locator("time").evaluate_all("all => all.map(one => one.dateTime)")
        assert "2024-10-07" in days
        assert days == sorted(days)
        ahead = page.locator("section", has=page.locator("#next"))
        assert ahead.get_by_text(said(language, "example"), exact=True).count() == 2

        page.get_by_role("link", name=AGREEMENTS[language]).click()
        assert page.get_by_role("heading", level=1).inner_text() == AGREEMENTS[language]
        assert page.get_by_role("heading", name=SAMPLE[language]).is_visible()
        polish, ukrainian = (
            page.locator(f".texts__cell[lang={one}]", has=page.get_by_text(sign)).bounding_box()
            for one, sign in (("pl", "§ 2."), ("uk", "Стаття 2."))
        )
        assert polish["y"] == ukrainian["y"]
        assert polish["x"] + polish["width"] <= ukrainian["x"] + 1
        assert page.get_by_text(NOT_AGREED[language], exact=True).count() > 0
        assert_good(page)
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_newcomer_reads_what_the_founding_visit_saw_but_no_critical_place(
    reading_room, page, language
):
    """The visit is over, so everybody may read its programme."""
    page.goto(f"{reading_room.address}/{language}/partnerships/")
    page.get_by_role("link", name=TITLES[language]).click()
    page.locator("section", has=page.locator("#visits")).get_by_role(
        "link", name=VISITS[language]
    ).click()
    assert VISITS[language] in page.get_by_role("heading", level=1).inner_text()
    shown = page.get_by_role("main").inner_text()

    programme = page.locator("section", has=page.locator("#programme"))
    days = programme.locator("h3").all_inner_texts()
    assert days[0].startswith(SIGNED[language])
    assert len(days) == 3
    signing = programme.locator("li", has_text=SIGNING[language])
    assert signing.locator("b").inner_text().startswith("11:00")
    assert signing.locator("i").count() == 1
    for name in (*CRITICAL[language], *UNSAID):
        assert name not in shown
    assert_good(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_is_good_at_both_widths(reading_room, page, language):
    server = reading_room
    page.goto(f"{server.address}/{language}/partnerships/")
    assert_good(page)
    page.get_by_role("link", name=TITLES[language]).click()
    for number in (0, 1):
        page.goto(f"{server.address}/{language}/partnerships/")
        page.get_by_role("link", name=TITLES[language]).click()
        page.locator("section", has=page.locator("#cities")).locator("h3 a").nth(number).click()
        assert page.get_by_role("heading", level=1).inner_text() == NAMES[language][number]
        assert_good(page)
    for path in (
        "municipalities/?name=Вара",
        "sign-in/",
        "accessibility/",
        "no-such-page/",
        "gallery/",
    ):
        page.goto(f"{server.address}/{language}/{path}")
        assert_good(page)


def test_the_page_reads_without_scripts_and_on_paper(reading_room, browser):
    server = reading_room
    context = browser.new_context(java_script_enabled=False, locale="uk-UA")
    page = context.new_page()

    page.goto(server.address)
    page.get_by_role("link", name=TITLES["uk"]).click()
    assert page.get_by_role("heading", level=1).inner_text() == TITLES["uk"]
    page.emulate_media(media="print")
    assert not page.locator(".places").is_visible()
    assert page.locator("svg[role=img]").is_visible()
    context.close()


def test_everything_is_reached_by_keyboard(reading_room, page):
    server = reading_room
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 900})
    page.goto(f"{server.address}/pl/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href')"))
    links = page.locator("a[href]:visible").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    assert set(links) - {"#main"} <= reached


def test_no_page_asks_anybody_else_for_anything(reading_room, page):
    server = reading_room
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    for path in ("pl/", "uk/municipalities/", "en/sign-in/", "pl/partnerships/"):
        page.goto(f"{server.address}/{path}")
    page.get_by_role("link", name=TITLES["pl"]).click()
    page.get_by_role("link", name=AGREEMENTS["pl"]).click()

    assert [url for url in asked if not url.startswith((server.address, "data:"))] == []
    assert len(asked) > 10
