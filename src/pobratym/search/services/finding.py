"""Answer a question: which records say this, in whatever language."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pobratym.accounts.http import Reader
from pobratym.search.adapters import adapters, cities_of
from pobratym.search.models import EntryPassage
from pobratym.search.ranking.model import Vectors
from pobratym.search.ranking.scope import Scope
from pobratym.search.ranking.scoring import Candidate, score
from pobratym.search.services import meaning, words
from pobratym.search.services.hearing import look_at_newest
from pobratym.search.services.memory import memory
from pobratym.search.services.wording import Wording, worded
from pobratym.search.texts.marking import Piece, marked, snippet

__all__ = ["PAGE", "Found", "Hit", "Piece", "Question", "find"]

PAGE = 20
MOST = 100
"""Records that an answer goes through at most; and passages of each language looked at."""
_MOST_WITH_WORD = 40
_MOST_WITH_ALL = 120
_MOST_NAMED = 40
_MOST_WORDS = 6
"""Of a question that are looked up: the longest."""
_NEWEST = 20_000
"""Passages among which several words are looked for together; rare ones are found alone."""
_FETCHED_WHOLE = 2 * PAGE
_NEAR = 0.08
_OF_NEAREST = 0.3
"""Passages less near than both, the second as a part of the nearest, are no answer by meaning."""
_NEARLY = 0.6
"""Of the best passage's points: who has as many says the same in another language."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks.

    Attributes:
        words: as typed; anything at all may stand here.
        kinds: of records to look among; all of them when empty.
        city: key of the city that the records shall be about.
        topic: code of the topic that they shall have.
        language: code of the language of the passages to look among; all when blank.
        since: earliest day of the record; records without a day are left out then.
        until: latest day.
        start: how many of the best to pass over.
        size: how many to give.
        language_of_words: the language that the words are in, where it is known; found out when
            blank.
        is_beginning: the words are still being typed: names and words only, no meaning, so that
            the answer comes at once.
        read_in: the language of the reader: a record that says in it what was asked for is shown by
            that passage, whichever ranked it.
    """

    words: str
    kinds: Collection[str] = ()
    city: int | None = None
    topic: str = ""
    language: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    start: int = 0
    size: int = PAGE
    language_of_words: str = ""
    is_beginning: bool = False
    read_in: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, by its best passage.

    Attributes:
        kind: of the record, as its adapter names it.
        key: its primary key.
        row: the record as ``Adapter.visible`` gave it to this reader; hand it to ``Adapter.show``.
        language: of the passage that is shown.
        is_stand_in: a machine or a rule wrote that passage, or it is not up to date.
        title: the record's name in the passage's language.
        snippet: what the passage says around the match; empty where there is nothing but a name.
        score: higher is better; comparable within one answer only.
        by_words: some word or name of the question stands in it; else its meaning was near.
    """

    kind: str
    key: int
    row: Any
    language: str
    is_stand_in: bool
    title: Sequence[Piece]
    snippet: Sequence[Piece]
    score: float
    by_words: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question.

    Attributes:
        hits: the best, after those passed over.
        total: how many records were found that this reader may see.
        total_is_capped: there may be more than ``total``.
        has_more: there are hits after these.
        has_meaning: meaning was looked at, too; else words alone.
        language_of_words: what the words were taken for.
        by_kind: how many of ``total`` there are of each kind.
    """

    hits: Sequence[Hit]
    total: int
    total_is_capped: bool
    has_more: bool
    has_meaning: bool
    language_of_words: str
    by_kind: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Looked:
    """A passage that may answer, with the record it belongs to."""

    passage: int
    entry: int
    kind: str
    key: int
    on: dt.date | None
    candidate: Candidate
    holds_word: bool


def find(question: Question, reader: Reader) -> Found:
    """Give what answers a question, best first, of what the reader may see.

    Never an error, whatever was typed; nothing where there is nothing to look for.
    """
    asked = worded(question.words, question.language_of_words)
    if not asked.bones:
        return Found([], 0, False, False, False, asked.language, {})
    _keep_up()
    scope = _scope(question, reader)
    vector = None if question.is_beginning else meaning.of_question(asked.text, asked.language)
    looked = _look(asked, scope, vector)
    best = _best_of_each(looked, asked, question.read_in)
    seen = _seen(best, reader)
    shown = [one for one in best if (one.looked.kind, one.looked.key) in seen]
    page = shown[question.start : question.start + question.size]
    return Found(
        hits=_hits(page, seen, asked, reader, question.read_in),
        total=len(shown),
        total_is_capped=len(shown) >= MOST,
        has_more=len(shown) > question.start + question.size,
        has_meaning=vector is not None,
        language_of_words=asked.language,
        by_kind=dict(Counter(one.looked.kind for one in shown)),
    )


def _keep_up() -> None:
    """Learn what has changed; look at the records that were saved last."""
    with memory.lock:
        memory.refresh()
        is_behind = memory.is_behind
    if is_behind:
        look_at_newest()
        with memory.lock:
            memory.refresh()


def _scope(question: Question, reader: Reader) -> Scope:
    known = adapters()
    return Scope(
        audiences=memory.audiences(cities_of(reader)),
        kinds=frozenset(question.kinds) & frozenset(known) or frozenset(question.kinds),
        language=question.language,
        city=question.city,
        topic=question.topic,
        since=question.since,
        until=question.until,
    )


def _look(asked: Wording, scope: Scope, vector: Vectors | None) -> list[_Looked]:
    """Gather passages that may answer: by words, by names, by meaning."""
    with_word = set().union(*words.newest_with(_look_ups(asked, scope)))
    with memory.lock:
        store = memory.store
        named = store.named(asked.bones, scope, _MOST_NAMED)
        wanted = with_word | set(named.tolist())
        if vector is not None:
            near = store.nearest(vector, scope, MOST)
            least = min(_NEAR, _OF_NEAREST * float(near.nearness.max(initial=0)))
            wanted |= set(near.passages[near.nearness >= least].tolist())
        keys = sorted(wanted)
        nearness = None if vector is None else store.nearness_of(vector, keys)
    by_key = dict(zip(keys, nearness.tolist(), strict=True)) if nearness is not None else {}
    return [
        _looked(row, by_key.get(row[0]), asked, holds_word=row[0] in with_word)
        for row in _rows(keys)
        if scope.holds_day(row[4])
    ]


def _look_ups(asked: Wording, scope: Scope) -> list[tuple[list[Collection[str]], int, int]]:
    """Say what to look up: all words together, all but one, each alone; in the scope."""
    about = scope.terms()
    groups = asked.groups[:_MOST_WORDS]
    found: list[tuple[list[Collection[str]], int, int]] = []
    newest = memory.last_passage() - _NEWEST
    if len(groups) > 1:
        found.append(([*groups, *about], _MOST_WITH_ALL, newest))
    if 2 < len(groups) <= 6:  # noqa: PLR2004  more would be many look-ups for little
        for left_out in range(len(groups)):
            rest = [group for at, group in enumerate(groups) if at != left_out]
            found.append(([*rest, *about], _MOST_WITH_WORD, newest))
    most = _MOST_WITH_ALL if len(groups) == 1 else _MOST_WITH_WORD
    found += [([group, *about], most, 0) for group in groups]
    return found


_FIELDS = (
    "pk", "entry_id", "entry__kind", "entry__key", "entry__on", "language", "name_bones",
    "text_bones", "words",
)  # fmt: skip


def _rows(keys: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    there = EntryPassage.objects.filter(entry__is_there=True)
    for start in range(0, len(keys), 500):
        yield from there.filter(pk__in=keys[start : start + 500]).values_list(*_FIELDS)


def _looked(
    row: tuple[Any, ...], nearness: float | None, asked: Wording, *, holds_word: bool
) -> _Looked:
    passage, entry, kind, key, on, language, name, text, words_of_it = row
    near = None if nearness is None or np.isnan(nearness) else nearness
    holds_all = holds_word and _holds_all(asked, words_of_it)
    candidate = Candidate(language, bytes(name), bytes(text), near, holds_all)
    return _Looked(passage, entry, kind, key, on, candidate, holds_word)


def _holds_all(asked: Wording, words_of_it: str) -> bool:
    """Say whether every word of a question of several words stands in a passage."""
    if len(asked.groups) == 1:
        return False
    tokens = set(words_of_it.split())
    return not any(tokens.isdisjoint(group) for group in asked.groups)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A record by its best passage, and the passage by which it is shown."""

    looked: _Looked
    points: float
    by_words: bool
    shown: int


