"""Reads from a text in one language what its other languages must say too."""

import re
from collections.abc import Container, Iterator
from decimal import Decimal
from functools import lru_cache

from pobratym.core.alphabets import APOSTROPHES
from pobratym.languages.comparing import units
from pobratym.languages.comparing.dates import dates
from pobratym.languages.comparing.facts import Fact, Kind
from pobratym.languages.comparing.number_words import PREFIXES, spelt_numbers

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_POINT = re.compile(r"^[ \t]*((?:\d{1,3}[.)]|[^\W\d_]\)|[-–•]))(?=[ \t\u00a0])", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_ROMAN = re.compile(
    r"(?<![\w/.-])(?=[ivxіх]{2,7}(?![\w/]))[хx]{0,3}(?:[iі][xх]|[iі]?v|v?[iі]{0,3})(?!\w)"
)
_LIKE_LATIN = str.maketrans("авсеікмнорстухАВСЕІКМНОРСТУХ", "abceikmhopctyxABCEIKMHOPCTYX")
_DIGITS = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)(?:[,.]\d+)?|\d+(?:[.,]\d+)*)"
    r"(?P<letter>[a-zа-яіїєґ](?!\w))?"
    r"|\d+(?:[.,]\d+)*(?P<letter2>[a-zа-яіїєґ](?!\w))?"
)
_IN_BRACKETS = re.compile(r"[ \u00a0]*\([^()\d]{2,80}\)")
_DIGITS_IN_BRACKETS = re.compile(r"[ \u00a0]*\(\d[\d \u00a0.,]{0,20}\)")
_JOINED = re.compile(r"[ \u00a0]?[-–‑][ \u00a0]?|[ \u00a0]+")
_LONGEST_BEFORE = 30
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_REMEMBERED = 2_048
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


@lru_cache(_REMEMBERED)
def facts_of(text: str, language: str) -> tuple[Fact, ...]:
    """Read the facts of a text, in its order.

    Args:
        text: a clause's body.
        language: of the text; besides Polish, Ukrainian and English, numbers in digits and dates
            are understood.
    """
    return tuple(sorted(_Reading(text, language).facts(), key=lambda fact: (fact.start, fact.end)))


class _Number:
    """A number found in a text, in digits or in words."""

    __slots__ = ("end", "is_soft", "is_word", "label", "start", "value")

    def __init__(  # noqa: PLR0913  one value of a row each
        self, start: int, end: int, value: Decimal, label: str, *, is_word: bool, is_soft: bool
    ) -> None:
        self.start, self.end, self.value, self.label = start, end, value, label
        self.is_word, self.is_soft = is_word, is_soft


