"""Before the release nothing tells title, day, hour, place or names: every door is tried.

All addresses of the product are asked for, with the number of everything that belongs to the visit,
by somebody without an account and by an officer of a city that has nothing to do with it. Then what
is sent, logged, noted and indexed is read.
"""

import datetime as dt
import logging
import re
import uuid
from dataclasses import dataclass
from decimal import Decimal

import icalendar
import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.journal.models import Entry, PersonalValue
from pobratym.journal.services import record
from pobratym.programmes.models.release import ItemRelease
from pobratym.programmes.queries.concerned import Person
from pobratym.programmes.searching import look_at_released
from pobratym.programmes.services import subscribing
from pobratym.programmes.services.changes import tell
from pobratym.programmes.states import For
from pobratym.search.models import Entry as Indexed
from pobratym.search.models import Waiting
from pobratym.search.services.finding import Question, find
from pobratym.visits.services.guests import invite
from pobratym.visits.states import Embargo, VisitState
from pobratym.work.models import Letter
from tests.factories import PartnershipFactory, officer_of
from tests.programmes.making import make_item, make_public_visit
from tests.visiting import HostFactory, InterpreterFactory, SiteFactory, officers_of

pytestmark = pytest.mark.django_db

DAY = dt.date(2031, 3, 13)
OVER = dt.datetime(2031, 3, 16, 0, 30, tzinfo=dt.UTC)
SECRETS = {
    "title": "Kwiatozwierz", "purpose": "Celozwierz", "site": "Miejscozwierz",
    "address": "Ulicozwierz", "item": "Punktozwierz", "note": "Uwagozwierz",
    "member": "Gościozwierz", "host": "Gospodarzozwierz", "interpreter": "Tłumaczozwierz",
    "group": "Grupozwierz", "critical": "Ciepłozwierz", "latitude": "53.08421",
}  # fmt: skip
WHEN = re.compile(
    r"13:37|14:41|13:37|20310313|2031-03-13|1?3[ .]0?3[ .]2031"
    r"|1[345]\s(March|marca|березня)\s2031"
)
HIDDEN_FOR_EVER = ("note", "member", "host", "interpreter", "group", "critical", "latitude")


@dataclass(frozen=True)
class World:
    visit: object
    item: object
    numbers: tuple[uuid.UUID, ...]
    stranger: object


def words(name):
    return Wordings(dict.fromkeys(("pl", "uk", "en"), SECRETS[name]))


@pytest.fixture
def world():
    visit = make_public_visit(
        starts_on=DAY, embargo=Embargo.UNTIL_END, title=words("title"), purpose=words("purpose")
    )
    visit.subgroups.update(name=words("group"))
    visit.members.update(name_latin=SECRETS["member"], name_cyrillic=SECRETS["member"])
    site = SiteFactory(
        city=visit.host, name=words("site"), address=SECRETS["address"], is_lodging=False,
    )  # fmt: skip
    plant = SiteFactory(
        city=visit.host, name=words("critical"), is_critical=True,
        latitude=Decimal(SECRETS["latitude"]), longitude=Decimal("21.57"),
    )  # fmt: skip
    host = HostFactory(city=visit.host, name=SECRETS["host"])
    interpreter = InterpreterFactory(visit=visit, name=SECRETS["interpreter"])
    hours = {"starts": dt.time(13, 37), "ends": dt.time(14, 41)}
    item = make_item(
        visit, site=site, title=words("item"), note=SECRETS["note"], hosts=[host],
        interpreter=interpreter, subgroups=[visit.subgroups.first()], **hours,
    )  # fmt: skip
    make_item(visit, site=plant, title=words("critical"), **hours)
    make_item(visit, **hours)
    record("visit.planned", visit, by=None, city=visit.host.code, within=visit.partnership)
    numbers = [
        visit.public_id, item.public_id, site.public_id, visit.members.first().public_id,
        visit.partnership.public_id, visit.host.public_id,
    ]  # fmt: skip
    return World(visit, item, tuple(numbers), officer_of(PartnershipFactory().opened_by))


def told_in(text):
    """Name the secrets that a text tells."""
    found = [name for name, secret in SECRETS.items() if secret.casefold() in text.casefold()]
    return [*found, *(match.group() for match in WHEN.finditer(text))]


def read_all(answer):
    body = b"".join(answer) if answer.streaming else answer.content
    heads = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    return heads + body.decode("utf-8", "replace")


def patterns(resolver, before=""):
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        elif isinstance(one, URLPattern):
            yield route


