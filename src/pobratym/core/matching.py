"""What two sequences have in common, at a bounded price."""

from collections import Counter
from collections.abc import Callable, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate

MOST_PAIRS = 2_000_000
"""Pairs of equal words that are looked at, counted in every pass: about a second."""


class BoundedMatcher(SequenceMatcher[str]):
    """A matcher that stops looking when it has looked at too much.

    The standard one has no bound: a few hundred words of two letters take it a minute. What it has
    not looked at when it stops counts as different, so the result is right, if coarser.
    """

    def __init__(
        self,
        old: Sequence[str],
        new: Sequence[str],
        *,
        is_junk: Callable[[str], bool] | None = None,
        most: int = MOST_PAIRS,
    ) -> None:
        super().__init__(is_junk, old, new, autojunk=False)
        self._left = most
        counts = Counter(word for word in new if is_junk is None or not is_junk(word))
        self._until = [0, *accumulate(counts[word] for word in old)]

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """Find the longest run that both share there; none once the bound is reached."""
        end = len(self._until) - 1 if ahi is None else ahi
        self._left -= self._until[end] - self._until[alo]
        if self._left < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)
