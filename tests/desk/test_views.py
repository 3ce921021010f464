import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.journal.models import Entry
from pobratym.languages.models import Standing
from pobratym.languages.services import digest, note_wordings
from pobratym.languages.states import Status
from pobratym.partnerships.states import Stage
from tests.factories import (
    GIVEN_UP,
    ContactFactory,
    EventFactory,
    MunicipalityFactory,
    OfficeFactory,
    PartnershipFactory,
    PictureFactory,
    WishFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(client):
    one, two = MunicipalityFactory.create_batch(2)
    officer = officer_of(one)
    client.force_login(officer)
    return one, two, officer


def step(partnership, city, owner, **more):
    due = timezone.localdate() + dt.timedelta(days=3)
    given = {"next_step": "Zadzwonić", "due_on": due, "owner": owner, **more}
    return ContactFactory(partnership=partnership, city=city, **given)


def test_the_translators_list_has_own_texts_that_are_missing_or_stale(client, ground):
    one, two, officer = ground
    made = PartnershipFactory(cities=[one, two], title=Wordings({"pl": "Nasz tytuł"}))
    note_wordings(made, "title", old={}, new=made.title, by=officer)
    other = PartnershipFactory(
        cities=MunicipalityFactory.create_batch(2), title=Wordings({"pl": "Cudzy tytuł"})
    )
    note_wordings(other, "title", old={}, new=other.title, by=None)

    text = client.get("/en/desk/translations/").content.decode()
    ukrainian = client.get("/en/desk/translations/?language=uk").content.decode()

    assert text.count("<tbody") == 1
    assert "Nasz tytuł" in text
    assert "Cudzy tytuł" not in text
    assert ukrainian.count("<tr ") - 1 == 1


def test_the_translators_list_costs_the_same_for_one_and_for_many(client, ground, cost):
    one, two, officer = ground

    def more():
        made = PartnershipFactory(cities=[one, two], title=Wordings({"pl": "Tytuł"}))
        note_wordings(made, "title", old={}, new=made.title, by=officer)

    more()
    url = "/en/desk/translations/"
    client.get(url)
    one_row = cost(lambda: client.get(url))
    [more() for _ in range(5)]

    assert len(cost(lambda: client.get(url))) == len(one_row) <= 10


def every_kind_of_text(one, officer):
    """Note a Polish text of each kind of thing that an officer of the city may write."""
    made = PartnershipFactory(
        cities=[one, MunicipalityFactory()], stage=Stage.ACTIVE, title=Wordings({"pl": "Tytuł"})
    )
    one.arms = PictureFactory(shows=Wordings({"pl": "Herb"}))
    one.photograph = PictureFactory(shows=Wordings({"pl": "Most"}))
    one.profile = Wordings({"pl": "Miasto nad Narwią"})
    one.save()
    polish = Wordings({"pl": "Po polsku"})
    office = OfficeFactory(municipality=one, name=polish)
    wish = WishFactory(municipality=one, text=polish)
    event = EventFactory(partnership=made, title=polish)
    texts = [(made, "title"), (one.arms, "shows"), (one.photograph, "shows"), (one, "profile")]
    for thing, field in [*texts, (one, "name"), (office, "name"), (wish, "text"), (event, "title")]:
        written = Wordings({"pl": getattr(thing, field)["pl"]})
        note_wordings(thing, field, old={}, new=written, by=officer)
    return made, wish, event


def test_each_kind_of_text_leads_to_the_form_where_it_is_written(client, ground, cost):
    one, _two, officer = ground
    made, wish, event = every_kind_of_text(one, officer)
    url, city = "/en/desk/translations/?language=uk", f"/en/directory/{one.public_id}"

    sent = cost(lambda: client.get(url))
    text = client.get(url).content.decode()

    rows = re.findall(r'<th scope="row"[^>]*><a class="govuk-link" href="([^"]+)"', text)
    assert rows == [
        reverse("partnerships:partnership_edit", args=[made.public_id]),
        f"{city}/arms/",
        f"{city}/photograph/",
        reverse("directory:city_edit", args=[one.public_id]),
        reverse("directory:city_names", args=[one.public_id]),
        reverse("directory:office_edit", args=[one.public_id]),
        reverse("directory:wish_edit", args=[one.public_id, wish.pk]),
        reverse("partnerships:event_edit", args=[event.public_id]),
    ]
    assert all(client.get(row).status_code == 200 for row in rows)
    assert len(sent) <= 10


def test_texts_of_a_withdrawn_partnership_wait_for_nobody(client, ground):
    one, _two, officer = ground
    made, _wish, _event = every_kind_of_text(one, officer)
    made.withdrawn_at, made.withdrawn_because = timezone.now(), "pomyłka"
    made.save()

    text = client.get("/en/desk/translations/").content.decode()

    assert "Miasto nad Narwią" in text
    assert "Tytuł" not in text
    assert str(made.public_id) not in text


def test_a_translator_confirms_own_texts_only(client, ground):
    one, two, officer = ground
    made = PartnershipFactory(cities=[one, two], title=Wordings({"pl": "Tytuł", "uk": "Назва"}))
    note_wordings(made, "title", old={}, new=made.title, by=officer, machine=["uk"])
    version = Standing.objects.get(language="uk", status=Status.MACHINE)
    url = f"/en/desk/translations/{version.pk}/"
    sent = {"next": "https://example.org", "source": digest("Tytuł")}

    client.force_login(officer_of(MunicipalityFactory()))
    assert client.post(url, sent).status_code == 404
    client.force_login(officer)
    assert client.post(url, sent)["Location"] == "/en/desk/translations/"
    version.refresh_from_db()
    assert (version.status, version.by) == (Status.HUMAN, officer)
    assert Entry.objects.get().city == one.code
    assert client.post(url, sent).status_code == 302
    assert Entry.objects.count() == 1


def test_a_version_whose_source_moved_on_is_not_confirmed_but_shown_anew(client, ground):
    one, two, officer = ground
    made = PartnershipFactory(cities=[one, two], title=Wordings({"pl": "Tytuł", "uk": "Назва"}))
    note_wordings(made, "title", old={}, new=made.title, by=officer, machine=["uk"])
    url = "/en/desk/translations/?machine=1&language=uk"
    button = re.compile(r'action="([^"]+)" class="inline">.*?name="source" value="([^"]+)"')
    address, seen = button.search(client.get(url).content.decode()).groups()
    newer = made.title.with_("pl", "Nowy tytuł")
    note_wordings(made, "title", old=made.title, new=newer, by=officer)

    answer = client.post(address, {"source": seen, "next": url}, follow=True)

    assert "The original has changed since you read it" in answer.content.decode()
    assert Standing.objects.get(language="uk").status == Status.STALE


def test_the_officers_page_of_a_partnership_is_not_there_for_others(client, ground):
    one, two, _officer = ground
    made = PartnershipFactory(cities=[one, two], stage=Stage.ACTIVE, is_public=True)
    url = f"/en/desk/partnerships/{made.public_id}/"
    assert client.get(url).status_code == 200

    client.force_login(officer_of(MunicipalityFactory()))
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url)["Location"] == f"/en/sign-in/?next={url}"


