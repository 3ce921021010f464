"""Items are put in, moved, locked, cancelled; each deed leaves a version."""

import datetime as dt

import pytest

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.programmes.models.items import Item, ProgrammeVersion
from pobratym.programmes.services import items
from pobratym.programmes.services.items import About
from pobratym.programmes.services.placing import Hours
from pobratym.programmes.states import Change, ItemKind
from pobratym.visits.states import VisitState
from tests.factories import MunicipalityFactory
from tests.scheduling import ItemFactory
from tests.visiting import (
    FIRST_DAY,
    HostFactory,
    InterpreterFactory,
    SiteFactory,
    SubGroupFactory,
    VisitFactory,
    officers_of,
    visit_with_delegation,
)

pytestmark = pytest.mark.django_db

NINE, TEN = dt.time(9), dt.time(10)
SCHOOL = Wordings({"pl": "Szkoła", "uk": "Школа"})


def refusal(deed) -> str:
    with pytest.raises(DomainError) as caught:
        deed()
    return caught.value.code


def hours(starts=NINE, ends=TEN, day=FIRST_DAY, fold=0) -> Hours:
    return Hours(day, starts, ends, fold=fold)


def test_something_is_put_in_by_hand():
    visit = visit_with_delegation()
    officer, _guest = officers_of(visit)
    group = visit.subgroups.first()
    host, interpreter = HostFactory(city=visit.host), InterpreterFactory(visit=visit)
    site = SiteFactory(city=visit.host)

    about = About(
        SCHOOL,
        site=site,
        subgroups=[group.pk],
        hosts=[host.pk],
        interpreter=interpreter.pk,
    )
    item = items.add(visit, about, hours(), by=officer)

    item.refresh_from_db()
    assert (item.title, item.site, item.kind) == (SCHOOL, site, ItemKind.VISIT)
    assert item.starts_at == dt.datetime(2030, 5, 20, 7, tzinfo=dt.UTC)
    assert item.ends_at == dt.datetime(2030, 5, 20, 8, tzinfo=dt.UTC)
    assert [*item.subgroups.all()] == [group]
    assert [*item.hosts.all()] == [host]
    assert item.interpreter == interpreter
    version = ProgrammeVersion.objects.get(visit=visit)
    assert (version.number, version.change, version.title) == (1, Change.ADDED, SCHOOL)
    assert version.items[str(item.public_id)]["starts"] == "09:00"


def test_a_moved_item_keeps_its_length_and_its_uid_and_counts_up():
    item = ItemFactory(minutes=90)
    officer, _guest = officers_of(item.visit)

    moved = items.move(
        item, Hours(FIRST_DAY + dt.timedelta(days=1), dt.time(14, 5)), version=1, by=officer
    )

    assert (moved.starts, moved.ends) == (dt.time(14, 5), dt.time(15, 35))
    assert (moved.uid, moved.sequence, moved.version) == (item.uid, 1, 2)


def test_an_item_moved_to_where_it_is_does_not_count_up():
    item = ItemFactory()
    officer, _guest = officers_of(item.visit)

    assert items.move(item, Hours(FIRST_DAY, NINE), version=1, by=officer).sequence == 0


def test_an_item_moved_to_another_sub_group_counts_up():
    visit = visit_with_delegation(state=VisitState.PLANNED)
    group = visit.subgroups.first()
    item = ItemFactory(visit=visit)
    officer, _guest = officers_of(visit)

    moved = items.move(item, Hours(FIRST_DAY, NINE), version=1, by=officer, subgroups=[group.pk])

    assert ([*moved.subgroups.all()], moved.sequence) == ([group], 1)


def test_of_two_officers_who_move_one_item_the_second_is_told():
    item = ItemFactory()
    officer, _guest = officers_of(item.visit)
    items.move(item, Hours(FIRST_DAY, dt.time(11)), version=1, by=officer)

    with pytest.raises(StaleVersion) as stale:
        items.move(item, Hours(FIRST_DAY, dt.time(15)), version=1, by=officer)

    assert stale.value.current.starts == dt.time(11)
    assert Item.objects.get(pk=item.pk).starts == dt.time(11)


def test_an_evening_may_end_after_midnight():
    visit = VisitFactory(state=VisitState.PLANNED)
    officer, _guest = officers_of(visit)

    item = items.add(visit, About(SCHOOL), hours(dt.time(21), dt.time(0, 30)), by=officer)

    assert item.ends_at - item.starts_at == dt.timedelta(hours=3, minutes=30)


