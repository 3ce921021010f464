"""What one municipality needs and another offers, for one against all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SAME_TOPIC = 0.75
"""How well a need and an offer of one topic meet where texts cannot be compared."""
_TOPIC_ALONE, _TEXT_ALONE = 0.5, 0.6
_LOW, _HIGH = 0.1, 0.7
"""Cosines of centred vectors: unrelated texts lie below the first, the same said twice above the
second."""
_CLEARLY = 0.75


class Want(NamedTuple):
    """A need or an offer.

    Attributes:
        key: of the wish.
        row: of the municipality in the columns.
        kind: ``seeks`` or ``offer``.
        topic: code of the topic.
    """

    key: int
    row: int
    kind: str
    topic: str


@dataclass(frozen=True, slots=True)
class Wants:
    """All needs and offers that hold today; ``vectors`` stand in the same order, if there are."""

    all: Sequence[Want]
    vectors: NDArray[np.float32] | None

    def of(self, row: int, kind: str) -> list[int]:
        """Give the places of what one municipality needs or offers."""
        return [at for at, want in enumerate(self.all) if want.row == row and want.kind == kind]


class Met(NamedTuple):
    """A need and the offer that answers it best; by their keys, with how well they meet."""

    need: int
    offer: int
    value: float
    is_same_topic: bool


def met_by_row(wants: Wants, row: int) -> Mapping[int, tuple[float, list[Met]]]:
    """Say of each municipality how well its needs and offers meet those of one.

    Half of the value is how many needs of the one the other answers and how well, the other half
    the same the other way round.
    """
    found: dict[int, tuple[float, list[Met]]] = {}
    for needs_of_one in (True, False):
        own = wants.of(row, "seeks" if needs_of_one else "offer")
        kind = "offer" if needs_of_one else "seeks"
        theirs = [at for at, want in enumerate(wants.all) if want.row != row and want.kind == kind]
        if not own or not theirs:
            continue
        values = _values(wants, own, theirs)
        by_row: dict[int, list[int]] = {}
        for column, at in enumerate(theirs):
            by_row.setdefault(wants.all[at].row, []).append(column)
        for other, columns in by_row.items():
            part = values[:, columns]
            pairs = _best(wants, own, [theirs[c] for c in columns], part, needs_first=needs_of_one)
            count = len(own) if needs_of_one else len(columns)
            value = sum(met.value for met in pairs) / count / 2
            before, listed = found.get(other, (0.0, []))
            if pairs:
                found[other] = before + value, [*listed, *pairs]
    return found


def _values(wants: Wants, own: Sequence[int], theirs: Sequence[int]) -> NDArray[np.float64]:
    topics = np.array([want.topic for want in wants.all])
    same = topics[list(own)][:, None] == topics[list(theirs)][None, :]
    if wants.vectors is None:
        return np.where(same, SAME_TOPIC, 0.0)
    mine, others = wants.vectors[list(own)], wants.vectors[list(theirs)]
    is_said = np.logical_and.outer(np.any(mine != 0, axis=1), np.any(others != 0, axis=1))
    cosine = mine @ others.T
    meaning = np.clip((cosine - _LOW) / (_HIGH - _LOW), 0.0, 1.0)
    apart = np.where(meaning > _CLEARLY, _TEXT_ALONE * meaning, 0.0)
    both = np.where(same, _TOPIC_ALONE + (1 - _TOPIC_ALONE) * meaning, apart)
    return np.where(is_said, both, np.where(same, SAME_TOPIC, 0.0)).astype(np.float64)


def _best(
    wants: Wants,
    own: Sequence[int],
    theirs: Sequence[int],
    values: NDArray[np.float64],
    *,
    needs_first: bool,
) -> list[Met]:
    """Give each need its best offer, if any meets it at all."""
    table, needs, offers = values, own, theirs
    if not needs_first:
        table, needs, offers = values.T, theirs, own
    pairs = []
    for line, need in enumerate(needs):
        best = int(np.argmax(table[line]))
        if table[line, best] > 0:
            one, other = wants.all[need], wants.all[offers[best]]
            same = one.topic == other.topic
            pairs.append(Met(one.key, other.key, float(table[line, best]), same))
    return pairs
