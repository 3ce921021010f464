"""What a question may be narrowed by that rooms above know: places and topics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pobratym.accounts.http import Reader

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A city that records may be about.

    Attributes:
        kind: of the record, as its adapter names it.
        key: primary key.
        code: official code, by which an address names it.
        name: in the reader's language.
        where: what tells it from its namesakes.
    """

    kind: str
    key: int
    code: str
    name: str
    where: str


Places = Callable[[str, Reader], Sequence[Place]]
Topics = Callable[[str], Sequence[Choice]]
_offered: list[tuple[Places, Topics]] = []


def offer(places: Places, topics: Topics) -> None:
    """Say how places and topics are found; called from ``AppConfig.ready``.

    Args:
        places: gives the few cities of that name or official code, the likeliest first.
        topics: gives all topics by code and name in a language, in its alphabet's order.
    """
    _offered[:] = [(places, topics)]


def places_named(words: str, reader: Reader) -> Sequence[Place]:
    """Give the few cities of that name or official code, the likeliest first."""
    return _offered[0][0](words, reader) if _offered and words.strip() else []


def topics_in(language: str) -> Sequence[Choice]:
    """Give all topics by code and name."""
    return _offered[0][1](language) if _offered else []
