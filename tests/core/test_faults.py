"""What a person meets when something cannot be done."""

import logging
import re

import pytest
from django.db import IntegrityError, InternalError, OperationalError, connection, connections
from django.test import Client, RequestFactory

from pobratym.core import faults
from pobratym.core.faults import FAULTS, answer, is_out_of_reach

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.addresses")]


@pytest.fixture
def person() -> Client:
    """A browser: it sees answers, not exceptions."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
@pytest.mark.parametrize("kind", ["400", "403", "404", "409", "422", "500", "503-lost"])
def test_each_fault_has_a_page_in_each_language(person, language, kind):
    answer = person.get(f"/{language}/raise/{kind}/")
    html = answer.content.decode()

    assert answer.status_code == int(kind[:3])
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    assert "secret detail" not in html
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_pages_in_the_three_languages_differ(person):
    pages = {person.get(f"/{language}/raise/503-lost/").content for language in ("pl", "uk", "en")}

    assert len(pages) == 3


def test_what_a_rule_refuses_is_told(person):
    assert "The cities differ." in person.get("/en/raise/422/").content.decode()
    assert "name: Too long." in person.get("/en/raise/422-form/").content.decode()


def test_an_unforeseen_fault_has_one_number_on_the_page_and_in_the_log(person, caplog):
    with caplog.at_level(logging.ERROR):
        html = person.get("/en/raise/500/").content.decode()

    number = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", html)[0]
    noted = [record for record in caplog.records if record.exc_info]
    assert [record.getMessage() for record in noted] == [f"Fault {number} at GET /en/raise/500/"]
    assert "Traceback" not in html


def test_two_faults_have_two_numbers(person):
    assert person.get("/en/raise/500/").content != person.get("/en/raise/500/").content


@pytest.mark.parametrize("kind", ["503-lost", "503-disk"])
def test_lost_storage_is_answered_with_when_to_come_again(person, kind):
    answer = person.get(f"/en/raise/{kind}/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


def test_a_value_that_does_not_fit_is_our_fault_and_no_outage(person):
    assert person.get("/en/raise/500-data/").status_code == 500


def test_a_page_that_does_not_exist_is_404_in_the_browsers_language(person):
    answer = person.get("/pl/nie-ma-mnie/")

    assert answer.status_code == 404
    assert FAULTS[404].title != answer.content


def test_a_form_without_its_proof_of_origin_is_refused_in_words():
    person = Client(enforce_csrf_checks=True)

    answer = person.post("/guarded/", {"a": "1"})

    assert answer.status_code == 403
    assert "proof that it was filled in on this site" in answer.content.decode()


def test_a_fault_page_that_cannot_be_made_falls_back_to_a_plain_one(monkeypatch, caplog):
    def broken(template, *arguments):
        if template == "core/fault.html":
            raise OperationalError
        return render(template, *arguments)

    render = faults.render_to_string
    monkeypatch.setattr(faults, "render_to_string", broken)

    page = answer(RequestFactory().get("/uk/"), FAULTS[404])

    assert page.status_code == 404
    assert '<html lang="uk"' in page.content.decode()
    assert "could not be made" in caplog.text


def test_a_503_asks_no_database(django_assert_num_queries):
    request = RequestFactory().get("/pl/")

    with django_assert_num_queries(0):
        answer(request, FAULTS[503])


def _driver_error(shell: Exception, **marks: object) -> Exception:
    cause = Exception()
    for name, value in marks.items():
        setattr(cause, name, value)
    shell.__cause__ = cause
    return shell


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (OperationalError("the connection is closed"), True),
        (_driver_error(OperationalError(), sqlite_errorcode=13), True),  # full
        (_driver_error(OperationalError(), sqlite_errorcode=5), True),  # busy
        (_driver_error(OperationalError(), sqlite_errorcode=8), True),  # read-only
        (_driver_error(OperationalError(), sqlite_errorcode=1), False),  # wrong SQL
        (_driver_error(InternalError(), sqlstate="25006"), True),  # former primary
        (_driver_error(InternalError(), sqlstate="25P02"), False),
        (IntegrityError(), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_only_lost_storage_is_an_outage(error, outage):
    assert is_out_of_reach(error) is outage


def test_wrong_sql_is_our_fault_on_either_database():
    with pytest.raises(Exception) as caught, connection.cursor() as cursor:  # noqa: PT011  each driver names it its own way
        cursor.execute("SELECT nothing FROM nowhere")

    assert not is_out_of_reach(caught.value)


def test_a_read_only_database_is_an_outage():
    with connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA query_only = ON"
            if connection.vendor == "sqlite"
            else "SET TRANSACTION READ ONLY"
        )
        with pytest.raises((OperationalError, InternalError)) as caught:
            cursor.execute("DELETE FROM core_onetimetoken")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA query_only = OFF")

    assert is_out_of_reach(caught.value)


@pytest.mark.django_db(transaction=True)
def test_the_next_request_after_a_lost_connection_works(person):
    assert person.post("/stored/", {"text": "a"}).status_code == 200
    connections["default"].close()

    assert person.post("/stored/", {"text": "b"}).status_code == 200
