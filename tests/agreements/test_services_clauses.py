import pytest

from pobratym.agreements.models.clauses import Clause, ClauseText, Wording
from pobratym.agreements.models.negotiation import ClauseConsent
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.services.clauses import add_clause, move, put_back, set_facts, take_out
from pobratym.agreements.services.writing import Words
from pobratym.agreements.states import MOST_CLAUSES, ClauseType, Origin, Stage, Standing
from pobratym.agreements.texts.canonical import clause_digest
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.states import Role
from pobratym.journal.models import Entry
from tests.factories import (
    AgreementFactory,
    MunicipalityFactory,
    clause_of,
    frozen,
    holder_of,
    officer_of,
)

pytestmark = pytest.mark.django_db

BOTH = {
    "pl": Words("Cele", "Współpraca.", origin=Origin.LIBRARY),
    "uk": Words("Цілі", "Співпраця.", origin=Origin.LIBRARY),
}


@pytest.fixture
def agreement():
    return AgreementFactory()


@pytest.fixture
def mine(agreement):
    city = agreement.opened_by
    return {"by": officer_of(city), "city": city}


@pytest.fixture
def three(agreement):
    return [clause_of(agreement, pl=body, uk=body) for body in ("A", "B", "C")]


def refused(code, deed, *args, **given):
    with pytest.raises(DomainError) as refusal:
        deed(*args, **given)
    assert refusal.value.code == code


def bodies(agreement):
    return [
        clause.said("pl").body for clause in text_of(type(agreement).objects.with_cities().get(
            pk=agreement.pk
        )).clauses
    ]  # fmt: skip


def consent(agreement, clause, *cities):
    whole = text_of(type(agreement).objects.with_cities().get(pk=agreement.pk))
    said = next(one for one in whole.clauses if one.key == clause.pk)
    for city in cities:
        ClauseConsent.objects.update_or_create(
            clause=clause,
            city=city,
            defaults={"digest": clause_digest(said.versions, whole.languages)},
        )


def test_a_clause_of_the_library_is_added_in_all_languages_and_none_is_stale(agreement, mine):
    clause = add_clause(
        agreement, ClauseType.AIMS, words=BOTH, topics=["youth"], library_code="aims", **mine
    )

    kept = {text.language: text for text in clause.texts.all()}
    assert {one: (text.body, text.standing) for one, text in kept.items()} == {
        "pl": ("Współpraca.", Standing.HUMAN),
        "uk": ("Співпраця.", Standing.HUMAN),
    }
    assert (clause.topics, clause.library_code, clause.place) == (["youth"], "aims", 1)
    assert set(Wording.objects.values_list("origin", flat=True)) == {"library"}
    line = Entry.objects.get()
    assert (line.what, line.key, line.city) == ("clause.added", clause.pk, mine["city"].code)
    assert line.within_kind == "partnerships.partnership"


def test_a_language_that_the_library_lacks_is_missing():
    agreement = AgreementFactory(languages=("pl", "lt"), authentic=("pl", "lt"))
    city = agreement.opened_by

    clause = add_clause(agreement, "aims", words=BOTH, by=officer_of(city), city=city)

    assert [text.language for text in clause.texts.all()] == ["pl"]


def test_an_empty_clause_counts_as_a_change_of_the_text(agreement, mine):
    clause = add_clause(agreement, "finance", words={}, **mine)

    agreement.refresh_from_db()
    assert (agreement.text_number, clause.added_in, ClauseText.objects.count()) == (1, 1, 0)


@pytest.mark.parametrize(
    ("where", "order"),
    [
        ({}, ["A", "B", "C", "Współpraca."]),
        ({"after": 0}, ["A", "Współpraca.", "B", "C"]),
        ({"first": True}, ["Współpraca.", "A", "B", "C"]),
    ],
)
def test_a_clause_is_added_at_a_place(agreement, mine, three, where, order):
    if "after" in where:
        where = {"after": three[where["after"]]}

    add_clause(agreement, "aims", words=BOTH, **where, **mine)

    assert bodies(agreement) == order


