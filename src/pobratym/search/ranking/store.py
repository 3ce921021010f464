"""Meanings of all passages in the memory of one process (no Django here).

Few are compared as they are. From some ten thousand on, one bit for each number (its sign) says
which few hundred are worth comparing; they are kept with half precision, which no sum is made in.
"""

import datetime as dt
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pobratym.search.ranking.model import DIMENSIONS, Vectors
from pobratym.search.ranking.names import Names
from pobratym.search.ranking.scope import Scope

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]
FEW = 20_000
"""Up to so many are compared as they are."""
WORTH_COMPARING = 400
"""Of each language, by their signs."""
_OF_WHOLE, _FEW_PARTS, _OF_MIDDLE = 0.4, 3, 0.625
"""How much the whole of a text counts for a passage of it, where it has so few or fewer; how much
of that its middle, else its beginning."""
_WORDS = DIMENSIONS // 64
_NO_DAY = np.int32(-(2**31))
_NO_CODE = 255
_FIRST_ROOM = 1_024
_MANY_NAMED, _RATHER_ALL = 2_000, 8


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as the store takes it in."""

    passage: int
    entry: int
    kind: str
    language: str
    audience: int
    cities: Collection[int]
    topics: Collection[str]
    on: dt.date | None
    name_bones: bytes


@dataclass(frozen=True, slots=True)
class Near:
    """Passages whose meaning is near: their keys and how near, up to 1."""

    passages: NDArray[np.int64]
    nearness: NDArray[np.float32]


class _Later:
    """Where passages stand that came after the first reading."""

    def __init__(self) -> None:
        self.row_of: dict[int, int] = {}
        self.rows_of: dict[int, list[int]] = {}


class Store:
    """Passages with their meanings, and names; grows, and forgets what was replaced."""

    def __init__(self, room: int = _FIRST_ROOM) -> None:
        """Begin empty, with room for so many."""
        self._kinds: dict[str, int] = {}
        self._languages: dict[str, int] = {}
        self._by_city: dict[int, array[int]] = {}
        self._by_topic: dict[str, array[int]] = {}
        self._later = _Later()
        self._sorted = 0
        self.length = self.last_passage = 0
        self.dead = 0
        self._make_room(max(room, _FIRST_ROOM))
        self.names = Names()

    def _make_room(self, room: int) -> None:
        """Make room for so many passages; what is there stays."""

        def grown(name: str, kind: type[np.generic], *shape: int) -> None:
            new = np.zeros((room, *shape), kind)
            if self.length:
                new[: self.length] = getattr(self, name)[: self.length]
            setattr(self, name, new)

        for name, kind in _COLUMNS.items():
            grown(name, kind)
        grown("_vectors", np.float32 if room <= FEW else np.float16, DIMENSIONS)
        if room > FEW:
            had = hasattr(self, "_signs")
            grown("_signs", np.uint64, _WORDS) if had else self._sign_all(room)
        self._room = room

    _by_passage: NDArray[np.int32]
    _by_entry: NDArray[np.int32]
    _passage: NDArray[np.int64]
    _entry: NDArray[np.int64]
    _audience: NDArray[np.int32]
    _kind: NDArray[np.uint8]
    _language: NDArray[np.uint8]
    _on: NDArray[np.int32]
    _is_alive: NDArray[np.bool_]
    _has_meaning: NDArray[np.bool_]
    _vectors: NDArray[np.floating]
    _signs: NDArray[np.uint64]

    def _sign_all(self, room: int) -> None:
        self._signs = np.zeros((room, _WORDS), np.uint64)
        self._signs[: self.length] = _signs_of(self._vectors[: self.length])

    def add(self, rows: Sequence[Stored]) -> None:
        """Take passages in, without their meanings."""
        while self.length + len(rows) > self._room:
            self._make_room(self._next_room(len(rows)))
        first, last = self.length, self.length + len(rows)
        self._passage[first:last] = [row.passage for row in rows]
        self._entry[first:last] = [row.entry for row in rows]
        self._audience[first:last] = [row.audience for row in rows]
        self._kind[first:last] = [_code_of(row.kind, self._kinds) for row in rows]
        self._language[first:last] = [_code_of(row.language, self._languages) for row in rows]
        self._on[first:last] = [row.on.toordinal() if row.on else _NO_DAY for row in rows]
        self._is_alive[first:last] = True
        for place, row in enumerate(rows, first):
            self._later.row_of[row.passage] = place
            self._later.rows_of.setdefault(row.entry, []).append(place)
            for city in row.cities:
                self._by_city.setdefault(city, array("q")).append(place)
            for topic in row.topics:
                self._by_topic.setdefault(topic, array("q")).append(place)
        names = [row.name_bones for row in rows]
        self.names.add(names)
        self.length += len(rows)
        self.last_passage = max([self.last_passage, *(row.passage for row in rows)])

    def _next_room(self, more: int) -> int:
        wanted = self.length + more
        if wanted <= FEW < 2 * self._room:
            return FEW
        return max(wanted, self._room + self._room // 2 if self._room >= FEW else 2 * self._room)

    def take_out(self, entries: Iterable[int]) -> None:
        """Forget the passages of entries."""
        for entry in entries:
            for row in self._rows_of(entry):
                self._is_alive[row] = False
                self._later.row_of.pop(int(self._passage[row]), None)
                self.dead += 1
            self._later.rows_of.pop(entry, None)

    def settle(self) -> None:
        """Keep what is known by now in a form that takes little room; after a first reading."""
        n = self.length
        self._by_passage = np.argsort(self._passage[:n], kind="stable").astype(np.int32)
        self._by_entry = np.argsort(self._entry[:n], kind="stable").astype(np.int32)
        self._sorted = n
        self._later = _Later()
        self.names.settle()

    def _row_of(self, passage: int) -> int | None:
        """Give the row of a passage that is here."""
        row = self._later.row_of.get(passage)
        if row is not None or not self._sorted:
            return row
        column = self._passage[: self._sorted]
        at = int(np.searchsorted(column, passage, sorter=self._by_passage))
        if at == self._sorted or column[self._by_passage[at]] != passage:
            return None
        row = int(self._by_passage[at])
        return row if self._is_alive[row] else None

    def _rows_of(self, entry: int) -> list[int]:
        """Give the rows of an entry's passages, in their order."""
        found = list(self._later.rows_of.get(entry, ()))
        if self._sorted:
            column = self._entry[: self._sorted]
            first, last = np.searchsorted(column, [entry, entry + 1], sorter=self._by_entry)
            known = self._by_entry[first:last]
            found = [*known[self._is_alive[known]].tolist(), *found]
        return found

    def set_meanings(self, passages: Sequence[int], vectors: Vectors) -> None:
        """Take in the meanings of passages; those that are not here are passed over."""
        known = [
            (row, at) for at, one in enumerate(passages) if (row := self._row_of(one)) is not None
        ]
        if not known:
            return
        rows, places = np.array(known, np.int64).T
        self._vectors[rows] = vectors[places]
        if self._room > FEW:
            self._signs[rows] = _signs_of(vectors[places])
        self._has_meaning[rows] = True

    def __len__(self) -> int:
        return self.length - self.dead

    def meant(self) -> int:
        """Say how many passages have a meaning here."""
        return int((self._has_meaning & self._is_alive)[: self.length].sum())

    def mask(self, scope: Scope, *, with_meaning: bool) -> Mask:
        """Say which rows a question is about."""
        n = self.length
        found: Mask = self._is_alive[:n].copy()
        if with_meaning:
            found &= self._has_meaning[:n]
        audience = self._audience[:n]
        if len(scope.audiences) == 1:
            found &= audience == next(iter(scope.audiences))
        else:
            found &= np.isin(audience, np.fromiter(scope.audiences, np.int32))
        if scope.kinds:
            found &= np.isin(self._kind[:n], self._codes(scope))
        if scope.language:
            found &= self._language[:n] == self._languages.get(scope.language, _NO_CODE)
        if scope.city is not None:
            found &= _only(self._by_city.get(scope.city), n)
        if scope.topic:
            found &= _only(self._by_topic.get(scope.topic), n)
        if scope.since:
            found &= self._on[:n] >= scope.since.toordinal()
        if scope.until:
            found &= (self._on[:n] <= scope.until.toordinal()) & (self._on[:n] != _NO_DAY)
        return found

    def nearest(self, question: Vectors, scope: Scope, most: int) -> Near:
        """Give the passages nearest to a question, the nearest of each language.

        Args:
            question: one vector.
            scope: among what.
            most: of each language.
        """
        mask = self.mask(scope, with_meaning=True)
        rows: list[Rows] = []
        nearness: list[NDArray[np.float32]] = []
        whole = self._compared(question) if self._room <= FEW else None
        far = None if whole is not None else self._differing(question)
        for code in self._languages.values():
            fitting = mask & (self._language[: self.length] == code)
            if far is not None:
                fitting &= far <= _least_of(far[fitting], max(WORTH_COMPARING, most))
            some = np.flatnonzero(fitting)
            if not len(some):
                continue
            if far is not None:
                near = self._vectors[some].astype(np.float32) @ question
            else:
                near = self._vectors[some] @ question if whole is None else whole[some]
            keep = np.argsort(-near, kind="stable")[:most]
            rows.append(some[keep])
            nearness.append(near[keep])
        if not rows:
            return Near(np.zeros(0, np.int64), np.zeros(0, np.float32))
        return Near(self._passage[np.concatenate(rows)], np.concatenate(nearness))

    def nearness_of(self, question: Vectors, passages: Sequence[int]) -> NDArray[np.float32]:
        """Say how near passages are; NaN for those without a meaning.

        A passage of a text that has several is near, too, by the whole text and by its beginning:
        the fewer there are, the more each tells of the whole.
        """
        found = np.full(len(passages), np.nan, np.float32)
        places, rows, parts = list[int](), list[int](), list[list[int]]()
        for at, one in enumerate(passages):
            row = self._row_of(one)
            if row is not None and self._has_meaning[row]:
                places.append(at)
                rows.append(row)
                parts.append(self._text_of(row))
        if not rows:
            return found
        found[places] = self._vectors[rows].astype(np.float32) @ question
        wholes: dict[int, float] = {}
        for at, text in zip(places, parts, strict=True):
            if len(text) > 1:
                if text[0] not in wholes:
                    wholes[text[0]] = self._nearness_of_whole(question, text)
                share = _OF_WHOLE * min(1.0, _FEW_PARTS / len(text))
                found[at] = (1 - share) * found[at] + share * wholes[text[0]]
        return found

    def _text_of(self, row: int) -> list[int]:
        """Give the rows of the text to which a row belongs, in their order."""
        language = self._language[row]
        rows = self._rows_of(int(self._entry[row]))
        if len(rows) == 1:
            return [row]
        return [one for one in rows if self._language[one] == language and self._has_meaning[one]]

    def _nearness_of_whole(self, question: Vectors, text: list[int]) -> float:
        """Say how near a text is by its middle and by its beginning."""
        parts = self._vectors[text].astype(np.float32)
        middle = parts.mean(axis=0)
        middle /= max(float(np.linalg.norm(middle)), 1e-9)
        return float(_OF_MIDDLE * (middle @ question) + (1 - _OF_MIDDLE) * (parts[0] @ question))

    def named(self, bones: Sequence[str], scope: Scope, most: int) -> NDArray[np.int64]:
        """Give the passages whose names sound most like one of some words."""
        rows, points = self.names.like(bones)
        if len(rows) > _MANY_NAMED:
            some = np.argpartition(-points, _MANY_NAMED)[:_MANY_NAMED]
            seen = self._fitting(rows[some], scope)
            if seen.sum() >= most:
                rows, points = rows[some], points[some]
        fitting = self._fitting(rows, scope)
        rows, points = rows[fitting], points[fitting]
        order = np.argsort(-points, kind="stable")[:most]
        return self._passage[rows[order]]

    def _fitting(self, rows: Rows, scope: Scope) -> Mask:
        """Say which of some rows a question is about."""
        if len(rows) > self.length // _RATHER_ALL or scope.city is not None or scope.topic:
            return self.mask(scope, with_meaning=False)[rows]
        found: Mask = self._is_alive[rows] & np.isin(
            self._audience[rows], np.fromiter(scope.audiences, np.int32)
        )
        if scope.kinds:
            found &= np.isin(self._kind[rows], self._codes(scope))
        if scope.language:
            found &= self._language[rows] == self._languages.get(scope.language, _NO_CODE)
        if scope.since:
            found &= self._on[rows] >= scope.since.toordinal()
        if scope.until:
            found &= (self._on[rows] <= scope.until.toordinal()) & (self._on[rows] != _NO_DAY)
        return found

    def _codes(self, scope: Scope) -> NDArray[np.uint8]:
        return np.array([self._kinds[one] for one in scope.kinds if one in self._kinds], np.uint8)

    def _compared(self, question: Vectors) -> NDArray[np.float32]:
        return (self._vectors[: self.length] @ question).astype(np.float32)

    def _differing(self, question: Vectors) -> NDArray[np.uint16]:
        """Count for each row the signs that differ."""
        asked = _signs_of(question[None, :])[0]
        found = np.zeros(self.length, np.uint16)
        for word in range(_WORDS):
            found += np.bitwise_count(self._signs[: self.length, word] ^ asked[word])
        return found


_COLUMNS: dict[str, type[np.generic]] = {
    "_passage": np.int64,
    "_entry": np.int64,
    "_audience": np.int32,
    "_kind": np.uint8,
    "_language": np.uint8,
    "_on": np.int32,
    "_is_alive": np.bool_,
    "_has_meaning": np.bool_,
}


def _only(rows: "array[int] | None", length: int) -> Mask:
    found = np.zeros(length, np.bool_)
    if rows:
        found[np.frombuffer(rows, np.int64)] = True
    return found


def _code_of(name: str, codes: dict[str, int]) -> int:
    return codes.setdefault(name, len(codes))


def _signs_of(vectors: NDArray[np.floating]) -> NDArray[np.uint64]:
    bits = np.packbits(vectors > 0, axis=1)
    return bits.view(np.uint64)


def _least_of(numbers: NDArray[np.uint16], most: int) -> int:
    """Give the number up to which there are at least so many, if there are."""
    counts = np.cumsum(np.bincount(numbers, minlength=DIMENSIONS + 1))
    return int(np.searchsorted(counts, most))
