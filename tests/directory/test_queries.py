"""The list of municipalities and the page of one."""

import datetime as dt
import json
import random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.models.cities import FormerName, Municipality, NameKey
from pobratym.directory.naming import keys_for
from pobratym.directory.queries.filters import CityFilters, regions
from pobratym.directory.queries.lists import PAGE, city_list
from pobratym.directory.queries.pages import cities_for_page, city_page
from pobratym.directory.services.figures import note_population
from pobratym.directory.states import Kind, Unit
from pobratym.languages.services import note_wordings
from tests.factories import (
    KnownPartnershipFactory,
    MunicipalityFactory,
    OfficeFactory,
    PopulationFigureFactory,
    SourceFactory,
    WishFactory,
)
from tests.shared import real_data, shared

pytestmark = pytest.mark.django_db

ANYONE = AnonymousUser()
DAY = dt.timedelta(days=1)
LETTERS = {"pl": "aąbcćlłnńoósśzźż", "uk": "абвгґдеєиіїйщьюя", "en": "abcdefgxyz"}


def many(count):
    """Make municipalities with names of chance, some of them alike."""
    chance = random.Random(7)
    cities = []
    for number in range(count):
        name = Wordings(
            {
                language: "".join(chance.choices(letters, k=2)).title()
                for language, letters in LETTERS.items()
            }
        )
        keys = keys_for(name)
        cities.append(
            Municipality(
                country="PL", scheme="TERC", code=f"{number:07}", kind=Kind.GMINA_RURAL,
                register_name=name["pl"], name=name, region_code="14", timezone="Europe/Warsaw",
                sort_pl=keys.sort_pl, sort_uk=keys.sort_uk, sort_en=keys.sort_en,
            )
        )  # fmt: skip
    Municipality.objects.bulk_create(cities)


def names(listing):
    return [row.name.text for row in listing.rows]


def search(words, language="en"):
    return names(city_list(ANYONE, language, CityFilters(name=words)))


# Pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_turning_pages_meets_every_municipality_once_in_reading_order(language):
    many(3 * PAGE + 7)
    expected = list(
        Municipality.objects.order_by(f"sort_{language}", "pk").values_list("pk", flat=True)
    )

    listing, forward, cursors = city_list(ANYONE, language, CityFilters()), [], []
    while True:
        forward += [row.pk for row in listing.rows]
        cursors.append(listing.before)
        if not listing.after:
            break
        listing = city_list(ANYONE, language, CityFilters(), listing.after)
    backward = [row.pk for row in listing.rows]
    while listing.before:
        listing = city_list(ANYONE, language, CityFilters(), listing.before)
        backward = [row.pk for row in listing.rows] + backward

    assert forward == expected
    assert backward == expected
    assert [bool(cursor) for cursor in cursors] == [False, True, True, True]
    assert listing.before == ""


def test_a_full_last_page_leads_nowhere():
    many(2 * PAGE)

    second = city_list(ANYONE, "pl", CityFilters(), city_list(ANYONE, "pl", CityFilters()).after)

    assert (len(second.rows), second.after) == (PAGE, "")


def test_a_place_in_the_list_is_found_again_in_another_language():
    many(PAGE + 20)
    first = city_list(ANYONE, "pl", CityFilters())
    last = Municipality.objects.get(pk=first.rows[-1].pk)

    listing = city_list(ANYONE, "uk", CityFilters(), first.after)

    assert not listing.is_lost
    following = Municipality.objects.filter(sort_uk__gte=last.sort_uk).exclude(pk=last.pk)
    assert listing.rows[0].pk == following.order_by("sort_uk", "pk").first().pk


def test_a_place_whose_municipality_is_gone_is_still_a_place():
    many(PAGE + 20)
    first = city_list(ANYONE, "pl", CityFilters())
    expected = names(city_list(ANYONE, "pl", CityFilters(), first.after))
    Municipality.objects.filter(pk=first.rows[-1].pk).delete()

    assert names(city_list(ANYONE, "pl", CityFilters(), first.after)) == expected


@pytest.mark.parametrize(
    "cursor",
    ["x", "a.pl.12", "a.xx.12.1", "a.pl.-1.1", "a.pl.1.99999999999999999999", "a.pl.1.1 OR 1=1",
     "b.pl..0", "a.uk.1.999999", "٣.pl.1.1", "a.pl.١.1", "a" * 5_000],
)  # fmt: skip
def test_a_place_that_nobody_can_read_gives_the_first_page_and_says_so(cursor):
    many(3)

    listing = city_list(ANYONE, "pl", CityFilters(), cursor)

    assert (len(listing.rows), listing.is_lost) == (3, True)


def test_more_than_a_thousand_are_not_counted():
    many(1_001)

    assert city_list(ANYONE, "pl", CityFilters()).is_more
    Municipality.objects.first().delete()
    listing = city_list(ANYONE, "pl", CityFilters())

    assert (listing.count, listing.is_more) == (1_000, False)


