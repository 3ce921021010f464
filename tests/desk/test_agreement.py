"""The officers' page of an agreement, and what agreements put on the desk."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.plans import PlanLine, WorkPlan
from pobratym.agreements.queries.acting import worked_on_by
from pobratym.agreements.states import Stage
from pobratym.core.wordings import Wordings
from pobratym.desk.queries.agreement import agreement_desk
from pobratym.desk.queries.desk import desk_of
from pobratym.directory.states import Role
from pobratym.partnerships.states import Stage as PartnershipStage
from tests.factories import (
    AgreementFactory,
    MunicipalityFactory,
    PartnershipFactory,
    clause_of,
    frozen,
    holder_of,
    officer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    cities = [MunicipalityFactory(), MunicipalityFactory(country="UA")]
    partnership = PartnershipFactory(cities=cities, stage=PartnershipStage.AGREEMENT)
    return partnership, cities, [officer_of(city) for city in cities]


def page_of(agreement):
    return reverse("desk:agreement", args=[agreement.public_id])


def made_at(pair, stage, **facts):
    agreement = AgreementFactory(partnership=pair[0])
    clause_of(agreement)
    if stage != Stage.NEGOTIATION:
        frozen(agreement, stage, **facts)
    return Agreement.objects.get(pk=agreement.pk)


def shown(agreement, reader):
    return agreement_desk(worked_on_by(reader, agreement.public_id), reader)


@pytest.mark.parametrize(
    ("stage", "page"),
    [
        (Stage.NEGOTIATION, "agreements:text"),
        (Stage.TEXT_AGREED, "routes:lanes"),
        (Stage.READY_TO_SIGN, "routes:signing"),
        (Stage.SIGNED, "routes:force"),
    ],
)
def test_each_stage_says_what_comes_next_and_where(pair, stage, page):
    agreement = made_at(pair, stage)

    todo = shown(agreement, pair[2][0]).todo

    assert reverse(page, args=[agreement.public_id]) in [one.address for one in todo]
    assert any(one.is_mine for one in todo)


def test_a_draft_is_seen_by_its_city_alone(client, pair):
    draft = AgreementFactory(partnership=pair[0], stage=Stage.DRAFT)
    clause_of(draft)

    for officer, status in zip(pair[2], (200, 404), strict=True):
        client.force_login(officer)
        assert client.get(page_of(draft)).status_code == status
    client.logout()
    assert client.get(page_of(draft)).status_code == 302


def test_an_auditor_reads_and_is_asked_for_nothing(client, pair):
    agreement = made_at(pair, Stage.NEGOTIATION)
    auditor = holder_of(Role.AUDITOR, pair[1][0])
    client.force_login(auditor)

    assert client.get(page_of(agreement)).status_code == 200
    assert not any(one.is_mine for one in shown(agreement, auditor).todo)


@pytest.mark.parametrize("stage", [Stage.NEGOTIATION, Stage.TEXT_AGREED, Stage.IN_FORCE])
def test_the_page_costs_the_same_for_little_and_for_much(client, pair, cost, stage):
    agreement = made_at(pair, stage)
    client.force_login(pair[2][0])
    client.get(page_of(agreement))
    little = cost(lambda: client.get(page_of(agreement)))
    for _ in range(5):
        clause_of(agreement)

    assert len(cost(lambda: client.get(page_of(agreement)))) == len(little) <= 20


def test_agreements_stand_among_what_waits(pair):
    today = timezone.localdate()
    draft = AgreementFactory(partnership=pair[0], stage=Stage.DRAFT)
    clause_of(draft)
    ending = made_at(pair, Stage.IN_FORCE, ends_on=today + dt.timedelta(days=20))
    plan = WorkPlan.objects.create(agreement=ending, year=2026, adopted_on=today)
    PlanLine.objects.create(
        plan=plan, action=Wordings({"en": "Meet"}), due_on=today, city=pair[1][0]
    )

    def waits(person):
        groups = desk_of(person, timezone.now()).groups
        return {one.address for group in groups for one in group.matters}

    line = PlanLine.objects.get()
    plan_page = reverse("agreements:plan", args=[ending.public_id, 2026])
    draft_page = reverse("agreements:text", args=[draft.public_id])
    mine, theirs = waits(pair[2][0]), waits(pair[2][1])
    assert {draft_page, page_of(ending), f"{plan_page}#line-{line.public_id}"} <= mine
    assert theirs & {draft_page, f"{plan_page}#line-{line.public_id}"} == set()
    assert page_of(ending) in theirs


def test_the_desk_with_agreements_costs_fourteen_statements_at_any_number(client, pair, cost):
    today = timezone.localdate()

    def more():
        agreement = made_at(pair, Stage.IN_FORCE, ends_on=today)
        plan = WorkPlan.objects.create(agreement=agreement, year=2026, adopted_on=today)
        PlanLine.objects.create(plan=plan, action=Wordings({"en": "Meet"}), due_on=today)
        made_at(pair, Stage.TEXT_AGREED)

    more()
    client.force_login(pair[2][0])
    client.get("/en/desk/")
    little = cost(lambda: client.get("/en/desk/"))
    for _ in range(3):
        more()

    assert len(cost(lambda: client.get("/en/desk/"))) == len(little) <= 14


def test_an_active_partnership_is_offered_once_an_agreement_is_in_force(client, pair):
    made_at(pair, Stage.IN_FORCE)
    client.force_login(pair[2][0])

    text = client.get(f"/en/desk/partnerships/{pair[0].public_id}/").content.decode()

    assert "The partnership can become active now." in text
    assert page_of(Agreement.objects.get()) in text


def test_the_journal_of_an_agreement_is_read_by_its_cities(client, pair):
    agreement = made_at(pair, Stage.NEGOTIATION)
    url = reverse("desk:journal_thing", args=["agreements.agreement", agreement.pk])
    client.force_login(pair[2][1])
    assert client.get(url).status_code == 200

    client.force_login(officer_of(MunicipalityFactory()))
    assert client.get(url).status_code == 404
