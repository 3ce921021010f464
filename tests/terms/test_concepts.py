import pytest

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.states import Role
from pobratym.journal.models import Entry
from pobratym.languages.tongues import TONGUES
from pobratym.partnerships.queries import seen_by
from pobratym.partnerships.states import Stage
from pobratym.terms.exchange.rows import ConceptRow
from pobratym.terms.models.concepts import Approval, Concept, Term
from pobratym.terms.queries.base import base_of
from pobratym.terms.queries.checking import findings, known_terms
from pobratym.terms.queries.memory import suggestions
from pobratym.terms.queries.pages import Asked, term_page
from pobratym.terms.services.beginning import begin
from pobratym.terms.services.concepts import (
    ConceptFacts,
    add_concept,
    approve,
    edit_concept,
    remove_concept,
    take_approval_back,
    terms_of,
)
from pobratym.terms.services.importing import import_terms, preview
from pobratym.terms.services.memory import remember
from pobratym.terms.starting import starting_set
from pobratym.terms.states import Area, TermStatus
from tests.factories import MunicipalityFactory, PartnershipFactory, holder_of, officer_of

pytestmark = pytest.mark.django_db
P, A, V = TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.AVOID
HUB = {"pl": [("hub kultury", P)], "uk": [("хаб культури", P), ("осередок", V)]}


@pytest.fixture
def room():
    return PartnershipFactory(stage=Stage.AGREEMENT)


@pytest.fixture
def cities(room):
    return [party.municipality for party in room.parties.order_by("pk")]


def _facts(**more):
    return ConceptFacts(**{"terms": HUB, "area": Area.CULTURE, **more})


def _add(room, cities, **more):
    return add_concept(room, _facts(**more), by=officer_of(cities[0]), city=cities[0])


def test_the_languages_are_those_of_agreements():
    from pobratym.agreements.states import TONGUES as OF_AGREEMENTS  # noqa: PLC0415  one use

    assert TONGUES == OF_AGREEMENTS


def test_a_term_base_begins_once(room, cost):
    count = begin(room)
    again = cost(lambda: begin(room))

    assert count == len(starting_set())
    assert Concept.objects.filter(partnership=room).count() == count
    assert len(again) == 3  # one look, inside a savepoint
    assert Entry.objects.filter(what="terms.begun").count() == 1


def test_a_concept_is_entered_with_its_terms(room, cities):
    concept = _add(room, cities)

    assert terms_of(concept) == HUB
    assert concept.code == "hub_kultury"
    assert Entry.objects.get(what="terms.added").city == cities[0].code


def test_an_interpreter_may_write_terms_and_a_stranger_may_not(room, cities):
    add_concept(room, _facts(), by=holder_of(Role.INTERPRETER, cities[1]), city=cities[1])
    other = MunicipalityFactory()

    with pytest.raises(DomainError) as refused:
        add_concept(room, _facts(), by=officer_of(other), city=other)

    assert refused.value.code == "not_a_party"


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"pl": [("hub", P)]}, "one_sided"),
        ({"pl": [("hub", A)], "uk": [("хаб", P)]}, "no_preferred"),
        ({"pl": [("hub", P), ("hub", A)], "uk": [("хаб", P)]}, "twice"),
        ({"pl": [("hub", P)], "xx": [("хаб", P)]}, "no_such_language"),
        ({"pl": [("hub", P), *((f"h{n}", A) for n in range(12))], "uk": [("х", P)]}, "too_many"),
    ],
)
def test_unfit_terms_are_refused(room, cities, terms, code):
    with pytest.raises(DomainError) as refused:
        _add(room, cities, terms=terms)

    assert refused.value.code == code
    assert not Concept.objects.exists()


def test_a_change_raises_the_version_and_a_stale_one_is_refused(room, cities):
    concept, by = _add(room, cities), officer_of(cities[1])
    facts = _facts(note=Wordings({"pl": "uwaga"}))

    changed = edit_concept(concept, facts, version=1, by=by, city=cities[1])

    assert (changed.version, changed.note) == (2, {"pl": "uwaga"})
    with pytest.raises(StaleVersion):
        edit_concept(concept, facts, version=1, by=by, city=cities[1])


def test_what_does_not_differ_is_not_stored(room, cities):
    concept = _add(room, cities)

    edit_concept(concept, _facts(), version=1, by=officer_of(cities[0]), city=cities[0])

    concept.refresh_from_db()
    assert concept.version == 1
    assert not Entry.objects.filter(what="terms.edited").exists()


def test_a_removed_concept_is_found_no_more(room, cities):
    concept, by = _add(room, cities), officer_of(cities[0])

    remove_concept(concept, version=1, by=by, city=cities[0])

    assert base_of(room).concepts == {}
    with pytest.raises(DomainError) as refused:
        remove_concept(concept, version=2, by=by, city=cities[0])
    assert refused.value.code == "removed"


def test_a_term_is_agreed_when_all_cities_have_said_yes_and_not_after_a_change(room, cities):
    concept = _add(room, cities)
    for city in cities:
        approve(room, {concept.public_id: 1}, by=officer_of(city), city=city)
    assert [one.is_approved for one in base_of(room).concepts.values()] == [True]

    facts = _facts(area=Area.LAW)
    edit_concept(concept, facts, version=1, by=officer_of(cities[0]), city=cities[0])

    assert [one.is_approved for one in base_of(room).concepts.values()] == [False]
    with pytest.raises(DomainError) as refused:
        approve(room, {concept.public_id: 1}, by=officer_of(cities[0]), city=cities[0])
    assert refused.value.code == "stale"


