"""Both cities walk their legal routes on one text."""

import datetime as dt

import pytest

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.versions import FrozenCopy
from pobratym.agreements.services.mandate import hold
from pobratym.agreements.services.stages import put_stage
from pobratym.agreements.states import Stage
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.states import Role
from pobratym.journal.models import Entry
from pobratym.routes.models.steps import Walk
from pobratym.routes.queries.lanes import lanes_of, unfinished
from pobratym.routes.services.walking import answer_anew, begin_walk
from tests.factories import frozen, holder_of, officer_of
from tests.routes.signing import by_hand, signatory_of
from tests.routes.walks import (
    DAY,
    again,
    agreed,
    city_of,
    finish_all,
    press,
    stage,
    step,
    walking,
)

pytestmark = pytest.mark.django_db


def states(walk):
    return {one.code: one.state for one in walk.steps.order_by("place")}


def test_the_first_route_opens_the_approvals():
    agreement = agreed()

    walk = walking(agreement, "PL")

    assert stage(agreement) == Stage.APPROVALS
    assert walk.route == "PL-2026-11"
    assert states(walk) == {
        "PL02": "open", "PL06": "waiting", "PL09": "open", "PL07": "waiting", "PL08": "waiting",
    }  # fmt: skip


def test_conditions_bring_their_steps():
    agreement = agreed()

    walk = walking(agreement, "PL", first_partnership=True, joins_association=True)

    assert list(states(walk)) == ["PL01", "PL02", "PL04", "PL06", "PL09", "PL07", "PL08"]


def test_the_letter_starts_the_ministrys_thirty_days_and_the_ten_within():
    agreement = agreed()
    walk = walking(agreement, "UA")
    press(walk, "finish", "UA02")
    press(walk, "finish", "UA03")

    press(walk, "send", "UA04", on=dt.date(2026, 3, 2), reference="01-12/345")

    letter, opinions = step(walk, "UA04"), step(walk, "UA05")
    assert (letter.state, letter.due_on) == ("sent", dt.date(2026, 4, 1))
    assert (opinions.state, opinions.sent_on) == ("sent", dt.date(2026, 3, 2))
    assert opinions.due_on == dt.date(2026, 3, 12)
    assert step(walk, "UA06").state == "waiting"


def test_the_order_answers_the_letter():
    agreement = agreed()
    walk = walking(agreement, "UA")
    for act, code in [("finish", "UA02"), ("finish", "UA03"), ("send", "UA04"), ("finish", "UA05")]:
        press(walk, act, code)
    assert step(walk, "UA06").due_on == DAY + dt.timedelta(days=30)

    press(walk, "finish", "UA06", on=dt.date(2026, 3, 30), reference="879")

    assert (step(walk, "UA04").state, step(walk, "UA04").done_on) == ("done", dt.date(2026, 3, 30))
    assert step(walk, "UA07").state == "open"


def test_undoing_the_order_puts_the_letter_back_to_the_ministry():
    agreement = agreed()
    walk = walking(agreement, "UA")
    for act, code in [("finish", "UA02"), ("finish", "UA03"), ("send", "UA04"),
                      ("finish", "UA05"), ("finish", "UA06")]:  # fmt: skip
        press(walk, act, code)

    press(walk, "undo", "UA06")

    assert states(walk)["UA04"] == states(walk)["UA06"] == "sent"
    assert step(walk, "UA04").due_on == step(walk, "UA06").due_on == DAY + dt.timedelta(days=30)
    assert states(walk)["UA07"] == "waiting"


def test_the_resolution_starts_the_seven_days_to_the_voivode():
    agreement = agreed()
    walk = walking(agreement, "PL")

    press(walk, "finish", "PL02", on=dt.date(2026, 1, 29), reference="X/1/2026")

    assert step(walk, "PL06").state == "open"
    assert step(walk, "PL06").due_on == dt.date(2026, 2, 5)


def test_ready_to_sign_when_both_have_finished_on_the_same_text():
    agreement = agreed()
    finish_all(walking(agreement, "PL"))
    assert stage(agreement) == Stage.APPROVALS

    finish_all(walking(agreement, "UA"))

    assert stage(agreement) == Stage.READY_TO_SIGN
    assert unfinished(again(agreement)) == []
    signing = {one.code: one.state for one in lanes_of(
        again(agreement), again(agreement).text_version)[1].steps}  # fmt: skip
    assert (signing["UA08"], signing["UA09"]) == ("open", "waiting")


@pytest.mark.parametrize("left", ["UA04", "UA05", "UA06"])
def test_a_ukrainian_party_is_not_ready_while_the_ministry_is_open(left):
    """Invariant 3: unless the step is waived with a reason."""
    agreement = agreed()
    finish_all(walking(agreement, "PL"))
    walk = walking(agreement, "UA")
    finish_all(walk)
    assert stage(agreement) == Stage.READY_TO_SIGN
    order = ["UA07", "UA06", "UA05", "UA04"]
    for code in order[: order.index(left) + 1]:
        press(walk, "undo", code)
    assert stage(agreement) == Stage.APPROVALS

    for code in ["UA04", "UA05", "UA06", "UA07"]:
        assert stage(agreement) == Stage.APPROVALS
        if step(walk, code).state not in {"done", "waived"}:
            press(walk, "waive", code, reason="Міністерство: погодження не потрібне")

    assert stage(agreement) == Stage.READY_TO_SIGN


