"""Clocks and the order of steps, whatever the book says."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pobratym.core.wordings import Wordings
from pobratym.routes.lawbook.book import OURS, gather
from pobratym.routes.lawbook.entries import Also, Basis, Entry, Known, Part, Term, When
from pobratym.routes.lawbook.reckoning import (
    LAST_DAY,
    Stand,
    advanced,
    applying,
    due_on,
    last_day,
    missing,
    parts_due,
    todo_of,
)
from pobratym.routes.states import FULFILLED, StepState

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))
TERMS = st.integers(1, 3_650)
SAID = Wordings({"pl": "a", "uk": "b", "en": "c"})
UA = gather([OURS]).editions["UA-2026-11"]


def entry(code="XR01", **given):
    facts = {"title": SAID, "actor": SAID, "todo": SAID, "when": When.BEFORE,
             "mandatory": Known.YES, "basis": (Basis(SAID),)} | given  # fmt: skip
    return Entry(code=code, **facts)


@given(DAYS, TERMS)
def test_a_term_ends_its_days_later_and_never_before(begun, days):
    end = last_day(begun, days)

    assert end == min(begun + dt.timedelta(days=days), LAST_DAY)
    assert end >= begun


@given(DAYS, DAYS)
def test_who_sends_later_waits_no_shorter(one, other):
    earlier, later = sorted((one, other))

    assert last_day(earlier, 30) <= last_day(later, 30)


@given(st.dates(dt.date(2024, 1, 1), dt.date(2100, 1, 1)))
def test_the_ten_days_lie_within_the_thirty(sent):
    """Invariant 3: deadlines are 10 and 30 days from the day of sending."""
    stands = dict.fromkeys(UA.entries, Stand(StepState.DONE))
    stands |= {"UA04": Stand(StepState.SENT, sent), "UA05": Stand(StepState.WAITING),
               "UA06": Stand(StepState.WAITING)}  # fmt: skip

    now = advanced(UA.steps, stands, reached=[When.BEFORE])

    entries = UA.entries
    assert due_on(entries["UA04"], now["UA04"], now) == sent + dt.timedelta(days=30)
    assert due_on(entries["UA05"], now["UA05"], now) == sent + dt.timedelta(days=10)
    assert [one.due_on for one in parts_due(entries["UA04"], sent)] == [
        sent + dt.timedelta(days=10), None,
    ]  # fmt: skip


def test_a_term_that_does_not_run_has_no_last_day():
    own = entry(term=Term(7, SAID))

    assert due_on(own, Stand(StepState.OPEN), {}) is None
    assert parts_due(entry(parts=(Part(SAID, 3),)), None)[0].due_on is None


def test_a_term_may_run_from_the_signing():
    own = entry(term=Term(7, SAID, "signing"), when=When.AFTER)

    assert due_on(own, Stand(StepState.OPEN), {}, dt.date(2024, 10, 7)) == dt.date(2024, 10, 14)


STATES = st.sampled_from(list(StepState))


@given(st.lists(STATES, min_size=10, max_size=10), st.sets(st.sampled_from(list(When))))
def test_advancing_is_stable_and_touches_nobodys_deeds(states, reached):
    day = dt.date(2026, 3, 2)
    stands = {
        code: Stand(state, day if state != StepState.WAITING else None, day)
        for code, state in zip(UA.entries, states, strict=True)
    }

    once = advanced(UA.steps, stands, reached=reached)

    assert advanced(UA.steps, once, reached=reached) == once
    for code, before in stands.items():
        if before.state in FULFILLED | {StepState.REFUSED, StepState.RETURNED}:
            assert once[code] == before


@given(st.lists(STATES, min_size=10, max_size=10))
def test_what_is_open_waits_for_nothing(states):
    stands = {
        code: Stand(state, dt.date(2026, 3, 2))
        for code, state in zip(UA.entries, states, strict=True)
    }

    now = advanced(UA.steps, stands, reached=list(When))

    for one in UA.steps:
        waits = missing(one, now, reached=list(When))
        if now[one.code].state == StepState.OPEN:
            assert waits == ()
        if now[one.code].state == StepState.WAITING:
            assert waits


def test_a_step_that_does_not_apply_holds_nothing_up():
    own = entry(depends_on=("XR99",))

    assert missing(own, {"XR01": Stand(StepState.WAITING)}, reached=[When.BEFORE]) == ()


def test_only_a_plain_no_drops_a_duty():
    assert "UA01" in [one.code for one in applying(UA, "partnership_agreement", {})]
    assert "UA01" not in [
        one.code for one in applying(UA, "partnership_agreement", {"first_partnership": False})
    ]


def test_a_condition_adds_to_what_is_to_be_done():
    own = entry(also=(Also("binds_money", SAID),))

    assert len(todo_of(own, {"binds_money": True})) == 2
    assert len(todo_of(own, {"binds_money": False})) == 1


def test_a_step_begun_early_stays_open():
    own = entry(depends_on=("XR00",))
    stands = {"XR00": Stand(StepState.OPEN), "XR01": Stand(StepState.OPEN, is_early=True)}

    now = advanced([entry("XR00"), own], stands, reached=[When.BEFORE])

    assert now["XR01"].state == StepState.OPEN
