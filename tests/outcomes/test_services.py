"""Deeds after a visit, and what they refuse."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.directory.duties import duty_named
from pobratym.journal.models import Entry
from pobratym.notices.models import Notice
from pobratym.outcomes.models.answers import Answered
from pobratym.outcomes.models.minutes import Minute
from pobratym.outcomes.services import agenda, minutes, promises, questions, reports
from pobratym.outcomes.states import Answering
from pobratym.visits.states import VisitState
from tests.factories import MunicipalityFactory, officer_of
from tests.visiting import VisitFactory

pytestmark = pytest.mark.django_db


def refused(code, deed, *args, **facts):
    with pytest.raises(DomainError) as refusal, transaction.atomic():
        deed(*args, **facts)
    assert refusal.value.code == code
    assert str(refusal.value.message)


def promise_facts(after, **more):
    return {
        "what": {"pl": "Wyślemy"}, "city": after.guest, "owner": after.guest_officer,
        "due_on": timezone.localdate() + dt.timedelta(days=9), **more,
    }  # fmt: skip


def asked(after):
    return questions.put_questions(
        after.visit, by=after.host_officer, asked=[(Answering.SCALE, {"pl": "?"})]
    )


def opened(after):
    sheet = asked(after)
    day = timezone.localdate() + dt.timedelta(days=3)
    questions.open_questions(
        after.visit, version=sheet.version, by=after.host_officer, closes_on=day
    )
    sheet.refresh_from_db()
    return sheet


def test_whoever_is_to_keep_a_promise_is_told_without_its_words(after):
    made = promises.add_promise(after.visit, by=after.host_officer, **promise_facts(after))

    told = Notice.objects.get(kind="outcomes.promised")
    assert told.user == after.guest_officer
    assert "Wyślemy" not in str(told.facts)
    assert made.state == "open"


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("nobody", {"owner": None}),
        ("owner_elsewhere", {"owner": "host"}),
        ("not_in_visit", {"city": "third"}),
    ],
)
def test_a_promise_that_nobody_can_keep_is_refused(after, code, wrong):
    people = {"host": after.host_officer, "third": MunicipalityFactory()}
    wrong = {name: people.get(value, value) for name, value in wrong.items()}

    refused(
        code, promises.add_promise, after.visit, by=after.host_officer,
        **promise_facts(after, **wrong),
    )  # fmt: skip


def test_only_the_city_that_promised_keeps_or_drops(after):
    made = promises.add_promise(after.visit, by=after.host_officer, **promise_facts(after))
    day = timezone.localdate()
    keep = {"version": 1, "on": day}
    refused("not_your_city", promises.keep_promise, made, by=after.host_officer, **keep)
    silent = {"version": 1, "reason": ""}
    refused("no_reason", promises.drop_promise, made, by=after.guest_officer, **silent)
    ahead = {"version": 1, "on": day + dt.timedelta(days=1)}
    refused("future", promises.keep_promise, made, by=after.guest_officer, **ahead)

    promises.keep_promise(made, by=after.guest_officer, **keep)

    refused("over", promises.keep_promise, made, by=after.guest_officer, version=2, on=day)


def test_promises_are_handed_over(after):
    made = promises.add_promise(after.visit, by=after.host_officer, **promise_facts(after))
    successor = officer_of(after.guest)
    duty = duty_named("outcomes.promise")
    assert [line.what for line in duty.open_lines(after.guest_officer.pk, after.guest.pk)] == [
        "Wyślemy"
    ]

    assert duty.move(after.guest_officer.pk, successor, after.guest.pk, None) == 1

    made.refresh_from_db()
    assert made.owner == successor


def test_the_journal_does_not_repeat_what_is_confidential(after):
    minutes.add_noted(
        Minute, after.visit, by=after.host_officer, city=after.host, text={"pl": "Tajne"},
        on=timezone.localdate(), is_confidential=True,
    )  # fmt: skip

    entry = Entry.objects.get(what="minute.added")
    assert "Tajne" not in str(entry.changes) + str(list(entry.personal or []))


def test_a_point_of_another_visit_is_refused(after):
    other = VisitFactory(partnership=after.visit.partnership, state=VisitState.DONE)
    point = agenda.add_point(other, by=after.host_officer, city=other.host, title={"pl": "x"})

    refused(
        "other_visit", minutes.add_noted, Minute, after.visit, by=after.host_officer,
        city=after.host, text={"pl": "x"}, on=timezone.localdate(), point=point,
    )  # fmt: skip


def test_a_stranger_notes_nothing(after):
    stranger = officer_of(MunicipalityFactory())

    refused("not_your_city", agenda.add_point, after.visit, by=stranger, city=after.host,
            title={"pl": "x"})  # fmt: skip


def test_questions_stay_once_guests_can_answer(after):
    sheet = opened(after)

    refused(
        "opened", questions.put_questions, after.visit, version=sheet.version,
        by=after.host_officer, asked=[(Answering.TEXT, {"pl": "?"})],
    )  # fmt: skip
    again = {"version": sheet.version, "closes_on": timezone.localdate()}
    refused("opened", questions.open_questions, after.visit, by=after.host_officer, **again)


def test_guests_are_not_asked_before_the_visit(after):
    sheet = asked(after)
    after.visit.state = VisitState.CONFIRMED
    after.visit.save()
    facts = {"version": sheet.version, "closes_on": timezone.localdate()}

    refused("too_early", questions.open_questions, after.visit, by=after.host_officer, **facts)


def test_a_guest_answers_once_and_in_time(after):
    sheet = opened(after)
    key = sheet.questions.get().pk
    refused("empty", questions.answer_questions, after.member, answers={})
    refused("bad_answer", questions.answer_questions, after.member, answers={key: 6})
    questions.answer_questions(after.member, answers={key: 3})
    refused("answered", questions.answer_questions, after.member, answers={key: 4})
    sheet.closes_on = timezone.localdate() - dt.timedelta(days=1)
    sheet.save()
    (late,) = after.guests(1)

    refused("closed", questions.answer_questions, late, answers={key: 4})
    assert Answered.objects.count() == 1


def test_nobody_was_there_before_it_begins(after):
    after.visit.state = VisitState.PLANNED
    after.visit.save()

    there = {after.member.pk: True}
    refused("too_early", reports.note_attendance, after.visit, by=after.host_officer, there=there)