class _Reading:
    """One text being read; what was understood is blanked out so that it is not read twice."""

    def __init__(self, text: str, language: str) -> None:
        self.said = text
        self.language = language
        lowered = text.translate(_STRAIGHT).lower()
        self.low = lowered if len(lowered) == len(text) else text.translate(_STRAIGHT)

    def facts(self) -> Iterator[Fact]:
        for found in list(_ADDRESS.finditer(self.low)):
            self._blank(found.start(), found.end())
        days = list(dates(self.low, self.language))
        yield from self._blocks({start for start, _end, _value in days})
        for start, end, value in days:
            yield self._fact(Kind.DATE, value, start, end, value)
            self._blank(start, end)
        yield from self._labels()
        for pattern, value in units.ALONE.get(self.language, ()):
            for found in list(pattern.finditer(self.low)):
                yield self._fact(Kind.PERIOD, value, found.start(), found.end())
                self._blank(found.start(), found.end())
        yield from self._adjectives()
        numbers = sorted([*self._digits(), *self._words()], key=lambda number: number.start)
        read_to = 0
        for number in _told_once(numbers, self.low):
            if number.start >= read_to:
                fact = self._understood(number)
                read_to = fact.end
                yield fact

    def _blocks(self, days: Container[int]) -> Iterator[Fact]:
        """Count paragraphs and points; a point's label is no number, a date's day no label."""
        points = [one for one in _POINT.finditer(self.low) if one.start(1) not in days]
        body = self.said.strip()
        paragraphs = len(_PARAGRAPH.split(body)) if body else 0
        whole = (0, min(len(self.said), 60))
        yield self._fact(Kind.PARAGRAPHS, str(paragraphs), *whole, str(paragraphs))
        yield self._fact(Kind.POINTS, str(len(points)), *whole, str(len(points)))
        for found in points:
            self._blank(found.start(), found.end())

    def _labels(self) -> Iterator[Fact]:
        """Read numbers of documents (nr XII/34/2024) and Roman numerals."""
        for found in list(units.NUMBERED.finditer(self.low)):
            label = found["label"].rstrip(".-/")
            if any(sign.isdigit() for sign in label) or _ROMAN.fullmatch(label):
                plain = _counted_parts(label.translate(_LIKE_LATIN))
                yield self._fact(Kind.REFERENCE, plain, found.start(), found.end(), plain)
                self._blank(found.start(), found.end())
        for found in list(_ROMAN.finditer(self.low)):
            if found[0] and self.said[found.start()].isupper():
                plain = found[0].translate(_LIKE_LATIN)
                yield self._fact(Kind.REFERENCE, plain, found.start(), found.end(), plain)
                self._blank(found.start(), found.end())

    def _adjectives(self) -> Iterator[Fact]:
        """Read adjectives of time written in one word: trzyletni, тримісячний."""
        prefixes = PREFIXES.get(self.language)
        if not prefixes:
            return
        compound = units.COMPOUNDS[self.language]
        for found in list(_WORD.finditer(self.low)):
            word = found[0]
            for length in range(len(word) - 4, 2, -1):
                value = prefixes.get(word[:length])
                unit = compound.fullmatch(word, length) if value is not None else None
                if value is not None and unit:
                    yield self._period(found.start(), found.end(), Decimal(value), unit)
                    self._blank(found.start(), found.end())
                    break

    def _digits(self) -> Iterator[_Number]:
        for found in _DIGITS.finditer(self.low):
            letter = found["letter"] or found["letter2"] or ""
            digits = found[0][: len(found[0]) - len(letter)]
            for start, part in self._parts(digits):
                value = self._value(part)
                place = found.start() + start
                last = start + len(part) == len(digits)
                label = _plain(value) + (letter.translate(_LIKE_LATIN) if last else "")
                end = place + len(part) + (len(letter) if last else 0)
                yield _Number(place, end, value, label, is_word=False, is_soft=False)

    def _parts(self, digits: str) -> list[tuple[int, str]]:
        """Cut what is no number but several (2.3.4, 10.00.1) into its parts."""
        if len(re.findall(r"[.,]", digits)) > 1 and not re.fullmatch(
            r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?", digits
        ):
            return [(one.start(), one[0]) for one in re.finditer(r"\d+", digits)]
        return [(0, digits)]

    def _value(self, digits: str) -> Decimal:
        plain = digits.replace(" ", "").replace("\u00a0", "")
        grouped, decimal = (",", ".") if self.language in {"en", "ga", "mt"} else (".", ",")
        if re.fullmatch(rf"\d{{1,3}}(?:\{grouped}\d{{3}})+(?:\{decimal}\d+)?", plain):
            plain = plain.replace(grouped, "")
        return Decimal(re.sub(r"[.,](?=.*[.,])", "", plain).replace(",", "."))

    def _words(self) -> Iterator[_Number]:
        for start, end, value, is_soft in spelt_numbers(self.low, self.language):
            yield _Number(start, end, Decimal(value), str(value), is_word=True, is_soft=is_soft)

    def _understood(self, number: _Number) -> Fact:
        """Tell what a number counts by what stands around it."""
        start, end = number.start, number.end
        before = self.low[max(0, start - _LONGEST_BEFORE) : start]
        if units.REFERENCE_BEFORE.search(before):
            return self._of(Kind.REFERENCE, number.label, number)
        past = (
            _IN_BRACKETS.match(self.low, end) or _DIGITS_IN_BRACKETS.match(self.low, end)
        )  # fmt: skip
        after = past.end() if past else end
        if percent := units.PERCENT.match(self.low, after):
            return self._of(Kind.PERCENTAGE, _plain(number.value), number, percent.end())
        if money := self._sum_of_money(number, before, after):
            return money
        if found := self._unit(after):
            return self._period(start, found.end(), number.value, found, number)
        if found := units.SCALE_AFTER.match(self.low, after):
            value = _plain(number.value * _scale(found))
            return self._of(Kind.NUMBER, value, number, found.end(), value)
        return self._of(Kind.NUMBER, number.label, number)

    def _sum_of_money(self, number: _Number, before: str, after: int) -> Fact | None:
        if (found := units.CURRENCY_AFTER.match(self.low, after)) and found.lastgroup:
            return self._money(number, found, found.end())
        if found := units.CURRENCY_BEFORE.search(before):
            scale = units.SCALE_AFTER.match(self.low, number.end)
            end, many = (scale.end(), _scale(scale)) if scale else (number.end, 1)
            return self._money(number, found, end, many)
        return None

    def _unit(self, place: int) -> re.Match[str] | None:
        joint = _JOINED.match(self.low, place)
        patterns = (units.UNITS.get(self.language), units.COMPOUNDS.get(self.language))
        for pattern in patterns if joint else ():
            found = pattern.match(self.low, joint.end()) if pattern and joint else None
            if found:
                return found
        return None

    def _money(self, number: _Number, found: re.Match[str], end: int, many: int = 1) -> Fact:
        groups = {name for name, said in found.groupdict().items() if said}
        currency = next(iter(groups - units.SCALES.keys()))
        value = _plain(number.value * _scale(found) * many)
        return self._of(Kind.MONEY, f"{value} {currency}", number, end, value)

    def _period(
        self,
        start: int,
        end: int,
        value: Decimal,
        unit: re.Match[str],
        number: _Number | None = None,
    ) -> Fact:
        name = next(name for name, said in unit.groupdict().items() if said)
        base, many = units.in_base(name)
        return Fact(
            Kind.PERIOD,
            f"{_plain(value * many)} {base}",
            start,
            end,
            self.said[start:end],
            _plain(value),
            is_soft=number is not None and number.is_soft,
            is_word=number is not None and number.is_word,
        )

    def _of(self, kind: Kind, value: str, number: _Number, end: int = 0, raw: str = "") -> Fact:
        end = end or number.end
        return Fact(
            kind,
            value,
            number.start,
            end,
            self.said[number.start : end],
            raw or number.label,
            is_soft=number.is_soft,
            is_word=number.is_word,
        )

    def _fact(self, kind: Kind, value: str, start: int, end: int, raw: str = "") -> Fact:
        return Fact(kind, value, start, end, self.said[start:end], raw)

    def _blank(self, start: int, end: int) -> None:
        self.low = self.low[:start] + "\x00" * (end - start) + self.low[end:]


def _told_once(numbers: list[_Number], text: str) -> Iterator[_Number]:
    """Leave out a number that only repeats the one before it in brackets: 30 (trzydzieści)."""
    last: _Number | None = None
    for number in numbers:
        gap = text[last.end : number.start].strip(" \u00a0") if last else ""
        if last and gap == "(" and number.value == last.value and number.is_word != last.is_word:
            continue
        yield number
        last = number


def _counted_parts(label: str) -> str:
    """Leave out the letters of a document's number: each language has its own (280/97-WR, -ВР)."""
    parts = re.split(r"[/.-]", label)
    counting = [one for one in parts if any(map(str.isdigit, one)) or _ROMAN.fullmatch(one)]
    return "/".join(counting)


def _scale(found: re.Match[str]) -> int:
    groups = found.groupdict()
    return next((many for name, many in units.SCALES.items() if groups.get(name)), 1)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
