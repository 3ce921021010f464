import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from pobratym.confirmations.models import JointChange
from pobratym.core.wordings import Wordings
from pobratym.directory.states import READING, READING_NOTES, WRITING, Role
from pobratym.languages.services import note_wordings
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.opening import edit_partnership
from pobratym.partnerships.states import NEXT, Stage
from tests.agreeing import agree
from tests.factories import (
    ContactFactory,
    EmploymentFactory,
    MunicipalityFactory,
    PartnershipFactory,
    PartyFactory,
    UserFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db

PAGES = [
    "partnership_edit",
    "partnership_stage",
    "partnership_withdraw",
    "event_new",
    "contact_new",
]
BUTTONS = ["partnership_publish"]


@pytest.fixture
def partnership():
    return PartnershipFactory(stage=Stage.ACTIVE, title=Wordings({"pl": "Stary", "uk": "Старий"}))


@pytest.fixture
def officer(partnership):
    return officer_of(partnership.opened_by)


@pytest.fixture
def client(client, officer):
    client.force_login(officer)
    return client


def address(name, partnership, language="en"):
    with override(language):
        return reverse(f"partnerships:{name}", kwargs={"public_id": partnership.public_id})


def desk_of(partnership):
    return f"/en/desk/partnerships/{partnership.public_id}/"


def typed(**given):
    return {"version": 1, "title_pl": "Nowy", "affiliation": "twin_city", **given}


def day(on):
    return {"on_day": on.day, "on_month": on.month, "on_year": on.year}


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_in_every_language(client, partnership, name, language):
    response = client.get(address(name, partnership, language))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("name", [*PAGES, *BUTTONS])
def test_a_stranger_meets_404(client, partnership, name):
    client.force_login(officer_of(MunicipalityFactory()))

    assert client.post(address(name, partnership), {"version": 1}).status_code == 404


@pytest.mark.parametrize("name", [*PAGES, *BUTTONS])
def test_a_prospect_and_none_look_the_same_to_the_partner(client, name):
    prospect = PartnershipFactory()
    partner = officer_of(prospect.parties.last().municipality)
    client.force_login(partner)

    def met():
        answer = client.post(address(name, prospect), {"version": 1})
        page = answer.content.decode().replace(str(prospect.public_id), "")
        return answer.status_code, re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", page)

    hidden = met()
    prospect.public_id = uuid.uuid4()
    none = met()

    assert hidden == none
    assert hidden[0] == 404


@pytest.mark.parametrize("name", [*PAGES, *BUTTONS])
def test_who_may_only_read_a_public_partnership_is_refused(client, partnership, name):
    Partnership.objects.update(is_public=True)
    client.force_login(officer_of(MunicipalityFactory()))

    assert client.post(address(name, partnership), {"version": 1}).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_who_has_not_signed_in_is_asked_to(client, partnership, name):
    client.logout()

    assert client.get(address(name, partnership)).status_code == 302


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_is_no_page(client, partnership, name):
    assert client.get(address(name, partnership)).status_code == 405


def test_the_form_opens_with_what_is_said_now(client, partnership):
    partnership.fields.create(topic="schools")

    page = client.get(address("partnership_edit", partnership)).content.decode()

    assert 'value="Stary"' in page
    assert 'value="Старий"' in page
    assert re.search(r'value="schools"[^>]* checked', page)
    assert re.search(r'name="version" value="1"', page)


def test_each_box_says_how_its_language_version_stands(client, partnership, officer):
    note_wordings(partnership, "title", old={}, new=partnership.title, by=officer)

    page = client.get(address("partnership_edit", partnership)).content.decode()

    assert [word in page for word in ("original", "translated", "missing")] == [True] * 3


def test_changes_are_saved_and_said(client, partnership):
    response = client.post(
        address("partnership_edit", partnership), typed(topics=["sport"]), follow=True
    )

    partnership.refresh_from_db()
    assert response.redirect_chain == [(desk_of(partnership), 302)]
    assert "Your changes are saved." in response.content.decode()
    assert (partnership.title, partnership.affiliation) == (Wordings({"pl": "Nowy"}), "twin_city")


def test_a_stale_form_shows_both_versions_and_keeps_what_was_typed(client, partnership):
    city = partnership.opened_by
    edit_partnership(
        partnership, version=1, by=None, city=city, title=Wordings({"pl": "Ich wersja"})
    )

    response = client.post(address("partnership_edit", partnership), typed(summary_uk="Мій опис"))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Ich wersja" in page
    assert 'value="Nowy"' in page
    assert page.count("Мій опис") == 2
    assert "Somebody else saved this meanwhile" in page
    assert Partnership.objects.get().title == Wordings({"pl": "Ich wersja"})

    saved = client.post(address("partnership_edit", partnership), typed(version=2))
    assert saved.status_code == 302
    assert Partnership.objects.get().title == Wordings({"pl": "Nowy"})


def test_after_a_stale_save_the_form_carries_the_version_it_showed(client, partnership):
    edit_partnership(
        partnership, version=1, by=None, city=partnership.opened_by, affiliation="friendship"
    )

    page = client.post(address("partnership_edit", partnership), typed()).content.decode()

    assert 'name="version" value="2"' in page


@pytest.mark.parametrize("version", ["", "x", "-1", "0", "99999999999999999999", "1.5"])
def test_a_version_that_is_no_version_is_refused(client, partnership, version):
    response = client.post(address("partnership_edit", partnership), typed(version=version))

    assert response.status_code in {400, 422}
    assert Partnership.objects.get().title["pl"] == "Stary"


def test_a_draft_of_an_edit_still_notices_that_somebody_saved_first(client, partnership):
    here = address("partnership_edit", partnership)
    client.post(here, typed(keep="1", title_pl="Szkic"))
    edit_partnership(
        partnership, version=1, by=None, city=partnership.opened_by, affiliation="friendship"
    )

    page = client.get(here).content.decode()

    assert 'value="Szkic"' in page
    assert 'name="version" value="1"' in page


def test_only_stages_that_may_follow_are_offered(client, partnership):
    page = client.get(address("partnership_stage", partnership)).content.decode()

    offered = re.findall(r'name="to" type="radio" value="([^"]+)"', page)
    assert offered == [stage.value for stage in NEXT[Stage.ACTIVE]]


def test_the_page_says_that_the_partner_must_confirm(client, partnership):
    page = client.get(address("partnership_stage", partnership)).content.decode()

    assert "The partner city must confirm this step" in page


def test_an_end_is_proposed_and_nothing_moves_yet(client, partnership):
    response = client.post(
        address("partnership_stage", partnership),
        {
            "version": 1,
            "to": "ended",
            "reason_uk": "Строк закінчився",
            "message": "Jak ustalono",
            **day(dt.date(2026, 3, 14)),
        },
    )

    partnership.refresh_from_db()
    change = JointChange.objects.get()
    assert response.status_code == 302
    assert (partnership.stage, partnership.ended_on, partnership.version) == ("active", None, 1)
    assert (change.after["stage"], change.reason) == ("ended", "Jak ustalono")
    shown = client.get(desk_of(partnership)).content.decode()
    assert "next stage of the partnership" in shown
    assert "Take the proposal back" in shown


def test_while_a_proposal_waits_its_page_stands_in_place_of_the_form(client, partnership):
    client.post(address("partnership_stage", partnership), {"version": 1, "to": "suspended"})

    response = client.get(address("partnership_stage", partnership))

    change = JointChange.objects.get()
    assert (response.status_code, response["Location"]) == (
        302,
        f"/en/desk/proposals/{change.public_id}/",
    )


@pytest.mark.parametrize("stage", [Stage.PROSPECT, Stage.CONTACTED])
def test_a_step_of_its_own_is_recorded_at_once(client, stage):
    made = PartnershipFactory(stage=stage)
    client.force_login(officer_of(made.opened_by))

    client.post(
        address("partnership_stage", made),
        {"version": 1, "to": "ended", "reason_pl": "Rezygnacja", **day(dt.date(2026, 3, 14))},
    )

    made.refresh_from_db()
    assert (made.stage, JointChange.objects.exists()) == ("ended", False)


ROLES_THAT_READ = sorted(READING - WRITING)


@pytest.mark.parametrize("role", ROLES_THAT_READ)
def test_who_only_reads_for_a_city_sees_the_partnership_and_no_button(client, partnership, role):
    reader = UserFactory()
    EmploymentFactory(user=reader, municipality=partnership.opened_by, role=role)
    ContactFactory(partnership=partnership, summary="Tylko dla nas")
    client.force_login(reader)

    shown = client.get(desk_of(partnership))

    assert shown.status_code == 200
    page = shown.content.decode()
    assert 'href="' + address("partnership_edit", partnership) not in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    assert ("Tylko dla nas" in page) == (role in READING_NOTES)
    assert [client.get(address(name, partnership)).status_code for name in PAGES] == [403] * 5


def test_a_mayor_answers_from_the_page_of_the_partnership(client, partnership):
    client.post(address("partnership_stage", partnership), {"version": 1, "to": "suspended"})
    mayor = UserFactory()
    partner = partnership.parties.last().municipality
    EmploymentFactory(user=mayor, municipality=partner, role=Role.MAYOR)
    client.force_login(mayor)
    change = JointChange.objects.get()
    assert (
        f"/desk/proposals/{change.public_id}/confirm/"
        in client.get(desk_of(partnership)).content.decode()
    )

    response = client.post(
        reverse("confirmations:change_confirm", kwargs={"public_id": change.public_id}),
        {"version": 1, "next": desk_of(partnership)},
    )

    partnership.refresh_from_db()
    assert (response["Location"], partnership.stage) == (desk_of(partnership), "suspended")


def test_an_end_needs_its_day_and_its_reason(client, partnership):
    response = client.post(address("partnership_stage", partnership), {"version": 1, "to": "ended"})

    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_on_day"' in page
    assert 'href="#id_reason_pl"' in page


@pytest.mark.parametrize(
    "on",
    [
        {"on_day": "1", "on_month": "1", "on_year": "1"},
        {"on_day": "31", "on_month": "12", "on_year": "9999"},
        {"on_day": "31", "on_month": "2", "on_year": "2026"},
        {"on_day": "7", "on_month": "", "on_year": "2026"},
        {"on_day": "x", "on_month": "y", "on_year": "z"},
        {"on_day": "9" * 400, "on_month": "1", "on_year": "2026"},
        day(timezone.localdate() + dt.timedelta(days=1)),
        day(dt.date(2024, 10, 6)),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_moves(client, partnership, on):
    response = client.post(
        address("partnership_stage", partnership),
        {"version": 1, "to": "ended", "reason_pl": "Koniec", **on},
    )

    assert response.status_code == 422
    assert Partnership.objects.get().stage == "active"


@pytest.mark.parametrize("to", ["", "active", "prospect", "married"])
def test_a_stage_that_may_not_follow_is_refused(client, partnership, to):
    response = client.post(address("partnership_stage", partnership), {"version": 1, "to": to})

    assert (response.status_code, Partnership.objects.get().stage) == (422, "active")


def test_an_old_stage_page_answers_409(client, partnership):
    Partnership.objects.update(version=5)

    response = client.post(
        address("partnership_stage", partnership), {"version": 1, "to": "suspended"}
    )

    assert response.status_code == 409
    assert 'name="version" value="5"' in response.content.decode()


def test_a_partnership_is_withdrawn_with_its_reason(client, partnership):
    response = client.post(
        address("partnership_withdraw", partnership),
        {"version": 1, "reason": "Wpisane dwa razy"},
        follow=True,
    )

    partnership.refresh_from_db()
    assert response.status_code == 200
    assert partnership.withdrawn_because == "Wpisane dwa razy"


def test_a_partnership_is_not_withdrawn_without_a_reason(client, partnership):
    response = client.post(
        address("partnership_withdraw", partnership), {"version": 1, "reason": "  "}
    )

    assert response.status_code == 422
    assert Partnership.objects.get().withdrawn_at is None


def test_the_partner_does_not_withdraw_what_the_other_city_entered(client, partnership):
    client.force_login(officer_of(partnership.parties.last().municipality))

    assert client.get(address("partnership_withdraw", partnership)).status_code == 403


def test_the_public_page_is_proposed_put_up_and_taken_down(client, partnership):
    up = client.post(address("partnership_publish", partnership), {"version": 1}, follow=True)
    assert "The public page is proposed" in up.content.decode()
    assert not Partnership.objects.get().is_public
    agree(JointChange.objects.get())
    assert Partnership.objects.get().is_public

    down = address("partnership_unpublish", partnership)
    assert "Take the public page down" in client.get(down).content.decode()
    assert Partnership.objects.get().is_public, "looking changes nothing"
    assert client.post(down, {"version": 1}).status_code == 409
    client.post(down, {"version": 2})
    assert not Partnership.objects.get().is_public
    assert client.get(down).status_code == 302


def test_taking_the_page_down_is_for_those_who_may_change_it(client, partnership):
    down = address("partnership_unpublish", partnership)
    client.force_login(officer_of(MunicipalityFactory()))
    assert client.post(down, {"version": 1}).status_code == 404
    Partnership.objects.update(is_public=True)
    assert client.post(down, {"version": 1}).status_code == 403


def test_who_proposes_a_stage_hears_who_is_asked_and_until_when(client, partnership):
    page = client.get(address("partnership_stage", partnership)).content.decode()
    sent = client.post(
        address("partnership_stage", partnership), {"version": 1, "to": "suspended"}, follow=True
    )

    assert "Send the proposal" in page
    other = partnership.parties.last().municipality.name["en"]
    assert f"The proposal is sent to: {other}." in sent.content.decode()


def test_a_proposed_public_page_says_who_is_awaited(client, partnership):
    client.post(address("partnership_publish", partnership), {"version": 1})

    page = client.get(desk_of(partnership)).content.decode()

    other = partnership.parties.last().municipality.name["en"]
    assert f"waits for the answer of: {other}" in page
    assert "it can be proposed now" not in page


@pytest.mark.parametrize("version", ["", "7"])
def test_an_old_button_does_nothing_and_says_so(client, partnership, version):
    response = client.post(
        address("partnership_publish", partnership), {"version": version}, follow=True
    )

    assert "Somebody else saved this meanwhile" in response.content.decode()
    assert not Partnership.objects.get().is_public


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_for_two_cities_and_for_many(client, partnership, name, cost):
    here = address(name, partnership)
    client.get(here)
    two = cost(lambda: client.get(here))
    for topic in ("schools", "sport", "culture"):
        PartyFactory(partnership=partnership)
        officer_of(partnership.opened_by)
        partnership.fields.create(topic=topic)

    many = cost(lambda: client.get(here))

    assert len(many) == len(two) <= 12
