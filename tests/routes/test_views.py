"""The pages of legal routes."""

import datetime as dt

import pytest
from django.urls import reverse
from icalendar import Calendar

from pobratym.directory.states import Role
from pobratym.routes.models.steps import Walk
from tests.factories import PartnershipFactory, frozen, holder_of, officer_of
from tests.routes.walks import again, agreed, city_of, finish_all, press, step, walking

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def page_of(agreement):
    return reverse("routes:lanes", kwargs={"public_id": agreement.public_id})


def act_on(walk, code, act):
    found = step(walk, code)
    return reverse("routes:step_act", kwargs={"public_id": found.public_id, "act": act})


def token(answer):
    return answer.context["token"] if answer.context else ""


def day(on: dt.date) -> dict[str, str]:
    return {"on_day": str(on.day), "on_month": str(on.month), "on_year": str(on.year)}


def test_a_stranger_meets_404(client):
    agreement = agreed()
    walk = walking(agreement, "PL")
    client.force_login(officer_of(*[PartnershipFactory().opened_by]))
    pages = [
        page_of(agreement),
        reverse("routes:walk_new", kwargs={"public_id": agreement.public_id}),
        reverse("routes:due_days", kwargs={"public_id": agreement.public_id}),
        reverse("routes:step", kwargs={"public_id": step(walk, "PL02").public_id}),
        act_on(walk, "PL02", "send"),
    ]

    assert {client.get(page).status_code for page in pages} == {404}


def test_both_cities_see_both_lanes(client):
    agreement = agreed()
    polish, ukrainian = walking(agreement, "PL"), walking(agreement, "UA")
    client.force_login(officer_of(city_of(agreement, "PL")))

    shown = client.get(page_of(agreement)).content.decode()

    for walk in (polish, ukrainian):
        for one in walk.steps.all():
            assert str(one.public_id) in shown


def test_the_officer_begins_the_route_and_the_form_works_once(client):
    agreement = agreed()
    officer = officer_of(city_of(agreement, "UA"))
    client.force_login(officer)
    address = reverse("routes:walk_new", kwargs={"public_id": agreement.public_id})
    form = client.get(address)
    sent = {"first_partnership": "yes", "sha256": again(agreement).text_version.sha256,
            "once": once_of(form)}  # fmt: skip

    first, second = client.post(address, sent), client.post(address, sent)

    assert (first.status_code, first["Location"]) == (302, page_of(agreement))
    assert second.status_code == 302
    assert Walk.objects.count() == 1


def once_of(answer):
    text = answer.content.decode()
    return text.split('name="once" value="')[1].split('"')[0]


def test_questions_left_open_are_asked_again(client):
    agreement = agreed()
    client.force_login(officer_of(city_of(agreement, "UA")))
    address = reverse("routes:walk_new", kwargs={"public_id": agreement.public_id})

    answer = client.post(address, {"sha256": "x", "once": once_of(client.get(address))})

    assert answer.status_code == 422
    assert not Walk.objects.exists()


