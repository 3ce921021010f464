import pytest
from django.core.exceptions import ValidationError

from pobratym.core.errors import DomainError
from pobratym.directory.states import Role
from pobratym.notices.models import Notice
from pobratym.vault.models.people import Correction
from pobratym.vault.services.corrections import answer_correction, ask_for_correction
from tests.factories import EmploymentFactory, MunicipalityFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return MunicipalityFactory()


@pytest.fixture
def officer(city):
    return officer_of(city)


@pytest.fixture
def coordinator(city):
    return EmploymentFactory(municipality=city, role=Role.COORDINATOR).user


def refused(act):
    with pytest.raises(DomainError) as refusal:
        act()
    return refusal.value.code


def told():
    return list(Notice.objects.order_by("pk").values_list("user", "kind"))


def test_the_coordinator_of_the_own_city_is_asked(officer, coordinator):
    EmploymentFactory(role=Role.COORDINATOR)

    asked = ask_for_correction(officer, "Nazwisko z literówką")

    assert list(asked.asked_of.all()) == [coordinator]
    assert told() == [(coordinator.pk, "vault.correction_asked")]


def test_without_a_coordinator_the_administrator_is_asked(officer):
    admin = UserFactory(is_administrator=True)

    assert list(ask_for_correction(officer, "x").asked_of.all()) == [admin]


def test_without_anybody_it_is_said(officer):
    assert refused(lambda: ask_for_correction(officer, "x")) == "nobody"


@pytest.mark.usefixtures("coordinator")
def test_three_may_wait_and_no_more(officer):
    for number in range(3):
        ask_for_correction(officer, str(number))

    assert refused(lambda: ask_for_correction(officer, "4")) == "waiting"


@pytest.mark.usefixtures("coordinator")
def test_an_empty_request_is_refused(officer):
    with pytest.raises(ValidationError):
        ask_for_correction(officer, "  ")


def test_the_person_is_told_of_the_answer(officer, coordinator):
    asked = ask_for_correction(officer, "x")

    answered = answer_correction(asked, "Poprawione", by=coordinator)

    assert (answered.answer, answered.answered_by) == ("Poprawione", coordinator)
    assert told()[-1] == (officer.pk, "vault.correction_answered")
    assert refused(lambda: answer_correction(asked, "Znów", by=coordinator)) == "answered"


@pytest.mark.usefixtures("coordinator")
def test_only_who_was_asked_answers(officer):
    asked = ask_for_correction(officer, "x")

    assert refused(lambda: answer_correction(asked, "Nie", by=UserFactory())) == "not_asked"


def test_an_answer_has_words(officer, coordinator):
    asked = ask_for_correction(officer, "x")

    assert refused(lambda: answer_correction(asked, " ", by=coordinator)) == "empty"


def test_requests_are_seen_by_the_person_and_by_who_is_asked(officer, coordinator):
    asked = ask_for_correction(officer, "x")
    readers = (officer, coordinator, UserFactory())

    seen = [list(Correction.objects.visible_to(reader)) for reader in readers]

    assert seen == [[asked], [asked], []]
