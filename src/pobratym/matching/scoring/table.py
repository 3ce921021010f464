"""The same score for every pair of two groups at once; tests hold it to ``pairwise.score``."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pobratym.directory.states import InstitutionKind
from pobratym.matching.scoring.criteria import NEUTRAL, Criterion, Weights
from pobratym.matching.scoring.described import Described, Wish
from pobratym.matching.scoring.likeness import (
    BEST_PART,
    CEFR_VALUES,
    GRID,
    KINDS,
    MEAN_PART,
    TEXT_PART,
    THIRD_LANGUAGE,
    TOPIC_PART,
    TOPIC_PLACES,
    alike_in_size,
    enough_days,
    kind_table,
    on_grid,
    same_meaning,
    topic_table,
)

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Whole = NDArray[np.intp]

CELLS = 2_000_000
"""Pairs of wishes, or of institutions, that are looked at in one go: it bounds the memory."""
_UNTOLD = len(TOPIC_PLACES)
"""The place of a topic that was not chosen."""


def matrix(
    rows_a: Sequence[Described],
    rows_b: Sequence[Described],
    weights: Weights,
    *,
    dtype: type[np.floating[Any]] = np.float64,
) -> NDArray[Any]:
    """Give ``score(a, b, weights).total`` for every pair, a row for each of ``rows_a``.

    Args:
        rows_a: the one group.
        rows_b: the other.
        weights: as of ``score``.
        dtype: of the answer; float32 halves its memory, what is reckoned on the way stays float64.
    """
    out = np.zeros((len(rows_a), len(rows_b)), dtype=dtype)
    if not rows_a or not rows_b:
        return out
    shares = {criterion: weights.share(criterion) for criterion in Criterion}
    b = _Group(rows_b)
    ranges = _Ranges.of(rows_a, rows_b)
    step = _step(rows_a, rows_b)
    for first in range(0, len(rows_a), step):
        a = _Group(rows_a[first : first + step])
        out[first : first + step] = _block(a, b, shares, ranges)
    return out


def _step(rows_a: Sequence[Described], rows_b: Sequence[Described]) -> int:
    wishes = max(sum(len(row.offers) for row in rows_b), sum(len(row.seeks) for row in rows_b))
    deepest = max(max(len(row.seeks), len(row.offers)) for row in rows_a)
    return max(1, CELLS // max(len(rows_b), wishes * max(deepest, 1)))


def _block(
    a: "_Group", b: "_Group", shares: Mapping[Criterion, float], ranges: "_Ranges"
) -> Floats:
    total = np.zeros((len(a.rows), len(b.rows)))
    for criterion, share in shares.items():
        if not share:
            continue
        value, told = _VALUES[criterion](a, b, ranges)
        total += share * np.where(told, value, NEUTRAL[criterion])
    return total


@dataclass(frozen=True, slots=True)
class _Ranges:
    """What both groups together know: languages, vocabularies, stretches of days."""

    languages: Sequence[str]
    words: Mapping[str, Mapping[str, int]]
    days: Sequence[int]

    @classmethod
    def of(cls, *groups: Sequence[Described]) -> "_Ranges":
        """Gather them; of words only those of texts that have no vector."""
        languages: set[str] = set()
        days: set[int] = set()
        words: dict[str, dict[str, int]] = {}
        for row in (row for group in groups for row in group):
            languages |= {*row.languages, row.own_language}
            for since, until in row.availability:
                days |= {since.toordinal(), until.toordinal() + 1}
            for wish in (*row.seeks, *row.offers):
                for language, lemmas in wish.lemmas.items():
                    known = words.setdefault(language, {})
                    for lemma in lemmas:
                        known.setdefault(lemma, len(known))
        return cls(sorted(languages - {""}), words, sorted(days))


class _Group:
    """One side in columns."""

    def __init__(self, rows: Sequence[Described]) -> None:
        self.rows = rows

    @cached_property
    def seeks(self) -> "_Wishes":
        return _Wishes([row.seeks for row in self.rows])

    @cached_property
    def offers(self) -> "_Wishes":
        return _Wishes([row.offers for row in self.rows])

    @cached_property
    def kinds(self) -> Whole:
        return np.array([_kind_place(row.kind) for row in self.rows], dtype=np.intp)

    @cached_property
    def topics(self) -> Floats:
        return _marked([row.topics for row in self.rows], TOPIC_PLACES)

    def codes(self, name: str) -> tuple[Floats, list[str]]:
        """Mark what each has of a set of codes, and give the codes in the order of columns."""
        sets: list[frozenset[str]] = [getattr(row, name) for row in self.rows]
        known = sorted(set().union(*sets))
        return _marked(sets, {code: place for place, code in enumerate(known)}), known

    @cached_property
    def ages(self) -> tuple[Floats, Floats, Bools]:
        told = np.array([row.ages is not None for row in self.rows])
        spans = np.array([row.ages or (0, 0) for row in self.rows], dtype=np.float64)
        return spans[:, 0], spans[:, 1], told

    @cached_property
    def sizes(self) -> tuple[Floats, Bools]:
        told = np.array([row.size is not None for row in self.rows])
        return np.array([row.size or 0 for row in self.rows], dtype=np.float64), told

    def languages(self, known: Sequence[str]) -> tuple[Floats, Whole, Bools]:
        """Give what each can do in each language, the place of its own (-1: none), and who told."""
        places = {language: place for place, language in enumerate(known)}
        table = np.zeros((len(self.rows), len(known)))
        own = np.full(len(self.rows), -1, dtype=np.intp)
        for i, row in enumerate(self.rows):
            for language, level in row.languages.items():
                table[i, places[language]] = CEFR_VALUES.get(level, 0.5)
            if row.own_language:
                own[i] = places[row.own_language]
                table[i, own[i]] = 1.0
        return table, own, np.array([bool(row.languages) for row in self.rows])

    def days(self, bounds: Sequence[int]) -> tuple[NDArray[np.float32], Bools]:
        """Mark which stretches between neighbouring bounds each has time in, and who told."""
        table = np.zeros((len(self.rows), max(len(bounds) - 1, 0)), dtype=np.float32)
        places = {day: place for place, day in enumerate(bounds)}
        for i, row in enumerate(self.rows):
            for since, until in row.availability:
                table[i, places[since.toordinal()] : places[until.toordinal() + 1]] = 1
        return table, np.array([bool(row.availability) for row in self.rows])


class _Wishes:
    """The wishes of a group one below the other, each institution's together."""

    def __init__(self, lists: Sequence[Sequence[Wish]]) -> None:
        counts = np.array([len(one) for one in lists], dtype=np.intp)
        self.all = [wish for one in lists for wish in one]
        self.of = np.flatnonzero(counts)
        self.told = counts > 0
        self.counts = counts[self.of]
        self.starts = np.cumsum(self.counts) - self.counts

    @cached_property
    def topics(self) -> Whole:
        return np.array([TOPIC_PLACES.get(wish.topic, _UNTOLD) for wish in self.all], dtype=np.intp)

    @cached_property
    def vectors(self) -> tuple[NDArray[np.float32], Bools]:
        told = np.array([wish.vector is not None for wish in self.all])
        length = next((wish.vector.size for wish in self.all if wish.vector is not None), 1)
        table = np.zeros((len(self.all), length), dtype=np.float32)
        for i, wish in enumerate(self.all):
            if wish.vector is not None:
                table[i] = on_grid(wish.vector)
        return table, told

    def lemmas(self, language: str, known: Mapping[str, int]) -> tuple[NDArray[np.float32], Floats]:
        table = np.zeros((len(self.all), len(known)), dtype=np.float32)
        for i, wish in enumerate(self.all):
            table[i, [known[lemma] for lemma in wish.lemmas.get(language, ())]] = 1
        return table, table.sum(axis=1, dtype=np.float64)


