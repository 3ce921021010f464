"""What all pages of an agreement have in common, and what a sample says of itself."""

import datetime as dt

import pytest
from django.urls import reverse

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import Stage
from pobratym.desk.journal_facts import fact_in_words
from pobratym.desk.journal_values import label_of
from tests.factories import officer_of
from tests.routes.walks import again, agreed, city_of, press, step, walking

pytestmark = pytest.mark.django_db
PAGES = [
    "agreements:text", "agreements:checks", "agreements:versions", "routes:lanes",
    "routes:signing", "routes:force", "papers:papers", "agreements:statements", "agreements:plans",
]  # fmt: skip


def page(client, agreement, name):
    client.force_login(officer_of(city_of(agreement, "PL")))
    return client.get(reverse(name, kwargs={"public_id": agreement.public_id})).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_the_way_leads_from_the_desk_by_the_partnership_to_the_agreement(client, name):
    agreement = agreed()

    shown = page(client, agreement, name)

    way = shown.split('class="govuk-breadcrumbs__list"')[1].split("</ol>")[0]
    found = [part.split('"')[0] for part in way.split('href="')[1:]]
    partnership, whole = agreement.partnership.public_id, agreement.public_id
    assert found == [
        reverse("desk:desk"),
        reverse("desk:partnership", kwargs={"public_id": partnership}),
        reverse("desk:agreement", kwargs={"public_id": whole}),
    ]


def test_a_sample_gives_no_day_of_loading_as_the_day_of_agreement(client):
    agreement = agreed()
    signed_on = dt.date(2024, 10, 7)
    Agreement.objects.filter(pk=agreement.pk).update(
        is_sample=True, stage=Stage.IN_FORCE, signed_on=signed_on, effective_from=signed_on
    )
    agreement = again(agreement)

    versions, signing = (
        page(client, agreement, name) for name in ("agreements:versions", "routes:signing")
    )
    force, whole = (page(client, agreement, name) for name in ("routes:force", "desk:agreement"))

    assert "Agreed on" not in versions
    assert "Sample text, made for the demonstration" in versions
    assert "frozen:" not in signing
    assert "by the sample wording" in force
    assert "by the sample wording" in whole


def test_facts_of_texts_and_steps_have_names_in_the_journal():
    assert fact_in_words("sha256", "ab") == ("Digest of the text", "ab")
    assert fact_in_words("code", "PL02") == ("Legal step", "PL02")
    assert label_of("agreements.textversion", "number") == "Version of the text"
    assert label_of("agreements.statement", "says") == "What was announced"


def test_a_refusal_is_told_with_its_step_on_the_overview(client):
    agreement = agreed()
    walk = walking(agreement, "UA")
    for act, code in [("finish", "UA02"), ("finish", "UA03"), ("send", "UA04")]:
        press(walk, act, code)
    press(walk, "refuse", "UA04", reason="Бракує перекладу")
    client.force_login(officer_of(city_of(agreement, "UA"), language="en"))

    shown = client.get(reverse("desk:agreement", kwargs={"public_id": agreement.public_id}))

    told = shown.content.decode()
    assert "was refused: send it anew" in told
    assert str(step(walk, "UA04").public_id) in told