def addresses(world):
    """Every address of the product, with every number that belongs to the visit in each place."""
    kept = {"int": "1", "slug": "programme", "str": "x", "date": "2024-01-01", "path": "x"}
    for route in patterns(get_resolver()):
        if "(?" in route or route.startswith("^"):
            continue
        for number in world.numbers if "<uuid:" in route else [uuid.uuid4()]:
            filled = re.sub(r"<uuid:\w+>", str(number), route)
            filled = re.sub(r"<(int|slug|str|date|path):\w+>", lambda m: kept[m[1]], filled)
            yield "/" + re.sub(r"<\w+>", "x", filled)
    for language in ("pl", "uk", "en"):
        for number in world.numbers:
            for room in ("visits", "partnerships", "municipalities"):
                yield f"/{language}/{room}/{number}/"
        for query in SECRETS.values():
            yield f"/{language}/search/?q={query}"
            yield f"/{language}/search/suggestions/?q={query[:6]}"
        for path in ("", "visits/", "partnerships/", "municipalities/", "search/", "institutions/"):
            yield f"/{language}/{path}"
    for path in ("sitemap.xml", "robots.txt", "feed.xml", "rss/", "api/visits/1", "visit.ics"):
        yield f"/{path}"


@pytest.mark.parametrize("who", ["nobody", "stranger"])
def test_no_address_tells_anything(world, who, caplog):
    caplog.set_level(logging.DEBUG)
    client = Client(raise_request_exception=False)
    if who == "stranger":
        client.force_login(world.stranger)
    asked, told = 0, {}
    for address in dict.fromkeys(addresses(world)):
        if "logout" in address or "sign-out" in address:
            continue
        answer = client.get(address)
        asked += 1
        assert answer.status_code < 500 or address == "/readyz", address
        echoed = address.partition("?q=")[2]
        found = [one for one in told_in(read_all(answer)) if one.isdigit() or one in SECRETS]
        found = [one for one in found if not (echoed and SECRETS[one].startswith(echoed))]
        if found or WHEN.search(read_all(answer)):
            told[address] = found
    assert told == {}
    assert asked >= 40
    logged = " ".join(
        line.getMessage() for line in caplog.records if not line.name.startswith("django.db")
    )
    assert [one for one in told_in(logged) if "?q=" not in logged] == []


def test_a_visit_under_embargo_is_like_one_that_never_was(world, client):
    real = client.get(f"/en/visits/{world.visit.public_id}/")
    never = client.get(f"/en/visits/{uuid.uuid4()}/")
    assert real.status_code == never.status_code == 404
    assert len(real.content) == len(never.content)


@pytest.mark.parametrize("headers", [
    {"HX-Request": "true"}, {"Accept-Encoding": "gzip"}, {"If-None-Match": "*"},
    {"Accept": "application/json"}, {"Accept": "text/calendar"}, {"Range": "bytes=0-99"},
])  # fmt: skip
def test_no_way_of_asking_tells_anything(world, client, headers):
    found = world.visit.partnership.public_id
    for address in ("/en/visits/", f"/en/partnerships/{found}/", "/en/"):
        answer = client.get(address, headers=headers)
        if answer.headers.get("Content-Encoding") != "gzip":
            assert told_in(read_all(answer)) == []
        assert told_in(str(client.head(address, headers=headers).headers)) == []


def test_search_finds_it_for_its_cities_and_for_nobody_else(world):
    looked_for = Question(words=SECRETS["title"])
    host, guest = officers_of(world.visit)
    for reader, count in ((host, 1), (guest, 1), (world.stranger, 0)):
        found = find(looked_for, reader)
        assert len([one for one in found.hits if one.kind == "visits.visit"]) == count, reader


def test_letters_have_neutral_subjects_and_reach_only_those_who_take_part(world):
    host, _guest = officers_of(world.visit)
    for member in world.visit.members.all():
        member.email = f"guest{member.pk}@example.org"
        member.save()
    tell(world.visit, by=host)
    world.item.cancelled_at = timezone.now()
    world.item.save()
    tell(world.visit, by=host)
    letters = list(Letter.objects.filter(kind__startswith="programmes/"))
    assert letters
    for letter in letters:
        assert told_in(letter.subject) == []
    own = {member.email for member in world.visit.members.all()}
    hosts = {SECRETS["host"], SECRETS["interpreter"]}
    assert len({letter.to for letter in letters} - own) <= len(hosts)


