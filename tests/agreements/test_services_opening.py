import pytest

from pobratym.agreements.library import entries, templates
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import ClauseText, Wording
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.services.facts import put_cities
from pobratym.agreements.services.opening import open_agreement
from pobratym.agreements.states import Kind, Origin, Stage, Standing
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.journal.models import Entry
from pobratym.partnerships.states import Stage as PartnershipStage
from tests.factories import (
    AgreementFactory,
    MunicipalityFactory,
    PartnershipFactory,
    PartyFactory,
    clause_of,
    frozen,
    officer_of,
)

pytestmark = pytest.mark.django_db
TITLE = Wordings({"pl": "Umowa partnerska", "uk": "Угода про партнерство"})
TITLES = {"pl": "Umowa o partnerstwie", "uk": "Угода про партнерство"}


@pytest.fixture
def pair():
    cities = [MunicipalityFactory(), MunicipalityFactory(country="UA")]
    partnership = PartnershipFactory(cities=cities, stage=PartnershipStage.AGREEMENT)
    return partnership, cities, officer_of(cities[0])


def opened(pair, kind=Kind.PARTNERSHIP, **given):
    partnership, cities, officer = pair
    facts = {
        "title": TITLE,
        "cities": cities,
        "languages": ["pl", "uk"],
        "authentic": ["pl", "uk"],
        "titles": TITLES,
        "by": officer,
        "city": cities[0],
    }
    return open_agreement(partnership, kind, **{**facts, **given})


def refused(pair, *args, **given):
    with pytest.raises(DomainError) as refusal:
        opened(pair, *args, **given)
    assert not Agreement.objects.filter(kind__in=[Kind.PARTNERSHIP, Kind.PROJECT]).exists()
    return refusal.value.code


def test_a_new_agreement_is_a_draft_that_only_its_city_knows(pair):
    partnership, cities, officer = pair

    agreement = opened(pair)

    assert (agreement.stage, agreement.shared_on, agreement.is_public) == (Stage.DRAFT, None, False)
    assert [party.city for party in agreement.parties.all()] == cities
    assert [party.language for party in agreement.parties.all()] == ["pl", "uk"]
    assert [(one.language, one.is_authentic) for one in agreement.tongues.all()] == [
        ("pl", True),
        ("uk", True),
    ]
    assert list(Agreement.objects.of(officer)) == [agreement]
    assert not Agreement.objects.of(officer_of(cities[1])).exists()
    entry = Entry.objects.get(what="agreement.opened")
    assert (entry.is_own, entry.within_key) == (True, partnership.pk)


def test_a_template_brings_its_clauses_in_each_language_none_out_of_date(pair):
    code = next(code for code, one in templates().items() if one.kind == Kind.PARTNERSHIP)

    agreement = opened(pair, languages=["pl", "uk", "en"], template_code=code)

    clauses = list(agreement.clauses.order_by("place"))
    assert [clause.library_code for clause in clauses] == list(templates()[code].codes)
    assert set(ClauseText.objects.values_list("standing", flat=True)) == {Standing.HUMAN}
    assert set(Wording.objects.values_list("origin", flat=True)) == {Origin.LIBRARY}
    assert set(Wording.objects.values_list("language", flat=True)) == {"pl", "uk", "en"}


def test_a_template_names_the_cities_that_it_knows(pair):
    _partnership, cities, _officer = pair

    agreement = opened(pair, template_code="partnership_short")

    clause = agreement.clauses.get(library_code="parties_two")
    said = {one.language: one.body for one in clause.texts.all()}
    for language, gap in (("pl", "miasta]"), ("uk", "міста]")):
        for city in cities:
            if language in city.name:
                assert city.name[language] in said[language]
        assert (gap in said[language]) == any(language not in city.name for city in cities)


def test_three_cities_get_the_clause_on_three_parties():
    cities = [MunicipalityFactory(), MunicipalityFactory(country="UA"), MunicipalityFactory()]
    partnership = PartnershipFactory(cities=cities, stage=PartnershipStage.AGREEMENT)
    pair = (partnership, cities, officer_of(cities[0]))
    code = next(code for code, one in templates().items() if "parties_two" in one.codes)

    agreement = opened(pair, templates()[code].kind, template_code=code)

    codes = set(agreement.clauses.values_list("library_code", flat=True))
    assert "parties_three" in codes
    assert "parties_two" not in codes
    assert entries()["parties_three"]
    assert agreement.parties.count() == 3


