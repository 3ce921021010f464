"""What each room has to say to be found: one adapter for each kind of record."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from pobratym.accounts.http import Reader

PUBLIC: frozenset[int] = frozenset()
"""The audience of what everybody may know."""
_WORKERS = 10**12


@dataclass(frozen=True, slots=True)
class Passage:
    """What a record says in one language.

    Attributes:
        language: code of the language that the words are in.
        title: the record's name, as people would type it; names weigh more than texts.
        text: all else that may be found, in plain words; blank where there is nothing.
        is_stand_in: a machine or a rule wrote it, or it is not up to date with its source.
        is_names: nothing but names of places, which mean nothing: found by words alone.
    """

    language: str
    title: str
    text: str = ""
    is_stand_in: bool = False
    is_names: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it goes into the index.

    Attributes:
        key: primary key.
        passages: its languages.
        names: other names that people type (former names, official codes).
        audience: who may know of it: keys of cities for those who read there what cities share,
            ``noting`` and ``workers`` for others; ``PUBLIC`` for everybody. It only narrows what is
            looked through, so that what is hidden takes nobody's places: ``Adapter.visible``
            decides in the end.
        cities: keys of the cities that it is about, for the filter.
        topics: codes of its topics, for the filter.
        on: its day, for the filter and for the order among equals.
    """

    key: int
    passages: Sequence[Passage]
    names: Sequence[str] = ()
    audience: frozenset[int] = PUBLIC
    cities: Collection[int] = ()
    topics: Collection[str] = ()
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A record that was found, as a page of results shows it, in the reader's language."""

    name: str
    url: str
    facts: Sequence[str] = ()
    is_sample: bool = False


@dataclass(frozen=True)
class Adapter:
    """How one kind of record is found.

    Attributes:
        kind: such as ``partnerships.contact``: the label of its table.
        label: what people call many of them ("Contacts").
        records: gives the records of these keys, or all of them in the order of their keys,
            streamed; those that nobody may find are left out.
        visible: gives the rows that a reader may see (``Model.objects.visible_to``), fetched with
            all that ``show`` reads.
        show: turns one such row into what a page shows; no statement of its own.
        heard: which rows of this kind to look at again when the journal notes a deed about
            another table's row: by that table's label, gives their keys from its key. A deed about
            a row of this kind itself is always heard.
    """

    kind: str
    label: Promise
    records: Callable[[Collection[int] | None], Iterable[Record]]
    visible: Callable[[Reader], QuerySet[Any]]
    show: Callable[[Any, Reader], Shown]
    heard: Mapping[str, Callable[[int], Collection[int]]]


def noting(city: int) -> int:
    """Name, for an audience, those who read what a city (key) keeps for itself."""
    return -city


def workers(institution: int) -> int:
    """Name, for an audience, those who work in an institution (key)."""
    return _WORKERS + institution


_adapters: dict[str, Adapter] = {}
_asked: list[Callable[[Reader], frozenset[int]]] = []


def register(adapter: Adapter) -> None:
    """Let a kind of record be found; called from ``AppConfig.ready``."""
    _adapters[adapter.kind] = adapter


def adapters() -> Mapping[str, Adapter]:
    """Give every kind, in the order of registering."""
    return dict(_adapters)


def tell_cities(ask: Callable[[Reader], frozenset[int]]) -> None:
    """Say how to learn to whom a reader belongs, for ``Record.audience``; from ``ready``.

    Args:
        ask: gives all of whom audiences are made and to whom the reader belongs.
    """
    _asked[:] = [ask]


def cities_of(reader: Reader) -> frozenset[int]:
    """Give all of whom audiences are made and to whom the reader belongs."""
    return _asked[0](reader) if _asked else frozenset()


@contextmanager
def only(adapter: Adapter) -> Iterator[None]:
    """Know one kind of record only, for a while: to judge the search by documents of no room."""
    before = dict(_adapters)
    _adapters.clear()
    register(adapter)
    try:
        yield
    finally:
        _adapters.clear()
        _adapters.update(before)
