import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.journal.models import Entry
from pobratym.languages.queries import standings_of
from pobratym.languages.states import Status
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.services.events import add_event, edit_event, withdraw_event
from pobratym.partnerships.states import EventKind, Stage
from tests.factories import EventFactory, MunicipalityFactory, PartnershipFactory, officer_of

pytestmark = pytest.mark.django_db

FACTS = {
    "on": dt.date(2027, 5, 3),
    "kind": EventKind.VISIT,
    "title": Wordings({"uk": "Візит делегації"}),
}


@pytest.fixture
def partnership():
    return PartnershipFactory(stage=Stage.ACTIVE)


@pytest.fixture
def mine(partnership):
    city = partnership.opened_by
    return {"by": officer_of(city), "city": city}


def refused(code, deed, *args, **given):
    with pytest.raises(DomainError) as refusal:
        deed(*args, **given)
    assert refusal.value.code == code


def test_an_event_to_come_is_added_and_noted(partnership, mine):
    event = add_event(partnership, **mine, **FACTS)

    kept = Event.objects.get()
    assert (kept.on, kept.kind, kept.title, kept.is_public) == (
        FACTS["on"], "visit", FACTS["title"], True,
    )  # fmt: skip
    assert standings_of(event)["title", "uk"] == Status.SOURCE
    line = Entry.objects.get()
    assert (line.what, line.key, line.city) == ("event.added", event.pk, mine["city"].code)
    assert (line.within_kind, line.within_key) == ("partnerships.partnership", partnership.pk)
    assert line.changes["on"] == [None, FACTS["on"].isoformat()]


def test_an_edit_changes_the_event_and_raises_its_version(partnership, mine):
    event = EventFactory(partnership=partnership)

    edit_event(event, version=1, **mine, **FACTS)

    kept = Event.objects.get()
    assert (kept.on, kept.title, kept.version) == (FACTS["on"], FACTS["title"], 2)
    changes = Entry.objects.get().changes
    assert list(changes) == ["kind", "on", "title"]
    assert changes["title"] == [dict(event.title), dict(FACTS["title"])]


def test_an_edit_that_changes_nothing_leaves_no_trace(partnership, mine):
    event = EventFactory(partnership=partnership)

    edit_event(event, version=1, **mine, on=event.on, title=event.title)

    assert (Event.objects.get().version, Entry.objects.count()) == (1, 0)


def test_a_mistaken_event_leaves_the_timeline_and_stays_with_its_reason(partnership, mine):
    event = EventFactory(partnership=partnership)

    withdraw_event(event, version=1, **mine, reason="Zła data")

    assert Event.objects.get().withdrawn_because == "Zła data"
    assert not Event.objects.visible_to(mine["by"]).exists()
    assert Entry.objects.get().what == "event.withdrawn"


def test_an_event_is_not_withdrawn_without_a_reason(partnership, mine):
    event = EventFactory(partnership=partnership)

    refused("no_reason", withdraw_event, event, version=1, **mine, reason=" ")


def test_a_withdrawn_event_is_not_changed(partnership, mine):
    event = withdraw_event(
        EventFactory(partnership=partnership), version=1, **mine, reason="Zła data"
    )

    refused("withdrawn", edit_event, event, version=2, **mine, **FACTS)
    refused("withdrawn", withdraw_event, event, version=2, **mine, reason="!")


def test_an_old_version_of_an_event_is_not_saved(partnership, mine):
    event = EventFactory(partnership=partnership)

    with pytest.raises(StaleVersion):
        edit_event(event, version=2, **mine, **FACTS)


def test_strangers_write_no_timeline(partnership, mine):
    event = EventFactory(partnership=partnership)
    elsewhere = MunicipalityFactory()
    theirs = {"by": officer_of(elsewhere), "city": elsewhere}

    refused("not_a_party", add_event, partnership, **theirs, **FACTS)
    refused("not_a_party", edit_event, event, version=1, **theirs, **FACTS)
    refused("not_a_party", withdraw_event, event, version=1, **theirs, reason="!")
    refused("not_your_city", add_event, partnership, by=mine["by"], city=elsewhere, **FACTS)


def test_a_withdrawn_partnership_has_no_new_events(mine, partnership):
    partnership.withdrawn_at, partnership.withdrawn_because = partnership.created_at, "pomyłka"
    partnership.save()

    refused("withdrawn", add_event, partnership, **mine, **FACTS)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": dt.date(1, 1, 1)}, "on"),
        ({"on": dt.date(9999, 12, 31)}, "on"),
        ({"kind": "party"}, "kind"),
        ({"title": Wordings()}, "title"),
        ({"text": Wordings({"pl": "x" * 10_001})}, "text"),
        ({"precision": "hour"}, "precision"),
    ],
)
def test_a_fact_that_is_not_valid_is_refused_by_name(partnership, mine, wrong, field):
    with pytest.raises(ValidationError) as refusal:
        add_event(partnership, **mine, **{**FACTS, **wrong})

    assert list(refusal.value.error_dict) == [field]
    assert not Event.objects.exists()
