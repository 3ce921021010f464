"""Agreeing on a text, sending it back, giving an agreement up."""

from functools import partial

import pytest
from django.db import DatabaseError, transaction

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import ClauseText, Wording
from pobratym.agreements.models.versions import FrozenCopy, TextVersion
from pobratym.agreements.queries.whole import frozen_text, text_of
from pobratym.agreements.services import consents
from pobratym.agreements.services.clauses import move
from pobratym.agreements.services.facts import edit_facts
from pobratym.agreements.services.freezing import propose_freeze
from pobratym.agreements.services.giving_up import give_up
from pobratym.agreements.services.holding import clause_held
from pobratym.agreements.services.reopening import reopen
from pobratym.agreements.services.writing import Words, put_words
from pobratym.agreements.states import Stage, Standing
from pobratym.agreements.texts import canonical
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.services.answering import confirm
from pobratym.confirmations.states import State
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.journal import protection
from pobratym.journal.models import Entry
from pobratym.notices.models import Notice
from pobratym.partnerships.states import Stage as PartnershipStage
from pobratym.terms.models.memory import Unit
from tests.agreements.test_services_negotiation import Two, all_say_yes, code_of
from tests.factories import (
    AgreementFactory,
    MunicipalityFactory,
    PartnershipFactory,
    PartyFactory,
    clause_of,
    frozen,
    officer_of,
)
from tests.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    two = Two()
    all_say_yes(two)
    return two


def propose(two, place=0, **more):
    facts = {"text_number": two.fresh.text_number} | more
    return propose_freeze(two.agreement, **facts, **two[place])


def freeze(two):
    change = propose(two)
    for place in range(1, len(two.cities)):
        change.refresh_from_db()
        change = confirm(change, version=change.version, **two[place])
    return change


def test_a_text_is_agreed_when_all_cities_have_confirmed_it(two):
    change = propose(two)
    assert two.fresh.stage == Stage.NEGOTIATION

    confirm(change, version=1, **two[1])

    version = TextVersion.objects.get()
    agreement = two.fresh
    assert (agreement.stage, agreement.text_version) == (Stage.TEXT_AGREED, version)
    assert (version.number, version.text_number, version.proposal) == (1, 2, change)
    line = Entry.objects.get(what="agreement.frozen")
    assert line.details["sha256"] == version.sha256
    told = Notice.objects.filter(kind="confirmations.done")
    assert {notice.user for notice in told} == {two.people[0]}


def test_a_term_that_is_changed_behind_the_proposal_is_not_agreed(two):
    change = propose(two)
    edit_facts(two.fresh, version=two.fresh.version, duration_months=1_200, **two[0])

    assert confirm(change, version=1, **two[1]).state == State.OVERTAKEN
    assert not TextVersion.objects.exists()


def test_what_only_some_cities_of_a_partnership_agreed_on_is_not_remembered_for_all(two):
    PartyFactory(partnership=two.agreement.partnership, municipality=MunicipalityFactory())

    freeze(two)

    assert TextVersion.objects.exists()
    assert not Unit.objects.exists()


def test_a_version_holds_the_canonical_form_of_each_language_and_its_digest(two):
    text = two.text
    freeze(two)

    copies = {copy.language: copy for copy in FrozenCopy.objects.all()}

    assert {one: copy.canonical for one, copy in copies.items()} == {
        one: canonical.canonical(text, one) for one in ("pl", "uk")
    }
    digests = {one: canonical.digest(copy.canonical) for one, copy in copies.items()}
    assert {one: copy.sha256 for one, copy in copies.items()} == digests
    version = TextVersion.objects.get()
    assert version.sha256 == canonical.whole_digest(digests)
    assert frozen_text(version).clauses[0].said("uk").body == "Діє 3 роки."


def test_a_polish_edit_makes_the_ukrainian_stale_and_the_text_is_not_agreed(two):
    two.write("pl", "Trwa 5 lat.")

    with pytest.raises(DomainError) as refused:
        propose(two)

    assert two.clause.texts.get(language="uk").standing == Standing.STALE
    assert code_of(refused) == "obstacles"
    said = "Article 1 Cele: the Ukrainian version is out of date"
    assert str(refused.value.message).startswith(said)


