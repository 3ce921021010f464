"""What two officers do with one text: draft it, talk about it, change it, agree on it."""

import hashlib
import json
import re
from dataclasses import dataclass

from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from pobratym.agreements.tongues import version_name
from tests.journeys.cities import Person
from tests.journeys.conftest import Server, assert_good
from tests.journeys.deeds import follow, press
from tests.journeys.saying import said, said_of

TEMPLATE, FROM_LIBRARY = "partnership_short", "forms_delegations"
OWN = {
    "pl": "Umowa o wymianie trwa 3 lata. Strony wymieniają młodzież.",
    "uk": "Угода про обміни діє 3 роки. Сторони обмінюються молоддю.",
}
FILLED = {"pl": "tak jak ustalono", "uk": "як узгоджено"}
FIRST_GAP = {
    "pl": "imię, nazwisko i funkcja pierwszej osoby",
    "uk": "ім’я, прізвище і посада першої особи",
}
NOTE, REMARK = "Zapytać radcę o termin", "Czy zdążymy przed sesją rady?"
WHY_AMENDED = "Учителі супроводжують кожну групу"
WHY_REOPENED = "Rada prosi o dopisanie seniorów"


@dataclass(frozen=True)
class Desk:
    """One officer at her window, and where the agreement is once there is one."""

    page: Page
    server: Server
    person: Person

    @property
    def language(self) -> str:
        """What she reads the pages in."""
        return self.person.language

    def says(self, sentence: str, **parts: object) -> str:
        """Give a sentence of the interface as she reads it."""
        return said(self.language, sentence, **parts)

    def press(self, words: str) -> None:
        """Press what says exactly these words."""
        press(self.page, self.language, words)

    def follow(self, words: str) -> None:
        """Follow the first link that says these words."""
        follow(self.page, self.language, words)

    def send(self) -> None:
        """Send the form of the page by its main button."""
        self.page.locator("main form.sheet[method=post] button[type=submit]").first.click()

    def open(self, agreement: str, part: str = "") -> None:
        """Go to a page of the agreement."""
        answer = self.page.goto(self.address(agreement, part))
        assert answer.status == 200, (self.page.url, answer.status)

    def address(self, agreement: str, part: str = "") -> str:
        """Give the address of a page of the agreement in her language."""
        return f"{self.server.address}/{self.language}/desk/agreements/{agreement}/{part}"

    def reads(self, sentence: str, **parts: object) -> None:
        """Expect a sentence of the interface on the page."""
        expect(self.page.get_by_role("main")).to_contain_text(self.says(sentence, **parts))

    def finds(self, text: str) -> None:
        """Expect words that somebody typed on the page."""
        expect(self.page.get_by_role("main")).to_contain_text(text)


def open_draft(one: Desk, partnership: str) -> str:
    """Open a draft from a template, on the page of the partnership; give what names it."""
    one.page.goto(partnership)
    one.page.locator("main a[href$='/agreements/new/']").first.click()
    assert_good(one.page)
    one.page.locator(f"input[name=start][value='template:{TEMPLATE}']").check()
    one.press("Open the draft")
    one.page.wait_for_url(re.compile(r"/agreements/[0-9a-f-]{36}/text/$"))
    return re.search(r"[0-9a-f-]{36}", one.page.url)[0]


def add_clauses(one: Desk, agreement: str) -> None:
    """Take a clause from the library, and write one of the city's own in both languages."""
    clauses = one.page.locator(".clause")
    begun = clauses.count()
    one.press("Add a clause")
    one.page.locator(f"#code-{FROM_LIBRARY}").check()
    assert_good(one.page)
    one.press("Add the chosen clauses")
    expect(clauses).to_have_count(begun + 1)

    one.follow("Add an empty clause")
    assert_good(one.page)
    one.page.locator("#id_type").select_option("forms")
    one.send()
    expect(clauses).to_have_count(begun + 2)
    for language, words in OWN.items():
        write(one, clauses.last, language, words)
    one.open(agreement, "text/")
    assert_good(one.page)


