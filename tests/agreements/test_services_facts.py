import datetime as dt

import pytest

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services import facts
from pobratym.agreements.states import Beginning, Stage
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.journal.models import Entry
from pobratym.notices.models import Notice
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


@pytest.fixture
def made():
    cities = [MunicipalityFactory(), MunicipalityFactory(country="UA")]
    partnership = PartnershipFactory(cities=cities, stage=PartnershipStage.AGREEMENT)
    agreement = AgreementFactory(partnership=partnership)
    return agreement, cities, officer_of(cities[0])


def done(deed, made, *args, version=None, **given):
    agreement, cities, officer = made
    agreement.refresh_from_db()
    seen = agreement.version if version is None else version
    return deed(agreement, *args, version=seen, by=officer, city=cities[0], **given)


def code_of(deed, made, *args, **given):
    with pytest.raises(DomainError) as refusal:
        done(deed, made, *args, **given)
    return refusal.value.code


def test_term_renewal_and_notice_are_written_and_the_other_city_told(made):
    _agreement, cities, _officer = made
    other = officer_of(cities[1])

    found = done(
        facts.edit_facts, made, duration_months=36, auto_renew=True, renewal_months=12,
        notice_months=3,
    )  # fmt: skip

    assert (found.duration_months, found.renewal_months, found.notice_months) == (36, 12, 3)
    assert Notice.objects.filter(user=other, kind="agreements.facts_changed").count() == 1
    changes = Entry.objects.get(what="agreement.edited").changes
    assert changes["duration_months"] == [None, 36]


def test_a_chosen_day_is_needed_and_goes_when_none_is_chosen(made):
    assert code_of(facts.edit_facts, made, force_begins=Beginning.ON_DAY) == "no_day"
    day = dt.date(2027, 1, 1)
    found = done(facts.edit_facts, made, force_begins=Beginning.ON_DAY, effective_from=day)
    assert found.effective_from == day

    found = done(facts.edit_facts, made, force_begins=Beginning.ON_REGISTRATION)

    assert found.effective_from is None


def test_what_is_agreed_stays_but_for_the_short_title(made):
    agreement, _cities, _officer = made
    clause_of(agreement)
    frozen(agreement)

    assert code_of(facts.edit_facts, made, duration_months=12) == "frozen"
    assert code_of(facts.put_titles, made, {"pl": "x"}, same=True) == "frozen"
    assert code_of(facts.put_languages, made, ["pl", "uk", "en"], ["pl", "uk"]) == "frozen"
    title = Wordings({"pl": "Inna nazwa"})
    assert done(facts.edit_facts, made, title=title).title == title


def test_a_forgotten_period_of_notice_is_written_down_until_the_signing_once(made):
    agreement, _cities, _officer = made
    clause_of(agreement)
    frozen(agreement)

    assert done(facts.edit_facts, made, notice_months=6).notice_months == 6
    assert code_of(facts.edit_facts, made, notice_months=3) == "frozen"
    signed = {"stage": Stage.SIGNED, "signed_on": dt.date(2026, 11, 2)}
    Agreement.objects.filter(pk=agreement.pk).update(notice_months=None, **signed)
    assert code_of(facts.edit_facts, made, notice_months=6) == "frozen"


def test_a_stale_form_changes_nothing(made):
    with pytest.raises(StaleVersion):
        done(facts.edit_facts, made, version=0, notice_months=3)


def test_titles_change_together_or_are_said_to_mean_the_same(made):
    agreement, _cities, _officer = made
    before = agreement.text_number

    assert code_of(facts.put_titles, made, {"pl": "Nowy tytuł"}, same=False) == "titles_differ"
    assert code_of(facts.put_titles, made, {"de": "Titel"}, same=True) == "no_such_language"
    agreement.refresh_from_db()
    assert agreement.text_number == before
    done(facts.put_titles, made, {"pl": "Nowy tytuł"}, same=True)
    done(facts.put_titles, made, {"pl": "Umowa", "uk": "Угода"}, same=False)

    agreement.refresh_from_db()
    assert agreement.text_number == before + 2
    assert [one.title for one in agreement.tongues.all()] == ["Umowa", "Угода"]


def test_a_third_language_comes_and_goes_and_own_ones_stay_authentic(made):
    found = done(facts.put_languages, made, ["pl", "uk", "en"], ["pl", "uk"])
    told = [(one.language, one.is_authentic) for one in found.tongues.all()]
    assert told == [("pl", True), ("uk", True), ("en", False)]

    assert code_of(facts.put_languages, made, ["pl", "en"], ["pl", "en"]) == "not_authentic"
    found = done(facts.put_languages, made, ["uk", "pl"], ["pl", "uk"])

    assert [one.language for one in found.tongues.all()] == ["uk", "pl"]


def test_parties_change_only_while_one_city_knows():
    cities = [MunicipalityFactory(), MunicipalityFactory(country="UA")]
    partnership = PartnershipFactory(cities=cities, stage=PartnershipStage.AGREEMENT)
    third = PartyFactory(partnership=partnership).municipality
    draft = AgreementFactory(partnership=partnership, cities=cities, stage=Stage.DRAFT)
    made = (draft, cities, officer_of(cities[0]))

    found = done(facts.put_cities, made, [*cities, third])
    assert [party.city for party in found.parties.all()] == [*cities, third]

    Agreement.objects.filter(pk=draft.pk).update(
        stage=Stage.NEGOTIATION, shared_on=dt.date(2026, 1, 1)
    )
    assert code_of(facts.put_cities, made, cities) == "not_a_draft"


def test_an_unsigned_agreement_is_withdrawn_with_a_reason_by_who_opened_it(made):
    agreement, cities, _officer = made
    other = officer_of(cities[1])

    assert code_of(facts.withdraw_agreement, made, reason=" ") == "no_reason"
    with pytest.raises(DomainError) as refusal:
        facts.withdraw_agreement(
            agreement, version=agreement.version, reason="pomyłka", by=other, city=cities[1]
        )
    assert refusal.value.code == "not_yours"
    done(facts.withdraw_agreement, made, reason="Wpisano dwa razy")

    assert not Agreement.objects.standing().exists()
    assert Notice.objects.filter(user=other, kind="agreements.withdrawn").exists()
    assert code_of(facts.edit_facts, made, notice_months=1) == "withdrawn"


def test_a_signed_agreement_is_not_withdrawn(made):
    agreement, _cities, _officer = made
    clause_of(agreement)
    frozen(agreement, Stage.SIGNED)

    assert code_of(facts.withdraw_agreement, made, reason="pomyłka") == "signed"