@pytest.mark.parametrize(
    ("which", "how", "order"),
    [
        (0, {"steps": 1}, ["B", "A", "C"]),
        (2, {"steps": -1}, ["A", "C", "B"]),
        (0, {"steps": -1}, ["A", "B", "C"]),
        (2, {"steps": 9}, ["A", "B", "C"]),
        (2, {"before": 0}, ["C", "A", "B"]),
        (0, {"before": 2}, ["B", "A", "C"]),
        (0, {"last": True}, ["B", "C", "A"]),
    ],
)
def test_a_clause_is_moved(mine, three, which, how, order):
    agreement = three[0].agreement
    if "before" in how:
        how = {"before": three[how["before"]]}

    told = move(three[which], **how, **mine)

    assert bodies(agreement) == order
    assert [clause.pk for clause in told] == list(
        Clause.objects.order_by("place").values_list("pk", flat=True)
    )
    counted = type(agreement).objects.get().text_number - agreement.text_number
    assert (
        counted == (order != ["A", "B", "C"]) == Entry.objects.filter(what="clause.moved").count()
    )


def test_a_clause_taken_out_stays_and_comes_back_where_it_stood(agreement, mine, three):
    take_out(three[1], version=1, **mine)

    assert bodies(agreement) == ["A", "C"]
    assert Clause.objects.get(pk=three[1].pk).removed_in is not None

    put_back(three[1], version=2, **mine)

    assert bodies(agreement) == ["A", "B", "C"]
    assert [entry.what for entry in Entry.objects.order_by("pk")] == [
        "clause.taken_out", "clause.put_back",
    ]  # fmt: skip


def test_type_and_fields_are_changed(agreement, mine, three):
    clause = set_facts(three[0], type="preamble", topics=["youth"], version=1, **mine)

    assert (clause.type, clause.topics, clause.version) == ("preamble", ["youth"], 2)
    assert [one.label for one in text_of(type(agreement).objects.with_cities().get()).clauses] == [
        "", "1", "2",
    ]  # fmt: skip


def test_a_stale_form_changes_nothing(mine, three):
    with pytest.raises(StaleVersion):
        take_out(three[0], version=7, **mine)
    with pytest.raises(StaleVersion):
        set_facts(three[0], type="final", topics=[], version=7, **mine)


def test_what_is_out_cannot_be_moved_nor_be_a_mark(agreement, mine, three):
    take_out(three[0], version=1, **mine)

    refused("taken_out", move, three[0], steps=1, **mine)
    refused("taken_out", move, three[2], before=three[0], **mine)
    refused("taken_out", take_out, three[0], version=2, **mine)
    refused("taken_out", add_clause, agreement, "aims", words={}, after=three[0], **mine)
    refused("not_out", put_back, three[1], version=1, **mine)


def test_a_settled_clause_is_neither_taken_out_nor_described_anew(agreement, mine, three):
    consent(agreement, three[0], *(party.city for party in agreement.parties.all()))

    refused("settled", take_out, three[0], version=1, **mine)
    refused("settled", set_facts, three[0], type="final", topics=[], version=1, **mine)
    move(three[0], steps=1, **mine)


def test_one_yes_of_two_settles_nothing(agreement, mine, three):
    consent(agreement, three[0], agreement.opened_by)

    take_out(three[0], version=1, **mine)


def test_a_frozen_text_stays_as_it_is(agreement, mine, three):
    frozen(agreement)

    refused("frozen", add_clause, agreement, "aims", words={}, **mine)
    refused("frozen", move, three[0], steps=1, **mine)
    refused("frozen", take_out, three[0], version=1, **mine)


def test_only_the_cities_of_the_agreement_write(agreement, three):
    third = MunicipalityFactory()
    city = agreement.opened_by
    interpreter = holder_of(Role.INTERPRETER, city)

    refused("not_a_party", move, three[0], steps=1, by=officer_of(third), city=third)
    refused("not_your_city", move, three[0], steps=1, by=officer_of(third), city=city)
    refused("not_your_city", move, three[0], steps=1, by=interpreter, city=city)


def test_a_draft_is_written_only_by_its_city():
    agreement = AgreementFactory(stage=Stage.DRAFT)
    other = agreement.parties.last().city

    refused(
        "not_a_party", add_clause, agreement, "aims", words={}, by=officer_of(other), city=other
    )
    city = agreement.opened_by
    add_clause(agreement, "aims", words=BOTH, by=officer_of(city), city=city)
    assert Entry.objects.get().is_own


def test_there_is_an_end_of_clauses(agreement, mine):
    Clause.objects.bulk_create(
        Clause(agreement=agreement, place=place, type="aims") for place in range(MOST_CLAUSES)
    )

    refused("too_many", add_clause, agreement, "aims", words={}, **mine)