def _best_of_each(looked: Sequence[_Looked], asked: Wording, read_in: str) -> list[_Ranked]:
    """Score passages and keep the best of each record, best first; of equals the later one."""
    if not looked:
        return []
    scored = score(
        asked.bones,
        [one.candidate for one in looked],
        memory.sounds(),
        with_words=np.array([one.holds_word for one in looked]),
    )
    found: dict[int, _Ranked] = {}
    own: dict[int, int] = {}
    for at in np.argsort(-scored.points, kind="stable").tolist():
        one, points, by_words = looked[at], float(scored.points[at]), bool(scored.by_words[at])
        if one.entry not in found and len(found) < MOST:
            found[one.entry] = _Ranked(one, points, by_words, one.passage)
        best = found.get(one.entry)
        if best is None or one.entry in own or one.candidate.language != read_in:
            continue
        # What was found by another name, which has no language, is shown with that name.
        is_as_good = by_words or points >= _NEARLY * best.points
        if best.looked.candidate.language and is_as_good:
            own[one.entry] = one.passage
    found = {key: replace(one, shown=own.get(key, one.shown)) for key, one in found.items()}
    day = dt.date.min
    return sorted(
        found.values(), key=lambda one: (-round(one.points, 4), -(one.looked.on or day).toordinal())
    )


