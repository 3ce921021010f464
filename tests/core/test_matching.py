import random

import pytest

from pobratym.core.matching import MOST_PAIRS, BoundedMatcher


class Counting(BoundedMatcher):
    """Counts what it looks at, as the standard matcher would have to."""

    looked = 0

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        before = self._left
        found = super().find_longest_match(alo, ahi, blo, bhi)
        if before >= 0 and self._left >= 0:
            self.looked += before - self._left
        return found


def letters(of: int, count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return [chr(0x100 + chance.randrange(of)) for _ in range(count)]


@pytest.mark.parametrize(("of", "count"), [(2, 600), (2, 10_000), (60, 10_000), (101, 10_000)])
def test_it_never_looks_at_more_than_it_may(of, count):
    old, new = letters(of, count, 1), letters(of, count, 2)
    matcher = Counting(old, new)

    codes = matcher.get_opcodes()

    assert matcher.looked <= MOST_PAIRS
    assert [one for _k, start, end, _s, _e in codes for one in old[start:end]] == old
    assert [one for _k, _s, _e, start, end in codes for one in new[start:end]] == new


def test_within_its_bound_it_finds_what_the_standard_one_finds():
    old = ["Strony", "wymieniają", "młodzież", "i", "nauczycieli", "."]
    new = ["Strony", "wymieniają", "nauczycieli", "i", "młodzież", "co", "rok", "."]

    assert BoundedMatcher(old, new).get_matching_blocks()[0] == (0, 0, 2)
