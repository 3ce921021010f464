"""The planner is asked, its proposal taken over, the rest planned anew."""

import datetime as dt

import pytest
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.programmes.models.items import Item, ProgrammeVersion
from pobratym.programmes.models.runs import PlanRun
from pobratym.programmes.queries.personal import items_for
from pobratym.programmes.queries.runs import shown
from pobratym.programmes.queries.troubles import troubles_of
from pobratym.programmes.services import asking, items, running, taking
from pobratym.programmes.services.cancelling import cancel_site
from pobratym.programmes.services.items import About
from pobratym.programmes.services.placing import Hours
from pobratym.programmes.states import Change, ItemKind, RunState
from pobratym.visits.models.wishes import Pause, Wish
from pobratym.visits.planning.problem import Need
from pobratym.visits.states import VisitState
from tests.programmes.planning_kit import planned, taken, wished
from tests.visiting import FIRST_DAY, officers_of, visit_with_delegation

pytestmark = pytest.mark.django_db


def refusal(deed) -> str:
    with pytest.raises(DomainError) as caught:
        deed()
    return caught.value.code


def test_a_proposal_changes_nothing_until_it_is_taken_over():
    visit, officer = wished()

    run = planned(visit, officer)

    assert (run.state, len(run.stops), run.left_out) == (RunState.DONE, 6, [])
    assert run.bound >= run.value > 0
    assert not Item.objects.exists()
    version = taking.take_over(run, by=officer)
    assert (version.change, version.number) == (Change.PLANNED, 1)
    assert (
        sorted(Item.objects.values_list("kind", flat=True))
        == [ItemKind.MEAL] * 3 + [ItemKind.VISIT] * 3
    )
    assert {str(item.title) for item in Item.objects.filter(kind=ItemKind.MEAL)} == {"Lunch"}
    assert all(item.hosts.exists() for item in Item.objects.filter(kind=ItemKind.VISIT))


def test_hours_are_whole_steps_of_five_minutes():
    visit, officer = wished()

    taken(visit, officer)

    assert {item.starts.minute % 5 for item in Item.objects.all()} == {0}


def test_what_was_taken_over_breaks_no_rule():
    visit, officer = wished(wishes=5)

    taken(visit, officer)

    assert troubles_of(visit, items_for(visit, drafts=True)) == []


def test_what_breaks_a_rule_is_told_with_its_items():
    visit, officer = wished()
    taken(visit, officer)
    first, second = Item.objects.filter(kind=ItemKind.VISIT).order_by("starts_at")[:2]

    items.move(second, Hours(first.day, first.starts), version=second.version, by=officer)

    found = troubles_of(visit, items_for(visit, drafts=True))
    concerned = {row.pk for trouble in found for row in trouble.items}
    assert {first.pk, second.pk} <= concerned
    assert all(trouble.text for trouble in found)


def test_moved_and_locked_items_stay_when_the_rest_is_planned_anew():
    visit, officer = wished(wishes=4)
    taken(visit, officer)
    one = Item.objects.filter(kind=ItemKind.VISIT).first()
    there = Hours(FIRST_DAY + dt.timedelta(days=1), dt.time(16))
    one = items.move(one, there, version=one.version, by=officer)
    one = items.lock(one, locked=True, version=one.version, by=officer)
    before = {item.uid for item in Item.objects.all()}

    taken(visit, officer)

    again = Item.objects.get(pk=one.pk)
    assert (again.day, again.starts, again.locked) == (there.day, there.starts, True)
    assert {item.uid for item in Item.objects.all()} == before


def test_what_was_put_in_by_hand_stays():
    visit, officer = wished()
    signing = items.add(
        visit,
        About({"pl": "Podpisanie"}),
        Hours(FIRST_DAY, dt.time(10), dt.time(11)),
        by=officer,
    )

    taken(visit, officer)

    signing.refresh_from_db()
    assert (signing.starts, signing.cancelled_at) == (dt.time(10), None)
    others = Item.objects.exclude(pk=signing.pk)
    assert not others.filter(
        starts_at__lt=signing.ends_at, ends_at__gt=signing.starts_at, kind=ItemKind.VISIT
    ).exists()
    assert troubles_of(visit, items_for(visit, drafts=True)) == []


def test_a_proposal_on_an_older_programme_cannot_be_taken_over():
    visit, officer = wished()
    run = planned(visit, officer)
    items.add(visit, About({"pl": "Kawa"}), Hours(FIRST_DAY, dt.time(9), dt.time(10)), by=officer)

    assert shown(run).is_stale
    assert refusal(lambda: taking.take_over(run, by=officer)) == "stale"


def test_a_proposal_on_other_wishes_cannot_be_taken_over():
    visit, officer = wished()
    run = planned(visit, officer)
    Wish.objects.filter(visit=visit).update(least_min=70, most_min=80)

    assert shown(run).is_stale
    assert refusal(lambda: taking.take_over(run, by=officer)) == "outdated"


def test_a_wish_without_room_is_left_out_with_its_reason():
    visit, officer = wished()
    Wish.objects.filter(pk=visit.wishes.first().pk).update(
        need=Need.COULD, windows=[["2030-05-20", "22:00", "23:30"]]
    )

    run = planned(visit, officer)

    assert [one.title for one in shown(run).missing] == [str(visit.wishes.first().title)]


