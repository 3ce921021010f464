"""Everybody's own programme."""

import datetime as dt

import pytest
from django.utils import timezone

from pobratym.programmes.models.calendars import Telling
from pobratym.programmes.queries.personal import items_for
from pobratym.visits.models.delegations import Member
from pobratym.visits.states import VisitState
from tests.scheduling import ItemFactory, planned_visit
from tests.visiting import HostFactory, InterpreterFactory, visit_with_delegation

pytestmark = pytest.mark.django_db


def titles(rows) -> list[str]:
    return [str(row.title) for row in rows]


def test_each_guest_sees_what_is_for_all_and_for_the_own_sub_group():
    visit = visit_with_delegation(state=VisitState.PLANNED)
    first, second = visit.subgroups.all()
    for_all = ItemFactory(visit=visit, starts=dt.time(8))
    own = ItemFactory(visit=visit, starts=dt.time(9), subgroups=[first])
    other = ItemFactory(visit=visit, starts=dt.time(9), subgroups=[second])

    told = {
        member.subgroup: titles(items_for(member)) for member in Member.objects.filter(visit=visit)
    }

    assert told[first] == [str(for_all.title), str(own.title)]
    assert told[second] == [str(for_all.title), str(other.title)]
    assert titles(items_for(first)) == told[first]
    assert len(items_for(visit)) == 3


def test_a_guest_without_sub_group_sees_what_is_for_all():
    visit = visit_with_delegation(members=1, state=VisitState.PLANNED)
    ItemFactory(visit=visit, subgroups=[visit.subgroups.first()])
    for_all = ItemFactory(visit=visit)
    Member.objects.update(subgroup=None)

    assert titles(items_for(Member.objects.get())) == [str(for_all.title)]


def test_hosts_and_interpreters_see_their_own():
    visit = visit_with_delegation(state=VisitState.PLANNED)
    host, interpreter = HostFactory(city=visit.host), InterpreterFactory(visit=visit)
    received = ItemFactory(visit=visit, hosts=[host])
    interpreted = ItemFactory(visit=visit, interpreter=interpreter)
    elsewhere = ItemFactory(hosts=[host])

    assert sorted(titles(items_for(host))) == sorted([str(received.title), str(elsewhere.title)])
    assert titles(items_for(host, visit=visit)) == [str(received.title)]
    assert titles(items_for(interpreter)) == [str(interpreted.title)]
    assert [person.name for person in items_for(host, visit=visit)[0].hosts] == [host.name]


def test_a_draft_is_shown_on_the_desk_alone():
    visit = visit_with_delegation(state=VisitState.CONFIRMED)
    ItemFactory(visit=visit)

    assert items_for(visit) == []
    assert len(items_for(visit, drafts=True)) == 1


def test_a_visit_that_is_cancelled_cancels_every_item_that_was_told_of():
    visit = planned_visit(state=VisitState.CANCELLED, cancelled_because="Alarm")
    assert items_for(visit) == []
    Telling.objects.create(visit=visit, changed_at=timezone.now())

    assert [row.is_cancelled for row in items_for(visit)] == [True] * 3


def test_a_row_tells_where_and_when():
    item = ItemFactory(starts=dt.time(23, 30))

    (row,) = items_for(item.visit)

    assert (row.starts, row.ends) == (dt.time(23, 30), dt.time(0, 30))
    assert (row.zone, row.guest_zone) == ("Europe/Warsaw", "Europe/Kyiv")
    assert row.starts_at == dt.datetime(2030, 5, 20, 21, 30, tzinfo=dt.UTC)
    assert row.place.name == item.site.name
    assert row.place.address == item.site.address


def test_a_programme_costs_three_statements(cost):
    visit = planned_visit(items=1)
    one = cost(lambda: items_for(visit))
    for hour in range(8, 20):
        ItemFactory(
            visit=visit, starts=dt.time(hour), subgroups=visit.subgroups.all(),
            hosts=[HostFactory(city=visit.host)],
        )  # fmt: skip

    assert len(cost(lambda: items_for(visit))) == len(one) == 3
