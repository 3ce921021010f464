"""Journey 3: from the first clause to the force, both officers at their own windows."""

import datetime as dt

import pytest
from django.utils import translation
from django.utils.timezone import localdate
from playwright.sync_api import expect

from pobratym.agreements.models.agreements import STAGE_NAMES
from pobratym.agreements.states import Stage
from pobratym.routes.models.steps import STEP_STATE_NAMES
from pobratym.routes.states import StepState
from tests.journeys.agreeing import (
    NOTE,
    OWN,
    REMARK,
    WHY_REOPENED,
    Desk,
    add_clauses,
    amend,
    check_digests,
    comment,
    confirm_here,
    discuss,
    fill_in,
    is_refused_while_stale,
    open_draft,
    order_by_keys,
    own_clause,
    propose_text,
    say_yes,
    send_back,
    take_yes_back,
    write,
    write_at_once,
)
from tests.journeys.approving import (
    MAYORS,
    begin_route,
    do_step,
    lane,
    name_signatory,
    sign_by_hand,
    sign_in_pdf,
    step_line,
    take,
)
from tests.journeys.cities import LOMZA, OSTROLEKA, VARASH, Person, enter, found
from tests.journeys.conftest import Server, assert_good
from tests.journeys.deeds import confirm, move, open_partnership, publish, read_in
from tests.journeys.letters import letter
from tests.journeys.printed import (
    assert_tagged,
    languages_in_docx,
    rows_in_csv,
    rows_in_xlsx,
    said_in_docx,
    said_in_pdf,
    signed_elsewhere,
)
from tests.journeys.saying import TOLD_IN, said_day
from tests.signing_kit import plain_pdf, root_pem

pytestmark = pytest.mark.browser

HERS = {"pl": "uk", "uk": "en", "en": "pl"}
"""What the partner's people read, where the first officer reads the other."""
WHY_RETURNED = "Бракує завіреного перекладу"
WHY_WAIVED = "Preambuła nie przywołuje umów międzypaństwowych"
POLISH_ANSWERS = {"first_partnership": "yes", "joins_association": "no", "binds_money": "no"}
UKRAINIAN_ANSWERS = {"first_partnership": "no"}
UKRAINIAN_AFTER = OWN["uk"].replace("3 роки", "5 років").replace("молоддю", "учнями")
RESOLUTION, DECISION = "XIII/117/2026", "№ 1207"


@pytest.mark.parametrize("language", TOLD_IN)
def test_two_officers_bring_a_text_from_the_first_clause_to_its_force(serve, pages, language):
    hers = HERS[language]
    anna = Person("anna@example.org", "Anna Przykładowa", language, OSTROLEKA)
    olena = Person("olena@example.org", "Олена Зразкова", hers, VARASH)
    zofia = Person("zofia@example.org", "Zofia Trzecia", language, LOMZA)
    server = serve(demo=False, before=lambda server: prepare(server, anna, olena, zofia))
    here, there, third = (Desk(pages(), server, one) for one in (anna, olena, zofia))
    visitor = pages()
    for one in (here, there, third):
        enter(one.page, server, one.person)
    partnership = pair(here, there)

    agreement = draft(here, there, partnership)
    negotiate(here, there, agreement)
    first = agree_on(here, there, agreement, 1)
    begin_routes(here, there, agreement)
    let_the_clock_run(here, there, agreement)
    come_back(here, there, agreement)

    send_all_back(here, there, agreement)
    change_again(here, there, agreement)
    second = agree_on(there, here, agreement, 2)
    assert not set(first.values()) & set(second.values())
    walk_to_the_end(here, there, agreement)

    for one, mayor in zip((here, there), MAYORS, strict=True):
        name_signatory(one, agreement, mayor)
    sign(here, there, agreement)
    enter_into_force(here, there, agreement)
    take_papers(here, there, agreement)
    sees_nothing(third, agreement)
    publish_together(here, there, agreement)
    visitor.goto(f"{server.address}/{hers}/agreements/{agreement}/")
    expect(visitor.get_by_role("main")).to_contain_text("Umowa o wymianie trwa 5 lat.")
    assert_good(visitor)
    assert third.page.goto(third.address(agreement, "text/")).status == 404


