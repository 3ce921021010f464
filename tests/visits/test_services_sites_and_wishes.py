"""Deeds on sites, wishes, days and interpreters: who may, what is refused, what is noted."""

import datetime as dt
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.journal.models import Entry
from pobratym.visits.models.wishes import Wish
from pobratym.visits.services import days, interpreters, sites, ways, wishes
from pobratym.visits.states import InterpreterNeed, VisitState
from tests.factories import InstitutionFactory, MunicipalityFactory, officer_of
from tests.visiting import (
    FIRST_DAY,
    HostFactory,
    InterpreterFactory,
    MemberFactory,
    SiteFactory,
    SubGroupFactory,
    VisitFactory,
    WishFactory,
)

pytestmark = pytest.mark.django_db

NAME = Wordings({"pl": "Szkoła"})
HOURS = {"since": dt.time(9), "until": dt.time(18), "start": None, "end": None}
LUNCH = {
    "kind": "lunch", "day": None, "since": dt.time(12), "until": dt.time(14), "minutes": 60,
    "site": None,
}  # fmt: skip


@pytest.fixture
def visit():
    return VisitFactory()


@pytest.fixture
def officer(visit):
    return officer_of(visit.host)


def refused(act, *args, **facts) -> str:
    with pytest.raises(DomainError) as refusal:
        act(*args, **facts)
    return refusal.value.code


def test_only_the_own_city_keeps_its_sites(visit):
    stranger = officer_of(MunicipalityFactory())
    site, host = SiteFactory(city=visit.host), HostFactory(city=visit.host)

    for act in (
        partial(sites.add_site, visit.host, name=NAME),
        partial(sites.edit_site, site, version=1, name=NAME),
        partial(sites.close_site, site, version=1),
        partial(sites.add_host, visit.host, name="N."),
        partial(sites.remove_host, host, version=1),
        partial(ways.import_ways, visit.host, b""),
        partial(ways.forget_ways, visit.host),
    ):
        assert refused(act, by=stranger) == "not_your_city"


def test_only_the_host_prepares_a_visit(visit):
    wish, speaks = WishFactory(visit=visit), InterpreterFactory(visit=visit)
    for person in (officer_of(visit.guests.first()), officer_of(MunicipalityFactory())):
        for act in (
            partial(wishes.add_wish, visit, site=wish.site, title=NAME),
            partial(wishes.edit_wish, wish, version=1, value=20),
            partial(wishes.withdraw_wish, wish, version=1, reason="–"),
            partial(wishes.restore_wish, wish, version=1),
            partial(interpreters.add_interpreter, visit, name="N.", pairs=[["pl", "uk"]]),
            partial(interpreters.remove_interpreter, speaks, version=1),
            partial(days.set_frame, visit, version=1, day=FIRST_DAY, **HOURS),
            partial(days.drop_frame, visit, version=1, day=FIRST_DAY),
            partial(days.add_pause, visit, version=1, **LUNCH),
        ):
            assert refused(act, by=person) == "not_your_city"


def test_nothing_changes_of_a_visit_that_is_over():
    visit = VisitFactory(state=VisitState.CANCELLED, cancelled_because="–")
    officer = officer_of(visit.host)
    wish = WishFactory(visit=visit)

    assert refused(wishes.edit_wish, wish, version=1, by=officer, value=20) == "over"
    assert refused(days.add_pause, visit, version=1, by=officer, **LUNCH) == "over"


def test_things_of_another_city_or_visit_are_not_taken(visit, officer):
    mine, other = WishFactory(visit=visit), VisitFactory()
    elsewhere = SiteFactory()
    for facts in (
        {"site": elsewhere},
        {"subgroups": [SubGroupFactory(visit=other)]},
        {"hosts": [HostFactory()]},
        {"after": [WishFactory(visit=other)]},
        {"interpreter": InterpreterFactory(visit=other)},
        {"wished_by": MemberFactory(visit=other)},
    ):
        assert refused(wishes.edit_wish, mine, version=1, by=officer, **facts) == "elsewhere"
    place = {**HOURS, "start": elsewhere}
    assert (
        refused(days.set_frame, visit, version=1, by=officer, day=FIRST_DAY, **place) == "elsewhere"
    )
    assert (
        refused(days.add_pause, visit, version=1, by=officer, **{**LUNCH, "site": elsewhere})
        == "elsewhere"
    )
    school = InstitutionFactory()
    assert (
        refused(sites.add_site, visit.host, by=officer, name=NAME, institution=school)
        == "elsewhere"
    )
    assert refused(sites.add_host, visit.host, by=officer, name="N.", site=elsewhere) == "elsewhere"


def test_a_site_that_is_shown_no_more_is_not_wished(visit, officer):
    site = SiteFactory(city=visit.host)
    sites.close_site(site, version=1, by=officer)
    site.refresh_from_db()

    assert refused(wishes.add_wish, visit, by=officer, site=site, title=NAME) == "closed"


