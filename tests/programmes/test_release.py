"""What somebody may know of a visit: one story in Python and in SQL."""

import datetime as dt
from decimal import Decimal
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from pobratym.programmes.models.release import ItemRelease
from pobratym.programmes.release import (
    PUBLIC,
    Audience,
    audience_of,
    items_known,
    known,
    knows,
    knows_programme,
    public_visits,
)
from pobratym.programmes.states import ItemKind
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import Embargo, VisitState
from tests.factories import PartnershipFactory, officer_of
from tests.programmes.making import WARSAW, make_item, make_public_visit
from tests.visiting import FIRST_DAY, SiteFactory, VisitFactory, officers_of

pytestmark = pytest.mark.django_db

LAST_DAY = FIRST_DAY + dt.timedelta(days=2)
LONG_AFTER = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)


def midnight(day: dt.date, zone: str = "Europe/Warsaw") -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), ZoneInfo(zone))


def seen(visit, audience=PUBLIC, now=LONG_AFTER):
    return known(items_known(visit, audience), visit, audience, now)


@pytest.mark.parametrize(
    ("embargo", "moment"),
    [
        (Embargo.UNTIL_START, midnight(FIRST_DAY)),
        (Embargo.UNTIL_END, midnight(LAST_DAY + dt.timedelta(days=1))),
    ],
)
@pytest.mark.parametrize("zone", ["Europe/Warsaw", "Europe/Kyiv", "America/New_York"])
def test_the_embargo_ends_at_midnight_where_the_visit_is(embargo, moment, zone):
    visit = make_public_visit(embargo=embargo, zone=zone)
    moment = moment.replace(tzinfo=ZoneInfo(zone))
    before = moment - dt.timedelta(seconds=1)
    assert not knows(visit, PUBLIC, before)
    assert knows(visit, PUBLIC, moment)
    assert not public_visits(before).exists()
    assert public_visits(moment).get() == visit


def test_python_and_sql_tell_the_same_story():
    now = midnight(LAST_DAY) + dt.timedelta(hours=12)
    open_one, own_one = (PartnershipFactory(stage="active", is_public=p) for p in (True, False))
    days = (FIRST_DAY, LAST_DAY + dt.timedelta(days=1), FIRST_DAY - dt.timedelta(days=9))
    for embargo, state, starts in product(Embargo, VisitState, days):
        for partnership, is_public in ((open_one, True), (open_one, False), (own_one, True)):
            VisitFactory(
                partnership=partnership, is_public=is_public, embargo=embargo, state=state,
                starts_on=starts, cancelled_because="Blackout",
            )  # fmt: skip
    told = {visit.pk for visit in Visit.objects.all() if knows(visit, PUBLIC, now)}
    assert told == set(public_visits(now).values_list("pk", flat=True))
    assert told


def test_a_zone_nobody_knows_ends_its_embargo_last():
    visit = make_public_visit(zone="Nowhere/Land")
    moment = midnight(LAST_DAY + dt.timedelta(days=1), "Etc/GMT+12")
    assert not knows(visit, PUBLIC, moment - dt.timedelta(seconds=1))
    assert not public_visits(moment - dt.timedelta(seconds=1)).exists()
    assert knows(visit, PUBLIC, moment)
    assert public_visits(moment).exists()


def test_what_is_closed_stays_closed():
    visit = make_public_visit(embargo=Embargo.CLOSED)
    make_item(visit)
    assert not knows(visit, PUBLIC, LONG_AFTER)
    assert seen(visit) == []
    assert not public_visits(LONG_AFTER).exists()


def test_a_withdrawn_partnership_takes_its_visits_along():
    visit = make_public_visit()
    visit.partnership.withdrawn_at = timezone.now()
    visit.partnership.withdrawn_because = "Entered by mistake"
    visit.partnership.save()
    assert not knows(visit, PUBLIC, LONG_AFTER)
    assert not public_visits(LONG_AFTER).exists()


def test_the_public_reads_what_is_over_and_nothing_of_those_who_took_part():
    visit = make_public_visit()
    item = make_item(visit, note="Wejście od podwórza")
    (one,) = seen(visit)
    assert one.title == item.title
    assert one.place == item.site.name
    assert one.note == {}
    assert one.is_public


