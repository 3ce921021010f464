"""What the report on a visit says, and what it never says."""

import datetime as dt

import pytest
from django.utils import timezone

from pobratym.outcomes.models.minutes import Decision, Minute
from pobratym.outcomes.models.promises import Promise
from pobratym.outcomes.queries.report import report_of
from pobratym.programmes.models.items import Item
from pobratym.programmes.models.release import ItemRelease
from tests.factories import officer_of
from tests.visiting import MemberFactory, SiteFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2030, 5, 20, 10, tzinfo=dt.UTC)


def item(after, **facts):
    given = {
        "title": {"pl": "Szkoła"}, "day": after.visit.starts_on, "starts": dt.time(12),
        "ends": dt.time(13), "starts_at": NOON, "ends_at": NOON + dt.timedelta(hours=1), **facts,
    }  # fmt: skip
    return Item.objects.create(visit=after.visit, **given)


def test_nothing_confidential_is_in_it(after):
    common = {"visit": after.visit, "city": after.host, "is_confidential": True}
    day = timezone.localdate()
    Minute.objects.create(**common, on=day, text={"pl": "Tajne"})
    Decision.objects.create(**common, on=day, text={"pl": "Tajne"})
    Promise.objects.create(**common, due_on=day, what={"pl": "Tajne"}, responsible="x")

    report = report_of(after.visit)

    assert (report.talks, report.promises) == ((), ())


def test_a_critical_place_is_left_out_until_two_people_release_it_and_then_has_no_name(after):
    plant = SiteFactory(city=after.host, is_critical=True, name={"pl": "Ciepłownia"})
    school = SiteFactory(city=after.host, name={"pl": "Szkoła nr 10"})
    hidden = item(after, site=plant, title={"pl": "Energia"})
    item(after, site=school)
    item(after, title={"pl": "Odwołane"}, cancelled_at=timezone.now())

    report = report_of(after.visit)
    assert [str(stop.place) for stop in report.stops] == ["Szkoła nr 10"]
    assert report.withheld == 1

    ItemRelease.objects.create(
        item=hidden, asked_by=after.host_officer, asked_at=timezone.now(),
        agreed_by=officer_of(after.host), agreed_at=timezone.now(),
    )  # fmt: skip
    report = report_of(after.visit)
    assert [(str(stop.title), str(stop.place)) for stop in report.stops] == [
        ("Energia", ""),
        ("Szkoła", "Szkoła nr 10"),
    ]
    assert report.withheld == 0


def test_who_was_not_there_is_not_named(after):
    MemberFactory(visit=after.visit, attended=False)
    MemberFactory(visit=after.visit, left_at=timezone.now())

    report = report_of(after.visit)

    assert [guest.name_latin for guest in report.guests] == [after.member.name_latin]


def test_it_costs_the_same_however_much_there_is(after, cost):
    report_of(after.visit, after.host_officer)  # the host is read once
    few = len(cost(lambda: report_of(after.visit, after.host_officer)))
    for _ in range(4):
        item(after)
        MemberFactory(visit=after.visit)

    assert len(cost(lambda: report_of(after.visit, after.host_officer))) == few <= 18
