"""Two people change one text at the same time: both changes are put together, word by word.

Three-way merge: what each of them changed in the text that both began from. Changes that do not
touch stand side by side; where they touch, both wordings are kept between marks, for a person to
choose. The idea is that of diff3 (S. Khanna, K. Kunal, B. C. Pierce, A Formal Investigation of
Diff3, 2007), over words instead of lines.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pobratym.core.matching import BoundedMatcher

OPENS, PARTS, CLOSES = "⟦", "¦", "⟧"
"""Where both wordings stand: ⟦the other one¦one's own⟧. No text of an agreement has these signs."""
MARKS = re.compile(f"[{OPENS}{CLOSES}]")

_TOKEN = re.compile(r"\w+|\n+|[^\S\n]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Merged:
    """Both changes in one text.

    Attributes:
        text: the whole; with marks where a person has to choose.
        clashes: how many places that are.
    """

    text: str
    clashes: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nobody has to choose."""
        return self.clashes == 0


@dataclass(frozen=True, slots=True)
class _Edit:
    """The words of the base from ``start`` to ``end`` became ``words``."""

    start: int
    end: int
    words: Sequence[str]


def is_undecided(text: str) -> bool:
    """Say whether a text still holds two wordings of one place."""
    return MARKS.search(text) is not None


def merge(base: str, theirs: str, mine: str) -> Merged:
    """Put together what two people made of ``base``.

    Whatever one of them added or wrote anew is in the result, whatever one took out and the other
    did not touch is not. Where both did the same, it is done once.
    """
    if theirs in {base, mine}:
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    words = _TOKEN.findall(base)
    their_edits, my_edits = _edits(words, theirs), _edits(words, mine)
    told: list[str] = []
    place = clashes = 0
    for start, end, theirs_here, mine_here in _stretches(their_edits, my_edits):
        told += words[place:start]
        their_words = _played(words, start, end, theirs_here)
        my_words = _played(words, start, end, mine_here)
        if not mine_here or their_words == my_words:
            told.append(their_words)
        elif not theirs_here:
            told.append(my_words)
        else:
            told.append(f"{OPENS}{their_words}{PARTS}{my_words}{CLOSES}")
            clashes += 1
        place = end
    told += words[place:]
    return Merged("".join(told), clashes)


def _stretches(
    theirs: Sequence[_Edit], mine: Sequence[_Edit]
) -> list[tuple[int, int, list[_Edit], list[_Edit]]]:
    """Gather edits that touch each other into stretches of the base, in order."""
    both = sorted(
        [(edit.start, edit.end, whose, edit) for whose in (0, 1) for edit in (theirs, mine)[whose]],
        key=lambda one: one[:3],
    )
    found: list[tuple[int, int, list[_Edit], list[_Edit]]] = []
    for start, end, whose, edit in both:
        if found and start <= found[-1][1]:
            first, last, *sides = found[-1]
            sides[whose].append(edit)
            found[-1] = (first, max(last, end), sides[0], sides[1])
        else:
            found.append((start, end, [edit] if whose == 0 else [], [edit] if whose else []))
    return found


def _played(words: Sequence[str], start: int, end: int, edits: Sequence[_Edit]) -> str:
    """Tell a stretch of the base as one person left it."""
    told: list[str] = []
    for edit in edits:
        told += [*words[start : edit.start], *edit.words]
        start = edit.end
    return "".join([*told, *words[start:end]])


def _edits(base: Sequence[str], text: str) -> list[_Edit]:
    """Tell how ``text`` came from the base; what both begin and end with is passed over first."""
    words = _TOKEN.findall(text)
    head = _shared(base, words)
    tail = _shared(base[head:][::-1], words[head:][::-1])
    old, new = base[head : len(base) - tail], words[head : len(words) - tail]
    if not old and not new:
        return []
    if not old or not new:
        return [_Edit(head, len(base) - tail, new)]
    matcher = BoundedMatcher(old, new, is_junk=str.isspace)
    return [
        _Edit(head + start, head + end, new[new_start:new_end])
        for kind, start, end, new_start, new_end in matcher.get_opcodes()
        if kind != "equal"
    ]


def _shared(one: Sequence[str], two: Sequence[str]) -> int:
    """Give how many words both begin with."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(two)))
