"""Versions are kept, put back, held against one another, copied."""

import datetime as dt

import pytest

from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.programmes.models.items import Item, ProgrammeVersion
from pobratym.programmes.queries.comparing import compared, versions_of
from pobratym.programmes.queries.versions import latest_number, to_undo
from pobratym.programmes.services import items, undoing
from pobratym.programmes.services.copying import copy_from
from pobratym.programmes.services.items import About
from pobratym.programmes.services.placing import Hours
from pobratym.programmes.states import Change
from pobratym.visits.states import VisitState
from tests.scheduling import ItemFactory, planned_visit
from tests.visiting import (
    FIRST_DAY,
    SiteFactory,
    VisitFactory,
    WishFactory,
    officers_of,
    visit_with_delegation,
)

pytestmark = pytest.mark.django_db


def refusal(deed) -> str:
    with pytest.raises(DomainError) as caught:
        deed()
    return caught.value.code


def hour(at, day=FIRST_DAY) -> Hours:
    return Hours(day, dt.time(at), dt.time(at + 1))


def added(visit, officer, at=9, title="Szkoła") -> Item:
    return items.add(visit, About(Wordings({"pl": title})), hour(at), by=officer)


@pytest.fixture
def draft():
    visit = visit_with_delegation(state=VisitState.CONFIRMED)
    return visit, officers_of(visit)[0]


def test_undo_takes_one_change_back_after_the_other(draft):
    visit, officer = draft
    item = added(visit, officer)
    items.move(item, Hours(FIRST_DAY, dt.time(11)), version=1, by=officer)

    undoing.undo(visit, number=2, by=officer)
    assert Item.objects.get().starts == dt.time(9)

    undoing.undo(visit, number=3, by=officer)
    assert not Item.objects.exists()
    assert to_undo(visit.pk) is None
    assert refusal(lambda: undoing.undo(visit, number=4, by=officer)) == "nothing"


def test_what_was_undone_can_be_put_back_with_its_uid(draft):
    visit, officer = draft
    item = added(visit, officer)
    undoing.undo(visit, number=1, by=officer)

    version = undoing.put_back(visit, 1, number=2, by=officer)

    again = Item.objects.get()
    assert (again.uid, again.public_id) == (item.uid, item.public_id)
    assert (version.number, version.change, version.restores) == (3, Change.UNDONE, 1)


def test_nothing_that_guests_were_told_of_vanishes():
    visit = planned_visit(items=0)
    officer, _guest = officers_of(visit)
    item = added(visit, officer)

    undoing.undo(visit, number=1, by=officer)

    item.refresh_from_db()
    assert item.cancelled_at is not None
    assert item.sequence == 1


def test_an_item_put_back_to_its_hour_counts_up():
    visit = planned_visit(items=0)
    officer, _guest = officers_of(visit)
    item = added(visit, officer)
    items.move(item, Hours(FIRST_DAY, dt.time(11)), version=1, by=officer)

    undoing.undo(visit, number=2, by=officer)

    item.refresh_from_db()
    assert (item.starts, item.sequence, item.version) == (dt.time(9), 2, 3)


def test_a_programme_that_somebody_changed_meanwhile_is_not_undone(draft):
    visit, officer = draft
    added(visit, officer)
    added(visit, officer, 11)

    assert refusal(lambda: undoing.undo(visit, number=1, by=officer)) == "stale"
    assert refusal(lambda: undoing.put_back(visit, 9, number=2, by=officer)) == "no_version"
    assert latest_number(visit.pk) == 2


def test_rows_that_are_gone_are_left_out_when_a_version_is_put_back(draft):
    visit, officer = draft
    group = visit.subgroups.first()
    site = SiteFactory(city=visit.host)
    about = About(Wordings({"pl": "Szkoła"}), site=site, subgroups=[group.pk])
    items.add(visit, about, hour(9), by=officer)
    undoing.undo(visit, number=1, by=officer)
    site.delete()
    visit.members.update(subgroup=None)
    group.delete()

    undoing.put_back(visit, 1, number=2, by=officer)

    item = Item.objects.get()
    assert (item.site, [*item.subgroups.all()]) == (None, [])


def test_versions_are_held_against_one_another(draft):
    visit, officer = draft
    moved = added(visit, officer)
    items.move(moved, Hours(FIRST_DAY, dt.time(11)), version=1, by=officer)
    added(visit, officer, 15, "Urząd")

    found = compared(visit, 1, 3)

    assert [(str(one.title), one.how) for one in found.unlike] == [
        ("Szkoła", "moved"),
        ("Urząd", "new"),
    ]
    assert found.unlike[0].points[0][1:] == (
        "Monday, 20 May, 09:00–10:00",
        "Monday, 20 May, 11:00–12:00",
    )
    assert compared(visit, 1, 9) is None
    assert [one.number for one in versions_of(visit)] == [3, 2, 1]


def test_a_version_names_the_item_that_changed(draft):
    visit, officer = draft

    added(visit, officer)

    version = ProgrammeVersion.objects.get()
    assert (str(version.title), version.made_by) == ("Szkoła", officer)


def test_the_programme_of_an_earlier_visit_is_copied():
    earlier = planned_visit(items=0, starts_on=dt.date(2029, 5, 21))
    host = earlier.host
    groups = list(earlier.subgroups.all())
    ItemFactory(visit=earlier, starts=dt.time(10), subgroups=[groups[1]])
    ItemFactory(visit=earlier, day=dt.date(2029, 5, 23), starts=dt.time(12))
    closed = SiteFactory(city=host, closed_at=dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
    ItemFactory(visit=earlier, site=closed)
    visit = VisitFactory(
        partnership=earlier.partnership, host=host, ends_on=FIRST_DAY + dt.timedelta(days=1)
    )
    officer, _guest = officers_of(visit)
    wish = WishFactory(visit=visit, site=earlier.items.order_by("starts_at").first().site)

    version = copy_from(visit, earlier, by=officer)

    assert version.change == Change.COPIED
    (item,) = visit.items.all()
    assert (item.day, item.starts) == (FIRST_DAY, dt.time(10))
    assert item.starts_at == dt.datetime(2030, 5, 20, 8, tzinfo=dt.UTC)
    assert item.uid not in set(earlier.items.values_list("uid", flat=True))
    assert (item.wish, [*item.subgroups.all()]) in [(None, []), (wish, [])]
    assert refusal(lambda: copy_from(visit, earlier, by=officer)) == "not_empty"


def test_a_programme_of_another_host_is_not_copied():
    visit = VisitFactory()
    officer, _guest = officers_of(visit)

    assert refusal(lambda: copy_from(visit, planned_visit(), by=officer)) == "other_host"
    empty = VisitFactory(partnership=visit.partnership, host=visit.host)
    assert refusal(lambda: copy_from(visit, empty, by=officer)) == "nothing_there"
