"""Whom and what a record is about, as tokens beside its words (no Django here)."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass

PUBLIC = 0
"""Number of the audience of what everybody may know."""
_NOT_IN_TOKENS = re.compile(r"[^a-z0-9]+")
_MOST_YEARS = 80


@dataclass(frozen=True, slots=True)
class Scope:
    """Among what to look.

    Attributes:
        audiences: numbers of those to whom the reader belongs.
        kinds: of records; empty for all.
        language: of passages; blank for all.
        city: key of the city they are about.
        topic: code of the topic they have.
        since: earliest day.
        until: latest day.
    """

    audiences: frozenset[int]
    kinds: frozenset[str] = frozenset()
    language: str = ""
    city: int | None = None
    topic: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    def holds_day(self, on: dt.date | None) -> bool:
        """Say whether a record of that day belongs to it."""
        if self.since is None and self.until is None:
            return True
        return on is not None and (self.since or on) <= on <= (self.until or on)

    def terms(self) -> list[list[str]]:
        """Give the tokens that a passage must have: one of each list."""
        found = [[_audience(one) for one in sorted(self.audiences)]]
        if self.kinds:
            found.append([_kind(one) for one in sorted(self.kinds)])
        if self.language:
            found.append([_language(self.language)])
        if self.city is not None:
            found.append([_city(self.city)])
        if self.topic:
            found.append([_topic(self.topic)])
        if self.since or self.until:
            found.append(self._years())
        return found

    def _years(self) -> list[str]:
        last = self.until.year if self.until else dt.date.today().year + _MOST_YEARS // 2  # noqa: DTZ011  years only
        first = self.since.year if self.since else last - _MOST_YEARS
        first = max(first, last - 2 * _MOST_YEARS)
        return [_year(one) for one in range(first, last + 1)] or [_year(0)]


def tokens_of(
    *,
    audience: int,
    kind: str,
    cities: Collection[int],
    topics: Collection[str],
    on: dt.date | None,
) -> set[str]:
    """Give the tokens that the passages of a record bear for what it is about."""
    found = {_audience(audience), _kind(kind)}
    found |= {_city(one) for one in cities} | {_topic(one) for one in topics}
    return found | ({_year(on.year)} if on else set())


def language_tokens(language: str) -> set[str]:
    """Give the token of the language of a passage; none for a mere name."""
    return {_language(language)} if language else set()


def _audience(number: int) -> str:
    return f"xa{number}"


def _kind(kind: str) -> str:
    return "xk" + _NOT_IN_TOKENS.sub("", kind.casefold())


def _language(code: str) -> str:
    return "xl" + _NOT_IN_TOKENS.sub("", code.casefold())


def _city(key: int) -> str:
    return f"xc{key}"


def _topic(code: str) -> str:
    return "xt" + _NOT_IN_TOKENS.sub("", code.casefold())


def _year(year: int) -> str:
    return f"xy{year}"