def test_an_item_over_the_hour_that_comes_twice_is_as_long_as_it_is():
    visit = VisitFactory(starts_on=dt.date(2030, 10, 26), state=VisitState.PLANNED)
    officer, _guest = officers_of(visit)
    night = dt.date(2030, 10, 27)

    short = items.add(visit, About(SCHOOL), hours(dt.time(1), dt.time(2, 30), night), by=officer)
    long = items.move(short, Hours(night, dt.time(2, 30), fold=1), version=1, by=officer)

    assert short.ends_at - short.starts_at == dt.timedelta(minutes=90)
    assert (long.starts, long.ends, long.fold) == (dt.time(2, 30), dt.time(4), 1)
    assert long.starts_at == dt.datetime(2030, 10, 27, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("when", "code"),
    [
        (hours(dt.time(9), dt.time(9)), "too_long"),
        (hours(dt.time(9), dt.time(9, 3)), "too_short"),
        (hours(dt.time(9), dt.time(22)), "too_long"),
        (Hours(FIRST_DAY, NINE, minutes=0), "too_short"),
        (Hours(FIRST_DAY, NINE, minutes=40 * 60), "too_long"),
        (hours(day=FIRST_DAY - dt.timedelta(days=1)), "outside"),
        (hours(day=FIRST_DAY + dt.timedelta(days=3)), "outside"),
    ],
)
def test_hours_that_cannot_be_are_refused(when, code):
    visit = VisitFactory()
    officer, _guest = officers_of(visit)

    assert refusal(lambda: items.add(visit, About(SCHOOL), when, by=officer)) == code
    assert not Item.objects.exists()


def test_an_hour_that_clocks_leave_out_is_refused():
    visit = VisitFactory(starts_on=dt.date(2030, 3, 30))
    officer, _guest = officers_of(visit)
    when = hours(dt.time(2, 30), dt.time(4), dt.date(2030, 3, 31))

    assert refusal(lambda: items.add(visit, About(SCHOOL), when, by=officer)) == "no_hour"


def test_only_the_host_makes_the_programme():
    item = ItemFactory()
    _officer, guest = officers_of(item.visit)

    deeds = [
        lambda: items.add(item.visit, About(SCHOOL), hours(), by=guest),
        lambda: items.move(item, Hours(FIRST_DAY, TEN), version=1, by=guest),
        lambda: items.edit(item, About(SCHOOL), hours(), version=1, by=guest),
        lambda: items.lock(item, locked=True, version=1, by=guest),
        lambda: items.cancel(item, because="x", version=1, by=guest),
    ]

    assert [refusal(deed) for deed in deeds] == ["not_your_city"] * 5


@pytest.mark.parametrize("state", [VisitState.DONE, VisitState.REPORTED])
def test_a_programme_that_is_over_stays(state):
    item = ItemFactory(visit__state=state)
    officer, _guest = officers_of(item.visit)

    deed = lambda: items.move(item, Hours(FIRST_DAY, TEN), version=1, by=officer)  # noqa: E731

    assert refusal(deed) == "not_plannable"


def test_what_belongs_elsewhere_is_refused():
    visit = VisitFactory()
    officer, _guest = officers_of(visit)
    strange = [
        About(SCHOOL, subgroups=[SubGroupFactory().pk]),
        About(SCHOOL, interpreter=InterpreterFactory().pk),
        About(SCHOOL, hosts=[HostFactory().pk]),
        About(SCHOOL, site=SiteFactory(city=MunicipalityFactory())),
    ]

    for about in strange:
        assert refusal(lambda: items.add(visit, about, hours(), by=officer)) == "elsewhere"  # noqa: B023
    assert not Item.objects.exists()


def test_a_cancelled_item_says_why_and_can_be_put_in_again():
    item = ItemFactory(locked=True)
    officer, _guest = officers_of(item.visit)

    gone = items.cancel(item, because=" Awaria wody ", version=1, by=officer)
    assert (gone.cancelled_because, gone.locked, gone.sequence) == ("Awaria wody", False, 1)
    assert refusal(lambda: items.lock(gone, locked=True, version=2, by=officer)) == "cancelled"

    back = items.reinstate(gone, version=2, by=officer)
    assert (back.cancelled_at, back.cancelled_because, back.sequence) == (None, "", 2)
    assert refusal(lambda: items.reinstate(back, version=3, by=officer)) == "not_cancelled"


def test_a_cancellation_needs_a_reason():
    item = ItemFactory()
    officer, _guest = officers_of(item.visit)

    deed = lambda: items.cancel(item, because="  ", version=1, by=officer)  # noqa: E731

    assert refusal(deed) == "no_reason"


def test_a_lock_is_no_change_for_calendars():
    item = ItemFactory()
    officer, _guest = officers_of(item.visit)

    locked = items.lock(item, locked=True, version=1, by=officer)

    assert (locked.locked, locked.sequence) == (True, 0)
    assert ProgrammeVersion.objects.get().change == Change.LOCKED