def test_the_contact_log_is_paged_by_the_last_line_seen(client, ground):
    one, two, _officer = ground
    made = PartnershipFactory(cities=[one, two], stage=Stage.ACTIVE)
    oldest = ContactFactory(
        partnership=made, on=dt.date(2026, 1, 2), summary="The very first letter"
    )
    ContactFactory.create_batch(50, partnership=made, on=dt.date(2026, 1, 2))
    last = made.contacts.order_by("pk")[1]
    url = f"/en/desk/partnerships/{made.public_id}/"

    first = client.get(url).content.decode()
    second = client.get(f"{url}?after=2026-01-02_{last.pk}").content.decode()

    assert f'href="?after=2026-01-02_{last.pk}#contacts"' in first
    assert oldest.summary not in first
    assert first.count("Pytanie o wymianę szkół") == 50
    assert oldest.summary in second
    assert "Pytanie o wymianę szkół" not in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("after", ["1", "2026-01-02", "_7", "2026-13-01_7", "2026-01-02_x'", "__"])
def test_a_page_of_the_log_that_nobody_offered_is_the_newest(client, ground, after):
    one, two, _officer = ground
    made = PartnershipFactory(cities=[one, two], stage=Stage.ACTIVE)
    ContactFactory(partnership=made, summary="A letter")

    answer = client.get(f"/en/desk/partnerships/{made.public_id}/", {"after": after})

    assert "A letter" in answer.content.decode()


def test_a_number_that_no_database_takes_is_no_fault(client, ground):
    one, two, _officer = ground
    made = PartnershipFactory(cities=[one, two], stage=Stage.ACTIVE)
    after = {"after": f"2026-01-02_{10**30}"}

    assert client.get(f"/en/desk/partnerships/{made.public_id}/", after).status_code == 200


def test_a_prospect_that_was_given_up_is_offered_no_page(client, ground):
    one, two, _officer = ground
    ended = PartnershipFactory(cities=[one, two], stage=Stage.ENDED)
    given_up = PartnershipFactory(cities=[one, two], **GIVEN_UP)

    def text(partnership):
        return client.get(f"/en/desk/partnerships/{partnership.public_id}/").content.decode()

    assert "Propose the public page" in text(ended)
    assert "Propose the public page" not in text(given_up)
    assert "possible once" not in text(given_up)
    client.force_login(officer_of(two))
    assert client.get(f"/en/desk/partnerships/{given_up.public_id}/").status_code == 404


def test_the_officers_page_costs_the_same_for_little_and_for_much(client, ground, cost):
    one, two, officer = ground
    made = PartnershipFactory(cities=[one, two], stage=Stage.ACTIVE)
    url = f"/en/desk/partnerships/{made.public_id}/"

    def more():
        EventFactory(partnership=made)
        step(made, one, officer)

    more()
    client.get(url)
    little = cost(lambda: client.get(url))
    [more() for _ in range(5)]

    assert len(cost(lambda: client.get(url))) == len(little) <= 12
