"""Duties that rooms above say they keep."""

import datetime as dt

import pytest
from django.utils import timezone

from pobratym.directory.duties import duties, duty_named, has_open_duties, open_duties
from tests.factories import ContactFactory, MunicipalityFactory, PartnershipFactory, officer_of

pytestmark = pytest.mark.django_db


def test_rooms_say_what_people_have_promised():
    assert [duty.name for duty in duties()] == [
        "agreements.comment",
        "agreements.line",
        "agreements.text",
        "allowances.gift",
        "links.activity",
        "links.proposal",
        "outcomes.promise",
        "partnerships.next_step",
        "partnerships.proposal",
        "routes.step",
        "visits.visit",
    ]
    assert duty_named("partnerships.next_step") is duties()[7]
    assert duty_named("visits.bus") is None


def test_what_is_open_is_listed_with_the_most_urgent_first(cost):
    city, today = MunicipalityFactory(), timezone.localdate()
    officer = officer_of(city)
    partnership = PartnershipFactory(cities=[city, MunicipalityFactory()])
    for days, step in ((9, "Później"), (1, "Wcześniej")):
        ContactFactory(
            partnership=partnership,
            city=city,
            owner=officer,
            next_step=step,
            due_on=today + dt.timedelta(days=days),
        )

    [found] = open_duties(officer.pk, city.pk)

    assert [line.what for line in found.lines] == ["Wcześniej", "Później"]
    assert has_open_duties(officer.pk, city.pk)
    assert not has_open_duties(officer.pk, MunicipalityFactory().pk)
    assert len(cost(lambda: open_duties(officer.pk, city.pk))) == len(duties())
