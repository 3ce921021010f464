"""What each city does once the text is agreed: its legal route, and the signatures."""

import re
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Locator

from tests.journeys.agreeing import Desk
from tests.journeys.conftest import assert_good


@dataclass(frozen=True)
class Signs:
    """Somebody who signs: as each language writes the name, and the step that lets it be."""

    name: dict[str, str]
    function: dict[str, str]
    authority: str


MAYORS = (
    Signs(
        {"pl": "Paweł Niewiadomski", "uk": "Павел Нєвядомський", "en": "Paweł Niewiadomski"},
        {"pl": "Prezydent Miasta", "uk": "Президент міста", "en": "President of the City"},
        "PL02",
    ),
    Signs(
        {"pl": "Ołeh Prykładny", "uk": "Олег Прикладний", "en": "Oleh Prykladnyi"},
        {"pl": "Mer miasta", "uk": "Міський голова", "en": "Mayor"},
        "UA07",
    ),
)


def lane(one: Desk, number: int, earlier: bool = False) -> Locator:
    """Find the route of the first or of the second city."""
    return one.page.locator(f"section[aria-labelledby={'earlier' if earlier else 'lane'}{number}]")


def step_line(one: Desk, code: str, earlier: bool = False) -> Locator:
    """Find a step on the page of both routes."""
    place = one.page.locator(".earlier" if earlier else "main .lanes").first
    code_of = one.page.locator(".step__code").get_by_text(code, exact=True)
    return place.locator("li.step").filter(has=code_of)


def begin_route(one: Desk, agreement: str, **answers: str) -> None:
    """Answer the questions of the own country's route and begin it."""
    one.open(agreement, "route/")
    one.press("Begin the route of your city")
    for name, answer in answers.items():
        one.page.locator(f"input[name={name}][value={answer}]").check()
    assert_good(one.page)
    one.send()
    one.reads("Your city’s legal route has begun.")
    assert_good(one.page)


def do_step(one: Desk, agreement: str, code: str, act: str, **facts: str) -> None:
    """Note something on a step: that it was sent, is done, came back, is not needed."""
    one.open(agreement, "route/")
    step_line(one, code).locator(".step__title a").click()
    one.page.locator(f"main a[href$='/{act}/']").click()
    for name, value in facts.items():
        one.page.locator(f"#id_{name}").fill(value)
    one.send()
    one.page.wait_for_url(re.compile(r"/desk/steps/[0-9a-f-]{36}/$"))


def name_signatory(one: Desk, agreement: str, signs: "Signs") -> None:
    """Put a person on the list of those who sign, with what gives the authority."""
    one.open(agreement, "signing/")
    one.press("Add a person who signs")
    for language in ("pl", "uk", "en"):
        one.page.locator(f"#id_name_{language}").fill(signs.name[language])
        one.page.locator(f"#id_function_{language}").fill(signs.function[language])
    choice = one.page.locator("#id_authority option").filter(has_text=signs.authority)
    one.page.locator("#id_authority").select_option(choice.get_attribute("value"))
    assert_good(one.page)
    one.send()
    one.finds(signs.name[one.language])


def sign_by_hand(one: Desk, agreement: str, scans: dict[str, bytes]) -> None:
    """Record a signature on paper, with the scan of each language copy."""
    one.open(agreement, "signing/")
    one.page.locator("a[href$='/sign/hand/']").click()
    say_who(one)
    assert_good(one.page)
    for language, scan in scans.items():
        one.page.locator(f"#id_scan_{language}").set_input_files(pdf_file(f"{language}.pdf", scan))
    one.send()
    one.reads("The signature is recorded.")


def say_who(one: Desk) -> None:
    """Show the passkey once more, where the last time lies too long ago."""
    if "/account/who/" in one.page.url:
        one.press("Use the passkey")
        one.page.wait_for_url("**/desk/**")


def sign_in_pdf(one: Desk, agreement: str, signed: bytes) -> None:
    """Record a signature in a PDF; it is checked at once."""
    one.open(agreement, "signing/")
    one.page.locator("a[href$='/sign/pdf/']").click()
    say_who(one)
    assert_good(one.page)
    one.page.locator("#id_paper").set_input_files(pdf_file("podpisana.pdf", signed))
    one.send()


def pdf_file(name: str, data: bytes) -> FilePayload:
    """Give a file as a browser sends it."""
    return {"name": name, "mimeType": "application/pdf", "buffer": data}


def take(one: Desk, agreement: str, paper: str) -> bytes:
    """Take a paper from the page of papers, as a file."""
    one.open(agreement, "papers/")
    with one.page.expect_download() as given:
        one.page.locator(f"main a[href$='/papers/{paper}']").click()
    return given.value.path().read_bytes()