def test_a_list_costs_the_same_for_one_and_for_many(cost):
    MunicipalityFactory()
    one = cost(lambda: city_list(ANYONE, "uk", CityFilters(name="m")))
    for city in MunicipalityFactory.create_batch(8):
        note_population(city, 5_000, Unit.GMINA, dt.date(2024, 1, 1), SourceFactory())

    many_more = cost(lambda: city_list(ANYONE, "uk", CityFilters(name="m")))

    assert len(many_more) == len(one) == 3


def test_an_empty_list_is_a_list():
    listing = city_list(ANYONE, "pl", CityFilters())

    assert (listing.rows, listing.count, listing.before, listing.after) == ([], 0, "", "")


# Rows and filters --------------------------------------------------------------------------


def test_a_row_tells_residents_with_unit_date_and_source():
    city = MunicipalityFactory()
    source = SourceFactory(name="GUS")
    note_population(city, 30_000, Unit.CITY, dt.date(2025, 1, 1), source)
    note_population(city, 47_696, Unit.GMINA, dt.date(2024, 12, 31), source)

    (row,) = city_list(ANYONE, "en", CityFilters()).rows

    assert (row.residents.value, row.residents.unit) == (47_696, "whole gmina")
    assert (row.residents.on, row.residents.source) == (dt.date(2024, 12, 31), "GUS")
    assert row.residents.source_id == source.pk


def test_a_municipality_that_nobody_counted_has_no_residents():
    MunicipalityFactory()

    assert city_list(ANYONE, "en", CityFilters()).rows[0].residents is None


def test_two_municipalities_with_one_name_are_told_apart():
    name = Wordings({"pl": "Ostrów Mazowiecka"})
    MunicipalityFactory(name=name, kind=Kind.GMINA_URBAN, district_name="ostrowski")
    MunicipalityFactory(name=name, kind=Kind.GMINA_RURAL, district_name="ostrowski")

    rows = city_list(ANYONE, "en", CityFilters(name="ostrow")).rows

    assert [(row.kind, row.district) for row in rows] == [
        ("urban gmina", "ostrowski"),
        ("rural gmina", "ostrowski"),
    ]
    assert len({row.code for row in rows}) == 2


def test_each_filter_keeps_what_it_names():
    wanted = MunicipalityFactory(
        country="UA", region_code="UA56", size="20_to_50", seeks_partner=True
    )
    MunicipalityFactory(country="UA", region_code="UA46")
    MunicipalityFactory()
    MunicipalityFactory(country="UA", region_code="UA56", ended_on=dt.date(2025, 1, 1))

    for filters in (
        CityFilters(region="UA56"),
        CityFilters(size="20_to_50"),
        CityFilters(seeks_partner=True),
        CityFilters("UA", "UA56", "20_to_50", seeks_partner=True, name=wanted.name["uk"]),
    ):
        assert [row.pk for row in city_list(ANYONE, "uk", filters).rows] == [wanted.pk]
    assert len(city_list(ANYONE, "uk", CityFilters(country="UA")).rows) == 2


def test_what_an_address_asks_for_in_vain_is_left_out():
    asked = {"country": "DE", "region": "99", "size": "huge", "seeks": "", "name": " War "}

    assert CityFilters.read(asked) == CityFilters(name="War")
    assert CityFilters.read(CityFilters("UA", "UA56", "20_to_50", True, "x").as_query()) == (
        CityFilters("UA", "UA56", "20_to_50", True, "x")
    )


@pytest.fixture
def known():
    for country, name in (
        ("UA", {"pl": "Warasz", "uk": "Вараш", "en": "Varash"}),
        ("PL", {"pl": "Ostrołęka", "uk": "Остроленка", "en": "Ostrołęka"}),
        ("PL", {"pl": "Nowy Sącz", "uk": "Новий Сонч", "en": "Nowy Sącz"}),
        ("UA", {"pl": "Zżowe", "uk": "Ззове", "en": "Zz"}),
    ):
        MunicipalityFactory(country=country, name=Wordings(name))


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Warasz", ["Varash"]), ("Вараш", ["Varash"]), ("Varash", ["Varash"]), ("вар", ["Varash"]),
        ("wara", ["Varash"]), ("Ostroleka", ["Ostrołęka"]), ("OSTROŁĘKA", ["Ostrołęka"]),
        ("Остроленка", ["Ostrołęka"]), ("ostro", ["Ostrołęka"]), ("Nowy", ["Nowy Sącz"]),
        ("Nowy S", ["Nowy Sącz"]), ("sacz", ["Nowy Sącz"]), ("Сонч", ["Nowy Sącz"]),
        ("zz", ["Zz"]), ("arasz", []), ("zzz", []), ("Nowy Sącz Dolny", []),
    ],
)  # fmt: skip
def test_a_name_is_found_by_how_it_or_a_word_of_it_begins_in_any_script(typed, expected):
    assert search(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1461011", ["Ostrołęka"]), ("14 61 01 1", ["Ostrołęka"]), ("1461", ["Ostrołęka"]),
        ("UA56020030000068439", ["Varash"]), ("ua5602", ["Varash"]), ("уа56", ["Varash"]),
        ("UA56020030000068430", []), ("1462", []), ("146", []),
    ],
)  # fmt: skip
def test_a_municipality_is_found_by_its_official_code_or_the_beginning_of_it(typed, expected):
    MunicipalityFactory(code="1461011", name=Wordings({"en": "Ostrołęka"}))
    MunicipalityFactory(
        country="UA", code="UA56020030000068439", name=Wordings({"uk": "Вараш", "en": "Varash"})
    )

    assert search(typed) == expected


