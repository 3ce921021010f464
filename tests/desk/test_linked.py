"""Links on the desk, on the page of a partnership and in the journal."""

import datetime as dt

import pytest
from django.urls import reverse

from pobratym.directory.duties import open_duties
from pobratym.directory.states import Role
from pobratym.links.models.activities import Activity
from pobratym.links.services import links
from pobratym.links.services.activities import plan_activity
from pobratym.links.states import Origin
from pobratym.partnerships.states import Stage
from tests.factories import (
    InstitutionFactory,
    MunicipalityFactory,
    PartnershipFactory,
    holder_of,
    officer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    here, there = MunicipalityFactory(), MunicipalityFactory(country="UA")
    a, b = InstitutionFactory(municipality=here), InstitutionFactory(municipality=there)
    return here, there, a, b, holder_of(Role.HEAD, here, a), holder_of(Role.HEAD, there, b)


def text(client, person, where, status=200):
    client.force_login(person)
    answer = client.get(where)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_proposal_waits_on_the_desk_of_the_head_who_has_not_answered(client, pair):
    _here, there, a, b, head_a, head_b = pair
    link = links.propose(a, b, origin=Origin.MANUAL, by=head_a)
    page = reverse("links:link", kwargs={"public_id": link.public_id})
    assert page in text(client, head_b, "/en/desk/")
    assert page not in text(client, head_a, "/en/desk/")
    assert page not in text(client, holder_of(Role.TEACHER, there, b), "/en/desk/")
    links.accept(link, version=link.version, by=head_b)
    assert page not in text(client, head_b, "/en/desk/")


def test_a_plan_that_is_over_waits_for_a_word_on_what_came_of_it(client, pair):
    *_cities, a, b, head_a, head_b = pair
    link = links.propose(a, b, origin=Origin.MANUAL, by=head_a)
    link = links.accept(link, version=link.version, by=head_b)
    plan = plan_activity(
        link,
        by=head_a,
        title={"pl": "Listy"},
        since=dt.date(2024, 1, 8),
        until=dt.date(2024, 1, 12),
    )
    for person in (head_a, head_b):
        assert f"/desk/activities/{plan.public_id}/" in text(client, person, "/en/desk/")
    duties = {one.duty.name for one in open_duties(head_a.pk, a.municipality_id)}
    assert duties == {"links.activity"}


def test_the_desk_of_a_head_costs_the_same_however_many_links_wait(client, pair, cost):
    here, there, _a, b, _head_a, head_b = pair
    client.force_login(head_b)
    client.get("/en/desk/")
    counts = []
    for _ in range(3):
        links.propose(
            InstitutionFactory(municipality=here), b, origin=Origin.PAIRING, by=officer_of(there)
        )
        counts.append(len(cost(lambda: client.get("/en/desk/"))))
    assert len(set(counts)) == 1
    assert counts[0] <= 10


def test_the_page_of_a_partnership_lists_its_links(client, pair, cost):
    here, there, a, b, head_a, _head_b = pair
    partnership = PartnershipFactory(cities=[here, there], stage=Stage.ACTIVE)
    officer = officer_of(there)
    address = reverse("desk:partnership", kwargs={"public_id": partnership.public_id})
    text(client, officer, address)
    before = len(cost(lambda: client.get(address)))
    links.propose(a, b, origin=Origin.MANUAL, by=head_a)
    for _ in range(3):
        one, other = InstitutionFactory(municipality=here), InstitutionFactory(municipality=there)
        links.propose(one, other, origin=Origin.MANUAL, by=officer)
    assert a.name["pl"] in text(client, officer, address) or a.name["en"] in text(
        client, officer, address
    )
    assert len(cost(lambda: client.get(address))) == before


def test_the_journal_of_a_link_is_read_by_both_sides_only(client, pair):
    _here, there, a, b, head_a, head_b = pair
    link = links.propose(a, b, origin=Origin.MANUAL, by=head_a)
    link = links.accept(link, version=link.version, by=head_b)
    plan_activity(
        link, by=head_a, title={"pl": "Listy"}, since=dt.date(2024, 1, 8), until=dt.date(2024, 1, 8)
    )
    where = f"/en/desk/journal/links.link/{link.pk}/"
    for person in (head_a, officer_of(there)):
        page = text(client, person, where)
        for sentence in ("proposed a link", "it is active", "planned an activity"):
            assert sentence in page
    text(client, officer_of(MunicipalityFactory()), where, 404)
    assert Activity.objects.count() == 1


def test_a_leaving_head_sees_the_proposals_that_wait(pair):
    _here, there, a, b, head_a, head_b = pair
    link = links.propose(a, b, origin=Origin.MANUAL, by=head_a)
    (found,) = open_duties(head_b.pk, there.pk)
    assert found.duty.name == "links.proposal"
    assert found.lines[0].page == f"/desk/links/{link.public_id}/"
    assert not open_duties(head_a.pk, there.pk)
