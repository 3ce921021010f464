import io
import logging
import zipfile

import pytest
from django.urls import reverse

from pobratym.core.logs import MaskingFilter
from pobratym.core.tokens import issue
from pobratym.directory.states import Role
from pobratym.vault.models.people import Correction, Erasure
from pobratym.vault.services.corrections import ask_for_correction
from pobratym.vault.services.people import ask_for_erasure
from tests.factories import EmploymentFactory, MunicipalityFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db

OWN = reverse("vault:own_data")


@pytest.fixture
def officer(client):
    user = officer_of(MunicipalityFactory(), name="Anna Kowalska")
    client.force_login(user)
    return user


@pytest.fixture
def coordinator(officer):
    city = officer.employments.get().municipality
    return EmploymentFactory(municipality=city, role=Role.COORDINATOR).user


def send(client, name, **typed):
    purposes = {"vault:erasure_new": "person.erase", "vault:correction_new": "correction.ask"}
    return client.post(reverse(name), {"once": issue(purposes[name]), **typed})


@pytest.mark.usefixtures("officer")
def test_the_page_names_what_is_kept(client):
    text = client.get(OWN).content.decode()

    assert "your account" in text
    assert "roles in cities and institutions" in text


def test_everything_comes_as_one_file_that_nobody_keeps(client, officer):
    answer = client.post(reverse("vault:archive"))

    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "README.txt" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert officer.name not in answer.headers["Content-Disposition"]


@pytest.mark.usefixtures("officer")
def test_an_archive_is_not_fetched_by_a_link(client):
    assert client.get(reverse("vault:archive")).status_code == 405


def test_erasure_is_asked_for_with_the_own_address(client, officer):
    wrong = send(client, "vault:erasure_new", typed="inna@x.pl")
    right = send(client, "vault:erasure_new", typed=officer.email)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert Erasure.objects.visible_to(officer).waiting().count() == 1
    assert "Keep my account" in client.get(OWN).content.decode()


def test_the_own_erasure_is_taken_back(client, officer):
    ask_for_erasure(officer, typed=officer.email, by=officer)

    client.post(reverse("vault:erasure_take_back"))

    assert not Erasure.objects.waiting().exists()


def test_an_officer_cannot_be_erased_at_once(client, officer):
    ask_for_erasure(officer, typed=officer.email, by=officer)

    client.post(reverse("vault:erasure_now"))

    officer.refresh_from_db()
    assert officer.name == "Anna Kowalska"


def test_an_administrator_can(client):
    admin, _other = UserFactory(is_administrator=True), UserFactory(is_administrator=True)
    client.force_login(admin)
    ask_for_erasure(admin, typed=admin.email, by=admin)

    client.post(reverse("vault:erasure_now"))

    admin.refresh_from_db()
    assert (admin.name, admin.is_active, admin.is_administrator) == ("", False, False)


def test_nobody_is_erased_at_once_without_having_asked(client):
    client.force_login(UserFactory(is_administrator=True))

    assert client.post(reverse("vault:erasure_now")).status_code == 404


def test_a_correction_is_asked_for_and_answered(client, officer, coordinator):
    send(client, "vault:correction_new", text="Nazwisko z literówką")
    asked = Correction.objects.get()
    page = reverse("vault:correction", args=[asked.pk])
    assert client.get(page).status_code == 404

    client.force_login(coordinator)
    assert "Nazwisko z literówką" in client.get(page).content.decode()
    client.post(page, {"once": issue("correction.answer"), "answer": "Poprawione"})

    client.force_login(officer)
    assert "Poprawione" in client.get(OWN).content.decode()


@pytest.mark.usefixtures("coordinator")
def test_who_is_not_asked_does_not_see_a_request(client, officer):
    asked = ask_for_correction(officer, "x")
    client.force_login(UserFactory())

    assert client.get(reverse("vault:correction", args=[asked.pk])).status_code == 404


def test_nothing_about_a_person_comes_into_the_log_or_an_address(client, caplog):
    user = officer_of(
        MunicipalityFactory(), name="Kanarka Żółtodzioba", email="kanarka@gniazdo.example"
    )
    client.force_login(user)
    caplog.set_level(logging.DEBUG)
    client.raise_request_exception = False
    addresses = [
        OWN,
        reverse("desk:desk"),
        reverse("vault:erasure_new"),
        "/pl/nie-ma/",
        "/pl/desk/",
    ]

    answers = [client.get(address) for address in addresses]
    answers += [client.post(OWN, {"x": user.email}), send(client, "vault:erasure_new", typed="ja")]
    logging.getLogger("pobratym").warning("refused %s", user.email)

    lines = [record for record in caplog.records if record.name != "django.db.backends"]
    for line in lines:
        MaskingFilter().filter(line)
    text = "\n".join(f"{line.getMessage()} {line.exc_text or ''}" for line in lines)
    places = " ".join(
        f"{answer.request['PATH_INFO']} {answer.headers.get('Location', '')}" for answer in answers
    )
    assert "Kanarka" not in text + places
    assert "kanarka@" not in text + places
