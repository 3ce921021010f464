"""The page of what goes out: who sees it, what its buttons do."""

import datetime as dt
import re

import icalendar
import pytest
from django.urls import reverse

from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.journal.models import Entry
from pobratym.programmes.models.calendars import Feed
from pobratym.programmes.models.release import ItemRelease
from pobratym.programmes.queries.concerned import people_concerned, rows_of_each
from pobratym.programmes.queries.personal import items_for
from pobratym.programmes.services import items, releases
from pobratym.programmes.services.items import About
from pobratym.programmes.services.placing import Hours
from pobratym.programmes.states import ItemKind
from pobratym.visits.services.guests import invite
from pobratym.visits.states import VisitState
from pobratym.work.models import Letter
from tests.factories import PartnershipFactory, officer_of
from tests.programmes.making import make_item, make_public_visit
from tests.visiting import (
    HostFactory,
    InterpreterFactory,
    MemberFactory,
    SiteFactory,
    officers_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit():
    return make_public_visit()


def at(name, visit, **more):
    return reverse(f"programmes:{name}", kwargs={"public_id": visit.public_id, **more})


def entered(client, person):
    client.force_login(person)
    return client


def critical(visit, **more):
    return make_item(visit, site=SiteFactory(city=visit.host, is_critical=True), **more)


def test_the_host_sees_who_waits_for_what(client, visit):
    make_item(visit, hosts=[HostFactory(city=visit.host, name="Anna Nowak", email="")])
    InterpreterFactory(visit=visit, name="Maria Lis")
    host, _guest = officers_of(visit)
    text = entered(client, host).get(at("outgoing", visit)).content.decode()
    assert "5 people do not know the newest programme." in text
    assert "1 of them has no e-mail address: call." in text
    for name in ("Anna Nowak", "Maria Lis", *(one.name_latin for one in visit.members.all())):
        assert name in text
    assert "from 23 May 2030, midnight (Warsaw)" in text


def test_the_guests_city_has_calendars_and_nothing_of_the_hosts(client, visit):
    critical(visit)
    make_item(visit)
    _host, guest = officers_of(visit)
    text = entered(client, guest).get(at("outgoing", visit)).content.decode()
    assert "Make an address: whole programme" in text
    assert "Tell them now" not in text
    assert "Critical places" not in text
    assert visit.members.first().name_latin not in text


def test_strangers_meet_nothing(client, visit):
    item = critical(visit)
    assert client.get(at("outgoing", visit)).status_code == 302
    entered(client, officer_of(PartnershipFactory().opened_by))
    assert client.get(at("outgoing", visit)).status_code == 404
    for name, thing in (
        ("tell", visit), ("calendar_new", visit), ("release_ask", item), ("release_agree", item),
        ("release_back", item),
    ):  # fmt: skip
        assert client.post(at(name, thing)).status_code == 404, name


def test_guests_cannot_press_the_hosts_buttons(client, visit):
    item = critical(visit)
    _host, guest = officers_of(visit)
    entered(client, guest)
    for name, thing in (
        ("tell", visit), ("release_ask", item), ("release_agree", item), ("release_back", item),
    ):  # fmt: skip
        assert client.post(at(name, thing)).status_code in {403, 404}, name
    member = visit.members.first()
    asked = {"kind": "member", "person": str(member.public_id)}
    assert client.post(at("calendar_new", visit), asked).status_code == 403
    assert not Feed.objects.exists()
    assert not ItemRelease.objects.exists()


def test_one_press_tells_everybody_and_the_next_nobody(client, visit):
    make_item(visit)
    host, _guest = officers_of(visit)
    entered(client, host)
    told = client.post(at("tell", visit), follow=True)
    assert "4 people are told of the programme." in told.content.decode()
    assert Letter.objects.filter(kind="programmes/letters/first").count() == 4
    assert Entry.objects.filter(what="programme.told").count() == 1
    again = client.post(at("tell", visit), follow=True)
    assert "Everybody knows the programme as it is." in again.content.decode()
    assert Letter.objects.count() == 4


def test_an_address_is_shown_once_and_opens_the_calendar(client, visit):
    make_item(visit)
    host, _guest = officers_of(visit)
    entered(client, host)
    made = client.post(at("calendar_new", visit))
    assert made["Cache-Control"].find("no-store") >= 0
    address = re.search(r"/en/calendars/[\w-]{43}\.ics", made.content.decode()).group()
    client.logout()
    calendar = icalendar.Calendar.from_ical(client.get(address).content)
    assert len(calendar.walk("VEVENT")) == 1
    page = entered(client, host).get(at("outgoing", visit)).content.decode()
    assert address not in page
    assert "read on" in page


def test_calendars_are_made_for_sub_groups_and_people_and_ended(client, visit):
    make_item(visit)
    host, guest = officers_of(visit)
    member, group = visit.members.first(), visit.subgroups.first()
    entered(client, host)
    client.post(at("calendar_new", visit), {"subgroup": group.pk})
    client.post(at("calendar_new", visit), {"kind": "member", "person": member.public_id})
    assert set(Feed.objects.values_list("whom", flat=True)) == {"subgroup", "member"}
    for feed in Feed.objects.all():
        entered(client, guest)
        end = at("calendar_end", visit, number=feed.pk)
        assert client.post(end).status_code == 404
        entered(client, host)
        client.post(end)
    assert not Feed.objects.filter(revoked_at=None).exists()


@pytest.mark.parametrize(
    "asked",
    [{"subgroup": "0"}, {"subgroup": "x"}, {"subgroup": "9" * 40}],
)
def test_a_sub_group_that_is_not_there_is_not_found(client, visit, asked):
    host, _guest = officers_of(visit)
    assert entered(client, host).post(at("calendar_new", visit), asked).status_code == 404
    assert not Feed.objects.exists()


def test_a_number_beyond_all_numbers_is_not_found(client, visit):
    host, _guest = officers_of(visit)
    end = at("calendar_end", visit, number=10**30)
    assert entered(client, host).post(end).status_code == 404


def test_two_people_release_a_critical_place(client, visit):
    item = critical(visit)
    first, second = officers_of(visit)[0], officer_of(visit.host)
    entered(client, first).post(at("release_ask", item))
    own = client.post(at("release_agree", item), follow=True).content.decode()
    assert "Somebody else of your city hall has to agree." in own
    assert ItemRelease.objects.get().agreed_at is None
    entered(client, second).post(at("release_agree", item))
    assert ItemRelease.objects.get().agreed_by == second
    entered(client, first).post(at("release_back", item))
    assert not ItemRelease.objects.exists()
    noted = Entry.objects.filter(what__startswith="release").order_by("pk")
    assert list(noted.values_list("what", flat=True)) == [
        "release.asked", "release.agreed", "release.withdrawn",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "act", "code"),
    [
        ((), "agree_to_release", "not_asked"),
        ((), "take_release_back", "not_asked"),
        (("first",), "ask_release", "asked"),
        (("first", "second"), "agree_to_release", "agreed"),
    ],
)
def test_releases_go_their_way_only(visit, before, act, code):
    item, second = critical(visit), officer_of(visit.host)
    first = officers_of(visit)[0]
    if "first" in before:
        releases.ask_release(item, by=first)
    if "second" in before:
        releases.agree_to_release(item, by=second)
    with pytest.raises(DomainError) as refused:
        getattr(releases, act)(item, by=officer_of(visit.host))
    assert refused.value.code == code


