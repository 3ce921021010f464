"""What adapters have in common: rows in chunks, texts by language, plain words of Markdown."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from django.db.models import Model, QuerySet

from pobratym.core.wordings import Wordings
from pobratym.search.adapters import Passage

CHUNK = 500
"""Rows that are read at once: few statements, little memory."""
_MARKDOWN = (
    (re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(?m)^[ \t]*(?:#{1,6}|>|[*+-]|\d{1,3}[.)])[ \t]+"), ""),
    (re.compile(r"[*`~|]+|(?<!\w)_+|_+(?!\w)"), ""),
)

Row = TypeVar("Row", bound=Model)


def in_chunks(rows: QuerySet[Row], keys: Collection[int] | None) -> Iterator[list[Row]]:
    """Give rows in the order of their keys, some hundred at a time.

    Args:
        rows: with all that is read of each; what they bring along is fetched once for each chunk.
        keys: which of them; None for all.
    """
    if keys is None:
        last = 0
        while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
            yield chunk
            last = chunk[-1].pk
    else:
        wanted = sorted(set(keys))
        for start in range(0, len(wanted), CHUNK):
            yield list(rows.filter(pk__in=wanted[start : start + CHUNK]).order_by("pk"))


def plain_words(text: str) -> str:
    """Give the words of a Markdown text without its signs."""
    for pattern, words in _MARKDOWN:
        text = pattern.sub(words, text)
    return text.strip()


def passages_of(
    title: Wordings,
    texts: Iterable[Mapping[str, str]] = (),
    doubtful: Collection[str] = (),
) -> list[Passage]:
    """Give one passage for each language in which anything is said.

    Args:
        title: the record's name; where a language has none, the stand-in's words are left out.
        texts: what else it says, by language, in the order in which it is read.
        doubtful: languages in which a version is made by a machine or out of date.
    """
    parts = list(texts)
    languages = dict.fromkeys([*title, *(one for part in parts for one in part)])
    return [
        Passage(
            language=language,
            title=title.get(language, ""),
            text="\n".join(words for part in parts if (words := part.get(language))),
            is_stand_in=language in doubtful,
        )
        for language in languages
    ]


def in_plain_words(text: Wordings) -> dict[str, str]:
    """Give each language of a Markdown text without its signs."""
    return {language: plain_words(words) for language, words in text.items()}
