"""What was once agreed and is like what is being written."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from pobratym.core.matching import BoundedMatcher
from pobratym.languages.lemmas import plain_words
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.terms.models.memory import Segment

SHOWN = 3
LEAST_PERCENT = 60
_CANDIDATES = 200
_COMPARED = 12
_START, _PREFIX = 24, 6
_LONGEST_COMPARED = 3_000
_MOST_PAIRS = 100_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A remembered paragraph: how much its source is like the one asked for, and what it became."""

    percent: int
    source_text: str
    text: str
    origin: str


def start_of(text: str) -> str:
    """Give the first signs of a text, folded, by which likely matches are found."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())[:_START]


def suggestions(
    partnership: Partnership, text: str, source: str, target: str, limit: int = SHOWN
) -> list[Suggestion]:
    """Give remembered paragraphs like ``text``: the same ones first, then similar ones.

    At most 400 candidates are read, in two statements, and at most 12 compared sign by sign.

    Args:
        partnership: whose memory.
        text: one paragraph.
        source: its language.
        target: the language wanted.
        limit: how many at most.
    """
    if not text.strip():
        return []
    found: dict[tuple[str, str], Suggestion] = {}
    for row in _candidates(partnership, text, source, target):
        percent = _likeness(text, row[1])
        if percent >= LEAST_PERCENT:
            one = Suggestion(percent, row[1], row[2], row[3])
            found.setdefault((one.source_text, one.text), one)
    return sorted(found.values(), key=lambda one: -one.percent)[:limit]


_Row = tuple[int, str, str, str]


def _candidates(partnership: Partnership, text: str, source: str, target: str) -> Sequence[_Row]:
    rows = Segment.objects.filter(
        unit__partnership=partnership,
        language=source,
        unit__segments__language=target,
    )
    columns = ("unit_id", "text", "unit__segments__text", "unit__origin")
    start = start_of(text)
    near = rows.filter(Q(start__startswith=start[:_PREFIX])) if start else rows.none()
    known = {
        row[0]: row
        for some in (near, rows)
        for row in some.order_by("-unit_id").values_list(*columns)[:_CANDIDATES]
    }
    words = _words(text)
    ranked = sorted(known.values(), key=lambda row: -_overlap(words, _words(row[1])))
    return ranked[:_COMPARED]


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold()[:6] for word in plain_words(text[:_LONGEST_COMPARED]))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _likeness(one: str, other: str) -> int:
    """Tell in per cent how alike two texts are; 100 is kept for the very same."""
    one, other = " ".join(one.split()), " ".join(other.split())
    if one == other:
        return 100
    first, second = one[:_LONGEST_COMPARED].split(), other[:_LONGEST_COMPARED].split()
    ratio = BoundedMatcher(first, second, most=_MOST_PAIRS).ratio()
    return min(99, round(100 * ratio))