def fill_in(one: Desk, agreement: str, language: str) -> None:
    """Fill in what stands in square brackets, in one language."""
    one.open(agreement, "text/")
    cells = f".words[lang={language}]"
    texts = one.page.locator(cells).all_inner_texts()
    for place in (at for at, text in enumerate(texts) if "[" in text):
        clause = one.page.locator(".clause").nth(place)
        box = start_writing(clause, language)
        box.fill(re.sub(r"\[([^\]]*)\]", FILLED[language], box.input_value()))
        save(one, clause, language)
    expect(one.page.locator("#clauses")).not_to_contain_text(f"[{FIRST_GAP[language]}]")


def own_clause(one: Desk) -> Locator:
    """Find the clause that they wrote themselves, whatever it says by now."""
    return one.page.locator(".clause", has_text="Umowa o wymianie")


def start_writing(clause: Locator, language: str) -> Locator:
    """Open the form of one language in the place of its words; give the box."""
    clause.locator(f"a[data-edit][href$='/{language}/']").click()
    box = clause.locator("form.editor textarea[name=body]")
    expect(box).to_be_visible()
    return box


def save(one: Desk, clause: Locator, language: str, change: str = "") -> None:
    """Save what is being written in a language, saying what the change does where asked."""
    if change:
        clause.locator(f"input[name=change][value={change}]").check()
    clause.get_by_role("button", name=one.says("Save"), exact=True).click()
    told = clause.locator(f".tongue[id$='-{language}'] .tongue__told")
    expect(told).to_contain_text(one.says("Saved."))


def write(one: Desk, clause: Locator, language: str, words: str, change: str = "") -> None:
    """Write one language of a clause."""
    start_writing(clause, language).fill(words)
    save(one, clause, language, change)


def write_at_once(here: Desk, there: Desk, agreement: str) -> None:
    """Both write in one clause at the same time, see each other's change, and lose nothing."""
    for one in (here, there):
        one.open(agreement, "text/")
    mine = start_writing(own_clause(here), "pl")
    theirs = start_writing(own_clause(there), "pl")
    mine.fill(OWN["pl"].replace("młodzież", "uczniów"))
    kept = here.says("Kept. Others see it once you save.")
    expect(own_clause(here).locator("[data-said]")).to_have_text(kept)
    expect(own_clause(there).locator(".others__writer")).to_have_count(1)
    theirs.fill(OWN["pl"].replace("3 lata", "5 lat"))
    save(there, own_clause(there), "pl")
    expect(own_clause(here).locator(".others del")).to_have_text("3 lata")
    expect(own_clause(here).locator(".others ins")).to_have_text("5 lat")
    assert_good(here.page)
    here.press("Take these changes in")
    together = "Umowa o wymianie trwa 5 lat. Strony wymieniają uczniów."
    expect(mine).to_have_value(together)
    save(here, own_clause(here), "pl")
    there.open(agreement, "text/")
    expect(own_clause(there)).to_contain_text(together)
    assert_good(there.page)


def order_by_keys(one: Desk, agreement: str) -> None:
    """Move the own clause up by the keyboard; it stays there."""
    one.open(agreement, "text/")
    before = one.page.locator(".clause").all_inner_texts()
    at = next(place for place, text in enumerate(before) if "Umowa o wymianie" in text)
    own_clause(one).locator(".clause__handle").focus()
    one.page.keyboard.press("Alt+ArrowUp")
    expect(one.page.locator("#order-said")).not_to_be_empty()
    expect(one.page.locator(".clause").nth(at - 1)).to_contain_text("Umowa o wymianie")
    one.page.reload()
    expect(one.page.locator(".clause").nth(at - 1)).to_contain_text("Umowa o wymianie")


def discuss(one: Desk, agreement: str) -> None:
    """Go to the page of the own clause."""
    one.open(agreement, "text/")
    link = own_clause(one).get_by_role("link", name=one.says("Discuss"), exact=True)
    link.click()
    one.page.wait_for_url("**/desk/clauses/*/")