_Values = tuple[Floats, Bools]
"""What each pair is worth, and whether both sides have told enough to say."""


def _seeks(a: _Group, b: _Group, ranges: _Ranges) -> _Values:
    value = np.zeros((len(a.rows), len(b.rows)))
    told = a.seeks.told[:, None] & b.offers.told
    if told.any():
        met = _meetings(a.seeks, b.offers, ranges)
        best = np.maximum.reduceat(met, b.offers.starts, axis=1)
        highest = np.maximum.reduceat(best, a.seeks.starts, axis=0)
        mean = np.add.reduceat(best, a.seeks.starts, axis=0) / a.seeks.counts[:, None]
        value[np.ix_(a.seeks.of, b.offers.of)] = BEST_PART * highest + MEAN_PART * mean
    return value, told


def _offers(a: _Group, b: _Group, ranges: _Ranges) -> _Values:
    value = np.zeros((len(a.rows), len(b.rows)))
    told = a.offers.told[:, None] & b.seeks.told
    if told.any():
        met = _meetings(a.offers, b.seeks, ranges)
        best = np.maximum.reduceat(met, a.offers.starts, axis=0)
        highest = np.maximum.reduceat(best, b.seeks.starts, axis=1)
        mean = np.add.reduceat(best, b.seeks.starts, axis=1) / b.seeks.counts
        value[np.ix_(a.offers.of, b.seeks.of)] = BEST_PART * highest + MEAN_PART * mean
    return value, told