def test_only_critical_places_are_released(visit):
    with pytest.raises(DomainError) as refused:
        releases.ask_release(make_item(visit), by=officers_of(visit)[0])
    assert refused.value.code == "not_critical"


def test_the_page_costs_the_same_for_few_and_for_many(client, cost, visit):
    make_item(visit, hosts=[HostFactory(city=visit.host)])
    host, _guest = officers_of(visit)
    entered(client, host)
    client.get(at("outgoing", visit))
    one = cost(lambda: client.get(at("outgoing", visit)))
    for group in visit.subgroups.all():
        MemberFactory.create_batch(3, visit=visit, subgroup=group)
        critical(visit, subgroups=[group])
        make_item(visit, hosts=[HostFactory(city=visit.host)])
        InterpreterFactory(visit=visit)
    assert len(cost(lambda: client.get(at("outgoing", visit)))) == len(one) <= 24


def test_everybodys_items_at_once_are_those_of_each(visit):
    first, second = visit.subgroups.all()
    hosts = [HostFactory(city=visit.host), HostFactory(city=visit.host)]
    interpreter = InterpreterFactory(visit=visit)
    MemberFactory(visit=visit, subgroup=None)
    make_item(visit, hosts=hosts)
    make_item(visit, subgroups=[first], hosts=hosts[:1])
    make_item(visit, subgroups=[second], interpreter=interpreter)
    make_item(visit, subgroups=[first, second], interpreter=interpreter)
    each = rows_of_each(visit, people_concerned(visit))
    assert len(each) == 8
    for person, rows in each:
        assert rows == items_for(person.thing, visit=visit), person


