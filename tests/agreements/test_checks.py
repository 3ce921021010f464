import time

import pytest
from django.urls import reverse

from pobratym.agreements.library import entries
from pobratym.agreements.models.clauses import ClauseText, Wording
from pobratym.agreements.queries.checks import aids_of, checks_of
from pobratym.agreements.queries.editing import clause_seen_by
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.services.proposing import propose_by_machine
from pobratym.agreements.states import Origin, Standing
from pobratym.core.errors import DomainError
from pobratym.terms.services.beginning import begin
from pobratym.terms.services.memory import remember
from tests.factories import AgreementFactory, MunicipalityFactory, clause_of, officer_of
from tests.languages.test_machine import service as service  # noqa: PLC0414  the fixture

pytestmark = pytest.mark.django_db
FAULTY = {
    "pl": "Umowę zawiera się na 3 lata.",
    "uk": "Угоду укладено на 2 роки, з мiстом.",
}


@pytest.fixture
def agreement():
    return AgreementFactory()


@pytest.fixture
def cities(agreement):
    return [party.city for party in agreement.parties.all()]


@pytest.fixture(autouse=True)
def officer(client, cities):
    person = officer_of(cities[0])
    client.force_login(person)
    return person


def _checks(agreement):
    return reverse("agreements:checks", kwargs={"public_id": agreement.public_id})


def _clause(name, clause, language="uk"):
    kwargs = {"public_id": clause.public_id, "language": language}
    return reverse(f"agreements:{name}", kwargs=kwargs)


def test_a_different_term_is_shown_with_the_way_to_mend_it(client, agreement):
    clause = clause_of(agreement, **FAULTY)

    page = client.get(_checks(agreement)).content.decode()

    assert "3 lata" in page
    assert "2 роки" in page
    assert "мiстом" in page
    assert _clause("clause_edit", clause) in page


def test_findings_are_shown_by_kind(client, agreement):
    clause_of(agreement, **FAULTY)

    page = client.get(_checks(agreement), {"kind": "letters"}).content.decode()

    assert "мiстом" in page
    assert "2 роки" not in page


def test_nothing_found_is_said(client, agreement):
    clause_of(agreement)

    assert "Nothing was found" in client.get(_checks(agreement)).content.decode()


def test_strangers_see_no_checks(client, agreement):
    clause_of(agreement, **FAULTY)
    client.force_login(officer_of(MunicipalityFactory()))

    assert client.get(_checks(agreement)).status_code == 404


def test_the_page_costs_the_same_however_long_the_text(client, agreement, cost):
    clause_of(agreement, **FAULTY)
    client.get(_checks(agreement))
    one = cost(lambda: client.get(_checks(agreement)))
    for _number in range(5):
        clause_of(agreement, **FAULTY)

    assert len(cost(lambda: client.get(_checks(agreement)))) == len(one)


def test_sixty_clauses_in_three_languages_are_checked_in_two_seconds():
    agreement = AgreementFactory(languages=["pl", "uk", "en"])
    begin(agreement.partnership)
    for entry in list(entries().values())[:60]:
        clause_of(agreement, **entry.bodies)
    text = text_of(agreement)

    began = time.process_time()
    checks_of(agreement, text, "pl")

    assert time.process_time() - began < 2


def test_aids_offer_terms_memory_and_findings(client, agreement, officer, cities):
    begin(agreement.partnership)
    clause = clause_of(agreement, **FAULTY)
    unit = {**FAULTY, "uk": "Угоду укладено на три роки."}
    remember(agreement.partnership, [unit], origin="Dawna umowa", by=officer, city=cities[0])

    page = client.get(_clause("clause_aids", clause), headers={"HX-Request": "true"})

    told = page.content.decode()
    assert "<h1" not in told
    assert "угода" in told
    assert "Dawna umowa" in told
    assert "2 роки" in told