def _seen(best: Sequence[_Ranked], reader: Reader) -> dict[tuple[str, int], Any]:
    """Fetch the records that the reader may see, as their rooms say.

    Where there are many of a kind, only those that may come to stand on a page are fetched whole;
    of the others it is known that they may be seen.
    """
    by_kind: dict[str, list[int]] = {}
    for one in best:
        by_kind.setdefault(one.looked.kind, []).append(one.looked.key)
    known = adapters()
    found: dict[tuple[str, int], Any] = {}
    for kind, keys in by_kind.items():
        if kind not in known:
            continue
        rows = known[kind].visible(reader).filter(pk__in=keys)
        if len(keys) <= _FETCHED_WHOLE:
            found |= {(kind, row.pk): row for row in rows}
        else:
            found |= {(kind, key): None for key in rows.values_list("pk", flat=True)}
    return found


def _hits(
    page: Sequence[_Ranked],
    seen: dict[tuple[str, int], Any],
    asked: Wording,
    reader: Reader,
    read_in: str,
) -> list[Hit]:
    missing: dict[str, list[int]] = {}
    for one in page:
        if seen[one.looked.kind, one.looked.key] is None:
            missing.setdefault(one.looked.kind, []).append(one.looked.key)
    for kind, keys in missing.items():
        rows = adapters()[kind].visible(reader).filter(pk__in=keys)
        seen |= {(kind, row.pk): row for row in rows}
    passages = _passages_to_show(page, read_in or asked.language)
    return [
        _hit(one, row, *passages[one.shown], asked)
        for one in page
        if (row := seen[one.looked.kind, one.looked.key]) is not None and one.shown in passages
    ]


def _hit(
    one: _Ranked,
    row: Any,  # noqa: ANN401  of any room
    passage: EntryPassage,
    also: str,
    asked: Wording,
) -> Hit:
    text = " · ".join(filter(None, (also, passage.text)))
    return Hit(
        kind=one.looked.kind,
        key=one.looked.key,
        row=row,
        language=passage.language,
        is_stand_in=passage.is_stand_in,
        title=marked(passage.title, passage.language, asked.tokens),
        snippet=snippet(text, passage.language, asked.tokens),
        score=one.points,
        by_words=one.by_words,
    )


def _passages_to_show(
    page: Sequence[_Ranked], language: str
) -> dict[int, tuple[EntryPassage, str]]:
    """Give what to show for each passage; for another name of a record its own passage, too."""
    found = EntryPassage.objects.in_bulk([one.shown for one in page])
    there = [one for one in page if one.shown in found]
    others = {one.looked.entry: one.shown for one in there if not found[one.shown].language}
    shown = {key: (passage, "") for key, passage in found.items()}
    if others:
        rows = EntryPassage.objects.filter(entry__in=others).exclude(language="").order_by("-pk")
        own: dict[int, EntryPassage] = {}
        for row in rows:
            if row.entry_id not in own or row.language == language:
                own[row.entry_id] = row
        for entry, key in others.items():
            if entry in own:
                shown[key] = (own[entry], found[key].title)
    return shown
