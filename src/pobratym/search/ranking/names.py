"""Names by how they sound, so that misspelt ones are found in any script (no Django here).

Every name is a set of grams of its skeleton. A question asks for its rarest grams first and stops
when it has looked at enough, so that a gram in every name costs no more than another.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pobratym.search.texts.skeleton import GRAM_COUNT, Grams, grams, grams_of_bytes

_MOST_LOOKED_AT = 300_000
"""Postings of one question."""
_TAIL = 4_096
"""Names that wait to be sorted in; they are looked at one and all."""
_LEAST = 0.25
"""Names that share less are no answer."""
_OTHER_GRAMS = 0.15
"""How much a gram of the name that was not asked for counts against it."""


class Names:
    """The names of all rows; a row without a name has none."""

    def __init__(self) -> None:
        self._rows = np.zeros(0, np.int32)
        self._starts = np.zeros(GRAM_COUNT + 1, np.int64)
        self._sizes = np.zeros(0, np.uint16)
        self._waiting: list[Grams] = []

    def add(self, names: Sequence[bytes]) -> None:
        """Take in the skeletons of the names of further rows."""
        self._waiting += [np.unique(grams_of_bytes(bones)) if bones else _NONE for bones in names]
        if len(self._waiting) > max(_TAIL, len(self._sizes) // 4):
            self._sort_in()

    def _sort_in(self) -> None:
        """Put the names that wait among the others."""
        had = len(self._sizes)
        sizes = np.array([len(one) for one in self._waiting], np.uint16)
        new_grams = np.concatenate(self._waiting) if self._waiting else _NONE
        new_rows = np.repeat(np.arange(had, had + len(sizes), dtype=np.int32), sizes)
        order = np.argsort(new_grams, kind="stable")
        counts = np.bincount(new_grams, minlength=GRAM_COUNT)
        old_counts = np.diff(self._starts)
        starts = np.concatenate(([0], np.cumsum(old_counts + counts)))
        rows = np.empty(len(self._rows) + len(new_rows), np.int32)
        # Old postings of a gram stand first: both lists are in the order of their grams.
        shift_old = np.repeat(starts[:-1] - self._starts[:-1], old_counts)
        rows[np.arange(len(self._rows)) + shift_old] = self._rows
        first_new = np.concatenate(([0], np.cumsum(counts)))[:-1]
        shift_new = np.repeat(starts[:-1] + old_counts - first_new, counts)
        rows[np.arange(len(new_rows)) + shift_new] = new_rows[order]
        self._rows, self._starts = rows, starts
        self._sizes = np.concatenate((self._sizes, sizes))
        self._waiting = []

    def __len__(self) -> int:
        return len(self._sizes) + len(self._waiting)

    def like(self, bones: Sequence[str], mask: NDArray[np.bool_], most: int) -> NDArray[np.int64]:
        """Give the rows whose names share most with one of some skeletons.

        Args:
            bones: the words of a question, or several readings of them.
            mask: which rows count.
            most: how many to give at most.
        """
        points = np.zeros(len(mask), np.float32)
        for one in bones:
            np.maximum(points, self._points(np.unique(grams(one)), len(mask)), out=points)
        points[~mask] = 0
        if most < len(points):
            some = np.argpartition(-points, most)[:most]
        else:
            some = np.arange(len(points))
        some = some[points[some] >= _LEAST]
        found: NDArray[np.int64] = some[np.argsort(-points[some], kind="stable")]
        return found

    def _points(self, asked: Grams, length: int) -> NDArray[np.float32]:
        """Weigh what each row shares with the grams asked for against all that either has."""
        found = np.zeros(length, np.float32)
        if not len(asked):
            return found
        sizes, done = self._sizes, len(self._sizes)
        counts = self._starts[asked.astype(np.int64) + 1] - self._starts[asked]
        weights = np.log1p((len(self) + 1) / (counts + 0.5)).astype(np.float32)
        order = np.argsort(counts, kind="stable")
        looked_at = 0
        for place in order:
            looked_at += int(counts[place])
            if looked_at > _MOST_LOOKED_AT and place != order[0]:
                break
            start, end = self._starts[asked[place]], self._starts[int(asked[place]) + 1]
            found[self._rows[start:end]] += weights[place]
        if self._waiting:
            weight_of = np.zeros(GRAM_COUNT, np.float32)
            weight_of[asked] = weights
            lengths = np.array([len(one) for one in self._waiting])
            rows = np.repeat(np.arange(len(lengths)), lengths)
            waiting = weight_of[np.concatenate(self._waiting)]
            found[done:] = np.bincount(rows, waiting, len(lengths))
            sizes = np.concatenate((sizes, lengths))
        found /= float(weights.sum()) + _OTHER_GRAMS * float(weights.mean()) * sizes
        return found


_NONE = np.zeros(0, np.uint16)
