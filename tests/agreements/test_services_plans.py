import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from pobratym.agreements.forms.plans import MoneyField
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.plans import PlanLine, WorkPlan
from pobratym.agreements.planfiles import as_csv
from pobratym.agreements.queries.planned import lines_of, totals
from pobratym.agreements.services import adopting, plan_lines
from pobratym.agreements.services.plan_reports import add_evidence, mark_line
from pobratym.agreements.services.plans import open_plan
from pobratym.agreements.states import PlanState, Stage
from pobratym.confirmations.services.answering import confirm
from pobratym.confirmations.states import State
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from tests.factories import AgreementFactory, clause_of, frozen, officer_of

pytestmark = pytest.mark.django_db
ACTION = Wordings({"pl": "Spotkanie dyrektorów", "uk": "Зустріч директорів"})


class Made:
    """A signed agreement, its cities, one officer each, and a plan of 2026."""

    def __init__(self):
        agreement = AgreementFactory()
        self.clause = clause_of(agreement)
        frozen(agreement, Stage.IN_FORCE)
        self.agreement = Agreement.objects.get()
        self.cities = [party.city for party in agreement.parties.all()]
        self.officers = [officer_of(city) for city in self.cities]
        self.plan = open_plan(self.agreement, 2026, **self.acts(0))

    def acts(self, side):
        return {"by": self.officers[side], "for_city": self.cities[side]}

    def proposes(self, side):
        return {"by": self.officers[side], "city": self.cities[side]}

    def line(self, **facts):
        self.plan.refresh_from_db()
        given = {"action": ACTION, "due_on": dt.date(2026, 3, 1), **facts}
        return plan_lines.add_line(self.plan, version=self.plan.version, **self.acts(0), **given)

    def say_yes(self, change):
        change.refresh_from_db()
        acts = self.proposes(1)
        return confirm(change, version=change.version, **acts)

    def adopted(self):
        self.plan.refresh_from_db()
        version = self.plan.version
        change = adopting.propose_adoption(self.plan, version=version, **self.proposes(0))
        assert self.say_yes(change).state == State.DONE
        self.plan.refresh_from_db()


@pytest.fixture
def made():
    return Made()


def code_of(deed, *args, **given):
    with pytest.raises(DomainError) as refusal:
        deed(*args, **given)
    return refusal.value.code


def test_one_plan_a_year(made):
    with pytest.raises(ValidationError):
        open_plan(made.agreement, 2026, **made.acts(1))

    assert WorkPlan.objects.count() == 1


def test_a_plan_begins_like_that_of_another_year(made):
    line = made.line(cost_amount=Decimal(5), cost_currency="PLN")
    PlanLine.objects.filter(pk=line.pk).update(due_on=dt.date(2024, 2, 29))

    plan = open_plan(made.agreement, 2027, like=made.plan, **made.acts(0))

    [line] = plan.lines.all()
    assert (line.due_on, line.state, line.cost_amount) == (dt.date(2027, 2, 28), "planned", 5)


def test_a_line_is_due_in_the_year_of_its_plan(made):
    assert code_of(made.line, due_on=dt.date(2027, 1, 1)) == "other_year"


@pytest.mark.parametrize(
    "typed", ["1 500,50", "1\u00a0500,50", "1\u202f500,50", "1500,50", "1500.50", "1.500,50"]
)
@pytest.mark.parametrize("tongue", ["pl", "uk", "en"])
def test_a_cost_is_read_as_people_write_it(typed, tongue):
    with translation.override(tongue):
        assert MoneyField(decimal_places=2).clean(typed) == Decimal("1500.50")
        assert MoneyField(decimal_places=2, localize=True).clean(typed) == Decimal("1500.50")


