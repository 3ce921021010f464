import html
import json

import pytest
from django.urls import reverse

from pobratym.partnerships.forms.events import EventForm
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.services.events import add_event
from pobratym.partnerships.states import Stage
from tests.factories import PartnershipFactory, officer_of
from tests.shared import real_data, shared

pytestmark = pytest.mark.django_db


def naughty_strings():
    return json.loads(shared("hostile/blns.json").read_text(encoding="utf-8"))


def form_with(title):
    day = {"on_day": "7", "on_month": "10", "on_year": "2024"}
    return EventForm({"title_pl": title, "kind": "other", "precision": "day", **day})


def facts_of(form):
    named = form.cleaned_data.items()
    return {name: said for name, said in named if not name.startswith("source_")}


@real_data
def test_naughty_titles_are_kept_as_they_are_and_shown_as_text(client):
    partnership = PartnershipFactory(stage=Stage.ACTIVE)
    client.force_login(officer_of(partnership.opened_by))
    address = reverse("desk:partnership", kwargs={"public_id": partnership.public_id})
    before = client.get(address).content.decode()
    valid = [form for form in map(form_with, naughty_strings()) if form.is_valid()]
    Event.objects.bulk_create(Event(partnership=partnership, **facts_of(form)) for form in valid)

    page = client.get(address).content.decode()

    titles = [event.title["pl"] for event in Event.objects.all()]
    assert len(titles) > 400
    assert [title for title in titles if str(html.escape(title)) not in _same_quotes(page)] == []
    for opening in ("<script", "<img", "<svg", "<iframe", "<a "):
        drawn = page.count(opening) - len(titles) * (opening == "<a ")
        assert drawn <= before.count(opening), opening


def _same_quotes(page):
    """Jinja writes quotes by number, the standard library by name and number."""
    return page.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")


@real_data
def test_naughty_titles_that_are_refused_are_refused_in_words():
    refused = [form for form in map(form_with, naughty_strings()) if not form.is_valid()]

    codes = {error.code for form in refused for error in form.errors["title"].as_data()}
    assert refused
    assert codes <= {"required", "control", "misleading", "max_length"}


@real_data
def test_a_naughty_title_can_be_edited_again(client):
    partnership = PartnershipFactory(stage=Stage.ACTIVE)
    officer = officer_of(partnership.opened_by)
    client.force_login(officer)
    title = "\"><script>alert(1)</script>'<!--"
    form = form_with(title)
    assert form.is_valid()
    event = add_event(partnership, by=officer, city=partnership.opened_by, **facts_of(form))

    address = reverse("partnerships:event_edit", kwargs={"public_id": event.public_id})
    page = client.get(address).content.decode()

    assert "<script>alert" not in page
    assert f'value="{html.escape(title)}"' in _same_quotes(page)
