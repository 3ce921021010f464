import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from pobratym.core.tokens import issue
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.states import Stage
from tests.factories import ContactFactory, MunicipalityFactory, PartnershipFactory, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory(stage=Stage.CONTACTED)


@pytest.fixture
def officer(partnership):
    return officer_of(partnership.opened_by)


@pytest.fixture
def client(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def contact(partnership, officer):
    return ContactFactory(
        partnership=partnership, next_step="Odpisać", due_on=dt.date(2026, 3, 1), owner=officer
    )


def address(name, thing):
    return reverse(f"partnerships:{name}", kwargs={"public_id": thing.public_id})


def typed(**given):
    return {
        "channel": "letter",
        "direction": "to_partner",
        "summary": "Zaproszenie na Dni Miasta\r\nz noclegiem",
        "on_day": "1",
        "on_month": "2",
        "on_year": "2026",
        **given,
    }


def step(officer, **given):
    return {
        "next_step": "Odpisać",
        "due_on_day": "1",
        "due_on_month": "3",
        "due_on_year": "2026",
        "owner": officer.pk,
        **given,
    }


def token_in(response):
    return re.search(r'name="once" value="([^"]+)"', response.content.decode())[1]


def test_a_contact_with_its_next_step_is_noted(client, partnership, officer):
    here = address("contact_new", partnership)

    response = client.post(here, typed(once=token_in(client.get(here)), **step(officer)))

    made = Contact.objects.get()
    assert response.status_code == 302
    assert (made.city, made.on, made.summary) == (
        partnership.opened_by, dt.date(2026, 2, 1), "Zaproszenie na Dni Miasta\nz noclegiem",
    )  # fmt: skip
    assert (made.next_step, made.due_on, made.owner) == ("Odpisać", dt.date(2026, 3, 1), officer)


def test_the_form_offers_today_and_the_person_and_takes_no_owner_without_a_step(
    client, partnership, officer
):
    here = address("contact_new", partnership)
    form = client.get(here)
    today = timezone.localdate()

    client.post(here, typed(once=token_in(form), owner=officer.pk))

    assert f'value="{today.year}"' in form.content.decode()
    assert Contact.objects.get().owner is None


def test_pressing_twice_notes_one_contact(client, partnership):
    here = address("contact_new", partnership)
    sent = typed(once=token_in(client.get(here)))

    for _ in range(2):
        client.post(here, sent)

    assert Contact.objects.count() == 1


def test_only_colleagues_of_the_own_city_are_offered(client, partnership):
    officer_of(partnership.opened_by, name="Bożena")
    officer_of(partnership.parties.last().municipality, name="Тарас")

    page = client.get(address("contact_new", partnership)).content.decode()

    assert "Bożena" in page
    assert "Тарас" not in page


@pytest.mark.parametrize(
    ("missing", "box"),
    [
        ({"next_step": ""}, "id_next_step"),
        ({"due_on_day": "", "due_on_month": "", "due_on_year": ""}, "id_due_on_day"),
        ({"owner": ""}, "id_owner"),
    ],
)
def test_half_a_next_step_is_said_beside_its_box(client, contact, officer, missing, box):
    response = client.post(
        address("contact_edit", contact), typed(version=1, **step(officer, **missing))
    )

    assert response.status_code == 422
    assert f'href="#{box}"' in response.content.decode()


def test_a_contact_to_come_is_refused(client, contact):
    response = client.post(address("contact_edit", contact), typed(version=1, on_year="2199"))

    assert response.status_code == 422
    assert "This day lies ahead" in response.content.decode()


def test_a_note_is_changed_and_loses_its_step(client, contact):
    response = client.post(address("contact_edit", contact), typed(version=1))

    contact.refresh_from_db()
    assert (response.status_code, contact.next_step, contact.due_on) == (302, "", None)


def test_a_stale_note_shows_both_versions(client, contact, officer):
    Contact.objects.update(version=2, summary="Ich wersja", is_shared=True)

    response = client.post(address("contact_edit", contact), typed(version=1, **step(officer)))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Ich wersja" in page
    assert page.count("Zaproszenie na Dni Miasta") == 2


def test_a_step_is_finished_today(client, contact):
    response = client.post(address("contact_finish", contact), {"version": 1}, follow=True)

    contact.refresh_from_db()
    assert contact.done_on == timezone.localdate()
    assert "Done and noted." in response.content.decode()


def test_a_note_is_shared_with_the_partner(client, contact):
    client.post(address("contact_share", contact), {"version": 1})

    contact.refresh_from_db()
    assert contact.is_shared


@pytest.mark.parametrize("name", ["contact_finish", "contact_share"])
def test_an_old_button_does_nothing_and_says_so(client, contact, name):
    Contact.objects.update(version=4)

    response = client.post(address(name, contact), {"version": 1}, follow=True)

    assert "Somebody else saved this meanwhile" in response.content.decode()
    assert Contact.objects.get().version == 4


@pytest.mark.parametrize("name", ["contact_edit", "contact_finish", "contact_share"])
def test_internal_notes_do_not_exist_for_the_partner(client, contact, partnership, name):
    client.force_login(officer_of(partnership.parties.last().municipality))

    assert client.post(address(name, contact), typed(version=1)).status_code == 404


@pytest.mark.parametrize("name", ["contact_edit", "contact_finish", "contact_share"])
def test_shared_notes_are_read_only_for_the_partner(client, contact, partnership, name):
    Contact.objects.update(is_shared=True)
    client.force_login(officer_of(partnership.parties.last().municipality))

    assert client.post(address(name, contact), typed(version=1)).status_code == 403


@pytest.mark.parametrize("name", ["contact_edit", "contact_finish", "contact_share"])
def test_a_stranger_meets_404(client, contact, name):
    Contact.objects.update(is_shared=True)
    client.force_login(officer_of(MunicipalityFactory()))

    assert client.post(address(name, contact), typed(version=1)).status_code == 404


def test_a_finished_step_keeps_the_colleague_who_left(client, contact, officer):
    Contact.objects.update(done_on=dt.date(2026, 2, 20))
    officer.employments.update(until=dt.date(2026, 2, 28))
    client.force_login(officer_of(contact.city))

    response = client.post(address("contact_edit", contact), typed(version=1, **step(officer)))

    assert (response.status_code, Contact.objects.get().owner) == (302, officer)


def test_an_open_step_of_a_colleague_who_left_needs_somebody_else(client, contact, officer):
    officer.employments.update(until=dt.date(2026, 2, 28))
    client.force_login(officer_of(contact.city))

    response = client.post(address("contact_edit", contact), typed(version=1, **step(officer)))

    assert response.status_code == 422
    assert "must act for your city" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_form_costs_few_statements_and_one_durable_write(client, partnership, cost):
    url = address("contact_new", partnership)

    def send():
        answer = client.post(url, {**typed(), "once": issue("contact.log")})
        assert answer.status_code == 302

    send()  # what is prepared once
    sent = [sql.split(" ", 1)[0] for sql in cost(send)]

    assert len([word for word in sent if word in {"SELECT", "INSERT", "UPDATE"}]) <= 17
    assert sent.count("COMMIT") == sent.count("BEGIN") == 1
    first = sent.index("BEGIN")
    assert {"INSERT", "UPDATE"}.isdisjoint([*sent[:first], *sent[sent.index("COMMIT") :]])


def test_a_button_costs_few_statements(client, contact, cost):
    other = ContactFactory(partnership=contact.partnership, city=contact.city)

    def send(note):
        answer = client.post(address("contact_share", note), {"version": note.version})
        assert answer.status_code == 302

    send(other)
    sent = [sql.split(" ", 1)[0] for sql in cost(lambda: send(contact))]

    assert len([word for word in sent if word in {"SELECT", "INSERT", "UPDATE"}]) <= 16