def test_absolutes_that_exclude_one_another_are_impossible():
    visit, officer = wished(wishes=2)
    Wish.objects.filter(visit=visit).update(fixed_on=FIRST_DAY, fixed_at=dt.time(10))

    run = planned(visit, officer)

    assert run.state == RunState.IMPOSSIBLE
    assert shown(run).items == []
    assert refusal(lambda: taking.take_over(run, by=officer)) == "not_done"


def test_without_a_wish_there_is_nothing_to_plan():
    visit = visit_with_delegation()
    officer, guest = officers_of(visit)

    assert refusal(lambda: asking.ask_run(visit, by=officer)) == "nothing_wished"
    assert refusal(lambda: asking.ask_run(visit, by=guest)) == "not_your_city"


def test_a_new_search_ends_the_one_before():
    visit, officer = wished()
    first = asking.ask_run(visit, by=officer)

    second = asking.ask_run(visit, by=officer)

    first.refresh_from_db()
    assert (first.state, second.state) == (RunState.STOPPED, RunState.WAITING)
    running.do_run(first.pk)
    first.refresh_from_db()
    assert (first.state, first.stops) == (RunState.STOPPED, [])


def test_a_search_that_waits_can_be_stopped():
    visit, officer = wished()
    run = asking.ask_run(visit, by=officer)

    asking.stop_run(run, by=officer)

    running.do_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.stops) == (RunState.STOPPED, [])


def test_a_search_that_is_told_to_end_gives_the_best_so_far():
    visit, officer = wished(wishes=6)
    run = asking.ask_run(visit, seconds=60, by=officer)
    PlanRun.objects.filter(pk=run.pk).update(stop_asked_at=timezone.now())

    running.do_run(run.pk)

    run.refresh_from_db()
    assert run.state == RunState.DONE
    assert run.seconds < 30


def test_equal_inputs_have_equal_fingerprints():
    visit, officer = wished()

    one, other = planned(visit, officer), planned(visit, officer)

    assert one.inputs_hash == other.inputs_hash
    Pause.objects.update(minutes=45)
    assert planned(visit, officer).inputs_hash != one.inputs_hash


def test_a_school_that_cancels_is_taken_out_and_the_rest_stays():
    visit, officer = wished(wishes=4, state=VisitState.PLANNED)
    taken(visit, officer)
    gone = Item.objects.filter(kind=ItemKind.VISIT).order_by("starts_at").first()
    rest = {
        item.pk: (item.day, item.starts)
        for item in Item.objects.filter(kind=ItemKind.VISIT).exclude(pk=gone.pk)
    }

    run = cancel_site(visit, gone.site, day=None, because="Awaria wody", by=officer)

    gone.refresh_from_db()
    assert (gone.cancelled_because, gone.sequence) == ("Awaria wody", 1)
    assert visit.wishes.get(site=gone.site).withdrawn_because == "Awaria wody"
    running.do_run(run.pk)
    run.refresh_from_db()
    taking.take_over(run, by=officer)
    still = Item.objects.filter(pk__in=rest, cancelled_at__isnull=True)
    assert {item.pk: (item.day, item.starts) for item in still} == rest


def test_a_school_that_cancels_for_a_day_may_get_another_day():
    visit, officer = wished(wishes=2, state=VisitState.PLANNED)
    taken(visit, officer)
    gone = Item.objects.filter(kind=ItemKind.VISIT).order_by("starts_at").first()

    run = cancel_site(visit, gone.site, day=gone.day, because="Próba", by=officer)
    running.do_run(run.pk)
    run.refresh_from_db()
    taking.take_over(run, by=officer)

    again = Item.objects.get(pk=gone.pk)
    assert again.day != gone.day
    assert (again.uid, again.cancelled_at) == (gone.uid, None)


def test_a_site_without_items_cannot_cancel():
    visit, officer = wished()
    place = visit.wishes.first().site
    deed = lambda: cancel_site(visit, place, day=None, because="x", by=officer)  # noqa: E731

    assert refusal(deed) == "nothing_there"


def test_what_has_begun_is_left_alone(monkeypatch):
    visit, officer = wished(wishes=4, state=VisitState.PLANNED)
    taken(visit, officer)
    rows = list(Item.objects.filter(kind=ItemKind.VISIT).order_by("starts_at"))
    now = rows[0].starts_at + dt.timedelta(minutes=10)
    monkeypatch.setattr(timezone, "now", lambda: now)
    run = asking.ask_run(visit, seconds=1, keeps=False, by=officer)
    PlanRun.objects.filter(pk=run.pk).update(asked_at=now)
    running.do_run(run.pk)
    run.refresh_from_db()

    taking.take_over(run, by=officer)

    again = Item.objects.get(pk=rows[0].pk)
    assert (again.starts_at, again.cancelled_at) == (rows[0].starts_at, None)
    assert Item.objects.filter(cancelled_at__isnull=True, kind=ItemKind.VISIT).count() == 4
    new = Item.objects.exclude(pk=again.pk).filter(cancelled_at__isnull=True)
    assert all(item.starts_at >= now for item in new.filter(kind=ItemKind.VISIT))


def test_versions_remember_what_was_taken_over():
    visit, officer = wished()

    taken(visit, officer)

    assert len(ProgrammeVersion.objects.get(visit=visit).items) == 6
