import datetime as dt
import re

import pytest
from django.urls import reverse

from pobratym.core.wordings import Wordings
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.states import Stage
from tests.factories import EventFactory, MunicipalityFactory, PartnershipFactory, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory(stage=Stage.ACTIVE)


@pytest.fixture
def event(partnership):
    return EventFactory(partnership=partnership)


@pytest.fixture
def client(client, partnership):
    client.force_login(officer_of(partnership.opened_by))
    return client


def address(name, thing):
    return reverse(f"partnerships:{name}", kwargs={"public_id": thing.public_id})


def typed(**given):
    return {
        "title_uk": "Візит делегації",
        "kind": "visit",
        "precision": "day",
        "is_public": "on",
        "on_day": "3",
        "on_month": "05",
        "on_year": "2027",
        **given,
    }


def token_in(response):
    return re.search(r'name="once" value="([^"]+)"', response.content.decode())[1]


def test_an_event_to_come_is_added(client, partnership):
    here = address("event_new", partnership)

    response = client.post(here, typed(once=token_in(client.get(here))))

    made = Event.objects.get()
    assert (response.status_code, made.partnership) == (302, partnership)
    assert (made.on, made.title, made.is_public) == (
        dt.date(2027, 5, 3), Wordings({"uk": "Візит делегації"}), True,
    )  # fmt: skip


def test_pressing_twice_adds_one_event(client, partnership):
    here = address("event_new", partnership)
    sent = typed(once=token_in(client.get(here)))

    answers = [client.post(here, sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Event.objects.count() == 1


def test_an_event_kept_to_the_parties_is_not_ticked_again(client, event):
    client.post(
        address("event_edit", event),
        {key: value for key, value in typed(version=1).items() if key != "is_public"},
    )

    page = client.get(address("event_edit", event)).content.decode()
    assert not Event.objects.get().is_public
    assert not re.search(r'name="is_public"[^>]* checked', page)


def test_a_draft_remembers_that_a_box_was_not_ticked(client, partnership):
    here = address("event_new", partnership)
    sent = typed(keep="1")
    del sent["is_public"]

    client.post(here, sent)

    page = client.get(here).content.decode()
    assert not re.search(r'name="is_public"[^>]* checked', page)
    assert 'value="05"' in page


def test_an_event_is_changed(client, event):
    response = client.post(address("event_edit", event), typed(version=1))

    event.refresh_from_db()
    assert (response.status_code, event.version, event.kind) == (302, 2, "visit")


def test_a_stale_event_shows_both_versions(client, event):
    Event.objects.update(version=2, kind="aid", on=dt.date(2025, 1, 2))

    response = client.post(address("event_edit", event), typed(version=1))

    page = response.content.decode()
    assert response.status_code == 409
    for text in ("aid", "visit", "2 January 2025", "3 May 2027"):
        assert text.casefold() in page.casefold()


def test_an_event_is_withdrawn(client, event):
    response = client.post(address("event_withdraw", event), {"version": 1, "reason": "Zła data"})

    event.refresh_from_db()
    assert (response.status_code, event.withdrawn_because) == (302, "Zła data")
    assert client.get(address("event_edit", event)).status_code == 404


@pytest.mark.parametrize("name", ["event_edit", "event_withdraw"])
def test_a_stranger_meets_404(client, event, name):
    client.force_login(officer_of(MunicipalityFactory()))

    assert client.get(address(name, event)).status_code == 404


@pytest.mark.parametrize("name", ["event_edit", "event_withdraw"])
def test_who_may_only_read_a_public_event_is_refused(client, event, partnership, name):
    partnership.is_public = True
    partnership.save()
    client.force_login(officer_of(MunicipalityFactory()))

    assert client.get(address(name, event)).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_uk": ""},
        {"kind": "party"},
        {"precision": "hour"},
        {"on_year": "0001"},
        {"on_year": "9999"},
        {"on_year": "٢٠٢٦"},
        {"text_pl": "x" * 10_001},
    ],
)
def test_what_does_not_fit_is_refused(client, event, wrong):
    response = client.post(address("event_edit", event), typed(version=1, **wrong))

    assert response.status_code == 422
    assert Event.objects.get().version == 1


def test_an_event_names_its_source(client, partnership):
    here = address("event_new", partnership)
    given = typed(once=token_in(client.get(here)), source_url="https://example.org/wizyta")

    unnamed = client.post(here, given)
    named = client.post(here, {**given, "source_name": "Kronika miasta"})

    assert unnamed.status_code == 422
    assert "Name the source" in unnamed.content.decode()
    assert named.status_code == 302
    source = Event.objects.get().source
    assert (source.name, source.url) == ("Kronika miasta", "https://example.org/wizyta")
