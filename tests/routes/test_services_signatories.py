"""Who signs for a city: named by the city itself, with an authority of its own route."""

import pytest
from django.core.exceptions import ValidationError

from pobratym.agreements.states import Stage
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.routes.models.force import RegisterEntry
from pobratym.routes.models.signing import Signatory
from pobratym.routes.models.steps import Step
from pobratym.routes.services import signatories
from pobratym.routes.services.registering import save_entry
from tests.factories import MunicipalityFactory, officer_of
from tests.routes.signing import (
    SIGNED_ON,
    by_hand,
    everyone_signs,
    fetched,
    ready,
    signatory_of,
)
from tests.routes.signing import signatories as listed

pytestmark = pytest.mark.django_db

FACTS = {
    "name": Wordings({"pl": "Anna Skarbnik", "uk": "Анна Скарбник"}),
    "function": Wordings({"pl": "skarbnik"}),
    "authority_note": "art. 46",
    "countersigns": True,
}


def refused(act, *given, **facts):
    with pytest.raises(DomainError) as refusal:
        act(*given, **facts)
    return refusal.value.code


def test_a_city_names_who_signs_for_it_one_after_another():
    agreement = ready()
    city = agreement.opened_by

    added = signatories.add_signatory(agreement, by=officer_of(city), city=city, **FACTS)

    assert (added.place, added.countersigns) == (1, True)
    other = {**FACTS, "name": Wordings({"pl": "Jan Nowak", "uk": "Ян Новак"})}
    assert signatories.add_signatory(agreement, by=None, city=city, **other).place == 2


def test_nobody_is_listed_twice_or_without_a_name_in_an_authentic_language():
    agreement = ready()
    city, add = agreement.opened_by, signatories.add_signatory
    add(agreement, by=None, city=city, **FACTS)
    again = {**FACTS, "name": Wordings({"pl": "ANNA SKARBNIK", "uk": "Скарбник"})}
    half = {**FACTS, "name": Wordings({"pl": "Jan Nowak"})}

    assert refused(add, agreement, by=None, city=city, **again) == "listed_already"
    assert refused(add, agreement, by=None, city=city, **half) == "nameless"


def test_only_a_party_names_people_and_only_for_itself():
    agreement = ready()
    stranger, city = MunicipalityFactory(), agreement.opened_by
    add = signatories.add_signatory

    assert refused(add, agreement, by=None, city=stranger, **FACTS) == "not_a_party"
    assert refused(add, agreement, by=officer_of(stranger), city=city, **FACTS) == "not_your_city"


def test_the_authority_comes_from_the_citys_own_route_in_this_agreement():
    agreement = ready()
    city = agreement.opened_by
    theirs = Step.objects.exclude(walk__city=city).get(walk__agreement=agreement)
    facts = {**FACTS, "authority": theirs}

    add = signatories.add_signatory
    assert refused(add, agreement, by=None, city=city, **facts) == "not_your_step"


def test_a_name_and_a_function_are_needed():
    agreement = ready()
    facts = {**FACTS, "name": Wordings()}

    with pytest.raises(ValidationError):
        signatories.add_signatory(agreement, by=None, city=agreement.opened_by, **facts)


def test_an_entry_is_corrected_until_the_person_has_signed():
    agreement = ready()
    first, _second = listed(agreement)
    edit, remove = signatories.edit_signatory, signatories.remove_signatory

    edit(first, version=1, by=None, authority_note="uchwała nr 5")
    with pytest.raises(StaleVersion):
        edit(first, version=1, by=None, authority_note="uchwała nr 6")
    by_hand(first)

    assert refused(edit, first, version=2, by=None, authority_note="x") == "has_signed"
    assert refused(remove, first, version=2, by=None) == "has_signed"


def test_a_person_taken_off_the_list_is_missed_by_nobody():
    agreement = ready()
    first, _second = listed(agreement)
    extra = signatory_of(agreement, first.city)

    signatories.remove_signatory(extra, version=1, by=None)

    assert refused(signatories.remove_signatory, extra, version=2, by=None) == "removed"
    for one in Signatory.objects.filter(removed_at=None):
        by_hand(one)
    assert fetched(agreement).stage == Stage.IN_FORCE


def test_nobody_is_named_for_what_is_signed():
    agreement = everyone_signs(ready())
    city = agreement.opened_by

    assert refused(
        signatories.add_signatory, agreement, by=None, city=city, **FACTS
    ) == "signed"  # fmt: skip


def ukrainian(agreement):
    return next(one.city for one in agreement.parties.all() if one.city.country == "UA")


def test_the_ukrainian_city_keeps_the_entry_of_the_register():
    agreement = everyone_signs(ready())
    facts = {"registration_number": "12", "registered_on": SIGNED_ON, "sphere": "освіта"}
    given = {"by": None, "city": ukrainian(agreement)}

    entry = save_entry(agreement, version=1, **given, **facts)
    save_entry(agreement, version=entry.version, **given, duration="безстроково")

    entry = RegisterEntry.objects.get()
    assert (entry.registration_number, entry.duration) == ("12", "безстроково")
    with pytest.raises(StaleVersion):
        save_entry(agreement, version=1, **given, duration="x")


def test_the_entry_is_refused_to_others_and_before_signing():
    agreement = ready()
    city, pole = ukrainian(agreement), agreement.opened_by

    assert refused(save_entry, agreement, version=1, by=None, city=pole) == "not_ukrainian"
    number = {"registration_number": "12"}
    assert refused(
        save_entry, agreement, version=1, by=None, city=city, **number
    ) == "not_signed"  # fmt: skip
    save_entry(agreement, version=1, by=None, city=city, sphere="освіта")
    signed = everyone_signs(agreement)
    early = {"registered_on": SIGNED_ON.replace(day=1)}
    assert refused(
        save_entry, signed, version=2, by=None, city=city, **early
    ) == "before_signing"  # fmt: skip


def test_taking_off_the_last_who_has_not_signed_completes_the_signing():
    agreement = ready()
    extra = signatory_of(agreement, agreement.opened_by)
    for one in listed(agreement):
        if one != extra:
            by_hand(one)
    assert fetched(agreement).stage == Stage.READY_TO_SIGN

    signatories.remove_signatory(extra, version=1, by=None)

    assert fetched(agreement).stage in {Stage.SIGNED, Stage.IN_FORCE}
