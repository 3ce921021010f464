"""How well two institutions suit one another, with every reason for it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

import numpy as np

from pobratym.directory.states import InstitutionKind
from pobratym.matching.scoring.criteria import NEUTRAL, Criterion, Weights
from pobratym.matching.scoring.described import Described, Period, Wish
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


class Side(StrEnum):
    """One of the two that are compared."""

    A = "a"
    B = "b"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A wish of one side and the offer of the other that answers it best.

    Attributes:
        seeks: the wish.
        offers: the offer.
        value: how well they meet, 0 to 1.
        topics: how near their topics are; None where one has none.
        cosine: of their meanings, centred; None without a model.
        words: how many of the words that matter they share; None where there is a cosine, or no
            language in common.
    """

    seeks: Wish
    offers: Wish
    value: float
    topics: float | None
    cosine: float | None
    words: float | None


@dataclass(frozen=True, slots=True)
class WishesMet:
    """Every wish of one side with the offer that answers it best, the best answered first."""

    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicsMet:
    """Topics that both work on, and pairs of near ones: of the first side, of the second."""

    same: tuple[str, ...] = ()
    near: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CommonLanguage:
    """A language in which both sides can work.

    Attributes:
        language: its code.
        level: of the side that knows it less (CEFR); empty where it did not tell.
        native_to: the sides whose own language it is.
        value: what it is worth.
    """

    language: str
    level: str
    native_to: frozenset[Side]
    value: float


@dataclass(frozen=True, slots=True)
class LanguagesMet:
    """Languages in which both can work, the most useful first."""

    common: tuple[CommonLanguage, ...] = ()


@dataclass(frozen=True, slots=True)
class CodesMet:
    """Codes that both have told (levels, formats), and those that only one has."""

    common: tuple[str, ...] = ()
    only_a: tuple[str, ...] = ()
    only_b: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KindsMet:
    """What the two are."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class AgesMet:
    """Whom the two serve, in years, and the years in common."""

    a: tuple[int, int] | None
    b: tuple[int, int] | None
    common: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class SizesMet:
    """Pupils or residents of the two."""

    a: int | None
    b: int | None


@dataclass(frozen=True, slots=True)
class DaysMet:
    """When both have time: how many days, and which."""

    days: int = 0
    periods: tuple[Period, ...] = ()


Reason = WishesMet | TopicsMet | LanguagesMet | CodesMet | KindsMet | AgesMet | SizesMet | DaysMet


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion of a match.

    Attributes:
        criterion: which.
        value: how well the two agree in it, 0 to 1; a neutral value where it is not told.
        weight: its part of the whole, 0 to 1.
        untold: the sides that have not told what it needs; empty where both have.
        reason: what the value stands on.
    """

    criterion: Criterion
    value: float
    weight: float
    untold: frozenset[Side]
    reason: Reason

    @property
    def share(self) -> float:
        """What it adds to the total."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Match:
    """How well two institutions suit one another, 0 to 1, and why; the shares are the total."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> float:
        """The sum of all shares."""
        return fsum(part.share for part in self.parts)

    def part(self, criterion: Criterion) -> Part:
        """Give one criterion."""
        return next(part for part in self.parts if part.criterion == criterion)


_Judged = tuple[float | None, frozenset[Side], Reason]
"""Value (None where it is not told), who has not told, what it stands on."""
_NOBODY: frozenset[Side] = frozenset()


def score(a: Described, b: Described, weights: Weights) -> Match:
    """Say how well ``b`` suits ``a``, criterion by criterion.

    Only "seeks" and "offers" tell the sides apart: seen from ``b`` they change places.
    """
    parts = []
    for criterion, judge in _JUDGES.items():
        value, untold, reason = judge(a, b)
        worth = NEUTRAL[criterion] if value is None else value
        parts.append(Part(criterion, worth, weights.share(criterion), untold, reason))
    return Match(tuple(parts))


def _silent(a: object, b: object) -> frozenset[Side]:
    told = ((Side.A, a), (Side.B, b))
    return frozenset(side for side, what in told if not what and what != 0)  # nobody is a number


def _seeks(a: Described, b: Described) -> _Judged:
    return _wishes(a.seeks, b.offers, _silent(a.seeks, b.offers))


def _offers(a: Described, b: Described) -> _Judged:
    return _wishes(b.seeks, a.offers, _silent(a.offers, b.seeks))


def _wishes(sought: Sequence[Wish], offered: Sequence[Wish], silent: frozenset[Side]) -> _Judged:
    if silent:
        return None, silent, WishesMet()
    best = [max((meeting(s, o) for o in offered), key=lambda met: met.value) for s in sought]
    values = [met.value for met in best]
    value = BEST_PART * max(values) + MEAN_PART * (fsum(values) / len(values))
    met = tuple(sorted(best, key=lambda one: -one.value))
    return value, _NOBODY, WishesMet(met)


def meeting(sought: Wish, offered: Wish) -> Meeting:
    """Say how well an offer answers a wish: by their topics and by what their words mean.

    Without a model words count that both texts share, in a language that both have.
    """
    topics = _topics_between(sought.topic, offered.topic)
    cosine = _cosine(sought, offered)
    words = _words(sought, offered) if cosine is None else None
    text = words if cosine is None else float(same_meaning(cosine))
    if topics is not None and text is not None:
        value = TOPIC_PART * topics + TEXT_PART * text
    elif topics is not None:
        value = topics
    else:
        value = NEUTRAL[Criterion.SEEKS] if text is None else text
    return Meeting(sought, offered, value, topics, cosine, words)


def _topics_between(one: str, other: str) -> float | None:
    if one not in TOPIC_PLACES or other not in TOPIC_PLACES:
        return None
    return float(topic_table()[TOPIC_PLACES[one], TOPIC_PLACES[other]])


