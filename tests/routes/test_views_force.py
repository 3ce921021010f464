"""Pages of the force: what they show, notice, the register's entry."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pobratym.agreements.states import Kind
from pobratym.core.tokens import issue
from pobratym.routes.models.force import GivenNotice, RegisterEntry, Renewal
from pobratym.routes.models.steps import Step, Walk
from pobratym.routes.services.force import keep_up
from pobratym.routes.states import StepState
from tests import signing_kit as kit
from tests.factories import PASSWORD, MunicipalityFactory, officer_of
from tests.routes.signing import SIGNED_ON, everyone_signs, fetched, ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def page_of(agreement, name="force"):
    return reverse(f"routes:{name}", kwargs={"public_id": agreement.public_id})


def officer(agreement, country="PL"):
    city = next(p.city for p in agreement.parties.all() if p.city.country == country)
    return signed_in(officer_of(city, language="en"))


def shown(client, agreement):
    return client.get(page_of(agreement)).content.decode().replace("\u00a0", " ")


def test_a_stranger_finds_nothing(client):
    agreement = everyone_signs(ready(notice_months=3))
    stranger = signed_in(officer_of(MunicipalityFactory()))

    for name in ("force", "notice_new", "notice_withdraw", "notice_paper", "register_edit"):
        assert client.get(page_of(agreement, name)).status_code == 302, name
        assert stranger.get(page_of(agreement, name)).status_code == 404, name


def test_the_page_tells_term_renewal_and_last_day_for_notice():
    agreement = everyone_signs(
        ready(duration_months=60, auto_renew=True, renewal_months=12, notice_months=6)
    )

    text = shown(officer(agreement), agreement)

    for words in ("60 months", "12 months", "6 October 2029", "6 April 2029", "renewed by itself"):
        assert words in text, words


def test_what_the_force_waits_for_is_named_and_said_to_be_uncertain():
    agreement = ready()
    walk = Walk.objects.get(agreement=agreement, city__country="UA")
    Step.objects.create(walk=walk, code="UA09", place=9, state=StepState.OPEN)

    text = shown(officer(agreement), everyone_signs(agreement))

    assert "Signed, not in force yet" in text
    assert "UA09" in text
    assert "not verified" in text


def test_notice_is_recorded_with_its_letter_and_withdrawn():
    agreement = everyone_signs(ready(notice_months=3))
    client = officer(agreement)
    told = {
        "given_on_day": "30", "given_on_month": "11", "given_on_year": "2025",
        "reason_pl": "Zmiana planów",
        "paper": SimpleUploadedFile("pismo.pdf", kit.plain_pdf()),
        "once": issue("notice.give"),
    }  # fmt: skip

    assert client.get(page_of(agreement, "notice_new")).status_code == 200
    answer = client.post(page_of(agreement, "notice_new"), told)
    assert answer.status_code == 302
    assert "The last day in force is 28 February 2026" in shown(client, agreement)
    letter = client.get(page_of(agreement, "notice_paper"))
    assert letter["Content-Disposition"].startswith("attachment")

    partner = officer(agreement, "UA")
    assert partner.get(page_of(agreement, "notice_withdraw")).status_code == 403
    withdraw = page_of(agreement, "notice_withdraw")
    assert client.post(withdraw, {"reason": ""}).status_code == 422
    assert client.post(withdraw, {"reason": "pomyłka"}).status_code == 302
    assert not GivenNotice.objects.exists()


def test_notice_without_a_period_asks_for_the_last_day():
    agreement = everyone_signs(ready())
    client = officer(agreement)
    told = {
        "given_on_day": "30", "given_on_month": "11", "given_on_year": "2025",
        "once": issue("notice.give"),
    }  # fmt: skip

    answer = client.post(page_of(agreement, "notice_new"), told)

    assert answer.status_code == 422
    assert "Write the last day in force yourself" in answer.content.decode()
    told |= {"ends_on_day": "1", "ends_on_month": "1", "ends_on_year": "2030"}
    assert client.post(page_of(agreement, "notice_new"), told).status_code == 302


def test_notice_asks_once_more_who_is_there(client):
    agreement = everyone_signs(ready(notice_months=3))
    client.force_login(officer_of(agreement.opened_by, password=PASSWORD))

    answer = client.get(page_of(agreement, "notice_new"))

    assert answer["Location"].startswith("/en/account/who/")


def test_the_ukrainian_city_keeps_the_entry_and_the_row_follows():
    agreement = everyone_signs(ready())
    client = officer(agreement, "UA")
    address = page_of(agreement, "register_edit")
    told = {
        "version": "1",
        "registration_number": "=1+1",
        "registered_on_day": "1", "registered_on_month": "12", "registered_on_year": "2024",
        "sphere": "освіта; культура",
    }  # fmt: skip

    assert client.get(address).status_code == 200
    assert client.post(address, told).status_code == 302
    assert client.post(address, {**told, "sphere": "інше"}).status_code == 409

    text = shown(client, agreement)
    assert "освіта; культура" in text
    assert "1 December 2024" in text
    assert RegisterEntry.objects.get().registration_number == "=1+1"
    assert officer(agreement).get(address).status_code == 403


def test_an_amendment_is_shown_on_what_it_changes():
    parent = everyone_signs(ready())
    amendment = ready(
        [party.city for party in parent.parties.all()], kind=Kind.AMENDMENT, parent=parent
    )
    client = officer(parent)
    assert page_of(amendment) not in shown(client, parent)

    everyone_signs(amendment)

    assert page_of(amendment) in shown(client, parent)
    assert page_of(parent) in shown(client, amendment)


def test_the_page_costs_the_same_for_few_and_many(cost):
    agreement = everyone_signs(
        ready(duration_months=1, auto_renew=True, renewal_months=1), signed_on=SIGNED_ON
    )
    client = officer(agreement)
    client.get(page_of(agreement))
    few = cost(lambda: client.get(page_of(agreement)))

    keep_up()
    assert Renewal.objects.count() > 5
    for _time in range(3):
        cities = [party.city for party in agreement.parties.all()]
        everyone_signs(ready(cities, kind=Kind.AMENDMENT, parent=fetched(agreement)))

    many = cost(lambda: client.get(page_of(agreement)))
    assert len(many) == len(few) <= 20
