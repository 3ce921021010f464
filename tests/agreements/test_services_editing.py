import pytest

from pobratym.agreements.models.clauses import ClauseText, Wording, WorkingCopy
from pobratym.agreements.services.editing import (
    Clash,
    Typed,
    drop_copy,
    keep_copy,
    save_wording,
    take_in,
)
from pobratym.agreements.states import Change, Standing
from pobratym.core.errors import DomainError
from pobratym.directory.states import Role
from pobratym.journal.models import Entry
from tests.agreements.test_services_clauses import consent, refused
from tests.factories import AgreementFactory, clause_of, frozen, holder_of, officer_of

pytestmark = pytest.mark.django_db

BASE = "Umowa trwa 3 lata. Strony wymieniają młodzież."


@pytest.fixture
def agreement():
    return AgreementFactory()


@pytest.fixture
def clause(agreement):
    return clause_of(agreement, pl=BASE, uk="Угода діє 3 роки.")


@pytest.fixture
def mine(agreement):
    city = agreement.opened_by
    return {"by": officer_of(city), "city": city}


@pytest.fixture
def theirs(agreement):
    city = agreement.parties.last().city
    return {"by": officer_of(city), "city": city}


def typed(body, *, number=1, version=1, heading="Cele", **more):
    return Typed(heading, body, number, version, **more)


def standings(clause):
    return dict(ClauseText.objects.filter(clause=clause).values_list("language", "standing"))


def test_a_new_meaning_makes_the_other_language_stale(clause, mine):
    saved = save_wording(clause, "pl", typed("Umowa trwa 5 lat."), **mine)

    assert (saved.text.body, saved.theirs) == ("Umowa trwa 5 lat.", None)
    assert standings(clause) == {"pl": Standing.HUMAN, "uk": Standing.STALE}
    line = Entry.objects.get()
    assert (line.what, line.details["language"]) == ("clause.worded", "pl")


def test_a_version_that_lags_behind_follows_when_it_is_written(clause, mine, theirs):
    save_wording(clause, "pl", typed("Umowa trwa 5 lat."), **mine)

    save_wording(clause, "uk", typed("Угода діє 5 років.", version=2), **theirs)

    assert standings(clause) == {"pl": Standing.HUMAN, "uk": Standing.HUMAN}
    assert Wording.objects.latest("pk").change == Change.FOLLOWS


def test_a_slip_of_the_pen_leaves_every_standing_alone(agreement, mine):
    clause = clause_of(agreement, standing={"uk": "stale"})

    save_wording(clause, "uk", typed("Miasta.", change=Change.MINOR), **mine)

    assert standings(clause) == {"pl": Standing.HUMAN, "uk": Standing.STALE}


def test_two_changes_that_do_not_touch_both_stay_and_the_second_is_told(clause, mine, theirs):
    save_wording(clause, "pl", typed(BASE.replace("3 lata", "5 lat")), **theirs)

    saved = save_wording(clause, "pl", typed(BASE.replace("młodzież", "uczniów")), **mine)

    assert saved.text.body == "Umowa trwa 5 lat. Strony wymieniają uczniów."
    assert (saved.base, saved.theirs) == (
        ("Cele", BASE), ("Cele", "Umowa trwa 5 lat. Strony wymieniają młodzież."),
    )  # fmt: skip


def test_two_changes_of_one_place_are_for_a_person_to_choose(clause, mine, theirs):
    save_wording(clause, "pl", typed(BASE.replace("3 lata", "5 lat")), **theirs)

    with pytest.raises(Clash) as clash:
        save_wording(clause, "pl", typed(BASE.replace("3 lata", "2 lata")), **mine)

    assert clash.value.code == "overlap"
    assert clash.value.merged[1] == BASE.replace("3 lata", "⟦5 lat¦2 lata⟧")
    assert ClauseText.objects.get(clause=clause, language="pl").number == 2


def test_marks_of_an_open_choice_are_not_saved(clause, mine):
    refused("undecided", save_wording, clause, "pl", typed("Umowa trwa ⟦5¦2⟧ lata."), **mine)


def test_who_writes_while_the_other_language_gets_a_new_meaning_looks_first(clause, mine, theirs):
    save_wording(clause, "uk", typed("Угода діє 5 років."), **theirs)

    with pytest.raises(Clash) as clash:
        save_wording(clause, "pl", typed(BASE + " Amen."), **mine)

    assert (clash.value.code, clash.value.merged[1]) == ("newly_stale", BASE + " Amen.")
    assert clash.value.current.version == 2


