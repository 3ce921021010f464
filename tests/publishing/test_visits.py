"""The public pages of visits: nothing before the embargo ends, little afterwards."""

import datetime as dt

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.journal.services import record
from pobratym.programmes.models.release import ItemRelease
from pobratym.programmes.queries.published import PAGE_SIZE, public_programme
from pobratym.programmes.release import PUBLIC, items_known, known
from pobratym.programmes.states import ItemKind
from pobratym.visits.states import Embargo, VisitState
from tests.factories import officer_of
from tests.programmes.making import make_item, make_public_visit
from tests.visiting import SiteFactory

pytestmark = pytest.mark.django_db

LONG_AGO = dt.date(2024, 10, 14)


@pytest.fixture
def visit():
    return make_public_visit(starts_on=LONG_AGO, state=VisitState.DONE)


def page_of(visit):
    return reverse("publishing:visit", args=[visit.public_id])


def site(visit, **more):
    return SiteFactory(city=visit.host, **more)


def test_everybody_reads_the_programme_of_a_visit_that_is_over(client, visit):
    place = site(visit, name=Wordings({"en": "Town library"}))
    make_item(visit, site=place, title=Wordings({"en": "Reading hour", "pl": "Czytanie"}))
    make_item(visit, day=LONG_AGO + dt.timedelta(days=1), title=Wordings({"pl": "Obiad"}))
    text = client.get(page_of(visit)).content.decode()
    for told in ("Reading hour", "Town library", "09:00–10:00", "14 October 2024", "Warsaw"):
        assert told in text
    assert '<span lang="pl">Obiad</span>' in text


def test_names_of_guests_and_notes_are_not_told(client, visit):
    make_item(visit, note="Wejście od podwórza")
    text = client.get(page_of(visit)).content.decode()
    assert "podwórza" not in text
    for member in visit.members.all():
        assert member.name_latin not in text


def test_before_it_is_released_a_visit_is_not_there(client):
    visit = make_public_visit(embargo=Embargo.UNTIL_END)
    make_item(visit)
    for address in (page_of(visit), f"{page_of(visit)}programme.ics"):
        assert client.get(address).status_code == 404
        client.force_login(officer_of(visit.host))
        assert client.get(address).status_code == 404
        client.logout()


def test_the_list_has_what_is_released_in_pages(client, visit):
    make_public_visit(title=Wordings({"en": "Hidden one"}), partnership=visit.partnership)
    for number in range(PAGE_SIZE + 2):
        make_public_visit(
            starts_on=LONG_AGO - dt.timedelta(days=number), state=VisitState.DONE, members=0,
            title=Wordings({"en": f"Visit no. {number:02}"}), partnership=visit.partnership,
            subgroups=0,
        )  # fmt: skip
    first = client.get("/en/visits/").content.decode()
    assert first.count("Visit no.") + first.count(visit.title["en"]) == PAGE_SIZE
    assert "Hidden one" not in first
    after = first.partition("?after=")[2].partition('"')[0]
    second = client.get(f"/en/visits/?after={after}").content.decode()
    assert second.count("Visit no.") == 3
    for number in range(PAGE_SIZE + 2):
        assert (f"no. {number:02}" in first) != (f"no. {number:02}" in second)


@pytest.mark.usefixtures("visit")
@pytest.mark.parametrize("after", ["x", "-1", "0", "9" * 18, "9" * 30, "١"])
def test_a_broken_place_in_the_list_is_its_beginning(client, after):
    assert client.get("/en/visits/", {"after": after}).status_code == 200


def test_the_partnership_names_its_visits(client, visit):
    make_public_visit(title=Wordings({"en": "Hidden one"}), partnership=visit.partnership)
    found = visit.partnership
    text = client.get(reverse("publishing:partnership", args=[found.public_id])).content.decode()
    assert visit.title["en"] in text
    assert page_of(visit) in text
    assert "Hidden one" not in text


