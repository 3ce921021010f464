import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.comparing import difference
from pobratym.visits.planning.planner import plan
from pobratym.visits.planning.problem import Need
from pobratym.visits.planning.programme import BadProblemError, Rule, Status
from pobratym.visits.planning.state import in_order
from tests.visits.planning.making import visit
from tests.visits.planning.small import lunch, problem, stop, wish

SOME = {"wishes": 12, "days": 2, "groups": 3}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10_000),
    wishes=st.integers(1, 16),
    days=st.integers(1, 3),
    groups=st.integers(1, 4),
    helpers=st.integers(0, 2),
    tight=st.booleans(),
)
def test_every_programme_keeps_every_rule_and_its_bound(seed, wishes, days, groups, helpers, tight):  # noqa: PLR0913, PLR0917
    visiting = visit(seed, wishes=wishes, days=days, groups=groups, helpers=helpers, tight=tight)

    programme = plan(visiting, seconds=0, iterations=15)

    assert programme.value <= programme.bound
    if programme.stops:
        assert broken(visiting, programme.stops) == []
        assert set(programme.parts) >= {"must", "should", "travel", "fairness", "stability"}
        assert round(sum(programme.parts.values()), 3) == programme.value
    else:
        assert programme.status in {Status.IMPOSSIBLE, Status.UNKNOWN}
    left = {one.wish for one in programme.left_out}
    there = {one.key for one in programme.stops}
    if programme.stops:
        assert left | there >= {one.key for one in visiting.wishes}


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), chosen=st.integers(0, 100))
def test_what_is_locked_stays_and_most_else_too(seed, chosen):
    visiting = visit(seed, **SOME)
    first = plan(visiting, seconds=0, iterations=15)
    if not first.stops:
        return
    held = first.stops[chosen % len(first.stops)]

    second = plan(
        replace(visiting, before=first.stops, locked=(held,)), seconds=0, iterations=10, seed=1
    )

    told = difference(first.stops, second.stops)
    assert any(
        (one.key, one.start, one.place) == (held.key, held.start, held.place)
        and held.groups <= one.groups
        for one in second.stops
    )
    assert len(told.gone) + len(told.moved) <= len(first.stops) // 2


def test_a_school_that_cancels_changes_little():
    visiting = visit(3, wishes=25, days=3, groups=3)
    first = plan(visiting, seconds=0, iterations=60)
    free = {one.key for one in visiting.wishes if one.need is not Need.MUST}
    cancelled = next(one.key for one in first.stops if one.key in free)
    left = tuple(one for one in visiting.wishes if one.key != cancelled)

    second = plan(replace(visiting, wishes=left, before=first.stops), seconds=0, iterations=30)

    told = difference(first.stops, second.stops)
    assert cancelled in {one.key for one in told.gone}
    assert len(told.gone) + len(told.moved) <= 6


@pytest.mark.parametrize("hour", [720, 755, 810])
def test_a_lunch_stays_at_its_hour_where_moving_it_gains_nothing(hour):
    visiting = problem(wish("one", start=600), wish("two", start=900), breaks=(lunch(),))
    first = plan(visiting, seconds=0, iterations=10)
    before = tuple(
        replace(one, start=hour, end=hour + 30) if one.key == "lunch" else one
        for one in first.stops
    )

    second = plan(replace(visiting, before=before), seconds=0, iterations=10)

    assert second.stops == in_order(before)
    assert second.value == first.value
    assert broken(visiting, second.stops) == []


def test_a_lunch_gives_way_to_what_is_worth_more():
    visiting = problem(wish("one", start=720), breaks=(lunch(),))
    before = (stop("lunch", 730, 760, place="hotel"),)

    programme = plan(replace(visiting, before=before), seconds=0, iterations=10)

    assert {one.key for one in programme.stops} == {"one", "lunch"}
    assert broken(visiting, programme.stops) == []


def test_equal_seeds_and_iterations_give_equal_programmes():
    visiting = visit(1, **SOME)

    first, second = (plan(visiting, seconds=0, iterations=120, seed=5) for _ in range(2))

    assert replace(first, seconds=0) == replace(second, seconds=0)


def test_up_to_fifteen_wishes_are_proved_optimal():
    programme = plan(visit(4, wishes=10, days=2, groups=2), seconds=0, iterations=300)

    assert programme.status is Status.OPTIMAL
    assert programme.gap == 0


def test_progress_is_told_with_checked_programmes_and_stop_is_heard():
    visiting = visit(2, **SOME)
    heard = []

    programme = plan(
        visiting,
        seconds=60,
        on_progress=heard.append,
        stop=lambda: bool(heard),
    )

    assert programme.stops
    assert [broken(visiting, one.best.stops) for one in heard] == [[]] * len(heard)
    assert all(0 <= one.share <= 1 for one in heard)


def test_a_problem_that_makes_no_sense_is_refused_before_any_search():
    visiting = visit(1, wishes=4, days=1, groups=2)

    with pytest.raises(BadProblemError) as refusal:
        plan(replace(visiting, wishes=visiting.wishes * 2), seconds=0)

    assert refusal.value.faults


def test_nothing_to_do_is_a_programme_too():
    programme = plan(problem(), seconds=0, iterations=10)

    assert (programme.status, programme.value, programme.stops) == (Status.OPTIMAL, 0, ())


def test_the_first_answer_comes_within_a_second_also_for_a_large_visit():
    begin = time.process_time()

    programme = plan(visit(0), seconds=0, iterations=1)

    assert programme.stops
    assert time.process_time() - begin < 1


def test_an_hour_that_is_fixed_is_kept():
    given_hour = problem(wish("w", start=615), wish("v", start=800, languages=None))

    programme = plan(given_hour, seconds=0, iterations=10)

    assert {one.key: one.start for one in programme.stops} == {"w": 615, "v": 800}
    assert Rule.FIXED not in {one.rule for one in broken(given_hour, programme.stops)}


def test_a_proof_that_is_cut_short_proves_nothing():
    asked = []

    programme = plan(
        visit(0),
        seconds=0,
        iterations=100,
        stop=lambda: bool(asked.append(1)) or len(asked) > 102,
    )

    assert programme.status is Status.FEASIBLE
    assert programme.bound > programme.value


def test_a_visit_without_days_leaves_everything_out():
    programme = plan(problem(wish("w"), days=()), seconds=0, iterations=10)

    assert [one.wish for one in programme.left_out] == ["w"]
    assert programme.left_out[0].reasons