def prepare(server: Server, *people: Person) -> None:
    """Load cities and people, and let the installation trust the authority of the tests."""
    found(server, *people)
    trusted = server.data / "trusted"
    trusted.mkdir()
    (trusted / "authority.pem").write_bytes(root_pem())
    server.surroundings["POBRATYM_TRUST_LIST"] = str(trusted)


def pair(here: Desk, there: Desk) -> str:
    """Bring two cities so far that they write an agreement, with a public page."""
    partnership = open_partnership(here.page, here.server, here.language, "Вараш")
    move(here.page, "contacted")
    for stage in ("exploring", "agreement"):
        here.page.goto(partnership)
        move(here.page, stage)
        there.page.goto(read_in(partnership, there.language))
        confirm(there.page, there.language)
    publish(here.page, there.page, here.language, there.language, partnership)
    return partnership


def sees_nothing(one: Desk, agreement: str) -> None:
    """Who does not work on it is told that there is nothing."""
    for part in ("", "text/", "versions/", "route/", "signing/", "papers/", "papers/agreement.pdf"):
        assert one.page.goto(one.address(agreement, part)).status == 404, part
    public = f"{one.server.address}/{one.language}/agreements/{agreement}/"
    assert one.page.goto(public).status == 404


def draft(here: Desk, there: Desk, partnership: str) -> str:
    """Open a draft from a template, with clauses added; only then does the partner see it."""
    agreement = open_draft(here, partnership)
    add_clauses(here, agreement)
    fill_in(here, agreement, "pl")
    sees_nothing(there, agreement)
    share(here, there, agreement)
    fill_in(there, agreement, "uk")
    return agreement


def negotiate(here: Desk, there: Desk, agreement: str) -> None:
    """Both write, order, comment and amend, until every clause says the same in both languages."""
    write_at_once(here, there, agreement)
    write(there, own_clause(there), "uk", UKRAINIAN_AFTER, "follows")
    order_by_keys(here, agreement)
    talk(here, there, agreement)
    amend(here, there, agreement)
    is_refused_while_stale(here, agreement)
    follow_in_polish(here, agreement)
    settle(here, there, agreement)


def agree_on(one: Desk, other: Desk, agreement: str, number: int) -> dict[str, str]:
    """One city proposes the text, the other confirms; both take the same version from the page."""
    propose_text(one, agreement)
    other.open(agreement, "versions/")
    confirm_here(other)
    assert_good(other.page)
    digests = check_digests(one, agreement, number)
    assert sorted(digests) == ["pl", "uk"]
    assert check_digests(other, agreement, number) == digests
    return digests


def share(here: Desk, there: Desk, agreement: str) -> None:
    """Send the draft to the partner, who is told and finds it on the desk."""
    here.open(agreement)
    assert_good(here.page)
    here.open(agreement, "share/")
    assert_good(here.page)
    here.press("Send the draft")
    here.reads("The draft is sent. From now on all cities see it and write in it.")
    told = there.says("A partner city sends the draft of an agreement")
    assert f"/desk/agreements/{agreement}/" in letter(there.server, there.person.email, told)
    there.open(agreement)
    assert_good(there.page)


def talk(here: Desk, there: Desk, agreement: str) -> None:
    """One writes a note for her own city and a remark for all; the other reads the remark only."""
    discuss(here, agreement)
    comment(here, NOTE, "own")
    comment(here, REMARK, "parties")
    assert_good(here.page)
    discuss(there, agreement)
    there.finds(REMARK)
    expect(there.page.get_by_role("main")).not_to_contain_text(NOTE)


def follow_in_polish(one: Desk, agreement: str) -> None:
    """Bring the Polish version up to what the Ukrainian says since the amendment."""
    one.open(agreement, "text/")
    expect(own_clause(one).locator(".govuk-tag--orange")).to_have_count(1)
    words = "Umowa o wymianie trwa 5 lat. Strony wymieniają uczniów i nauczycieli."
    write(one, own_clause(one), "pl", words, "follows")
    expect(own_clause(one).locator(".govuk-tag--orange")).to_have_count(0)


def settle(here: Desk, there: Desk, agreement: str) -> None:
    """Both say yes to every clause; then nothing stands in the way."""
    for one in (here, there):
        say_yes(one, agreement)
    there.reads("Nothing stands in the way.")


