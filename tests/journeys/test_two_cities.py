"""What binds two cities moves only with both hands, whoever holds them."""

from datetime import date

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from pobratym.partnerships.models.partnerships import STAGE_NAMES
from pobratym.partnerships.states import Stage
from tests.journeys.cities import CALLED, LOMZA, OSTROLEKA, VARASH, Person, enter, found
from tests.journeys.conftest import Server, assert_good
from tests.journeys.deeds import (
    come_in,
    confirm,
    follow,
    move,
    open_partnership,
    press,
    publish,
    read_in,
    type_day,
)
from tests.journeys.letters import letter, link_in
from tests.journeys.saying import TOLD_IN, said, said_day

pytestmark = pytest.mark.browser

HERS = {"pl": "uk", "uk": "en", "en": "pl"}
"""What the partner's people read, where the first officer reads the other."""
MESSAGE, REASON = "Jak ustalono w październiku", "Спершу має відбутися сесія ради"
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
FIRST = "iryna@example.org"


def officer(language: str) -> Person:
    return Person("anna@example.org", "Anna Przykładowa", language, OSTROLEKA)


def stage(language: str, name: str) -> str:
    with translation.override(language):
        return str(dict(STAGE_NAMES)[Stage(name)])


@pytest.mark.parametrize("language", TOLD_IN)
def test_two_cities_move_together_and_a_third_sees_nothing(serve, pages, language):
    hers = HERS[language]
    here = officer(language)
    there = Person("olena@example.org", "Олена Зразкова", hers, VARASH)
    mayor = Person("petro@example.org", "Петро Прикладний", hers, VARASH, "mayor")
    third = Person("zofia@example.org", "Zofia Trzecia", language, LOMZA)
    server = serve(demo=False, before=lambda server: found(server, here, there, mayor, third))
    anna, olena, petro, zofia = pages(), pages(), pages(), pages()

    enter(anna, server, here)
    partnership = open_partnership(anna, server, language, "Вараш")
    move(anna, "contacted")
    propose(anna, partnership, "exploring", MESSAGE)
    assert_good(anna)
    assert_stands(anna, language, "contacted")

    enter(olena, server, there)
    proposal = find_proposal(olena, server, there)
    compare(olena, hers, "contacted", "exploring")
    confirm(olena, hers)
    anna.goto(partnership)
    assert_stands(anna, language, "exploring")
    letter(server, here.email, said(language, "A joint change is confirmed and done"))

    propose(anna, partnership, "agreement")
    enter(petro, server, mayor)
    confirm_at_once(hers, partnership, olena, petro)
    anna.goto(partnership)
    assert_stands(anna, language, "agreement")
    assert_written(anna, language, {"change.confirmed": 2, "change.done": 2})

    publish(anna, olena, language, hers, partnership)
    visitor = pages()
    visitor.goto(f"{server.address}/{hers}/partnerships/")
    visitor.locator("main a[href*='/partnerships/']").first.click()
    expect(visitor.get_by_role("main")).to_contain_text(stage(hers, "agreement"))
    assert_good(visitor)

    propose(anna, partnership, "active", on=date(2026, 3, 14))
    declined = decline(olena, hers, partnership)
    assert "/desk/proposals/" in letter(server, here.email, REASON)
    anna.goto(read_in(declined, language))
    expect(anna.get_by_role("main")).to_contain_text(REASON)
    assert_good(anna)
    follow(anna, language, "Proposals")
    expect(anna.locator("main tbody tr")).to_have_count(4)
    assert_good(anna)
    anna.goto(partnership)
    assert_stands(anna, language, "agreement")
    visitor.reload()
    expect(visitor.get_by_role("main")).to_contain_text(stage(hers, "agreement"))

    enter(zofia, server, third)
    for address in (proposal, declined, partnership):
        assert zofia.goto(address).status == 404
    zofia.goto(f"{server.address}/{language}/desk/proposals/")
    expect(zofia.get_by_role("main")).not_to_contain_text(CALLED[language])
    assert_good(zofia)


@pytest.mark.parametrize("language", TOLD_IN)
def test_a_partner_not_yet_aboard_confirms_on_paper_and_then_joins(serve, pages, language):
    hers = HERS[language]
    here = officer(language)
    keeper = Person("roman@example.org", "Roman Opiekun", language)
    server = serve(demo=False, before=lambda server: found(server, here, administrator=keeper))
    anna, roman, iryna = pages(), pages(), pages()

    enter(anna, server, here)
    partnership = open_partnership(anna, server, language, "Ізяслав")
    move(anna, "contacted")
    propose(anna, partnership, "exploring", MESSAGE)
    proposal = record_paper(anna, language)
    anna.goto(partnership)
    assert_stands(anna, language, "exploring")

    invite_partner(anna, language, hers)
    enter(roman, server, keeper)
    verify(roman, language)
    come_in(iryna, server, hers, FIRST, "Ірина Перша")
    assert_good(iryna)

    iryna.goto(read_in(proposal, hers))
    expect(iryna.get_by_role("main")).to_contain_text(said(hers, "confirmed on paper"))
    propose(anna, partnership, "agreement")
    paper = said(language, "Record the confirmation of %(city)s from paper").split("%")[0].strip()
    expect(anna.get_by_role("main")).not_to_contain_text(paper)
    letter(server, FIRST, said(hers, "A partner city asks for a confirmation"))
    iryna.goto(read_in(partnership, hers))
    confirm(iryna, hers)
    anna.goto(partnership)
    assert_stands(anna, language, "agreement")


