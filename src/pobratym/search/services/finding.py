"""Answer a question: which records say this, in whatever language."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from pobratym.accounts.http import Reader

PAGE = 20


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


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, in its order; those that match the question are to be marked."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, by its best passage.

    Attributes:
        kind: of the record, as its adapter names it.
        key: its primary key.
        row: the record as ``Adapter.visible`` gave it to this reader; hand it to ``Adapter.show``.
        language: of the passage that answers the question.
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


def find(question: Question, reader: Reader) -> Found:
    """Give what answers a question, best first, of what the reader may see.

    Never an error, whatever was typed; nothing where there is nothing to look for.
    """
    del reader
    return Found([], 0, False, False, False, question.language_of_words or "en", {})