@pytest.mark.parametrize("standing", [Standing.MACHINE, Standing.STALE])
def test_what_a_machine_wrote_or_time_passed_by_is_not_agreed(two, standing):
    ClauseText.objects.filter(language="pl").update(standing=standing)

    with pytest.raises(DomainError) as refused:
        propose(two)

    assert code_of(refused) == "obstacles"


def test_what_a_city_has_not_said_yes_to_is_not_agreed(two):
    consents.take_back(two.clause, **two[1])

    with pytest.raises(DomainError) as refused:
        propose(two)

    assert code_of(refused) == "obstacles"


def test_an_open_amendment_holds_the_text_up(two):
    two.asks()

    with pytest.raises(DomainError) as refused:
        propose(two)

    assert "an amendment waits" in str(refused.value.message)


@pytest.mark.parametrize(
    ("stage", "code"), [(Stage.DRAFT, "wrong_stage"), (Stage.GIVEN_UP, "wrong_stage")]
)
def test_only_a_text_in_negotiation_is_agreed(stage, code):
    two = Two(stage=stage)

    with pytest.raises(DomainError) as refused:
        propose(two)

    assert code_of(refused) == code


def test_a_text_is_proposed_as_the_person_saw_it(two):
    with pytest.raises(DomainError) as refused:
        propose(two, text_number=1)

    assert code_of(refused) == "changed"


def test_strangers_agree_on_nothing(two):
    stranger = MunicipalityFactory()

    with pytest.raises(DomainError) as refused:
        propose_freeze(two.agreement, text_number=2, by=officer_of(stranger), city=stranger)

    assert code_of(refused) == "not_a_party"


def test_one_proposal_waits_at_a_time(two):
    propose(two)

    with pytest.raises(DomainError) as refused:
        propose(two, place=1)

    assert code_of(refused) == "already_open"


def test_an_edit_after_the_proposal_overtakes_it_and_names_the_clause(two):
    change = propose(two)
    two.write("pl", "Trwa 5 lat.")

    change = confirm(change, version=1, **two[1])

    assert change.stage is State.OVERTAKEN
    assert "Article 1" in change.hindrance["en"]
    assert "§ 1" in change.hindrance["pl"]
    assert not TextVersion.objects.exists()
    assert two.fresh.stage == Stage.NEGOTIATION


def test_another_order_of_the_clauses_overtakes_it_too(two):
    second = clause_of(two.agreement, pl="Drugi.", uk="Другий.")
    all_say_yes(two)
    change = propose(two)
    move(second, steps=-1, **two[0])

    assert confirm(change, version=1, **two[1]).stage is State.OVERTAKEN


def test_a_yes_taken_back_after_the_proposal_overtakes_it(two):
    change = propose(two)
    consents.take_back(two.clause, **two[0])

    change = confirm(change, version=1, **two[1])

    assert change.stage is State.OVERTAKEN
    assert set(change.hindrance) == {"pl", "uk", "en"}


def test_three_cities_agree_together():
    cities = [MunicipalityFactory(), MunicipalityFactory(country="UA"), MunicipalityFactory()]
    three = Two(partnership=PartnershipFactory(cities=cities, stage=PartnershipStage.AGREEMENT))
    all_say_yes(three)
    change = propose(three)

    change = confirm(change, version=1, **three[2])
    assert (change.stage, three.fresh.stage) == (State.OPEN, Stage.NEGOTIATION)
    change = confirm(change, version=change.version, **three[1])

    assert (change.stage, three.fresh.stage) == (State.DONE, Stage.TEXT_AGREED)