def assert_stands(page: Page, language: str, name: str) -> None:
    """Hold the page of the partnership to a stage."""
    expect(page.locator("section[aria-labelledby=facts]")).to_contain_text(stage(language, name))


def propose(page: Page, partnership: str, to: str, message: str = "", on: date | None = None):
    """Propose the next stage, from the page of the partnership."""
    page.goto(partnership)
    page.locator("a[href$='/stage/']").click()
    page.locator(f'input[name="to"][value="{to}"]').check()
    if on:
        type_day(page, "on", on)
    page.locator("#id_message").fill(message)
    page.locator('form:has(input[name="to"]) button[type="submit"]').first.click()
    page.wait_for_url(partnership)


def find_proposal(page: Page, server: Server, one: Person) -> str:
    """Find what waits on the desk, and the same address in the letter."""
    row = page.locator("tr", has_text=said(one.language, "next stage of the partnership"))
    expect(row).to_have_count(1)
    assert_good(page)
    asked = letter(server, one.email, said(one.language, "A partner city asks for a confirmation"))
    row.get_by_role("link", name=said(one.language, "Answer")).click()
    page.wait_for_url("**/desk/proposals/**")
    assert link_in(asked, "/desk/proposals/") == page.url
    return page.url


def compare(page: Page, language: str, before: str, after: str) -> None:
    """Hold the proposal's page to what it says of before and after, and of the message."""
    cells = page.locator("main table").first.locator("tbody tr td").all_inner_texts()
    assert cells == [stage(language, before), stage(language, after)]
    expect(page.get_by_role("main")).to_contain_text(MESSAGE)
    assert_good(page)


def confirm_at_once(language: str, partnership: str, *both: Page) -> None:
    """Two people of one city press at the same moment: it is done once, and both see it."""
    answer = 'form[action$="/confirm/"]'
    for page in both:
        page.goto(read_in(partnership, language))
        expect(page.locator(answer)).to_have_count(1)
    for page in both:
        page.locator(answer).evaluate("form => { form.requestSubmit() }")
    for page in both:
        expect(page.locator(answer)).to_have_count(0)
        expect(page.locator("main .notice[data-done]")).to_have_count(1)
    assert_good(both[0])


def assert_written(page: Page, language: str, told: dict[str, int]) -> None:
    """Hold the journal of the partnership to how often each deed was done."""
    follow(page, language, "Journal: who did what, and when")
    assert_good(page)
    journal = page.url
    for what, count in told.items():
        page.goto(f"{journal}?what={what}")
        expect(page.locator("main tbody tr"), what).to_have_count(count)


def decline(page: Page, language: str, partnership: str) -> str:
    """Say no, and why; give the address of the proposal."""
    page.goto(read_in(partnership, language))
    follow(page, language, "Everything about this proposal")
    press(page, language, "Decline…")
    press(page, language, "Decline")
    expect(page.locator(".govuk-error-summary")).to_have_count(1)
    assert_good(page)
    page.locator("#id_reason").fill(REASON)
    press(page, language, "Decline")
    declined = said(language, "Your city has declined. Nothing was changed.")
    expect(page.get_by_role("main")).to_contain_text(declined)
    return page.url


def record_paper(page: Page, language: str) -> str:
    """Record from paper what a city said for which nobody answers here; give the proposal."""
    page.locator("a[href*='/papers/']").click()
    assert_good(page)
    page.locator("#id_paper").set_input_files(
        {"name": "zgoda.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    type_day(page, "on", date(2026, 10, 7))
    page.locator("#id_signed_by").fill("Міський голова")
    press(page, language, "Record the confirmation")
    main = page.get_by_role("main")
    expect(main).to_contain_text(said(language, "confirmed on paper"))
    signed = {"name": "Міський голова", "day": said_day(language, date(2026, 10, 7))}
    expect(main).to_contain_text(said(language, "signed by %(name)s on %(day)s", **signed))
    assert_good(page)
    with page.expect_download() as given:
        page.get_by_role("link", name="zgoda.pdf").click()
    assert given.value.path().read_bytes() == PDF
    return page.url


def invite_partner(page: Page, language: str, hers: str) -> None:
    """Invite the first coordinator of the partner city from the page of the partnership."""
    follow(page, language, "Invite the partner city")
    page.locator("#id_email").fill(FIRST)
    page.locator(f'input[name="language"][value="{hers}"]').check()
    assert_good(page)
    press(page, language, "Invite")
    told = "The invitation waits for the administrator, who checks it and sends the letter."
    expect(page.get_by_role("main")).to_contain_text(said(language, told))


def verify(page: Page, language: str) -> None:
    """The administrator finds on the desk whom to verify, and does."""
    row = page.locator("tr", has_text=FIRST)
    assert_good(page)
    row.get_by_role("link").click()
    page.wait_for_url("**/desk/installation/")
    assert_good(page)
    row.get_by_role("button").click()
    told = said(language, "Verified. The letter is on its way.")
    expect(page.get_by_role("main")).to_contain_text(told)