def test_the_journal_keeps_neither_hour_nor_place(world):
    host, second = officers_of(world.visit)[0], officer_of(world.visit.host)
    from pobratym.programmes.services import items, releases  # noqa: PLC0415

    item = world.item
    items.lock(item, locked=True, version=item.version, by=host)
    item.refresh_from_db()
    items.cancel(item, because="Blackout", version=item.version, by=host)
    plant = world.visit.items.get(site__is_critical=True)
    releases.ask_release(plant, by=host)
    releases.agree_to_release(plant, by=second)
    tell(world.visit, by=host)
    lines = [f"{line.details}{line.changes}{line.personal}" for line in Entry.objects.all()]
    kept = [value.value for value in PersonalValue.objects.all()]
    assert told_in(" ".join([*lines, *kept])) == []


def test_the_own_link_and_the_own_calendar_work_before(world, client):
    member = world.visit.members.filter(subgroup=world.visit.subgroups.first()).first()
    host, _guest = officers_of(world.visit)
    token = invite(member, host)
    page = client.get(f"/pl/guest/{token}/")
    assert page.status_code == 200
    assert SECRETS["item"] in page.content.decode()
    feed = subscribing.make_for(Person(For.MEMBER, member), world.visit, by=None)
    entries = icalendar.Calendar.from_ical(client.get(f"/pl/calendars/{feed}.ics").content)
    assert SECRETS["item"] in {str(one["SUMMARY"]) for one in entries.walk("VEVENT")}


def test_afterwards_the_public_reads_it_without_people_and_critical_places(
    world, client, monkeypatch
):
    address = f"/en/visits/{world.visit.public_id}/"
    listed = client.get("/en/visits/")
    assert told_in(read_all(listed)) == []
    world.visit.state = VisitState.DONE
    world.visit.save()
    monkeypatch.setattr(timezone, "now", lambda: OVER)
    for path in (address, f"{address}programme.ics"):
        text = read_all(client.get(path)).replace("\r\n ", "")
        assert SECRETS["item"] in text
        assert SECRETS["site"] in text
        assert [name for name in HIDDEN_FOR_EVER if SECRETS[name] in text] == []
    again = client.get("/en/visits/", headers={"If-None-Match": listed["ETag"]})
    assert SECRETS["title"] in read_all(again)


def test_what_is_marked_as_critical_later_leaves_the_kept_page(world, client, monkeypatch):
    from pobratym.visits.services.noting import note_in_city  # noqa: PLC0415

    world.visit.state = VisitState.DONE
    world.visit.save()
    monkeypatch.setattr(timezone, "now", lambda: OVER)
    address = f"/en/visits/{world.visit.public_id}/"
    assert SECRETS["site"] in read_all(client.get(address))
    site = world.item.site
    site.is_critical = True
    site.save()
    note_in_city("site.edited", site, site.city, by=None)
    assert SECRETS["site"] not in read_all(client.get(address))
    assert SECRETS["item"] not in read_all(client.get(address))


def test_a_released_critical_item_is_told_without_its_place(world, client, monkeypatch):
    first, second = officers_of(world.visit)[0], officer_of(world.visit.host)
    plant = world.visit.items.get(site__is_critical=True)
    plant.title = Wordings({"en": "A visit to the heating plant"})
    plant.save()
    now = timezone.now()
    ItemRelease.objects.create(
        item=plant, asked_by=first, asked_at=now, agreed_by=second, agreed_at=now
    )
    monkeypatch.setattr(timezone, "now", lambda: OVER)
    for path in ("", "programme.ics"):
        text = read_all(client.get(f"/en/visits/{world.visit.public_id}/{path}"))
        assert "A visit to the heating plant" in text
        assert SECRETS["critical"] not in text
        assert SECRETS["latitude"] not in text


def test_time_alone_lets_the_index_look_again(world, monkeypatch):
    find(Question(words="x"), world.stranger)
    Waiting.objects.all().delete()
    assert look_at_released() == 0
    monkeypatch.setattr(timezone, "now", lambda: OVER)
    assert look_at_released() == 1
    assert Waiting.objects.filter(kind="visits.visit", key=world.visit.pk).exists()
    assert Indexed.objects.filter(kind="visits.visit").exists()


def test_addresses_hold_no_word_of_a_visit(world):
    """No slug: the address is a random number, before and after."""
    address = reverse("publishing:visit", args=[world.visit.public_id])
    assert re.fullmatch(r"/\w\w/visits/[0-9a-f-]{36}/", address)
