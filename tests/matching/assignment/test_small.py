"""An independent checker: all pairings of small groups, tried one by one."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pobratym.matching.assignment.changing import Change
from pobratym.matching.assignment.pairing import best, best_after
from pobratym.matching.assignment.problem import InfeasibleError, Pair
from pobratym.matching.assignment.result import Result, verify


class Case:
    """A small problem, and its best total by trying everything."""

    def __init__(self, scores, a, b, *rest):
        self.scores, self.a, self.b = scores, a, b
        self.must, self.must_not, self.floor = rest

    def solved(self, **changes) -> Result:
        told = {
            "capacities_a": self.a,
            "capacities_b": self.b,
            "must": self.must,
            "must_not": self.must_not,
            "floor": self.floor,
        }
        return best(self.scores, **{**told, **changes})

    def total(self, also_not: Pair | None = None) -> float | None:
        """Give the best total, or None where what must be cannot be."""
        rows, columns = self.scores.shape
        if self.must & self.must_not:
            return None
        banned = self.must_not | ({also_not} if also_not else set())
        cells = list(product(range(rows), range(columns)))

        def go(at: int, a: tuple[int, ...], b: tuple[int, ...]) -> float | None:
            if at == len(cells):
                return 0.0
            i, j = cells[at]
            found = None if (i, j) in self.must else go(at + 1, a, b)
            may = (i, j) in self.must or ((i, j) not in banned and self.scores[i, j] >= self.floor)
            if may and a[i] and b[j]:
                rest = go(
                    at + 1,
                    (*a[:i], a[i] - 1, *a[i + 1 :]),
                    (*b[:j], b[j] - 1, *b[j + 1 :]),
                )
                if rest is not None:
                    with_it = rest + float(self.scores[i, j])
                    found = with_it if found is None else max(found, with_it)
            return found

        return go(0, tuple(self.a), tuple(self.b))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    rows, columns = draw(st.integers(0, 4)), draw(st.integers(0, 3))
    score = st.one_of(
        st.integers(0, 4).map(lambda whole: whole / 4),
        st.floats(-0.25, 1, allow_nan=False).map(lambda one: round(one, 6)),
    )
    flat = draw(st.lists(score, min_size=rows * columns, max_size=rows * columns))
    cells = [(i, j) for i in range(rows) for j in range(columns)]
    some = st.sets(st.sampled_from(cells), max_size=2) if cells else st.just(set())
    return Case(
        np.array(flat, dtype=np.float64).reshape(rows, columns),
        draw(st.lists(st.integers(0, 2), min_size=rows, max_size=rows)),
        draw(st.lists(st.integers(0, 3), min_size=columns, max_size=columns)),
        draw(some) if draw(st.booleans()) else set(),
        draw(some),
        draw(st.sampled_from([0.0, 0.3, 0.5, 0.9])),
    )


@settings(max_examples=250, deadline=None)
@given(cases())
def test_nothing_is_better_and_the_proof_holds(case: Case):
    expected = case.total()

    if expected is None:
        with pytest.raises(InfeasibleError):
            case.solved()
        return
    result = case.solved()

    assert result.total == pytest.approx(expected, abs=1e-6)
    assert result.gap_units == 0
    verify(result)


@settings(max_examples=120, deadline=None)
@given(cases())
def test_the_runner_up_is_what_solving_without_the_pair_gives(case: Case):
    total = case.total()
    if total is None:
        return
    result = case.solved()

    for pair in result.pairs:
        if not pair.is_must:
            without = case.total(also_not=(pair.a, pair.b))
            assert without is not None
            assert pair.regret == pytest.approx(total - without, abs=1e-6)


@settings(max_examples=120, deadline=None)
@given(cases())
def test_who_is_left_out_could_come_in_at_the_cost_that_is_told(case: Case):
    total = case.total()
    if total is None:
        return
    result = case.solved()

    for left in result.left_out:
        if left.reason != "served_better":
            continue
        pairs = (
            (left.index, other) if left.side == "a" else (other, left.index)
            for other in range(case.scores.shape[left.side == "a"])
        )
        totals = []
        for pair in pairs:
            if pair in case.must_not or case.scores[pair] < max(case.floor, 1e-9):
                continue
            forced = Case(
                case.scores, case.a, case.b, case.must | {pair}, case.must_not, case.floor
            ).total()
            if forced is not None:
                totals.append(forced)
        if totals:
            assert left.loss == pytest.approx(total - max(totals), abs=1e-6)


@settings(max_examples=200, deadline=None)
@given(cases(), st.data())
def test_a_change_is_mended_to_what_solving_anew_gives(case: Case, data: st.DataObject):
    rows, columns = case.scores.shape
    if case.total() is None or not rows or not columns:
        return
    before = case.solved(regrets=0)
    pair = data.draw(st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1)))
    row = np.array(
        data.draw(st.lists(st.floats(0, 1), min_size=columns, max_size=columns)), dtype=np.float64
    )
    change = data.draw(
        st.sampled_from(
            [
                Change(must=(pair,)),
                Change(must_not=(pair,)),
                Change(free=(pair,)),
                Change(capacity=("a", pair[0], data.draw(st.integers(0, 3)))),
                Change(capacity=("b", pair[1], data.draw(st.integers(0, 3)))),
                Change(row=(pair[0], row)),
            ]
        )
    )
    after = Case(
        case.scores.copy(),
        list(case.a),
        list(case.b),
        (case.must - {*change.free, *change.must_not}) | {*change.must},
        (case.must_not - {*change.free, *change.must}) | {*change.must_not},
        case.floor,
    )
    if change.capacity:
        side, index, size = change.capacity
        (after.a if side == "a" else after.b)[index] = size
    if change.row:
        after.scores[pair[0]] = row

    expected = after.total()
    if expected is None:
        with pytest.raises(InfeasibleError):
            best_after(before, change)
        return
    result = best_after(before, change)

    assert result.total == pytest.approx(expected, abs=1e-6)
    verify(result)
