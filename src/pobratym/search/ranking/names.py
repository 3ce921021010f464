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
_LEAST = 0.22
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
        self._together: tuple[NDArray[np.int64], Grams] | None = None

    def add(self, names: Sequence[bytes]) -> None:
        """Take in the skeletons of the names of further rows."""
        self._waiting += [np.unique(grams_of_bytes(bones)) if bones else _NONE for bones in names]
        self._together = None
        if len(self._waiting) > max(_TAIL, len(self._sizes) // 4):
            self._sort_in()

    def settle(self) -> None:
        """Put the names that wait among the others."""
        if self._waiting:
            self._sort_in()

    def _sort_in(self) -> None:
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
        self._waiting, self._together = [], None

    def __len__(self) -> int:
        return len(self._sizes) + len(self._waiting)

    def like(self, bones: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Give the rows whose names share much with one of some skeletons, and how much of it.

        Args:
            bones: the words of a question, or several readings of them.
        """
        found = [self._alike(np.unique(grams(one))) for one in bones]
        rows = np.concatenate([rows for rows, _ in found]) if found else np.zeros(0, np.int64)
        points = np.concatenate([points for _, points in found]) if found else _NO_POINTS
        return rows, points

    def _alike(self, asked: Grams) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Weigh what rows share with the grams asked for against all that either has."""
        if not len(asked):
            return np.zeros(0, np.int64), _NO_POINTS
        done = len(self._sizes)
        counts = self._starts[asked.astype(np.int64) + 1] - self._starts[asked]
        weights = np.log1p((len(self) + 10) / (counts + 1.5)).astype(np.float32)
        shared = np.zeros(done + len(self._waiting), np.float32)
        looked_at = 0
        for place in np.argsort(counts, kind="stable").tolist():
            looked_at += int(counts[place])
            if looked_at > _MOST_LOOKED_AT and looked_at > counts[place]:
                break
            start = self._starts[asked[place]]
            shared[self._rows[start : start + counts[place]]] += weights[place]
        if self._waiting:
            weight_of = np.zeros(GRAM_COUNT, np.float32)
            weight_of[asked] = weights
            rows, waiting = self._waiting_together()
            shared[done:] = np.bincount(rows, weight_of[waiting], len(self._waiting))
        whole = float(weights.sum())
        found = np.flatnonzero(shared >= _LEAST * whole)
        sizes = self._sizes_of(found)
        points = shared[found] / (whole + _OTHER_GRAMS * float(weights.mean()) * sizes)
        enough = points >= _LEAST
        return found[enough], points[enough].astype(np.float32)

    def _waiting_together(self) -> tuple[NDArray[np.int64], Grams]:
        """Give the grams of the names that wait, and whose each is; put together once."""
        if self._together is None:
            lengths = [len(one) for one in self._waiting]
            rows = np.repeat(np.arange(len(lengths)), lengths)
            self._together = rows, np.concatenate(self._waiting)
        return self._together

    def _sizes_of(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        done = len(self._sizes)
        sorted_in = rows[rows < done]
        waiting = [len(self._waiting[row - done]) for row in rows[rows >= done].tolist()]
        return np.concatenate((self._sizes[sorted_in], np.array(waiting))).astype(np.float32)


_NO_POINTS = np.zeros(0, np.float32)
_NONE = np.zeros(0, np.uint16)
