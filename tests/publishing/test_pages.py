import datetime as dt
import gzip
import re

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.services.cities import (
    NewPicture,
    Profile,
    edit_city,
    hide_picture,
    show_picture,
)
from pobratym.directory.services.figures import note_population
from pobratym.directory.services.names import correct_name
from pobratym.directory.services.offices import ToldOffice, edit_office
from pobratym.directory.services.registers.loading import Choices, import_register
from pobratym.directory.services.wishes import ToldWish, add_wish, edit_wish, end_wish
from pobratym.directory.states import Unit
from pobratym.documents.rewriting import Rewritten
from pobratym.documents.states import PictureKind
from pobratym.journal.queries import edition
from pobratym.journal.services import record
from pobratym.languages.services import confirm_version, digest, note_wordings
from pobratym.partnerships.services.events import add_event, edit_event, withdraw_event
from pobratym.partnerships.services.opening import edit_partnership, open_partnership
from pobratym.partnerships.services.stages import unpublish_partnership, withdraw_partnership
from pobratym.partnerships.states import EventKind, Stage
from pobratym.publishing.pages import Shelf
from tests.agreeing import move_together, publish_together
from tests.factories import (
    EventFactory,
    KnownPartnershipFactory,
    MunicipalityFactory,
    OfficeFactory,
    PartnershipFactory,
    PictureFactory,
    PopulationFigureFactory,
    SourceFactory,
    UserFactory,
    WishFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    made = PartnershipFactory(stage=Stage.ACTIVE, is_public=True)
    record("partnership.opened", made, by=None)
    return made


def address(partnership, language="pl"):
    return f"/{language}/partnerships/{partnership.public_id}/{partnership.slug}/"


def test_a_reader_who_has_this_edition_gets_304_from_one_statement(client, cost, partnership):
    tag = client.get(address(partnership))["ETag"]

    statements = cost(lambda: client.get(address(partnership), headers={"If-None-Match": tag}))

    answer = client.get(address(partnership), headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert len(statements) == 1


def test_a_kept_page_costs_one_statement_and_is_the_same(client, cost, partnership):
    first = client.get(address(partnership))

    statements = cost(lambda: client.get(address(partnership)))

    assert client.get(address(partnership)).content == first.content
    assert len(statements) == 1


def test_an_edit_makes_the_page_new(client, partnership):
    before = client.get(address(partnership))
    title = partnership.title.with_("pl", "Nowy tytuł")
    edit_partnership(partnership, title=title, version=1, by=None, city=partnership.opened_by)

    after = client.get(address(partnership), headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert "Nowy tytuł" in after.content.decode()
    assert after["ETag"] != before["ETag"]


POLISH = Wordings({"pl": "Po polsku"})
DAY = dt.date(2025, 5, 3)
TERC = (
    "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n14;;;;MAZOWIECKIE;województwo;2026-01-01\n"
    "14;61;;;Ostrołęka;miasto na prawach powiatu;2026-01-01\n"
    "14;61;01;1;Ostrołęka;gmina miejska;2026-01-01\n"
)


def picture(written=None):
    return NewPicture(
        written=written, kind=PictureKind.ARMS, shows=POLISH,
        author="Urząd", licence="CC0",
    )  # fmt: skip


def with_arms(city):
    city.arms = PictureFactory()
    city.save()
    return city


def hide(city):
    hide_picture(with_arms(city), PictureKind.ARMS, by=None, version=1)


def confirm(city):
    note_wordings(city, "name", old={}, new=city.name, by=None, machine=["uk"])
    seen = {"source_hash": digest(city.name["pl"]), "by": UserFactory()}
    confirm_version(city, "name", "uk", **seen)


def load(folder):
    path = folder / "TERC_Urzedowy_2026-01-01.csv"
    path.write_text(TERC)
    import_register(path, Choices("territories"), report=print)


def ours(deed, **given):
    """Do something to a partnership in the name of the city that opened it."""

    def act(made):
        deed(made, version=1, by=None, city=made.opened_by, **given)

    return act


def ours_of_event(deed, **given):
    def act(made):
        event = EventFactory(partnership=made)
        deed(event, version=1, by=None, city=made.opened_by, **given)

    return act


DEEDS_OF_PARTNERSHIPS = {
    "opened": lambda made: open_partnership(
        by=None, city=made.opened_by, partners=[MunicipalityFactory()], title=POLISH
    ),
    "edited": ours(edit_partnership, title=POLISH),
    "given topics": ours(edit_partnership, topics=["schools"]),
    "moved": ours(move_together, to=Stage.SUSPENDED),
    "unpublished": ours(unpublish_partnership),
    "published": lambda _made: ours(publish_together)(PartnershipFactory(stage=Stage.ACTIVE)),
    "withdrawn": lambda _made: ours(withdraw_partnership, reason="pomyłka")(PartnershipFactory()),
    "event added": lambda made: add_event(
        made, by=None, city=made.opened_by, on=DAY, kind=EventKind.VISIT, title=POLISH
    ),
    "event edited": ours_of_event(edit_event, title=POLISH),
    "event withdrawn": ours_of_event(withdraw_event, reason="pomyłka"),
}
WISH = ToldWish("seeks", "schools", POLISH)
DEEDS_OF_CITIES = {
    "name": lambda city: correct_name(city, POLISH, by=None, version=1),
    "profile": lambda city: edit_city(
        city, Profile(POLISH, "#17456b", "#f7f3ea", seeks_partner=True), by=None, version=1
    ),
    "wish added": lambda city: add_wish(city, WISH, by=None),
    "wish edited": lambda city: edit_wish(WishFactory(municipality=city), WISH, by=None, version=1),
    "wish ended": lambda city: end_wish(WishFactory(municipality=city), by=None, version=1),
    "office": lambda city: edit_office(city, ToldOffice(POLISH, POLISH), by=None, version=1),
    "picture shown": lambda city: show_picture(
        city, picture(Rewritten(b"RIFF", 10, 10)), by=None, version=1
    ),
    "picture described": lambda city: show_picture(with_arms(city), picture(), by=None, version=1),
    "picture hidden": hide,
    "residents": lambda city: note_population(city, 5_000, Unit.GMINA, DAY, SourceFactory()),
    "translation confirmed": confirm,
}


@pytest.mark.parametrize("deed", DEEDS_OF_PARTNERSHIPS.values(), ids=DEEDS_OF_PARTNERSHIPS)
def test_each_deed_on_a_partnership_is_another_edition_of_the_record(partnership, deed):
    before = edition()

    deed(partnership)

    assert edition() != before


@pytest.mark.parametrize("deed", DEEDS_OF_CITIES.values(), ids=DEEDS_OF_CITIES)
def test_each_deed_on_a_city_is_another_edition_of_the_record(deed, settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    city, before = MunicipalityFactory(), edition()

    deed(city)

    assert edition() != before


def test_a_loaded_register_is_another_edition_of_the_record(tmp_path):
    before = edition()

    load(tmp_path)

    assert Municipality.objects.count() == 1
    assert edition() != before


# Signed in, and in doubt ---------------------------------------------------------------------


@pytest.mark.parametrize("is_administrator", [False, True])
def test_pages_of_the_own_city_cost_eleven_statements_at_most(client, cost, is_administrator):
    one, two, third = MunicipalityFactory.create_batch(3)
    made = PartnershipFactory(cities=[one, two], stage=Stage.ACTIVE, is_public=True)
    client.force_login(officer_of(one, third, is_administrator=is_administrator))
    for city in (one, two):
        OfficeFactory(municipality=city)
        WishFactory(municipality=city)
        PopulationFigureFactory(municipality=city)
        KnownPartnershipFactory(municipality=city)
    EventFactory(partnership=made)
    pages = ["/en/", "/en/partnerships/", "/en/municipalities/", address(made)]
    pages += [f"/en/municipalities/{city.public_id}/" for city in (one, two)]
    for url in pages:
        client.get(url)

        assert len(cost(lambda url=url: client.get(url))) <= 11, url


def test_the_city_page_offers_an_edit_to_its_officers_and_a_partnership_to_others(client):
    one, two = MunicipalityFactory.create_batch(2)
    edit = reverse("directory:city_edit", args=[one.public_id])
    new = f'?partner={one.public_id}"'

    def offered(*cities, **person):
        client.force_login(officer_of(*cities, **person))
        text = client.get(f"/en/municipalities/{one.public_id}/").content.decode()
        return edit.replace("/pl/", "/en/") in text, new in text

    assert offered(one) == (True, False)
    assert offered(one, two) == (True, False)
    assert offered(two) == (False, True)
    assert offered() == (False, False)
    assert offered(is_administrator=True) == (True, False)


BOTH = Wordings({"pl": "Po polsku", "uk": "Українською"})


def in_doubt(thing, field, *, by_machine):
    """Give a thing a Ukrainian version of a text that is machine-made, or out of date."""
    setattr(thing, field, BOTH)
    thing.save()
    old = {"pl": "Dawniej", "uk": BOTH["uk"]}
    machine = ["uk"] if by_machine else []
    note_wordings(thing, field, old={}, new=BOTH if by_machine else old, by=None, machine=machine)
    if not by_machine:
        note_wordings(thing, field, old=old, new=BOTH, by=None)


@pytest.mark.parametrize(("by_machine", "word"), [(True, "by machine"), (False, "out of date")])
def test_a_version_in_doubt_is_marked_where_it_is_shown(client, by_machine, word):
    one = MunicipalityFactory()
    made = PartnershipFactory(
        cities=[one, MunicipalityFactory()], stage=Stage.ENDED, is_public=True
    )
    wish, event = WishFactory(municipality=one), EventFactory(partnership=made)
    office = OfficeFactory(municipality=one)
    one.photograph = PictureFactory()
    of_city = [(one, "profile"), (wish, "text"), (office, "name"), (office, "address")]
    of_city += [(one.photograph, "shows")]
    of_partnership = [(made, "title"), (made, "summary"), (made, "origin"), (made, "end_reason")]
    of_partnership += [(event, "title"), (event, "text"), (office, "name"), (office, "address")]
    of_partnership += [(one.photograph, "shows")]
    for thing, field in dict.fromkeys([*of_city, *of_partnership]):
        in_doubt(thing, field, by_machine=by_machine)
    record("partnership.edited", made, by=None)

    pages = {
        f"municipalities/{one.public_id}/": len(of_city),
        f"partnerships/{made.public_id}/": len(of_partnership),
    }
    with translation.override("uk"):
        said = gettext(word)
    for page, places in pages.items():
        assert client.get(f"/uk/{page}").content.decode().count(f">{said}<") == places
        assert said not in client.get(f"/pl/{page}").content.decode()


def test_a_name_in_another_language_says_so_on_the_map(client):
    place = {"latitude": 53.0, "longitude": 21.5, "place_source": SourceFactory()}
    there = place | {"latitude": 51.3, "longitude": 25.8}
    one = MunicipalityFactory(name=Wordings({"pl": "Pionki"}), **place)
    two = MunicipalityFactory(name=Wordings({"pl": "Warasz", "en": "Varash"}), **there)
    made = PartnershipFactory(cities=[one, two], stage=Stage.ACTIVE, is_public=True)
    record("partnership.opened", made, by=None)

    for page in (f"municipalities/{one.public_id}/", f"partnerships/{made.public_id}/"):
        text = client.get(f"/en/{page}").content.decode()
        words = re.findall(
            r'<text class="map__word map__word--city"[^>]*?( lang="pl")?>(.*?)<', text
        )
        assert words == [(' lang="pl"', "Pionki"), ("", "Varash")][: len(words)] != []


def test_a_description_in_another_language_says_which(client):
    one = MunicipalityFactory(
        arms=PictureFactory(shows=Wordings({"uk": "Герб"})),
        photograph=PictureFactory(shows=Wordings({"en": "A bridge", "uk": "Міст"})),
    )
    made = PartnershipFactory(
        cities=[one, MunicipalityFactory()], stage=Stage.ACTIVE, is_public=True
    )
    record("partnership.opened", made, by=None)

    for page in (f"municipalities/{one.public_id}/", f"partnerships/{made.public_id}/"):
        english, ukrainian = (client.get(f"/{c}/{page}").content.decode() for c in ("en", "uk"))
        assert 'alt="Герб" lang="uk"' in english
        assert 'alt="A bridge">' in english
        assert 'alt="Герб">' in ukrainian
        assert 'alt="Міст">' in ukrainian


def test_each_language_and_each_query_is_a_page_of_its_own(client, partnership):
    tags = {
        client.get(url)["ETag"]
        for url in (
            address(partnership, "pl"),
            address(partnership, "uk"),
            "/pl/municipalities/",
            "/pl/municipalities/?country=PL",
        )
    }

    assert len(tags) == 4


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DORMANT_AFTER_MONTHS", 3),
        ("OPERATOR_EMAIL", "dostepnosc@example.org"),
        ("OPERATOR_NAME", "Urząd Miasta"),
        ("SITE_ADDRESS", "https://partnership.example.org"),
    ],
)
def test_another_setting_makes_other_pages(client, settings, partnership, setting, value):
    before = client.get(address(partnership))["ETag"]

    setattr(settings, setting, value)

    after = client.get(address(partnership), headers={"If-None-Match": before})
    assert (after.status_code, after["ETag"] == before) == (200, False)


def test_people_with_a_session_get_pages_that_nobody_keeps(client, partnership):
    stranger = client.get(address(partnership))
    client.force_login(UserFactory(name="Anna Kowalska"))

    own = client.get(address(partnership), headers={"If-None-Match": stranger["ETag"]})

    assert own.status_code == 200
    assert own["Cache-Control"] == "no-store, private"
    assert "ETag" not in own
    assert "Cookie" in own["Vary"]
    assert "Anna Kowalska" in own.content.decode()
    client.logout()
    assert "Anna Kowalska" not in client.get(address(partnership)).content.decode()


@pytest.mark.parametrize(
    ("asked", "packed"),
    [
        ("gzip, br", True),
        ("br;q=1, gzip;q=0.5", True),
        ("gzip;q=0", False),
        ("br", False),
        ("", False),
    ],
)
def test_a_page_is_packed_for_browsers_that_unpack(client, partnership, asked, packed):
    plain = client.get(address(partnership))

    for _ in ("built", "kept"):
        answer = client.get(address(partnership), headers={"Accept-Encoding": asked})
        assert (answer.get("Content-Encoding") == "gzip") == packed
        content = gzip.decompress(answer.content) if packed else answer.content
        assert content == plain.content
        assert answer["ETag"] == plain["ETag"]
        assert "Accept-Encoding" in answer["Vary"]
        assert int(answer["Content-Length"]) == len(answer.content)


def test_what_depends_on_a_session_is_never_packed(client, partnership):
    client.force_login(UserFactory())

    answer = client.get(address(partnership), headers={"Accept-Encoding": "gzip"})

    assert not answer.has_header("Content-Encoding")


def test_strangers_get_no_cookie(client, partnership):
    for url in ("/pl/", address(partnership), "/uk/municipalities/", "/en/accessibility/"):
        assert not client.get(url).cookies, url


def test_a_partnership_that_is_not_public_is_not_there_for_strangers(client):
    hidden = PartnershipFactory(cities=[MunicipalityFactory(), MunicipalityFactory()])
    record("partnership.opened", hidden, by=None)

    answer = client.get(address(hidden))
    nothing = client.get("/pl/partnerships/00000000-0000-4000-8000-000000000000/-/")

    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert str(hidden.title) not in client.get("/pl/partnerships/").content.decode()
    assert str(hidden.title) not in client.get("/pl/").content.decode()


def test_a_404_is_never_kept_for_later(client):
    hidden = PartnershipFactory(stage=Stage.ACTIVE, is_public=False)
    record("partnership.opened", hidden, by=None)
    assert client.get(address(hidden)).status_code == 404

    hidden.is_public = True
    hidden.save()

    assert client.get(address(hidden)).status_code == 200


def test_the_shelf_keeps_the_pages_last_asked_for():
    from django.http import HttpResponse  # noqa: PLC0415

    shelf = Shelf(2)
    shelf.keep("a", HttpResponse("A"))
    shelf.keep("b", HttpResponse("B"))
    assert shelf.find("a").content == b"A"
    shelf.keep("c", HttpResponse("C"))

    assert shelf.find("b") is None
    assert (shelf.find("a").content, shelf.find("c").content) == (b"A", b"C")
