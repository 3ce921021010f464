import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from pobratym.confirmations.models import Answer, JointChange
from pobratym.confirmations.services.answering import (
    OnPaper,
    confirm,
    confirm_on_paper,
    decline,
)
from pobratym.confirmations.services.closing import expire_due, remind_of_expiring
from pobratym.confirmations.services.proposing import withdraw
from pobratym.confirmations.states import MOST_A_DAY, OPEN_FOR, REMINDED_BEFORE, State
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import Employment
from pobratym.directory.states import CONFIRMING, WRITING, Role
from pobratym.documents.models import Document
from pobratym.documents.services.papers import read_paper
from pobratym.journal.models import Entry
from pobratym.notices.models import Notice
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.joint import propose_publication
from pobratym.partnerships.services.opening import edit_partnership
from pobratym.partnerships.services.stages import unpublish_partnership, withdraw_partnership
from pobratym.partnerships.states import Stage
from tests.confirmations.conftest import DAY, REASON, ask, person_in, role_names, two_cities
from tests.factories import EmploymentFactory, MunicipalityFactory, officer_of

pytestmark = pytest.mark.django_db


def refused(code, act, *args, **given):
    with pytest.raises(DomainError) as refusal:
        act(*args, **given)
    assert refusal.value.code == code
    return refusal.value


def whole(partnership):
    """Give every value that is stored of a partnership."""
    return Partnership.objects.filter(pk=partnership.pk).values().get()


def told(kind):
    names = Notice.objects.filter(kind=f"confirmations.{kind}").values_list("user", flat=True)
    return sorted(names)


def lines():
    return list(
        Entry.objects.filter(what__startswith="change.").order_by("pk").values_list("what", "city")
    )


def age(change, left):
    """Leave a proposal so much time."""
    JointChange.objects.filter(pk=change.pk).update(expires_at=timezone.now() + left)


def scan():
    return read_paper(ContentFile(b"%PDF-1.7 signed", "zgoda.pdf"))


def on_paper(on=DAY, signed_by="Олександр Мензул, міський голова"):
    return OnPaper(scan(), on, signed_by)


# Proposing -----------------------------------------------------------------------------------


def test_a_proposal_keeps_what_stands_and_what_would_stand(pair):
    before = whole(pair.partnership)

    change = ask(pair, reason=REASON, message="  Po sesji rady ")

    assert whole(pair.partnership) == before
    assert (change.before["stage"], change.after) == ("active", {"stage": "suspended"})
    assert (change.reason, change.state, change.proposer) == ("Po sesji rady", "open", pair.officer)
    assert [(one.city, one.said) for one in change.answers.all()] == [(pair.partner, "")]
    assert abs(change.expires_at - timezone.now() - OPEN_FOR) < dt.timedelta(minutes=1)
    assert lines() == [("change.proposed", pair.own.code)]


def test_the_day_and_the_reason_of_an_end_are_part_of_what_is_proposed(pair):
    change = ask(pair, Stage.ENDED, on=DAY, reason=REASON)

    assert change.after == {
        "stage": "ended",
        "ended_on": "2026-03-14",
        "end_reason": dict(REASON),
    }


def test_those_who_answer_for_the_other_cities_are_asked_and_nobody_else(pair):
    person_in(pair.partner, Role.INTERPRETER)
    person_in(pair.partner, Role.AUDITOR)
    mayor = person_in(pair.partner, Role.MAYOR)
    person_in(pair.own, Role.MAYOR)
    officer_of(MunicipalityFactory())

    ask(pair)

    assert told("asked") == sorted([pair.other.pk, mayor.pk])


def test_the_partner_may_propose_as_well(pair):
    change = ask(pair, by=pair.other, city=pair.partner)

    assert [one.city for one in change.answers.all()] == [pair.own]


@pytest.mark.parametrize("role", role_names())
def test_only_those_who_write_for_a_party_propose(pair, role):
    person = person_in(pair.own, role)

    if role in WRITING:
        assert ask(pair, by=person).proposer == person
    else:
        refused("not_your_city", ask, pair, by=person)
        assert not JointChange.objects.exists()


def test_a_third_city_does_not_propose(pair):
    third = MunicipalityFactory()

    refused("not_a_party", ask, pair, by=officer_of(third), city=third)


def test_nobody_proposes_in_the_name_of_the_other_city(pair):
    refused("not_your_city", ask, pair, city=pair.partner)


def test_one_proposal_waits_at_a_time(pair, asked):
    refused("already_open", ask, pair)
    refused("already_open", ask, pair, by=pair.other, city=pair.partner)

    assert JointChange.objects.get() == asked


def test_after_an_end_it_can_be_proposed_anew(pair, asked):
    withdraw(asked, version=1, by=pair.officer, city=pair.own)

    assert ask(pair).is_open


