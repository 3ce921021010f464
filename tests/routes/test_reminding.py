"""Due days are told in time, once, and to those whose step it is."""

import datetime as dt

import pytest

from pobratym.agreements.services.mandate import hold
from pobratym.agreements.states import Stage
from pobratym.core.keeping import keepers
from pobratym.directory.duties import open_duties
from pobratym.directory.states import Role
from pobratym.notices.models import Notice
from pobratym.notices.queries import sentence_of
from pobratym.routes.models.force import Reminder
from pobratym.routes.models.steps import Step
from pobratym.routes.queries.lanes import authority_steps, lanes_of, unfinished
from pobratym.routes.queries.waiting import waiting_for
from pobratym.routes.services.reminding import remind
from pobratym.work.models import Letter
from tests.factories import holder_of, officer_of
from tests.routes.walks import DAY, again, agreed, city_of, finish_all, press, step, walking

pytestmark = pytest.mark.django_db
DUE = DAY + dt.timedelta(days=30)


def at_the_ministry():
    """Give an agreement whose draft lies with the ministry since DAY, and the Ukrainian walk."""
    agreement = agreed()
    walk = walking(agreement, "UA")
    for act, code in [("finish", "UA02"), ("finish", "UA03"), ("send", "UA04"), ("finish", "UA05")]:
        press(walk, act, code)
    return agreement, walk


def told(kind):
    return list(Notice.objects.filter(kind=kind).order_by("pk"))


@pytest.mark.parametrize(("days", "count"), [(8, 0), (7, 2), (2, 2), (1, 2), (0, 2)])
def test_officers_are_told_within_a_week(days, count):
    agreement, _walk = at_the_ministry()
    officer_of(city_of(agreement, "UA"))

    remind(DUE - dt.timedelta(days=days))

    assert len(told("routes.due")) == count


def test_each_reminder_comes_once_however_often_it_is_run():
    agreement, _walk = at_the_ministry()
    officer = officer_of(city_of(agreement, "UA"))
    officer_of(city_of(agreement, "PL"))
    days = [DUE + dt.timedelta(days=shift) for shift in (-7, -6, -1, -1, 0, 1, 2, 30)]

    found = [remind(day) for day in days]

    assert found == [2, 0, 2, 0, 0, 2, 0, 0]
    assert {notice.user_id for notice in Notice.objects.filter(kind__startswith="routes.")} == {
        officer.pk
    }
    assert Reminder.objects.count() == 6


def test_the_ministrys_thirty_days_are_over():
    agreement, _walk = at_the_ministry()
    officer_of(city_of(agreement, "UA"), language="uk")

    remind(DUE + dt.timedelta(days=1))

    notices = told("routes.overdue")
    assert [one.facts["code"] for one in notices] == ["UA04", "UA06"]
    assert "30 days" in sentence_of(notices[0])
    assert Letter.objects.count() == 2


def test_nobody_is_reminded_of_what_is_done_or_of_an_earlier_text():
    agreement, walk = at_the_ministry()
    officer_of(city_of(agreement, "UA"))
    press(walk, "finish", "UA06")
    assert remind(DUE) == 0
    other, _walk = at_the_ministry()
    officer_of(city_of(other, "UA"))

    from pobratym.agreements.services.reopening import reopen  # noqa: PLC0415

    now = again(other)
    reopen(now, version=now.version, reason="§ 1", by=None, city=city_of(other, "PL"))

    assert remind(DUE) == 0


def test_a_refusal_is_told_to_the_partner():
    agreement, walk = at_the_ministry()
    officer = officer_of(city_of(agreement, "PL"))

    press(walk, "refuse", "UA06", reason="Суперечить статті 4")

    assert [one.user_id for one in told("routes.setback")] == [officer.pk]
    assert "UA06" in sentence_of(told("routes.setback")[0])
    assert step(walk, "UA06").due_on is None


def test_readiness_is_told_to_all():
    agreement = agreed()
    people = {officer_of(city_of(agreement, country)).pk for country in ("PL", "UA")}
    finish_all(walking(agreement, "PL"))

    finish_all(walking(agreement, "UA"))

    assert {one.user_id for one in told("routes.ready")} == people


