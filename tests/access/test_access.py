"""Who meets what at every address, by every method, as docs/developers/access.md says."""

import os
from collections.abc import Iterable
from itertools import product

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from pobratym.core import faults
from pobratym.directory.states import Country
from tests.access import table
from tests.access.alike import Listener, Questions
from tests.access.cast import ADMINISTRATOR, CITIES, FORMER, NOBODY, ROLES, Cast
from tests.access.things import World, addresses, patterns
from tests.factories import MunicipalityFactory

pytestmark = pytest.mark.django_db

LISTED = ("GET", "POST")
OTHERS = ("PUT", "PATCH", "DELETE")
ELSEWHERE = {"core:readyz"}
"""Readiness asks the database past a test's own transaction; test_health.py asks it for real."""
SIGNS = {200: "+", 302: ">", 303: ">", 403: "x", 404: ".", 405: "-", 409: "e", 422: "e", 400: "e"}
EVERYBODY = [(NOBODY, ""), *product(CITIES, (*ROLES, FORMER)), (ADMINISTRATOR, "")]
WRITING = bool(os.environ.get("WRITE_ACCESS"))
IN_PERSON = WRITING or bool(os.environ.get("ACCESS_EVERYBODY"))
PARTS = 4


@pytest.fixture
def world(settings, tmp_path, monkeypatch):
    settings.DATA_FOLDER = tmp_path
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 3_600  # asking everybody takes its time
    monkeypatch.setattr(faults, "_html", lambda _request, _words: "")  # the sign is the status
    countries = zip(CITIES, (Country.PL, Country.UA, Country.PL), strict=True)
    made = World(Cast({place: MunicipalityFactory(country=one) for place, one in countries}))
    made.listener = Listener(monkeypatch, made.cast.people.values())
    return made


def part_of(number: int) -> list[str]:
    """Share the addresses out, so that several workers ask at the same time."""
    return sorted(addresses() - ELSEWHERE)[number::PARTS]


def test_every_address_has_its_line():
    assert addresses() - ELSEWHERE == {address for address, _about, _method in table.read()}


@pytest.mark.parametrize("number", range(PARTS))
def test_everybody_meets_what_the_table_says(world, number):
    names = part_of(number)

    met = {
        (name, about, method): row
        for name in names
        for about, place in world.places(name).items()
        for method in LISTED
        if (row := asked(world, method, place))
    }

    if WRITING:
        told = {key: row for key, row in table.read().items() if key[0] in addresses()}
        table.write({key: row for key, row in told.items() if key[0] not in names} | met)
    assert met == {key: row for key, row in table.read().items() if key[0] in names}


def asked(world: World, method: str, place: str) -> table.Row | None:
    """Ask as everybody; None where nobody at all finds such a method there."""
    signs = signs_of(world, method, place)
    if set(signs.values()) <= {"-", "i"} and signs[ADMINISTRATOR, ""] == "-":
        return None
    roles = (*ROLES, FORMER)
    cells = [table.short("".join(signs[city, role] for role in roles)) for city in CITIES]
    return (signs[NOBODY, ""], *cells, signs[ADMINISTRATOR, ""])


def signs_of(world: World, method: str, place: str) -> dict[tuple[str, str], str]:
    """Ask everybody who might meet something else than those who were asked."""
    listener, signs = world.listener, {}
    met: list[tuple[Questions, str]] = []
    for who in EVERYBODY:
        person = world.cast.people.get(who)
        spared = not IN_PERSON and listener.knows(person)
        known = (sign for told, sign in met if spared and listener.is_alike(person, told))
        if (sign := next(known, "")) == "":
            told = listener.hear(person)
            sign = sign_of(world.cast.browsers[who], method, place)
            if spared:
                met.append((told, sign))
        signs[who] = sign
    return signs


def sign_of(client: Client, method: str, place: str) -> str:
    """Ask once, and take back what the asking did."""
    cookies = client.cookies.output()
    with transaction.atomic():
        answer = getattr(client, method.lower())(place)
        transaction.set_rollback(True)
    if client.cookies.output() != cookies and settings.SESSION_COOKIE_NAME in client.cookies:
        restore(client, cookies)
    if answer.status_code == 302 and "/sign-in/?next=" in answer["Location"]:
        return "i"
    return SIGNS.get(answer.status_code, "!")


def restore(client: Client, cookies: str) -> None:
    """Put the browser's cookies back as they were before signing out."""
    client.cookies.clear()
    for line in cookies.splitlines():
        client.cookies.load(line.partition(": ")[2])


@pytest.mark.parametrize("number", range(PARTS))
def test_other_methods_are_refused_to_everybody(world, number):
    officer, nobody = world.cast.browsers["own", "coordinator"], world.cast.browsers[NOBODY, ""]
    places = [list(world.places(name).values()) for name in part_of(number)]
    asked = [(officer, place) for several in places for place in several]
    asked += [(nobody, several[0]) for several in places]

    let_in = [
        (method, place)
        for (client, place), method in product(asked, OTHERS)
        if sign_of(client, method, place) in {"+", "e"}
    ]

    assert let_in == []


def all_lists(world: World) -> Iterable[str]:
    """Give the pages that list things of several owners."""
    names = (
        "publishing:landing",
        "publishing:partnership_list",
        "publishing:city",
        "desk:desk",
        "desk:translations",
        "confirmations:list",
        "notices:list",
    )
    return [place for name in names for place in world.places(name).values()]


def test_what_is_hidden_is_named_nowhere_to_others(world):
    def told(who):
        pages = (world.cast.browsers[who].get(place) for place in all_lists(world))
        text = " ".join(page.content.decode() for page in pages)
        return {name for name in world.partnerships if f"Ukryte {name}" in text}

    own = {"public", "contacted", "prospect", "given up"}
    assert {
        who: told(who) for who in EVERYBODY if who[1] in {"", "officer", "teacher", FORMER}
    } == {
        (NOBODY, ""): {"public"},
        ("own", "officer"): own,
        ("own", "teacher"): {"public"},
        ("own", FORMER): {"public"},
        ("partner", "officer"): {"public", "contacted"},
        ("partner", "teacher"): {"public"},
        ("partner", FORMER): {"public"},
        ("third", "officer"): {"public"},
        ("third", "teacher"): {"public"},
        ("third", FORMER): {"public"},
        (ADMINISTRATOR, ""): {"public"},
    }


def test_no_address_stands_outside_the_languages_but_these():
    outside = {name for name in addresses() if not _begins_with_language(name)}

    assert outside == {
        "core:livez",
        "core:readyz",
        "documents:picture",
        "openid_connect_callback",
        "openid_connect_login",
    }


def _begins_with_language(name: str) -> bool:
    return any(pattern.startswith("en/") for pattern in patterns()[name])