def comment(one: Desk, text: str, audience: str) -> None:
    """Comment on the clause whose page is open."""
    one.page.locator("#id_text").fill(text)
    one.page.locator(f"input[name=audience][value={audience}]").check()
    one.press("Add the comment")
    one.finds(text)


def amend(here: Desk, there: Desk, agreement: str) -> None:
    """One proposes other words in her language; the other sees what differs, and accepts."""
    discuss(there, agreement)
    there.page.locator("a[href*='/amend/uk/']").click()
    assert_good(there.page)
    box = there.page.locator("#id_body")
    box.fill(box.input_value().replace("учнями", "учнями та вчителями"))
    there.page.locator("#id_reason").fill(WHY_AMENDED)
    there.send()
    there.finds(WHY_AMENDED)

    discuss(here, agreement)
    here.finds(WHY_AMENDED)
    waiting = here.page.locator("article[id^=amendment-]")
    expect(waiting.locator("ins").first).to_contain_text("та вчителями")
    assert_good(here.page)
    waiting.locator('form[action$="/confirm/"] button').click()
    expect(here.page.locator(".words-now[lang=uk]")).to_contain_text("учнями та вчителями")


def is_refused_while_stale(one: Desk, agreement: str) -> None:
    """The text cannot be agreed while a language of a clause is out of date: it is named."""
    one.open(agreement, "versions/agree/")
    assert one.page.url.endswith("/versions/")
    one.reads("The text cannot be agreed yet. The page says what is missing.")
    with translation.override(one.language):
        named = {"clause": "", "version": version_name("pl")}
    told = said_of(
        one.language,
        "obstacle",
        "%(clause)s: the %(version)s is out of date, the other language was changed",
    )
    stale = one.page.locator("main li").filter(has_text=told % named)
    expect(stale).to_have_count(1)
    expect(stale).to_contain_text(re.compile("(§|Стаття|Article) [0-9]+ "))
    assert_good(one.page)


def say_yes(one: Desk, agreement: str) -> None:
    """Say yes to all clauses that are complete."""
    one.open(agreement, "versions/")
    one.page.locator('form[action$="/consent/"] button').click()
    expect(one.page.locator(".notice[data-done], .govuk-notification-banner").first).to_be_visible()


def propose_text(one: Desk, agreement: str) -> None:
    """Propose the text as agreed."""
    one.open(agreement, "versions/")
    one.press("Propose the text as agreed")
    assert_good(one.page)
    one.press("Send the proposal")
    one.reads("The text is proposed as it stands. It is agreed once all cities have confirmed.")


def confirm_here(one: Desk) -> None:
    """Say yes to the proposal that the open page shows."""
    one.page.locator('form[action$="/confirm/"] button').click()
    one.reads("All cities have confirmed: it is done.")


def check_digests(one: Desk, agreement: str, number: int) -> dict[str, str]:
    """Hold the downloaded canonical forms to the digests that the page shows; give them."""
    one.open(agreement, "versions/")
    section = one.page.locator(f"section[aria-labelledby=v-{number}]")
    found = {}
    for row in section.locator("tbody tr:has(a[download])").all():
        shown = row.locator(".digest").inner_text()
        with one.page.expect_download() as given:
            row.locator("a[download]").click()
        kept = given.value.path().read_bytes()
        assert hashlib.sha256(kept).hexdigest() == shown
        found[json.loads(kept)["language"]] = shown
    return found


def send_back(one: Desk, agreement: str) -> None:
    """Send the agreed text back to negotiation, with the reason."""
    one.open(agreement, "reopen/")
    assert_good(one.page)
    one.page.locator("#id_reason").fill(WHY_REOPENED)
    one.send()
    one.reads("The text is in negotiation again. All cities are told.")


def take_yes_back(one: Desk, agreement: str) -> None:
    """Take the city's yes to the own clause back, so that it can be written again."""
    discuss(one, agreement)
    one.press("Take the yes back")
    one.reads("Your city’s yes is taken back.")
