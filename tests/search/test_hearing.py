"""What was saved is found at once, what was renamed no longer by its old name."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from pobratym.agreements.services.clauses import add_clause, take_out
from pobratym.agreements.services.editing import Typed, save_wording
from pobratym.agreements.services.facts import edit_facts, withdraw_agreement
from pobratym.agreements.services.writing import Words
from pobratym.agreements.states import ClauseType
from pobratym.agreements.states import Stage as AgreementStage
from pobratym.core.wordings import Wordings
from pobratym.directory.services.institutions import (
    ToldInstitution,
    add_institution,
    close_institution,
    edit_institution,
)
from pobratym.directory.services.names import correct_name
from pobratym.directory.services.wishes import ToldWish, add_wish, end_wish
from pobratym.directory.states import InstitutionKind
from pobratym.institutions.services.wishes import ToldWish as ToldOffer
from pobratym.institutions.services.wishes import add_wish as add_offer
from pobratym.institutions.services.wishes import remove_wish as remove_offer
from pobratym.partnerships.services.contacts import edit_contact, log_contact
from pobratym.partnerships.services.events import add_event, edit_event
from pobratym.partnerships.services.opening import edit_partnership, open_partnership
from pobratym.partnerships.services.stages import unpublish_partnership
from pobratym.partnerships.states import EventKind, Stage
from pobratym.search.services.finding import Question, find
from tests.factories import (
    AgreementFactory,
    EventFactory,
    MunicipalityFactory,
    PartnershipFactory,
    ProfileFactory,
    clause_of,
    frozen,
    officer_of,
)

pytestmark = pytest.mark.django_db
OLD, NEW = "Kwiatozwierz", "Mgłołapacz"


def in_all(word: str) -> Wordings:
    return Wordings({"pl": word, "uk": f"{word} один", "en": f"{word} one"})


def found(words, reader, kind) -> list[int]:
    return [hit.key for hit in find(Question(words, kinds=[kind], size=50), reader).hits]


@pytest.fixture
def pair():
    return [MunicipalityFactory(), MunicipalityFactory(country="UA")]


@pytest.fixture
def mine(pair):
    return {"by": officer_of(pair[0]), "city": pair[0]}


def test_a_municipality_is_found_by_its_corrected_name(pair, mine):
    city, officer = pair[0], mine["by"]
    city = correct_name(city, in_all(OLD), by=officer, version=city.version)
    assert found(OLD, AnonymousUser(), "directory.municipality") == [city.pk]

    correct_name(city, in_all(NEW), by=officer, version=city.version)

    assert found(NEW, AnonymousUser(), "directory.municipality") == [city.pk]
    assert found(OLD, AnonymousUser(), "directory.municipality") == []


def test_a_municipality_is_found_by_what_it_seeks_as_long_as_it_does(pair, mine):
    told = ToldWish(kind="seeks", topic="schools", text=in_all(OLD), valid_until=None)
    wish = add_wish(pair[0], told, by=mine["by"])
    assert found(OLD, AnonymousUser(), "directory.municipality") == [pair[0].pk]

    end_wish(wish, by=mine["by"], version=wish.version)

    assert found(OLD, AnonymousUser(), "directory.municipality") == []


def test_an_institution_is_found_until_it_is_closed(pair, mine):
    officer, kind = mine["by"], "directory.institution"
    told = ToldInstitution(kind=InstitutionKind.PRIMARY_SCHOOL, name=in_all(OLD))
    school = add_institution(pair[0], told, by=officer)
    assert found(OLD, officer, kind) == [school.pk]

    renamed = ToldInstitution(kind=InstitutionKind.PRIMARY_SCHOOL, name=in_all(NEW))
    school = edit_institution(school, renamed, version=school.version, by=officer)
    assert (found(NEW, officer, kind), found(OLD, officer, kind)) == ([school.pk], [])
    close_institution(school, version=school.version, by=officer)

    assert found(NEW, officer, kind) == []


def test_an_institution_is_found_by_what_it_offers_until_that_is_taken_out(pair, mine):
    officer, kind = mine["by"], "directory.institution"
    school = ProfileFactory(institution__municipality=pair[0]).institution
    wish = add_offer(school, ToldOffer("offers", in_all(OLD)), by=officer)
    assert found(OLD, officer, kind) == [school.pk]

    remove_offer(wish, version=wish.version, by=officer)

    assert found(OLD, officer, kind) == []


def test_a_partnership_is_found_by_the_title_it_has_now(pair, mine):
    kind = "partnerships.partnership"
    one = open_partnership(partners=pair[1:], title=in_all(OLD), **mine)
    assert found(OLD, mine["by"], kind) == [one.pk]

    edit_partnership(one, version=one.version, title=in_all(NEW), **mine)

    assert (found(NEW, mine["by"], kind), found(OLD, mine["by"], kind)) == ([one.pk], [])


def test_an_event_is_found_by_the_title_it_has_now(pair, mine):
    kind = "partnerships.event"
    partnership = PartnershipFactory(cities=pair, stage=Stage.ACTIVE)
    facts = {"on": dt.date(2024, 10, 7), "kind": EventKind.VISIT}
    event = add_event(partnership, title=in_all(OLD), **facts, **mine)
    assert found(OLD, mine["by"], kind) == [event.pk]

    edit_event(event, version=event.version, title=in_all(NEW), **mine)

    assert (found(NEW, mine["by"], kind), found(OLD, mine["by"], kind)) == ([event.pk], [])


def test_a_note_is_found_by_the_words_it_has_now(pair, mine):
    kind, officer = "partnerships.contact", mine["by"]
    partnership = PartnershipFactory(cities=pair, stage=Stage.ACTIVE)
    facts = {"channel": "email", "direction": "to_partner", "on": dt.date(2026, 1, 15)}
    note = log_contact(partnership, summary=f"Pytanie o {OLD}", **facts, **mine)
    assert found(OLD, officer, kind) == [note.pk]

    edit_contact(note, version=note.version, by=officer, summary=f"Pytanie o {NEW}")

    assert (found(NEW, officer, kind), found(OLD, officer, kind)) == ([note.pk], [])


def test_an_agreement_is_found_by_its_title_until_it_is_withdrawn(pair, mine):
    kind, officer = "agreements.agreement", mine["by"]
    one = AgreementFactory(partnership__cities=pair)
    one = edit_facts(one, version=one.version, title=in_all(NEW), **mine)
    assert found(NEW, officer, kind) == [one.pk]

    withdraw_agreement(one, version=one.version, reason="pomyłka", **mine)

    assert found(NEW, officer, kind) == []


def test_a_clause_is_found_by_what_it_says_now_until_it_is_taken_out(pair, mine):
    kind, officer = "agreements.clause", mine["by"]
    agreement = AgreementFactory(partnership__cities=pair)
    words = {"pl": Words("Cele", f"Miasta chronią {OLD}.")}
    clause = add_clause(agreement, ClauseType.AIMS, words=words, **mine)
    assert found(OLD, officer, kind) == [clause.pk]

    save_wording(clause, "pl", Typed("Cele", f"Miasta lubią {NEW}.", 1, 1), **mine)
    assert (found(NEW, officer, kind), found(OLD, officer, kind)) == ([clause.pk], [])
    take_out(clause, version=clause.version, **mine)

    assert found(NEW, officer, kind) == []


def test_what_lies_within_a_partnership_is_hidden_with_its_page(pair, mine):
    stranger = AnonymousUser()
    one = PartnershipFactory(cities=pair, stage=Stage.ACTIVE, is_public=True)
    event = EventFactory(partnership=one, title=in_all(OLD))
    agreement = AgreementFactory(partnership=one, title=in_all(OLD))
    clause = clause_of(agreement, pl=f"Miasta chronią {OLD}.", uk="Міста.")
    frozen(agreement, AgreementStage.SIGNED, is_public=True)
    things = [
        ("partnerships.event", event.pk),
        ("agreements.agreement", agreement.pk),
        ("agreements.clause", clause.pk),
    ]
    one = edit_partnership(one, version=one.version, title=in_all(NEW), **mine)
    assert [found(OLD, stranger, kind) for kind, _key in things] == [[key] for _kind, key in things]

    unpublish_partnership(one, version=one.version, **mine)

    assert [found(OLD, stranger, kind) for kind, _key in things] == [[], [], []]
    assert [found(OLD, mine["by"], kind) for kind, _key in things] == [
        [key] for _kind, key in things
    ]
