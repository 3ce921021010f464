"""Claims about the pages on which officers look for a partner city."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from pobratym.core.wordings import Wordings
from pobratym.directory.states import Role, Unit
from pobratym.journal.models import Entry
from pobratym.partnerships.states import Stage
from pobratym.prospects.comparing.catalogue import default_weights
from pobratym.prospects.models.indicators import IndicatorValue, Weighting
from pobratym.prospects.services.ranking import ranked, weights_of
from tests.factories import (
    KnownPartnershipFactory,
    MunicipalityFactory,
    PartnershipFactory,
    PopulationFigureFactory,
    SourceFactory,
    WishFactory,
    holder_of,
    officer_of,
)

pytestmark = pytest.mark.django_db


def city(country="PL", residents=50_000, **facts):
    place = {"latitude": 53.1, "longitude": 21.6} if country == "PL" else {}
    place = place or {"latitude": 51.3, "longitude": 25.9}
    made = MunicipalityFactory(
        country=country, residents=residents, place_source=SourceFactory(), **{**place, **facts}
    )
    unit = Unit.GMINA if country == "PL" else Unit.HROMADA
    PopulationFigureFactory(municipality=made, value=residents, unit=unit)
    return made


@pytest.fixture
def home():
    return city(name=Wordings({"pl": "Ostrołęka", "uk": "Остроленка", "en": "Ostrołęka"}))


@pytest.fixture
def signed_in(client, home):
    client.force_login(officer_of(home))
    return client


def address(home, name="ranking", query="", **more):
    with override("en"):
        return reverse(f"prospects:{name}", kwargs={"public_id": home.public_id, **more}) + query


def test_an_officer_sees_the_candidates_abroad_with_reasons(signed_in, home):
    alike, other = city("UA", 52_000), city("UA", 2_000)
    for one in (home, alike):
        KnownPartnershipFactory(municipality=one, partner_name=Wordings({"en": "Meppen"}))

    page = signed_in.get(address(home)).content.decode()

    assert page.index(alike.name["en"]) < page.index(other.name["en"])
    assert "Both have the same partner: Meppen." in page
    assert "Residents: much alike, 50,000 here and 52,000 there." in page


def test_a_short_list_says_which_registers_are_not_loaded(signed_in, home, monkeypatch):
    city("UA")

    page = signed_in.get(address(home)).content.decode()

    assert "Few municipalities are known here" in page
    assert "TERC" in page
    assert "KATOTTG" in page
    assert "pobratym import territories" in page

    monkeypatch.setattr("pobratym.prospects.services.ranking.FEW", 1)
    assert "Few municipalities are known here" not in signed_in.get(address(home)).content.decode()


def test_a_stranger_meets_no_page_and_nobody_the_door(client, home):
    other = city("UA")
    places = [
        address(home),
        address(home, "weights"),
        address(home, "candidate", other_id=other.public_id),
    ]
    assert {client.get(place).status_code for place in places} == {302}

    client.force_login(officer_of(other))

    assert {client.get(place).status_code for place in places} == {404}


def test_the_mayor_reads_and_does_not_weigh(client, home):
    client.force_login(holder_of(Role.MAYOR, home))

    assert client.get(address(home)).status_code == 200
    assert client.get(address(home, "weights")).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["?country=XX&size=huge&topic=x&side=no&language=de&within=7&page=0", "?page=99999999999",
     "?page=-1", "?page=٣", "?country=all&page=200", "?within=100&seeking=1&topic=culture",
     "?language=uk&side=seeks", "?than=x"],
)  # fmt: skip
def test_any_address_has_an_answer(signed_in, home, query):
    other = city("UA")

    assert signed_in.get(address(home, query=query)).status_code == 200
    place = address(home, "candidate", query=query, other_id=other.public_id)
    assert signed_in.get(place).status_code == 200


def test_nobody_that_fits_is_said_so(signed_in, home):
    page = signed_in.get(address(home)).content.decode()

    assert "No municipality fits." in page


def test_filters_narrow_the_list(signed_in, home):
    here, there = city(), city("UA", seeks_partner=True)
    WishFactory(municipality=there, kind="offer", topic="culture")

    def shown(query):
        page = signed_in.get(address(home, query=query)).content.decode()
        return [one for one in (here, there) if one.name["en"] in page]

    assert shown("") == shown("?country=UA") == [there]
    assert shown("?country=PL") == [here]
    assert shown("?country=all") == [here, there]
    assert shown("?country=all&seeking=1") == [there]
    assert shown("?country=all&topic=culture&side=offer") == [there]
    assert shown("?country=all&topic=culture&side=seeks") == []
    assert shown("?country=all&within=100") == [here]
    assert shown("?country=all&language=uk") == [there]


def test_two_cities_side_by_side_say_all_that_is_known(signed_in, home):
    other = city("UA", 52_000)
    WishFactory(municipality=home, kind="seeks", text=Wordings({"pl": "Szukamy szkoły"}))
    WishFactory(municipality=other, kind="offer", text=Wordings({"uk": "Маємо школу"}))
    KnownPartnershipFactory(municipality=other, partner_name=Wordings({"en": "Kiel"}))
    source = SourceFactory(name="Statistics A")
    IndicatorValue.objects.create(
        municipality=home, indicator="births", value=7.1, period="2024-12-31", source=source
    )

    place = address(home, "candidate", other_id=other.public_id)
    page = signed_in.get(place).content.decode()

    words = [
        *("Szukamy szkoły", "Маємо школу", "You seek, they offer", "Kiel", "Statistics A"),
        *("7.1 per 1,000", "Shown, not counted", "at the border", "Estimates, not a route"),
    ]
    assert [one for one in words if one not in page] == []


def test_a_city_is_no_candidate_for_itself(signed_in, home):
    assert signed_in.get(address(home, "candidate", other_id=home.public_id)).status_code == 404


def test_why_one_stands_above_another_is_told_by_points(signed_in, home):
    first, second = city("UA", 50_000), city("UA", 900)
    place = address(home, "candidate", other_id=first.public_id)

    page = signed_in.get(f"{place}?than={second.public_id}").content.decode()

    assert f"Why {first.name['en']}" in page
    assert "Ahead by" in page


def test_a_partner_already_is_marked(signed_in, home):
    ours, listed, _else = city("UA"), city("UA"), city("UA")
    PartnershipFactory(cities=[home, ours], stage=Stage.ACTIVE)
    KnownPartnershipFactory(
        municipality=home, partner_name=Wordings({"en": listed.name["en"]}), partner_country="UA"
    )

    page = signed_in.get(address(home)).content.decode()

    assert page.count("partner already") == 2


def send(client, home, version=1, **weights):
    given = {**default_weights(), **weights, "version": version}
    return client.post(address(home, "weights"), given)


def test_weights_are_saved_for_the_city_and_change_the_order(signed_in, home):
    near, alike = city("UA", 900), city("UA", 50_000, latitude=46.0, longitude=35.0)
    nothing = dict.fromkeys(default_weights(), 0)

    assert send(signed_in, home, **{**nothing, "nearness": 10}).status_code == 302
    assert [one.key for one in ranked(home).slice(0, 2)] == [near.pk, alike.pk]
    assert send(signed_in, home, version=2, **{**nothing, "residents": 10}).status_code == 302
    assert [one.key for one in ranked(home).slice(0, 2)] == [alike.pk, near.pk]

    assert weights_of(home)["residents"] == 10
    assert weights_of(near) == default_weights()
    assert Entry.objects.filter(what="prospects.weighted").count() == 2


@pytest.mark.parametrize("weight", ["-1", "101", "1.5", "x", "", "9" * 400])
def test_a_weight_out_of_bounds_is_refused_beside_its_box(signed_in, home, weight):
    answer = send(signed_in, home, residents=weight)

    assert answer.status_code == 422
    assert not Weighting.objects.exists()


def test_weights_of_nothing_are_refused(signed_in, home):
    answer = send(signed_in, home, **dict.fromkeys(default_weights(), 0))

    assert answer.status_code == 422
    assert "Nothing would count" in answer.content.decode()


def test_who_saves_second_sees_both(signed_in, home):
    send(signed_in, home, residents=50)

    answer = send(signed_in, home, residents=60)

    assert answer.status_code == 409
    assert Weighting.objects.get().weights["residents"] == 50


def test_the_ranking_is_made_anew_when_the_record_moves_on(home):
    other = city("UA", 900)
    before = ranked(home).of(other.pk)

    KnownPartnershipFactory.create_batch(3, municipality=other)
    WishFactory(municipality=home, kind="seeks")
    WishFactory(municipality=other, kind="offer")

    after = ranked(home).of(other.pk)
    assert after.total > before.total
    assert after.met


def test_a_ranking_asks_twice_whatever_there_is(home, cost):
    city("UA")
    ranked(home)
    [city("UA") for _ in range(5)]
    ranked(home)

    assert len(cost(lambda: ranked(home))) == 2


def test_the_list_costs_the_same_for_one_and_for_many(signed_in, home, cost):
    def more():
        other = city("UA")
        KnownPartnershipFactory(municipality=other)
        WishFactory(municipality=other, kind="offer")

    WishFactory(municipality=home, kind="seeks")
    more()
    signed_in.get(address(home))
    one = cost(lambda: signed_in.get(address(home)))
    [more() for _ in range(5)]
    signed_in.get(address(home))

    assert len(cost(lambda: signed_in.get(address(home)))) == len(one) <= 16


def test_two_cities_cost_the_same_for_little_and_for_much(signed_in, home, cost):
    other, _below = city("UA"), city("UA")
    place = address(home, "candidate", other_id=other.public_id)
    for one in (home, other):
        KnownPartnershipFactory(municipality=one)
    WishFactory(municipality=home, kind="seeks")
    WishFactory(municipality=other, kind="offer")
    signed_in.get(place)
    few = cost(lambda: signed_in.get(place))
    KnownPartnershipFactory.create_batch(5, municipality=other)
    WishFactory.create_batch(4, municipality=other, kind="offer")
    signed_in.get(place)

    assert len(cost(lambda: signed_in.get(place))) == len(few)


def test_an_abolished_city_ranks_nobody(home):
    home.ended_on = "2025-01-01"
    home.save()

    assert ranked(home) is None
