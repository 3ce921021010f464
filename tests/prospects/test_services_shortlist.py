"""The short list of a city: marks, notes, criteria and a decision."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.states import Role
from pobratym.prospects.models.shortlist import Criterion, Prospect
from pobratym.prospects.services import shortlist
from pobratym.prospects.services.letters import draft_letter
from pobratym.prospects.states import Decision
from tests.factories import MunicipalityFactory, holder_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return MunicipalityFactory()


@pytest.fixture
def officer(city):
    return holder_of(Role.OFFICER, city)


@pytest.fixture
def prospect(city, officer):
    return shortlist.add_prospect(city, MunicipalityFactory(country="UA"), by=officer)


def code_of(act, *args, **facts):
    with pytest.raises(DomainError) as refused:
        act(*args, **facts)
    return refused.value.code


def test_a_city_stands_once_on_the_list(city, officer, prospect):
    assert shortlist.add_prospect(city, prospect.candidate, by=officer) == prospect
    assert Prospect.objects.count() == 1


def test_no_city_lists_itself(city, officer):
    with pytest.raises(ValidationError, match="its own partner"):
        shortlist.add_prospect(city, city, by=officer)


def test_an_abolished_municipality_is_not_listed(city, officer):
    gone = MunicipalityFactory(ended_on=timezone.localdate())

    assert code_of(shortlist.add_prospect, city, gone, by=officer) == "abolished"


@pytest.mark.usefixtures("prospect")
def test_a_short_list_stays_short(city, officer, monkeypatch):
    monkeypatch.setattr(shortlist, "MOST_ON_THE_LIST", 1)

    assert code_of(shortlist.add_prospect, city, MunicipalityFactory(), by=officer) == "too_many"


def test_another_city_changes_nothing(prospect):
    stranger = holder_of(Role.OFFICER, prospect.candidate)

    facts = {"version": 1, "by": stranger}
    assert code_of(shortlist.write_note, prospect, "x", **facts) == "not_your_city"
    assert code_of(shortlist.decide, prospect, Decision.CHOSEN, **facts) == "not_your_city"
    assert code_of(shortlist.give_marks, prospect, {}, **facts) == "not_your_city"
    assert code_of(shortlist.take_off, prospect, **facts) == "not_your_city"


def test_only_the_own_city_reads_its_list(prospect, officer):
    stranger = holder_of(Role.OFFICER, prospect.candidate)

    assert list(Prospect.objects.visible_to(officer)) == [prospect]
    assert list(Prospect.objects.visible_to(stranger)) == []


def test_a_decision_has_its_day_and_may_be_taken_back(prospect, officer):
    chosen = shortlist.decide(prospect, Decision.CHOSEN, version=1, by=officer)
    assert (chosen.decision, chosen.decided_on) == (Decision.CHOSEN, timezone.localdate())

    again = shortlist.decide(chosen, Decision.CONSIDERING, version=2, by=officer)
    assert (again.decision, again.decided_on, again.reason) == (Decision.CONSIDERING, None, "")


def test_a_no_needs_its_reason(prospect, officer):
    facts = {"version": 1, "by": officer}

    assert code_of(shortlist.decide, prospect, Decision.NO, reason=" ", **facts) == "no_reason"
    refused = shortlist.decide(prospect, Decision.NO, reason="za daleko", **facts)
    assert refused.reason == "za daleko"


def test_two_notes_at_once_are_noticed(prospect, officer):
    shortlist.write_note(prospect, "Dobry kontakt.", version=1, by=officer)

    with pytest.raises(StaleVersion):
        shortlist.write_note(prospect, "Zły kontakt.", version=1, by=officer)


def test_marks_are_given_changed_and_taken_back(city, officer, prospect):
    first = shortlist.add_criterion(city, "Szkoły", 3, by=officer)
    second = shortlist.add_criterion(city, "Energia", 1, by=officer)

    given = shortlist.give_marks(prospect, {first.pk: 5, second.pk: 2}, version=1, by=officer)
    changed = shortlist.give_marks(given, {first.pk: 4, second.pk: None}, version=2, by=officer)

    assert dict(changed.marks.values_list("criterion", "value")) == {first.pk: 4}
    same = shortlist.give_marks(changed, {first.pk: 4}, version=3, by=officer)
    assert Prospect.objects.get().version == same.version - 1 == 3


def test_a_mark_is_five_at_most(city, officer, prospect):
    criterion = shortlist.add_criterion(city, "Szkoły", 3, by=officer)

    with pytest.raises(ValidationError, match="from 0 to 5"):
        shortlist.give_marks(prospect, {criterion.pk: 6}, version=1, by=officer)


def test_marks_are_given_for_the_own_criteria_only(officer, prospect):
    other = prospect.candidate
    strange = shortlist.add_criterion(other, "X", 1, by=holder_of(Role.OFFICER, other))

    marks = {strange.pk: 1}
    facts = {"version": 1, "by": officer}
    assert code_of(shortlist.give_marks, prospect, marks, **facts) == "strange_criterion"


def test_a_criterion_is_changed_and_goes_with_its_marks(city, officer, prospect):
    criterion = shortlist.add_criterion(city, "Szkoły", 3, by=officer)
    shortlist.give_marks(prospect, {criterion.pk: 5}, version=1, by=officer)

    edited = shortlist.edit_criterion(criterion, "Szkoły średnie", 4, version=1, by=officer)
    shortlist.remove_criterion(edited, version=2, by=officer)

    assert not Criterion.objects.exists()
    assert not prospect.marks.exists()


@pytest.mark.parametrize(("name", "weight"), [("", 1), ("Szkoły", 11), ("x" * 121, 1)])
def test_a_criterion_has_a_name_and_a_weight_up_to_ten(city, officer, name, weight):
    with pytest.raises(ValidationError):
        shortlist.add_criterion(city, name, weight, by=officer)


def test_a_criterion_stands_once(city, officer):
    shortlist.add_criterion(city, "Szkoły", 1, by=officer)

    with pytest.raises(ValidationError, match="there already"):
        shortlist.add_criterion(city, "Szkoły", 1, by=officer)


def test_a_city_that_was_written_to_stays_on_the_record(officer, prospect):
    draft_letter(prospect, by=officer)

    assert code_of(shortlist.take_off, prospect, version=1, by=officer) == "has_letters"


def test_a_city_is_taken_off(officer, prospect):
    assert shortlist.take_off(prospect, version=1, by=officer) == prospect.city
    assert not Prospect.objects.exists()