def test_one_whose_time_is_over_makes_room_for_another(pair, asked):
    age(asked, -dt.timedelta(minutes=1))

    ask(pair)

    assert sorted(JointChange.objects.values_list("state", flat=True)) == ["expired", "open"]


def test_a_proposal_stands_on_the_version_that_was_seen(pair):
    with pytest.raises(StaleVersion):
        ask(pair, version=7)


def test_what_cannot_be_is_not_proposed(pair):
    refused("not_next", ask, pair, Stage.EXPLORING)
    refused("no_day", ask, pair, Stage.ENDED, reason=REASON)
    refused("no_reason", ask, pair, Stage.ENDED, on=DAY)

    assert not JointChange.objects.exists()


# Confirming ----------------------------------------------------------------------------------


def test_the_last_yes_does_it(pair, asked):
    done = confirm(asked, version=1, by=pair.other, city=pair.partner)

    kept = Partnership.objects.get()
    assert (done.state, kept.stage, kept.version) == ("done", "suspended", 2)
    assert JointChange.objects.get().closed_at is not None
    assert lines() == [
        ("change.proposed", pair.own.code),
        ("change.confirmed", pair.partner.code),
        ("change.done", pair.partner.code),
    ]
    moved = Entry.objects.get(what="partnership.moved")
    assert (moved.city, moved.by) == (pair.partner.code, pair.other)
    assert told("done") == [pair.officer.pk]


def test_the_days_and_words_of_an_end_come_with_the_yes(pair):
    change = ask(pair, Stage.ENDED, on=DAY, reason=REASON)

    confirm(change, version=1, by=pair.other, city=pair.partner)

    kept = Partnership.objects.get()
    assert (kept.stage, kept.ended_on, kept.end_reason) == ("ended", DAY, REASON)


def test_of_three_cities_both_others_must_confirm():
    three = two_cities(more=1)
    change = ask(three)
    before = whole(three.partnership)

    half = confirm(change, version=1, by=three.other, city=three.partner)
    assert (half.state, whole(three.partnership)) == ("open", before)

    confirm(change, version=2, by=three.officers[2], city=three.cities[2])
    assert Partnership.objects.get().stage == "suspended"


def test_who_did_not_see_the_answer_of_the_third_city_is_shown_it_first():
    three = two_cities(more=1)
    change = ask(three)
    confirm(change, version=1, by=three.other, city=three.partner)

    with pytest.raises(StaleVersion):
        confirm(change, version=1, by=three.officers[2], city=three.cities[2])


def test_saying_yes_twice_does_it_once(pair, asked):
    confirm(asked, version=1, by=pair.other, city=pair.partner)
    again = confirm(asked, version=1, by=pair.other, city=pair.partner)

    assert (again.state, Partnership.objects.get().version) == ("done", 2)
    assert Entry.objects.filter(what="change.confirmed").count() == 1


@pytest.mark.parametrize("role", role_names())
def test_officer_coordinator_and_mayor_answer_for_a_city(pair, asked, role):
    person = person_in(pair.partner, role)

    if role in CONFIRMING:
        assert confirm(asked, version=1, by=person, city=pair.partner).state == State.DONE
    else:
        refused("not_your_city", confirm, asked, version=1, by=person, city=pair.partner)
        refused(
            "not_your_city", decline, asked, version=1, by=person, city=pair.partner, reason="nie"
        )


def test_the_proposing_city_does_not_answer_for_the_other(pair, asked):
    refused("not_your_city", confirm, asked, version=1, by=pair.officer, city=pair.partner)
    refused("not_asked", confirm, asked, version=1, by=pair.officer, city=pair.own)

    assert Partnership.objects.get().stage == "active"


def test_who_works_for_both_cities_does_not_confirm_their_own_proposal(pair, asked):
    EmploymentFactory(user=pair.officer, municipality=pair.partner)

    refused("same_hand", confirm, asked, version=1, by=pair.officer, city=pair.partner)


def test_who_has_left_does_not_confirm(pair, asked):
    Employment.objects.filter(user=pair.other).update(until=timezone.localdate() - DAY.resolution)

    refused("not_your_city", confirm, asked, version=1, by=pair.other, city=pair.partner)


def test_the_thing_edited_meanwhile_elsewhere_is_no_hindrance(pair, asked):
    title = Wordings({"pl": "Nowy"})
    edit_partnership(pair.partnership, version=1, by=pair.officer, city=pair.own, title=title)

    confirm(asked, version=1, by=pair.other, city=pair.partner)

    kept = Partnership.objects.get()
    assert (kept.stage, kept.title, kept.version) == ("suspended", title, 3)