def test_costs_are_added_up_for_each_currency_alone(made):
    made.line(cost_amount=Decimal("10.50"), cost_currency="PLN")
    made.line(cost_amount=Decimal(1), cost_currency="PLN")
    made.line(cost_amount=Decimal(300), cost_currency="UAH")
    PlanLine.objects.filter(cost_amount=1).update(state=PlanState.DONE, done_on="2026-01-01")

    sums = totals(lines_of(made.plan))

    assert sums.planned == {"PLN": Decimal("11.50"), "UAH": Decimal(300)}
    assert sums.done == {"PLN": Decimal(1)}


def test_a_cost_needs_amount_and_currency(made):
    with pytest.raises(ValidationError):
        made.line(cost_amount=Decimal(5))


def test_a_plan_is_adopted_with_the_lines_that_all_have_confirmed(made):
    made.line()

    made.adopted()

    assert made.plan.adopted_on is not None
    assert code_of(made.line) == "adopted"


def test_an_empty_plan_and_one_under_an_unsigned_agreement_are_not_adopted(made):
    propose = adopting.propose_adoption
    assert code_of(propose, made.plan, version=1, **made.proposes(0)) == "empty"
    agreement = AgreementFactory()
    city = agreement.opened_by
    officer = officer_of(city)
    plan = open_plan(agreement, 2026, by=officer, for_city=city)

    assert code_of(propose, plan, version=1, by=officer, city=city) == "not_signed"


def test_a_line_added_meanwhile_overtakes_the_proposal(made):
    made.line()
    made.plan.refresh_from_db()
    version = made.plan.version
    change = adopting.propose_adoption(made.plan, version=version, **made.proposes(0))

    made.line()

    change.refresh_from_db()
    assert change.state == State.OVERTAKEN
    made.plan.refresh_from_db()
    assert made.plan.adopted_on is None


def test_who_answers_for_a_line_says_how_it_stands(made):
    line = made.line(city=made.cities[1])
    mark = {"version": 1, "done_on": dt.date(2026, 3, 1)}
    assert code_of(mark_line, line, PlanState.DONE, **mark, **made.acts(1)) == "not_adopted"
    made.adopted()

    assert code_of(mark_line, line, PlanState.DONE, **mark, **made.acts(0)) == "not_yours"
    assert code_of(mark_line, line, PlanState.DONE, version=1, **made.acts(1)) == "no_day"
    assert code_of(mark_line, line, PlanState.DROPPED, version=1, **made.acts(1)) == "no_reason"
    mark_line(line, PlanState.DONE, **mark, **made.acts(1))
    add_evidence(
        line, says="Notatka", on=dt.date(2026, 3, 2), url="https://example.org", **made.acts(1)
    )

    line.refresh_from_db()
    assert (line.state, line.evidence.count()) == ("done", 1)


def test_a_line_of_an_adopted_plan_changes_when_all_have_confirmed(made):
    line = made.line()
    made.adopted()
    facts = {"due_on": dt.date(2026, 9, 1), "city": made.cities[1], "clause": made.clause}

    change = adopting.propose_line(made.plan, line, facts, **made.proposes(0))
    line.refresh_from_db()
    assert line.due_on == dt.date(2026, 3, 1)
    assert made.say_yes(change).state == State.DONE

    line.refresh_from_db()
    assert (line.due_on, line.city, line.clause) == tuple(facts.values())
    no_change = code_of(adopting.propose_line, made.plan, line, facts, **made.proposes(0))
    assert no_change == "no_change"


def test_a_line_is_added_to_an_adopted_plan_when_all_have_confirmed(made):
    made.line()
    made.adopted()
    facts = {"action": ACTION, "due_on": dt.date(2026, 9, 1)}

    change = adopting.propose_line(made.plan, None, facts, **made.proposes(0))
    made.say_yes(change)

    assert made.plan.lines.count() == 2


def test_a_table_holds_no_formula(made):
    made.line(action=Wordings({"pl": "=1+1"}), responsible="@SUM(A1)")

    with translation.override("pl"):
        table = as_csv(lines_of(made.plan), {})

    assert "'=1+1" in table
    assert "'@SUM(A1)" in table
    assert ",=1" not in table
