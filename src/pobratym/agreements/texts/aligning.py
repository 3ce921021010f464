"""Which clause of one text is which clause of another: what redlines of whole texts stand on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pobratym.agreements.texts.redline import Piece, redline
from pobratym.agreements.texts.whole import WholeClause, WholeText

_LIKE = 0.4
"""Two clauses that share so much of their words (Jaccard) are taken for one that was rewritten."""
_WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class Compared:
    """A clause in two texts, in one language.

    ``old`` is None for one that was added, ``new`` for one that was taken out. ``moved``: it stands
    elsewhere among those that both texts have.
    """

    old: WholeClause | None
    new: WholeClause | None
    heading: Sequence[Piece]
    body: Sequence[Piece]
    moved: bool = False

    @property
    def clause(self) -> WholeClause:
        """The clause as it stands in the newer text, else in the older one."""
        found = self.new or self.old
        assert found is not None  # noqa: S101  one of the two is there
        return found

    @property
    def differs(self) -> bool:
        """Whether anything in it is another."""
        pieces = (*self.heading, *self.body)
        return self.moved or any(piece.kind != "same" for piece in pieces)


def compare(old: WholeText, new: WholeText, language: str) -> list[Compared]:
    """Compare two texts clause by clause, in the order of the newer; what went stands where it was.

    Args:
        old: the earlier text.
        new: the later one.
        language: in which their words are compared; a text without it has none.
    """
    pairs = _pairs(old.clauses, new.clauses)
    still = [(one, two) for one, two in pairs if one is not None and two is not None]
    moved = _moved([old.clauses.index(one) for one, _two in still])
    ways = {id(two): moved[place] for place, (_one, two) in enumerate(still)}
    return [_compared(one, two, language, ways) for one, two in pairs]


def _compared(
    old: WholeClause | None, new: WholeClause | None, language: str, moved: Mapping[int, bool]
) -> Compared:
    before = old.said(language) if old else None
    after = new.said(language) if new else None
    return Compared(
        old,
        new,
        redline(before.heading if before else "", after.heading if after else ""),
        redline(before.body if before else "", after.body if after else ""),
        moved.get(id(new), False),
    )


def _pairs(
    old: Sequence[WholeClause], new: Sequence[WholeClause]
) -> list[tuple[WholeClause | None, WholeClause | None]]:
    """Pair the clauses: by key, then by equal words, then by type and likeness."""
    found: dict[int, int] = {}
    for alike in (_same_key, _same_words, _Likeness()):
        taken = set(found.values())
        free = [place for place in range(len(old)) if place not in taken]
        for at, clause in enumerate(new):
            if at in found:
                continue
            match = next((place for place in free if alike(old[place], clause)), None)
            if match is not None:
                found[at] = match
                free.remove(match)
    return _in_order(old, new, found)


def _in_order(
    old: Sequence[WholeClause], new: Sequence[WholeClause], found: Mapping[int, int]
) -> list[tuple[WholeClause | None, WholeClause | None]]:
    """Put those that went behind the clause that they followed."""
    gone = [place for place in range(len(old)) if place not in set(found.values())]
    after: dict[int, list[int]] = {}
    for place in gone:
        before = [at for at, match in found.items() if match < place]
        at = max(before, key=lambda one: found[one]) if before else -1
        after.setdefault(at, []).append(place)
    pairs: list[tuple[WholeClause | None, WholeClause | None]] = []
    pairs += [(old[place], None) for place in after.get(-1, [])]
    for at, clause in enumerate(new):
        pairs.append((old[found[at]] if at in found else None, clause))
        pairs += [(old[place], None) for place in after.get(at, [])]
    return pairs


def _same_key(old: WholeClause, new: WholeClause) -> bool:
    return bool(old.key) and old.key == new.key


def _same_words(old: WholeClause, new: WholeClause) -> bool:
    if _are_others(old, new):
        return False
    both = old.versions.keys() & new.versions.keys()
    said = [(old.said(one).body, new.said(one).body) for one in both]
    return any(one and one == two for one, two in said)


class _Likeness:
    """Says whether two clauses of one type share much of their words in some language."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str]] = {}

    def __call__(self, old: WholeClause, new: WholeClause) -> bool:
        if _are_others(old, new) or old.type != new.type:
            return False
        both = old.versions.keys() & new.versions.keys()
        return any(self._share(old.said(one).body, new.said(one).body) >= _LIKE for one in both)

    def _share(self, old: str, new: str) -> float:
        one, two = self._words(old), self._words(new)
        if min(len(one), len(two)) < _LIKE * max(len(one), len(two), 1):
            return 0.0
        return len(one & two) / len(one | two)

    def _words(self, text: str) -> frozenset[str]:
        if text not in self._known:
            self._known[text] = frozenset(_WORD.findall(text.casefold()))
        return self._known[text]


def _are_others(old: WholeClause, new: WholeClause) -> bool:
    """Say whether keys tell that these are two clauses."""
    return bool(old.key and new.key) and old.key != new.key


def _moved(places: Sequence[int]) -> list[bool]:
    """Say of each place whether it is out of the longest run that kept its order."""
    if not places:
        return []
    best: list[list[int]] = []
    for at, place in enumerate(places):
        runs = [best[before] for before in range(at) if places[before] < place]
        longest: list[int] = max(runs, key=len, default=[])
        best.append([*longest, at])
    whole = max(best, key=len)
    kept = set(whole)
    return [at not in kept for at in range(len(places))]