def _meetings(one: _Wishes, other: _Wishes, ranges: _Ranges) -> Floats:
    """Say for each pair of wishes how well they meet, as ``pairwise.meeting`` does."""
    text, is_text = _texts(one, other, ranges)
    both = (one.topics != _UNTOLD)[:, None] & (other.topics != _UNTOLD)
    near = np.zeros((_UNTOLD + 1, _UNTOLD + 1))
    near[:_UNTOLD, :_UNTOLD] = topic_table()
    topics = near[one.topics].take(other.topics, axis=1)
    if is_text is None:  # nearly always: every text has its vector
        return np.where(both, TOPIC_PART * topics + TEXT_PART * text, text)
    met = np.where(both, TOPIC_PART * topics + TEXT_PART * text, text)
    alone = np.where(both, topics, NEUTRAL[Criterion.SEEKS])
    return np.where(is_text, met, alone)


def _texts(one: _Wishes, other: _Wishes, ranges: _Ranges) -> tuple[Floats, Bools | None]:
    """Compare all texts; the second is None where every pair can be compared by its meaning."""
    (vectors, told), (others, others_told) = one.vectors, other.vectors
    if told.all() and others_told.all():
        return _by_meaning(vectors, others), None
    value, comparable = _by_words(one, other, ranges)
    if told.any() and others_told.any():
        pairs = told[:, None] & others_told
        value = np.where(pairs, _by_meaning(vectors, others), value)
        comparable |= pairs
    return value, comparable


def _by_meaning(one: NDArray[np.float32], other: NDArray[np.float32]) -> Floats:
    products = (one @ other.T).astype(np.float64)
    return np.asarray(same_meaning(products / GRID**2))


def _by_words(one: _Wishes, other: _Wishes, ranges: _Ranges) -> tuple[Floats, Bools]:
    value = np.zeros((len(one.all), len(other.all)))
    comparable = np.zeros(value.shape, dtype=np.bool_)
    for language, known in ranges.words.items():
        (ours, sums), (theirs, other_sums) = (side.lemmas(language, known) for side in (one, other))
        fewest = np.minimum.outer(sums, other_sums)
        shared = (ours @ theirs.T).astype(np.float64) / np.maximum(fewest, 1)
        np.maximum(value, shared, out=value)
        comparable |= fewest > 0
    return value, comparable


def _topics(a: _Group, b: _Group, ranges: _Ranges) -> _Values:
    del ranges
    ours, theirs = (side.topics.sum(axis=1) > 0 for side in (a, b))
    told = ours[:, None] & theirs
    to_b, to_a = _means(a.topics) @ _nearest(b.topics).T, _nearest(a.topics) @ _means(b.topics).T
    return (to_b + to_a) / 2, told


def _means(marks: Floats) -> Floats:
    counts: Floats = np.maximum(marks.sum(axis=1, keepdims=True), 1)
    return marks / counts


def _nearest(marks: Floats) -> Floats:
    """Give for each row how near its nearest topic is to each topic of the list."""
    table = topic_table()
    found = np.zeros_like(marks)
    for place in range(table.shape[0]):
        np.maximum(found, marks[:, place, None] * table[place], out=found)
    return found