def test_any_two_languages_bind_and_a_third_is_kept_only_when_it_is_current():
    cities = [MunicipalityFactory(country="LT"), MunicipalityFactory(country="UA")]
    two = Two(
        partnership=PartnershipFactory(cities=cities, stage=PartnershipStage.AGREEMENT),
        languages=("lt", "en", "pl"),
        authentic=("lt", "en"),
    )
    two.clause.texts.all().delete()
    clause_of(two.agreement, lt="Miestai bendradarbiauja.", en="The cities cooperate.")
    two.clause.delete()
    all_say_yes(two)

    freeze(two)

    version = TextVersion.objects.get()
    assert [(one.language, one.is_authentic) for one in version.copies.order_by("pk")] == [
        ("lt", True), ("en", True),
    ]  # fmt: skip


def test_a_third_language_that_is_current_is_part_of_the_version_and_not_of_its_digest():
    two = Two(languages=("pl", "uk", "en"), authentic=("pl", "uk"))
    two.write("en", "It lasts 3 years.", change="follows")
    all_say_yes(two)

    freeze(two)

    version = TextVersion.objects.get()
    copies = {one.language: one.sha256 for one in version.copies.all()}
    assert set(copies) == {"pl", "uk", "en"}
    assert version.sha256 == canonical.whole_digest({one: copies[one] for one in ("pl", "uk")})


def test_a_city_that_nobody_works_for_here_agrees_on_paper_or_once_it_is_here():
    agreement = AgreementFactory()
    clause_of(agreement)
    first, second = (party.city for party in agreement.parties.all())
    by = officer_of(first)
    consents.give_all(agreement, text_number=2, by=by, city=first)
    change = propose_freeze(agreement, text_number=2, by=by, city=first)
    newcomer = officer_of(second)

    change = confirm(change, version=1, by=newcomer, city=second)

    assert change.stage is State.DONE


# What was agreed stays


@pytest.mark.usefixtures("protection_on")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [TextVersion, FrozenCopy, Wording])
def test_the_database_lets_nobody_change_what_was_agreed(model):
    frozen(clause_of(AgreementFactory()).agreement)
    column = "text_number" if model is TextVersion else "language"

    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        model.objects.update(**{column: 7 if column == "text_number" else "en"})

    assert protection.REFUSAL in str(refused.value)


@pytest.mark.usefixtures("protection_on")
@pytest.mark.django_db(transaction=True)
def test_a_whole_sample_can_still_be_taken_away():
    agreement = clause_of(AgreementFactory(is_sample=True)).agreement
    version = frozen(agreement)

    Agreement.objects.filter(pk=agreement.pk).update(stage=Stage.NEGOTIATION, text_version=None)
    version.copies.all().delete()
    version.delete()
    agreement.delete()

    assert not Wording.objects.exists()
    assert not Agreement.objects.exists()


# Sending back


def test_an_agreed_text_goes_back_with_a_reason_and_all_are_told(two):
    freeze(two)
    version = TextVersion.objects.get()

    found = reopen(two.agreement, version=two.fresh.version, reason="Rada chce zmian", **two[1])

    assert (found.stage, found.text_version) == (Stage.NEGOTIATION, None)
    assert list(TextVersion.objects.all()) == [version]
    (notice,) = Notice.objects.filter(kind="agreements.reopened")
    assert (notice.user, notice.facts["reason"]) == (two.people[0], "Rada chce zmian")


@pytest.mark.parametrize("stage", [Stage.APPROVALS, Stage.READY_TO_SIGN])
def test_a_text_goes_back_from_the_routes_as_well(two, stage):
    freeze(two)
    Agreement.objects.update(stage=stage)

    reopen(two.agreement, version=two.fresh.version, reason="Zmiana", **two[0])

    assert two.fresh.stage == Stage.NEGOTIATION


def test_the_next_version_has_the_next_number(two):
    freeze(two)
    reopen(two.agreement, version=two.fresh.version, reason="Zmiana", **two[0])
    two.write("pl", "Trwa 4 lata.")
    two.write("uk", "Діє 4 роки.", change="follows")
    all_say_yes(two)

    freeze(two)

    assert [one.number for one in TextVersion.objects.order_by("pk")] == [1, 2]
    assert two.fresh.text_version.number == 2


