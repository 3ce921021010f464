"""Two linked institutions plan something, and note what came of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.journal.models import Entry
from pobratym.links.models.activities import Activity
from pobratym.links.services import activities, standing
from pobratym.links.states import ActivityState
from pobratym.notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 3, 4)


def refusal(deed, *args, **given):
    with pytest.raises(DomainError) as refused:
        deed(*args, **given)
    return refused.value.code


def planned(link, by, **facts):
    given = {"title": {"pl": "Listy"}, "since": DAY, "until": DAY, **facts}
    return activities.plan_activity(link, by=by, **given)


def test_heads_and_teachers_plan_and_the_city_hall_does_not(pair):
    link = pair.active()
    for person in (pair.head_a, pair.head_b, pair.teacher_a):
        assert planned(link, person).state == ActivityState.PLANNED
    assert refusal(planned, link, pair.officer_a) == "not_your_institution"


def test_nothing_is_planned_before_both_have_accepted(pair):
    link = pair.propose()
    assert refusal(planned, link, pair.head_a) == "not_active"
    assert not Activity.objects.exists()


def test_a_resting_link_takes_no_new_plan_and_keeps_the_old_ones(pair):
    link = pair.active()
    plan = planned(link, pair.head_a)
    standing.pause(link, version=link.version, by=pair.head_b)
    assert refusal(planned, link, pair.head_a) == "not_active"
    plan = activities.edit_activity(
        plan, version=plan.version, by=pair.head_b, title={"pl": "Inne"}
    )
    plan = activities.finish_activity(plan, version=plan.version, by=pair.head_b)
    assert plan.state == ActivityState.DONE


def test_what_was_planned_before_the_end_is_noted_after_it(pair):
    link = pair.active()
    plan, other = planned(link, pair.head_a), planned(link, pair.head_a)
    standing.end(link, version=link.version, by=pair.head_b, reason="Koniec")
    edit = {"version": plan.version, "by": pair.head_a, "title": {"pl": "Inne"}}
    assert refusal(activities.edit_activity, plan, **edit) == "not_active"
    activities.finish_activity(plan, version=plan.version, by=pair.head_a)
    dropped = activities.drop_activity(other, version=other.version, by=pair.head_b)
    assert dropped.state == ActivityState.DROPPED


def test_what_is_done_stays_as_it_is(pair):
    plan = planned(pair.active(), pair.head_a)
    done = activities.finish_activity(
        plan, version=plan.version, by=pair.head_b, result={"uk": "Було добре"}
    )
    assert done.result == {"uk": "Було добре"}
    for deed in (
        activities.edit_activity,
        activities.finish_activity,
        activities.drop_activity,
    ):
        assert refusal(deed, done, version=done.version, by=pair.head_a) == "over"


def test_what_lies_ahead_is_not_done(pair):
    ahead = dt.date(2199, 1, 1)
    plan = planned(pair.active(), pair.head_a, since=ahead, until=ahead)
    code = refusal(activities.finish_activity, plan, version=plan.version, by=pair.head_a)
    assert code == "early"


def test_days_in_the_wrong_order_and_a_plan_without_a_title_are_refused(pair):
    link = pair.active()
    with pytest.raises(ValidationError):
        planned(link, pair.head_a, until=DAY - dt.timedelta(days=1))
    with pytest.raises(ValidationError):
        planned(link, pair.head_a, title={})


def test_an_old_page_changes_nothing_and_the_same_text_tells_nobody(pair):
    plan = planned(pair.active(), pair.head_a)
    before = Notice.objects.count(), Entry.objects.count()
    plan = activities.edit_activity(
        plan, version=plan.version, by=pair.head_b, title={"pl": "Listy"}
    )
    assert (Notice.objects.count(), Entry.objects.count()) == before
    activities.edit_activity(plan, version=1, by=pair.head_b, title={"pl": "Inne"})
    with pytest.raises(StaleVersion):
        activities.edit_activity(plan, version=1, by=pair.head_a, title={"pl": "Jeszcze inne"})


def test_both_sides_and_both_city_halls_hear_of_a_plan(pair):
    planned(pair.active(), pair.teacher_a)
    heard = set(Notice.objects.filter(kind="links.activity").values_list("user", flat=True))
    expected = {pair.head_a, pair.head_b, pair.officer_a, pair.officer_b}
    assert heard == {one.pk for one in expected}


def test_what_people_wrote_is_kept_beside_the_journal(pair):
    plan = planned(pair.active(), pair.head_a, plan={"pl": "Anna przygotuje mapę"})
    activities.finish_activity(
        plan, version=plan.version, by=pair.head_a, result={"pl": "Anna dziękuje"}
    )
    lines = Entry.objects.filter(kind="links.activity")
    assert "Anna" not in str([(line.changes, line.details) for line in lines])
