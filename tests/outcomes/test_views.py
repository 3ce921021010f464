"""Pages after a visit: who opens them, what they show, and what their forms do."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from pobratym.directory.states import Role
from pobratym.outcomes.models.answers import Answered, Questionnaire, Reply
from pobratym.outcomes.models.minutes import AgendaPoint, Decision, Minute
from pobratym.outcomes.models.practices import SeenPractice
from pobratym.outcomes.models.promises import Promise
from pobratym.outcomes.services import agenda, minutes, practices, promises, questions, reports
from pobratym.outcomes.states import Answering
from pobratym.visits.states import VisitState
from pobratym.work.models import Letter
from tests.factories import MunicipalityFactory, holder_of, officer_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def address(name, thing):
    return reverse(f"outcomes:{name}", kwargs={"public_id": thing.public_id})


def text(client, person, where, status=200):
    client.force_login(person)
    answer = client.get(where)
    assert answer.status_code == status, (where, answer.status_code)
    return answer.content.decode()


def token_of(page):
    return page.split('name="once" value="')[1].split('"')[0]


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def point_of(after):
    return agenda.add_point(
        after.visit, by=after.host_officer, city=after.host, title={"pl": "Oświata"}
    )


def noted(kind, after, words, **facts):
    return minutes.add_noted(
        kind, after.visit, by=after.host_officer, city=after.host,
        text={"pl": words}, on=TODAY(), **facts,
    )  # fmt: skip


def promised(after, **facts):
    given = {
        "what": {"pl": "Wyślemy program"}, "city": after.host, "owner": after.host_officer,
        "due_on": TODAY() + dt.timedelta(days=7), **facts,
    }  # fmt: skip
    return promises.add_promise(after.visit, by=after.host_officer, **given)


def asked(after, *, opened=True):
    sheet = questions.put_questions(
        after.visit,
        by=after.host_officer,
        asked=[
            (Answering.SCALE, {"pl": "Jak było?", "uk": "Як було?"}),
            (Answering.YES_NO, {"pl": "Jeszcze raz?", "uk": "Ще раз?"}),
            (Answering.TEXT, {"pl": "Co dalej?", "uk": "Що далі?"}),
        ],
    )
    if opened:
        questions.open_questions(
            after.visit, version=sheet.version, by=after.host_officer,
            closes_on=TODAY() + dt.timedelta(days=14),
        )  # fmt: skip
    return Questionnaire.objects.get()


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_every_page_opens_in_every_language(client, after, language):
    point, minute = point_of(after), noted(Minute, after, "x")
    decision, promise = noted(Decision, after, "y"), promised(after)
    practice = practices.add_practice(
        after.visit, by=after.host_officer, city=after.host, title={"pl": "Kuchnia"}
    )
    client.force_login(after.host_officer)
    visit = after.visit
    for name, thing in (
        ("outcomes", visit), ("point_new", visit), ("point_edit", point), ("minute_new", visit),
        ("minute_edit", minute), ("decision_new", visit), ("decision_edit", decision),
        ("promise_new", visit), ("promise", promise), ("promise_edit", promise),
        ("promise_keep", promise), ("promise_drop", promise), ("practice_new", visit),
        ("practice_edit", practice), ("attendance", visit), ("report", visit),
        ("report_write", visit), ("results", visit), ("questions_write", visit),
        ("questions_open", visit),
    ):  # fmt: skip
        where = address(name, thing).replace("/en/", f"/{language}/", 1)
        assert client.get(where).status_code == 200, name


def test_both_cities_read_what_came_of_a_visit_and_nobody_else(client, after):
    noted(Minute, after, "Rozmowa o szkołach")
    for person in (after.host_officer, after.guest_officer):
        assert "Rozmowa o szkołach" in text(client, person, address("outcomes", after.visit))
    text(client, officer_of(MunicipalityFactory()), address("outcomes", after.visit), 404)


def test_what_is_confidential_is_read_by_few_and_never_reported(client, after):
    noted(Minute, after, "Tajne rozmowy", is_confidential=True)
    noted(Decision, after, "Tajna decyzja", is_confidential=True)
    promised(after, what={"pl": "Tajna obietnica"}, is_confidential=True)
    council = holder_of(Role.COUNCIL_OFFICE, after.guest)

    assert "Tajne rozmowy" in text(client, after.guest_officer, address("outcomes", after.visit))
    assert "Tajn" not in text(client, council, address("outcomes", after.visit))
    assert "Tajn" not in text(client, after.host_officer, address("report", after.visit))
    text(client, council, address("promise", Promise.objects.get()), 404)


def test_a_minute_is_noted_under_its_point(client, after):
    point = point_of(after)
    where = f"{address('minute_new', after.visit)}?point={point.public_id}"
    page = text(client, after.guest_officer, where)
    assert f'value="{point.pk}" selected' in page
    sent = {
        "once": token_of(page), "text_uk": "Говорили про школи", "point": point.pk,
        **day("on", TODAY()),
    }  # fmt: skip

    answer = client.post(where, sent)

    assert answer.status_code == 302
    minute = Minute.objects.get()
    assert (minute.point, minute.city) == (point, after.guest)


def test_a_city_changes_only_what_it_noted(client, after):
    minute = noted(Minute, after, "x")
    text(client, after.guest_officer, address("minute_edit", minute), 403)
    client.force_login(after.host_officer)
    client.post(address("minute_remove", minute), {"version": minute.version})
    assert not Minute.objects.exists()


def test_a_promise_stands_on_the_desk_of_its_owner_until_it_is_kept(client, after):
    where = address("promise_new", after.visit)
    page = text(client, after.guest_officer, where)
    sent = {
        "once": token_of(page), "what_pl": "Wyślemy program", "city": after.host.pk,
        "owner": after.host_officer.pk, **day("due_on", TODAY() + dt.timedelta(days=20)),
    }  # fmt: skip
    assert client.post(where, sent).status_code == 302
    promise = Promise.objects.get()
    assert "Wyślemy program" in text(client, after.host_officer, "/en/desk/")
    assert "Wyślemy program" not in text(client, after.guest_officer, "/en/desk/")
    assert client.get(address("promise_keep", promise)).status_code == 403

    client.force_login(after.host_officer)
    client.post(
        address("promise_keep", promise),
        {"version": promise.version, "result": "Wysłane", **day("on", TODAY())},
    )

    promise.refresh_from_db()
    assert (promise.state, promise.result) == ("done", "Wysłane")
    assert "Wyślemy program" not in text(client, after.host_officer, "/en/desk/")


def test_a_promise_needs_somebody(client, after):
    where = address("promise_new", after.visit)
    page = text(client, after.host_officer, where)
    sent = {"once": token_of(page), "what_pl": "x", "city": after.host.pk, **day("due_on", TODAY())}

    answer = client.post(where, sent)

    assert answer.status_code == 422
    assert "Choose who does it" in answer.content.decode()


def test_guests_are_asked_in_their_language_and_answer_once(client, after):
    token = after.link()
    asked(after)
    own = f"/uk/guest/{token}/"
    assert "questions/" in client.get(own).content.decode()
    assert Letter.objects.filter(kind="outcomes/letters/questions").count() == 1
    where = f"{own}questions/"
    page = client.get(where)
    assert "Як було?" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    scale, yes_no, free = Questionnaire.objects.get().questions.all()
    sent = {
        f"question_{scale.pk}": "5", f"question_{yes_no.pk}": "0", f"question_{free.pk}": "Так",
    }  # fmt: skip

    assert client.post(where, sent).status_code == 302
    assert client.post(where, sent).status_code == 422

    values = Reply.objects.exclude(value=None).values_list("value", flat=True)
    assert (sorted(values), Reply.objects.get(value=None).text) == ([0, 5], "Так")
    assert Answered.objects.get().member == after.member
    assert "questions/" not in client.get(own).content.decode()


def test_a_guest_who_answers_nothing_or_nonsense_is_told(client, after):
    token = after.link()
    sheet = asked(after)
    where = f"/en/guest/{token}/questions/"
    scale = sheet.questions.first()

    assert client.post(where, {}).status_code == 422
    assert client.post(where, {f"question_{scale.pk}": "9"}).status_code == 422
    assert not Answered.objects.exists()
    assert client.get("/en/guest/unknown/questions/").status_code == 404


def test_results_of_few_are_not_shown(client, after):
    sheet = asked(after)
    scale = sheet.questions.first()
    guests = [after.member, *after.guests(4)]
    for number, guest in enumerate(guests[:4]):
        questions.answer_questions(guest, answers={scale.pk: number % 2 + 4})
    page = text(client, after.host_officer, address("results", after.visit))
    assert "4 of 5 guests have answered" in page
    assert "mean" not in page

    questions.answer_questions(guests[4], answers={scale.pk: 5})

    page = text(client, after.host_officer, address("results", after.visit))
    assert "n = 5, mean 4.6" in page
    assert "Fewer than 5 answers" in page


def test_the_usual_questions_can_be_taken_over(client, after):
    where = address("questions_write", after.visit)
    page = text(client, after.host_officer, where)
    assert "Наскільки" in page or "How useful" in page
    sent = {"version": 0, "text_0_pl": "Jak było?", "answering_0": "scale"}

    assert client.post(where, sent).status_code == 302

    assert Questionnaire.objects.get().questions.count() == 1
    text(client, after.guest_officer, where, 403)


def test_a_report_is_written_and_finished_and_then_stays(client, after):
    where = address("report_write", after.visit)
    client.force_login(after.host_officer)
    assert client.post(where, {"version": 0, "summary_pl": "Byli u nas"}).status_code == 302
    client.post(address("report_finish", after.visit), {"version": 1})
    after.visit.refresh_from_db()
    assert after.visit.state == VisitState.REPORTED
    assert "Byli u nas" in text(client, after.guest_officer, address("report", after.visit))
    client.force_login(after.host_officer)
    assert client.post(where, {"version": 2, "summary_pl": "Inaczej"}).status_code == 422


def test_an_empty_report_is_not_finished(client, after):
    client.force_login(after.host_officer)
    client.post(address("report_finish", after.visit), {"version": 1})
    after.visit.refresh_from_db()
    assert after.visit.state == VisitState.DONE


def test_who_was_there_is_noted_by_either_city(client, after):
    where = address("attendance", after.visit)
    client.force_login(after.guest_officer)
    assert client.post(where, {f"member_{after.member.pk}": "yes"}).status_code == 302
    after.member.refresh_from_db()
    assert after.member.attended is True


def test_a_practice_is_noted(client, after):
    where = address("practice_new", after.visit)
    page = text(client, after.guest_officer, where)
    sent = {"once": token_of(page), "title_uk": "Кухня в школі", "wants_it": "on"}
    assert client.post(where, sent).status_code == 302
    assert SeenPractice.objects.get().wants_it


def test_pages_cost_the_same_for_one_and_for_many(client, after, cost):
    def more():
        point_of(after)
        noted(Minute, after, "x")
        noted(Decision, after, "y", point=AgendaPoint.objects.first())
        promised(after)
        practices.add_practice(
            after.visit, by=after.host_officer, city=after.host, title={"pl": "Kuchnia"}
        )

    more()
    reports.write_report(after.visit, by=after.host_officer, summary={"pl": "x"})
    asked(after)
    client.force_login(after.host_officer)
    names = ("outcomes", "report", "results")
    wheres = [address(name, after.visit) for name in names]
    [client.get(where) for where in wheres]
    one = [len(cost(lambda where=where: client.get(where))) for where in wheres]
    for _ in range(4):
        more()

    assert [len(cost(lambda where=where: client.get(where))) for where in wheres] == one
