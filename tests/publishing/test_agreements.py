"""The public page of an agreement: what it shows, what it keeps back, what it costs."""

import datetime as dt

import pytest
from django.urls import reverse

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.plans import PlanLine, WorkPlan
from pobratym.agreements.models.statements import Claim, Statement
from pobratym.agreements.states import Stage
from pobratym.core.wordings import Wordings
from pobratym.journal.services import record
from pobratym.partnerships.states import Stage as PartnershipStage
from tests.factories import AgreementFactory, PartnershipFactory, clause_of, frozen, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    partnership = PartnershipFactory(stage=PartnershipStage.ACTIVE, is_public=True)
    made = AgreementFactory(partnership=partnership)
    clause_of(made, pl="Szkoły współpracują.", uk="Школи співпрацюють.", topics=["schools"])
    frozen(made, Stage.IN_FORCE)
    Agreement.objects.update(is_public=True)
    record("agreement.published", made, by=None)
    return Agreement.objects.get()


def page_of(agreement):
    return reverse("publishing:agreement", args=[agreement.public_id])


def filled(agreement, numbers):
    city = agreement.opened_by
    clause = agreement.clauses.get()
    for number in numbers:
        statement = Statement.objects.create(
            agreement=agreement, city=city, title=f"Komunikat {number}",
            url="https://example.org", on=dt.date(2024, 10, 7), language="pl",
        )  # fmt: skip
        claim = Claim.objects.create(
            statement=statement, place=1, topic="sport", says=Wordings({"pl": "Sport"})
        )
        claim.grounds.create(clause=clause)
        plan = WorkPlan.objects.create(
            agreement=agreement, year=2000 + number, adopted_on=dt.date(2026, 1, 1)
        )
        PlanLine.objects.create(
            plan=plan, action=Wordings({"pl": f"Spotkanie {number}"}), due_on=dt.date(2026, 3, 1),
            responsible="Jan Kowalski",
        )  # fmt: skip
    record("agreement.edited", agreement, by=None)


def test_everybody_reads_the_signed_text_side_by_side(client, agreement):
    text = client.get(page_of(agreement)).content.decode()

    assert "Szkoły współpracują." in text
    assert "Школи співпрацюють." in text
    assert agreement.text_version.sha256 in text


def test_what_is_not_public_is_not_there(client, agreement):
    Agreement.objects.update(is_public=False)
    assert client.get(page_of(agreement)).status_code == 404

    client.force_login(officer_of(agreement.opened_by))
    assert client.get(page_of(agreement)).status_code == 200


def test_a_draft_has_no_page_even_for_its_officers(client):
    draft = AgreementFactory()
    clause_of(draft)
    client.force_login(officer_of(draft.opened_by))

    assert client.get(page_of(draft)).status_code == 404


def test_plans_that_are_not_adopted_and_names_stay_inside(client, agreement):
    filled(agreement, [1, 2])
    WorkPlan.objects.filter(year=2002).update(adopted_on=None)
    record("plan.opened", agreement, by=None)

    text = client.get(page_of(agreement)).content.decode()

    assert "Spotkanie 1" in text
    assert "Spotkanie 2" not in text
    assert "Kowalski" not in text


def test_the_page_costs_the_same_for_little_and_for_much(client, agreement, cost):
    filled(agreement, range(1))
    client.get("/en/")
    little = cost(lambda: client.get(page_of(agreement)))
    filled(agreement, range(1, 6))

    assert len(cost(lambda: client.get(page_of(agreement)))) == len(little) <= 10


def test_who_has_this_edition_gets_no_page_again(client, agreement):
    first = client.get(page_of(agreement))

    again = client.get(page_of(agreement), headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


def test_the_page_of_the_partnership_leads_there(client, agreement):
    partnership = reverse("publishing:partnership", args=[agreement.partnership.public_id])

    assert str(agreement.public_id) in client.get(partnership).content.decode()
