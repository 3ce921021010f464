"""Two languages of one text side by side: what they say differently."""

from collections.abc import Callable, Iterable, Iterator

from pobratym.languages.comparing.dates import same_day
from pobratym.languages.comparing.facts import Fact, Kind, Mismatch
from pobratym.languages.comparing.names import missing_names
from pobratym.languages.comparing.number_words import WORDS
from pobratym.languages.comparing.reading import facts_of

_UNNAMED = frozenset({Kind.NUMBER, Kind.REFERENCE})


def compare(text_a: str, language_a: str, text_b: str, language_b: str) -> list[Mismatch]:
    """Tell what two language versions of a text say differently.

    The same length of time in other units (36 months, 3 years) is the same; so is a number in
    words and in digits. What a language may leave unsaid (one, both, first) is not missed.

    Returns:
        In the order of the first text, then what only the second says.
    """
    read = Mismatcher(language_a, language_b)
    found = list(read.mismatches(facts_of(text_a, language_a), facts_of(text_b, language_b)))
    here = missing_names(text_a, language_a, text_b, language_b)
    there = missing_names(text_b, language_b, text_a, language_a)
    found += read.paired(list(here), list(there))
    return sorted(found, key=lambda one: (one.text_a == "", one.place_a, one.place_b))


class Mismatcher:
    """Compares facts of two languages."""

    def __init__(self, language_a: str, language_b: str) -> None:
        self.a, self.b = language_a, language_b
        self._reads_words = language_a in WORDS and language_b in WORDS

    def mismatches(self, ours: Iterable[Fact], theirs: Iterable[Fact]) -> Iterator[Mismatch]:
        """Take away what corresponds, step by step less strictly, and pair what is left."""
        left, right = list(ours), list(theirs)
        hard = [fact for fact in left if not self._is_soft(fact)]
        firm = [fact for fact in right if not self._is_soft(fact)]
        soft = [fact for fact in left if self._is_soft(fact)]
        loose = [fact for fact in right if self._is_soft(fact)]
        for alike in _WAYS:
            hard, firm = _without_pairs(hard, firm, alike)
        for alike in _WAYS:
            hard, loose = _without_pairs(hard, loose, alike)
            soft, firm = _without_pairs(soft, firm, alike)
        left, right = [*hard, *soft], [*firm, *loose]
        kinds = dict.fromkeys(fact.kind for fact in [*left, *right])
        for kind in kinds:
            here = [fact for fact in left if fact.kind == kind]
            there = [fact for fact in right if fact.kind == kind]
            paired = self.paired(here, there)
            yield from (one for one in paired if one.text_a and one.text_b)
            left = [fact for fact in left if fact not in here[: len(there)]]
            right = [fact for fact in right if fact not in there[: len(here)]]
        yield from self.paired(left, right)

    def paired(self, left: list[Fact], right: list[Fact]) -> list[Mismatch]:
        """Put leftovers side by side; one that may stay unsaid is told only beside another."""
        found = []
        hard_left = sorted(left, key=self._is_soft)
        hard_right = sorted(right, key=self._is_soft)
        for place in range(max(len(left), len(right))):
            one = hard_left[place] if place < len(left) else None
            other = hard_right[place] if place < len(right) else None
            if any(fact is not None and not self._is_soft(fact) for fact in (one, other)):
                found.append(self._mismatch(one, other))
        return found

    def _is_soft(self, fact: Fact) -> bool:
        return fact.is_soft or (fact.is_word and not self._reads_words)

    def _mismatch(self, one: Fact | None, other: Fact | None) -> Mismatch:
        known = one or other
        assert known is not None  # noqa: S101  the caller gives at least one
        return Mismatch(
            known.kind,
            self.a,
            one.text if one else "",
            (one.start, one.end) if one else (0, 0),
            self.b,
            other.text if other else "",
            (other.start, other.end) if other else (0, 0),
        )


def _without_pairs(
    left: list[Fact], right: list[Fact], alike: Callable[[Fact, Fact], bool]
) -> tuple[list[Fact], list[Fact]]:
    rest, free = [], list(right)
    for fact in left:
        place = next((n for n, other in enumerate(free) if alike(fact, other)), None)
        if place is None:
            rest.append(fact)
        else:
            del free[place]
    return rest, free


def _same(one: Fact, other: Fact) -> bool:
    return one.kind == other.kind and one.value == other.value


def _same_but_unit_unknown(one: Fact, other: Fact) -> bool:
    return one.raw == other.raw != "" and bool({one.kind, other.kind} & _UNNAMED)


def _same_day(one: Fact, other: Fact) -> bool:
    return one.kind == other.kind == Kind.DATE and same_day(one.value, other.value)


_WAYS = (_same, _same_but_unit_unknown, _same_day)
"""How facts correspond, the strictest way first."""
