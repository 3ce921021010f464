"""The index in the memory of this process, kept up with what other processes change.

Each question asks for the number of the last change, one statement; where it moved, what changed
is read. A forked child begins anew.
"""

import datetime as dt
import os
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Max, Min

from pobratym.search.models import Audience, Entry, EntryPassage, Meaning
from pobratym.search.ranking.centring import VERSION, stored_as
from pobratym.search.ranking.model import DIMENSIONS, Vectors
from pobratym.search.ranking.scope import PUBLIC
from pobratym.search.ranking.scoring import Sounds
from pobratym.search.ranking.store import Store, Stored
from pobratym.search.services import clock

_BATCH = 2_000
_SOME = 400
_SAMPLE = 4_000
_SETTLED = 20_000
"""Passages after which what is known is put into a form that takes little room."""


class Memory:
    """What one process knows of the index in one database."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.store = Store()
        self._sign = ""
        self._from = 0
        self._last_audience = self._seen_audience = 0
        self.is_behind = False
        self._audiences_of: dict[int, set[int]] = {}
        self._database = ""
        self._sounds: Sounds | None = None

    def last_passage(self) -> int:
        """Give the highest key of a passage."""
        return self.store.last_passage

    def look_soon(self) -> None:
        """Hear that this very process has just changed something."""
        self._sign = ""

    def sounds(self) -> Sounds:
        """Say how common sounds are; learned anew once there are a fifth more passages."""
        count = len(self.store)
        if self._sounds is None or abs(count - self._sounds.count) > self._sounds.count // 5:
            self._sounds = Sounds(_sample(count), count)
        return self._sounds

    def forget(self) -> None:
        """Begin anew."""
        self.__init__()  # type: ignore[misc]

    def audiences(self, cities: frozenset[int]) -> frozenset[int]:
        """Give the numbers of the audiences to which somebody of these cities belongs."""
        if self._last_audience < self._seen_audience:
            new = Audience.objects.filter(pk__gt=self._last_audience).order_by("pk")
            for key, named in new.values_list("pk", "cities"):
                for city in named.split():
                    self._audiences_of.setdefault(int(city), set()).add(key)
                self._last_audience = key
        mine = [self._audiences_of.get(city, set()) for city in cities]
        return frozenset({PUBLIC}.union(*mine))

    def refresh(self) -> Store:
        """Learn what has changed, and give the store; hold the lock while you ask it."""
        name = str(connection.settings_dict["NAME"])
        if name != self._database:
            self.forget_but_lock()
            self._database = name
        seen = clock.seen()
        self.is_behind, self._seen_audience = seen.is_behind, seen.audience
        if seen.sign != self._sign:
            if self.store.dead > max(2_000, len(self.store) // 2):
                self.store, self._from = Store(), 0
            if not self._from and not len(self.store):
                self._read_all()
            else:
                self._read_since(self._from)
            self._from, self._sign = seen.following, seen.sign
        return self.store

    def forget_but_lock(self) -> None:
        """Begin anew with another database, or with the same that was emptied."""
        lock = self.lock
        self.__init__()  # type: ignore[misc]
        self.lock = lock

    def _read_all(self) -> None:
        count = EntryPassage.objects.count()
        self.store = Store(count + count // 20)
        last = read = 0
        while rows := _rows("p.id > %s", [last]):
            last, read = rows[-1][0], read + len(rows)
            self._take_in(rows)
            if read >= _SETTLED:
                self.store.settle()
                read = 0
        self.store.settle()

    def _read_since(self, number: int) -> None:
        changed = list(Entry.objects.filter(changed__gte=number).values_list("pk", "is_there"))
        self.store.take_out(key for key, _is_there in changed)
        there = [key for key, is_there in changed if is_there]
        for start in range(0, len(there), _SOME):
            keys = there[start : start + _SOME]
            last = 0
            while rows := _rows(f"p.entry_id IN ({_places(keys)}) AND p.id > %s", [*keys, last]):
                last = rows[-1][0]
                self._take_in(rows)
        meant = Meaning.objects.filter(changed__gte=number, model=VERSION)
        digests = list(meant.values_list("digest", flat=True))
        for start in range(0, len(digests), _SOME):
            some = digests[start : start + _SOME]
            vectors = meanings(some)
            pairs = EntryPassage.objects.filter(digest__in=some).values_list("pk", "digest")
            known = [(key, vectors[digest]) for key, digest in pairs if digest in vectors]
            if known:
                self.store.set_meanings(
                    [key for key, _vector in known], np.stack([vector for _key, vector in known])
                )

    def _take_in(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self.store.add([_stored(row) for row in rows])
        meant = [(row[0], bytes(row[-1])) for row in rows if row[-1] is not None]
        if meant:
            kept = np.frombuffer(b"".join(vector for _key, vector in meant), stored_as)
            flat = kept.astype(np.float32)
            self.store.set_meanings([key for key, _vector in meant], flat.reshape(-1, DIMENSIONS))


_READ = (
    "SELECT p.id, p.entry_id, e.kind, p.language, e.audience_id, e.cities, e.topics, e.{on},"
    " p.name_bones, m.vector FROM search_entrypassage p JOIN search_entry e ON e.id = p.entry_id"
    " LEFT JOIN search_meaning m ON m.digest = p.digest AND m.model = %s"
    " WHERE e.is_there AND {where} ORDER BY p.id LIMIT %s"
)


def _rows(where: str, values: Sequence[int]) -> list[tuple[Any, ...]]:
    """Read passages with all that the store keeps of them."""
    sql = _READ.format(where=where, on=connection.ops.quote_name("on"))
    with connection.cursor() as cursor:
        cursor.execute(sql, [VERSION, *values, _BATCH])
        return list(cursor.fetchall())


def _places(keys: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(keys))


def _sample(count: int) -> list[bytes]:
    """Give the skeletons of some thousand passages, spread over all of them."""
    rows = EntryPassage.objects.order_by("pk")
    ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return []
    if count > _SAMPLE:
        step = (ends["last"] - ends["first"]) / _SAMPLE
        keys = sorted({ends["first"] + int(at * step) for at in range(_SAMPLE)})
    else:
        keys = []
    chosen: list[tuple[bytes, bytes]] = []
    fields = ("name_bones", "text_bones")
    for start in range(0, len(keys), 500):
        chosen += rows.filter(pk__in=keys[start : start + 500]).values_list(*fields)
    if not keys:
        chosen = list(rows.values_list(*fields))
    return [bytes(name) + b" " + bytes(text) for name, text in chosen]


def meanings(digests: Sequence[str]) -> dict[str, Vectors]:
    """Give the kept meanings of texts by their digests; nothing for those that have none yet."""
    rows = Meaning.objects.filter(model=VERSION, digest__in=set(digests))
    return {
        digest: np.frombuffer(bytes(vector), stored_as, DIMENSIONS).astype(np.float32)
        for digest, vector in rows.values_list("digest", "vector")
    }


def _stored(row: tuple[Any, ...]) -> Stored:
    key, entry, kind, language, audience, cities, topics, on, bones, _vector = row
    return Stored(
        passage=key, entry=entry, kind=kind, language=language, audience=audience or PUBLIC,
        cities=[int(one) for one in cities.split()], topics=topics.split(),
        on=dt.date.fromisoformat(on) if isinstance(on, str) else on,
        name_bones=bytes(bones),
    )  # fmt: skip


memory = Memory()
os.register_at_fork(after_in_child=memory.forget)