def test_what_stands_in_the_text_is_not_offered_again(agreement, officer, cities):
    begin(agreement.partnership)
    clause = clause_of(agreement, **FAULTY)
    remember(agreement.partnership, [FAULTY], origin="Dawna umowa", by=officer, city=cities[0])
    clause = clause_seen_by(officer, clause.public_id)

    saved = aids_of(clause, "uk", officer)
    typed = aids_of(clause, "uk", officer, ("", "Місто."))

    assert [one.remembered for one in saved.others] == [[]]
    assert [one.text for one in typed.others[0].remembered] == [FAULTY["uk"]]
    known = {one.concept.key for one in saved.others[0].terms}
    assert known & saved.standing
    assert not known & typed.standing


def test_aids_are_for_those_who_write(client, agreement):
    clause = clause_of(agreement)
    client.force_login(officer_of(MunicipalityFactory()))

    assert client.get(_clause("clause_aids", clause)).status_code == 404
    assert client.get(_clause("clause_aids", clause, "de")).status_code == 404


@pytest.fixture
def translator(service, settings):
    settings.TRANSLATOR, settings.TRANSLATOR_ADDRESS = "libretranslate", service.address
    settings.TRANSLATOR_DRAFTS = True
    return service


def test_a_machine_is_asked_only_after_the_person_confirms(client, agreement, translator):
    clause = clause_of(agreement, pl="Miasta współpracują.")
    address = _clause("clause_machine", clause)

    shown = client.get(address)
    refused = client.post(address, {"source": "pl", "number": 0})
    assert (shown.status_code, refused.status_code, translator.seen) == (200, 422, [])
    assert "127.0.0.1" in shown.content.decode()

    done = client.post(address, {"source": "pl", "number": 0, "is_sure": "on"})

    text = ClauseText.objects.get(clause=clause, language="uk")
    assert done.status_code == 302
    assert (text.body, text.standing) == ("uk:Miasta współpracują.", Standing.MACHINE)
    assert Wording.objects.get(clause=clause, language="uk").origin == Origin.MACHINE


def test_what_a_service_answers_is_cleaned_as_what_people_paste(
    agreement, officer, translator, cities
):
    translator.answer = '{"translatedText": ["<b>Mi\u202easta</b> \u27e6x\u27e7"]}'.encode()
    clause = clause_of(agreement, pl="Miasta współpracują.")
    ClauseText.objects.update(heading="")

    text = propose_by_machine(clause, "uk", "pl", number=0, by=officer, city=cities[0])

    assert text.body == "Miasta x"


def test_a_draft_stays_in_the_house_unless_the_administrator_says_otherwise(  # noqa: PLR0913, PLR0917
    client, agreement, officer, translator, settings, cities
):
    settings.TRANSLATOR_DRAFTS = False
    clause = clause_of(agreement, pl="Miasta współpracują.")

    assert client.get(_clause("clause_machine", clause)).status_code == 404
    with pytest.raises(DomainError) as refused:
        propose_by_machine(clause, "uk", "pl", number=0, by=officer, city=cities[0])

    assert refused.value.code == "drafts_stay"
    assert translator.seen == []


def test_a_persons_wording_is_not_replaced_by_a_machines(agreement, officer, translator, cities):
    clause = clause_of(agreement)

    with pytest.raises(DomainError) as refused:
        propose_by_machine(clause, "uk", "pl", number=1, by=officer, city=cities[0])

    assert refused.value.code == "current"
    assert translator.seen == []


def test_a_failing_service_is_told_kindly(client, agreement, translator):
    translator.status = 429
    clause = clause_of(agreement, pl="Miasta współpracują.")

    page = client.post(
        _clause("clause_machine", clause), {"source": "pl", "number": 0, "is_sure": "on"}
    )

    assert page.status_code == 422
    assert "busy" in page.content.decode()
    assert not ClauseText.objects.filter(clause=clause, language="uk").exists()


def test_what_is_left_to_be_filled_in_is_shown_first_and_by_kind(client, agreement):
    clause = clause_of(agreement, pl="Działa [imię i nazwisko].", uk="Діє Олена.")

    page = client.get(_checks(agreement)).content.decode()
    only = client.get(_checks(agreement), {"kind": "gaps"}).content.decode()

    assert "[imię i nazwisko]" in page
    assert "[imię i nazwisko]" in only
    assert _clause("clause_edit", clause, "pl") in only
