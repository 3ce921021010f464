"""Journey 4: institutions of two cities find each other, are paired, and begin together."""

from dataclasses import dataclass

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from pobratym.links.models.links import LINK_STATE_NAMES
from pobratym.links.states import LinkState
from tests.journeys.cities import OSTROLEKA, VARASH, Person, enter, found
from tests.journeys.conftest import Server, assert_good
from tests.journeys.deeds import come_in, confirm, follow, move, open_partnership, press, read_in
from tests.journeys.letters import letter, link_in
from tests.journeys.saying import TOLD_IN, said

pytestmark = pytest.mark.browser

LISTS = {
    "ostroleka.csv": """nazwa;rodzaj;gmina
Szkoła Zielona;szkoła podstawowa;Ostrołęka
Dom Pogodny;dom pomocy społecznej;Ostrołęka
""",
    "varash.csv": """назва;вид;громада
Школа Каштан;початкова школа;Вараш
Школа Стадіон;початкова школа;Вараська
Дім Затишок;будинок догляду;Вараш
""",
}
"""What the city halls know of their institutions before any of them has told anything."""
SUN = {
    "pl": "Praktyka uczniów w pracowni energii słonecznej",
    "uk": "Практика учнів у лабораторії сонячної енергії",
    "en": "Practice for pupils in a laboratory of solar energy",
}
RIVER = {
    "pl": "Warsztaty o ochronie rzeki i lasu",
    "uk": "Майстерні про охорону річки й лісу",
    "en": "Workshops on protecting the river and the forest",
}
TOLD = [
    ("Szkoła Zielona", "pl", "renewable_energy", RIVER["pl"], SUN["pl"]),
    ("Dom Pogodny", "pl", "seniors", "Listy od seniorów zza granicy", "Wieczory wspomnień"),
    ("Школа Каштан", "uk", "renewable_energy", RIVER["uk"], SUN["uk"]),
    ("Школа Стадіон", "uk", "sport", "Матчі з волейболу", "Тренування з гімнастики"),
    ("Дім Затишок", "uk", "seniors", "Листи з іншої країни", "Вечори спогадів"),
]
"""Name, language, topic, what it seeks, what it offers."""
TELLING = """
from pobratym.core.wordings import Wordings
from pobratym.directory.models.institutions import Institution
from pobratym.institutions.services import profiles, wishes

by_name = {name: one for one in Institution.objects.all() for name in one.name.values()}
for name, language, topic, *texts in %r:
    one, is_home = by_name[name], topic == "seniors"
    ages = ([], 65, 95, 60) if is_home else (["1", "2"], 7, 15, 400)
    exchange = profiles.ToldExchange("partner_cities", 1, [topic], ["online"])
    profiles.edit_about(one, profiles.ToldAbout(Wordings(), *ages), version=1, by=None)
    profiles.edit_languages(one, [(language, "C2"), ("en", "B1")], version=2, by=None)
    profiles.edit_exchange(one, exchange, version=3, by=None)
    for kind, text in zip(("seeks", "offers"), texts, strict=True):
        wishes.add_wish(one, wishes.ToldWish(kind, Wordings({language: text})), by=None)
"""
CALLED = {
    "Szkoła Zielona": {"pl": "Szkoła Zielona", "uk": "Школа Зельона", "en": "Szkoła Zielona"},
    "Школа Каштан": {"pl": "Szkoła Kasztan", "uk": "Школа Каштан", "en": "Shkola Kashtan"},
}
COUNTRIES = {"pl": "Poland", "uk": "Ukraine"}
KIT = "letters-about-our-town"

ACTIVE = (
    "Both heads have accepted: %(one_name)s (%(one_city)s) and %(other_name)s (%(other_city)s)"
    " are partners."
)


@dataclass(frozen=True)
class Side:
    """One city: its officer, and the head of the school that this is about."""

    officer: Person
    head: Person
    school: str
    spoken: str

    @property
    def language(self) -> str:
        """What its people read the pages in, and write."""
        return self.head.language


def two_sides(language: str) -> tuple[Side, Side]:
    """Tell it from Varash where it is told in Ukrainian, else from Ostrołęka."""
    polish, ukrainian = (language, "uk") if language != "uk" else ("en", "uk")
    ostroleka = Side(
        Person("anna@example.org", "Anna Przykładowa", polish, OSTROLEKA, "coordinator"),
        Person("ewa@example.org", "Ewa Wzorowa", polish),
        "Szkoła Zielona",
        "pl",
    )
    varash = Side(
        Person("olena@example.org", "Олена Зразкова", ukrainian, VARASH, "coordinator"),
        Person("iryna@example.org", "Ірина Приклад", ukrainian),
        "Школа Каштан",
        "uk",
    )
    return (varash, ostroleka) if language == "uk" else (ostroleka, varash)