def test_the_thing_changed_meanwhile_in_the_same_field_is_not_overwritten(pair, asked):
    Partnership.objects.update(stage=Stage.ENDED, ended_on=DAY, end_reason=REASON)
    before = whole(pair.partnership)

    after = confirm(asked, version=1, by=pair.other, city=pair.partner)

    assert (after.state, after.found) == ("overtaken", {"stage": "ended"})
    assert whole(pair.partnership) == before
    assert told("overtaken") == sorted([pair.officer.pk, pair.other.pk])


def test_what_the_deed_refuses_is_kept_in_every_language_and_nothing_is_done(pair):
    partnership = pair.partnership
    change = propose_publication(partnership, version=1, by=pair.officer, city=pair.own)
    Partnership.objects.update(stage=Stage.EXPLORING)
    before = whole(partnership)

    after = confirm(change, version=1, by=pair.other, city=pair.partner)

    assert (after.state, whole(partnership)) == ("overtaken", before)
    assert set(JointChange.objects.get().hindrance) == {"pl", "uk", "en"}


def test_other_parties_than_those_asked_stop_it(pair, asked):
    pair.partnership.parties.create(municipality=MunicipalityFactory(), place=9)

    after = confirm(asked, version=1, by=pair.other, city=pair.partner)

    assert (after.state, Partnership.objects.get().stage) == ("overtaken", "active")


# Declining, taking back, expiring: no trace in the object -------------------------------------


def test_a_no_leaves_no_trace_in_the_object(pair, asked):
    before = whole(pair.partnership)

    declined = decline(asked, version=1, by=pair.other, city=pair.partner, reason=" Po wakacjach ")

    assert (declined.state, whole(pair.partnership)) == ("declined", before)
    assert Answer.objects.get().reason == "Po wakacjach"
    assert told("answered") == [pair.officer.pk]
    refused("closed", confirm, asked, version=2, by=pair.other, city=pair.partner)


def test_a_no_needs_its_reason(pair, asked):
    refusal = refused(
        "no_reason", decline, asked, version=1, by=pair.other, city=pair.partner, reason="  "
    )

    assert (refusal.field, JointChange.objects.get().state) == ("reason", "open")


def test_saying_no_twice_does_no_harm(pair, asked):
    for _ in range(2):
        decline(asked, version=1, by=pair.other, city=pair.partner, reason="Nie")

    assert Entry.objects.filter(what="change.declined").count() == 1


def test_who_has_said_yes_does_not_say_no():
    three = two_cities(more=1)
    change = ask(three)
    confirm(change, version=1, by=three.other, city=three.partner)

    refused(
        "answered", decline, change, version=2, by=three.other, city=three.partner, reason="nie"
    )


def test_a_proposal_taken_back_leaves_no_trace_in_the_object(pair, asked):
    before = whole(pair.partnership)

    for _ in range(2):
        withdraw(asked, version=1, by=pair.officer, city=pair.own)

    assert (JointChange.objects.get().state, whole(pair.partnership)) == ("withdrawn", before)
    assert told("closed") == [pair.other.pk]
    assert lines()[1:] == [("change.withdrawn", pair.own.code)]
    refused("closed", confirm, asked, version=2, by=pair.other, city=pair.partner)


def test_only_the_city_that_proposed_takes_back(pair, asked):
    refused("not_yours", withdraw, asked, version=1, by=pair.other, city=pair.partner)


def test_what_is_confirmed_is_not_taken_back(pair, asked):
    confirm(asked, version=1, by=pair.other, city=pair.partner)

    refused("closed", withdraw, asked, version=2, by=pair.officer, city=pair.own)


def test_an_expired_proposal_leaves_no_trace_in_the_object(pair, asked):
    before = whole(pair.partnership)
    age(asked, -dt.timedelta(seconds=1))

    assert (expire_due(), expire_due()) == (1, 0)

    assert (JointChange.objects.get().state, whole(pair.partnership)) == ("expired", before)
    assert told("closed") == sorted([pair.officer.pk, pair.other.pk])
    assert lines()[1:] == [("change.expired", pair.own.code)]


def test_past_its_time_it_counts_as_expired_before_anybody_noted_it(pair, asked):
    age(asked, -dt.timedelta(seconds=1))

    refused("closed", confirm, asked, version=1, by=pair.other, city=pair.partner)
    refused("closed", withdraw, asked, version=1, by=pair.officer, city=pair.own)
    found = JointChange.objects.get()
    assert (found.state, found.stage, found.is_open) == ("open", "expired", False)
    assert not JointChange.objects.open().exists()


def test_one_that_has_time_left_does_not_expire(asked):
    assert (expire_due(), JointChange.objects.get()) == (0, asked)


def test_those_who_have_not_answered_are_reminded_once(pair, asked):
    assert remind_of_expiring() == 0
    age(asked, REMINDED_BEFORE - dt.timedelta(hours=1))

    assert (remind_of_expiring(), remind_of_expiring()) == (1, 0)

    assert told("expiring") == [pair.other.pk]


