"""Pages of the programme desk: who opens them, what they show, and what their forms do."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.translation import override

from pobratym.directory.states import Role
from pobratym.programmes.models.items import Item, ProgrammeVersion
from pobratym.programmes.models.runs import PlanRun
from pobratym.programmes.services import items
from pobratym.programmes.services.placing import Hours
from pobratym.programmes.states import RunState
from pobratym.visits.models.delegations import Member
from pobratym.visits.states import VisitState
from tests.factories import MunicipalityFactory, UserFactory, holder_of, officer_of
from tests.programmes.planning_kit import planned, taken, wished
from tests.scheduling import ItemFactory, planned_visit
from tests.visiting import (
    FIRST_DAY,
    HostFactory,
    InterpreterFactory,
    SiteFactory,
    officers_of,
    visit_with_delegation,
)

pytestmark = pytest.mark.django_db

OF_VISIT = ["grid", "plan", "versions", "copy", "people", "item_new", "site_cancel"]
OF_ITEM = ["item", "item_edit", "item_move", "item_cancel"]


def address(name, thing, **more):
    return reverse(f"programmes:{name}", kwargs={"public_id": thing.public_id, **more})


def text(client, person, where, status=200):
    client.force_login(person)
    answer = client.get(where)
    assert answer.status_code == status
    return answer.content.decode()


def sent(client, person, page, status=302, **data):
    client.force_login(person)
    answer = client.post(page, data)
    assert answer.status_code == status, answer.content.decode()
    return answer


def with_token(client, person, page, status=302, **data):
    client.force_login(person)
    token = client.get(page).content.decode().split('name="once" value="')[1].split('"')[0]
    return sent(client, person, page, status, once=token, **data)


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_every_page_opens_in_every_language(client, language):
    visit, officer = wished(state=VisitState.PLANNED)
    run = taken(visit, officer)
    item = Item.objects.first()
    items.cancel(item, because="Alarm", version=item.version, by=officer)
    officer.language = language
    of_visit = [(name, visit, {}) for name in OF_VISIT]
    of_item = [(name, Item.objects.last(), {}) for name in OF_ITEM]
    person = ("personal", visit, {"kind": "member", "key": Member.objects.first().public_id})
    for name, thing, more in [
        *of_visit,
        *of_item,
        ("run", run, {}),
        ("version", visit, {"number": 2}),
        person,
    ]:
        with override(language):
            where = address(name, thing, **more)
        assert f'lang="{language}"' in text(client, officer, where)


def test_the_host_plans_the_guests_read_and_strangers_see_nothing(client):
    visit = planned_visit(items=1)
    officer, guest = officers_of(visit)
    item = Item.objects.get()
    strangers = [UserFactory(), officer_of(MunicipalityFactory())]

    assert "data-grid" in text(client, officer, address("grid", visit))
    assert "data-grid" not in (shown := text(client, guest, address("grid", visit)))
    assert str(item.title) in shown
    assert str(item.title) in text(client, guest, address("item", item))
    for name in OF_VISIT:
        for stranger in strangers:
            text(client, stranger, address(name, visit), 404)
    for name in ("plan", "versions", "copy", "item_new", "site_cancel"):
        text(client, guest, address(name, visit), 404)
    for name in ("item_edit", "item_move", "item_cancel"):
        text(client, guest, address(name, item), 403)


def test_who_only_reads_for_the_host_changes_nothing(client):
    visit = planned_visit(items=1)
    reader = holder_of(Role.AUDITOR, visit.host)
    item = Item.objects.get()

    assert "data-grid" not in text(client, reader, address("grid", visit))
    text(client, reader, address("item_new", visit), 403)
    sent(client, reader, address("item_lock", item), 403, version=1, locked=1)
    sent(client, reader, address("undo", visit), 403, version=1)


def test_a_draft_is_the_hosts_own(client):
    visit = visit_with_delegation(state=VisitState.CONFIRMED)
    item = ItemFactory(visit=visit)
    officer, guest = officers_of(visit)

    assert str(item.title) in text(client, officer, address("grid", visit))
    assert str(item.title) not in text(client, guest, address("grid", visit))
    text(client, guest, address("item", item), 404)


def test_an_item_is_moved_by_the_form(client):
    item = ItemFactory()
    officer, _guest = officers_of(item.visit)

    day = (FIRST_DAY + dt.timedelta(days=1)).isoformat()
    answer = sent(client, officer, address("item_move", item), day=day, starts="14:30", version=1)

    assert answer["Location"].endswith(f"#item-{item.pk}")
    item.refresh_from_db()
    assert (item.day.isoformat(), item.starts, item.ends) == (day, dt.time(14, 30), dt.time(15, 30))


def test_what_was_dragged_answers_with_the_grid_alone(client):
    item = ItemFactory()
    officer, _guest = officers_of(item.visit)
    client.force_login(officer)
    data = {"day": FIRST_DAY.isoformat(), "starts": "10:05", "version": 1, "fold": "0"}

    answer = client.post(
        address("item_move", item), data, headers={"HX-Request": "true"}, follow=True
    )

    shown = answer.content.decode()
    assert 'id="board"' in shown
    assert "<html" not in shown
    assert "10:05–11:05" in shown
    assert shown.count("csrfmiddlewaretoken") == shown.count('method="post"') > 0


def test_of_two_officers_who_move_one_item_the_second_sees_both_hours(client):
    item = ItemFactory()
    officer, _guest = officers_of(item.visit)
    items.move(item, Hours(FIRST_DAY, dt.time(11)), version=1, by=officer)

    answer = sent(
        client, officer, address("item_move", item), 409,
        day=FIRST_DAY.isoformat(), starts="15:00", version=1,
    )  # fmt: skip

    shown = answer.content.decode()
    assert "11:00" in shown
    assert "15:00" in shown
    assert 'name="version" value="2"' in shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts": "25:00"},
        {"starts": ""},
        {"day": "2031-01-01"},
        {"day": "x" * 5000},
        {"subgroups": ["99999"]},
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(client, wrong):
    visit = planned_visit(items=1)
    officer, _guest = officers_of(visit)
    data = {"day": FIRST_DAY.isoformat(), "starts": "10:00", "version": 1, **wrong}

    sent(client, officer, address("item_move", Item.objects.get()), 422, **data)

    assert Item.objects.get().starts == dt.time(9)


def test_something_is_put_in_by_the_form(client):
    visit = visit_with_delegation()
    officer, _guest = officers_of(visit)
    site, host = SiteFactory(city=visit.host), HostFactory(city=visit.host)
    interpreter = InterpreterFactory(visit=visit)

    with_token(
        client, officer, address("item_new", visit), title_pl="Podpisanie", kind="other",
        site=site.pk, day=FIRST_DAY.isoformat(), starts="10:00", ends="11:30", fold="0",
        hosts=[host.pk], interpreter=interpreter.pk, subgroups=[visit.subgroups.first().pk],
    )  # fmt: skip

    item = Item.objects.get()
    assert (str(item.title), item.site, item.interpreter) == ("Podpisanie", site, interpreter)
    assert item.subgroups.count() == item.hosts.count() == 1


def test_an_item_is_changed_by_the_form(client):
    item = ItemFactory()
    officer, _guest = officers_of(item.visit)

    sent(
        client, officer, address("item_edit", item), version=1, title_pl="Inaczej", kind="visit",
        site="", day=FIRST_DAY.isoformat(), starts="9:00", ends="10:00", note_pl="Buty na zmianę",
    )  # fmt: skip

    item.refresh_from_db()
    assert (str(item.title), item.site, item.note["pl"]) == ("Inaczej", None, "Buty na zmianę")


def test_all_sub_groups_are_everybody(client):
    visit = planned_visit(items=1)
    officer, _guest = officers_of(visit)
    item = Item.objects.get()
    every = [group.pk for group in visit.subgroups.all()]

    sent(
        client, officer, address("item_move", item), day=FIRST_DAY.isoformat(), starts="9:00",
        version=1, subgroups=every,
    )  # fmt: skip

    assert not item.subgroups.exists()


def test_items_are_cancelled_put_in_again_locked_and_undone_by_buttons(client):
    item = ItemFactory()
    officer, _guest = officers_of(item.visit)

    sent(client, officer, address("item_cancel", item), version=1, because="Alarm")
    assert "Alarm" in text(client, officer, address("grid", item.visit))
    sent(client, officer, address("item_reinstate", item), version=2)
    sent(client, officer, address("item_lock", item), version=3, locked=1)
    item.refresh_from_db()
    assert (item.cancelled_at, item.locked) == (None, True)
    sent(client, officer, address("undo", item.visit), version=3)
    item.refresh_from_db()
    assert item.locked is False


def test_an_old_version_is_put_back_by_a_button(client):
    item = ItemFactory()
    officer, _guest = officers_of(item.visit)
    items.lock(item, locked=True, version=1, by=officer)
    items.move(item, Hours(FIRST_DAY, dt.time(12)), version=2, by=officer)

    assert "12:00" in text(client, officer, address("version", item.visit, number=2))
    where = address("version_put_back", item.visit, number=1)
    sent(client, officer, where, version=2)

    item.refresh_from_db()
    assert item.starts == dt.time(9)
    assert ProgrammeVersion.objects.count() == 3
    text(client, officer, address("version", item.visit, number=9), 404)


def test_the_planner_is_asked_and_its_proposal_taken_over(client):
    visit, officer = wished()

    with_token(client, officer, address("plan", visit), seconds="1", keeps="on")
    run = PlanRun.objects.get()
    assert run.state == RunState.WAITING
    assert "hx-get" in text(client, officer, address("run", run))
    sent(client, officer, address("run_stop", run))
    run.refresh_from_db()
    assert run.state == RunState.STOPPED

    done = planned(visit, officer)
    assert "govuk-button" in text(client, officer, address("run", done))
    answer = sent(client, officer, address("run_take", done))
    assert answer["Location"] == address("grid", visit)
    assert Item.objects.count() == 6


def test_a_site_cancels_and_the_rest_is_planned_in_one_press(client):
    visit, officer = wished(state=VisitState.PLANNED)
    taken(visit, officer)
    gone = Item.objects.filter(kind="visit").first()

    answer = with_token(
        client, officer, address("site_cancel", visit), where=f"{gone.site_id}:{gone.day}",
        then="never", because="Awaria wody",
    )  # fmt: skip

    gone.refresh_from_db()
    assert gone.cancelled_because == "Awaria wody"
    run = PlanRun.objects.order_by("-pk").first()
    assert answer["Location"] == address("run", run)
    assert run.keeps


def test_a_programme_is_copied_by_the_form(client):
    earlier = planned_visit(items=2, starts_on=dt.date(2029, 5, 21))
    visit = visit_with_delegation(partnership=earlier.partnership, host=earlier.host)
    officer, _guest = officers_of(visit)

    with_token(client, officer, address("copy", visit), earlier=earlier.pk)

    assert visit.items.count() == 2


def test_own_programmes_are_shown_to_the_host_and_own_guests_to_their_city(client):
    visit = planned_visit(items=1)
    officer, guest = officers_of(visit)
    host = HostFactory(city=visit.host)
    Item.objects.get().hosts.set([host])
    member = Member.objects.first()
    own = address("personal", visit, kind="member", key=member.public_id)
    hosts = address("personal", visit, kind="host", key=host.public_id)
    group = address("personal", visit, kind="subgroup", key=visit.subgroups.first().pk)

    for where in (own, group):
        assert str(Item.objects.get().title) in text(client, guest, where)
    assert str(Item.objects.get().title) in text(client, officer, hosts)
    text(client, guest, hosts, 404)
    for kind, key in (("member", "x"), ("subgroup", "9" * 40), ("nobody", "1"), ("host", host.pk)):
        text(client, officer, address("personal", visit, kind=kind, key=key), 404)


def test_hours_stand_in_both_zones(client):
    visit = planned_visit(items=1)
    officer, _guest = officers_of(visit)
    own = address("personal", visit, kind="member", key=Member.objects.first().public_id)

    shown = text(client, officer, own)

    assert "09:00" in shown
    assert "10:00–11:00 (Kyiv)" in shown


def test_the_grid_costs_the_same_for_one_and_for_many(client, cost):
    visit = planned_visit(items=1)
    officer, _guest = officers_of(visit)
    client.force_login(officer)
    where = address("grid", visit)
    client.get(where)
    one = cost(lambda: client.get(where))
    groups = list(visit.subgroups.all())
    for hour in range(8, 20):
        ItemFactory(visit=visit, starts=dt.time(hour), subgroups=groups[:1])
    client.get(where)

    assert len(cost(lambda: client.get(where))) == len(one)


def test_lists_cost_the_same_for_one_and_for_many(client, cost):
    visit, officer = wished()
    taken(visit, officer)
    client.force_login(officer)
    for name in ("plan", "versions", "people"):
        where = address(name, visit)
        client.get(where)
        one = cost(lambda: client.get(where))  # noqa: B023
        item = Item.objects.first()
        items.lock(item, locked=not item.locked, version=item.version, by=officer)
        planned(visit, officer)
        client.get(where)
        assert len(cost(lambda: client.get(where))) == len(one)  # noqa: B023
