"""What is to be paired: scores, how many partners each may have, what must and must not be."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Pair = tuple[int, int]
Side = Literal["a", "b"]

SCALE = 2**30
"""Scores count in units of 1/SCALE, rounded to the nearest: about 0.000000001."""
_HIGHEST = 2.0**20
_ROWS_AT_ONCE = 32


class InfeasibleError(Exception):
    """No pairing keeps all that must be.

    Attributes:
        why: ``over_capacity`` or ``contradiction`` (the same pair must and must not be).
        side: the side on which somebody has too many musts.
        index: who that is.
        needed: how many partners it must have.
        allowed: how many it may have.
        pair: the pair that must and must not be.
    """

    def __init__(  # noqa: PLR0913  the parts of one answer
        self,
        why: Literal["over_capacity", "contradiction"],
        *,
        side: Side = "a",
        index: int = -1,
        needed: int = 0,
        allowed: int = 0,
        pair: Pair = (-1, -1),
    ) -> None:
        super().__init__(why)
        self.why, self.side, self.index = why, side, index
        self.needed, self.allowed, self.pair = needed, allowed, pair


@dataclass(frozen=True, slots=True)
class Problem:
    """Two sides that are to be paired for the highest sum of scores.

    Attributes:
        scores: one row for each of side a, one column for each of side b.
        capacities_a: how many partners each of side a may have at most; 0 is allowed.
        capacities_b: the same for side b.
        must: pairs that are made whatever they score.
        must_not: pairs that are not made.
        floor: pairs that score less are not made unless they must be.
        changed_rows: rows that stand in place of those of ``scores``.
    """

    scores: Floats
    capacities_a: Ints
    capacities_b: Ints
    must: frozenset[Pair] = frozenset()
    must_not: frozenset[Pair] = frozenset()
    floor: float = 0.0
    changed_rows: Mapping[int, Floats] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        """How many stand on either side."""
        return self.scores.shape[0], self.scores.shape[1]

    @property
    def least(self) -> float:
        """The least score of a pair that may be made; one that adds nothing is not made."""
        return max(self.floor, 0.5 / SCALE)

    @property
    def room_a(self) -> Ints:
        """How many partners each of side a may have beyond those that must be."""
        return self._room(self.capacities_a, [a for a, _b in self.must])

    @property
    def room_b(self) -> Ints:
        """The same for side b."""
        return self._room(self.capacities_b, [b for _a, b in self.must])

    def _room(self, capacities: Ints, taken: Sequence[int]) -> Ints:
        return capacities - np.bincount(np.array(taken, dtype=np.int64), minlength=len(capacities))

    @property
    def settled(self) -> Ints:
        """The cells that are decided beforehand, as row * columns + column, in order."""
        keys = [a * self.shape[1] + b for a, b in self.must | self.must_not]
        return np.array(sorted(keys), dtype=np.int64)

    def row(self, index: int) -> Floats:
        """Give the scores of one of side a."""
        changed = self.changed_rows.get(index)
        row: Floats = self.scores[index] if changed is None else changed
        return row

    def blocks(self) -> Iterator[tuple[int, Floats]]:
        """Give the scores piece by piece, each with the number of its first row."""
        for first in range(0, self.shape[0], _ROWS_AT_ONCE):
            block = self.scores[first : first + _ROWS_AT_ONCE]
            inside = [i for i in self.changed_rows if first <= i < first + len(block)]
            if inside:
                block = block.copy()
                for index in inside:
                    block[index - first] = self.changed_rows[index]
            yield first, block

    def at(self, rows: Ints, columns: Ints) -> Floats:
        """Give the scores of single cells."""
        found: Floats = self.scores[rows, columns]
        for index, row in self.changed_rows.items():
            here = rows == index
            found[here] = row[columns[here]]
        return found

    def check(self) -> None:
        """Refuse what has no answer.

        Raises:
            InfeasibleError: what must be cannot be.
            ValueError: a size or an index does not fit.
        """
        rows, columns = self.shape
        if len(self.capacities_a) != rows or len(self.capacities_b) != columns:
            raise ValueError("one capacity for each row and each column")
        if any(len(sizes) and sizes.min() < 0 for sizes in (self.capacities_a, self.capacities_b)):
            raise ValueError("capacities are not negative")
        for a, b in self.must | self.must_not:
            if not (0 <= a < rows and 0 <= b < columns):
                raise ValueError("a rule names somebody who is not there")
        if both := self.must & self.must_not:
            raise InfeasibleError("contradiction", pair=min(both))
        self._refuse_crowds("a", self.capacities_a, self.room_a)
        self._refuse_crowds("b", self.capacities_b, self.room_b)

    def _refuse_crowds(self, side: Side, capacities: Ints, room: Ints) -> None:
        for index in np.flatnonzero(room < 0)[:1].tolist():
            allowed = int(capacities[index])
            needed = allowed - int(room[index])
            raise InfeasibleError(
                "over_capacity", side=side, index=index, needed=needed, allowed=allowed
            )


def problem(  # noqa: PLR0913  what a pairing depends on
    scores: Floats,
    capacities_a: Sequence[int] | Ints | None = None,
    capacities_b: Sequence[int] | Ints | None = None,
    *,
    must: Collection[Pair] = (),
    must_not: Collection[Pair] = (),
    floor: float = 0.0,
) -> Problem:
    """Put a problem together and check it; without capacities everybody has one partner.

    Raises:
        InfeasibleError: what must be cannot be.
        ValueError: a size, an index or a score does not fit.
    """
    scores = np.ascontiguousarray(scores, dtype=np.float64)
    if scores.ndim != 2:  # noqa: PLR2004  rows and columns
        raise ValueError("scores have rows and columns")
    refuse_odd(scores)
    if not floor < _HIGHEST:
        raise ValueError("the floor is a number")
    made = Problem(
        scores,
        _whole(capacities_a, scores.shape[0]),
        _whole(capacities_b, scores.shape[1]),
        frozenset(must),
        frozenset(must_not),
        float(floor),
    )
    made.check()
    return made


def refuse_odd(scores: Floats) -> None:
    """Refuse scores that are no finite numbers of sensible size.

    Raises:
        ValueError: one is not.
    """
    if scores.size and not (scores.min() > -_HIGHEST and scores.max() < _HIGHEST):
        raise ValueError("scores are finite numbers")


def _whole(capacities: Sequence[int] | Ints | None, count: int) -> Ints:
    if capacities is None:
        return np.ones(count, dtype=np.int64)
    return np.array(capacities, dtype=np.int64)


def scaled(scores: Floats) -> Ints:
    """Give scores as whole numbers of units."""
    whole: Ints = np.rint(scores * SCALE).astype(np.int64)
    return whole