def test_a_deed_of_one_city_overtakes_what_waits(pair, asked):
    withdraw_partnership(
        pair.partnership, version=1, by=pair.officer, city=pair.own, reason="pomyłka"
    )

    assert JointChange.objects.get().state == "overtaken"
    refused("closed", confirm, asked, version=2, by=pair.other, city=pair.partner)


@pytest.mark.usefixtures("asked")
def test_a_deed_that_was_refused_overtakes_nothing(pair):
    with pytest.raises(DomainError):
        withdraw_partnership(pair.partnership, version=1, by=pair.officer, city=pair.own, reason="")

    assert JointChange.objects.get().state == "open"


def test_the_page_goes_up_with_both_and_down_with_one(pair):
    change = propose_publication(pair.partnership, version=1, by=pair.officer, city=pair.own)
    assert not Partnership.objects.get().is_public
    confirm(change, version=1, by=pair.other, city=pair.partner)
    assert Partnership.objects.get().is_public

    unpublish_partnership(pair.partnership, version=2, by=pair.other, city=pair.partner)

    assert not Partnership.objects.get().is_public


# On paper ------------------------------------------------------------------------------------


@pytest.fixture
def alone(pair, asked):
    """The same, with nobody who answers for the partner city."""
    assert asked.is_open
    Employment.objects.filter(municipality=pair.partner).delete()
    return pair


def test_a_city_that_is_not_here_confirms_on_paper(alone, asked, folder):
    done = confirm_on_paper(
        asked, alone.partner, on_paper(), version=1, by=alone.officer, city=alone.own
    )

    answer, document = Answer.objects.get(), Document.objects.get()
    assert (done.state, Partnership.objects.get().stage) == ("done", "suspended")
    assert (answer.said, answer.by, answer.paper, answer.paper_on) == (
        "yes",
        alone.officer,
        document,
        DAY,
    )
    assert [path.name for path in folder.iterdir()] == [document.file_name]
    assert lines()[1:] == [
        ("change.confirmed_on_paper", alone.own.code),
        ("change.done", alone.own.code),
    ]


def nothing_kept(folder):
    files = list(folder.iterdir()) if folder.exists() else []
    return not files and not Document.objects.exists()


def test_nobody_records_paper_for_a_city_that_answers_itself(pair, asked, folder):
    refused(
        "aboard",
        confirm_on_paper,
        asked,
        pair.partner,
        on_paper(),
        version=1,
        by=pair.officer,
        city=pair.own,
    )

    assert nothing_kept(folder)
    assert Partnership.objects.get().stage == "active"


@pytest.mark.parametrize("role", role_names())
def test_only_those_who_write_for_the_proposing_city_record_paper(alone, asked, role, folder):
    person = person_in(alone.own, role)
    act = (asked, alone.partner, on_paper())

    if role in WRITING:
        assert confirm_on_paper(*act, version=1, by=person, city=alone.own).state == "done"
    else:
        refused("not_your_city", confirm_on_paper, *act, version=1, by=person, city=alone.own)
        assert nothing_kept(folder)


def test_another_city_records_no_paper():
    three = two_cities(more=1)
    change = ask(three)
    Employment.objects.filter(municipality=three.partner).delete()
    given = {"version": 1, "by": three.officers[2], "city": three.cities[2]}

    refused("not_yours", confirm_on_paper, change, three.partner, on_paper(), **given)


def test_paper_for_a_city_that_is_not_asked_is_refused(alone, asked):
    act = (asked, MunicipalityFactory(), on_paper())

    refused("not_asked", confirm_on_paper, *act, version=1, by=alone.officer, city=alone.own)


def test_a_document_of_tomorrow_is_refused_and_leaves_nothing(alone, asked, folder):
    paper = on_paper(on=timezone.localdate() + dt.timedelta(days=1))
    act = (asked, alone.partner, paper)

    refused("future", confirm_on_paper, *act, version=1, by=alone.officer, city=alone.own)

    assert nothing_kept(folder)


def test_paper_is_recorded_once(alone, asked):
    given = {"version": 1, "by": alone.officer, "city": alone.own}
    confirm_on_paper(asked, alone.partner, on_paper(), **given)

    refused("closed", confirm_on_paper, asked, alone.partner, on_paper(), **given)

    assert Document.objects.count() == 1


def test_proposing_and_taking_back_again_and_again_has_an_end(pair):
    """Each time everybody in the partner city gets a notice and a letter."""
    for _time in range(MOST_A_DAY):
        change = ask(pair)
        withdraw(change, version=change.version, by=pair.officer, city=pair.own)

    refused("too_often", ask, pair)
    assert ask(pair, by=pair.other, city=pair.partner).is_open
