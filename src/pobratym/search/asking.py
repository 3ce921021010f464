"""What stands in the address of a question; whatever stands there, it is never an error."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from pobratym.core.wordings import LANGUAGES
from pobratym.search.adapters import adapters

LONGEST = 1_000
"""Characters of a question that are read; no more is of use."""
LONGEST_PLACE = 200
LAST_PAGE = 25
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_EUROPEAN = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands in an address.

    Attributes:
        words: what is looked for.
        kinds: of records, those that are known.
        place: name or official code of a city, as typed.
        topic: a code, as given.
        language: of the passages, one of ours.
        since: first day.
        until: last day.
        wrong_days: names of the parts (``since``, ``until``) that are no days.
        page: from 1 on.
    """

    words: str = ""
    kinds: tuple[str, ...] = ()
    place: str = ""
    topic: str = ""
    language: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    wrong_days: tuple[str, ...] = ()
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """Read ``q``, ``kind`` (any number), ``city``, ``topic``, ``language``, days and ``page``.

        What is not known is left out: an old link still finds something.
        """
        days = {name: query.get(name, "").strip() for name in ("since", "until")}
        read = {name: _day(text) for name, text in days.items()}
        known, language = adapters(), query.get("language", "")
        return cls(
            words=_clean(query.get("q", ""), LONGEST),
            kinds=tuple(dict.fromkeys(kind for kind in query.getlist("kind") if kind in known)),
            place=_clean(query.get("city", ""), LONGEST_PLACE),
            topic=_clean(query.get("topic", ""), 40),
            language=language if language in LANGUAGES else "",
            since=read["since"],
            until=read["until"],
            wrong_days=tuple(name for name, text in days.items() if text and read[name] is None),
            page=_page(query.get("page", "")),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words was asked for."""
        return bool(
            self.kinds or self.place or self.topic or self.language or self.since or self.until
        )

    def without_filters(self) -> Self:
        """Give the bare words."""
        return type(self)(words=self.words)

    def at(self, page: int) -> str:
        """Address another page of the same answer."""
        return replace(self, page=page).as_query()

    def of(self, place: str) -> str:
        """Address the same question about a city, by its official code."""
        return replace(self, place=place, page=1).as_query()

    def as_query(self) -> str:
        """Give the same as parts of an address, empty ones left out."""
        parts: dict[str, object] = {
            "q": self.words,
            "kind": self.kinds,
            "city": self.place,
            "topic": self.topic,
            "language": self.language,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "page": self.page if self.page > 1 else "",
        }
        return "?" + urlencode({name: part for name, part in parts.items() if part}, doseq=True)


def _clean(text: str, longest: int) -> str:
    return _CONTROL.sub(" ", text[: longest * 4]).strip()[:longest]


def _day(text: str) -> dt.date | None:
    """Read 2026-11-23, and 23.11.2026 as people here write it."""
    if found := _EUROPEAN.fullmatch(text):
        text = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _page(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if re.fullmatch("[0-9]{1,4}", text) else 1
