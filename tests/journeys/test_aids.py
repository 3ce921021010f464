"""Aids beside the words: they follow what is typed, and do not get into anybody's way."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import assert_good
from tests.journeys.test_two_in_one_clause import body, enter_as_officer_of, open_in_place, text_of

pytestmark = pytest.mark.browser
TERMS = """
from pobratym.agreements.models.agreements import Agreement
from pobratym.terms.services.beginning import begin
from pobratym.terms.services.memory import remember

partnership = Agreement.objects.get(public_id="{public_id}").partnership
begin(partnership)
city = partnership.parties.order_by("place")[0].municipality
unit = {{"pl": "Umowa trwa 3 lata.", "uk": "Строк дії угоди – три роки."}}
remember(partnership, [unit], origin="Dawna umowa", by=None, city=city)
"""
WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->'
    "<p class=MsoNormal><b>Угода</b> діє<o:p></o:p></p><!--EndFragment--></body></html>"
)
WORD_AS_TEXT = "\u202bУгода\u202c\u00ad діє\u00a0\u00a03 роки"
PASTE = """async ([html, text]) => {
  const data = new DataTransfer();
  const put = [["text/html", html], ["text/plain", text]];
  const item = new ClipboardItem(
    Object.fromEntries(put.map(([kind, one]) => [kind, new Blob([one], {type: kind})])));
  await navigator.clipboard.write([item]);
}"""


@pytest.fixture
def clause(serve, page):
    server = serve()
    address = text_of(server)
    public_id = re.search(r"agreements/([0-9a-f-]{36})", address)[1]
    server.python(TERMS.format(public_id=public_id))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.address)
    enter_as_officer_of(page, server, 0)
    page.goto(address)
    open_in_place(page, 0, "uk")
    return page


def test_aids_follow_the_words_and_leave_the_cursor_where_it_is(clause):
    page = clause
    aids = page.get_by_role("region", name="Aids for writing")
    expect(aids).to_contain_text("“3 lata”")

    body(page).fill("Угода діє 2 роки.")
    expect(aids).to_contain_text("“2 роки”")
    expect(body(page)).to_be_focused()
    expect(page.locator("[data-aids-said]")).to_contain_text("to look at")

    body(page).fill("Угода діє 3 роки. Сторони обмінюються молоддю.")
    expect(aids).to_contain_text("Nothing else to look at")
    expect(body(page)).to_be_focused()
    assert_good(page)


def test_what_is_offered_is_put_in_where_the_cursor_stands(clause):
    page = clause
    body(page).fill("Ця діє.")
    body(page).evaluate("one => one.setSelectionRange(2, 2)")
    page.get_by_role("button", name="Insert: угода", exact=True).first.click()
    expect(body(page)).to_have_value("Ця угода діє.")
    expect(body(page)).to_be_focused()

    body(page).fill("")
    page.get_by_role("button", name="Insert: Строк дії угоди – три роки.").click()
    expect(body(page)).to_have_value("Строк дії угоди – три роки.")
    page.keyboard.press("Control+z")
    expect(body(page)).to_have_value("")


def test_words_pasted_from_word_come_plain_and_a_look_alike_letter_is_mended(clause):
    page = clause
    page.evaluate(PASTE, [WORD, WORD_AS_TEXT])
    body(page).fill("")
    page.keyboard.press("Control+v")
    assert "Mso" not in body(page).input_value()
    remarks = page.locator("[data-remarks]")
    expect(remarks).to_contain_text("signs that change the direction of writing")

    body(page).fill("Мiсто i село: x i y. a) мiсто")
    for left, mended in (
        (3, "Місто i село: x i y. a) мiсто"),
        (2, "Місто і село: x i y. a) мiсто"),
        (1, "Місто і село: x i y. a) місто"),
    ):
        expect(remarks.get_by_role("listitem")).to_have_count(left)
        page.get_by_role("button", name="Replace i (Latin) by і (Cyrillic)").first.click()
        expect(body(page)).to_have_value(mended)
    expect(remarks.get_by_role("listitem")).to_have_count(0)


def test_markup_that_was_pasted_as_text_is_told_and_taken_out(clause):
    page = clause
    body(page).fill("<p class=MsoNormal style='mso-ansi-language:UK'>Угода діє 3 роки.</p>")
    expect(page.locator("[data-remarks]")).to_contain_text("formatting of another program")

    page.get_by_role("button", name="Save", exact=True).click()

    told = page.locator("[data-done]")
    expect(told).to_contain_text("formatting of another program")
    expect(page.locator(".clause").first).not_to_contain_text("Mso")