def test_waiving_needs_a_reason():
    agreement = agreed()
    walk = walking(agreement, "UA")

    with pytest.raises(DomainError) as refused:
        press(walk, "waive", "UA04", reason=" ")

    assert refused.value.code == "no_reason"


def test_undoing_a_step_takes_readiness_back():
    agreement = agreed()
    polish = walking(agreement, "PL")
    finish_all(polish)
    finish_all(walking(agreement, "UA"))

    press(polish, "undo", "PL06", reason="Wysłano nie tę uchwałę")

    assert stage(agreement) == Stage.APPROVALS
    assert step(polish, "PL07").state == "waiting"


def test_what_others_rest_on_is_not_undone():
    agreement = agreed()
    walk = walking(agreement, "PL")
    press(walk, "finish", "PL02")
    press(walk, "finish", "PL06")

    with pytest.raises(DomainError) as refused:
        press(walk, "undo", "PL02")

    assert refused.value.code == "others_rest_on_it"
    assert "PL06" in str(refused.value.message)


def test_a_later_text_sends_both_routes_back_and_keeps_what_no_wording_changes():
    agreement = agreed()
    polish = walking(agreement, "PL", first_partnership=True)
    finish_all(polish)
    ukrainian = walking(agreement, "UA")
    finish_all(ukrainian)
    sent_back(agreement)

    for walk in (polish, ukrainian):
        with pytest.raises(DomainError) as refused:
            press(walk, "undo", next(iter(states(walk))))
        assert refused.value.code == "older_text"

    frozen(again(agreement))
    second, third = walking(agreement, "PL", first_partnership=True), walking(agreement, "UA")
    assert states(second)["PL01"] == "done"
    assert states(second)["PL02"] == "open"
    assert [code for code, state in states(third).items() if state == "done"] == ["UA02", "UA03"]
    assert step(third, "UA02").is_carried
    assert states(third)["UA04"] == "open"
    assert states(ukrainian)["UA06"] == "done"
    assert stage(agreement) == Stage.APPROVALS


def sent_back(agreement):
    """Send the text back as ``agreements.services.reopening`` does."""
    from django.db import transaction  # noqa: PLC0415

    with transaction.atomic():
        held = hold(agreement)
        put_stage(held, Stage.NEGOTIATION, by=None, city=held.opened_by, why="Literówka",
                  text_version=None)  # fmt: skip


def test_another_digest_than_the_counting_one_begins_no_route():
    agreement = agreed()

    with pytest.raises(DomainError) as refused:
        begin_walk(agreement, city=city_of(agreement, "UA"), answers={"first_partnership": True},
                   sha256="0" * 64, by=None)  # fmt: skip

    assert refused.value.code == "older_text"
    assert not Walk.objects.exists()


def test_a_frozen_text_that_was_altered_is_not_ready():
    """Invariant 1: what is approved is what the digest says."""
    agreement = agreed()
    finish_all(walking(agreement, "PL"))
    walk = walking(agreement, "UA")
    copy = FrozenCopy.objects.filter(version=again(agreement).text_version).first()
    FrozenCopy.objects.filter(pk=copy.pk).update(canonical=copy.canonical + " ")

    with pytest.raises(DomainError) as refused:
        finish_all(walk)

    assert refused.value.code == "hash_mismatch"
    assert stage(agreement) == Stage.APPROVALS


def test_a_route_begins_once():
    agreement = agreed()
    walking(agreement, "PL")

    with pytest.raises(DomainError) as refused:
        walking(agreement, "PL")

    assert refused.value.code == "begun_before"


def test_a_route_needs_an_agreed_text():
    agreement = agreed()
    sent_back(agreement)

    with pytest.raises(DomainError) as refused:
        begin_walk(agreement, city=city_of(agreement, "PL"), answers={}, sha256="", by=None)

    assert refused.value.code == "not_agreed"


def test_only_the_own_city_acts():
    agreement = agreed()
    polish = officer_of(city_of(agreement, "PL"))
    walk = walking(agreement, "UA")

    with pytest.raises(DomainError) as refused:
        press(walk, "finish", "UA02", by=polish)

    assert refused.value.code == "not_your_city"


def test_the_council_office_notes_the_resolution_but_waives_nothing():
    agreement = agreed()
    office = holder_of(Role.COUNCIL_OFFICE, city_of(agreement, "PL"))
    walk = walking(agreement, "PL")

    press(walk, "finish", "PL02", by=office)

    assert step(walk, "PL02").by == office
    with pytest.raises(DomainError) as refused:
        press(walk, "waive", "PL06", by=office)
    assert refused.value.code == "not_your_city"


