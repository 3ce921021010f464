import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from pobratym.directory.models.employment import mandate_of
from pobratym.partnerships import queries
from pobratym.partnerships.states import Stage
from tests.factories import (
    ContactFactory,
    EmploymentFactory,
    EventFactory,
    MunicipalityFactory,
    PartnershipFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 23)
WITHDRAWN = {"withdrawn_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "withdrawn_because": "!"}


def days_ago(days):
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def city():
    return MunicipalityFactory()


@pytest.fixture
def officer(city):
    return officer_of(city)


@pytest.fixture
def active(city):
    return lambda **given: PartnershipFactory(
        cities=[city, MunicipalityFactory(country="UA")], stage=Stage.ACTIVE, **given
    )


def test_the_timeline_divides_what_was_from_what_comes(active, officer):
    partnership = active()
    made = {ago: EventFactory(partnership=partnership, on=days_ago(ago)) for ago in (9, 0, -1, -30)}
    EventFactory(partnership=partnership, **WITHDRAWN)
    EventFactory()

    timeline = queries.timeline_of(partnership, officer, TODAY)

    assert timeline.past == [made[9], made[0]]
    assert timeline.coming == [made[-1], made[-30]]


@pytest.mark.parametrize(
    ("on", "precision", "ahead"),
    [
        (dt.date(2026, 11, 1), "month", True),
        (dt.date(2026, 1, 1), "year", True),
        (dt.date(2026, 10, 31), "month", False),
        (dt.date(2025, 12, 31), "year", False),
        (dt.date(2026, 12, 1), "month", True),
    ],
)
def test_a_plan_for_this_month_or_year_lies_ahead_until_it_is_over(
    active, officer, on, precision, ahead
):
    partnership = active(started_on=dt.date(2020, 1, 1))
    event = EventFactory(partnership=partnership, on=on, precision=precision)

    timeline = queries.timeline_of(partnership, officer, TODAY)

    assert (timeline.past, timeline.coming) == (([], [event]) if ahead else ([event], []))
    assert queries.is_dormant(partnership, TODAY) is ahead


def test_a_month_that_ends_today_is_over(active, officer):
    event = EventFactory(partnership=active(), on=dt.date(2026, 11, 1), precision="month")

    assert queries.timeline_of(event.partnership, officer, dt.date(2026, 11, 30)).past == [event]


def test_silence_is_counted_from_the_last_day_that_can_be_meant(active):
    partnership = active(started_on=dt.date(2020, 1, 1))
    EventFactory(partnership=partnership, on=dt.date(2025, 11, 1), precision="month")
    EventFactory(partnership=partnership, on=dt.date(2025, 11, 20))

    assert queries.last_signs_of_life([partnership], TODAY) == {
        partnership.pk: dt.date(2025, 11, 30)
    }
    assert not queries.is_dormant(partnership, TODAY)


def test_a_resident_does_not_see_what_is_kept_to_the_parties(active, officer):
    partnership = active(is_public=True)
    shown = EventFactory(partnership=partnership)
    kept = EventFactory(partnership=partnership, is_public=False)

    assert queries.timeline_of(partnership, AnonymousUser(), TODAY).past == [shown]
    assert queries.timeline_of(partnership, officer, TODAY).past == [shown, kept]


@pytest.mark.parametrize(
    ("ago", "dormant"), [(None, True), (400, True), (300, False), (0, False), (-5, True)]
)
def test_a_partnership_without_events_for_a_year_is_dormant(active, ago, dormant):
    partnership = active(started_on=dt.date(2024, 10, 7))
    if ago is not None:
        EventFactory(partnership=partnership, on=days_ago(ago))

    assert queries.is_dormant(partnership, TODAY) is dormant


def test_a_young_partnership_is_not_dormant(active):
    assert not queries.is_dormant(active(started_on=days_ago(20)), TODAY)


def test_a_withdrawn_event_is_no_sign_of_life(active):
    partnership = active()
    EventFactory(partnership=partnership, on=days_ago(1), **WITHDRAWN)

    assert queries.is_dormant(partnership, TODAY)


def test_the_setting_says_how_long_silence_may_last(active, settings):
    partnership = active()
    EventFactory(partnership=partnership, on=days_ago(100))

    settings.DORMANT_AFTER_MONTHS = 3

    assert queries.is_dormant(partnership, TODAY)


def test_next_steps_of_the_city_come_by_their_day(active, officer, city):
    partnership = active()
    step = {"partnership": partnership, "next_step": "Odpisać", "owner": officer_of(city)}
    late, soon = (ContactFactory(**step, due_on=days_ago(ago)) for ago in (5, -5))
    ContactFactory(**step, due_on=days_ago(9), done_on=days_ago(8))
    ContactFactory(partnership=partnership)
    partner = partnership.parties.last().municipality
    ContactFactory(**step, due_on=days_ago(1), city=partner, is_shared=True)
    ContactFactory(**{**step, "partnership": active(**WITHDRAWN)}, due_on=days_ago(2))

    found = queries.next_steps_of(officer)
    assert [step.public_id for step in found] == [late.public_id, soon.public_id]
    assert queries.next_steps_of(AnonymousUser()) == []


def test_the_readers_own_steps_come_before_earlier_ones_of_others(active, officer, city):
    partnership = active()
    step = {"partnership": partnership, "next_step": "Odpisać"}
    others = ContactFactory(**step, owner=officer_of(city), due_on=days_ago(9))
    own = ContactFactory(**step, owner=officer, due_on=days_ago(-9))

    found = queries.next_steps_of(officer)

    assert [(one.public_id, one.is_mine) for one in found] == [
        (own.public_id, True),
        (others.public_id, False),
    ]
    assert found[0] == queries.Step(
        public_id=own.public_id,
        of=partnership.public_id,
        text="Odpisać",
        due_on=days_ago(-9),
        owner=officer.name,
        is_mine=True,
        may_change=True,
        is_sample=False,
        partnership=partnership.title,
    )


def test_next_steps_cost_one_statement_with_all_they_show(active, officer, cost):
    for _ in range(3):
        ContactFactory(partnership=active(), next_step="Odpisać", owner=officer, due_on=days_ago(1))

    def show():
        return [(step.partnership, step.owner) for step in queries.next_steps_of(officer)]

    mandate_of(officer)
    assert len(cost(show)) == 1


def test_the_contact_log_comes_newest_first(active, officer):
    partnership = active()
    older, newer = (ContactFactory(partnership=partnership, on=days_ago(ago)) for ago in (9, 2))

    assert list(queries.contacts_of(partnership, officer)) == [newer, older]


def test_a_person_acts_for_the_parties_among_the_own_cities_in_their_order(officer, city):
    second, elsewhere = MunicipalityFactory.create_batch(2)
    for own in (second, elsewhere, city):
        EmploymentFactory(user=officer, municipality=own, since=dt.date(2025, 2, 2))
    partnership = PartnershipFactory(cities=[second, MunicipalityFactory(), city])
    PartnershipFactory(cities=[city, second])

    assert queries.acting_cities(officer, partnership) == [second, city]
    assert queries.acting_cities(officer) == [city, second, elsewhere]


def test_colleagues_are_those_who_write_today(city, officer):
    EmploymentFactory(user=officer, municipality=city, since=dt.date(2025, 2, 2))
    anna = officer_of(city, name="Anna")
    left = officer_of(city, name="Barbara")
    left.employments.update(until=dt.date(2025, 1, 1))

    assert dict.fromkeys(queries.colleagues_of(city)) == {anna.pk: None, officer.pk: None}


def test_a_partnership_that_is_there_is_found_before_it_is_entered_twice(active, officer, city):
    partnership = active()
    partner = partnership.parties.last().municipality
    PartnershipFactory(cities=[city, partner], stage=Stage.ENDED)
    PartnershipFactory(cities=[partner, city])

    assert queries.shared_already(city, partner, officer) == [partnership]


@pytest.mark.parametrize("around", [{"kind": "law"}, {"kind": "other"}, {"is_sample": True}])
def test_what_stands_in_the_background_is_no_sign_of_life(active, around):
    partnership = active()
    EventFactory(partnership=partnership, on=days_ago(1), **around)

    assert queries.is_dormant(partnership, TODAY)
