"""The result of a pairing, with its proof."""

from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

import numpy as np

from pobratym.matching.assignment.problem import SCALE, Floats, Ints, Pair, Side, scaled
from pobratym.matching.assignment.solving import Optimum
from pobratym.matching.assignment.ways import regrets, way_in

Reason = Literal["no_room", "only_must_not", "below_floor", "served_better"]


@dataclass(frozen=True, slots=True)
class Paired:
    """A pair of the result.

    ``regret`` is how much worse the best total becomes when the pair is forbidden; None where the
    pair must be, or where it was not asked for.
    """

    a: int
    b: int
    score: float
    is_must: bool
    regret: float | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody without a partner, and why.

    Attributes:
        side: which side.
        index: who.
        reason: ``no_room``: may have no partner at all; ``only_must_not``: all who reach the floor
            must not be; ``below_floor``: nobody reaches it; ``served_better``: every partner adds
            more to the whole with somebody else, or beyond what it may have.
        best: whom it suits best of those that may be; None where there is nobody.
        score: how well.
        with_others: who has that partner instead.
        loss: what the whole would lose if it got a partner all the same.
    """

    side: Side
    index: int
    reason: Reason
    best: int | None = None
    score: float = 0.0
    with_others: tuple[int, ...] = ()
    loss: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The best pairing, with its proof.

    Scores are counted in whole units of 1/``SCALE``; ``gap_units`` is then exactly zero. ``total``
    and ``bound`` are sums of these units. By scores as they were given no pairing is better by more
    than half a unit for each pair that it has, and for each of this one.

    Attributes:
        pairs: who with whom, in order.
        total: the sum of the scores of the pairs.
        bound: no pairing can have more: the objective of the duals.
        u: duals of side a: what one more place there would add.
        v: duals of side b.
        beyond: duals of "a pair is made at most once", where not zero.
        left_out: who has no partner.
        optimum: for changes.
    """

    pairs: tuple[Paired, ...]
    total_units: int
    bound_units: int
    u: Floats
    v: Floats
    beyond: dict[Pair, float]
    left_out: tuple[LeftOut, ...]
    optimum: Optimum

    @property
    def total(self) -> float:
        """The sum of the scores of the pairs."""
        return self.total_units / SCALE

    @property
    def bound(self) -> float:
        """What no pairing can exceed."""
        return self.bound_units / SCALE

    @property
    def gap_units(self) -> int:
        """How far from the best the total may be, in units: zero."""
        return self.bound_units - self.total_units

    @property
    def gap(self) -> float:
        """How far from the best the total may be: zero."""
        return self.gap_units / SCALE


def result_of(optimum: Optimum, asked: int) -> Result:
    """Say what an optimum means.

    Args:
        optimum: proved.
        asked: for so many pairs, in order, the runner-up is reckoned.
    """
    problem, residual = optimum.problem, optimum.residual
    arcs = residual.arcs
    made = np.flatnonzero(residual.chosen)
    pairs = [
        Paired(a, b, float(problem.row(a)[b]), is_must=True, regret=None)
        for a, b in sorted(problem.must)
    ]
    runners_up = (regrets(optimum, made[:asked]) / SCALE).tolist()
    for arc, worse in zip_longest(made.tolist(), runners_up):
        a, b = int(arcs.rows[arc]), int(arcs.columns[arc])
        pairs.append(Paired(a, b, float(problem.row(a)[b]), is_must=False, regret=worse))
    forced = sum(_units(problem.row(a)[b]) for a, b in problem.must)
    costs = residual.costs[made]
    beyond = {
        (int(arcs.rows[arc]), int(arcs.columns[arc])): int(-residual.costs[arc]) / SCALE
        for arc in made[costs < 0].tolist()
    }
    return Result(
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.a, pair.b))),
        total_units=forced + int(arcs.weights[made].sum()),
        bound_units=forced
        + int(residual.u @ problem.room_a + residual.v @ problem.room_b)
        - int(np.minimum(costs, 0).sum()),
        u=residual.u / SCALE,
        v=residual.v / SCALE,
        beyond=beyond,
        left_out=tuple(_left_out(optimum, asked)),
        optimum=optimum,
    )


def _units(score: float) -> int:
    return int(scaled(np.array([score]))[0])


def _left_out(optimum: Optimum, losses: int) -> list[LeftOut]:
    problem, residual = optimum.problem, optimum.residual
    arcs, chosen = residual.arcs, residual.chosen
    has_a = np.bincount(arcs.rows[chosen], minlength=problem.shape[0])
    has_b = np.bincount(arcs.columns[chosen], minlength=problem.shape[1])
    for a, b in problem.must:
        has_a[a] += 1
        has_b[b] += 1
    found: list[LeftOut] = []
    for side, has in (("a", has_a), ("b", has_b)):
        for index in np.flatnonzero(has == 0).tolist():
            with_loss = len(found) < losses
            found.append(_why(optimum, "a" if side == "a" else "b", index, with_loss=with_loss))
    return found