@pytest.mark.parametrize(
    ("act", "code", "facts", "why"),
    [
        ("finish", "PL06", {}, "waits"),
        ("finish", "PL02", {"on": dt.date(2200, 1, 1)}, "future"),
        ("undo", "PL02", {}, "wrong_state"),
        ("undo", "PL06", {}, "wrong_state"),
        ("refuse", "PL02", {"reason": ""}, "no_reason"),
        ("begin_early", "PL07", {}, "firm_order"),
    ],
)
def test_what_cannot_be_is_refused(act, code, facts, why):
    agreement = agreed()
    walk = walking(agreement, "PL")

    with pytest.raises(DomainError) as refused:
        press(walk, act, code, **facts)

    assert refused.value.code == why


def test_nothing_is_done_before_it_was_sent():
    agreement = agreed()
    walk = walking(agreement, "PL")
    press(walk, "send", "PL02", on=DAY)

    with pytest.raises(DomainError) as refused:
        press(walk, "finish", "PL02", on=DAY - dt.timedelta(days=1))

    assert refused.value.code == "before_sent"


def test_a_stale_form_is_refused():
    agreement = agreed()
    walk = walking(agreement, "PL")
    seen = step(walk, "PL02").version
    press(walk, "send", "PL02")

    from pobratym.routes.services.steps import finish  # noqa: PLC0415

    with pytest.raises(StaleVersion):
        finish(step(walk, "PL02"), version=seen, on=DAY, by=None)


def test_a_returned_letter_stops_the_clock_and_is_sent_again():
    agreement = agreed()
    walk = walking(agreement, "UA")
    for act, code in [("finish", "UA02"), ("finish", "UA03"), ("send", "UA04")]:
        press(walk, act, code)

    press(walk, "give_back", "UA04", reason="Бракує пояснювальної записки")

    assert (step(walk, "UA04").state, step(walk, "UA04").due_on) == ("returned", None)
    assert states(walk)["UA05"] == "waiting"
    press(walk, "send", "UA04", on=dt.date(2026, 4, 1))
    assert step(walk, "UA04").due_on == dt.date(2026, 5, 1)
    assert step(walk, "UA05").due_on == dt.date(2026, 4, 11)


def test_a_proposed_order_may_be_left():
    agreement = agreed()
    walk = walking(agreement, "UA")

    press(walk, "begin_early", "UA07", reason="Сесія вже 5 березня")
    press(walk, "finish", "UA07")

    assert states(walk)["UA07"] == "done"
    assert states(walk)["UA04"] == "waiting"


def test_other_answers_bring_and_take_steps():
    agreement = agreed()
    walk = walking(agreement, "PL")
    said = {"first_partnership": False, "joins_association": True, "binds_money": False}

    answer_anew(walk, version=walk.version, answers=said, by=None)

    assert list(states(walk)) == ["PL02", "PL04", "PL06", "PL09", "PL07", "PL08"]
    walk.refresh_from_db()
    answer_anew(walk, version=walk.version, answers=said | {"joins_association": False}, by=None)
    assert "PL04" not in states(walk)


def test_answers_do_not_take_away_what_was_done():
    agreement = agreed()
    walk = walking(agreement, "PL", joins_association=True)
    press(walk, "finish", "PL02")
    press(walk, "send", "PL04")
    said = {"first_partnership": False, "joins_association": False, "binds_money": False}
    walk.refresh_from_db()

    with pytest.raises(DomainError) as refused:
        answer_anew(walk, version=walk.version, answers=said, by=None)

    assert refused.value.code == "step_begun"


def test_nothing_is_answered_anew_once_somebody_has_signed_or_all_have():
    agreement = agreed()
    walks = [walking(agreement, country) for country in ("PL", "UA")]
    for walk in walks:
        finish_all(walk)
    signatory = signatory_of(again(agreement), walks[0].city)
    by_hand(signatory)

    for later in (Stage.READY_TO_SIGN, Stage.SIGNED):
        Agreement.objects.update(stage=later, signed_on=DAY)
        walks[0].refresh_from_db()
        said = walks[0].answers | {"joins_association": True}
        with pytest.raises(DomainError) as refused:
            answer_anew(walks[0], version=walks[0].version, answers=said, by=None)
        assert refused.value.code == "signing_begun"


def test_every_deed_leaves_its_line():
    agreement = agreed()
    walk = walking(agreement, "PL")

    press(walk, "send", "PL02")
    press(walk, "finish", "PL02")

    lines = Entry.objects.filter(within_key=agreement.partnership_id).order_by("pk")
    assert [one.what for one in lines] == [
        "agreement.moved", "route.begun", "step.sent", "step.done",
    ]  # fmt: skip
    assert lines.last().details["code"] == "PL02"
    assert Agreement.objects.get(pk=agreement.pk).stage == Stage.APPROVALS
