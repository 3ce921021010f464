"""Claims about the page on funding for two cities."""

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils.translation import override

from pobratym.prospects.funding.reading import programmes
from pobratym.prospects.funding.rules import RULES
from pobratym.prospects.queries.funding import REASONS, TITLES, by_place
from tests.factories import MunicipalityFactory, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return MunicipalityFactory(scheme="TERC", code="1461011", region_code="14", nuts3="PL924")


@pytest.fixture
def other():
    return MunicipalityFactory(country="UA", region_code="UA56")


@pytest.fixture
def signed_in(client, home):
    client.force_login(officer_of(home))
    return client


def shown(client, home, other, language="en", **given):
    with override(language):
        place = reverse(
            "prospects:funding",
            kwargs={"public_id": home.public_id, "other_id": other.public_id},
        )
    answer = client.get(f"{place}?{urlencode(given, doseq=True)}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_every_programme_says_each_condition_and_where_it_is_written(signed_in, home, other):
    page = shown(signed_in, home, other)

    for programme in programmes():
        assert programme.name["en"] in page
        for rule in programme.rules:
            assert f'href="{rule.source}"' in page
    assert "Both lie in the area of the programme" in page
    assert "Say who applies." in page
    assert "could not be verified: Ukraine" in page


def test_a_plan_is_answered(signed_in, home, other):
    page = shown(
        signed_in, home, other, organisation="institution", days="7", young="1",
        amount="50000", participants="60", invited="10", topics=["health", "other"],
    )  # fmt: skip

    assert "Long enough and not too long. From 5 to 10 days." in page
    assert "Young people take part." in page
    assert "50,000 EUR is too little. From 200,000 to 2,500,000 EUR." in page
    assert "50,000 EUR is within the bounds. At most 100,000 EUR." in page
    assert "Too few people take part. At least 50, of them 25 from abroad." in page


@pytest.mark.parametrize(
    "given",
    [
        {"organisation": "x", "days": "-1", "young": "2", "amount": "9" * 40, "topics": ["x"]},
        {"participants": "٣", "invited": "1e9", "amount": ""},
        {"than": "x"},
    ],
)
def test_any_address_has_an_answer(signed_in, home, other, given):
    assert "Interreg NEXT" in shown(signed_in, home, other, **given)


def test_a_place_outside_the_area_is_named(signed_in, home):
    far = MunicipalityFactory(country="UA", region_code="UA63")

    page = shown(signed_in, home, far)

    assert "Outside the area of the programme" in page
    assert {one.programme.code for one in by_place(home, far)} == {
        "pl_ua_youth_exchange",
        "cerv_town_twinning",
    }


def test_every_kind_of_condition_has_its_title():
    assert set(TITLES) == set(RULES)


@pytest.mark.parametrize("language", ["pl", "uk"])
def test_every_sentence_stands_in_both_languages(language):
    sentences = [*REASONS.values(), *TITLES.values()]
    with override("en"):
        english = [str(one) for one in sentences]
    with override(language):
        assert not [one for one, told in zip(sentences, english, strict=True) if str(one) == told]


def test_a_stranger_meets_no_page(client, home, other):
    client.force_login(officer_of(other))
    place = reverse(
        "prospects:funding", kwargs={"public_id": home.public_id, "other_id": other.public_id}
    )
    assert client.get(place).status_code == 404


def test_a_city_asks_about_another_not_about_itself(signed_in, home):
    place = reverse(
        "prospects:funding", kwargs={"public_id": home.public_id, "other_id": home.public_id}
    )
    assert signed_in.get(place).status_code == 404


def test_the_page_costs_little(signed_in, home, other, cost):
    shown(signed_in, home, other)

    assert len(cost(lambda: shown(signed_in, home, other))) <= 6
