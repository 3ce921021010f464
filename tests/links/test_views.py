"""Pages of links: who opens them, what they show, and what their forms do."""

import pytest
from django.urls import reverse

from pobratym.directory.models.employment import Employment
from pobratym.links.models.activities import Activity
from pobratym.links.models.links import Link
from pobratym.links.services import links, standing
from pobratym.links.states import LinkState, Origin
from pobratym.vault.models.flows import TransferBasis
from tests.factories import MunicipalityFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db


def address(name, thing=None, **more):
    parts = {"public_id": thing.public_id, **more} if thing is not None else more
    return reverse(f"links:{name}", kwargs=parts)


def text(client, person, where, status=200):
    client.force_login(person)
    answer = client.get(where)
    assert answer.status_code == status
    return answer.content.decode()


def test_people_of_both_sides_and_both_halls_see_a_link_and_nobody_else(client, pair):
    link = pair.propose(message="Dzień dobry")
    for person in (pair.head_a, pair.head_b, pair.teacher_a, pair.officer_a, pair.officer_b):
        assert "Dzień dobry" in text(client, person, address("link", link))
    for person in (UserFactory(), officer_of(MunicipalityFactory())):
        text(client, person, address("link", link), 404)
    client.logout()
    assert client.get(address("link", link)).status_code == 302


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_every_page_opens_in_every_language(client, pair, language):
    link = pair.active()
    pair.head_a.language = language
    client.force_login(pair.head_a)
    activity = Activity.objects.create(
        link=link, title={"pl": "Listy"}, since="2026-01-05", until="2026-01-09"
    )
    for name, thing, more in (
        ("link", link, {}),
        ("link_list", pair.a, {}),
        ("link_pause", link, {}),
        ("link_end", link, {}),
        ("kit_choose", link, {}),
        ("activity_new", link, {}),
        ("activity", activity, {}),
        ("activity_edit", activity, {}),
        ("activity_finish", activity, {}),
        ("kit_list", None, {}),
        ("kit", None, {"code": "letters-about-our-town"}),
    ):
        where = address(name, thing, **more).replace("/en/", f"/{language}/", 1)
        assert client.get(where).status_code == 200, name


def test_a_head_proposes_from_the_page(client, pair):
    where = address("link_new", pair.a, partner=pair.b.public_id) + "?origin=match"
    pair.b.is_listed = True
    pair.b.save()
    page = text(client, pair.head_a, where)
    token = page.split('name="once" value="')[1].split('"')[0]
    answer = client.post(where, {"once": token, "message": "Zacznijmy od listów"})
    link = Link.objects.get()
    assert answer["Location"] == address("link", link)
    assert (link.origin, link.state) == (Origin.MATCH, LinkState.ACCEPTED_BY_ONE)


def test_nobody_proposes_for_an_institution_of_others(client, pair):
    where = address("link_new", pair.a, partner=pair.b.public_id)
    text(client, pair.teacher_a, where, 403)
    text(client, pair.officer_b, where, 404)


def test_an_institution_that_one_must_not_know_of_cannot_be_proposed_to(client, pair):
    where = address("link_new", pair.a, partner=pair.b.public_id)
    text(client, pair.head_a, where, 404)


def test_an_officer_has_no_button_to_accept_and_the_address_refuses(client, pair):
    link = pair.propose()
    page = text(client, pair.officer_b, address("link", link))
    assert address("link_accept", link) not in page
    answer = client.post(address("link_accept", link), {"version": link.version})
    assert answer.status_code == 403
    assert address("link_accept", link) in text(client, pair.head_b, address("link", link))
    client.post(address("link_accept", link), {"version": link.version})
    link.refresh_from_db()
    assert link.state == LinkState.ACTIVE


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("decline", "proposed", LinkState.DECLINED),
        ("withdraw", "proposed", LinkState.WITHDRAWN),
        ("pause", "active", LinkState.PAUSED),
        ("end", "active", LinkState.ENDED),
    ],
)
def test_each_deed_has_its_form(client, pair, name, before, after):
    link = pair.active() if before == "active" else pair.propose()
    person = pair.head_b if name == "decline" else pair.head_a
    client.force_login(person)
    answer = client.post(
        address(f"link_{name}", link), {"version": link.version, "reason": "Remont szkoły"}
    )
    assert answer["Location"] == address("link", link)
    link.refresh_from_db()
    assert (link.state, link.reason) == (after, "Remont szkoły")
    assert "Remont szkoły" in text(client, pair.officer_b, address("link", link))


def test_an_end_without_a_reason_is_asked_again(client, pair):
    link = pair.active()
    client.force_login(pair.head_a)
    answer = client.post(address("link_end", link), {"version": link.version, "reason": " "})
    assert answer.status_code == 422