def test_an_approval_is_taken_back(room, cities):
    concept, by = _add(room, cities), officer_of(cities[0])
    approve(room, {concept.public_id: 1}, by=by, city=cities[0])

    take_approval_back(concept, version=1, by=by, city=cities[0])

    assert not Approval.objects.exists()
    with pytest.raises(DomainError) as refused:
        take_approval_back(concept, version=1, by=by, city=cities[0])
    assert refused.value.code == "not_approved"


@pytest.mark.parametrize("words", ["hub kul", "ХАБ", "khab", "kultury"])
def test_terms_are_found_in_any_language(room, cities, words):
    _add(room, cities)
    add_concept(
        room, ConceptFacts({"pl": [("rada", P)], "uk": [("рада", P)]}),
        by=officer_of(cities[0]), city=cities[0],
    )  # fmt: skip

    page = term_page(seen_by(officer_of(cities[0]), room.public_id), Asked(words), None)

    assert [row.concept.code for row in page.rows] == ["hub_kultury"]


def test_a_page_goes_on_where_the_last_one_ended(room):
    begin(room)
    seen, after = [], ""
    for _page in range(20):
        page = term_page(room, Asked(after=after), None)
        seen += [row.concept.pk for row in page.rows]
        after = page.older
        if not after:
            break

    assert len(seen) == len(set(seen)) == len(starting_set())


def test_the_base_costs_two_statements_while_nothing_changes(room, cost):
    begin(room)
    room = type(room).objects.with_cities().get(pk=room.pk)
    first = base_of(room)

    again = cost(lambda: base_of(room))

    assert base_of(room) is first
    assert len(again) == 2


def test_a_term_without_its_equivalent_is_told(room, cities):
    _add(room, cities)
    base = base_of(room)

    assert (
        findings(base, {"pl": "Miasta otworzą hub kultury.", "uk": "Міста відкриють хаб культури."})
        == []
    )
    told = findings(base, {"pl": "Miasta otworzą huby kultury.", "uk": "Міста відкриють центр."})
    assert [(one.code, one.language, one.equivalent) for one in told] == [
        ("term", "uk", "хаб культури")
    ]


def test_a_term_to_be_avoided_is_told_where_it_stands(room, cities):
    _add(room, cities)

    told = findings(base_of(room), {"uk": "Міста мають осередки."})

    assert [(one.code, one.text, one.start, one.equivalent) for one in told] == [
        ("avoid", "осередки", 12, "хаб культури")
    ]


def test_known_terms_come_with_their_equivalents(room, cities):
    _add(room, cities)

    known = known_terms(base_of(room), "uk", "Хабом культури", "pl")

    assert [(one.text, one.equivalents) for one in known] == [("Хабом культури", ["hub kultury"])]


def test_a_file_is_told_first_then_stored_and_does_nothing_twice(room, cities):
    _add(room, cities)
    rows = [
        ConceptRow("hub_kultury", "culture", {"en": [("culture hub", P)]}, {}, 2),
        ConceptRow("", "law", {"pl": [("statut", P)], "uk": [("статут", P)]}, {"pl": "uwaga"}, 3),
        ConceptRow("bad", "law", {"pl": [("statut", P)]}, {}, 4),
    ]
    by = officer_of(cities[0])

    told = preview(room, rows)
    assert Concept.objects.count() == 1
    done = import_terms(room, rows, by=by, city=cities[0])
    again = import_terms(room, rows, by=by, city=cities[0])

    for report in (told, done):
        assert [[one.line for one in row] for row in (report.added, report.changed)] == [[3], [2]]
        assert [one.line for one in report.refused] == [4]
    assert (again.added, again.changed, again.unchanged) == ([], [], 2)
    assert set(terms_of(Concept.objects.get(code="hub_kultury"))) == {"pl", "uk", "en"}
    assert Entry.objects.filter(what="terms.imported").count() == 1


def test_a_paragraph_is_remembered_once_and_found_again(room, cities):
    units = [
        {"pl": "Miasta wymieniają delegacje raz w roku.", "uk": "Міста обмінюються раз на рік."},
        {"pl": "Tylko po polsku."},
    ]
    by = officer_of(cities[0])

    assert remember(room, units, origin="Umowa", by=by, city=cities[0]) == 1
    assert remember(room, units, origin="Umowa", by=by, city=cities[0]) == 0

    exact = suggestions(room, "Miasta wymieniają delegacje raz w roku.", "pl", "uk")
    near = suggestions(room, "Miasta wymieniają delegacje dwa razy w roku.", "pl", "uk")
    assert [(one.percent, one.text) for one in exact] == [(100, units[0]["uk"])]
    assert [60 <= one.percent < 100 for one in near] == [True]
    assert suggestions(room, "Coś zupełnie innego", "pl", "uk") == []
    assert suggestions(PartnershipFactory(), units[0]["pl"], "pl", "uk") == []


def test_suggestions_cost_two_statements(room, cities, cost):
    units = [
        {"pl": f"Miasta robią rzecz {n}.", "uk": f"Міста роблять річ {n}."} for n in range(300)
    ]
    remember(room, units, origin="Umowa", by=officer_of(cities[0]), city=cities[0])

    assert len(cost(lambda: suggestions(room, "Miasta robią 7.", "pl", "uk"))) == 2


def test_strangers_see_no_terms(room, cities):
    _add(room, cities)

    assert list(Concept.objects.visible_to(officer_of(cities[1]))) != []
    assert list(Concept.objects.visible_to(officer_of(MunicipalityFactory()))) == []
    assert Term.objects.count() == 3