def test_an_item_past_midnight_waits_for_its_own_end():
    visit = make_public_visit()
    make_item(visit, day=LAST_DAY, starts=dt.time(22), ends=dt.time(1))
    over = midnight(LAST_DAY + dt.timedelta(days=1))
    assert knows(visit, PUBLIC, over)
    assert seen(visit, now=over) == []
    assert len(seen(visit, now=over + dt.timedelta(hours=1))) == 1


@pytest.mark.parametrize(
    "item",
    [{"cancelled_at": dt.datetime(2030, 5, 19, tzinfo=dt.UTC)}, {"kind": ItemKind.REST},
     {"kind": ItemKind.TRAVEL}],
)  # fmt: skip
def test_the_public_hears_of_no_cancelled_item_no_rest_and_no_journey(item):
    visit = make_public_visit()
    made = make_item(visit, **item)
    assert seen(visit) == []
    assert known([made], visit, PUBLIC, LONG_AFTER) == []
    assert len(seen(visit, Audience.TAKING_PART)) == 1


def test_where_guests_sleep_is_not_told():
    visit = make_public_visit()
    make_item(visit, site=SiteFactory(city=visit.host, is_lodging=True))
    (one,) = seen(visit)
    assert (one.place, one.address, one.latitude) == ({}, "", None)


def test_a_critical_place_is_told_only_after_two_people_agreed_and_without_its_place():
    visit = make_public_visit()
    site = SiteFactory(
        city=visit.host, is_critical=True, latitude=Decimal("53.08"), longitude=Decimal("21.57")
    )
    item = make_item(visit, site=site)
    assert seen(visit) == []
    first, second = officer_of(visit.host), officer_of(visit.host)
    release = ItemRelease.objects.create(item=item, asked_by=first, asked_at=timezone.now())
    assert seen(visit) == []
    release.agreed_by, release.agreed_at = second, timezone.now()
    release.save()
    (one,) = seen(visit)
    assert one.title == item.title
    assert (one.place, one.address, one.latitude, one.longitude) == ({}, "", None, None)
    (own,) = seen(visit, Audience.TAKING_PART)
    assert own.place == site.name
    assert not own.is_public


@pytest.mark.parametrize("state", VisitState)
def test_drafts_are_the_hosts_own(state):
    visit = make_public_visit(state=state, cancelled_because="Blackout", embargo=Embargo.NONE)
    make_item(visit)
    told = state in {
        VisitState.PLANNED, VisitState.RUNNING, VisitState.DONE, VisitState.REPORTED
    }  # fmt: skip
    assert len(seen(visit, Audience.HOST)) == 1
    for audience in (Audience.GUESTS, Audience.TAKING_PART, PUBLIC):
        assert len(seen(visit, audience)) == told
        assert knows_programme(visit, audience, LONG_AFTER) == told


def test_each_reader_stands_where_they_belong():
    visit = make_public_visit()
    host, guest = officers_of(visit)
    assert audience_of(host, visit) == Audience.HOST
    assert audience_of(guest, visit) == Audience.GUESTS
    assert audience_of(officer_of(PartnershipFactory().opened_by), visit) == PUBLIC
    assert audience_of(AnonymousUser(), visit) == PUBLIC


def test_an_idea_is_known_to_the_host_only():
    visit = make_public_visit(state=VisitState.IDEA)
    _host, guest = officers_of(visit)
    assert audience_of(guest, visit) == PUBLIC
    assert not knows(visit, Audience.GUESTS, LONG_AFTER)


def test_a_programme_of_any_length_costs_one_statement(cost):
    visit = make_public_visit()
    make_item(visit)
    one = cost(lambda: seen(visit))
    for _ in range(5):
        make_item(visit)
    assert len(cost(lambda: seen(visit))) == len(one) == 1


def test_hours_are_the_visits_own():
    visit = make_public_visit()
    item = make_item(visit, starts=dt.time(9))
    assert item.starts_at.astimezone(WARSAW).time() == dt.time(9)