def begin_routes(here: Desk, there: Desk, agreement: str) -> None:
    """Each city begins its own route and does the first steps of it."""
    begin_route(here, agreement, **POLISH_ANSWERS)
    begin_route(there, agreement, **UKRAINIAN_ANSWERS)
    do_step(here, agreement, "PL01", "finish", reference="III/20/2026")
    do_step(here, agreement, "PL02", "finish", reference="XII/100/2026")
    for code in ("UA02", "UA03"):
        do_step(there, agreement, code, "finish")


def let_the_clock_run(here: Desk, there: Desk, agreement: str) -> None:
    """The letter to the ministry goes out; both see the thirty days, and the ten of one part."""
    do_step(there, agreement, "UA04", "send", reference="02-31/417")
    assert_good(there.page)
    for one in (here, there):
        one.open(agreement, "route/")
        for code, days in (("UA04", 30), ("UA05", 10)):
            due = localdate() + dt.timedelta(days)
            day = said_day(one.language, due)
            expect(step_line(one, code)).to_contain_text(one.says("due on %(day)s", day=day))
            expect(one.page.locator(".due")).to_contain_text(day)
            with one.page.expect_download() as given:
                one.page.locator("a[href$='/due-days.ics']").click()
            assert f"{due:%Y%m%d}" in given.value.path().read_text(encoding="utf-8")
        assert_good(one.page)


def come_back(here: Desk, there: Desk, agreement: str) -> None:
    """The ministry sends the letter back; the partner reads why, and it goes out again."""
    do_step(there, agreement, "UA04", "return", reason=WHY_RETURNED)
    letter(here.server, here.person.email, "UA04")
    here.open(agreement, "route/")
    expect(step_line(here, "UA04")).to_contain_text(WHY_RETURNED)
    do_step(there, agreement, "UA04", "send", reference="02-31/502")


def send_all_back(here: Desk, there: Desk, agreement: str) -> None:
    """A late edit sends both routes back, and the partner is told why."""
    send_back(here, agreement)
    letter(there.server, there.person.email, WHY_REOPENED)
    for one in (here, there):
        stands(one, agreement, Stage.NEGOTIATION)
        one.open(agreement, "route/")
        one.finds(WHY_REOPENED)
        expect(one.page.get_by_role("link", name=one.says("Begin the route"))).to_have_count(0)
        assert_good(one.page)


def change_again(here: Desk, there: Desk, agreement: str) -> None:
    """A city takes its yes back, writes, the other follows; both say yes to what is there now."""
    take_yes_back(here, agreement)
    here.open(agreement, "text/")
    words = "Umowa o wymianie trwa 5 lat. Strony wymieniają uczniów, nauczycieli i seniorów."
    write(here, own_clause(here), "pl", words, "meaning")
    there.open(agreement, "text/")
    words = "Угода про обміни діє 5 років. Сторони обмінюються учнями, вчителями й літніми людьми."
    write(there, own_clause(there), "uk", words, "follows")
    settle(here, there, agreement)


def walk_to_the_end(here: Desk, there: Desk, agreement: str) -> None:
    """Both routes begin anew; what no wording can change is taken over, the rest is done again."""
    begin_route(here, agreement, **POLISH_ANSWERS)
    begin_route(there, agreement, **UKRAINIAN_ANSWERS)
    for one, code in ((here, "PL01"), (there, "UA02"), (there, "UA03")):
        taken_over = one.says("taken over from the earlier text")
        expect(step_line(one, code)).to_contain_text(taken_over)
    do_step(here, agreement, "PL02", "finish", reference=RESOLUTION)
    do_step(here, agreement, "PL06", "finish")
    do_step(here, agreement, "PL09", "waive", reason=WHY_WAIVED)
    do_step(there, agreement, "UA04", "send", reference="02-31/611")
    do_step(there, agreement, "UA05", "finish")
    do_step(there, agreement, "UA06", "finish", reference="311")
    do_step(there, agreement, "UA07", "finish", reference=DECISION)
    there.open(agreement, "route/")
    expect(step_line(there, "PL09")).to_contain_text(WHY_WAIVED)
    for number in (1, 2):
        nothing = there.says("Nothing here holds the signature up.")
        expect(lane(there, number)).to_contain_text(nothing)
    letter(here.server, here.person.email, here.says("An agreement may be signed"))


