"""Properties that hold at any size, where trying everything is out of reach."""

import numpy as np
import pytest

from pobratym.matching.assignment.changing import Change
from pobratym.matching.assignment.pairing import best, best_after
from pobratym.matching.assignment.problem import InfeasibleError
from pobratym.matching.assignment.result import NotProvedError, verify


def uniform(rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(5).random((rows, columns))


def alike(rows: int, columns: int) -> np.ndarray:
    """Give scores in which everybody wants the same few."""
    chance = np.random.default_rng(7)
    tastes = chance.random((rows, 8)) @ chance.random((8, columns))
    return tastes / 12 + 0.3 * chance.random(columns)


def coarse(rows: int, columns: int) -> np.ndarray:
    """Give scores with many ties."""
    return np.round(uniform(rows, columns), 1)


KINDS = [uniform, alike, coarse]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("rows", "columns", "most"), [(300, 400, 1), (420, 230, 3), (310, 310, 2)])
def test_pairs_and_duals_prove_each_other(kind, rows, columns, most):
    chance = np.random.default_rng(1)
    capacities = chance.integers(0, most + 1, rows), chance.integers(1, most + 1, columns)

    result = best(kind(rows, columns), *capacities, regrets=0)

    assert result.gap_units == 0
    verify(result)


def test_the_order_of_names_changes_no_total():
    scores = alike(260, 300)
    chance = np.random.default_rng(2)
    rows, columns = chance.permutation(260), chance.permutation(300)

    straight = best(scores, regrets=0)
    mixed = best(scores[np.ix_(rows, columns)], regrets=0)

    assert straight.total_units == mixed.total_units


def test_the_other_way_round_is_as_good():
    scores = alike(260, 300)

    assert best(scores, regrets=0).total_units == best(scores.T, regrets=0).total_units


def test_ties_are_decided_the_same_way_every_time():
    scores = coarse(250, 250)

    assert best(scores, regrets=0).pairs == best(scores, regrets=0).pairs


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("most", [1, 2])
def test_runners_up_are_what_solving_anew_gives(kind, most):
    scores = kind(300, 310)
    capacities = [most] * 300, [most] * 310
    result = best(scores, *capacities, regrets=1000)

    for pair in result.pairs[::60]:
        without = best(scores, *capacities, must_not=[(pair.a, pair.b)], regrets=0)
        assert pair.regret == pytest.approx(result.total - without.total, abs=1e-8)


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_left_out_costs_what_it_takes_to_let_them_in(kind):
    scores = kind(310, 300)
    result = best(scores)

    left = result.left_out[0]

    assert (len(result.left_out), left.reason) == (10, "served_better")
    forced = []
    for other in range(300):
        mended = best_after(result, Change(must=((left.index, other),)), regrets=0)
        forced.append(mended.total)
    assert left.loss == pytest.approx(result.total - max(forced), abs=1e-8)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("most", [1, 2])
def test_changes_one_after_another_stay_proved(kind, most):
    scores = kind(330, 300)
    result = best(scores, [most] * 330, [most] * 300, regrets=0)
    chance = np.random.default_rng(3)

    for turn in range(12):
        pair = result.pairs[int(chance.integers(len(result.pairs)))]
        change = [
            Change(must_not=((pair.a, pair.b),)),
            Change(row=(pair.a, chance.random(300))),
            Change(capacity=("b", pair.b, int(chance.integers(0, 4)))),
            Change(must=((int(chance.integers(330)), int(chance.integers(300))),)),
            Change(free=tuple(result.optimum.problem.must_not)[:1]),
        ][turn % 5]
        try:
            result = best_after(result, change, regrets=0)
        except InfeasibleError:
            continue
        verify(result)
        asked = result.optimum.problem
        whole = np.array([asked.row(index) for index in range(330)])
        anew = best(
            whole,
            asked.capacities_a,
            asked.capacities_b,
            must=asked.must,
            must_not=asked.must_not,
            regrets=0,
        )
        assert result.total_units == anew.total_units


def test_a_change_leaves_the_result_before_as_it_was():
    before = best(uniform(250, 250), regrets=0)
    pair = before.pairs[0]

    best_after(before, Change(row=(pair.a, np.zeros(250)), must_not=((pair.a, pair.b),)))

    verify(before)


def test_a_floor_leaves_alone_whom_nobody_suits():
    scores = uniform(260, 260)
    scores[7] = 0.1

    result = best(scores, floor=0.5, regrets=0)

    assert next((one.side, one.index, one.reason) for one in result.left_out) == (
        "a",
        7,
        "below_floor",
    )
    assert min(pair.score for pair in result.pairs) >= 0.5
    verify(result)


def test_a_false_result_is_not_proved():
    result = best(uniform(30, 30))
    _first, *others = result.pairs
    shorter = type(result)(
        tuple(others),
        result.total_units,
        result.bound_units,
        result.u,
        result.v,
        result.beyond,
        result.left_out,
        result.optimum,
    )

    with pytest.raises(NotProvedError):
        verify(shorter)


@pytest.mark.parametrize(
    ("must", "must_not", "why", "who"),
    [
        ([(0, 0), (0, 1)], [], "over_capacity", ("a", 0, 2, 1)),
        ([(0, 1), (2, 1)], [], "over_capacity", ("b", 1, 2, 1)),
        ([(1, 1)], [(1, 1)], "contradiction", ("a", -1, 0, 0)),
    ],
)
def test_what_cannot_be_is_said_with_whom(must, must_not, why, who):
    with pytest.raises(InfeasibleError) as refusal:
        best(uniform(3, 3), must=must, must_not=must_not)

    error = refusal.value
    assert (error.why, (error.side, error.index, error.needed, error.allowed)) == (why, who)


@pytest.mark.parametrize(
    "scores",
    [np.array([[np.nan]]), np.array([[np.inf]]), np.array([[-np.inf]]), np.zeros(3)],
)
def test_odd_scores_are_refused(scores):
    with pytest.raises(ValueError, match="scores"):
        best(scores)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_nobody_is_paired_where_one_side_is_empty(shape):
    result = best(np.zeros(shape))

    assert (result.pairs, result.total, result.gap) == ((), 0.0, 0.0)
    verify(result)