def test_an_earlier_agreement_is_copied_without_what_is_out_of_date(pair):
    partnership, _cities, _officer = pair
    earlier = AgreementFactory(partnership=partnership, kind=Kind.LETTER_OF_INTENT)
    clause_of(earlier, topics=["schools"], standing={"uk": "stale"}, pl="Szkoły.", uk="Школи.")

    agreement = opened(pair, copied_from=earlier)

    [clause] = text_of(agreement).clauses
    assert (clause.topics, clause.said("pl").body) == (["schools"], "Szkoły.")
    assert clause.said("uk").body == ""


def test_the_frozen_version_is_copied_where_there_is_one(pair):
    partnership, _cities, _officer = pair
    earlier = AgreementFactory(partnership=partnership, kind=Kind.LETTER_OF_INTENT)
    clause_of(earlier, topics=["schools"])
    frozen(earlier, Stage.IN_FORCE)

    [clause] = text_of(opened(pair, copied_from=earlier)).clauses

    assert clause.said("uk").body == "Міста співпрацюють."
    assert clause.topics == ["schools"]


def test_nobody_ends_an_agreement_of_others(pair):
    partnership, cities, officer = pair
    third = PartyFactory(partnership=partnership, municipality=MunicipalityFactory()).municipality
    theirs = AgreementFactory(
        partnership=partnership, kind=Kind.LETTER_OF_INTENT, cities=[third, cities[1]]
    )
    clause_of(theirs)
    frozen(theirs, Stage.IN_FORCE)
    theirs.refresh_from_db()

    assert refused(pair, Kind.TERMINATION, parent=theirs) == "wrong_parent"
    ending = opened(
        pair, Kind.TERMINATION, parent=theirs, cities=[*cities, third],
        languages=["pl", "uk"], authentic=["pl", "uk"],
    )  # fmt: skip
    with pytest.raises(DomainError) as refusal:
        put_cities(ending, cities, version=ending.version, by=officer, city=cities[0])
    assert refusal.value.code == "wrong_parent"


def test_an_amendment_needs_a_signed_agreement_of_the_same_partnership(pair):
    partnership, cities, _officer = pair
    clause_of(draft := AgreementFactory(partnership=partnership, kind=Kind.LETTER_OF_INTENT))
    elsewhere = AgreementFactory(
        partnership=PartnershipFactory(cities=cities, stage=PartnershipStage.AGREEMENT),
        kind=Kind.LETTER_OF_INTENT,
    )
    clause_of(elsewhere)
    frozen(elsewhere, Stage.IN_FORCE)

    assert refused(pair, Kind.AMENDMENT) == "no_parent"
    assert refused(pair, Kind.AMENDMENT, parent=draft) == "wrong_parent"
    assert refused(pair, Kind.AMENDMENT, parent=elsewhere) == "wrong_parent"
    frozen(draft, Stage.SIGNED)
    draft.refresh_from_db()
    assert refused(pair, Kind.PROJECT, parent=draft) == "wrong_parent"
    assert opened(pair, Kind.AMENDMENT, parent=draft).parent == draft


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"languages": []}, "no_languages"),
        ({"languages": ["pl", "ru"], "authentic": ["pl"]}, "unknown_language"),
        ({"languages": ["pl", "pl", "uk"]}, "unknown_language"),
        ({"languages": ["pl", "uk", "en", "de", "cs", "sk", "lt"]}, "too_many_languages"),
        ({"authentic": ["pl"]}, "not_authentic"),
        ({"authentic": ["pl", "uk", "en"]}, "not_authentic"),
        ({"template_code": "no_such"}, "unknown_template"),
    ],
)
def test_what_cannot_be_is_refused(pair, given, code):
    assert refused(pair, **given) == code


def test_only_current_parties_conclude_it_two_at_least_each_once(pair):
    _partnership, cities, _officer = pair

    assert refused(pair, cities=cities[:1]) == "too_few"
    assert refused(pair, cities=[cities[0], cities[0]]) == "same_twice"
    assert refused(pair, cities=[cities[0], MunicipalityFactory(country="UA")]) == "not_parties"


def test_nobody_opens_one_for_another_city_or_in_an_ended_partnership(pair):
    partnership, cities, officer = pair

    assert refused(pair, city=cities[1]) == "not_your_city"
    partnership.stage = PartnershipStage.ENDED
    partnership.started_on = partnership.ended_on = partnership.shared_on
    partnership.end_reason = TITLE
    partnership.save()
    assert refused(pair, by=officer) == "ended"