def test_consents_to_what_did_not_change_stay_when_a_text_goes_back(two):
    freeze(two)
    reopen(two.agreement, version=two.fresh.version, reason="Zmiana", **two[0])

    assert freeze(two).stage is State.DONE


@pytest.mark.parametrize(
    ("stage", "reason", "version", "code"),
    [
        (Stage.SIGNED, "x", None, "wrong_stage"),
        (Stage.NEGOTIATION, "x", None, "wrong_stage"),
        (Stage.TEXT_AGREED, " ", None, "no_reason"),
        (Stage.TEXT_AGREED, "x", 99, "stale"),
    ],
)
def test_what_does_not_go_back(two, stage, reason, version, code):
    if stage != Stage.NEGOTIATION:
        frozen(two.agreement, stage)

    with pytest.raises(DomainError) as refused:
        reopen(two.agreement, version=version or two.fresh.version, reason=reason, **two[0])

    assert code_of(refused) == code
    assert isinstance(refused.value, StaleVersion) == (code == "stale")


# Giving up


def test_one_city_gives_an_agreement_up_and_what_waits_is_overtaken(two):
    amendment = two.asks()

    found = give_up(two.agreement, version=1, reason="Brak środków", **two[1])

    assert found.stage == Stage.GIVEN_UP
    amendment.proposal.refresh_from_db()
    assert amendment.proposal.stage is State.OVERTAKEN
    assert [one.user for one in Notice.objects.filter(kind="agreements.given_up")] == [
        two.people[0]
    ]


def test_a_draft_is_given_up_quietly():
    two = Two(stage=Stage.DRAFT)

    give_up(two.agreement, version=1, reason="Pomyłka", **two[0])

    assert two.fresh.stage == Stage.GIVEN_UP
    assert not Notice.objects.exists()
    assert not Agreement.objects.visible_to(two.people[1]).exists()


@pytest.mark.parametrize(
    ("stage", "reason", "version", "code"),
    [
        (Stage.TEXT_AGREED, "x", None, "wrong_stage"),
        (Stage.SIGNED, "x", None, "wrong_stage"),
        (Stage.NEGOTIATION, "", None, "no_reason"),
        (Stage.NEGOTIATION, "x", 99, "stale"),
    ],
)
def test_what_is_not_given_up(two, stage, reason, version, code):
    if stage != Stage.NEGOTIATION:
        frozen(two.agreement, stage)

    with pytest.raises(DomainError) as refused:
        give_up(two.agreement, version=version or two.fresh.version, reason=reason, **two[0])

    assert code_of(refused) == code


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_a_text_proposed_twice_at_once_waits_once():
    two = Two()
    all_say_yes(two)

    errors = at_once(lambda: propose(two))

    assert [getattr(error, "code", error) for error in errors] == ["already_open"]
    assert JointChange.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_text_confirmed_twice_at_once_is_frozen_once():
    two = Two()
    all_say_yes(two)
    change = propose(two)

    errors = at_once(lambda: confirm(change, version=1, **two[1]))

    assert errors == []
    assert TextVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_edit_during_freezing_comes_before_or_after_and_never_between():
    two = Two()
    all_say_yes(two)
    change = propose(two)
    acts = [partial(confirm, change, version=1, **two[1]), partial(_rewrite, two)]

    def act():
        acts.pop()()

    errors = at_once(act)

    agreement = two.fresh
    if agreement.stage == Stage.TEXT_AGREED:
        assert [getattr(error, "code", error) for error in errors] == ["frozen"]
        counting = frozen_text(agreement.text_version).clauses[0].said("pl").body
        assert counting == text_of(agreement).clauses[0].said("pl").body
    else:
        assert errors == []
        assert not TextVersion.objects.exists()


def _rewrite(two):
    """Write as an accepted amendment does: the clause is settled, the text may be frozen."""
    with transaction.atomic():
        agreement, clause = clause_held(two.clause, two.people[1], two.cities[1])
        put_words(agreement, clause, "pl", Words("Cele", "Trwa 9 lat."), **two[1])