def test_a_draft_says_that_nobody_sees_it(client):
    visit = make_public_visit(state=VisitState.CONFIRMED)
    make_item(visit)
    host, guest = officers_of(visit)
    text = entered(client, host).get(at("outgoing", visit)).content.decode()
    assert "it is your own draft" in text
    assert "Tell them now" not in text
    text = entered(client, guest).get(at("outgoing", visit)).content.decode()
    assert "Make an address" not in text


def test_a_guest_makes_the_own_calendar_without_an_account(client, visit):
    make_item(visit)
    host, _guest = officers_of(visit)
    member = visit.members.first()
    token = invite(member, host)
    page = f"/en/guest/{token}/calendar/"
    assert page in client.get(f"/en/guest/{token}/").content.decode()
    assert client.get(page).status_code == 200
    made = client.post(page)
    assert "no-store" in made["Cache-Control"]
    address = re.search(r"/uk/calendars/[\w-]{43}\.ics", made.content.decode()).group()
    assert client.get(address).status_code == 200
    assert token not in address
    assert client.post(f"/en/guest/{'x' * 43}/calendar/").status_code == 404


def test_there_is_no_calendar_before_there_is_a_programme(client):
    visit = make_public_visit(state=VisitState.CONFIRMED)
    token = invite(visit.members.first(), officers_of(visit)[0])
    assert "/calendar/" not in client.get(f"/en/guest/{token}/").content.decode()


@pytest.mark.parametrize("change", ["title", "site"])
def test_what_two_people_released_is_not_another_thing_later(visit, change):
    first, second = officer_of(visit.host), officer_of(visit.host)
    item = critical(visit)
    releases.ask_release(item, by=first)
    releases.agree_to_release(item, by=second)
    new = {"title": item.title, "site": item.site}
    new[change] = {
        "title": Wordings({"en": "Power plant, hall 4"}),
        "site": SiteFactory(city=visit.host, is_critical=True),
    }[change]
    hours = Hours(item.day, item.starts, item.ends)
    items.edit(item, About(kind=ItemKind.VISIT, **new), hours, version=item.version, by=first)
    assert not ItemRelease.objects.exists()


def test_another_hour_is_no_other_thing(visit):
    first, second = officer_of(visit.host), officer_of(visit.host)
    item = critical(visit)
    releases.ask_release(item, by=first)
    releases.agree_to_release(item, by=second)
    items.move(item, Hours(item.day, dt.time(12)), version=item.version, by=first)
    assert ItemRelease.objects.exists()
