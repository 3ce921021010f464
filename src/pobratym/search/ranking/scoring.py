"""Score what was found by words, by names and by meaning once more, together (no Django here).

Meaning counts as it is: the cosine of two vectors without their languages. To it comes how much of
the question's sound a passage holds, measured against the best passage of the same language, since
words of another language seldom sound alike; whether it holds every word of the question; and how
well the question names the record.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pobratym.search.texts.skeleton import GRAM_COUNT, Grams, grams, grams_of_bytes, grams_of_many

Points = NDArray[np.float32]
_K1, _B = 1.2, 0.75
_MOST_GRAMS = 4_000
"""Of a question: some ten thousand letters are not read to their end."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much beside the meaning, which counts once."""

    sound: float = 0.15
    few_sounds: float = 35.0
    name: float = 0.2
    whole_name: float = 0.5
    beginning: float = 0.1
    without_meaning: float = 0.2
    holds_name: float = 1.0
    all_words: float = 0.45


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer.

    Attributes:
        language: of it.
        name_bones: how its record's name sounds.
        text_bones: how its text sounds.
        nearness: of its meaning; None where that is not known.
        holds_all: every word of a question of several words stands in it.
    """

    language: str
    name_bones: bytes
    text_bones: bytes
    nearness: float | None
    holds_all: bool = False


class Sounds:
    """How common each gram is, from some of the passages; and how long passages are."""

    def __init__(self, samples: Sequence[bytes], count: int) -> None:
        """Learn from skeletons of passages.

        Args:
            samples: some or all of them.
            count: how many there are.
        """
        standing = np.zeros(GRAM_COUNT, np.int32)
        length = 0
        for bones in samples:
            found = grams_of_bytes(bones)
            length += len(found)
            standing[np.unique(found)] += 1
        self.count = count
        share = count / max(len(samples), 1)
        holding = standing * share
        self.weights = np.log1p((count - holding + 0.5) / (holding + 0.5)).astype(np.float32)
        self.length = length / max(len(samples), 1) or 1.0

    def points(self, asked: Grams, passages: Sequence[bytes]) -> Points:
        """Score passages by BM25 over grams."""
        weights = np.zeros(GRAM_COUNT, np.float32)
        weights[asked] = self.weights[asked]
        together, rows, sizes = grams_of_many(passages)
        hits = weights[together] > 0
        keys = rows[hits] * GRAM_COUNT + together[hits]
        pairs, times = np.unique(keys, return_counts=True)
        row, gram = np.divmod(pairs, GRAM_COUNT)
        damped = _K1 * (1 - _B + _B * sizes[row] / self.length)
        each = weights[gram] * times * (_K1 + 1) / (times + damped)
        return np.bincount(row, each, len(passages)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of candidates, in their order, and which were found by words or names."""

    points: Points
    by_words: NDArray[np.bool_]


def score(
    question: Sequence[str],
    candidates: Sequence[Candidate],
    sounds: Sounds,
    *,
    with_words: NDArray[np.bool_],
    weights: Weights = WEIGHTS,
) -> Scored:
    """Score candidates together.

    Args:
        question: its skeleton, as it is read in each language that it may be in, the likeliest
            first.
        candidates: at least one.
        sounds: how common grams are.
        with_words: which hold a word of the question, as the full text knows.
        weights: what counts how much.
    """
    asked = np.unique(grams(question[0][:_MOST_GRAMS]))
    whole = [one.name_bones + b" " + one.text_bones for one in candidates]
    sound = sounds.points(asked, whole)
    share = _share_of_best(sound, [one.language for one in candidates])
    name = names_like(question, [one.name_bones for one in candidates], sounds)
    nearness = np.array(
        [np.nan if one.nearness is None else one.nearness for one in candidates], np.float32
    )
    is_meant = ~np.isnan(nearness)
    # What has no meaning yet is taken for as near as words and names make it seem.
    own = sound / max(float(sounds.weights[asked].sum()) * (_K1 + 1) / 2, 1e-9)
    meant = np.where(
        is_meant, np.nan_to_num(nearness), weights.without_meaning * np.minimum(own, 1)
    )
    # The more sounds were asked for, the less is alike by chance.
    heard = weights.sound * len(asked) / (len(asked) + weights.few_sounds)
    points = meant + heard * share + weights.name * name.likeness
    points += weights.whole_name * name.is_whole + weights.beginning * name.begins
    # Who asks for a school in a city does not want the city, however well one word names that.
    points += weights.all_words * np.array([one.holds_all for one in candidates])
    by_words = with_words | (name.likeness > _ALIKE)
    if name.is_whole.any():
        # A name means nothing: what holds it comes before all that only seems near.
        points += weights.holds_name * by_words
    return Scored(points.astype(np.float32), by_words)


_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class _Named:
    likeness: Points
    is_whole: NDArray[np.bool_]
    begins: NDArray[np.bool_]


def names_like(question: Sequence[str], names: Sequence[bytes], sounds: Sounds) -> _Named:
    """Say how well a question names records, from 0 to 1; the best of its readings counts."""
    likeness = np.zeros(len(names), np.float32)
    is_whole = np.zeros(len(names), np.bool_)
    begins = np.zeros(len(names), np.bool_)
    together, rows, _sizes = grams_of_many(names)
    pairs = np.unique(rows * GRAM_COUNT + together)
    rows, together = pairs // GRAM_COUNT, (pairs % GRAM_COUNT).astype(np.uint16)
    of_names = np.bincount(rows, sounds.weights[together], len(names))
    for reading in dict.fromkeys(question):
        asked = np.unique(grams(reading[:_MOST_GRAMS]))
        if not len(asked):
            continue
        weights = np.zeros(GRAM_COUNT, np.float32)
        weights[asked] = sounds.weights[asked]
        shared = np.bincount(rows, weights[together], len(names))
        either = float(weights[asked].sum()) + of_names - shared
        np.maximum(likeness, shared / np.maximum(either, 1e-9), out=likeness)
        coded = reading.encode()
        is_whole |= np.array([one == coded for one in names])
        begins |= np.array([one.startswith(coded) for one in names])
    return _Named(likeness, is_whole, begins & ~is_whole)


def _share_of_best(points: Points, languages: Sequence[str]) -> Points:
    """Measure points against the best of the same language."""
    codes = np.array(languages)
    found = np.zeros(len(points), np.float32)
    for language in set(languages):
        rows = codes == language
        best = float(points[rows].max())
        if best > 0:
            found[rows] = points[rows] / best
    return found
