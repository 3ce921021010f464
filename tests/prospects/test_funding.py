"""Which programmes are open to two places, and why not."""

import datetime as dt

import pytest

from pobratym.directory.topics import TOPICS
from pobratym.prospects.funding.answering import eligibility
from pobratym.prospects.funding.reading import programmes
from pobratym.prospects.funding.rules import RULES, Organisation, Place, Plan

OSTROLEKA = Place("Ostrołęka", "PL", "14", "1461", "PL924")
VARASH = Place("Вараш", "UA", "UA56")
GORZOW = Place("Gorzów Wielkopolski", "PL", "08", "0861", "PL431")
KHARKIV = Place("Харків", "UA", "UA63")
TODAY = dt.date(2026, 11, 23)
NOTHING_SAID = Plan(today=TODAY)


def asked(places, plan=NOTHING_SAID):
    return {one.programme.code: one for one in eligibility(places, plan)}


def answer(one, kind):
    return next(given for rule, given in one.answers if rule.kind == kind)


@pytest.mark.parametrize("programme", ["interreg_next_pl_ua", "small_projects_fund"])
def test_the_founding_pair_lies_in_the_area_and_a_western_city_does_not(programme):
    founding = asked([OSTROLEKA, VARASH])[programme]
    western = asked([GORZOW, VARASH])[programme]

    assert answer(founding, "area").is_met is True
    assert founding.is_open_by_place
    assert western.is_open is False
    assert answer(western, "area").reason == "outside_area"
    assert answer(western, "area").facts == {"places": ["Gorzów Wielkopolski"]}


def test_both_places_that_lie_outside_are_named():
    found = asked([GORZOW, KHARKIV])["interreg_next_pl_ua"]

    assert answer(found, "area").facts["places"] == ["Gorzów Wielkopolski", "Харків"]


@pytest.mark.parametrize(
    ("place", "is_met"),
    [
        (Place("Siedlce", "PL", "14", "1464"), True),
        (Place("Pułtusk", "PL", "14", "1424"), False),
        (Place("Warszawa", "PL", "14", "1465"), False),
        (Place("Lublin", "PL", "06", "0663"), True),
        (Place("a place without a district", "PL", "14", "", "PL925"), True),
    ],
)
def test_of_mazowieckie_only_two_subregions_belong_to_the_area(place, is_met):
    found = asked([place, VARASH])["interreg_next_pl_ua"]

    assert answer(found, "area").is_met is is_met


def test_two_polish_cities_have_no_programme_of_the_border():
    found = asked([OSTROLEKA, Place("Łomża", "PL", "20", "2062")])

    assert {code for code, one in found.items() if one.is_open is False} == set(found)
    assert answer(found["small_projects_fund"], "countries").facts == {"countries": ["UA"]}


def test_what_nobody_verified_is_not_known_and_not_refused():
    found = asked([OSTROLEKA, VARASH])["cerv_town_twinning"]

    assert answer(found, "associated").is_met is None
    assert answer(found, "associated").facts == {"countries": ["UA"]}
    assert found.is_open is None


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        (None, "which_amount"),
        (199_999, "amount_too_small"),
        (200_000, "amount_fits"),
        (2_500_000, "amount_fits"),
        (2_500_001, "amount_too_large"),
    ],
)
def test_a_grant_is_within_the_bounds(amount, reason):
    found = asked([OSTROLEKA, VARASH], Plan(today=TODAY, amount=amount))["interreg_next_pl_ua"]

    assert answer(found, "amount").reason == reason


@pytest.mark.parametrize(
    ("today", "is_met", "reason"),
    [
        (dt.date(2025, 7, 28), None, "call_to_come"),
        (dt.date(2025, 7, 29), True, "call_open"),
        (dt.date(2025, 10, 17), True, "call_open"),
        (dt.date(2025, 10, 18), None, "call_closed"),
    ],
)
def test_a_call_is_open_from_its_first_day_to_its_last(today, is_met, reason):
    found = asked([OSTROLEKA, VARASH], Plan(today=today))["small_projects_fund"]

    assert (answer(found, "call").is_met, answer(found, "call").reason) == (is_met, reason)


def test_a_whole_plan_opens_the_small_projects_fund_while_its_call_is_open():
    plan = Plan(
        today=dt.date(2025, 9, 1), organisation=Organisation.LOCAL_GOVERNMENT, amount=60_000
    )

    found = eligibility([OSTROLEKA, VARASH], plan)

    assert (found[0].programme.code, found[0].is_open) == ("small_projects_fund", True)


def test_a_business_may_not_apply():
    plan = Plan(today=TODAY, organisation=Organisation.BUSINESS)

    assert all(one.is_open is False for one in eligibility([OSTROLEKA, VARASH], plan))


def test_every_programme_is_told_in_three_languages_with_its_sources():
    for programme in programmes():
        assert set(programme.name) == set(programme.about) == {"pl", "uk", "en"}
        assert programme.url.startswith("https://")
        assert all(rule.source.startswith("https://") for rule in programme.rules)
        assert programme.verified_on <= TODAY


def test_every_rule_is_used_and_its_topics_are_ours():
    used = {rule.kind for programme in programmes() for rule in programme.rules}
    topics = {
        topic
        for programme in programmes()
        for rule in programme.rules
        for topic in rule.facts.get("topics", ())
    }

    assert used == set(RULES)
    assert topics <= set(TOPICS)
