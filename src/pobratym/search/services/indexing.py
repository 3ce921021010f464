"""Put records into the index and take them out."""

import hashlib
import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection, transaction

from pobratym.search.adapters import Passage, Record, adapters
from pobratym.search.models import Audience, Entry, EntryPassage, Meaning, Waiting
from pobratym.search.ranking import scope
from pobratym.search.services import clock, words
from pobratym.search.services.memory import memory
from pobratym.search.services.waking import wake
from pobratym.search.texts.chunks import chunks, cleaned
from pobratym.search.texts.skeleton import skeleton
from pobratym.search.texts.words import beginnings, tokens_of_text

log = logging.getLogger(__name__)

BATCH = 200
_LONGEST_TITLE = 500
_LONGEST_TEXT = 60_000
_MOST_NAMES = 40
_LOCK = 7_311_905
"""Of the writers of the index, on PostgreSQL."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A passage on its way into the index."""

    language: str
    title: str
    text: str
    is_stand_in: bool
    digest: str
    words: frozenset[str]
    name_bones: bytes
    text_bones: bytes


def index(kind: str, keys: Collection[int]) -> None:
    """Make the index say what records say now; in the transaction of the caller.

    Args:
        kind: as the adapter names it; one without an adapter is passed over.
        keys: of the records; what is gone, or is to be found by nobody, is taken out.
    """
    adapter = adapters().get(kind)
    if adapter is None or not keys:
        return
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        put(kind, some, list(adapter.records(some)))


def changed_many(kind: str, keys: Iterable[int]) -> None:
    """Note that a bulk load changed records: they are looked at soon, in the background."""
    if kind not in adapters():
        return
    rest = iter(sorted(set(keys)))
    while some := list(islice(rest, 1_000)):
        Waiting.objects.bulk_create(
            [Waiting(kind=kind, key=key) for key in some], ignore_conflicts=True
        )
    wake()