def test_the_file_has_what_the_page_has(client, visit):
    item = make_item(visit, note="Wejście od podwórza")
    make_item(visit, kind=ItemKind.TRAVEL)
    answer = client.get(f"{page_of(visit)}programme.ics")
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == item.title["en"]
    assert event["CLASS"] == "PUBLIC"
    assert "DESCRIPTION" not in event


@pytest.mark.parametrize("embargo", Embargo)
def test_the_quick_page_tells_what_the_rule_tells(embargo):
    now = timezone.now()
    today = now.date()
    visit = make_public_visit(
        starts_on=today - dt.timedelta(days=3), state=VisitState.DONE, embargo=embargo
    )
    officers = officer_of(visit.host), officer_of(visit.host)
    critical = site(visit, is_critical=True)
    make_item(visit)
    make_item(visit, site=None)
    make_item(visit, site=site(visit, is_lodging=True))
    make_item(visit, site=critical)
    make_item(visit, kind=ItemKind.REST)
    make_item(visit, kind=ItemKind.TRAVEL)
    make_item(visit, cancelled_at=now)
    make_item(visit, day=today, starts=dt.time(23, 58), ends=dt.time(23, 57))
    for agreed in (None, officers[1]):
        ItemRelease.objects.create(
            item=make_item(visit, site=critical, title=Wordings({"en": f"Asked {agreed}"})),
            asked_by=officers[0], asked_at=now, agreed_by=agreed, agreed_at=agreed and now,
        )  # fmt: skip
    ruled = known(items_known(visit, PUBLIC), visit, PUBLIC, now)
    shown = [row for day in public_programme(visit, now) for row in day.rows]
    if embargo != Embargo.CLOSED:
        assert [(str(row.title), str(row.place)) for row in shown] == [
            (str(seen.title), str(seen.place)) for seen in ruled
        ]
        assert ruled
    else:
        assert ruled == []


def test_a_programme_costs_the_same_for_one_item_and_for_many(client, cost, visit):
    make_item(visit)
    client.get("/en/accessibility/")
    client.get(page_of(visit))
    record("visit.edited", visit, by=None)
    one = cost(lambda: client.get(page_of(visit)))
    for _ in range(9):
        make_item(visit)
    record("visit.edited", visit, by=None)
    assert len(cost(lambda: client.get(page_of(visit)))) == len(one) <= 5


def test_the_list_costs_the_same_for_one_and_for_many(client, cost, visit):
    client.get("/en/accessibility/")
    client.get("/en/visits/")
    record("visit.edited", visit, by=None)
    one = cost(lambda: client.get("/en/visits/"))
    for _ in range(5):
        make_public_visit(starts_on=LONG_AGO, state=VisitState.DONE)
    record("visit.edited", visit, by=None)
    assert len(cost(lambda: client.get("/en/visits/"))) == len(one) <= 6


def test_a_kept_page_is_built_anew_when_the_day_turns(client, monkeypatch):
    """Time alone releases visits, so the shelf goes by the day where visits are."""
    hidden = make_public_visit(embargo=Embargo.UNTIL_START)
    assert client.get(page_of(hidden)).status_code == 404
    tag = client.get("/en/visits/")["ETag"]
    assert hidden.title["en"] not in client.get("/en/visits/").content.decode()
    begins = dt.datetime.combine(hidden.starts_on, dt.time(), dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: begins)
    later = client.get("/en/visits/", headers={"If-None-Match": tag})
    assert hidden.title["en"] in later.content.decode()
    assert client.get(page_of(hidden)).status_code == 200


def test_a_place_in_the_list_tells_no_day_of_a_hidden_visit(client, visit):
    hidden = make_public_visit(
        partnership=visit.partnership,
        starts_on=LONG_AGO - dt.timedelta(days=9),
        embargo=Embargo.CLOSED,
    )
    text = client.get("/en/visits/", {"after": hidden.pk}).content.decode()
    assert visit.title["en"] in text
