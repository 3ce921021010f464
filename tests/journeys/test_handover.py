"""Journey 8: an officer leaves; the successor knows what was promised, to whom, by when."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from pobratym.directory.states import Role
from tests.journeys.cities import CALLED, OSTROLEKA, Person, enter, found
from tests.journeys.conftest import Server, assert_good
from tests.journeys.deeds import (
    come_in,
    follow,
    move,
    open_partnership,
    press,
    promise,
    type_day,
)
from tests.journeys.letters import letter
from tests.journeys.saying import TOLD_IN, said, said_day, said_role

pytestmark = pytest.mark.browser

TODAY = localdate()
SOON, LATER = TODAY + timedelta(days=5), TODAY + timedelta(days=40)
LIST, GUESTS = "Wysłać listę uczniów", "Zarezerwować nocleg dla gości"
SUCCESSOR, SUCCESSOR_NAME = "celina@example.org", "Celina Następna"


@pytest.mark.parametrize("language", TOLD_IN)
def test_a_successor_knows_what_was_promised_to_whom_and_by_when(serve, pages, language):
    leaver = Person("anna@example.org", "Anna Odchodząca", language, OSTROLEKA)
    coordinator = Person(
        "barbara@example.org", "Barbara Wzorowa", language, OSTROLEKA, "coordinator"
    )
    server = serve(demo=False, before=lambda server: found(server, leaver, coordinator))
    anna, barbara, celina = pages(), pages(), pages()

    enter(anna, server, leaver)
    partnership = make_promises(anna, server, language, leaver.name)
    anna.locator("a[href*='/desk/contacts/'][href$='/edit/']").first.click()
    left_open = anna.url

    enter(barbara, server, coordinator)
    invite(barbara, language)
    come_in(celina, server, language, SUCCESSOR, SUCCESSOR_NAME)
    assert_good(celina)
    hand_over(barbara, server, language, leaver.name)

    told = handed_to(language, leaver.name)
    assert "/desk/hand-overs/" in letter(server, SUCCESSOR, told)
    taken = taken_by(language)
    letter(server, leaver.email, taken)

    find_it_all(celina, server, language, leaver.name)
    go_on(celina, language, partnership, leaver.name)
    refuse_the_leaver(anna, server, language, left_open)
    read_journal(barbara, server, language, leaver.name)


def make_promises(page: Page, server: Server, language: str, name: str) -> str:
    """Two next steps, and a proposal that waits for the partner."""
    partnership = open_partnership(page, server, language, "Вараш")
    promise(page, language, GUESTS, LATER, name)
    promise(page, language, LIST, SOON, name)
    move(page, "contacted")
    page.goto(partnership)
    move(page, "exploring")
    page.goto(partnership)
    return partnership


def invite(page: Page, language: str) -> None:
    """The coordinator invites the successor from the page of the city's people."""
    follow(page, language, "People and roles")
    press(page, language, "Invite somebody")
    page.locator("#id_email").fill(SUCCESSOR)
    page.locator("#id_role").select_option("officer")
    page.locator("#id_language").select_option(language)
    assert_good(page)
    press(page, language, "Send the invitation")
    expect(page.get_by_role("main")).to_contain_text(SUCCESSOR)
    assert_good(page)


def hand_over(page: Page, server: Server, language: str, leaver: str) -> None:
    """The coordinator says again who she is, sees what is open, and hands everything over."""
    let_minutes_pass(server)
    page.goto(f"{server.address}/{language}/desk/")
    follow(page, language, "People and roles")
    row = page.locator("tr", has_text=leaver)
    row.get_by_role("link", name=re.compile(f"^{said(language, 'Hand over')}")).click()
    page.wait_for_url("**/account/who/**")
    assert_good(page)
    press(page, language, "Use the passkey")
    page.wait_for_url("**/hand-over/")
    assert_good(page)
    assert steps_on(page) == [LIST, GUESTS]
    page.locator("#id_successor").select_option(label=SUCCESSOR_NAME)
    type_day(page, "last_day", TODAY)
    press(page, language, "Hand everything over")
    page.wait_for_url("**/desk/hand-overs/**")
    assert_good(page)


