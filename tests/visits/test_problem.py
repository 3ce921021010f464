"""From a visit to what the planner is given."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.models.wishes import DayFrame, Pause
from pobratym.visits.planning.problem import Manner, Need, Stop, Window
from pobratym.visits.planning.problem import Wish as Planned
from pobratym.visits.queries.keys import (
    ANYWHERE,
    EVERYBODY,
    break_key,
    day_key,
    read_break_key,
    row_of,
)
from pobratym.visits.queries.problem import problem_of
from pobratym.visits.states import Direction, InterpreterNeed
from tests.visiting import (
    FIRST_DAY,
    HostFactory,
    InterpreterFactory,
    MemberFactory,
    SiteFactory,
    SubGroupFactory,
    VisitFactory,
    WishFactory,
    visit_with_delegation,
)

pytestmark = pytest.mark.django_db
DAY = 24 * 60


def only_wish(visit) -> Planned:
    [wish] = problem_of(visit).wishes
    return wish


def test_a_wish_is_told_with_all_that_it_asks_for():
    visit = visit_with_delegation(members=2)
    site = SiteFactory(city=visit.host, capacity=20, opening=[[2, "08:00", "12:00"]])
    host, interpreter = HostFactory(city=visit.host), InterpreterFactory(visit=visit)
    before = WishFactory(visit=visit, site=site)
    wish = WishFactory(
        visit=visit, site=site, need=Need.MUST, value=20, topic="schools", manner=Manner.EACH,
        interpreter=interpreter, rank=3,
    )  # fmt: skip
    wish.hosts.add(host)
    wish.after.add(before)
    first, second = visit.subgroups.all()

    assert problem_of(visit).wishes[1] == Planned(
        key=str(wish.pk), place=str(site.pk), need=Need.MUST, value=2.0, least=45, most=60,
        windows=(Window(DAY + 480, DAY + 720),), groups=(str(first.pk), str(second.pk)),
        manner=Manner.EACH, topic="schools", capacity=20, hosts=frozenset({str(host.pk)}),
        languages=frozenset({"pl", "uk"}), after=frozenset({str(before.pk)}),
        helper=str(interpreter.pk), rank=39_997,
    )  # fmt: skip


def test_a_site_without_opening_times_is_open_but_on_its_closed_days():
    visit = VisitFactory()
    WishFactory(visit=visit, site__closed_days=["2030-05-21"])

    assert only_wish(visit).windows == (Window(0, DAY), Window(2 * DAY, 3 * DAY))


def test_a_site_that_is_closed_all_week_has_no_time():
    visit = VisitFactory()
    WishFactory(visit=visit, site__opening=[[7, "10:00", "14:00"]])

    assert only_wish(visit).windows == ()


def test_a_site_that_is_shown_no_more_has_no_time():
    visit = VisitFactory()
    WishFactory(visit=visit, site__closed_at=timezone.now())

    assert only_wish(visit).windows == ()


def test_wished_times_count_only_while_the_site_is_open():
    visit = VisitFactory()
    WishFactory(
        visit=visit,
        site__opening=[[1, "08:00", "10:00"], [1, "10:00", "15:00"]],
        windows=[["2030-05-20", "09:00", "18:00"], ["2030-05-21", "09:00", "12:00"]],
    )

    assert only_wish(visit).windows == (Window(540, 900),)


def test_a_fixed_hour_goes_before_the_opening_times():
    visit = VisitFactory()
    WishFactory(
        visit=visit, fixed_on=FIRST_DAY, fixed_at=dt.time(17), site__opening=[[1, "08:00", "16:00"]]
    )

    assert only_wish(visit).start == 1020
    assert only_wish(visit).windows == (Window(480, 960), Window(1020, 1080))


def test_a_clock_change_inside_the_visit_moves_what_comes_after_it():
    visit = VisitFactory(starts_on=dt.date(2030, 3, 30), ends_on=dt.date(2030, 3, 31))
    WishFactory(visit=visit, site__opening=[[6, "09:00", "10:00"], [7, "09:00", "10:00"]])

    assert only_wish(visit).windows == (Window(540, 600), Window(DAY + 480, DAY + 540))


def test_what_was_taken_back_is_not_planned():
    visit = VisitFactory()
    WishFactory(visit=visit, withdrawn_at=timezone.now())

    assert problem_of(visit).wishes == ()


def test_who_needs_no_interpreter_asks_for_none():
    visit = VisitFactory()
    WishFactory(visit=visit, interpreting=InterpreterNeed.NONE)

    assert only_wish(visit).languages is None


def test_without_sub_groups_everybody_is_one_group():
    visit = VisitFactory()
    first = MemberFactory(visit=visit, protocol_rank=1, interests=["schools"])
    second = MemberFactory(visit=visit, interests=["schools", "health"])
    MemberFactory(visit=visit, left_at=timezone.now())

    [group] = problem_of(visit).groups

    assert (group.key, group.people) == (EVERYBODY, frozenset({str(first.pk), str(second.pk)}))
    assert group.rank == 39_999
    assert group.interest == {"health": 0.5, "schools": 1.0}


def test_a_sub_group_has_its_own_people():
    visit = visit_with_delegation(members=4)

    assert [len(group.people) for group in problem_of(visit).groups] == [2, 2]


def test_a_day_of_a_sub_group_goes_before_that_of_all():
    visit = VisitFactory(ends_on=FIRST_DAY)
    first, second = SubGroupFactory(visit=visit, place=0), SubGroupFactory(visit=visit, place=1)
    hotel = SiteFactory(city=visit.host, is_lodging=True)
    DayFrame.objects.create(visit=visit, day=FIRST_DAY, since=dt.time(9), until=dt.time(18))
    DayFrame.objects.create(
        visit=visit, day=FIRST_DAY, subgroup=second, since=dt.time(10), until=dt.time(1),
        start=hotel, end=hotel,
    )  # fmt: skip

    days = {day.group: day for day in problem_of(visit).days}

    assert days[str(first.pk)].window == Window(540, 1080)
    assert days[str(first.pk)].start == ANYWHERE
    assert days[str(second.pk)].window == Window(600, 1500)
    assert days[str(second.pk)].end == str(hotel.pk)


def test_a_long_evening_ends_where_the_next_day_begins():
    visit = VisitFactory(ends_on=FIRST_DAY + dt.timedelta(days=1))
    DayFrame.objects.create(visit=visit, day=FIRST_DAY, since=dt.time(10), until=dt.time(9, 30))

    assert [day.window for day in problem_of(visit).days] == [
        Window(600, DAY + 480),
        Window(DAY + 480, DAY + 1200),
    ]


def a_leg(visit, direction, on, at, zone="Europe/Kyiv", **facts):
    return TravelLeg.objects.create(
        visit=visit, direction=direction, origin="A", target="B", departs_on=on, departs_at=at,
        zone=zone, minutes=300, reserve_min=120, **facts,
    )  # fmt: skip


def test_the_journey_and_the_border_shorten_the_days():
    visit = VisitFactory()
    last = visit.ends_on
    a_leg(visit, Direction.THERE, FIRST_DAY, dt.time(6))
    a_leg(visit, Direction.BACK, last, dt.time(14), zone="Europe/Warsaw")

    assert [day.window for day in problem_of(visit).days] == [
        Window(12 * 60, 20 * 60),
        Window(DAY + 480, DAY + 1200),
        Window(2 * DAY + 480, 2 * DAY + 840),
    ]


def test_only_those_who_travel_are_there_later():
    visit = visit_with_delegation(members=2)
    first, second = problem_of(visit).groups
    leg = a_leg(visit, Direction.THERE, FIRST_DAY, dt.time(20))
    leg.members.add(*[int(key) for key in first.people])

    dates = [(day.group, day.key) for day in problem_of(visit).days]

    assert (first.key, day_key(FIRST_DAY)) not in dates
    assert (second.key, day_key(FIRST_DAY)) in dates


def test_a_meal_comes_every_day_to_those_who_are_there_for_it():
    visit = VisitFactory()
    meal = Pause.objects.create(visit=visit, since=dt.time(12), until=dt.time(14), minutes=45)
    a_leg(visit, Direction.THERE, FIRST_DAY, dt.time(8))
    second, third = (FIRST_DAY + dt.timedelta(days=n) for n in (1, 2))

    breaks = problem_of(visit).breaks

    assert [one.key for one in breaks] == [break_key(meal.pk, second), break_key(meal.pk, third)]
    assert breaks[0].window == Window(DAY + 720, DAY + 840)
    assert breaks[0].groups == {EVERYBODY}
    assert read_break_key(breaks[1].key) == (meal.pk, third)


def test_an_interpreter_works_when_available():
    visit = VisitFactory()
    InterpreterFactory(visit=visit, available=[["2030-05-21", "08:00", "16:00"]], run_min=90)
    InterpreterFactory(visit=visit, pairs=[["pl", "en"]])

    some, all_the_time = problem_of(visit).helpers

    assert some.windows == (Window(DAY + 480, DAY + 960),)
    assert (some.run, some.rest, some.day) == (90, 15, 420)
    assert all_the_time.windows[0].end > 3 * DAY
    assert all_the_time.pairs == {frozenset({"pl", "en"})}


def test_what_is_locked_stays_and_what_is_gone_is_forgotten():
    visit = VisitFactory()
    wish = WishFactory(visit=visit)
    elsewhere = SiteFactory(city=visit.host)
    here = Stop(str(wish.pk), frozenset({EVERYBODY}), 600, 660, str(elsewhere.pk))
    gone = Stop("999999", frozenset({EVERYBODY}), 700, 760, str(wish.site_id))

    problem = problem_of(visit, locked=[here], before=[gone])

    assert [(stop.key, stop.locked) for stop in problem.locked] == [(str(wish.pk), True)]
    assert problem.before == ()
    assert str(elsewhere.pk) in problem.places


def test_the_ways_are_told_in_the_order_of_places():
    visit = VisitFactory(buffer_min=10)
    near = {"latitude": Decimal("53.0842"), "longitude": Decimal("21.5749")}
    WishFactory(visit=visit, site=SiteFactory(city=visit.host, **near))
    WishFactory(visit=visit, site=SiteFactory(city=visit.host, **near))
    WishFactory(visit=visit)

    problem = problem_of(visit)

    assert problem.places[0] == ANYWHERE
    assert problem.travel == ((0, 0, 0, 0), (0, 0, 10, -1), (0, 10, 0, -1), (0, -1, -1, 0))


def test_keys_lead_back_to_rows():
    assert (row_of("7"), row_of(EVERYBODY), row_of(ANYWHERE)) == (7, None, None)
    assert read_break_key("7") is None


def test_a_problem_costs_the_same_for_one_wish_and_for_many(cost):
    def grown(wishes):
        visit = visit_with_delegation(members=wishes, subgroups=2)
        for _ in range(wishes):
            wish = WishFactory(visit=visit)
            wish.hosts.add(HostFactory(city=visit.host))
            wish.subgroups.add(visit.subgroups.first())
        InterpreterFactory(visit=visit)
        a_leg(visit, Direction.THERE, FIRST_DAY, dt.time(6))
        return visit

    few, many = grown(1), grown(9)

    assert len(cost(lambda: problem_of(few))) == len(cost(lambda: problem_of(many))) == 13
