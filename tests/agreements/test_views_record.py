"""Pages of the record of an agreement, of announcements and plans, as a browser asks for them."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.plans import Evidence, PlanLine, WorkPlan
from pobratym.agreements.models.statements import Claim, Statement
from pobratym.agreements.states import Kind, Stage
from pobratym.core import tokens
from pobratym.core.wordings import Wordings
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
OF_AGREEMENT = [
    "agreement_facts", "agreement_titles", "agreement_languages", "agreement_withdraw",
    "statements", "statement_new", "plans", "plan_new",
]  # fmt: skip
READ = {"statements", "plans"}


@pytest.fixture
def pair():
    cities = [MunicipalityFactory(), MunicipalityFactory(country="UA")]
    partnership = PartnershipFactory(cities=cities, stage=PartnershipStage.AGREEMENT)
    return partnership, cities, officer_of(cities[0])


@pytest.fixture
def agreement(pair):
    made = AgreementFactory(partnership=pair[0])
    clause_of(made, topics=["schools"])
    return made


@pytest.fixture
def plan(agreement, pair):
    """An adopted plan with one line of the first city, under a signed agreement."""
    frozen(agreement, Stage.IN_FORCE)
    made = WorkPlan.objects.create(agreement=agreement, year=2026, adopted_on=dt.date(2026, 1, 1))
    PlanLine.objects.create(
        plan=made, action=Wordings({"en": "Meet"}), due_on=dt.date(2026, 3, 1), city=pair[1][0],
        clause=agreement.clauses.get(),
    )  # fmt: skip
    return made


def address(name, thing, **parts):
    return reverse(f"agreements:{name}", kwargs={"public_id": thing.public_id, **parts})


@pytest.mark.parametrize("name", OF_AGREEMENT)
def test_who_meets_what(client, pair, agreement, name):
    url = address(name, agreement)
    assert client.get(url).status_code == 302

    for reader, status in (
        (pair[2], 200),
        (officer_of(MunicipalityFactory()), 404),
        (holder_of(Role.AUDITOR, pair[1][0]), 200 if name in READ else 403),
    ):
        client.force_login(reader)
        assert client.get(url).status_code == status


def test_two_presses_give_a_draft_with_clauses(client, pair):
    client.force_login(pair[2])
    url = address("agreement_new", pair[0])
    [start] = re.findall(r'value="(template:[a-z_]+)" checked', client.get(url).content.decode())

    sent = client.post(url, {"start": start, "once": tokens.issue("agreement.open")})

    agreement = Agreement.objects.get()
    assert sent.url == reverse("agreements:text", args=[agreement.public_id])
    assert (agreement.kind, agreement.stage) == (Kind.PARTNERSHIP, Stage.DRAFT)
    assert agreement.clauses.count() > 5
    assert [tongue.language for tongue in agreement.tongues.all()] == ["pl", "uk"]
    assert all(tongue.title for tongue in agreement.tongues.all())


def test_a_third_language_is_chosen_on_the_way(client, pair):
    client.force_login(pair[2])
    told = {
        "start": f"empty:{Kind.LETTER_OF_INTENT}",
        "language_en": "aid",
        "another": "de",
        "another_as": "binds",
        "once": tokens.issue("agreement.open"),
    }

    client.post(address("agreement_new", pair[0]), told)

    tongues = Agreement.objects.get().tongues.all()
    assert [(one.language, one.is_authentic) for one in tongues] == [
        ("pl", True),
        ("uk", True),
        ("en", False),
        ("de", True),
    ]


def test_an_amendment_without_its_agreement_is_asked_for_it(client, pair, plan):
    client.force_login(pair[2])
    told = {"start": f"empty:{Kind.AMENDMENT}", "once": tokens.issue("agreement.open")}

    refused = client.post(address("agreement_new", pair[0]), told)

    assert refused.status_code == 422
    assert "Choose the agreement that it changes." in refused.content.decode()
    assert plan.agreement.pk == Agreement.objects.get().pk


def test_titles_saved_meanwhile_are_shown_beside_the_own_ones(client, pair, agreement):
    client.force_login(pair[2])
    url = address("agreement_titles", agreement)
    told = {"title_pl": "Moja", "title_uk": "Моя", "same": "on", "version": agreement.version}
    Agreement.objects.update(version=9)

    assert client.post(url, told).status_code == 409
    assert client.post(url, {**told, "version": 9}).status_code == 302

    assert {one.title for one in agreement.tongues.all()} == {"Moja", "Моя"}


def test_an_announcement_with_its_points_is_entered_in_two_forms(client, pair, agreement):
    client.force_login(pair[2])
    told = {
        "city": pair[1][1].pk, "title": "Новина", "url": "https://example.org/x", "language": "uk",
        "on_day": 7, "on_month": 10, "on_year": 2024, "once": tokens.issue("statement.add"),
    }  # fmt: skip
    client.post(address("statement_new", agreement), told)
    statement = Statement.objects.get()
    point = {
        "says_uk": "Школи", "topic": "schools", "clauses": [agreement.clauses.get().public_id],
        "version": statement.version, "once": tokens.issue("claim.add"),
    }  # fmt: skip

    client.post(address("claim_new", statement), point)

    assert Claim.objects.get().grounds.count() == 1
    text = client.get(address("statements", agreement)).content.decode()
    assert "announced and agreed" in text
    assert client.get(address("claim_edit", statement, place=1)).status_code == 200


def test_a_line_is_marked_and_proved_by_its_city(client, pair, plan):
    client.force_login(pair[2])
    line = PlanLine.objects.get()
    done = {
        "state": "done", "done_on_day": 1, "done_on_month": 3, "done_on_year": 2026,
        "version": line.version,
    }  # fmt: skip

    assert client.post(address("line_mark", line), done).status_code == 302
    shown = {
        "says": "Note", "url": "https://example.org", "on_day": 2, "on_month": 3, "on_year": 2026,
        "once": tokens.issue("plan.evidence"),
    }  # fmt: skip
    assert client.post(address("evidence_new", line), shown).status_code == 302

    line.refresh_from_db()
    assert line.state == "done"
    assert Evidence.objects.count() == 1
    assert client.get(address("plan", plan.agreement, year=2026)).status_code == 200
    table = client.get(address("plan_csv", plan.agreement, year=2026))
    assert table.headers["Content-Type"].startswith("text/csv")


def test_a_change_of_an_adopted_plan_is_proposed(client, pair, plan):
    client.force_login(pair[2])
    line = PlanLine.objects.get()
    assert client.get(address("line_edit", line)).status_code == 200
    told = {
        "action_en": "Meet online", "due_on_day": 1, "due_on_month": 4, "due_on_year": 2026,
        "cost_amount": "1200.50", "cost_currency": "EUR", "version": line.version,
        "once": tokens.issue("plan.line"),
    }  # fmt: skip

    assert client.post(address("line_edit", line), told).status_code == 302

    line.refresh_from_db()
    assert line.action["en"] == "Meet"
    text = client.get(address("plan", plan.agreement, year=2026)).content.decode()
    assert "Meet online" in text


def test_the_plan_costs_the_same_for_few_and_many_lines(client, pair, plan, cost):
    client.force_login(pair[2])
    url = address("plan", plan.agreement, year=2026)
    client.get(url)
    little = cost(lambda: client.get(url))
    for _ in range(5):
        line = PlanLine.objects.create(
            plan=plan, action=Wordings({"en": "Meet"}), due_on=dt.date(2026, 3, 1)
        )
        Evidence.objects.create(
            line=line, says="x", url="https://example.org", on=dt.date(2026, 3, 1)
        )

    assert len(cost(lambda: client.get(url))) == len(little) <= 16