def test_an_officer_finishes_a_step_with_its_document(client, settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    settings.MEDIA_ROOT = tmp_path
    agreement = agreed()
    walk = walking(agreement, "PL")
    client.force_login(officer_of(city_of(agreement, "PL")))
    address = act_on(walk, "PL02", "finish")
    form = client.get(address)
    sent = {**day(dt.date(2026, 1, 29)), "reference": "X/12/2026", "once": once_of(form),
            "version": step(walk, "PL02").version,
            "paper": SimpleUploadedFile("uchwała.pdf", PDF)}  # fmt: skip

    answer = client.post(address, sent)

    assert answer.status_code == 302, answer.content.decode()
    found = step(walk, "PL02")
    assert (found.state, found.reference) == ("done", "X/12/2026")
    paper = found.papers.get()
    client.force_login(officer_of(city_of(agreement, "UA")))
    given = client.get(reverse("routes:step_paper", kwargs={"public_id": paper.public_id}))
    assert (given.status_code, given.content) == (200, PDF)
    assert given["Content-Disposition"].startswith("attachment")
    client.force_login(officer_of())
    gone = client.get(reverse("routes:step_paper", kwargs={"public_id": paper.public_id}))
    assert gone.status_code == 404


def test_the_partner_reads_a_step_but_not_its_note_and_does_nothing(client):
    agreement = agreed()
    walk = walking(agreement, "PL")
    press(walk, "write_note", "PL02", note="Radny Kowalski ma wątpliwości")
    page = reverse("routes:step", kwargs={"public_id": step(walk, "PL02").public_id})
    client.force_login(officer_of(city_of(agreement, "PL")))
    assert "Kowalski" in client.get(page).content.decode()

    client.force_login(officer_of(city_of(agreement, "UA")))

    read = client.get(page)
    assert read.status_code == 200
    assert "Kowalski" not in read.content.decode()
    assert client.get(act_on(walk, "PL02", "finish")).status_code == 403


@pytest.mark.parametrize("act", ["waive", "send", "finish"])
def test_an_auditor_only_reads(client, act):
    agreement = agreed()
    walk = walking(agreement, "PL")
    client.force_login(holder_of(Role.AUDITOR, city_of(agreement, "PL")))

    assert client.get(act_on(walk, "PL02", act)).status_code == 403


def test_waiving_what_is_obligatory_asks_once_more_who_is_there(client):
    agreement = agreed()
    walk = walking(agreement, "PL")
    from tests.factories import PASSWORD  # noqa: PLC0415

    client.force_login(officer_of(city_of(agreement, "PL"), password=PASSWORD))

    obligatory = client.get(act_on(walk, "PL06", "waive"))
    voluntary = client.get(act_on(walk, "PL09", "waive"))

    assert (obligatory.status_code, voluntary.status_code) == (302, 200)
    assert "/account/who/" in obligatory["Location"]


def test_a_stale_form_answers_409(client):
    agreement = agreed()
    walk = walking(agreement, "PL")
    client.force_login(officer_of(city_of(agreement, "PL")))
    address = act_on(walk, "PL02", "finish")
    form, seen = client.get(address), step(walk, "PL02").version
    press(walk, "send", "PL02")

    answer = client.post(
        address, {**day(dt.date(2026, 3, 3)), "version": seen, "once": once_of(form)}
    )

    assert answer.status_code == 409


def test_an_earlier_text_is_shown_with_the_reason(client):
    from pobratym.agreements.services.reopening import reopen  # noqa: PLC0415

    agreement = agreed()
    finish_all(walking(agreement, "PL"))
    now = again(agreement)
    reopen(now, version=now.version, reason="Zmiana § 3", by=None, city=city_of(agreement, "UA"))
    client.force_login(officer_of(city_of(agreement, "PL")))

    shown = client.get(page_of(agreement)).content.decode()

    assert "Zmiana § 3" in shown
    assert "PL02" in shown
    frozen(again(agreement))
    assert "Zmiana § 3" in client.get(page_of(agreement)).content.decode()


def test_due_days_go_into_peoples_calendars(client):
    agreement = agreed()
    walk = walking(agreement, "UA")
    for act, code in [("finish", "UA02"), ("finish", "UA03"), ("send", "UA04")]:
        press(walk, act, code)
    client.force_login(officer_of(city_of(agreement, "PL")))
    address = reverse("routes:due_days", kwargs={"public_id": agreement.public_id})

    first = Calendar.from_ical(client.get(address).content)
    press(walk, "finish", "UA05")
    second = Calendar.from_ical(client.get(address).content)

    events = {str(one["UID"]): one for one in first.walk("VEVENT")}
    assert sorted(one["DTSTART"].dt for one in events.values()) == [
        dt.date(2026, 3, 12), dt.date(2026, 4, 1),
    ]  # fmt: skip
    for one in second.walk("VEVENT"):
        if (uid := str(one["UID"])) in events and one["STATUS"] == "CANCELLED":
            assert one["SEQUENCE"] > events[uid]["SEQUENCE"]
    assert {str(one["STATUS"]) for one in second.walk("VEVENT")} == {"CONFIRMED", "CANCELLED"}


def test_the_page_costs_the_same_for_one_step_done_and_for_all(client, cost):
    agreement = agreed()
    polish, ukrainian = walking(agreement, "PL"), walking(agreement, "UA")
    client.force_login(officer_of(city_of(agreement, "PL")))
    client.get(page_of(agreement))
    few = cost(lambda: client.get(page_of(agreement)))
    finish_all(polish)
    finish_all(ukrainian)

    many = cost(lambda: client.get(page_of(agreement)))

    assert len(many) == len(few)