def test_the_first_wording_of_a_missing_language(agreement, mine):
    clause = clause_of(agreement, pl=BASE)

    save_wording(clause, "uk", typed("Угода.", number=0, version=0), **mine)

    assert standings(clause) == {"pl": Standing.HUMAN, "uk": Standing.HUMAN}


def test_two_first_wordings_at_once_lose_nothing(agreement, mine, theirs):
    clause = clause_of(agreement, pl=BASE)
    save_wording(clause, "uk", typed("Угода діє.", number=0, version=0, heading=""), **theirs)

    with pytest.raises(Clash) as clash:
        save_wording(clause, "uk", typed("Договір.", number=0, version=0, heading=""), **mine)

    assert clash.value.merged[1] == "⟦Угода діє.¦Договір.⟧"


def test_interpreters_follow_and_mend_but_give_no_new_meaning(agreement, clause):
    city = agreement.opened_by
    as_interpreter = {"by": holder_of(Role.INTERPRETER, city), "city": city}

    refused("only_translates", save_wording, clause, "pl", typed("Inaczej."), **as_interpreter)
    for change in (Change.FOLLOWS, Change.MINOR):
        save_wording(clause, "pl", typed(f"{change}", change=change), **as_interpreter)
        Wording.objects.latest("pk").delete()
        ClauseText.objects.filter(language="pl").update(number=1, version=1)


def test_a_settled_clause_is_not_written_until_it_is_stale(agreement, clause, mine):
    consent(agreement, clause, *(party.city for party in agreement.parties.all()))

    refused("settled", save_wording, clause, "pl", typed("Inaczej."), **mine)

    ClauseText.objects.filter(language="uk").update(standing=Standing.STALE)
    save_wording(clause, "uk", typed("Угода."), **mine)


def test_a_frozen_text_is_not_written(agreement, clause, mine):
    frozen(agreement)

    refused("frozen", save_wording, clause, "pl", typed("Inaczej."), **mine)


@pytest.mark.parametrize(("body", "code"), [("", "empty"), ("  \n ", "empty")])
def test_a_wording_without_words_is_refused(clause, mine, body, code):
    refused(code, save_wording, clause, "pl", typed(body), **mine)


def test_a_language_that_the_agreement_has_not_is_refused(clause, mine):
    refused("no_such_language", save_wording, clause, "lt", typed("A", number=0, version=0), **mine)


def test_saving_what_stands_changes_nothing_and_is_not_noted(clause, mine):
    save_wording(clause, "pl", typed(BASE), **mine)

    assert not Entry.objects.exists()
    assert Wording.objects.filter(language="pl").count() == 1


def test_a_stale_version_found_right_becomes_current(agreement, mine):
    clause = clause_of(agreement, pl=BASE, uk="Угода.", standing={"uk": "stale"})

    save_wording(clause, "uk", typed("Угода.", heading="Цілі"), **mine)

    assert standings(clause)["uk"] == Standing.HUMAN
    assert Entry.objects.get().what == "clause.worded"


def test_what_is_typed_is_kept_until_it_is_saved(clause, mine):
    keep_copy(clause, "pl", typed("Piszę"), **mine)
    keep_copy(clause, "pl", typed("Piszę dalej"), **mine)

    kept = WorkingCopy.objects.get()
    assert (kept.body, kept.number, kept.person) == ("Piszę dalej", 1, mine["by"])
    assert not Entry.objects.exists()

    save_wording(clause, "pl", typed("Napisane."), **mine)

    assert not WorkingCopy.objects.exists()


def test_what_does_not_differ_needs_no_keeping(clause, mine):
    keep_copy(clause, "pl", typed("Piszę"), **mine)

    assert keep_copy(clause, "pl", typed(BASE), **mine) is None
    assert not WorkingCopy.objects.exists()


def test_what_is_typed_is_kept_though_the_text_was_frozen(agreement, clause, mine):
    frozen(agreement)

    assert keep_copy(clause, "pl", typed("Piszę"), **mine).body == "Piszę"
    drop_copy(clause, "pl", mine["by"])
    assert not WorkingCopy.objects.exists()


def test_what_is_too_long_to_be_kept_is_refused(clause, mine):
    with pytest.raises(DomainError):
        keep_copy(clause, "pl", typed("a" * 50_000), **mine)


def test_others_changes_are_taken_in_while_typing(clause, theirs):
    save_wording(clause, "pl", typed(BASE.replace("3 lata", "5 lat")), **theirs)

    now = take_in(clause, "pl", typed(BASE.replace("młodzież", "uczniów")))

    assert (now.body, now.number, now.version) == (
        "Umowa trwa 5 lat. Strony wymieniają uczniów.", 2, 2,
    )  # fmt: skip
    assert take_in(clause, "pl", now) == now