@pytest.mark.parametrize("language", TOLD_IN)
def test_a_head_finds_a_partner_both_cities_pair_and_a_link_is_born(serve, pages, language):
    here, there = two_sides(language)
    server = serve(demo=False, before=lambda server: prepare(server, here, there))
    officer, partner, head, other = pages(), pages(), pages(), pages()
    enter(officer, server, here.officer)
    enter(partner, server, there.officer)
    partnership = explore_together(officer, partner, server, here, there)
    become_head(head, officer, server, here)
    become_head(other, partner, server, there)

    tell(head, here)
    is_suggested(head, here, there)
    pair_all(officer, partnership, here, there)
    propose(officer, here.language)

    accept(head, server, here, LinkState.ACCEPTED_BY_ONE)
    expect(head.get_by_role("main")).not_to_contain_text(there.head.email)
    accept(other, server, there, LinkState.ACTIVE)
    for side in (here, there):
        letter(server, side.officer.email, said(side.language, ACTIVE).split("%")[0])
    record_ground(*((officer, here) if here.spoken == "pl" else (partner, there)), server)
    for page, side in ((head, there), (other, here)):
        page.reload()
        expect(page.get_by_role("main")).to_contain_text(side.head.email)
    plan_from_kit(head, here.language)
    other.reload()
    expect(other.locator("section[aria-labelledby=activities] li")).to_have_count(1)
    assert_good(other)


def prepare(server: Server, here: Side, there: Side) -> None:
    """Load cities, people and lists of institutions; all have told of themselves but one."""
    found(server, here.officer, there.officer)
    for name, text in LISTS.items():
        (server.data / name).write_text(text, encoding="utf-8")
    paths = [str(server.data / name) for name in LISTS]
    server.command("import", "institutions", *paths, "--on", "2026-09-01")
    server.python(TELLING % [one for one in TOLD if one[0] != here.school])


def explore_together(officer: Page, partner: Page, server: Server, here: Side, there: Side) -> str:
    """Bring both cities so far that each knows of the partnership; give its page."""
    name = "Вараш" if here.spoken == "pl" else "Остроленка"
    partnership = open_partnership(officer, server, here.language, name)
    move(officer, "contacted")
    officer.goto(partnership)
    move(officer, "exploring")
    partner.goto(read_in(partnership, there.language))
    confirm(partner, there.language)
    return partnership


def become_head(page: Page, hall: Page, server: Server, side: Side) -> None:
    """Somebody finds her school and says that she heads it; the city hall confirms; she joins."""
    language, person = side.language, side.head
    page.goto(f"{server.address}/{language}/institutions/?words={side.school}")
    page.locator("main tbody th a").click()
    assert_good(page)
    follow(page, language, "I head this institution")
    assert_good(page)
    page.locator("#id_name").fill(person.name)
    page.locator("#id_email").fill(person.email)
    page.locator("#id_function").fill("Dyrektor")
    page.locator("#id_evidence").fill("Sekretariat, telefon 100 200 300")
    page.locator("#id_language").select_option(language)
    press(page, language, "Send to the city hall")
    page.wait_for_url("**/sent/")
    assert_good(page)

    hall.goto(link_in(letter(server, side.officer.email, "/desk/claims/"), "/desk/claims/"))
    assert_good(hall)
    press(hall, language, "Confirm: heads the institution")
    told = "Confirmed. Without an account here, the person gets an invitation by letter."
    expect(hall.get_by_role("main")).to_contain_text(said(language, told))
    come_in(page, server, language, person.email, person.name)


def tell(page: Page, side: Side) -> None:
    """The head enters what the school is, seeks and offers, in her own language."""
    language = side.language
    assert_good(page)
    page.locator("main a[href$='/profile/']").click()
    assert_good(page)
    open_part(page, "about")
    page.locator(f"#id_about_{language}").fill(RIVER[language])
    page.locator("input[name=levels][value='1']").check()
    for field, number in (("age_from", 7), ("age_to", 15), ("size", 420)):
        page.locator(f"#id_{field}").fill(str(number))
    save(page, language)
    open_part(page, "languages")
    page.locator("#id_language_1").select_option("en")
    page.locator("#id_level_1").select_option("B1")
    save(page, language)
    open_part(page, "exchange")
    page.locator("input[name=open_to][value=partner_cities]").check()
    page.locator("input[name=topics][value=renewable_energy]").check()
    page.locator("input[name=formats][value=online]").check()
    save(page, language)
    for kind, text in (("seeks", SUN[language]), ("offers", RIVER[language])):
        page.locator(f"section[aria-labelledby={kind}] a[href$='/wishes/new/?kind={kind}']").click()
        expect(page.locator(f"input[name=kind][value={kind}]")).to_be_checked()
        assert_good(page)
        page.locator(f"#id_text_{language}").fill(text)
        save(page, language)
        expect(page.locator(f"section[aria-labelledby={kind}]")).to_contain_text(text)
    assert_good(page)