@pytest.mark.parametrize("typed", ["？？", "\u3000", "…", "№", "漢字", "\u2003 \u3000"])
def test_signs_that_no_name_begins_with_find_nothing(typed):
    MunicipalityFactory()

    filters = CityFilters.read({"name": typed})

    assert names(city_list(ANYONE, "en", filters)) == []


def test_a_name_of_blanks_alone_does_not_narrow():
    assert CityFilters.read({"name": "  "}) == CityFilters()


def test_the_district_in_a_list_is_written_in_the_letters_of_the_reader():
    MunicipalityFactory(country="UA", district_name="Вараський")

    rows = [city_list(ANYONE, language, CityFilters()).rows for language in ("uk", "en")]

    assert [row.district for (row,) in rows] == ["Вараський", "Varaskyi"]


@real_data
def test_no_naughty_search_breaks_the_list():
    MunicipalityFactory()
    for text in json.loads(shared("hostile/blns.json").read_text()):
        filters = CityFilters.read({"name": text.replace("\x00", "")})

        assert len(city_list(ANYONE, "uk", filters, text.replace("\x00", "")).rows) <= 1


def test_regions_stand_in_the_alphabet_of_the_reader():
    polish = [name for _, name in regions("pl", "PL")]

    assert len(regions("pl")) == len(regions("uk")) == 43
    assert len(polish) == 16
    assert polish[0] == "województwo dolnośląskie"
    assert len(regions("uk", "UA")) == 27


# The page of one ---------------------------------------------------------------------------


def fill(city):
    OfficeFactory(municipality=city)
    for number in range(3):
        PopulationFigureFactory(municipality=city, on=dt.date(2020 + number, 1, 1))
        KnownPartnershipFactory(municipality=city)
        WishFactory(municipality=city)
        FormerName.objects.create(
            municipality=city, name=Wordings({"uk": "Кузнецовськ"}), source=SourceFactory()
        )


def shown(city):
    page = city_page(cities_for_page(ANYONE).get(pk=city.pk), "uk")
    parts = (page.populations, page.known_partnerships, page.former_names)
    _ = [str(part.source) for several in parts for part in several]
    _ = (page.office and str(page.office.name), page.city.arms, page.city.territory)
    return page


def test_a_page_costs_the_same_for_little_and_for_much(cost):
    bare, rich = MunicipalityFactory(), MunicipalityFactory()
    fill(rich)

    assert len(cost(lambda: shown(rich))) == len(cost(lambda: shown(bare))) == 6


def test_a_page_tells_the_newest_figure_first_and_counts_the_whole_municipality():
    city = MunicipalityFactory()
    of_city = PopulationFigureFactory(municipality=city, unit=Unit.CITY, on=dt.date(2025, 1, 1))
    whole = PopulationFigureFactory(municipality=city, unit=Unit.GMINA, on=dt.date(2024, 1, 1))

    page = shown(city)

    assert page.populations == [of_city, whole]
    assert page.residents == whole


def test_a_page_shows_needs_and_offers_in_force_by_topic():
    city = MunicipalityFactory()
    today = timezone.localdate()
    schools = WishFactory(municipality=city, topic="schools", valid_until=today)
    energy = WishFactory(municipality=city, topic="renewable_energy")
    offer = WishFactory(municipality=city, kind="offer")
    WishFactory(municipality=city, valid_until=today - DAY)

    page = shown(city)

    assert [one.wish for one in page.seeks] == [energy, schools]
    assert [one.topic for one in page.seeks] == [
        "відновлювана енергетика",
        "загальна середня освіта",
    ]
    assert [one.wish for one in page.offers] == [offer]


def test_a_page_shows_each_name_with_its_standing():
    name = Wordings({"pl": "Warasz", "uk": "Вараш"})
    city = MunicipalityFactory(country="UA", name=name)
    note_wordings(city, "name", old={}, new=name, by=None, machine=["pl"])

    assert [(n.language, n.text, n.standing) for n in shown(city).names] == [
        ("pl", "Warasz", "machine"),
        ("uk", "Вараш", "source"),
        ("en", "", "missing"),
    ]


def test_a_page_without_office_says_so():
    assert shown(MunicipalityFactory()).office is None


def test_name_keys_go_with_their_municipality():
    MunicipalityFactory().delete()

    assert not NameKey.objects.exists()