def alone() -> None:
    """Let nobody else write into the index until the transaction has ended.

    Whoever reads a record and writes it into the index must not be overtaken by who read it later.
    SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


@transaction.atomic
def put(kind: str, keys: Sequence[int], records: Iterable[Record]) -> None:
    """Put records of a kind in the place of those with ``keys``; who is not among them goes.

    Args:
        kind: as the adapter names it.
        keys: all that are looked at.
        records: what they say.
    """
    by_key = {record.key: record for record in records}
    there = {entry.key: entry for entry in Entry.objects.filter(kind=kind, key__in=keys)}
    gone = [entry for key, entry in there.items() if key not in by_key and entry.is_there]
    if not by_key and not gone:
        return
    said = _take_out_words([entry.pk for entry in there.values()])
    number = clock.tick()
    memory.look_soon()
    audiences = _audiences({record.audience for record in by_key.values()})
    for entry in gone:
        entry.is_there, entry.changed = False, number
        entry.cities = entry.topics = ""
    entries = []
    for key, record in by_key.items():
        entry = there.get(key) or Entry(kind=kind, key=key)
        entry.audience_id = audiences[record.audience]
        entry.cities = " ".join(map(str, sorted(set(record.cities))))
        entry.topics = " ".join(sorted(set(record.topics)))
        entry.on, entry.is_there, entry.changed = record.on, True, number
        entries.append(entry)
    old = [entry for entry in entries if entry.pk]
    Entry.objects.bulk_update(
        [*gone, *old], ["audience", "cities", "topics", "on", "is_there", "changed"], BATCH
    )
    Entry.objects.bulk_create([entry for entry in entries if not entry.pk], BATCH)
    says = _put_passages([(entry, by_key[entry.key]) for entry in entries])
    _forget_meanings(said - says)


def _audiences(wanted: set[frozenset[int]]) -> dict[frozenset[int], int | None]:
    """Give the numbers of audiences; new ones are taken in."""
    names = {" ".join(map(str, sorted(one))): one for one in wanted if one}
    found: dict[frozenset[int], int | None] = {frozenset(): None}
    if not names:
        return found
    known = dict(Audience.objects.filter(cities__in=names).values_list("cities", "pk"))
    if new := [name for name in names if name not in known]:
        Audience.objects.bulk_create([Audience(cities=one) for one in new], ignore_conflicts=True)
        known = dict(Audience.objects.filter(cities__in=names).values_list("cities", "pk"))
    return found | {one: known[name] for name, one in names.items()}


def _take_out_words(entries: Sequence[int]) -> set[str]:
    """Take out passages of entries and their words; gives the digests of their texts."""
    if not entries:
        return set()
    passages = EntryPassage.objects.filter(entry__in=entries)
    if rows := list(passages.values_list("pk", "words", "digest")):
        words.take_out([row[:2] for row in rows])
        passages.delete()
    return {digest for _key, _words, digest in rows if digest}


def _forget_meanings(digests: set[str]) -> None:
    """Forget what texts mean that nothing says any more: a text can be guessed from its meaning."""
    if not digests:
        return
    said = EntryPassage.objects.filter(digest__in=digests).values_list("digest", flat=True)
    if gone := digests - set(said):
        Meaning.objects.filter(digest__in=gone).delete()


def _put_passages(pairs: Sequence[tuple[Entry, Record]]) -> set[str]:
    """Put in what records say; gives the digests of the texts."""
    passages = []
    for entry, record in pairs:
        about = scope.tokens_of(
            audience=entry.audience_id or scope.PUBLIC,
            kind=entry.kind,
            cities=record.cities,
            topics=record.topics,
            on=record.on,
        )
        for row in rows_of(record):
            tokens = row.words | about | scope.language_tokens(row.language)
            passages.append(
                EntryPassage(
                    entry=entry, language=row.language, title=row.title, text=row.text,
                    is_stand_in=row.is_stand_in, digest=row.digest,
                    words=" ".join(sorted(tokens)), name_bones=row.name_bones,
                    text_bones=row.text_bones,
                )
            )  # fmt: skip
    EntryPassage.objects.bulk_create(passages, BATCH)
    words.put((passage.pk, passage.words) for passage in passages)
    return {passage.digest for passage in passages}


def rows_of(record: Record) -> Iterator[_Row]:
    """Cut what a record says into passages."""
    for passage in record.passages:
        yield from _rows_of_passage(passage)
    titles = {cleaned(passage.title) for passage in record.passages}
    for name in dict.fromkeys(cleaned(one)[:_LONGEST_TITLE] for one in record.names):
        if name and name not in titles:
            yield _Row(
                language="", title=name, text="", is_stand_in=False, digest="",
                words=frozenset(_words_of_name(name, "pl") | _words_of_name(name, "en")),
                name_bones=_name_bones(name, "pl"), text_bones=b"",
            )  # fmt: skip


def _rows_of_passage(passage: Passage) -> Iterator[_Row]:
    title = cleaned(passage.title)[:_LONGEST_TITLE]
    parts = chunks(cleaned(passage.text[:_LONGEST_TEXT])) or [""] * bool(title)
    language = passage.language
    for place, part in enumerate(parts):
        is_first = place == 0
        name_tokens = _words_of_name(title, language) if is_first else set()
        yield _Row(
            language=language,
            title=title,
            text=part,
            is_stand_in=passage.is_stand_in,
            digest=("" if passage.is_names else digest_of(language, embedded_text(title, part))),
            words=frozenset(name_tokens | tokens_of_text(part, language)),
            name_bones=_name_bones(title, language) if is_first else b"",
            text_bones=skeleton(part, language).encode(),
        )


def _words_of_name(name: str, language: str) -> set[str]:
    return tokens_of_text(name, language) | beginnings(name, language)


def _name_bones(name: str, language: str) -> bytes:
    return skeleton(name, language).encode()


def embedded_text(title: str, text: str) -> str:
    """Give the text whose meaning stands for a passage."""
    return f"{title}. {text}" if title and text else title or text


def digest_of(language: str, text: str) -> str:
    """Name a text by its digest."""
    return hashlib.blake2b(f"{language}\n{text}".encode(), digest_size=16).hexdigest()