def open_part(page: Page, part: str) -> None:
    """Go from the profile to one part of it."""
    page.locator(f"section[aria-labelledby=profile] a[href$='/profile/{part}/']").click()
    assert_good(page)


def save(page: Page, language: str) -> None:
    """Save a part, and stand on the profile again."""
    press(page, language, "Save")
    page.wait_for_url("**/profile/")


def is_suggested(page: Page, here: Side, there: Side) -> None:
    """The other country's institutions stand in order, each with reasons; the school is first."""
    page.locator("main a[href$='/partners/']").click()
    rows = page.locator("li.candidate")
    expect(rows).to_have_count(len([one for one in TOLD if one[1] == there.spoken]))
    shown = page.locator(".candidate__score strong").all_inner_texts()
    points = [float(text.replace(",", ".")) for text in shown]
    assert points == sorted(points, reverse=True)
    first = rows.first
    expect(first.locator("h2 a")).to_have_text(CALLED[there.school][here.language])
    expect(first.locator("h2 + p")).to_contain_text(said(here.language, COUNTRIES[there.spoken]))
    expect(first.locator(".candidate__why li").first).to_contain_text("+")
    for text in (SUN, RIVER):  # each seeks what the other offers: both texts, as they were written
        expect(
            first.locator(f"q[lang={here.language}]", has_text=text[here.language])
        ).to_have_count(1)
        expect(first.locator(f"q[lang={there.spoken}]", has_text=text[there.spoken])).to_have_count(
            1
        )
    first.locator("summary").click()
    expect(first.locator("tbody tr").last).to_contain_text(said(here.language, "Together"))
    assert_good(page)


def pair_all(page: Page, partnership: str, here: Side, there: Side) -> None:
    """The officer pairs all institutions of both cities: columns joined by lines, and a table."""
    page.goto(partnership)
    follow(page, here.language, "Pair all institutions")
    assert_good(page)
    page.locator("#id_floor").fill("10")
    press(page, here.language, "Pair them")
    page.wait_for_url("**/desk/pairings/*/")
    expect(page.locator("svg.pairing--wide a.pairing__pair")).to_have_count(2)
    rows = page.locator("section.pairing__table tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text(CALLED[here.school][here.language])
    expect(rows.first).to_contain_text(CALLED[there.school][here.language])
    gap = said(here.language, "gap to the best there can be")
    expect(page.locator(".pairing__figures li", has_text=gap)).to_contain_text("0")
    expect(page.locator("#left tr")).to_have_count(1)
    assert_good(page)


def propose(page: Page, language: str) -> None:
    """The officer ticks the best pair and proposes a link for it."""
    page.locator("section.pairing__table input[name=pair]").first.check()
    press(page, language, "Propose links for the ticked pairs")
    told = page.locator(".notice[data-done], .govuk-notification-banner").first
    expect(told).to_contain_text("1")
    assert_good(page)


def accept(page: Page, server: Server, side: Side, state: LinkState) -> None:
    """The head reads the letter, opens the link and says yes."""
    page.goto(link_in(letter(server, side.head.email, "/desk/links/"), "/desk/links/"))
    assert_good(page)
    press(page, side.language, "Accept the link")
    with translation.override(side.language):
        name = str(dict(LINK_STATE_NAMES)[state])
    expect(page.locator("main .govuk-tag").first).to_have_text(name)
    assert_good(page)


def record_ground(page: Page, side: Side, server: Server) -> None:
    """The Polish city records on which ground it gives data about people to its partner."""
    page.goto(f"{server.address}/{side.language}/desk/vault/")
    follow(page, side.language, "Record the ground")
    page.locator("input[name=basis]").first.check()
    page.locator("#id_document").fill("porozumienie nr 4")
    page.locator("main form.sheet button[type=submit]").first.click()
    told = said(side.language, "The ground is recorded.")
    expect(page.get_by_role("main")).to_contain_text(told)


def plan_from_kit(page: Page, language: str) -> None:
    """Plan a first small activity from a kit, whose steps stand there already."""
    press(page, language, "Plan an activity")
    assert_good(page)
    page.locator(f"main a[href$='?kit={KIT}']").click()
    expect(page.locator(f"#id_plan_{language}")).not_to_be_empty()
    assert_good(page)
    page.locator("main form.sheet button[type=submit]").first.click()
    plans = page.locator("section[aria-labelledby=activities] li")
    expect(plans).to_have_count(1)
    assert_good(page)
    plans.get_by_role("link").click()
    assert_good(page)