def _languages(a: _Group, b: _Group, ranges: _Ranges) -> _Values:
    (ours, own, told), (theirs, their_own, their_told) = (
        side.languages(ranges.languages) for side in (a, b)
    )
    best = np.zeros((len(a.rows), len(b.rows)))
    for place in range(len(ranges.languages)):
        both = np.minimum.outer(ours[:, place], theirs[:, place])
        native = (own == place)[:, None] | (their_own == place)
        np.maximum(best, np.where(native, both, THIRD_LANGUAGE * both), out=best)
    return best, (best > 0) | (told[:, None] & their_told)


def _kind(a: _Group, b: _Group, ranges: _Ranges) -> _Values:
    del ranges
    other = KINDS[InstitutionKind.OTHER]
    told = (a.kinds != other)[:, None] & (b.kinds != other)
    return kind_table()[a.kinds].take(b.kinds, axis=1), told


def _kind_place(kind: str) -> int:
    return KINDS.get(kind, KINDS[InstitutionKind.OTHER])


def _common(a: _Group, b: _Group, name: str) -> tuple[Floats, Floats, Floats]:
    """Count what each pair has in common of a set of codes, and what each of both has."""
    (ours, codes), (theirs, their_codes) = a.codes(name), b.codes(name)
    places = {code: place for place, code in enumerate(their_codes)}
    known = [place for place, code in enumerate(codes) if code in places]
    common = ours[:, known] @ theirs[:, [places[codes[place]] for place in known]].T
    return common, ours.sum(axis=1), theirs.sum(axis=1)


def _levels(a: _Group, b: _Group, ranges: _Ranges) -> _Values:
    del ranges
    common, ours, theirs = _common(a, b, "levels")
    every = ours[:, None] + theirs - common
    return common / np.maximum(every, 1), (ours > 0)[:, None] & (theirs > 0)


def _formats(a: _Group, b: _Group, ranges: _Ranges) -> _Values:
    del ranges
    common, ours, theirs = _common(a, b, "formats")
    fewest = np.minimum.outer(ours, theirs)
    return common / np.maximum(fewest, 1), fewest > 0


def _ages(a: _Group, b: _Group, ranges: _Ranges) -> _Values:
    del ranges
    (since, until, told), (from_, to, their_told) = a.ages, b.ages
    common = np.minimum.outer(until, to) - np.maximum.outer(since, from_) + 1
    np.maximum(common, 0, out=common)
    years = (until - since + 1)[:, None] + (to - from_ + 1) - common
    return common / years, told[:, None] & their_told


def _size(a: _Group, b: _Group, ranges: _Ranges) -> _Values:
    del ranges
    (ours, told), (theirs, their_told) = a.sizes, b.sizes
    value = alike_in_size(np.minimum.outer(ours, theirs), np.maximum.outer(ours, theirs))
    return np.asarray(value), told[:, None] & their_told


def _calendar(a: _Group, b: _Group, ranges: _Ranges) -> _Values:
    (ours, told), (theirs, their_told) = (side.days(ranges.days) for side in (a, b))
    lengths = np.diff(np.array(ranges.days, dtype=np.float32))
    common = ((ours * lengths) @ theirs.T).astype(np.float64)
    return np.asarray(enough_days(common)), told[:, None] & their_told


def _marked(sets: Iterable[frozenset[str]], places: Mapping[str, int]) -> Floats:
    sets = list(sets)
    table = np.zeros((len(sets), len(places)))
    for i, codes in enumerate(sets):
        table[i, [places[code] for code in codes if code in places]] = 1
    return table


_VALUES = {
    Criterion.SEEKS: _seeks,
    Criterion.OFFERS: _offers,
    Criterion.TOPICS: _topics,
    Criterion.LANGUAGES: _languages,
    Criterion.KIND: _kind,
    Criterion.LEVELS: _levels,
    Criterion.AGES: _ages,
    Criterion.SIZE: _size,
    Criterion.FORMATS: _formats,
    Criterion.CALENDAR: _calendar,
}