def _cosine(one: Wish, other: Wish) -> float | None:
    if one.vector is None or other.vector is None:
        return None
    products = on_grid(one.vector).astype(np.float64) @ on_grid(other.vector).astype(np.float64)
    return float(products) / GRID**2


def _words(one: Wish, other: Wish) -> float | None:
    found = [
        len(lemmas & theirs) / min(len(lemmas), len(theirs))
        for language, lemmas in one.lemmas.items()
        if lemmas and (theirs := other.lemmas.get(language, frozenset()))
    ]
    return max(found, default=None)


def _topics(a: Described, b: Described) -> _Judged:
    ours = sorted(a.topics & TOPIC_PLACES.keys(), key=TOPIC_PLACES.__getitem__)
    theirs = sorted(b.topics & TOPIC_PLACES.keys(), key=TOPIC_PLACES.__getitem__)
    if silent := _silent(ours, theirs):
        return None, silent, TopicsMet()
    near = topic_table()[np.ix_(_places(ours), _places(theirs))]
    value = float(near.max(axis=1).mean() + near.max(axis=0).mean()) / 2
    same = tuple(code for code in ours if code in b.topics)
    rest = [(i, int(near[i].argmax())) for i, code in enumerate(ours) if code not in same]
    pairs = tuple((ours[i], theirs[j]) for i, j in rest if near[i, j] > 0)
    return value, _NOBODY, TopicsMet(same, pairs)


def _places(codes: Iterable[str]) -> list[int]:
    return [TOPIC_PLACES[code] for code in codes]


def _languages(a: Described, b: Described) -> _Judged:
    common = sorted(_common_languages(a, b), key=lambda one: (-one.value, one.language))
    if common:
        return common[0].value, _NOBODY, LanguagesMet(tuple(common))
    silent = _silent(a.languages, b.languages)
    return (None if silent else 0.0), silent, LanguagesMet()


def _common_languages(a: Described, b: Described) -> Iterator[CommonLanguage]:
    known_a, known_b = _known(a), _known(b)
    for language in known_a.keys() & known_b.keys():
        owners = ((Side.A, a), (Side.B, b))
        native = frozenset(side for side, one in owners if one.own_language == language)
        weaker = min(known_a[language], known_b[language])
        level = "" if len(native) > 1 else _weaker_level(a, b, language)
        worth = weaker if native else THIRD_LANGUAGE * weaker
        yield CommonLanguage(language, level, native, worth)


def _known(one: Described) -> Mapping[str, float]:
    told = {language: CEFR_VALUES.get(level, 0.5) for language, level in one.languages.items()}
    return {**told, one.own_language: 1.0} if one.own_language else told


def _weaker_level(a: Described, b: Described, language: str) -> str:
    told = [one.languages.get(language, "") for one in (a, b) if one.own_language != language]
    return min(told, key=lambda level: CEFR_VALUES.get(level, 0.5))


def _kind(a: Described, b: Described) -> _Judged:
    reason = KindsMet(a.kind, b.kind)
    if silent := _silent(_telling(a.kind), _telling(b.kind)):
        return None, silent, reason
    return float(kind_table()[KINDS[a.kind], KINDS[b.kind]]), _NOBODY, reason


def _telling(kind: str) -> str:
    """Give a kind that says something of an institution."""
    return kind if kind in KINDS and kind != InstitutionKind.OTHER else ""


def _codes(ours: frozenset[str], theirs: frozenset[str]) -> CodesMet:
    return CodesMet(
        tuple(sorted(ours & theirs)), tuple(sorted(ours - theirs)), tuple(sorted(theirs - ours))
    )


def _levels(a: Described, b: Described) -> _Judged:
    if silent := _silent(a.levels, b.levels):
        return None, silent, CodesMet()
    met = _codes(a.levels, b.levels)
    return len(met.common) / len(a.levels | b.levels), _NOBODY, met


def _formats(a: Described, b: Described) -> _Judged:
    if silent := _silent(a.formats, b.formats):
        return None, silent, CodesMet()
    met = _codes(a.formats, b.formats)
    return len(met.common) / min(len(a.formats), len(b.formats)), _NOBODY, met


def _ages(a: Described, b: Described) -> _Judged:
    if a.ages is None or b.ages is None:
        return None, _silent(a.ages, b.ages), AgesMet(a.ages, b.ages, None)
    first, last = max(a.ages[0], b.ages[0]), min(a.ages[1], b.ages[1])
    common = max(0, last - first + 1)
    years = sum(one[1] - one[0] + 1 for one in (a.ages, b.ages)) - common
    met = AgesMet(a.ages, b.ages, (first, last) if common else None)
    return common / years, _NOBODY, met


def _size(a: Described, b: Described) -> _Judged:
    if a.size is None or b.size is None:
        return None, _silent(a.size, b.size), SizesMet(a.size, b.size)
    value = alike_in_size(float(min(a.size, b.size)), float(max(a.size, b.size)))
    return float(value), _NOBODY, SizesMet(a.size, b.size)


def _calendar(a: Described, b: Described) -> _Judged:
    if silent := _silent(a.availability, b.availability):
        return None, silent, DaysMet()
    spans = [
        (max(since, from_), min(until, to))
        for since, until in a.availability
        for from_, to in b.availability
    ]
    periods = tuple((since, until) for since, until in spans if since <= until)
    days = sum((until - since + dt.timedelta(days=1)).days for since, until in periods)
    return float(enough_days(float(days))), _NOBODY, DaysMet(days, periods)


_JUDGES: Mapping[Criterion, Callable[[Described, Described], _Judged]] = {
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