def handed_to(language: str, leaver: str) -> str:
    """Give what the successor is told."""
    sentence = "%(name)s handed open duties over to you (%(place)s)."
    return said(language, sentence, name=leaver, place=CALLED[language])


def taken_by(language: str) -> str:
    """Give what the leaver is told."""
    sentence = "Your open duties passed to %(name)s (%(place)s)."
    return said(language, sentence, name=SUCCESSOR_NAME, place=CALLED[language])


def find_it_all(page: Page, server: Server, language: str, leaver: str) -> None:
    """The successor's desk shows what was promised, to whom, by when, and from whom it came."""
    page.goto(f"{server.address}/{language}/desk/")
    assert_good(page)
    main = page.get_by_role("main")
    expect(main).to_contain_text(said(language, "%(name)s has handed over to you.", name=leaver))
    for what, due_on in ((LIST, SOON), (GUESTS, LATER)):
        row = page.locator("tr", has_text=what)
        expect(row).to_contain_text(CALLED[language])
        expect(row).to_contain_text(said(language, "you"))
        expect(row).to_contain_text(said_day(language, due_on))
    page.locator("a[href*='/desk/hand-overs/']").click()
    assert steps_on(page) == [LIST, GUESTS]
    expect(main).to_contain_text(leaver)
    assert_good(page)


def go_on(page: Page, language: str, partnership: str, leaver: str) -> None:
    """From her notice the successor comes to the list, and from it to each matter itself."""
    page.goto(partnership[: partnership.index("/desk/")] + "/notices/")
    told = handed_to(language, leaver)
    expect(page.get_by_role("main")).to_contain_text(told)
    assert_good(page)
    page.locator(".notices__row", has_text=told).get_by_role("button").first.click()
    page.wait_for_url("**/desk/hand-overs/**")
    handed = page.url
    page.get_by_role("link", name=LIST).click()
    expect(page.locator("#id_owner option:checked")).to_have_text(SUCCESSOR_NAME)
    page.goto(handed)
    page.locator("main a[href*='/desk/proposals/']").click()
    page.get_by_role("main").get_by_role("link", name=CALLED[language]).click()
    page.wait_for_url(partnership)


def refuse_the_leaver(page: Page, server: Server, language: str, left_open: str) -> None:
    """What the leaver had open is refused with the next press; her notices tell why."""
    assert page.url == left_open
    page.locator("#id_next_step").fill("Już nie moja sprawa")
    with page.expect_response(left_open) as answered:
        press(page, language, "Save")
    assert answered.value.status == 404
    page.goto(f"{server.address}/{language}/desk/")
    expect(page.get_by_role("main")).not_to_contain_text(LIST)
    assert_good(page)
    page.goto(f"{server.address}/{language}/notices/")
    taken = taken_by(language)
    expect(page.get_by_role("main")).to_contain_text(taken)


def read_journal(page: Page, server: Server, language: str, leaver: str) -> None:
    """The city's journal tells it all, with everybody's name."""
    page.goto(f"{server.address}/{language}/desk/journal/")
    told = page.locator("td", has_text="Barbara Wzorowa").all_inner_texts()
    names = {
        "who": f"Barbara Wzorowa ({CALLED[language]})",
        "role": said_role(language, Role.OFFICER),
    }
    invited = "%(who)s invited %(whom)s to the role “%(role)s”"
    handed = "%(who)s handed the duties of %(whom)s over to %(successor)s"
    assert {
        said(language, invited, whom=SUCCESSOR_NAME, **names),
        said(language, handed, whom=leaver, successor=SUCCESSOR_NAME, **names),
    } <= {line.splitlines()[0] for line in told}
    assert_good(page)


def steps_on(page: Page) -> list[str]:
    """Give the promises of the first table on a page of a hand-over."""
    return page.locator("main table").first.locator("tbody th").all_inner_texts()


def let_minutes_pass(server: Server) -> None:
    """Put back by ten minutes when everybody said who they are."""
    server.python(_LATER)


_LATER = """
from django.contrib.sessions.models import Session
for row in Session.objects.all():
    kept = type(row).get_session_store_class()(row.session_key)
    for way in kept.get("account_authentication_methods", []):
        way["at"] -= 600
    kept.modified = True
    kept.save()
"""