def sign(here: Desk, there: Desk, agreement: str) -> None:
    """One mayor signs the very PDF of the papers page with a certificate, the other by hand."""
    made = take(here, agreement, "agreement.pdf")
    sign_in_pdf(here, agreement, signed_elsewhere(made, MAYORS[0].name["pl"]))
    here.reads("The signature is recorded.")
    details = here.page.locator("details:has(li)").first
    details.locator("summary").click()
    expect(details).to_contain_text(here.says("on the trust list"))
    expect(details).to_contain_text(here.says("The file names the digest of this text."))
    assert_good(here.page)
    name = MAYORS[0].name[there.language]
    letter(there.server, there.person.email, name)
    sign_by_hand(there, agreement, {language: plain_pdf() for language in ("pl", "uk")})
    there.reads("All cities have signed")
    assert_good(there.page)
    there.open(agreement, "route/")
    with translation.override(there.language):
        done = str(dict(STEP_STATE_NAMES)[StepState.DONE])
    for code in ("PL07", "UA08"):
        expect(step_line(there, code)).to_contain_text(done)
    there.open(agreement, "force/")
    there.reads("Signed, not in force yet")
    assert_good(there.page)


def enter_into_force(here: Desk, there: Desk, agreement: str) -> None:
    """The registration is the last that the force may depend on."""
    do_step(there, agreement, "UA09", "finish", reference="17/2026")
    letter(here.server, here.person.email, here.says("An agreement comes into force"))
    for one in (here, there):
        stands(one, agreement, Stage.IN_FORCE)


def stands(one: Desk, agreement: str, stage: Stage) -> None:
    """Hold the page of the agreement to a stage."""
    one.open(agreement)
    with translation.override(one.language):
        name = str(dict(STAGE_NAMES)[stage])
    expect(one.page.locator("section[aria-labelledby=facts]")).to_contain_text(name)


def take_papers(here: Desk, there: Desk, agreement: str) -> None:
    """Take what councils, the ministry and the archive need, and read it."""
    for one in (here, there):
        one.open(agreement, "papers/")
        assert_good(one.page)
    both = ("Umowa o wymianie trwa 5 lat.", "Угода про обміни діє 5 років.")
    reads_in(here, agreement, "agreement", both, ("pl", "uk"))
    mayor = "Pawła Niewiadomskiego"
    reads_in(here, agreement, "resolution", ("UCHWAŁA NR", "UZASADNIENIE", mayor, *both), ("pl",))
    reads_in(there, agreement, "decision", ("РІШЕННЯ", "Олега Прикладного", *both), ("uk",))
    reads_in(there, agreement, "note", ("ПОЯСНЮВАЛЬНА ЗАПИСКА",), ("uk",))
    reads_in(there, agreement, "letter", ("Міністерство розвитку громад",), ("uk",))
    row = rows_in_xlsx(take(there, agreement, "register_row.xlsx"))
    assert row == rows_in_csv(take(there, agreement, "register_row.csv"))
    heads, cells = row
    assert len(heads) == len(cells) == 12
    assert f"{localdate():%d.%m.%Y}" in cells
    assert "Республіка Польща" in cells
    for one, foreign in ((here, "decision.pdf"), (there, "resolution.pdf")):
        assert one.page.request.get(one.address(agreement, f"papers/{foreign}")).status == 404


def reads_in(
    one: Desk, agreement: str, paper: str, words: tuple[str, ...], languages: tuple[str, ...]
) -> None:
    """Find words in a paper, as PDF and as DOCX, each marked with its languages."""
    pdf, document = (take(one, agreement, f"{paper}.{ending}") for ending in ("pdf", "docx"))
    assert_tagged(pdf, *languages)
    assert set(languages) <= languages_in_docx(document)
    for text in (said_in_pdf(pdf), said_in_docx(document)):
        for expected in words:
            assert expected.casefold() in text.casefold(), (paper, expected, text)


def publish_together(here: Desk, there: Desk, agreement: str) -> None:
    """Give the agreement its public page, by the hands of both cities."""
    here.open(agreement)
    here.press("Propose the public page")
    there.open(agreement)
    confirm_here(there)