def test_wishes_cannot_come_after_one_another_in_a_circle(visit, officer):
    first, second, third = (WishFactory(visit=visit) for _ in range(3))
    wishes.edit_wish(second, version=1, by=officer, after=[first])
    wishes.edit_wish(third, version=1, by=officer, after=[second])

    assert refused(wishes.edit_wish, first, version=1, by=officer, after=[third]) == "circle"
    assert refused(wishes.edit_wish, first, version=1, by=officer, after=[first]) == "circle"


def test_a_wish_of_no_minutes_or_of_forty_hours_is_refused(visit, officer):
    site = SiteFactory(city=visit.host)
    for least, most in ((0, 0), (5, 40 * 60), (60, 30)):
        with pytest.raises(ValidationError):
            wishes.add_wish(
                visit, by=officer, site=site, title=NAME, least_min=least, most_min=most
            )
    assert not Wish.objects.exists()


def test_one_language_is_not_interpreted(visit, officer):
    wish = WishFactory(visit=visit)
    same = {"interpreter_from": "pl", "interpreter_to": "pl"}

    assert refused(wishes.edit_wish, wish, version=1, by=officer, **same) == "same_language"
    wishes.edit_wish(wish, version=1, by=officer, interpreting=InterpreterNeed.NONE, **same)


def test_an_interpreter_without_languages_is_refused(visit, officer):
    for pairs in ([], [["pl", "pl"]]):
        told = {"name": "N.", "pairs": pairs}
        assert refused(interpreters.add_interpreter, visit, by=officer, **told) == "no_pair"


def test_two_who_change_one_wish_do_not_lose_an_edit(visit, officer):
    wish = WishFactory(visit=visit)
    wishes.edit_wish(wish, version=1, by=officer, value=20)

    with pytest.raises(StaleVersion):
        wishes.edit_wish(wish, version=1, by=officer, value=30)

    wish.refresh_from_db()
    assert (wish.value, wish.version) == (20, 2)


@pytest.mark.parametrize(
    ("first", "since", "until", "code"),
    [
        (dt.date(2030, 3, 31), dt.time(2, 30), dt.time(20), "no_such_hour"),
        (dt.date(2030, 10, 27), dt.time(2, 30), dt.time(20), "twice"),
        (dt.date(2030, 3, 30), dt.time(9), dt.time(2, 30), "no_such_hour"),
    ],
)
def test_a_day_neither_begins_nor_ends_in_an_hour_that_is_missing_or_double(
    first, since, until, code
):
    visit = VisitFactory(starts_on=first)
    hours = {**HOURS, "since": since, "until": until}
    officer = officer_of(visit.host)

    assert refused(days.set_frame, visit, version=1, by=officer, day=first, **hours) == code


def test_a_day_or_a_meal_beyond_the_visit_is_refused(visit, officer):
    later = visit.ends_on + dt.timedelta(days=1)
    both = {"version": 1, "by": officer, "day": later}

    assert refused(days.set_frame, visit, **both, **HOURS) == "outside"
    assert refused(days.add_pause, visit, **{**LUNCH, **both}) == "outside"


def test_an_unchanged_day_leaves_no_line(visit, officer):
    days.set_frame(visit, version=1, by=officer, day=FIRST_DAY, **HOURS)
    lines = Entry.objects.count()

    days.set_frame(visit, version=2, by=officer, day=FIRST_DAY, **HOURS)

    assert Entry.objects.count() == lines


def test_what_the_host_prepares_is_read_in_its_own_city_only(visit, officer):
    site = sites.add_site(visit.host, by=officer, name=NAME)
    wishes.add_wish(visit, by=officer, site=site, title=NAME)

    lines = Entry.objects.filter(what__in=["site.added", "visit.wish_added"])
    assert [(line.is_own, line.city) for line in lines] == [(True, visit.host.code)] * 2


def test_a_list_that_is_full_is_said_to_be_full(visit, officer, monkeypatch):
    site = SiteFactory(city=visit.host)
    monkeypatch.setattr(sites, "MOST_SITES", 1)
    monkeypatch.setattr(wishes, "MOST_WISHES", 0)

    assert refused(sites.add_site, visit.host, by=officer, name=NAME) == "too_many"
    assert refused(wishes.add_wish, visit, by=officer, site=site, title=NAME) == "too_many"


def test_ways_that_were_written_down_can_be_forgotten(visit, officer):
    for name in ("Hall", "School"):
        SiteFactory(city=visit.host, name=Wordings({"en": name}))
    ways.import_ways(visit.host, b"Hall;School;7\nSchool;Hall;8", by=officer)

    assert ways.forget_ways(visit.host, by=officer) == 2
    assert ways.forget_ways(visit.host, by=officer) == 0