def test_an_old_form_is_answered_with_what_is_there_now(client, pair):
    link = pair.active()
    standing.pause(link, version=link.version, by=pair.head_b)
    client.force_login(pair.head_a)
    answer = client.post(address("link_end", link), {"version": link.version, "reason": "Koniec"})
    assert answer.status_code == 409
    link.refresh_from_db()
    assert link.state == LinkState.PAUSED


def contacts_shown(client, person, link):
    return text(client, person, address("link", link))


def test_heads_see_each_other_only_while_the_link_stands(client, pair):
    TransferBasis.objects.create(
        sender=pair.here.code, receiver=pair.there.code, basis="clauses", document="Umowa 1"
    )
    link = pair.propose()
    for person, other in ((pair.head_a, pair.head_b), (pair.head_b, pair.head_a)):
        assert other.email not in contacts_shown(client, person, link)
    link = links.accept(link, version=link.version, by=pair.head_b)
    for person, other in ((pair.head_a, pair.head_b), (pair.head_b, pair.head_a)):
        page = contacts_shown(client, person, link)
        assert other.email in page
        assert other.name in page
    for person in (pair.teacher_a, pair.officer_a, pair.officer_b):
        page = contacts_shown(client, person, link)
        assert not {pair.head_a.email, pair.head_b.email} & set(page.replace("<", " ").split())
        assert "mailto:" not in page
    link = standing.end(link, version=link.version, by=pair.head_a, reason="Koniec")
    for person, other in ((pair.head_a, pair.head_b), (pair.head_b, pair.head_a)):
        assert other.email not in contacts_shown(client, person, link)


def test_without_a_ground_names_stay_on_the_polish_side(client, pair):
    link = pair.active()
    page = contacts_shown(client, pair.head_b, link)
    assert pair.head_a.email not in page
    assert "recorded no ground" in page
    assert pair.head_b.email in contacts_shown(client, pair.head_a, link)


def test_a_head_who_left_is_nobodys_contact(client, pair):
    link = pair.active()
    Employment.objects.filter(user=pair.head_b).delete()
    page = contacts_shown(client, pair.head_a, link)
    assert pair.head_b.email not in page
    assert "no head here now" in page
    text(client, pair.head_b, address("link", link), 404)


def test_a_list_is_for_those_of_the_institution_and_its_city(client, pair):
    link = pair.propose()
    for person in (pair.head_a, pair.teacher_a, pair.officer_a):
        assert address("link", link) in text(client, person, address("link_list", pair.a))
    pair.a.is_listed = True
    pair.a.save()
    text(client, pair.head_b, address("link_list", pair.a), 404)


def test_a_plan_is_made_from_a_kit_and_noted_as_done(client, pair):
    link = pair.active()
    where = address("activity_new", link) + "?kit=letters-about-our-town"
    page = text(client, pair.teacher_a, where)
    assert "Tydzień 1" in page
    assert "Тиждень 1" in page
    token = page.split('name="once" value="')[1].split('"')[0]
    days = {"since_day": "5", "since_month": "1", "since_year": "2026"}
    answer = client.post(where, {"once": token, "title_pl": "Listy", "plan_pl": "Krok", **days})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    activity = Activity.objects.get()
    assert activity.kit == "letters-about-our-town"
    assert activity.since == activity.until
    client.force_login(pair.head_b)
    answer = client.post(
        address("activity_finish", activity), {"version": 1, "result_uk": "Було добре"}
    )
    assert answer.status_code == 302
    assert "Було добре" in text(client, pair.officer_a, address("activity", activity))


def test_a_city_hall_reads_plans_and_changes_none(client, pair):
    link = pair.active()
    text(client, pair.officer_a, address("activity_new", link), 403)
    activity = Activity.objects.create(
        link=link, title={"pl": "Listy"}, since="2026-01-05", until="2026-01-09"
    )
    text(client, pair.officer_a, address("activity", activity))
    text(client, pair.officer_a, address("activity_edit", activity), 403)
    text(client, officer_of(MunicipalityFactory()), address("activity", activity), 404)


def test_a_kit_that_is_not_there_is_not_found(client, pair):
    text(client, pair.head_a, address("kit", code="nothing"), 404)
    text(client, pair.head_a, address("activity_new", pair.active()) + "?kit=nothing", 404)


@pytest.mark.parametrize("planned", [1, 5])
def test_the_page_costs_the_same_however_much_is_planned(client, pair, cost, planned):
    link = pair.active()
    for n in range(planned):
        Activity.objects.create(
            link=link, title={"pl": f"Listy {n}"}, since="2026-01-05", until="2026-01-09"
        )
    client.force_login(pair.head_b)
    assert len(cost(lambda: client.get(address("link", link)))) <= 9
