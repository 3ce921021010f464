"""What differs between two wordings, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pobratym.core.matching import BoundedMatcher

Kind = Literal["same", "added", "removed"]
Token = tuple[str, str]
"""A word, a sign of punctuation or an end of line; and the blanks after it."""

_TOKEN = re.compile(r"(\w+(?:[-’'ʼ./]\w+)*|[^\w\s]|\n+|^)([^\S\n]*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stands in both wordings, or in the newer or the older one alone."""

    kind: Kind
    text: str


def redline(old: str, new: str) -> list[Piece]:
    """Tell what was taken out of ``old`` and put in to get ``new``.

    Words are compared, not letters; blanks and punctuation are marked only where they differ
    themselves. The same and removed pieces together are ``old``, the same and added ones ``new``,
    to the letter.
    """
    if old == new:
        return [Piece("same", old)] if old else []
    return _joined(
        piece for piece in _pieces(_TOKEN.findall(old), _TOKEN.findall(new)) if piece.text
    )


def _pieces(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Piece]:
    head = _shared(old, new)
    tail = _shared(old[: head - 1 if head else None : -1], new[: head - 1 if head else None : -1])
    ending = len(old) - tail, len(new) - tail
    yield from _matched(old[:head], new[:head])
    yield from _compared(old[head : ending[0]], new[head : ending[1]])
    yield from _matched(old[ending[0] :], new[ending[1] :])


def _shared(old: Sequence[Token], new: Sequence[Token]) -> int:
    """Give how many tokens both begin with."""
    pairs = zip(old, new, strict=False)
    return next(
        (place for place, (one, two) in enumerate(pairs) if one[0] != two[0]),
        min(len(old), len(new)),
    )


def _compared(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Piece]:
    matcher = BoundedMatcher([said for said, _blank in old], [said for said, _blank in new])
    for kind, start, end, start_new, end_new in matcher.get_opcodes():
        tell = _matched if kind == "equal" else _replaced
        yield from tell(old[start:end], new[start_new:end_new])


def _matched(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Piece]:
    """Tell of tokens that say the same; the blanks between them may differ."""
    if old == new:
        yield Piece("same", _text(old))
        return
    for (said, blank), (_said, other) in zip(old, new, strict=True):
        if blank == other:
            yield Piece("same", said + blank)
        else:
            yield from (Piece("same", said), Piece("removed", blank), Piece("added", other))


def _replaced(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Piece]:
    """Tell what went and what came; a blank that ends both is none of it."""
    went, came = _text(old), _text(new)
    end = old[-1][1] if old and new and old[-1][1] == new[-1][1] else ""
    yield Piece("removed", went[: len(went) - len(end)])
    yield Piece("added", came[: len(came) - len(end)])
    yield Piece("same", end)


def _text(tokens: Sequence[Token]) -> str:
    return "".join(said + blank for said, blank in tokens)


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Put neighbours together, what went before what came, and leave empty ones out."""
    found: list[Piece] = []
    for stayed, run in groupby(pieces, key=lambda piece: piece.kind == "same"):
        told = list(run)
        kinds: tuple[Kind, ...] = ("same",) if stayed else ("removed", "added")
        for kind in kinds:
            text = "".join(piece.text for piece in told if piece.kind == kind)
            if text:
                found.append(Piece(kind, text))
    return found