def _why(optimum: Optimum, side: Side, index: int, *, with_loss: bool) -> LeftOut:
    problem = optimum.problem
    capacities = problem.capacities_a if side == "a" else problem.capacities_b
    if capacities[index] == 0:
        return LeftOut(side, index, "no_room")
    scores = _scores_of(optimum, side, index)
    reaching = scores >= problem.least
    if not reaching.any():
        return LeftOut(side, index, "below_floor")
    banned = [pair[side == "a"] for pair in problem.must_not if pair[side != "a"] == index]
    reaching[banned] = False
    if not reaching.any():
        return LeftOut(side, index, "only_must_not")
    best = int(np.where(reaching, scores, -np.inf).argmax())
    loss = way_in(optimum, side, index) if with_loss else None
    return LeftOut(
        side,
        index,
        "served_better",
        best,
        float(scores[best]),
        _partners(optimum, "b" if side == "a" else "a", best),
        None if loss is None else loss / SCALE,
    )


def _scores_of(optimum: Optimum, side: Side, index: int) -> Floats:
    problem = optimum.problem
    if side == "a":
        return problem.row(index)
    everybody = np.arange(problem.shape[0])
    return problem.at(everybody, np.full(problem.shape[0], index))


def _partners(optimum: Optimum, side: Side, index: int) -> tuple[int, ...]:
    arcs, chosen = optimum.residual.arcs, optimum.residual.chosen
    if side == "a":
        found = arcs.columns[chosen & (arcs.rows == index)].tolist()
        found += [b for a, b in optimum.problem.must if a == index]
    else:
        found = arcs.rows[chosen & (arcs.columns == index)].tolist()
        found += [a for a, b in optimum.problem.must if b == index]
    return tuple(sorted(found))


class NotProvedError(Exception):
    """The result does not hold; says which claim."""


def verify(result: Result) -> None:
    """Check the proof against every score: feasible pairs, feasible duals, no gap.

    By weak duality nothing else is needed; complementary slackness follows, and is checked, too.

    Raises:
        NotProvedError: a claim does not hold.
    """
    problem = result.optimum.problem
    rows, columns = problem.shape
    a = np.array([pair.a for pair in result.pairs], dtype=np.int64)
    b = np.array([pair.b for pair in result.pairs], dtype=np.int64)
    must = np.array([pair.is_must for pair in result.pairs], dtype=np.bool_)
    made_a, made_b = np.bincount(a, minlength=rows), np.bincount(b, minlength=columns)
    weights = scaled(problem.at(a, b))
    u, v = _whole(result.u), _whole(result.v)
    _hold(len(np.unique(a * columns + b)) == len(a), "each pair once")
    _hold(bool((made_a <= problem.capacities_a).all()), "capacities of side a")
    _hold(bool((made_b <= problem.capacities_b).all()), "capacities of side b")
    pairs = {(pair.a, pair.b) for pair in result.pairs}
    _hold(pairs >= problem.must and not pairs & problem.must_not, "must and must not")
    _hold(bool((problem.at(a, b)[~must] >= problem.floor).all()), "floor")
    _hold(bool((u >= 0).all() and (v >= 0).all()), "duals are not negative")
    _hold(
        bool((u[made_a < problem.capacities_a] == 0).all()), "who has room left costs nothing (a)"
    )
    _hold(
        bool((v[made_b < problem.capacities_b] == 0).all()), "who has room left costs nothing (b)"
    )
    over = np.maximum(weights[~must] - u[a[~must]] - v[b[~must]], 0)
    total = int(weights.sum())
    bound = int(weights[must].sum() + u @ problem.room_a + v @ problem.room_b + over.sum())
    _hold(total == result.total_units and bound == result.bound_units, "the sums")
    _hold(total == bound, "no gap")
    free = np.sort(np.concatenate([problem.settled, a * columns + b]))
    for first, block in problem.blocks():
        worth = scaled(block) - v > u[first : first + len(block), None]
        worth &= block >= problem.least
        cells = np.flatnonzero(worth) + first * columns
        _hold(bool(np.isin(cells, free).all()), "no pair is worth more than both duals")


def _whole(duals: Floats) -> Ints:
    return scaled(duals)


def _hold(claim: bool, name: str) -> None:
    if not claim:
        raise NotProvedError(name)
