"""What lies ahead of each city before its route has begun."""

import pytest
from django.urls import reverse
from django.utils import timezone

from pobratym.agreements.states import Kind, Stage
from pobratym.routes.queries.book import book
from pobratym.routes.queries.lanes import lanes_of
from pobratym.routes.queries.outlook import ahead_of
from tests.factories import AgreementFactory, officer_of
from tests.routes.walks import again, agreed, city_of, walking

pytestmark = pytest.mark.django_db


def shown_to(client, agreement, country="PL"):
    client.force_login(officer_of(city_of(agreement, country)))
    page = reverse("routes:lanes", kwargs={"public_id": agreement.public_id})
    return client.get(page).content.decode()


def test_before_the_text_is_agreed_every_step_of_both_cities_is_told(client):
    agreement = again(AgreementFactory())

    shown = shown_to(client, agreement)

    for country in ("PL", "UA"):
        for entry in book().current(country, agreement.kind, timezone.localdate()).steps:
            assert f'<span class="step__code">{entry.code}</span>' in shown
    assert "outlook" in shown
    assert "routes:walk_new" not in shown
    assert reverse("routes:walk_new", kwargs={"public_id": agreement.public_id}) not in shown


def test_a_letter_of_intent_and_framework_rules_stand_before_the_text():
    agreement = again(AgreementFactory(kind=Kind.PARTNERSHIP))

    found = ahead_of(agreement, lanes_of(agreement, None))

    before = {one.city.country: [step.code for step in one.phases["before_text"]] for one in found}
    assert before == {"PL": ["PL01"], "UA": ["UA01"]}
    for one in found:
        codes = [step.code for steps in one.phases.values() for step in steps]
        assert sorted(codes) == sorted(step.code for step in one.edition.steps)


def test_a_step_that_hangs_on_an_answer_says_on_which():
    agreement = again(AgreementFactory())

    found = ahead_of(agreement, lanes_of(agreement, None))

    polish = next(one for one in found if one.city.country == "PL")
    rules, resolution = polish.edition.entries["PL01"], polish.edition.entries["PL02"]
    assert polish.only_if(rules) == polish.edition.conditions[0].question
    assert polish.only_if(resolution) is None


def test_a_country_without_an_edition_says_so(client):
    agreement = again(AgreementFactory())
    city = city_of(agreement, "UA")
    city.country = "SK"
    city.save()

    found = ahead_of(again(agreement), lanes_of(again(agreement), None))

    assert [one.edition for one in found if one.city == city] == [None]
    assert "has no route for this country" in shown_to(client, again(agreement))


def test_a_signed_agreement_without_routes_says_that_no_steps_are_recorded(client):
    agreement = agreed()
    type(agreement).objects.filter(pk=agreement.pk).update(
        stage=Stage.SIGNED, signed_on="2024-10-07"
    )

    shown = shown_to(client, again(agreement))

    assert shown.count("No legal steps are recorded here for this city.") == 2
    assert "Begin the route of your city" not in shown
    assert "Show the steps of the law book" in shown


def test_what_has_begun_is_no_outlook_any_more(client):
    agreement = agreed()
    walking(agreement, "PL")
    walking(agreement, "UA")

    shown = shown_to(client, agreement)

    assert "outlook" not in shown