def test_steps_after_signing_open_by_the_calendar_at_the_latest():
    agreement = agreed()
    walk = walking(agreement, "PL")
    finish_all(walk)
    now = again(agreement)
    now.stage, now.signed_on = Stage.SIGNED, DAY
    now.save()
    assert step(walk, "PL08").state == "waiting"
    lane = lanes_of(again(agreement), now.text_version)[0]
    assert {one.code: one.state for one in lane.steps}["PL08"] == "open"

    remind(DAY)

    assert step(walk, "PL08").state == "open"
    press(walk, "finish", "PL08")
    assert step(walk, "PL08").state == "done"


def test_what_waits_for_a_city_costs_two_statements(cost):
    agreement, _walk = at_the_ministry()
    ukrainian, polish = city_of(agreement, "UA"), city_of(agreement, "PL")
    other, _walk = at_the_ministry()

    found = []
    sent = cost(lambda: found.extend(waiting_for([ukrainian.pk], DUE + dt.timedelta(days=1))))

    assert [(one.code, one.is_overdue) for one in found] == [("UA04", True), ("UA06", True)]
    assert len(sent) <= 3
    to_begin = waiting_for([polish.pk], DAY)
    assert [(one.code, one.agreement) for one in to_begin] == [("", agreement.public_id)]
    assert waiting_for([], DAY) == []
    assert other.pk != agreement.pk


def test_lanes_cost_three_statements_however_many_steps(cost):
    agreement = agreed()
    finish_all(walking(agreement, "PL"))
    finish_all(walking(agreement, "UA"))
    agreement = again(agreement)

    sent = cost(lambda: lanes_of(agreement, agreement.text_version))

    assert len(sent) <= 4


def test_the_step_that_gives_authority_is_found():
    agreement = agreed()
    walk = walking(agreement, "PL")
    assert authority_steps(again(agreement), walk.city) == []

    press(walk, "finish", "PL02")

    assert [one.code for one in authority_steps(again(agreement), walk.city)] == ["PL02"]


def test_a_city_without_a_route_holds_the_signature_up():
    agreement = agreed()
    finish_all(walking(agreement, "PL"))

    left = unfinished(again(agreement))

    assert [(one.city.country, one.code) for one in left] == [("UA", "")]


def test_a_leaving_persons_city_sees_its_open_steps():
    agreement, _walk = at_the_ministry()
    city = city_of(agreement, "UA")
    officer = officer_of(city)

    lines = next(one for one in open_duties(officer.pk, city.pk) if one.duty.name == "routes.step")

    assert [one.what for one in lines.lines] == ["UA01", "UA04", "UA06"][-2:]
    assert not lines.duty.is_personal


def test_erasing_a_person_takes_their_words_from_steps():
    agreement = agreed()
    walk = walking(agreement, "PL")
    officer = holder_of(Role.OFFICER, city_of(agreement, "PL"))
    press(walk, "waive", "PL09", by=officer, reason="Mówi Kanarek")
    press(walk, "write_note", "PL02", by=officer, note="Zadzwonić do Kanarka")
    keeper = next(one for one in keepers() if one.name == "routes.step")
    assert len(keeper.give(officer.pk)) == 2

    keeper.erase(officer.pk)

    assert {(one.reason, one.note) for one in Step.objects.filter(by=officer)} == {
        ("–", ""), ("", ""),
    }  # fmt: skip
    assert step(walk, "PL09").state == "waived"


def test_three_cities_have_three_lanes():
    from tests.factories import MunicipalityFactory, PartnershipFactory  # noqa: PLC0415

    cities = [MunicipalityFactory(), MunicipalityFactory(country="UA"), MunicipalityFactory()]
    partnership = PartnershipFactory(cities=cities, stage="agreement")
    agreement = agreed(partnership=partnership)
    finish_all(walking(agreement, "UA"))
    finish_all(walking(agreement, "PL"))

    assert [one.city for one in lanes_of(again(agreement), agreement.text_version)] == cities
    assert [one.city for one in unfinished(again(agreement))] == [cities[2]]
    assert hold(agreement).stage == Stage.APPROVALS
